"""The mailbox without script: no small button, and no Enter, loses or sends a reply being typed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import House, running
from tests.browser.people import Counsellor, Sender
from tests.built import BuiltSite
from tests.intake.desk.publication.conftest import WORDS
from tests.ports import free_port

pytestmark = pytest.mark.browser

REPLY = "Ještě nevím, jak to dopsat."
EMAIL = "nekdo@priklad.example"


@pytest.fixture(scope="module")
def house(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that can send e-mail, so that the mailbox offers it."""
    mail = {
        "INTAKE_SMTP_HOST": "127.0.0.1",
        "INTAKE_SMTP_PORT": str(free_port()),
        "INTAKE_MAIL_FROM": "posta@priklad.example",
    }
    with running(site, tmp_path_factory.mktemp("house"), **mail) as house:
        yield house


@pytest.fixture(scope="module")
def people(browser: Browser, house: House) -> Iterator[tuple[Sender, Counsellor]]:
    """A sender whose question was answered and may be published, and who answered it."""
    contexts = [browser.new_context(java_script_enabled=False) for _each in range(2)]
    sender = Sender(contexts[0].new_page(), house)
    counsellor = Counsellor(contexts[1].new_page(), house)
    receipt = sender.ask("Otázka.")
    counsellor.log_in(house.coordinator)
    counsellor.open_enquiry("Otázka.")
    counsellor.answer("Odpověď.")
    counsellor.offer_for_publishing(**WORDS)
    sender.open_mailbox(receipt)
    yield sender, counsellor
    for context in contexts:
        context.close()


@pytest.fixture
def page(people: tuple[Sender, Counsellor]) -> Page:
    """The open mailbox with a reply begun and every small form in sight."""
    sender, _ = people
    sender.open("/odpoved")
    for summary in sender.page.locator("main form summary").all():
        summary.click()
    sender.fill(text=REPLY)
    return sender.page


def is_unsent(page: Page) -> None:
    """The reply stands in its field, and not in the conversation."""
    expect(page.locator("#text")).to_have_value(REPLY)
    expect(page.locator(".thread")).not_to_contain_text(REPLY)


@pytest.mark.parametrize(
    ("field", "typed"), [("#email", EMAIL), ("#sentence", "Víc čísel."), ("#rating-2", "")]
)
def test_enter_in_a_short_field_sends_nothing(page: Page, field: str, typed: str) -> None:
    if typed:
        page.fill(field, typed)
    else:
        page.check(field)
    with page.expect_navigation():
        page.press(field, "Enter")
    expect(page.locator("[role=alert]").first).to_contain_text("nic neodeslali")
    is_unsent(page)
    assert page.locator(field).is_checked() if not typed else page.input_value(field) == typed


def test_enter_in_the_reply_is_a_new_line(page: Page) -> None:
    page.press("#text", "End")
    page.press("#text", "Enter")
    expect(page.locator("#text")).to_have_value(REPLY + "\n")


def test_every_small_button_keeps_the_reply_until_it_is_sent(
    page: Page, people: tuple[Sender, Counsellor]
) -> None:
    sender, _ = people
    sender.fill(email=EMAIL)
    sender.press("/upozorneni")
    is_unsent(page)
    sender.press("/vypnout")
    is_unsent(page)
    sender.give_feedback(4, "Víc čísel.")
    is_unsent(page)
    expect(page.locator("#hodnoceni")).to_contain_text("4 z 5")
    for answer in ("given", "withdrawn", "given"):
        sender.say_of_publishing(answer)
        is_unsent(page)
    sender.press("/napsat")
    expect(page.locator("#text")).to_have_value("")
    assert ("mine", REPLY) in sender.conversation
