"""Leaving quickly, and closing the mailbox, in Firefox: Back, forward and typed addresses show
neither text nor code."""

from collections.abc import Callable
from itertools import count

import pytest

from centre.intake import addresses
from tests.browser.firefox.driven import Firefox
from tests.browser.neutral import ADDRESS, Neutral
from tests.built import BuiltSite
from tests.intake.house import House

pytestmark = pytest.mark.browser

TEXT = "Tohle nemá nikdo vidět."
FORM = addresses.intake("counselling", "cs")
BOX = addresses.intake("mailbox", "cs")
MOST = 12  # steps of a history
NUMBERS = count()  # so that the first page of each story has an address of its own
SEND = "main form button.button:not([formaction])"


class Phone:
    """Somebody's phone, in Firefox."""

    def __init__(self, firefox: Firefox, house: House) -> None:
        self.firefox = firefox
        self._origin = f"https://localhost:{house.port}"
        self.open(f"/robots.txt?{next(NUMBERS)}")
        self._first = self.firefox.address

    def open(self, path: str) -> None:
        """Type an address of the centre."""
        self.firefox.open(self._origin + path)

    def send(self) -> str:
        """Send the text; returns its code. The receipt stays open."""
        self.open(FORM)
        self.firefox.type("#text", TEXT)
        self.firefox.press(SEND)
        return self.firefox.text("p#receipt [aria-hidden]")

    def open_mailbox(self, code: str) -> None:
        """Come back, and type the code."""
        self.open(BOX)
        self.firefox.type("#receipt", code)
        self.firefox.press(SEND)
        self.firefox.wait_for(".thread")
        assert TEXT in self.firefox.shown

    def leave(self, neutral: Neutral) -> None:
        """Press the exit: the neutral page comes, and is not told from where."""
        neutral.asked.clear()
        self.firefox.press("[data-exit]")
        self.firefox.until(lambda: self.firefox.address == ADDRESS)
        assert "referer" not in neutral.asked[-1]

    def find_nothing(self, *secrets: str) -> None:
        """Back to the first page, forward to the last one, then typed: `secrets` stand nowhere."""
        last = self.firefox.address
        self._go_until(self._first, self.firefox.back, secrets)
        self._go_until(last, self.firefox.forward, secrets)
        for path in (FORM, BOX):
            self.open(path)
            self._shows_none_of(secrets)

    def _go_until(self, end: str, step: Callable[[], None], secrets: tuple[str, ...]) -> None:
        for _ in range(MOST):
            step()
            self._shows_none_of(secrets)
            if self.firefox.address == end:
                return
        raise AssertionError(f"{end} was never reached")

    def _shows_none_of(self, secrets: tuple[str, ...]) -> None:
        shown = self.firefox.shown
        assert not [each for each in secrets if each in shown], self.firefox.address
        assert not self.firefox.all("p#receipt, .thread"), self.firefox.address


@pytest.fixture
def phone(firefox: Firefox, house: House) -> Phone:
    """A phone that has just come from a page with nothing on it."""
    return Phone(firefox, house)


def test_a_form_that_was_left_is_empty(phone: Phone, neutral: Neutral) -> None:
    phone.open(FORM)
    phone.firefox.type("#text", TEXT)
    phone.leave(neutral)
    phone.find_nothing(TEXT)


def test_code_and_mailbox_are_gone(phone: Phone, neutral: Neutral) -> None:
    code = phone.send()
    phone.open_mailbox(code)
    phone.firefox.type("#text", TEXT)
    phone.leave(neutral)
    assert phone.firefox.cookies == []
    phone.find_nothing(TEXT, code)


def test_they_are_gone_when_left_from_a_page_of_the_site(
    phone: Phone, site: BuiltSite, neutral: Neutral
) -> None:
    code = phone.send()
    phone.open_mailbox(code)
    phone.open(site.frame.address("crisis", "cs"))
    phone.leave(neutral)
    phone.find_nothing(TEXT, code)


def test_a_mailbox_that_was_closed_stays_closed(phone: Phone) -> None:
    code = phone.send()
    phone.open_mailbox(code)
    phone.firefox.press('form[action$="/zavrit"] button.button')
    phone.firefox.until(lambda: not phone.firefox.all(".thread"))
    phone.find_nothing(TEXT, code)
