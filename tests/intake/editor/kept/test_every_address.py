"""Every address of the editor, at the desk and alone: no other website presses its buttons, and no
name in it leads out of the content."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from intake_service import local_editor
from intake_service.local_editor import ENTRANCE, Entrance
from intake_service.web import cookies
from intake_service.work.editing import uncommitted
from intake_service.work.editing.writing import drafts
from intake_service.work.service import Service
from tests.centre.pictures.made_picture import YARD, lay_picture
from tests.intake.browser import DeskVisitor, Page, Visitor

pytestmark = pytest.mark.usefixtures("takes_seconds")

LIKELY = {
    "day": "2026-12-01",
    "place": "centrum-zdar",
    "change": "zavreno",
    "number": "1",
    "file": "hours.yaml",
    "way": "hours/0/blocks/0",
    "year": "2026",
    "line": "linka-bezpeci",
    "purpose": "outreach",
    "name": "varovani",
    "mark": "0" * 32,
    "lang": "cs",
    "kind": "pages",
    "page_id": "wound",
    "draft_id": "0" * 32,
    "link": "x" * 43,
    "secret": "x" * 43,
    "filename": "style.css",
}
ASTRAY = (
    "..",
    "..%2F..%2F..%2Fetc%2Fpasswd",
    "%2Fetc%2Fpasswd",
    "..%5C..%5Cetc%5Cpasswd",
    "%2e%2e%2f%2e%2e%2fdata%2fcentre.yaml",
    "....%2F%2F....%2F%2Fetc",
    ".git",
    ".git%2Fconfig",
    ".editing.lock",
    ".published-facts",
    "hours.yaml%00",
    "hours.yaml%0A",
    "%00",
    "~root",
    "file:%2F%2F%2Fetc%2Fpasswd",
    "C:%5CWindows",
    "%EF%BC%8E%EF%BC%8E%EF%BC%8Fetc",
    "%C0%AE%C0%AE%C0%AFetc",
    "%D8",
    "con",
    "x" * 5000,
    "__class__",
    "{{7*7}}",
    "-1",
    "99999999999999999999",
)
"""Names that mean something to a file system, a decoder or a template."""
_PARAMETER = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")


@pytest.fixture
def alone(service: Service) -> Visitor:
    """Somebody who edits on this machine, without a desk."""
    links: list[str] = []
    entrance = Entrance(links.append)
    app = local_editor.create_local_app(service, "Eva", entrance)
    entrance.show_link()
    visitor = Visitor(app)
    assert visitor.open(f"{ENTRANCE}{links[-1]}").path == "/web/"
    return visitor


@pytest.fixture(params=["at the desk", "alone"])
def visitor(request: pytest.FixtureRequest) -> Visitor:
    """Somebody who edits, by each of the two doors."""
    name = "eva" if request.param == "at the desk" else "alone"
    found: Visitor = request.getfixturevalue(name)
    return found


def rules(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(("/web", "/ke-kontrole")):
            yield rule


def address(rule: Rule, given: Mapping[str, str], **astray: str) -> str:
    def value(found: re.Match[str]) -> str:
        return astray.get(found[1]) or given[meant(rule.rule, found[1])]

    return _PARAMETER.sub(value, rule.rule)


def meant(rule: str, parameter: str) -> str:
    """Which of the given names it is: some addresses call theirs as others do."""
    if parameter == "draft_id" and "/preklad/" in rule:
        return "translation"
    if parameter == "name" and "/obrazky/" in rule:
        return "picture"
    return parameter


def real_names(visitor: Visitor) -> dict[str, str]:
    """Names of what is there, after a save and with a draft begun."""
    visitor.open("/web/udaje/hours.yaml/hours/0/blocks/0")
    assert visitor.send("/blocks/0", **{"from": "9:30"}).title == "Uloženo"
    visitor.open("/web/stranky/cs/pages/wound")
    draft = visitor.send("/upravit").path.rpartition("/")[2]
    visitor.open("/web/stranky/cs/pages/wound")
    translation = visitor.send("/preklad/uk/pages/wound").path.rpartition("/")[2]
    return LIKELY | {
        "translation": translation,
        "picture": YARD,
        "draft_id": draft,
        "mark": named(visitor.open("/web/vyjimky"), r"/zrusit/([^/]+)$"),
        "name": named(visitor.open("/web/varovani"), r"/varovani/([^/]+)/konec$"),
    }


def named(page: Page, pattern: str) -> str:
    """The name in the first link that leads there."""
    found = (re.search(pattern, str(each.get("href"))) for each in page.all("a"))
    return next(each[1] for each in found if each)


def files(*folders: Path) -> dict[str, bytes]:
    """All that lies there, but for locks."""
    return {
        str(path): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "lock" not in path.name
    }


@pytest.fixture
def content(content: Path) -> Path:
    """One page waits for its translation; there is a picture."""
    (content / "uk" / "pages" / "wound.md").unlink()
    lay_picture(content)
    return content


def token(visitor: Visitor) -> str:
    visitor.open("/web/udaje/hours.yaml/hours/0/blocks/0")
    return visitor.token("/blocks/0")


def test_no_button_is_pressed_by_another_website(
    visitor: Visitor, content: Path, service: Service
) -> None:
    given = real_names(visitor)
    good = token(visitor)
    data = service.settings.data
    kept = (content, data / uncommitted.FOLDER, data / drafts.FOLDER)
    before = files(*kept)
    fields = {"from": "10:00", "shown": "00", "title": "Nic", "number": "601234567", "tried": "y"}
    tried = 0
    for rule in rules(visitor.app):
        if "POST" not in (rule.methods or ()):
            continue
        where = address(rule, given)
        attempts: list[dict[str, Any]] = [
            {"data": fields},
            {"data": {**fields, "csrf_token": ""}},
            {"data": {**fields, "csrf_token": good.swapcase()}},
            {
                "data": {**fields, "csrf_token": good},
                "headers": {"Sec-Fetch-Site": "cross-site"},
            },
            {"json": {**fields, "csrf_token": good}},
        ]
        for attempt in attempts:
            answer = visitor.client.post(where, **attempt)
            expected = (400, 403, 415) if "secret" not in rule.arguments else (400, 404, 415)
            assert answer.status_code in expected, (where, attempt, answer.status_code)
        tried += 1
    assert tried > 20
    assert files(*kept) == before


def test_a_token_of_somebody_else_is_none(
    app: Flask, eva: DeskVisitor, alone: Visitor, content: Path
) -> None:
    before = files(content)
    strange = token(alone)
    where = "/web/udaje/hours.yaml/hours/0/blocks/0"
    answer = eva.client.post(where, data={"from": "10:00", "csrf_token": strange})
    assert answer.status_code == 400
    assert files(content) == before


def test_a_link_in_a_letter_changes_nothing(visitor: Visitor, content: Path) -> None:
    """GET never does anything, whatever it brings along."""
    given = real_names(visitor)
    before = files(content)
    query = "?smazat=1&from=10%3A00&shown=00&overeno=1&csrf_token=" + token(visitor)
    for rule in rules(visitor.app):
        if "GET" in (rule.methods or ()) and not rule.rule.startswith(ENTRANCE):
            assert visitor.client.get(address(rule, given) + query).status_code < 500
    assert files(content) == before


def test_no_name_in_an_address_leads_astray(
    visitor: Visitor, content: Path, tmp_path: Path
) -> None:
    given = real_names(visitor)
    good = token(visitor)
    before = files(content)
    known = {address(rule, given).rstrip("/") for rule in rules(visitor.app)}
    tried = 0
    for rule in rules(visitor.app):
        for name in sorted(rule.arguments & LIKELY.keys()):
            for astray in ASTRAY:
                where = address(rule, given, **{name: astray})
                if where.rstrip("/") in known:
                    continue  # an empty name: the address of another page
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    data = {"csrf_token": good} if method == "POST" else None
                    answer = visitor.client.open(where, method=method, data=data)
                    assert answer.status_code in (303, 308, 400, 403, 404, 405), (method, where)
                    told = answer.get_data(as_text=True)
                    assert "root:x:" not in told
                    assert "[core]" not in told
                    assert ">49<" not in told
                tried += 1
    assert tried > 500
    assert files(content) == before


def test_every_parameter_is_tried(visitor: Visitor) -> None:
    """A new one belongs into LIKELY."""
    names = set().union(*(rule.arguments for rule in rules(visitor.app)))
    assert names <= LIKELY.keys()


@pytest.mark.parametrize("name", [*ASTRAY[:8], "../../../tmp/x", "/etc/cron.d/x", "a/b", "a\x00b"])
@pytest.mark.parametrize(
    ("where", "field"),
    [
        ("/web/udaje/places.yaml/premises/0", "id"),
        ("/web/udaje/places.yaml/premises/0", "phone"),
        ("/web/udaje/helplines.yaml/helplines/5", "id"),
        ("/web/udaje/alerts.yaml/alerts/novy", "id"),
        ("/web/udaje/closures.yaml/closures/0", "places"),
    ],
)
def test_no_name_that_is_typed_becomes_a_path(
    eva: DeskVisitor, content: Path, tmp_path: Path, where: str, field: str, name: str
) -> None:
    before = files(content)
    eva.open(where)
    page = eva.send(where, **{field: name})
    assert page.status in (400, 422)
    assert files(content) == before


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "/etc/cron.d/x", ".git/config", "a\\b", "..", "....//", "\u2025"]
)
def test_a_title_becomes_a_name_within_its_folder(
    eva: DeskVisitor, content: Path, tmp_path: Path, title: str
) -> None:
    before = files(content)
    eva.open("/web/stranky/nova/questions")
    eva.send("/nova/questions", title=title)
    assert files(content) == before
    assert not (tmp_path / "etc").exists()


def test_its_cookies_know_each_other_not(eva: DeskVisitor, alone: Visitor) -> None:
    """Who came in by the link of one machine is nobody at the desk, and the other way round."""
    with alone.client.session_transaction() as session:
        stolen = dict(session)
    with eva.client.session_transaction() as session:
        session.clear()
        session.update(stolen)
    assert eva.open("/web/").title == "Přihlášení"
    assert cookies.KEY_BYTES >= 16
