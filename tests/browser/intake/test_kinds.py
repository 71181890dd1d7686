"""Each kind of enquiry as a story in each language, in a real browser without JavaScript."""

from collections.abc import Callable

import pytest

from centre.language.i18n import gettext, speaking
from centre.language.languages import LANGUAGES
from tests.browser import looks
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.people import Counsellor, Sender, Visitor

pytestmark = pytest.mark.browser

ANSWERED = ("counselling", "relatives", "message")
TEXTS = {
    "cs": "Nevím, co dál.\n  – žluťoučký kůň 🙂",
    "en": "I don't know what to do.\n  – naïve café 🙂",
    "uk": "Я не знаю, що робити.\n  – Ґ’ї є 🙂",
}
ANSWER = "Dobrý den,\n\npřijďte kdykoli. 🙂"


@pytest.fixture(scope="module")
def counsellor(regulars: Company, house: House) -> Counsellor:
    """Somebody at the desk."""
    counsellor = regulars.meet(Counsellor, script=False)
    counsellor.log_in(house.coordinator)
    return counsellor


@pytest.fixture(scope="module")
def somebody(regulars: Company) -> Sender:
    """Somebody without JavaScript."""
    return regulars.meet(Sender, script=False)


@pytest.fixture
def sender(somebody: Sender) -> Sender:
    """The same, with nothing left of what they did before."""
    somebody.forget()
    return somebody


@pytest.fixture(scope="module")
def reader(regulars: Company) -> Visitor:
    """Who looks at the same pages with axe, which needs JavaScript."""
    return regulars.meet(Visitor)


@pytest.fixture
def faults(sender: Sender, reader: Visitor) -> Callable[[], list[str]]:
    """What is wrong on the page that the sender sees."""

    def look() -> list[str]:
        reader.forget()
        reader.page.context.add_cookies(sender.page.context.cookies())
        reader.open(sender.path)
        assert reader.page.locator("h1").inner_text() == sender.page.locator("h1").inner_text()
        return looks.faults_at_a_glance(reader.page)

    return look


def fill_in_everything(sender: Sender, text: str) -> None:
    """The text, the last choice of each list, words in each line."""
    for fold in sender.page.locator("form summary").all():
        fold.click()
    for choice in sender.page.locator("main form select").all():
        choice.select_option(index=choice.locator("option").count() - 1)
    for line in sender.page.locator("main form input[type=text]:not([tabindex])").all():
        line.fill("Eva")
    sender.fill(text=text)


def heading(sender: Sender) -> str:
    return " ".join(sender.page.locator("h1").inner_text().split())


def said(message: str, lang: str) -> str:
    with speaking(lang):
        return " ".join(gettext(message).split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ANSWERED)
def test_a_question_is_asked_answered_followed_up_and_deleted(
    sender: Sender, counsellor: Counsellor, faults: Callable[[], list[str]], kind: str, lang: str
) -> None:
    text = f"{TEXTS[lang]} ({kind})"
    sender.open_form(kind, lang)
    found = faults()
    fill_in_everything(sender, text)
    sender.press()
    assert heading(sender) == said("We have your message", lang)
    receipt = sender.receipt
    found += faults()

    counsellor.open_newest_enquiry()
    assert counsellor.conversation == [("theirs", text)]
    facts = counsellor.page.locator(".facts").inner_text()
    assert (lang == "cs") is (lang not in facts.split())
    assert counsellor.page.locator(".thread dd").count() > 1
    counsellor.answer(ANSWER)

    sender.forget()
    sender.open_mailbox(receipt.lower(), lang)
    assert heading(sender) == said("Your conversation", lang)
    assert sender.conversation == [("mine", text), ("theirs", ANSWER)]
    found += faults()
    sender.give_feedback(5, "Eva")
    sender.reply(text)
    assert sender.conversation[2:] == [("mine", text)]
    found += faults()

    sender.delete_everything()
    assert heading(sender) == said("The conversation is deleted", lang)
    sender.open_mailbox(receipt, lang)
    assert (sender.status, sender.conversation) == (404, [])
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_found_syringe_is_reported_and_dealt_with(
    sender: Sender, counsellor: Counsellor, faults: Callable[[], list[str]], lang: str
) -> None:
    sender.open_form("found_syringe", lang)
    called = sender.page.locator("main a[href='tel:156']").first.bounding_box()
    field = sender.page.locator("main select").first.bounding_box()
    assert called
    assert field
    assert called["y"] < field["y"]
    found = faults()
    fill_in_everything(sender, TEXTS[lang])
    sender.press()
    assert heading(sender) == said("Thank you", lang)
    assert sender.page.locator("#receipt").count() == 0
    found += faults()

    counsellor.open_newest_enquiry()
    assert counsellor.conversation == [("theirs", TEXTS[lang])]
    counsellor.mark_done()
    assert "uzavřeno" in counsellor.page.locator(".facts").inner_text()
    assert not found, "\n".join(found)
