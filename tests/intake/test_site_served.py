"""The built site as one machine serves it, in front of the forms."""

from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from intake_service import OPEN_DATA, mount
from intake_service.work.service import Service

Asked = Callable[[str], TestResponse]


@pytest.fixture
def asked(opened: Callable[..., Service], tmp_path: Path) -> Asked:
    site = tmp_path / "site"
    for path in ("index.html", "hours.json", "hours.schema.json", "kalendar.ics", "assets/site.0f3a91c2.css"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("x")
    client = Client(mount(opened(site=site)))
    return lambda path: client.get(path, buffered=True)


def test_only_open_data_may_be_read_by_other_sites(asked: Asked) -> None:
    for path in ("/", "/kalendar.ics", "/assets/site.0f3a91c2.css", "/dotaz/o-sobe"):
        answer = asked(path)
        assert answer.status_code in (200, 503), path
        assert "Access-Control-Allow-Origin" not in answer.headers, path
    for path in OPEN_DATA:
        assert asked(path).headers["Access-Control-Allow-Origin"] == "*"


def test_what_never_changes_is_kept_for_ever_and_pages_are_asked_for_again(asked: Asked) -> None:
    assert "immutable" in asked("/assets/site.0f3a91c2.css").headers["Cache-Control"]
    assert asked("/").headers["Cache-Control"] == "max-age=300, public"


def test_a_calendar_says_that_it_is_one(asked: Asked) -> None:
    assert asked("/kalendar.ics").headers["Content-Type"] == 'text/calendar; charset="utf-8"'


def test_an_unknown_address_gets_the_page_of_the_service(asked: Asked) -> None:
    answer = asked("/neni-tu/")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
