"""The built site as one machine serves it, in front of the forms."""

from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from centre.exchange.outputs import OUTPUTS
from intake_service import mount
from intake_service.web.headers import SITE_HEADERS
from intake_service.work.service import Service

Asked = Callable[[str], TestResponse]
OPEN_DATA = [output.pattern for output in OUTPUTS if output.open_data]


@pytest.fixture
def asked(opened: Callable[..., Service], tmp_path: Path) -> Asked:
    site = tmp_path / "site"
    open_data = (path.lstrip("/") for path in OPEN_DATA)
    for path in (
        "index.html",
        "kalendar.ics",
        "varovani.atom",
        "assets/site.0f3a91c2.css",
        *open_data,
    ):
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


def test_the_site_has_the_headers_of_the_service(asked: Asked) -> None:
    given = asked("/").headers
    assert {name: given[name] for name in SITE_HEADERS} == SITE_HEADERS
    stricter = asked("/dotaz/o-sobe").headers["Content-Security-Policy"]
    assert given["Content-Security-Policy"] == f"{stricter}; worker-src 'self'; manifest-src 'self'"


def test_what_never_changes_is_kept_for_ever_and_pages_are_asked_for_again(asked: Asked) -> None:
    assert "immutable" in asked("/assets/site.0f3a91c2.css").headers["Cache-Control"]
    assert asked("/").headers["Cache-Control"] == "max-age=0, public"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/kalendar.ics", 'text/calendar; charset="utf-8"'),
        ("/vysledky.csv", 'text/csv; charset="utf-8"'),
        ("/varovani.atom", "application/atom+xml"),
    ],
)
def test_a_file_says_what_it_is(asked: Asked, path: str, kind: str) -> None:
    assert asked(path).headers["Content-Type"] == kind


def test_an_unknown_address_gets_the_page_of_the_service(asked: Asked) -> None:
    answer = asked("/neni-tu/")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
