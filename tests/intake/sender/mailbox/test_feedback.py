"""After an answer the sender may say how it helped; the team reads it, and the figures count it."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service.store.models import Enquiry, Slip
from intake_service.work.casework import cases
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.enquiry.feedback import Feedback
from intake_service.work.figures import counts
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import moments
from tests.intake.browser import DeskVisitor, Page, Visitor

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def receipt(public: Visitor) -> str:
    """The code of a question; its mailbox is open."""
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    public.open(BOX)
    public.send(receipt=receipt)
    return receipt


@pytest.fixture
def answered(public: Visitor, receipt: str, service: Service, staff: Staff) -> Page:
    """The open mailbox, with an answer."""
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    return public.open(BOX)


def asks(page: Page) -> bool:
    return "Pomohla vám odpověď?" in page.words


def counted(service: Service, staff: Staff) -> list[tuple[int, ...]]:
    """How many gave 1, 2 … 5, of each month in which anybody did."""
    months = counts.read(service, staff).months.values()
    given = [month.ratings for month in months if month.raters]
    return [tuple(ratings[number] for number in range(1, 6)) for ratings in given]


def test_it_is_asked_after_an_answer_and_not_while_a_message_waits(
    public: Visitor, receipt: str, service: Service, staff: Staff
) -> None:
    assert not asks(public.open(BOX))
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert asks(public.open(BOX))
    assert not asks(public.send("/napsat", text="A ještě něco."))
    cases.answer(service, staff, 1, "Odpověď.", after=3)
    cases.close(service, staff, 1, after=4)
    assert asks(public.open(BOX))


def test_what_helped_is_counted_without_complaints(
    public: Visitor, service: Service, staff: Staff, desk: DeskVisitor
) -> None:
    public.open("/dotaz/stiznost")
    receipt = public.send(text="Stížnost.").receipt
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    public.open(BOX)
    public.send(receipt=receipt)
    public.send("/hodnoceni", rating="2")
    assert "2 z 5" in desk.open("/dotaz/1").words
    assert counted(service, staff) == []


def test_what_was_closed_without_an_answer_is_not_asked_about(
    public: Visitor, receipt: str, service: Service, staff: Staff
) -> None:
    cases.close(service, staff, 1, after=2)
    assert not asks(public.open(BOX))


def test_a_number_and_a_sentence_reach_the_team(
    public: Visitor, answered: Page, desk: DeskVisitor
) -> None:
    page = public.send("/hodnoceni", rating="4", sentence="Víc <b>čísel</b> 🙂")
    assert (page.status, "Ohodnotili jste odpověď číslem 4 z 5" in page.words) == (200, True)
    case = desk.open("/dotaz/1")
    assert "4 z 5" in case.words
    assert case.written == ["Otázka.", "Odpověď.", "Víc <b>čísel</b> 🙂"]
    assert "jak odpověď pomohla, 1 až 5 Průměr" in desk.open("/cisla").words


def test_the_number_alone_is_enough(public: Visitor, answered: Page, desk: DeskVisitor) -> None:
    public.send("/hodnoceni", rating="5")
    assert "5 z 5" in desk.open("/dotaz/1").words


def test_what_was_chosen_and_not_sent_is_there_after_a_reply_and_can_be_sent(
    public: Visitor, answered: Page, service: Service, staff: Staff
) -> None:
    page = public.send("/napsat", text="A ještě něco.", rating="4", sentence="Víc čísel.")
    typed = page.fields("/napsat")
    assert (typed["rating"], typed["sentence"], typed["text"]) == ("4", "Víc čísel.", "")
    assert page.written == ["Otázka.", "Odpověď.", "A ještě něco."]
    public.send("/hodnoceni")
    assert cases.open_case(service, staff, 1).feedback == Feedback(4, "Víc čísel.")
    assert counted(service, staff) == [(0, 0, 0, 1, 0)]
    assert not asks(public.open(BOX))


def test_a_change_counts_once(
    public: Visitor, answered: Page, service: Service, staff: Staff
) -> None:
    public.send("/hodnoceni", rating="1", sentence="Nic moc.")
    page = public.open(BOX)
    assert page.fields("/hodnoceni")["sentence"] == "Nic moc."
    public.send("/hodnoceni", rating="5", sentence="")
    assert cases.open_case(service, staff, 1).feedback == Feedback(5)
    assert counted(service, staff) == [(0, 0, 0, 0, 1)]


@pytest.mark.parametrize(
    ("rating", "told"),
    [
        ("", "Vyberte prosím číslo od 1 do 5"),
        ("0", "Vyberte prosím jednu z možností"),
        ("6", "Vyberte prosím jednu z možností"),
    ],
)
def test_without_a_number_it_says_what_is_missing_and_keeps_the_sentence(
    public: Visitor, answered: Page, service: Service, staff: Staff, rating: str, told: str
) -> None:
    page = public.send("/hodnoceni", rating=rating, sentence="Víc čísel.")
    assert (page.status, told in page.alerts) == (422, True)
    assert page.fields("/hodnoceni")["sentence"] == "Víc čísel."
    assert cases.open_case(service, staff, 1).feedback is None
    assert counted(service, staff) == []


def test_a_longer_text_is_shortened_by_its_writer(public: Visitor, answered: Page) -> None:
    page = public.send("/hodnoceni", rating="3", sentence="a" * 201)
    assert (page.status, "200 znaků" in page.alerts) == (422, True)
    assert public.send("/hodnoceni", sentence="🙂" * 200, rating="3").status == 200


def test_a_mailbox_that_has_closed_gives_the_sentence_back(
    public: Visitor, answered: Page, receipt: str, service: Service
) -> None:
    idle = timedelta(minutes=service.settings.mailbox_idle_minutes + 1)
    with time_machine.travel(moments.now() + idle):
        page = public.send("/hodnoceni", rating="2", sentence="Víc čísel.")
        assert (page.status, page.written) == (403, ["Víc čísel."])


def test_nothing_is_kept_of_a_conversation_without_an_answer(
    public: Visitor, receipt: str, service: Service, staff: Staff
) -> None:
    public.post(f"{BOX}/hodnoceni", csrf_token=public.token("/napsat"), rating="1")
    assert cases.open_case(service, staff, 1).feedback is None
    assert counted(service, staff) == []


def test_the_rows_do_not_tell_who_gave_feedback_nor_what(
    public: Visitor, answered: Page, service: Service
) -> None:
    public.open(ASK)
    public.send(text="Další otázka.")
    public.open(BOX)
    public.send("/hodnoceni", rating="1", sentence="a" * 200)
    with service.store.read() as session:
        boxes = [row.feedback_box or b"" for row in session.scalars(select(Enquiry))]
        of_forms = select(Enquiry.slip_id)  # every form has one
        (slip,) = session.scalars(select(Slip).where(Slip.id.not_in(of_forms))).all()
    assert {len(box) for box in boxes} == {1024 + 40}
    assert not any(b"rating" in box or b"aaaa" in box for box in (*boxes, slip.box))


def test_the_number_outlives_the_conversation_and_the_sentence_does_not(
    public: Visitor, answered: Page, service: Service, staff: Staff
) -> None:
    public.send("/hodnoceni", rating="2", sentence="Víc čísel.")
    public.open(f"{BOX}/smazat")
    public.send("/smazat")
    assert counted(service, staff) == [(0, 1, 0, 0, 0)]
    with pytest.raises(NoSuchEnquiry):
        cases.open_case(service, staff, 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_beside_it_stands_how_to_complain(public: Visitor, answered: Page, lang: str) -> None:
    words = public.open(addresses.intake("mailbox", lang)).words
    assert {"cs": "Jak si stěžovat", "en": "How to complain", "uk": "Як поскаржитися"}[
        lang
    ] in words
    assert "000 000 001" in words
