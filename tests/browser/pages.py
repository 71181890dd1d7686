"""Every page of the service in every state that a reader may meet, and the way there."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from playwright.sync_api import Page
from stdnum.iso7064 import mod_37_36

from centre.intake import addresses
from intake_service.store.receipts import ALPHABET
from tests.browser.house import House
from tests.browser.people import Counsellor, Newcomer, Sender

LONG = (
    "Poslední půlrok skoro nespí, zhubl a pořád někam mizí. " * 12
    + "\n\n– dluží peníze\n  – i mně 🙂"
)
RIGHT_TO_LEFT = "مرحبا، أنا أخاف على أخي. هل تجيبون بالعربية؟ (0123) abc"
UNBROKEN = "a" * 300
PUBLISHED = {
    "title": "Syn přestal chodit domů",
    "lead": "Zkuste klidný rozhovor a nezůstávejte na to sami.",
    "question": "Syn je poslední dobou v noci pryč.\n\nCo mám dělat?",
    "answer": "Zkuste mu říct, čeho se bojíte.\n\n- Nevyslýchejte ho.\n- Přijďte za námi.",
}
ANSWER = "Dobrý den,\n\npřijďte kdykoli."


class Stage:
    """Where pages are shown, one after the other. People come when they are needed, and stay."""

    def __init__(self, house: House, meet: Callable[..., Any]) -> None:
        self.house = house
        self._meet = meet

    @cached_property
    def sender(self) -> Sender:
        """Somebody who asks; between two pages they forget everything."""
        return self._meet(Sender)

    @cached_property
    def desk(self) -> Counsellor:
        """A counsellor, logged in."""
        counsellor = self._meet(Counsellor)
        counsellor.log_in(self.house.coordinator)
        return counsellor

    @cached_property
    def colleague(self) -> Counsellor:
        """Another browser at the desk, nobody logged in."""
        return self._meet(Counsellor)

    @cached_property
    def newcomer(self) -> Newcomer:
        """Somebody at the desk's door."""
        return self._meet(Newcomer)

    def clear(self) -> None:
        """Make ready for the next page."""
        self.sender.forget()

    def asked(self, text: str = LONG) -> None:
        """Somebody has asked; the mailbox is open."""
        self.sender.open_mailbox(self.sender.ask(text))

    def answered(self) -> None:
        """The same, with an answer that nobody has read."""
        self.asked()
        self.desk.open_newest_enquiry()
        self.desk.answer(ANSWER)

    def asked_about_publishing(self) -> None:
        """Answered, and asked whether it may be published."""
        self.answered()
        self.desk.offer_for_publishing(**PUBLISHED)
        self.sender.open(addresses.intake("mailbox", "cs"))


Way = Callable[[Stage], Page]
WAYS: dict[str, Way] = {}


def page(way: Way) -> Way:
    """List a page under the name of the function that leads to it."""
    WAYS[way.__name__] = way
    return way


def form(stage: Stage, kind: str, lang: str = "cs") -> Page:
    """An empty form."""
    stage.sender.open_form(kind, lang)
    return stage.sender.page


WAYS |= {f"form_{kind}": partial(form, kind=kind) for kind in addresses.KINDS}
WAYS |= {f"form_in_{lang}": partial(form, kind="counselling", lang=lang) for lang in ("en", "uk")}


@page
def form_sent_empty(stage: Stage) -> Page:
    stage.sender.open_form()
    stage.sender.write(" ")
    return stage.sender.page


@page
def form_open_too_long(stage: Stage) -> Page:
    stage.sender.open_form()
    stage.sender.forget()
    stage.sender.write(LONG)
    return stage.sender.page


@page
def form_while_overloaded(stage: Stage) -> Page:
    stage.sender.open_form()
    with stage.house.overloaded():
        stage.sender.write(LONG)
    assert stage.sender.status == 503
    return stage.sender.page


@page
def form_sent_before(stage: Stage) -> Page:
    stage.sender.ask(LONG)
    stage.house.change("UPDATE confirmation SET body_until = 0, body = NULL")
    stage.sender.open_form()
    stage.sender.write(LONG)
    assert stage.sender.status == 409
    return stage.sender.page


@page
def form_while_paused(stage: Stage) -> Page:
    with stage.desk.intake_paused():
        stage.sender.open_form()
    assert stage.sender.status == 503
    return stage.sender.page


@page
def form_before_the_desk_is_set_up(stage: Stage) -> Page:
    with stage.house.nobody_at_the_desk():
        stage.sender.open_form()
    assert stage.sender.status == 503
    return stage.sender.page


@page
def receipt(stage: Stage) -> Page:
    stage.sender.ask(LONG)
    return stage.sender.page


@page
def receipt_not_shown_any_more(stage: Stage) -> Page:
    stage.sender.ask(LONG)
    shown = stage.sender.path
    stage.sender.forget()
    stage.sender.open(shown)
    return stage.sender.page


@page
def thanks_without_a_receipt(stage: Stage) -> Page:
    stage.sender.open_form("found_syringe")
    stage.sender.write("U lavičky za školou.")
    return stage.sender.page


def _door(stage: Stage, typed: str) -> Page:
    stage.sender.open_mailbox(typed)
    return stage.sender.page


@page
def door(stage: Stage) -> Page:
    stage.sender.open(addresses.intake("mailbox", "cs"))
    return stage.sender.page


@page
def door_with_a_typing_error(stage: Stage) -> Page:
    return _door(stage, "7K3M 9QXT")


@page
def door_with_an_unknown_code(stage: Stage) -> Page:
    unknown = ALPHABET[:15]
    return _door(stage, unknown + mod_37_36.calc_check_digit(unknown, ALPHABET))


@page
def door_with_a_kept_reply(stage: Stage) -> Page:
    stage.asked()
    stage.sender.forget()
    stage.sender.reply(RIGHT_TO_LEFT)
    return stage.sender.page


@page
def mailbox_waiting(stage: Stage) -> Page:
    stage.asked()
    return stage.sender.page


@page
def mailbox_late(stage: Stage) -> Page:
    stage.asked()
    stage.house.change("UPDATE enquiry SET due_on = '2026-01-05'")
    stage.sender.open(addresses.intake("mailbox", "cs"))
    return stage.sender.page


@page
def mailbox_answered_with_all_sorts_of_writing(stage: Stage) -> Page:
    stage.asked(RIGHT_TO_LEFT)
    for text in (LONG, UNBROKEN, "🙂🙂🙂"):
        stage.sender.reply(text)
    stage.desk.open_newest_enquiry()
    stage.desk.answer(ANSWER)
    stage.sender.open(addresses.intake("mailbox", "cs"))
    return stage.sender.page


@page
def mailbox_after_feedback(stage: Stage) -> Page:
    stage.answered()
    stage.sender.open(addresses.intake("mailbox", "cs"))
    stage.sender.give_feedback(4, "Víc čísel, kam zavolat.")
    return stage.sender.page


@page
def mailbox_with_feedback_half_given(stage: Stage) -> Page:
    stage.answered()
    stage.sender.open(addresses.intake("mailbox", "cs"))
    stage.sender.press("/hodnoceni")
    return stage.sender.page


@page
def mailbox_asked_about_publishing(stage: Stage) -> Page:
    stage.asked_about_publishing()
    return stage.sender.page


@page
def mailbox_after_a_yes_to_publishing(stage: Stage) -> Page:
    stage.asked_about_publishing()
    stage.sender.say_of_publishing("given")
    return stage.sender.page


@page
def mailbox_closed(stage: Stage) -> Page:
    stage.answered()
    stage.desk.close()
    stage.sender.open(addresses.intake("mailbox", "cs"))
    return stage.sender.page


@page
def mailbox_with_an_error(stage: Stage) -> Page:
    stage.asked()
    stage.sender.reply(" ")
    return stage.sender.page


@page
def mailbox_damaged(stage: Stage) -> Page:
    stage.asked()
    with stage.house.newest_damaged():
        stage.sender.open(addresses.intake("mailbox", "cs"))
    assert stage.sender.status == 503
    return stage.sender.page


@page
def question_before_deleting(stage: Stage) -> Page:
    stage.asked()
    stage.sender.ask_to_delete()
    return stage.sender.page


@page
def deleted(stage: Stage) -> Page:
    stage.asked()
    stage.sender.delete_everything()
    return stage.sender.page


@page
def no_such_page(stage: Stage) -> Page:
    stage.sender.open("/dotaz/neni")
    assert stage.sender.status == 404
    return stage.sender.page
