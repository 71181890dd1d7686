"""A long conversation is read a page at a time, on both faces, and ends before it harms anybody."""

import pytest
from flask import Flask

from intake_service.work.conversation import thread_pages
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.mailbox import MESSAGES_MAX, ConversationFull
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Page, Person, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
PAGE_BYTES = 500_000


@pytest.fixture
def receipt(public: Visitor) -> str:
    public.open(ASK)
    return public.send(text="Zpráva 1.").receipt


@pytest.fixture
def box(service: Service, receipt: str) -> OpenedMailbox:
    return mailbox.resume(service, mailbox.open_with_receipt(service, receipt))


def write(service: Service, box: OpenedMailbox, upto: int, text: str = "Zpráva {}.") -> None:
    for number in range(2, upto + 1):
        mailbox.write_again(service, box, text.format(number), after=number - 1)


def opened(public: Visitor, receipt: str) -> Page:
    public.open(BOX)
    return public.send(receipt=receipt)


def older(page: Page) -> str:
    """The address of the earlier messages; nothing on the first page."""
    links = (each for each in page.all("a") if each.text == "Starší zprávy")
    return next((each.get("href") for each in links), "")


def read_all(visitor: Visitor, page: Page) -> list[list[str]]:
    """What stands on each page, from the newest to the first."""
    pages = [page.written]
    while address := older(page):
        page = visitor.open(address.removeprefix("/pult"))
        pages.append(page.written)
    return pages


@pytest.mark.parametrize("messages", [1, 20, 21, 41])
def test_all_messages_are_read_once_page_by_page_on_both_faces(
    public: Visitor,
    desk: DeskVisitor,
    service: Service,
    box: OpenedMailbox,
    receipt: str,
    messages: int,
) -> None:
    write(service, box, messages)
    expected = [f"Zpráva {number}." for number in range(1, messages + 1)]
    for visitor, page in ((public, opened(public, receipt)), (desk, desk.open("/dotaz/1"))):
        pages = read_all(visitor, page)
        assert [text for each in reversed(pages) for text in each] == expected
        assert all(len(each) <= thread_pages.MESSAGES_MAX for each in pages)


@pytest.mark.parametrize("letter", ["x", "&", "😀", "\u202e"])
@pytest.mark.usefixtures("takes_seconds")
def test_no_page_is_heavy_however_long_the_messages_are(
    public: Visitor,
    desk: DeskVisitor,
    service: Service,
    box: OpenedMailbox,
    receipt: str,
    letter: str,
) -> None:
    longest = letter * (service.settings.text_max - 10)
    write(service, box, 12, longest + "{}")
    for visitor, page in ((public, opened(public, receipt)), (desk, desk.open("/dotaz/1"))):
        assert page.written[-1].endswith("12")
        assert len(page.text.encode()) < PAGE_BYTES
        assert sum(map(len, read_all(visitor, page))) == 12


def test_earlier_messages_are_for_reading_only_and_lead_to_the_newest(
    public: Visitor, desk: DeskVisitor, service: Service, box: OpenedMailbox, receipt: str
) -> None:
    write(service, box, 25)
    page = public.open(older(opened(public, receipt)))
    assert [each.get("action") for each in page.all("form") if "napsat" in each.get("action")] == []
    assert page.written[0] == "Zpráva 1."
    for wrong in (0, 25, 4711):
        assert public.open(f"{BOX}/starsi/{wrong}").written[-1] == "Zpráva 25."
        assert desk.open(f"/dotaz/1/starsi/{wrong}").written[-1] == "Zpráva 25."


def test_a_full_conversation_takes_answers_but_no_further_question(
    public: Visitor,
    desk_app: Flask,
    coordinator: Person,
    service: Service,
    box: OpenedMailbox,
    receipt: str,
) -> None:
    write(service, box, MESSAGES_MAX)
    page = opened(public, receipt)
    page = public.send("/napsat", text="Ještě jedna.")
    assert (page.status, page.typed()) == (409, "Ještě jedna.")
    assert "moc dlouhý" in page.alerts
    with pytest.raises(ConversationFull):
        mailbox.write_again(service, box, "Ještě jedna.", after=MESSAGES_MAX)
    desk = DeskVisitor(desk_app)
    desk.log_in(coordinator)
    desk.open("/dotaz/1")
    assert desk.send("/odpoved", text="Odpověď.").written[-1] == "Odpověď."
    assert public.open(BOX).written[-1] == "Odpověď."


def test_a_full_conversation_takes_a_consent_back(
    service: Service, box: OpenedMailbox, receipt: str
) -> None:
    """What is on the website must come down, however long they have talked."""
    write(service, box, MESSAGES_MAX)
    with service.store.write() as session:
        enquiry = box.find(session)
        assert mailbox._add(
            service,
            session,
            enquiry,
            box.keys(service, enquiry),
            "Stáhněte to.",
            after=MESSAGES_MAX,
        )
