"""What somebody tries who may edit the website, or has another website open beside it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from centre.editing import rewriting
from centre.editing.fact_files import FACT_FILES
from intake_service.desk import access
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Page

TEXT = "Bojím se o bratra, nikdo to nesmí číst."
OPEN_TO_ALL = ("login.", "joining.", "account.")
"""Where somebody without a login, or with any duty, has something to do."""
GROUP = "/web/udaje/closures.yaml/closures/0"


@pytest.fixture
def enquiry(service: Service) -> None:
    """Somebody has asked; it is number 1."""
    enquiries.send(service, Submission("counselling", "cs", TEXT, cookie=bytes(range(32))))


def addresses(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every address of the desk that is no editor's, with likely values in it."""
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/web") and "odhla" not in rule.rule:
            yield rule, re.sub(r"<(?:\w+(?:\([^)]*\))?:)?\w+>", "1", rule.rule)


def facts_of(content: Path) -> dict[str, bytes]:
    return {name: (content / "data" / name).read_bytes() for name in FACT_FILES}


def tell_no_enquiry(page: Page) -> bool:
    return TEXT not in page.text and "Dotaz 1" not in page.words


@pytest.mark.parametrize("locked", [False, True], ids=["just logged in", "desk locked"])
@pytest.mark.usefixtures("enquiry", "takes_seconds")
def test_no_address_of_the_desk_leads_an_editor_to_an_enquiry(
    app: Flask, eva: DeskVisitor, locked: bool
) -> None:
    eva.open(GROUP)
    token = eva.token("/closures/0")
    if locked:
        with eva.client.session_transaction() as session:
            del session[access.KEY]
    tried = 0
    for rule, address in addresses(app):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = eva.client.open(address, method=method, data={"csrf_token": token})
            page = eva.see(eva.client.get("/web/")) if answer.status_code == 303 else None
            assert TEXT not in answer.get_data(as_text=True), address
            assert page is None or tell_no_enquiry(page)
            if not rule.endpoint.startswith(OPEN_TO_ALL):
                assert answer.status_code in (303, 401, 403, 404), (method, address)
                assert "/dotaz/" not in (answer.location or ""), (method, address)
            tried += 1
    assert tried > 60


@pytest.mark.parametrize(
    "address", ["/web/den/2026-12-01/havlickuv-brod/zavreno", GROUP, "/web/zmeny/1/vzit-zpet"]
)
def test_another_website_changes_nothing_in_the_name_of_an_editor(
    eva: DeskVisitor, content: Path, address: str
) -> None:
    eva.open("/web/udaje/hours.yaml/hours/0/blocks/0")
    assert eva.send("/blocks/0", **{"from": "10:00"}).title == "Uloženo"
    before = facts_of(content)
    eva.open(GROUP)
    fields = eva.page.fields("/closures/0") if eva.page else {}
    typed = {**fields, "reason.cs": "Nikdy už", "shown": "00"}
    without = eva.client.post(address, data={**typed, "csrf_token": ""})
    assert without.status_code == 400
    foreign = eva.client.post(address, data=typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 400
    assert facts_of(content) == before


@pytest.mark.parametrize(
    "typed",
    [
        "!!python/object/apply:os.system [id]",
        "!!str 5",
        "&kotva text",
        "*kotva",
        "<<: *kotva",
        "{a: b}",
        "[a, b]",
        "text # poznámka",
        "a: b",
        "- a",
        "? a",
        "| a",
        "%a b",
        "[[phone:centre]] [[fact:address]]",
        "<script>alert(1)</script>",
        "<a href=javascript:alert(1)>a</a>",
        "' a 1=1 --",
        "{{ config }} {% raw %}",
        "yes",
        "1e3",
        "0o17",
        "~",
        "2026-12-01",
    ],
)
def test_whatever_looks_like_a_mark_stays_words(
    eva: DeskVisitor, content: Path, typed: str
) -> None:
    before = rewriting.read((content / "data" / "closures.yaml").read_text("utf-8"))
    eva.open(GROUP)
    saved = eva.send("/closures/0", **{"reason.en": typed})
    assert saved.title == "Uloženo", saved.alerts
    after = rewriting.read((content / "data" / "closures.yaml").read_text("utf-8"))
    assert after["closures"][0]["reason"]["en"] == typed
    after["closures"][0]["reason"]["en"] = before["closures"][0]["reason"]["en"]
    assert after == before
    page = eva.open(GROUP)
    assert page.typed("reason.en").strip() == typed
    assert "<script>alert" not in page.text


def test_a_reason_calls_no_fact_and_writes_no_html_for_readers(
    eva: DeskVisitor, service: Service
) -> None:
    typed = "[[tel:centre]] <b>porada</b>"
    eva.open("/web/den/2026-12-01/havlickuv-brod/zavreno")
    eva.send("/zavreno", reason="", own_reason=typed)
    saved = eva.send("/zavreno")
    assert saved.title == "Uloženo", saved.alerts
    shown = eva.open("/web/")
    assert typed in shown.words
    assert "<b>porada" not in shown.text


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/web/udaje/centre.yaml/", "exit_address"),
        ("/web/udaje/centre.yaml/", "base_url"),
        ("/web/udaje/helplines.yaml/helplines/5", "url"),
    ],
)
@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "//zly.example",
        'https://zly.example/" onclick="x',
        "https://kacko@zly.example\\@x",
    ],
)
def test_no_address_becomes_a_program(
    eva: DeskVisitor, content: Path, address: str, field: str, typed: str
) -> None:
    before = facts_of(content)
    eva.open(address)
    page = eva.send(address.rpartition("/")[2] or "/", **{field: typed})
    assert page.status == 422
    assert facts_of(content) == before


@pytest.mark.parametrize(
    "name",
    [
        "..%2F..%2Fetc%2Fpasswd",
        "..",
        "hours.yaml%00",
        "approvals.yaml",
        ".published-facts",
        "%2Fetc%2Fpasswd",
        "hours.yaml~",
        ".git%2Fconfig",
    ],
)
def test_no_path_leads_out_of_the_files_of_facts(eva: DeskVisitor, name: str) -> None:
    for address in (f"/web/udaje/{name}/", f"/web/udaje/{name}/hours/0"):
        assert eva.open(address).status in (400, 404)
