"""Every address of the editor, alone and at the desk: readable for all, in both schemes, on every
screen, by touch and by keyboard. A new address has to be given a way before this passes."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from centre.intake.maximums import CONFIRMED_MINUTES
from intake_service import clock, editor
from tests import validity
from tests.browser import looks
from tests.browser.clicks import follow
from tests.browser.conftest import Company
from tests.browser.editor.alone import Alone, EditorAlone, running_alone
from tests.browser.editor.every_address import OF_THE_SITE, OF_THE_STORIES, WAYS, save
from tests.browser.editor.keyboard import faults_by_keyboard
from tests.browser.editor_pages import HOUR, at
from tests.browser.house import House, running
from tests.browser.pages import Stage, Way
from tests.browser.people import DESK, Counsellor, Visitor
from tests.built import BuiltSite
from tests.paths import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("takes_seconds")]

LINE = "web/udaje/helplines.yaml/helplines/5"
TO_COME = """\
closures:
  - date: {day}
    places: all
    reason: Porada celého týmu
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content that may be changed, with a closure and a warning that are not over on whatever day
    this runs."""
    folder = tmp_path_factory.mktemp("content") / "content"
    shutil.copytree(ROOT / "content", folder)
    (folder / "uk" / "pages" / "wound.md").unlink()  # so there is something to translate
    later = clock.today() + timedelta(40)
    rewrite(folder / "data" / "closures.yaml", "closures:\n", TO_COME.format(day=later))
    rewrite(folder / "data" / "alerts.yaml", "valid_to: .*", f"valid_to: {later}")
    return folder


def rewrite(file: Path, pattern: str, new: str) -> None:
    file.write_text(re.sub(pattern, new, file.read_text("utf-8"), count=1), "utf-8")


@pytest.fixture(scope="module")
def house(
    site: BuiltSite, content: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    with running(site, tmp_path_factory.mktemp("house"), content=content) as house:
        yield house


@pytest.fixture(scope="module")
def alone(
    site: BuiltSite, content: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Alone]:
    with running_alone(site, content, tmp_path_factory.mktemp("alone")) as alone:
        yield alone


@pytest.fixture(scope="module")
def here(browser: Browser, alone: Alone) -> Iterator[Stage]:
    """Where pages of the editor alone are shown, to somebody who came in by the link."""
    company = Company(browser, cast(House, alone))
    visitor = company.meet(EditorAlone)
    visitor.page.goto(alone.link)
    yield cast(Stage, SimpleNamespace(desk=visitor))
    company.part()


@pytest.fixture(scope="module")
def stage(regulars: Company, house: House) -> Stage:
    """Where pages of the desk are shown."""
    return Stage(house, regulars.meet)


def all_faults(visitor: Visitor, faults_in: validity.Checker) -> list[str]:
    page = visitor.page
    keys = faults_by_keyboard(page)
    return [*faults_in(visitor.source), *keys, *looks.faults(page)]


def views() -> set[str]:
    """Every view that shows a page."""
    app = Flask(__name__)
    editor.install(app, cast(Any, None))
    rules = app.url_map.iter_rules()
    return {each.endpoint for each in rules if "GET" in (each.methods or ())} - {"static"}


def view_of(address: str) -> str:
    """Which view an address belongs to."""
    app = Flask(__name__)
    editor.install(app, cast(Any, None))
    found, _ = app.url_map.bind("127.0.0.1").match(address, method="GET")
    return str(found)


def test_every_view_has_a_way() -> None:
    assert views() == WAYS.keys() | OF_THE_SITE | OF_THE_STORIES


@pytest.mark.parametrize(("view", "way"), WAYS.items(), ids=WAYS.keys())
def test_everybody_can_use_the_editor_alone(
    here: Stage, faults_in: validity.Checker, view: str, way: Way
) -> None:
    way(here)
    visitor = here.desk
    assert view_of(visitor.path.partition("?")[0].partition("#")[0]) == view
    found = all_faults(visitor, faults_in)
    assert not found, "\n".join(found)


def test_everybody_can_read_what_to_do_without_the_link(
    browser: Browser, alone: Alone, faults_in: validity.Checker
) -> None:
    company = Company(browser, cast(House, alone))
    visitor = company.meet(EditorAlone)
    visitor.open("/web/")
    assert visitor.status == 403
    assert "Funguje jednou" in visitor.page.inner_text("main")
    found = all_faults(visitor, faults_in)
    company.part()
    assert not found, "\n".join(found)


def conflict(stage: Stage, content: Path) -> Page:
    """Somebody else has saved the same hour."""
    found = at(stage, HOUR)
    file = content / "data" / "hours.yaml"
    file.write_text(file.read_text("utf-8") + "# jiný\n", "utf-8")
    found.locator('[name="from"]').fill("9:45")
    follow(found.locator('button:has-text("Uložit")'))
    return found


def code_asked(stage: Stage, _content: Path) -> Page:
    """The login was long ago, so a dangerous fact wants a fresh code."""
    stage.desk.open(f"{DESK}web/")
    soon = clock.seconds() + CONFIRMED_MINUTES * 60
    stage.house.change("DELETE FROM visit WHERE until <= ?", soon)  # no other one ends so early
    found = at(stage, LINE)
    found.locator('[name="number"]').fill("116 222")
    follow(found.locator('button:has-text("Uložit")'))
    return found


def damaged(stage: Stage, content: Path) -> Page:
    """A file that somebody broke elsewhere: its line and its text."""
    (content / "data" / "partners.yaml").write_text("partners: [\n", "utf-8")
    return at(stage, "web/udaje/partners.yaml/")


def much_to_do(stage: Stage, content: Path) -> Page:
    """What is wrong, what runs out, what the repository has not taken."""
    damaged(stage, content)
    (content / ".git").mkdir(exist_ok=True)
    save(stage)
    return at(stage, "web/stav")


def dangerous_change(stage: Stage, _content: Path) -> Page:
    """What a colleague is to look at."""
    found = at(stage, "web/telefon/outreach")
    found.locator('[name="number"]').fill("601 234 567")
    found.locator('[name="tried"]').check()
    for _ in range(2):
        follow(found.locator("main .actions button.button").last)
    return at(stage, "web/")


@contextmanager
def put_back(content: Path) -> Iterator[None]:
    """Whatever a state did to the facts and beside them is undone for the next one."""
    before = {path: path.read_bytes() for path in (content / "data").glob("*.yaml")}
    try:
        yield
    finally:
        for path, written in before.items():
            path.write_bytes(written)
        shutil.rmtree(content / ".git", ignore_errors=True)


STATES = (
    (dangerous_change, 200),
    (conflict, 409),
    (code_asked, 403),
    (damaged, 409),
    (much_to_do, 200),
)


@pytest.mark.parametrize(("state", "status"), STATES)
def test_everybody_can_use_what_is_out_of_the_ordinary(
    stage: Stage, content: Path, faults_in: validity.Checker, state: Any, status: int
) -> None:
    counsellor: Counsellor = stage.desk
    with put_back(content):
        state(stage, content)
        assert counsellor.status == status
        found = all_faults(counsellor, faults_in)
    assert not found, "\n".join(found)


def test_a_closure_is_published_without_a_mouse(stage: Stage) -> None:
    """From today's places to the page that says it was saved, by Tab and Enter."""
    visitor: Counsellor = stage.desk
    visitor.open(f"{DESK}web/")
    page = visitor.page
    for wanted in ("/den/", "/zavreno", "button:Zveřejnit teď"):
        _go_to(page, wanted)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "Uloženo"


def _go_to(page: Page, wanted: str) -> None:
    kind, _, words = wanted.rpartition(":")
    for _ in range(100):
        page.keyboard.press("Tab")
        focused = page.locator("*:focus")
        if not focused.count():
            continue
        if focused.evaluate("each => each.localName") == "summary":
            page.keyboard.press("Enter")  # today nothing may be open: another day is folded
        found = (focused.get_attribute("href") or "") if not kind else focused.inner_text()
        if words in found:
            return
    raise AssertionError(f"no key leads to {wanted}")
