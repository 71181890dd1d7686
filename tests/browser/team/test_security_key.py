"""A security key in a real browser: added, logs in, removed; without script a code still does."""

from typing import Any

import pytest

from tests.browser.clicks import follow
from tests.browser.conftest import Company
from tests.browser.people import DESK, REFUSED, Counsellor

pytestmark = pytest.mark.browser

KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": False,
    "isUserVerified": False,
    "automaticPresenceSimulation": True,
}


class KeyHolder:
    """A counsellor whose browser has a virtual key in it."""

    def __init__(self, desk: Counsellor) -> None:
        self.desk = desk
        self._session: Any = desk.page.context.new_cdp_session(desk.page)
        self._session.send("WebAuthn.enable")
        added = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        self.authenticator = added["authenticatorId"]

    def come(self) -> None:
        """To the desk, by its name: keys answer at no bare address."""
        self.desk.page.goto(self.desk.house.named_url + DESK)

    def ask_for_touch(self) -> None:
        """Name and password, and the button of the key."""
        person = self.desk.house.coordinator
        self.desk.fill(name=person.name, password=person.password)
        self.desk.press("/prihlaseni/klic")

    def touch(self) -> None:
        """Press the button of the page, and so let the key be touched."""
        self.desk.press("/hotovo")

    def add(self, name: str) -> None:
        """Add the key at one's own account."""
        self.desk.page.goto(f"{self.desk.house.named_url}{DESK}ucet")
        self.desk.follow(f"{DESK}ucet/klic")
        self.desk.fill(name=name, old=self.desk.house.coordinator.password)
        self.desk.press("/ucet/klic")
        self.touch()

    def take_out(self) -> None:
        """Another key is in the browser from now on, of which nobody knows."""
        gone = {"authenticatorId": self.authenticator}
        self._session.send("WebAuthn.removeVirtualAuthenticator", gone)
        self._session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    @property
    def words(self) -> str:
        """What the page says."""
        return self.desk.page.locator("main").inner_text()


@pytest.fixture
def holder(company: Company) -> KeyHolder:
    """The coordinator with a key that was added."""
    holder = KeyHolder(company.meet(Counsellor, script=True))
    holder.come()
    holder.desk.give_credentials(company.house.coordinator)
    holder.add("na klíčích")
    return holder


def forget_keys(holder: KeyHolder) -> None:
    """Remove what the test has added, as its owner would."""
    holder.desk.page.goto(f"{holder.desk.house.named_url}{DESK}ucet")
    while holder.desk.page.locator('form[action$="/odebrat"]').count():
        holder.desk.press("/odebrat")


def test_a_key_is_added_logs_in_and_is_removed(holder: KeyHolder) -> None:
    assert "na klíčích" in holder.words
    assert "zatím nepoužitý" in holder.words
    holder.desk.log_out()
    holder.come()
    holder.ask_for_touch()
    holder.touch()
    assert "Dotazy" in holder.desk.page.title()
    holder.desk.page.goto(f"{holder.desk.house.named_url}{DESK}ucet")
    assert "naposledy použitý" in holder.words
    forget_keys(holder)
    assert "na klíčích" not in holder.words


def test_another_key_does_not_log_in_and_the_page_says_so(holder: KeyHolder) -> None:
    holder.desk.log_out()
    holder.take_out()
    holder.come()
    holder.ask_for_touch()
    holder.desk.page.locator("main button").click()
    told = holder.desk.page.locator("[data-failed]")
    told.wait_for(state="visible")
    assert "Klíč neodpověděl" in told.inner_text()
    holder.come()
    holder.desk.give_credentials(holder.desk.house.coordinator)
    forget_keys(holder)


def test_without_script_the_page_says_what_goes_instead(company: Company) -> None:
    desk = company.meet(Counsellor, script=False)
    desk.page.goto(company.house.named_url + DESK)
    person = company.house.coordinator
    desk.fill(name=person.name, password=person.password)
    desk.press("/prihlaseni/klic")
    assert "potřebuje JavaScript" in desk.page.locator("main").inner_text()
    assert not desk.page.locator("main button").is_visible()
    follow(desk.page.locator("main a", has_text="Zpět"))
    desk.give_credentials(person)
    assert desk.status != REFUSED
