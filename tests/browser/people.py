"""The people of the story: each holds a browser and does what such a person does."""

from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page

from centre.intake import addresses
from tests.browser.clicks import follow
from tests.browser.house import PASSWORD, House, Person

DESK = addresses.DESK
REFUSED = 403


class Visitor:
    """Somebody with a browser."""

    def __init__(self, page: Page, house: House) -> None:
        self.page = page
        self.house = house
        self.status = 0
        self._arrived: Any = None
        page.on("response", self._note_arrival)

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.house.url + path)

    def follow(self, path: str) -> None:
        """Click a link of the page that leads there."""
        follow(self.page.locator(f'main a[href="{path}"]').first)

    def fill(self, **typed: str) -> None:
        """Type into fields by their names."""
        for name, value in typed.items():
            self.page.locator(f'main [name="{name}"]:visible').fill(value)

    def press(self, action: str = "") -> None:
        """Press the button that leads there; without a name, that of the only form."""
        of_form = f'main form[action$="{action}"]' if action else "main form"
        buttons = f"{of_form} button.button:not([formaction])"
        if action:
            buttons += f', main button[formaction$="{action}"]'
        follow(self.page.locator(buttons).last)

    def forget(self) -> None:
        """Lose all cookies, as a browser does that was closed."""
        self.page.context.clear_cookies()

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return self.page.url.removeprefix(self.house.url)

    @property
    def source(self) -> str:
        """The page as the server sent it."""
        return str(self._arrived.text())

    @property
    def focused(self) -> Locator:
        """What has the focus."""
        return self.page.locator("*:focus")

    def _note_arrival(self, response: Any) -> None:
        if response.request.is_navigation_request() and response.status != 303:
            self.status = response.status
            self._arrived = response


class Sender(Visitor):
    """Somebody who asks without a name."""

    def come_to_the_form(self, kind: str) -> None:
        """From the home page over real links."""
        self.open("/")
        follow(self.page.locator('.door[href="/zeptejte-se/"]'))
        self.follow(addresses.intake(kind, "cs"))

    def open_form(self, kind: str = "counselling", lang: str = "cs") -> None:
        """Straight to a form."""
        self.open(addresses.intake(kind, lang))

    def write(self, text: str, **more: str) -> None:
        """Fill in the open form and send it."""
        self.fill(text=text, **more)
        self.press()

    def ask(self, text: str, kind: str = "counselling") -> str:
        """Ask, and return the receipt."""
        self.open_form(kind)
        self.write(text)
        return self.receipt

    @property
    def receipt(self) -> str:
        """The code to the answer, as it is read from the screen."""
        return " ".join(self.page.locator("#receipt > [aria-hidden]").inner_text().split())

    def open_mailbox(self, receipt: str, lang: str = "cs") -> None:
        """Come back and type the receipt."""
        self.open(addresses.intake("mailbox", lang))
        self.fill(receipt=receipt)
        self.press()

    def reply(self, text: str) -> None:
        """Write again in the open mailbox."""
        self.fill(text=text)
        self.press("/napsat")

    def give_feedback(self, rating: int, sentence: str) -> None:
        """Say how the answer helped."""
        self.page.locator(f'[name="rating"][value="{rating}"]').check()
        self.fill(sentence=sentence)
        self.press("/hodnoceni")

    def say_of_publishing(self, answer: str) -> None:
        """Press one of the buttons beside the text that could be published."""
        follow(self.page.locator(f'[name="answer"][value="{answer}"]'))

    def ask_to_delete(self) -> None:
        """Go to the question before everything is deleted."""
        follow(self.page.locator('main a[href$="/smazat"]'))

    def delete_everything(self) -> None:
        """Delete the conversation, and say yes."""
        self.ask_to_delete()
        self.press("/smazat")

    @property
    def conversation(self) -> list[tuple[str, str]]:
        """Whose message and what it says, as it is shown."""
        return conversation(self.page)


class Counsellor(Visitor):
    """Somebody at the desk."""

    def log_in(self, person: Person) -> None:
        """With name, password and a fresh code."""
        self.open(DESK)
        self.give_credentials(person)

    def give_credentials(self, person: Person) -> None:
        """Fill in the open login; with a fresh code where a slow machine let the first run out."""
        self._type_credentials(person)
        if self.status == REFUSED:
            self._type_credentials(person)
        assert self.status == 200, self.page.locator("main").inner_text()

    def _type_credentials(self, person: Person) -> None:
        self.fill(name=person.name, password=person.password, code=person.code())
        self.press("/prihlaseni")

    def log_out(self) -> None:
        """Leave the desk."""
        follow(self.page.locator('form[action$="/odhlaseni"] button'))

    def open_inbox(self) -> None:
        """The enquiries that wait."""
        self.open(DESK)

    @property
    def inbox(self) -> Sequence[str]:
        """The open page of the inbox, a line each."""
        return self.page.locator(".inbox li").all_inner_texts()

    def open_enquiry(self, beginning: str) -> None:
        """Open the enquiry whose first line begins like this, on whatever page of the inbox."""
        self.open_inbox()
        found = self.page.locator(".inbox li", has_text=beginning)
        while not found.count():
            next_page = self.page.get_by_role("link", name="Další stránka").get_attribute("href")
            assert next_page
            self.open(next_page)  # a click would not wait, and a page could be leafed over
        follow(found.last.locator("a"))

    def open_newest_enquiry(self) -> None:
        """Open the enquiry with the highest number."""
        self.open(f"{DESK}dotaz/{self.house.newest}")

    def answer(self, text: str) -> None:
        """Answer the open enquiry."""
        self.fill(text=text)
        self.press("/odpoved")

    def note(self, text: str) -> None:
        """Leave a note for colleagues."""
        self.fill(note=text)
        self.press("/poznamka")

    def offer_for_publishing(self, **text: str) -> None:
        """Rewrite the answered enquiry that is open, and ask its sender."""
        follow(self.page.locator('main a[href$="/zverejneni"]'))
        self.fill(**text)
        self.press("/zverejneni")

    def close(self) -> None:
        """Close the open conversation."""
        self.press("/zavrit")

    def mark_done(self) -> None:
        """Say of the open report that it was dealt with."""
        self.press("/vyrizeno")

    def tick_duties(self, *duties: str) -> None:
        """Of what somebody may do here, tick these and nothing else."""
        for duty in ("answers", "coordinates", "edits"):
            self.page.locator(f'main [name="{duty}"]').set_checked(duty in duties)

    def invite(self, name: str, *duties: str) -> str:
        """Invite somebody, most often to answer, and return the code to hand over."""
        self.open(f"{DESK}tym")
        self.fill(name=name)
        self.tick_duties(*(duties or ("answers",)))
        self.press("/pozvat")
        return "".join(self.page.locator("#receipt > [aria-hidden]").inner_text().split())

    def admit(self, name: str) -> None:
        """Let in a colleague who waits."""
        self.open(f"{DESK}tym")
        follow(self.page.locator("li", has_text=name).locator('form[action$="/prijmout"] button'))

    @contextmanager
    def intake_paused(self) -> Any:
        """The forms take nothing for a while."""
        self._pause(True)
        yield
        self._pause(False)

    def _pause(self, paused: bool) -> None:
        self.open(f"{DESK}prijem")
        self.page.locator('[name="paused"]').set_checked(paused)
        self.press("/prijem")

    @property
    def conversation(self) -> list[tuple[str, str]]:
        """Whose message and what it says, as it is shown."""
        return conversation(self.page)


class Newcomer(Visitor):
    """Somebody who was invited to the desk."""

    def show_invitation(self, code: str) -> None:
        """Follow the link at the login and type the code."""
        self.open(DESK)
        self.follow(f"{DESK}pozvanka")
        self.fill(invitation=code)
        self.press()

    def join(self, name: str, password: str = PASSWORD) -> Person:
        """Choose a password, set up the app and note the recovery codes."""
        person = Person(name, password, self.secret, [])
        self.fill(password=password, again=password, code=person.code())
        self.press("/hotovo")
        person.recovery_codes += self.page.locator(".codes li").all_inner_texts()
        return person

    @property
    def secret(self) -> str:
        """The secret as somebody types it who cannot scan."""
        return "".join(self.page.locator(".secret").inner_text().split())


def conversation(page: Page) -> list[tuple[str, str]]:
    """The messages of the open page: on which side each stands, and its words with their lines."""
    messages = page.locator(".thread > li").all()
    return [
        (each.get_attribute("class") or "", each.locator(".written").inner_text())
        for each in messages
    ]


def carelessly(receipt: str) -> str:
    """A receipt as people type it: small letters, no spaces, O for 0 and l for 1."""
    return receipt.replace(" ", "").lower().replace("0", "o").replace("1", "l")
