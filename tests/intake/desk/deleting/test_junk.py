"""Junk is binned in one action, comes back as easily, counts in no figure and shuts nobody out."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from intake_service import clock
from intake_service.store.models import Confirmation, Enquiry
from intake_service.store.terms import State
from intake_service.work import heartbeat
from intake_service.work.casework import cases, inbox, junk
from intake_service.work.casework.seen import Seen
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import NAMESPACE, DeskVisitor, Person, Visitor
from tests.intake.desk.figures import counted

BOX = "/odpoved"
COOKIE = b"c" * 32

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def send(service: Service, *texts: str) -> list[str]:
    """Their receipts."""
    handles = [
        enquiries.send(service, Submission("counselling", "cs", text, COOKIE)) for text in texts
    ]
    return [enquiries.sent(service, COOKIE, handle).receipt for handle in handles]


def received(service: Service) -> int:
    return sum(row.received for row in counted.table(service))


def states_of(service: Service) -> dict[State, int]:
    return {state: count for state, count in inbox.counts(service).items() if count}


def way(desk: DeskVisitor, words: str) -> str:
    """Where the link with these words leads."""
    links = {
        " ".join("".join(each.itertext()).split()): each.get("href") for each in desk.page.all("a")
    }
    return str(links[words])


def ticked(desk: DeskVisitor) -> list[str]:
    boxes = (each for each in desk.page.all("input") if each.get("type") == "checkbox")
    return [each.get("value") for each in boxes if each.get("checked") is not None]


def test_a_whole_page_of_junk_goes_in_one_action(service: Service, desk: DeskVisitor) -> None:
    send(service, *(f"Levné hodinky {number}" for number in range(30)))
    desk.open("/")
    desk.open(way(desk, "Vybrat spam"))
    assert ticked(desk) == []
    desk.open(way(desk, "Zaškrtnout všechny na této stránce"))
    assert len(ticked(desk)) == 25
    form = desk.page.form("/kos")
    token = desk.page.fields("/kos")["csrf_token"]
    answer = desk.client.post(form.get("action"), data={"csrf_token": token, "seen": ticked(desk)})
    assert answer.status_code == 303
    assert states_of(service) == {State.WAITING: 5, State.BINNED: 25}
    assert received(service) == 5
    assert "Levné hodinky 3" not in desk.open("/").words


def test_one_enquiry_goes_from_its_own_page_and_comes_back(
    service: Service, desk: DeskVisitor
) -> None:
    send(service, "Levné hodinky")
    due = casework_due(service)
    desk.open("/dotaz/1")
    desk.send("/kos")
    assert states_of(service) == {State.BINNED: 1}
    page = desk.open("/dotaz/1")
    assert "spam" in page.words
    desk.send("/kos/vratit")
    assert states_of(service) == {State.WAITING: 1}
    assert casework_due(service) == due
    assert received(service) == 1


def casework_due(service: Service) -> object:
    with service.store.read() as session:
        return session.scalar(select(Enquiry.due_on))


def test_what_was_answered_is_no_junk(service: Service, staff: Staff, desk: DeskVisitor) -> None:
    (receipt,) = send(service, "Otázka.")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert junk.put_into_bin(service, [Seen(1, 2)]).done == []
    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    mailbox.write_again(service, box, "Ještě něco.", after=2)
    assert junk.put_into_bin(service, [Seen(1, 3)]).done == []
    assert "Spam" not in desk.open("/dotaz/1").words
    assert received(service) == 1


def test_numbers_that_make_no_sense_change_nothing(service: Service, desk: DeskVisitor) -> None:
    send(service, "Otázka.")
    token = desk.open("/vyber").fields("/kos")["csrf_token"]
    numbers = ("", "-1", "0", "2", "²", "1e3", str(2**70), "DROP")
    for seen in (*numbers, *(f"{number}.1" for number in numbers), "1", "1.", ".1", "1.-1", "1.²"):
        assert desk.post("/kos", csrf_token=token, seen=seen).status == 200, seen
    assert states_of(service) == {State.WAITING: 1}


def test_its_sender_finds_it_closed_and_opens_it_by_writing(
    service: Service, public: Visitor, desk: DeskVisitor
) -> None:
    """A counsellor may be wrong: nobody is turned away without a word."""
    (receipt,) = send(service, "asdf")
    junk.put_into_bin(service, [Seen(1, 1)])
    public.open(BOX)
    page = public.send(receipt=receipt)
    assert (page.written, "Když napíšete, otevře se znovu" in page.words) == (["asdf"], True)
    public.send("/napsat", text="Promiňte, uklouzla mi ruka. Syn je tři dny pryč.")
    assert states_of(service) == {State.WAITING: 1}
    assert received(service) == 1
    assert "Syn je tři dny pryč" in desk.open("/").words


def test_emptying_what_lies_there_for_a_week_asks_once_and_leaves_no_row(
    service: Service, desk: DeskVisitor, coordinator: Person
) -> None:
    send(service, "Levné hodinky", "Levné boty", "Otázka.")
    junk.put_into_bin(service, [Seen(1, 1), Seen(2, 1)])
    desk.open("/?stav=binned")
    with time_machine.travel(clock.now() + timedelta(days=7)):
        desk.log_in(coordinator)
        page = desk.open("/kos/vysypat")
        assert "Ve spamu: 2" in page.words
        assert states_of(service) == {State.WAITING: 1, State.BINNED: 2}
        heartbeat.confirm_date(service, clock.today())
        desk.send("/vysypat")
    assert states_of(service) == {State.WAITING: 1}
    with service.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Confirmation)) == 1


def test_a_damaged_one_can_be_binned_and_deleted(
    service: Service, staff: Staff, second: Staff
) -> None:
    send(service, "Levné hodinky")
    with service.store.write() as session:
        session.scalars(select(Enquiry)).one().thread_box = b"damaged"
    assert junk.put_into_bin(service, [Seen(1, 1)]).done == [1]
    assert junk.empty_bin(service, second, [Seen(1, 1)]).proposed == [1]
    assert junk.empty_bin(service, staff, [Seen(1, 1)]).done == [1]
    assert states_of(service) == {}


def test_the_bin_empties_itself_after_the_promised_days(service: Service) -> None:
    send(service, "Levné hodinky")
    junk.put_into_bin(service, [Seen(1, 1)])
    kept = service.facts.centre.retention.delete_after_days
    for day, deleted in ((kept - 1, 0), (kept, 1)):
        with time_machine.travel(clock.now() + timedelta(days=day)):
            assert daily.tick(service).deleted == deleted


def test_the_bin_shows_what_to_take_out(service: Service, desk: DeskVisitor) -> None:
    send(service, "Levné hodinky", "Otázka.")
    junk.put_into_bin(service, [Seen(1, 1)])
    desk.open("/?stav=binned")
    page = desk.open(way(desk, "Není to spam"))
    labels = ["".join(each.itertext()) for each in page.all("label")]
    assert [("Levné hodinky" in label, "Otázka." in label) for label in labels] == [(True, False)]
    assert page.form("/vratit").find(f".//{NAMESPACE}input[@type='checkbox']").get("value") == "1.1"


@pytest.mark.parametrize("state", ["answered", "closed", "nonsense"])
def test_nothing_else_can_be_chosen_from(desk: DeskVisitor, state: str) -> None:
    assert desk.open(f"/vyber?stav={state}").status == 404
