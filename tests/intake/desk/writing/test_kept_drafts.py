"""What an expired login kept fills no disk: only for who was here, only what a message may be."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from intake_service import clock
from intake_service.desk import create_desk_app
from intake_service.store.models import Draft, Enquiry
from intake_service.store.terms import State
from intake_service.work import heartbeat
from intake_service.work.casework import deletion, drafts
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.conversation.proposals import WAIT
from intake_service.work.enquiry import enquiries, expiry, mailbox
from intake_service.work.service import Service
from intake_service.work.team import logins, people, team_keys
from intake_service.work.team.logins import Staff
from tests.intake import daily, moments
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.moments import later

pytestmark = pytest.mark.usefixtures("cheap_receipts")

PATHS = [("/odpoved", "text"), ("/poznamka", "note")]


@pytest.fixture(autouse=True)
def _question(public: Visitor) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")


def kept(service: Service) -> int:
    with service.store.read() as session:
        return session.scalar(select(func.count()).select_from(Draft)) or 0


def keep(
    service: Service, staff: Staff, number: int, kind: DraftKind, fields: dict[str, str]
) -> str:
    """Keep what stands in one window; the handle finds it again."""
    return drafts.keep_all(service, staff, number, {kind: fields}, Window("one"))


@pytest.mark.parametrize(("path", "field"), PATHS)
def test_who_was_here_lately_finds_the_text_again_after_the_chores(
    desk: DeskVisitor, service: Service, path: str, field: str
) -> None:
    desk.open("/dotaz/1")
    with time_machine.travel(later(hours=3)):
        daily.tick(service)
        assert desk.send(path, **{field: "Napsáno."}).status == 403
        assert kept(service) == 1
        assert desk.page
        assert desk.page.fields("/prihlaseni")["draft"]


@pytest.mark.parametrize("hours", [5, 24, 24 * 30])
@pytest.mark.parametrize(("path", "field"), PATHS)
def test_a_login_that_ended_long_ago_keeps_nothing_and_gives_the_text_back(
    desk: DeskVisitor, service: Service, path: str, field: str, hours: int
) -> None:
    desk.open("/dotaz/1")
    with time_machine.travel(later(hours=hours)):
        page = desk.send(path, **{field: "Napsáno."})
        assert (page.status, page.typed("kept")) in ((403, "Napsáno."), (400, "Napsáno."))
    assert kept(service) == 0


def test_who_logged_out_or_has_left_keeps_nothing(
    desk_app: Flask,
    service: Service,
    colleague: Callable[..., Person],
    desk: DeskVisitor,
) -> None:
    for how in ("logs out", "leaves"):
        eva = DeskVisitor(desk_app)
        eva.log_in(colleague(how))
        eva.open("/dotaz/1")
        form = eva.page
        cookie = eva.client.get_cookie(desk_app.config["SESSION_COOKIE_NAME"])
        assert cookie
        if how == "leaves":
            person = next(each for each in people.everybody(service) if each.name == how)
            people.part_with(service, person.id)
        else:
            eva.open("/")
            eva.send("/odhlaseni")
        eva.client.set_cookie(cookie.key, cookie.value)
        eva.page = form
        page = eva.send("/odpoved", text="Napsáno.")
        assert (page.status, page.typed("kept")) == (403, "Napsáno.")
    assert kept(service) == 0


@pytest.mark.parametrize("number", [0, 2, 4711, 2**31])
def test_nothing_is_kept_for_an_enquiry_that_is_not_there(
    desk: DeskVisitor, service: Service, number: int
) -> None:
    desk.open("/dotaz/1")
    token = desk.token("/odpoved")
    with time_machine.travel(later(minutes=40)):
        page = desk.post(f"/dotaz/{number}/odpoved", csrf_token=token, text="Napsáno.")
        assert (page.status, page.typed("kept")) == (403, "Napsáno.")
    assert kept(service) == 0


@pytest.mark.parametrize("longer", [1, 3_000_000])
@pytest.mark.parametrize(("path", "field"), PATHS)
def test_nothing_longer_than_a_message_is_kept_and_it_goes_back(
    desk: DeskVisitor, service: Service, path: str, field: str, longer: int
) -> None:
    desk.open("/dotaz/1")
    text = "x" * (service.settings.text_max + longer)
    with time_machine.travel(later(minutes=40)):
        page = desk.send(path, **{field: text})
        assert (page.status, page.typed("kept")) == (403, text)
    assert kept(service) == 0


def test_one_network_keeps_so_many_and_then_gets_its_texts_back(
    opened: Callable[..., Service], coordinator: Person
) -> None:
    service = opened(replies_local=2)
    assert enquiries.is_open(service)
    desk = DeskVisitor(create_desk_app(service))
    desk.log_in(coordinator)
    desk.open("/dotaz/1")
    form = desk.page
    with time_machine.travel(later(minutes=40)):
        for _ in range(2):
            desk.page = form
            assert desk.send("/odpoved", text="Napsáno.").status == 403
        desk.page = form
        page = desk.send("/odpoved", text="Napsáno.")
        assert (page.status, page.typed("kept")) == (429, "Napsáno.")
    assert kept(service) == 1


def test_each_author_has_one_slot_for_each_kind_of_text(service: Service, staff: Staff) -> None:
    first = keep(service, staff, 1, DraftKind.ANSWER, {"text": "Poprvé."})
    note = keep(service, staff, 1, DraftKind.NOTE, {"note": "Poznámka."})
    assert keep(service, staff, 1, DraftKind.ANSWER, {"text": "Podruhé."}) == first
    assert kept(service) == 2
    found = [drafts.find(service, staff, handle) for handle in (first, note)]
    assert [each.fields for each in found if each] == [{"text": "Podruhé."}, {"note": "Poznámka."}]


def test_what_was_given_leaves_nothing_behind_after_a_day(
    service: Service, staff: Staff, desk: DeskVisitor
) -> None:
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Odpověď.")
    keep(service, staff, 1, DraftKind.NOTE, {"note": "Rozepsáno."})
    assert kept(service) == 2
    with time_machine.travel(later(hours=25)):
        daily.tick(service)
        assert kept(service) == 1


def test_a_draft_outlasts_fresh_keys_and_is_its_authors_alone(
    service: Service, staff: Staff, colleague: Callable[..., Person]
) -> None:
    handle = keep(service, staff, 1, DraftKind.ANSWER, {"text": "Rozepsáno."})
    eva = colleague("Eva")
    session = logins.log_in(service, eva.name, eva.password, eva.code())
    assert drafts.find(service, logins.resume(service, session), handle) is None
    with service.roster.change() as writing:
        team_keys.make_new(service, writing, team_keys.holders(writing))
    found = drafts.find(service, staff, handle)
    assert found
    assert found.fields == {"text": "Rozepsáno."}


def test_a_draft_goes_at_once_with_its_enquiry_whoever_deletes_that(
    service: Service, staff: Staff, public: Visitor
) -> None:
    for number, delete in enumerate((by_sender, by_desk, by_chores), 2):
        public.open("/dotaz/o-sobe")
        receipt = public.send(text=f"Otázka {number}.").receipt
        keep(service, staff, number, DraftKind.NOTE, {"note": "Rozepsáno."})
        assert kept(service) == 1
        delete(service, staff, number, receipt)
        assert kept(service) == 0


def by_sender(service: Service, _staff: Staff, _number: int, receipt: str) -> None:
    cookie = mailbox.open_with_receipt(service, receipt)
    mailbox.delete_all(service, mailbox.resume(service, cookie), cookie)


def by_desk(service: Service, staff: Staff, number: int, _receipt: str) -> None:
    deletion.propose(service, staff, number, after=1)
    with time_machine.travel(moments.now() + WAIT):
        heartbeat.confirm_date(service, clock.today())
        deletion.delete(service, staff, number, after=1)


def by_chores(service: Service, _staff: Staff, number: int, _receipt: str) -> None:
    with service.store.write() as session:
        enquiry = session.get_one(Enquiry, number)
        enquiry.state = State.CLOSED
        enquiry.settled_on = enquiry.last_on = date(2020, 1, 1)
    expiry.apply_retention(service)
