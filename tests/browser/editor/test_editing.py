"""Staff change the website from a phone: few taps, no script, and all of it can be undone.

Taps and seconds are printed (`-s`), for the seconds are those of this machine.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Company
from tests.browser.house import House, running
from tests.browser.team.taps import Tapper
from tests.built import BuiltSite
from tests.paths import ROOT

pytestmark = pytest.mark.browser

HELPLINE = "web/udaje/helplines.yaml/helplines/5"
PHONE_OF_CENTRE = "web/udaje/centre.yaml/contacts/phones/centre"
HOUR = "web/udaje/hours.yaml/hours/0/blocks/0"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("edited") / "content"))


@pytest.fixture(scope="module")
def house(
    site: BuiltSite, content: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house whose content may be changed."""
    with running(site, tmp_path_factory.mktemp("house"), content=content) as house:
        yield house


class Editor(Tapper):
    """Somebody who edits."""

    def save(self) -> None:
        """The button that saves."""
        self.tap('main button:has-text("Uložit")')


@pytest.fixture
def jana(company: Company) -> Editor:
    editor = company.meet(Editor, script=False)
    editor.log_in(company.house.coordinator)
    return editor


def data(content: Path, name: str) -> str:
    return (content / "data" / name).read_text("utf-8")


def to_the_first_place(jana: Editor) -> None:
    """Today's first place; where nothing is open today, the first of the days to come."""
    jana.begin("web/")
    if not jana.page.locator(".choices a:visible").count():
        jana.page.locator("summary").first.click()
    jana.tap(".choices a:visible")


def test_we_are_not_coming_today_in_three_taps_and_back(jana: Editor, content: Path) -> None:
    before = data(content, "closures.yaml")
    to_the_first_place(jana)
    jana.tap(".choices a")
    sentence = jana.page.locator("blockquote, .notice").first.inner_text()
    jana.tap("main form button.button:last-of-type")
    assert jana.page.locator("h1").inner_text() == "Uloženo"
    assert jana.taps <= 3
    jana.tell("Dnes nejedeme")
    assert sentence.split(":")[0] in jana.words
    assert data(content, "closures.yaml") != before
    jana.tap('form[action$="/vzit-zpet"] button')
    assert jana.page.locator("h1").inner_text() == "Vzato zpět"
    assert data(content, "closures.yaml") == before
    jana.tell("and back")


def test_a_wrong_phone_is_mended_and_told_at_its_field_first(jana: Editor, content: Path) -> None:
    jana.begin(PHONE_OF_CENTRE)
    jana.fill(number="123")
    jana.save()
    assert jana.status == 422
    assert "devíti číslicích" in jana.words
    assert jana.page.locator('[name="number"]').input_value() == "123"
    jana.fill(number="566 111 222")
    jana.save()
    assert jana.page.locator("h1").inner_text() == "Uloženo"
    assert "566 111 222" in data(content, "centre.yaml")
    jana.tell("A wrong phone, after a mistake")


def test_somebody_has_called_a_helpline(jana: Editor, content: Path) -> None:
    before = data(content, "helplines.yaml")
    jana.begin(HELPLINE)
    jana.tap('button[name="overeno"]')
    assert jana.page.locator("h1").inner_text() == "Uloženo"
    assert data(content, "helplines.yaml") != before
    jana.tell("„Volali jsme tam, platí“")


def test_two_at_once_the_second_sees_both_and_chooses(
    jana: Editor, company: Company, content: Path
) -> None:
    petr = company.meet(Editor, script=False)
    petr.log_in(company.house.coordinator)
    jana.begin(HOUR)
    petr.begin(HOUR)
    jana.fill(**{"from": "9:15"})
    jana.save()
    petr.fill(**{"from": "9:45"})
    petr.save()
    assert petr.status == 409
    assert "9:15" in petr.words
    assert petr.page.locator('[name="from"]').input_value() == "9:45"
    petr.save()
    assert petr.page.locator("h1").inner_text() == "Uloženo"
    assert "from: 9:45" in data(content, "hours.yaml")
    petr.tell("Two at once")
