"""The counsellor's work: read, answer, note, close, delete; nothing that was written is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from intake_service.store.models import Draft
from intake_service.store.terms import State
from intake_service.work.casework import cases, deletion, inbox
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import moments
from tests.intake.browser import DeskVisitor, Person, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
LONG_AGO = timedelta(minutes=40)


@pytest.fixture
def receipt(public: Visitor) -> str:
    """The code of one question, which was just sent."""
    public.open(ASK)
    return public.send(text="Otázka.", topic="health", age="18-25").receipt


def write_again(service: Service, receipt: str, text: str, *, after: int = 1) -> None:
    mailbox.write_again(
        service,
        mailbox.resume(service, mailbox.open_with_receipt(service, receipt)),
        text,
        after=after,
    )


def test_a_question_is_shown_with_what_the_sender_chose_to_say(
    desk: DeskVisitor, receipt: str
) -> None:
    page = desk.open("/dotaz/1")
    assert page.written == ["Otázka."]
    assert [each.text for each in page.all("dt")] == ["Čeho se to týká?", "Kolik je vám let?"]
    assert "zdraví, rána, žíly, spánek" in page.words
    assert receipt not in page.text


def test_the_same_answer_is_given_once(desk: DeskVisitor, receipt: str) -> None:
    desk.open("/dotaz/1")
    form = desk.page
    assert desk.send("/odpoved", text="Odpověď.").written == ["Otázka.", "Odpověď."]
    desk.page = form
    assert desk.send("/odpoved", text="Odpověď.").written == ["Otázka.", "Odpověď."]


def test_an_answer_to_what_has_changed_meanwhile_is_kept_in_the_form(
    desk: DeskVisitor, receipt: str, service: Service
) -> None:
    desk.open("/dotaz/1")
    write_again(service, receipt, "Ještě něco.")
    page = desk.send("/odpoved", text="Odpověď.\r\nDruhý řádek.")
    assert (page.status, "Mezitím sem někdo napsal" in page.alerts) == (409, True)
    assert (page.written, page.typed()) == (["Otázka.", "Ještě něco."], "Odpověď.\nDruhý řádek.")
    assert desk.send("/odpoved").written == ["Otázka.", "Ještě něco.", "Odpověď.\nDruhý řádek."]


def test_of_two_colleagues_who_answer_at_once_one_reads_first(
    desk: DeskVisitor, desk_app: Flask, receipt: str, colleague: Callable[..., Person]
) -> None:
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva"))
    desk.open("/dotaz/1")
    eva.open("/dotaz/1")
    desk.send("/odpoved", text="Odpověď Jany.")
    page = eva.send("/odpoved", text="Odpověď Evy.")
    assert (page.status, page.typed()) == (409, "Odpověď Evy.")
    assert "Odpověď Jany." in page.written


def test_an_answer_that_outlived_its_login_is_there_after_the_next_one(
    desk: DeskVisitor, receipt: str, coordinator: Person, service: Service
) -> None:
    text = ("Odpověď.\n" * service.settings.text_max)[: service.settings.text_max]
    desk.open("/dotaz/1")
    with time_machine.travel(moments.now() + LONG_AGO):
        page = desk.send("/odpoved", text=text.replace("\n", "\r\n"))
        assert (page.status, "Odpověď je uložená" in page.alerts) == (403, True)
        assert "Otázka." not in page.text
        assert "Odpověď.\n" not in page.text
        typed = {"name": coordinator.name, "password": coordinator.password}
        assert desk.send("/prihlaseni", **typed, code="000000").status == 403
        back = desk.send("/prihlaseni", **typed, code=coordinator.code())
        assert (back.path, back.typed()) == ("/dotaz/1", text)
        assert desk.send("/odpoved", text="Kratší.").written == ["Otázka.", "Kratší."]


def test_a_note_that_outlived_its_login_comes_back_as_a_note(
    desk: DeskVisitor, receipt: str, coordinator: Person, public: Visitor
) -> None:
    desk.open("/dotaz/1")
    with time_machine.travel(moments.now() + LONG_AGO):
        page = desk.send("/poznamka", note="Jen pro kolegy.")
        assert page.status == 403
        typed = {
            "name": coordinator.name,
            "password": coordinator.password,
            "code": coordinator.code(),
        }
        back = desk.send("/prihlaseni", **typed)
        assert (back.typed("note"), back.typed("text")) == ("Jen pro kolegy.", "")
        assert desk.send("/poznamka").written == ["Otázka.", "Jen pro kolegy."]


def test_a_draft_is_opened_by_colleagues_only_and_only_at_its_enquiry(
    desk: DeskVisitor, receipt: str, public: Visitor
) -> None:
    public.open(ASK)
    public.send(text="Druhá otázka.")
    for handle in ("00" * 16, "zz", "", "00"):
        assert desk.open(f"/dotaz/2?draft={handle}").typed() == ""
    desk.open("/dotaz/1")
    with time_machine.travel(moments.now() + LONG_AGO):
        handle = desk.send("/odpoved", text="Odpověď.").fields("/prihlaseni")["draft"]
    assert desk.open(f"/dotaz/1?draft={handle}").typed() == "Odpověď."
    assert desk.open(f"/dotaz/2?draft={handle}").typed() == ""


@pytest.mark.parametrize(("path", "field"), [("/odpoved", "text"), ("/poznamka", "note")])
def test_a_stranger_leaves_nothing_at_the_desk_and_gets_the_text_back(
    desk_app: Flask, service: Service, path: str, field: str
) -> None:
    stranger = DeskVisitor(desk_app)
    stranger.open("/prihlaseni")
    page = stranger.post(f"/dotaz/1{path}", csrf_token=stranger.token(), **{field: "\r\nNapsáno."})
    assert (page.status, page.typed("kept")) == (403, "\nNapsáno.")
    with service.store.read() as session:
        assert session.scalars(select(Draft)).all() == []


def test_a_page_that_was_open_for_a_day_keeps_answer_and_note(
    desk: DeskVisitor, receipt: str, coordinator: Person
) -> None:
    desk.open("/dotaz/1")
    stale = desk.page
    for field, path in (("text", "/odpoved"), ("note", "/poznamka")):
        desk.page = stale
        page = desk.send(path, **{field: "Napsáno.", "csrf_token": "old"})
        assert (page.status, "moc dlouho" in page.alerts) == (400, True)
        assert page.typed(field) == "Napsáno."
    assert desk.send("/poznamka").written == ["Otázka.", "Napsáno."]


def test_an_empty_answer_is_not_sent(desk: DeskVisitor, receipt: str) -> None:
    desk.open("/dotaz/1")
    assert desk.send("/odpoved", text=" \n").status == 422
    assert desk.send("/poznamka", note="").status == 422
    assert desk.open("/dotaz/1").written == ["Otázka."]


def test_the_sender_never_sees_notes_nor_who_answered(
    desk: DeskVisitor, public: Visitor, receipt: str, coordinator: Person
) -> None:
    desk.open("/dotaz/1")
    desk.send("/poznamka", note="Jen pro kolegy.")
    desk.send("/odpoved", text="Odpověď.")
    public.open(BOX)
    page = public.send(receipt=receipt)
    assert page.written == ["Otázka.", "Odpověď."]
    assert coordinator.name not in page.text


def test_a_closed_conversation_opens_with_the_next_word_of_either_side(
    desk: DeskVisitor, receipt: str, service: Service, staff: Staff
) -> None:
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Odpověď.")
    desk.send("/zavrit")
    assert cases.open_case(service, staff, 1).state is State.CLOSED
    write_again(service, receipt, "Ještě něco.", after=2)
    assert cases.open_case(service, staff, 1).state is State.WAITING
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Druhá odpověď.")
    assert cases.open_case(service, staff, 1).state is State.ANSWERED


def test_what_was_deleted_meanwhile_is_told_and_no_number_is_used_again(
    desk: DeskVisitor, public: Visitor, receipt: str, service: Service, second: Staff
) -> None:
    deletion.propose(service, second, 1, after=1)
    desk.open("/dotaz/1")
    stale = desk.page
    desk.open("/dotaz/1/smazat")
    assert desk.send("/smazat").path == "/"
    desk.page = stale
    assert desk.send("/odpoved", text="Odpověď.").status == 404
    desk.page = stale
    assert desk.send("/poznamka", note="Poznámka.").status == 404
    public.open(ASK)
    public.send(text="Jiná otázka.")
    assert desk.open("/dotaz/1").status == 404
    assert desk.open("/dotaz/2").written == ["Jiná otázka."]


def test_the_inbox_is_the_same_however_it_is_leafed_through(
    opened: Callable[..., Service], staff: Staff
) -> None:
    service = opened(inbox_page=2)
    for number in range(7):
        with time_machine.travel(f"2026-11-{23 + number // 3}T12:00:00+01:00"):
            enquiries.send(
                service,
                enquiries.Submission("counselling", "cs", f"Otázka {number}.", cookie=b"c" * 32),
            )
    seen: list[str] = []
    after: str | None = None
    while True:
        page = inbox.page(service, staff, State.WAITING, after)
        seen += [line.newest_text for line in page.lines]
        with time_machine.travel("2026-11-26T12:00:00+01:00"):
            enquiries.send(
                service,
                enquiries.Submission("relatives", "cs", f"Mezitím {len(seen)}.", cookie=b"c" * 32),
            )
        if seen == [f"Otázka {number}." for number in range(2)]:
            cases.answer(service, staff, 1, "Odpověď.", after=1)  # what was seen already goes away
        after = page.after
        if after is None or len(seen) > 20:
            break
    assert seen[:7] == [f"Otázka {number}." for number in range(7)]
    assert len(seen) == len(set(seen))


def test_of_what_waits_the_urgent_comes_first_on_every_page(
    opened: Callable[..., Service], staff: Staff
) -> None:
    service = opened(inbox_page=2)
    texts = [
        "První.",
        "Nechci žít, chci se zabít.",
        "Druhá.",
        "Už nechci žít, chci se zabít.",
        "Chci se zabít.",
    ]
    for text in texts:
        enquiries.send(service, enquiries.Submission("counselling", "cs", text, cookie=b"c" * 32))
    seen: list[str] = []
    after: str | None = None
    for _page in range(3):
        page = inbox.page(service, staff, State.WAITING, after)
        seen += [line.newest_text for line in page.lines]
        after = page.after
    assert seen == [texts[1], texts[3], texts[4], texts[0], texts[2]]
    assert after is None


def test_the_inbox_shows_the_longest_waiting_first_and_what_is_overdue(
    desk_app: Flask, sender_app: Flask, coordinator: Person
) -> None:
    public = Visitor(sender_app)
    desk = DeskVisitor(desk_app)
    for day in (23, 24, 30):
        with time_machine.travel(f"2026-11-{day}T12:00:00+01:00"):
            public.open(ASK)
            public.send(text=f"Otázka {day}.")
    with time_machine.travel("2026-11-30T12:00:00+01:00"):
        words = desk.log_in(coordinator).words
        enquiries = {number: desk.open(f"/dotaz/{number}").words for number in (2, 3)}
    assert words.index("Otázka 23.") < words.index("Otázka 24.") < words.index("Otázka 30.")
    assert words.count("po termínu") == 4  # first by themselves, then among all
    assert "po termínu od pá 27. 11." in enquiries[2]
    assert "po termínu" not in enquiries[3]
