"""In a crisis a first sentence goes at once, and the enquiry waits on for its answer."""

import pytest

from centre.intake import addresses
from intake_service.store.terms import State
from intake_service.work.casework import cases, taking_back
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.colleagues import first_sentence
from intake_service.work.replies import places_and_names
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Visitor
from tests.intake.desk.figures import counted

CRISIS = "Už nechci žít."
PROMISED = "Vaši zprávu jsme přečetli a píšeme vám odpověď."

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def ask(public: Visitor, text: str = CRISIS) -> str:
    public.open("/dotaz/o-sobe")
    return public.send(text=text).receipt


def mailbox(public: Visitor, receipt: str) -> Page:
    public.open(addresses.intake("mailbox", "cs"))
    return public.send(receipt=receipt)


def test_one_press_sends_it_and_the_enquiry_waits_on(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    receipt = ask(public)
    before = cases.open_case(service, staff, 1)
    assert PROMISED in desk.open("/dotaz/1").words
    page = desk.send("/prvni-veta", text="Rozepsaná odpověď.")
    after = cases.open_case(service, staff, 1)
    assert (after.state, after.due_on) == (State.WAITING, before.due_on)
    assert "Poslat hned první větu" not in page.words
    assert page.typed() == "Rozepsaná odpověď."
    read = mailbox(public, receipt)
    assert PROMISED in read.written[-1]
    assert "Odpovíme nejpozději" in read.words


def test_the_answer_that_follows_is_the_first_one_counted(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public)
    desk.open("/dotaz/1")
    desk.send("/prvni-veta")
    assert [row.answered for row in counted.table(service)] == [0]
    cases.answer(service, staff, 1, "Odpověď.", after=2)
    cases.answer(service, staff, 1, "Ještě něco.", after=3)
    assert [row.answered for row in counted.table(service)] == [1]
    taking_back.take_back(service, staff, 1, position=4)
    assert [row.answered for row in counted.table(service)] == [1]


def test_it_can_be_taken_back_unopened(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public)
    before = cases.open_case(service, staff, 1)
    desk.open("/dotaz/1")
    desk.send("/prvni-veta")
    taking_back.take_back(service, staff, 1, position=2)
    after = cases.open_case(service, staff, 1)
    assert (after.state, after.due_on, len(after.messages)) == (State.WAITING, before.due_on, 1)
    assert [row.answered for row in counted.table(service)] == [0]


def test_an_own_one_is_taken_out_of_the_field(desk: DeskVisitor, public: Visitor) -> None:
    receipt = ask(public)
    desk.open("/dotaz/1")
    page = desk.send("/prvni-veta/vlastni", text="Jsem tady.")
    assert page.typed() == ""
    assert mailbox(public, receipt).written[-1] == "Jsem tady."


def test_twice_is_once(desk: DeskVisitor, public: Visitor, service: Service, staff: Staff) -> None:
    ask(public)
    desk.open("/dotaz/1")
    tab = desk.other_tab()
    desk.send("/prvni-veta")
    tab.send("/prvni-veta")
    assert len(cases.open_case(service, staff, 1).messages) == 2


def test_it_goes_over_no_unread_message_and_to_nobody_who_is_answered(
    public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public)
    with pytest.raises(NewerMessage):
        first_sentence.send(service, staff, 1, "Jsem tady.", after=0)
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    first_sentence.send(service, staff, 1, "Jsem tady.", after=2)
    assert len(cases.open_case(service, staff, 1).messages) == 2


def test_it_is_offered_only_in_a_crisis(desk: DeskVisitor, public: Visitor) -> None:
    ask(public, "Obyčejná otázka.")
    assert "Poslat hned první větu" not in desk.open("/dotaz/1").words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jsem u Petra Nováka doma.", ["Petra Nováka"]),
        ("Bydlím v Lípová 12, pomozte.", ["Lípová 12"]),
        ("jsem na nádraží. Pomozte mi.", []),
        ("PROSÍM POMOC hned", []),
        ("Já nevím. Už nemůžu", []),
    ],
)
def test_what_could_be_a_place_or_a_name_is_shown(
    service: Service, text: str, expected: list[str]
) -> None:
    assert places_and_names.found(text, service.facts) == expected


def test_a_town_of_the_centre_is_found_however_it_is_declined(service: Service) -> None:
    town = service.facts.towns[0].name.cs.split()[0]
    text = f"Jdu {town[:-1]}ě dolů."
    assert places_and_names.found(text, service.facts)


def test_the_rule_and_what_it_is_about_stand_above_the_text(
    desk: DeskVisitor, public: Visitor
) -> None:
    ask(public, CRISIS + " Jsem u Petra Nováka.")
    page = desk.open("/dotaz/1")
    assert "Je v textu místo nebo jméno?" in page.words
    assert "Petra Nováka" in page.words


def test_own_words_go_at_once_only_in_a_crisis(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public, "Obyčejná otázka.")
    fields = desk.open("/dotaz/1").fields("/k-precteni") | {"text": "Jsem tady."}
    page = desk.post("/dotaz/1/prvni-veta/vlastni", **fields)
    assert page.status == 409
    assert page.typed() == "Jsem tady."
    assert len(cases.open_case(service, staff, 1).messages) == 1
