"""The register of complaints: it outlives them, says nothing of whoever complained, and is hidden
from the same person."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from intake_service import clock
from intake_service.desk.reports import audit
from intake_service.store.models import RegisterEntry
from intake_service.store.terms import Act, Duty
from intake_service.work.audit import chain
from intake_service.work.casework import cases, deletion
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.sorting import register, subject
from intake_service.work.sorting.register import Result, Written
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.moments import later

TEXT = "Pracovník na mě křičel."

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def complaint(public: Visitor) -> None:
    public.open("/dotaz/stiznost")
    public.send(text=TEXT, concerns="behaviour", name="Karel")


def id_of(service: Service, name: str) -> str:
    return next(each.id.hex() for each in subject.choices(service) if each.name == name)


def entry_of(service: Service, staff: Staff) -> str:
    """The address of the newest entry."""
    return f"/stiznosti/{register.entries(service, staff)[0].number}"


def test_what_is_known_stands_in_the_entry_already(
    complaint: None, desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    assert "Zatím nezapsané: Dotaz č. 1" in desk.open("/stiznosti").words
    fields = desk.open("/stiznosti/zapsat?dotaz=1").fields("/stiznosti/zapsat?dotaz=1")
    assert fields["concerns"] == "behaviour"
    assert fields["who"] == "Jana"
    assert fields["received_on"] == clock.today().isoformat()
    page = desk.send("/stiznosti/zapsat?dotaz=1", result="justified")
    assert "oprávněná" in page.words
    assert "Zatím nezapsané" not in page.words
    assert desk.open("/stiznosti/zapsat?dotaz=1").path == entry_of(service, staff)


def test_it_outlives_the_conversation_without_a_word_of_it(
    complaint: None, desk: DeskVisitor, service: Service, staff: Staff, second: Staff
) -> None:
    subject.decide(service, staff, 1, register.NOBODY)
    desk.open("/stiznosti/zapsat?dotaz=1")
    desk.send("/stiznosti/zapsat?dotaz=1", result="partly", answered_on=clock.today().isoformat())
    deletion.propose(service, staff, 1, after=1)
    deletion.delete(service, second, 1, after=1)
    page = desk.open("/stiznosti")
    assert "zčásti oprávněná" in page.words
    assert "jak se někdo z týmu choval" in page.words
    assert TEXT not in page.text
    assert "Karel" not in page.text


def test_a_complaint_on_paper_is_entered_and_corrected(
    desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    desk.open("/stiznosti/zapsat")
    page = desk.send("/stiznosti/zapsat", received_on="nesmysl")
    assert page.status == 422
    assert "Napište prosím den." in page.words
    page = desk.send(
        "/stiznosti/zapsat", received_on=clock.today().isoformat(), concerns="service", who="Eva"
    )
    assert "Eva" in page.words
    entry = entry_of(service, staff)
    desk.open(entry)
    page = desk.send(entry, result="withdrawn")
    assert "vzata zpět" in page.words


def test_whom_it_concerns_finds_no_entry(
    complaint: None,
    desk: DeskVisitor,
    desk_app: Flask,
    service: Service,
    staff: Staff,
    colleague: Callable[..., Person],
) -> None:
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva", Duty.ANSWERS, Duty.COORDINATES))
    desk.open("/stiznosti/zapsat?dotaz=1")
    desk.send("/stiznosti/zapsat?dotaz=1", subject=id_of(service, "Eva"))
    assert "Nic tu není" in eva.open("/stiznosti").words
    assert eva.open(entry_of(service, staff)).status == 404
    assert eva.open("/stiznosti/zapsat?dotaz=1").status == 404
    assert eva.open("/dotaz/1").status == 404
    assert eva.client.get("/stiznosti/tabulka.csv").get_data(as_text=True).count("\n") == 1
    desk.open("/dotaz/1")
    desk.send("/koho-se-tyka", subject=register.NOBODY.hex())
    assert "jak se někdo z týmu choval" in eva.open("/stiznosti").words


def test_whom_it_concerns_reads_nothing_of_it_in_the_record_of_work(
    complaint: None,
    desk: DeskVisitor,
    eva: DeskVisitor,
    service: Service,
    staff: Staff,
    second: Staff,
) -> None:
    register.enter(service, staff, Written(clock.today(), subject=hidden.NOBODY), 1)
    subject.decide(service, staff, 1, bytes.fromhex(id_of(service, "Eva")))
    deletion.propose(service, staff, 1, after=1)
    deletion.delete(service, second, 1, after=1)
    assert "smazal" in desk.open("/zaznam").words
    assert "smazal" not in eva.open("/zaznam").words


def test_no_cell_of_the_table_is_a_formula(
    desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    for who in ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", " =1"):
        register.enter(service, staff, Written(clock.today(), who=who))
    table = desk.client.get("/stiznosti/tabulka.csv").get_data(as_text=True)
    for line in table.splitlines()[1:]:
        assert line.split(";")[3].startswith(("'", "\"'"))


def test_who_does_not_coordinate_is_refused(
    desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    petr = DeskVisitor(desk_app)
    petr.log_in(colleague("Petr", Duty.ANSWERS))
    for path in ("", "/tabulka.csv", "/zapsat", "/1"):
        assert petr.open(f"/stiznosti{path}").status == 403


def test_it_is_late_once_its_days_have_passed(service: Service, staff: Staff) -> None:
    days = service.facts.centre.complaint_answer_days
    came = clock.today()
    unanswered = register.enter(service, staff, Written(came))
    register.enter(service, staff, Written(came, answered_on=came + timedelta(days)))
    after = Written(came, answered_on=came + timedelta(days + 1))
    answered_late = register.enter(service, staff, after)
    with time_machine.travel(later(hours=24 * (days + 2))):
        late = {each.number for each in register.entries(service, staff) if each.is_late}
    assert late == {unanswered, answered_late}


def test_it_goes_after_the_years_of_the_centres_rules(service: Service, staff: Staff) -> None:
    years = service.facts.centre.retention.complaint_register_years
    long_ago = clock.today() - timedelta(days=366 * years)
    register.enter(service, staff, Written(long_ago, result=Result.JUSTIFIED))
    kept = register.enter(service, staff, Written(clock.today()))
    daily.tick(service)
    assert [each.number for each in register.entries(service, staff)] == [kept]


@pytest.fixture
def eva(desk_app: Flask, colleague: Callable[..., Person]) -> DeskVisitor:
    """A colleague who answers and coordinates as the first one does."""
    visitor = DeskVisitor(desk_app)
    visitor.log_in(colleague("Eva", Duty.ANSWERS, Duty.COORDINATES))
    return visitor


def test_an_entry_says_nothing_of_whom_it_concerns_before_somebody_said_it(
    complaint: None, desk: DeskVisitor, service: Service, staff: Staff, second: Staff
) -> None:
    desk.open("/stiznosti/zapsat?dotaz=1")
    desk.send("/stiznosti/zapsat?dotaz=1", result="justified")
    assert register.entries(service, staff)[0].written.subject is None
    assert subject.decided(service, 1) is None
    assert hidden.numbers(service, second) == {1}


def test_a_form_from_before_leaves_what_was_decided_meanwhile(
    complaint: None, desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    desk.open("/stiznosti/zapsat?dotaz=1")
    desk.send("/stiznosti/zapsat?dotaz=1")
    entry = entry_of(service, staff)
    desk.open(entry)
    person = id_of(service, "Eva")
    subject.decide(service, staff, 1, bytes.fromhex(person))
    desk.send(entry, result="partly")
    assert subject.decided(service, 1) == person
    assert register.entries(service, staff)[0].written.subject == bytes.fromhex(person)
    assert eva.open(entry).status == 404


def test_it_stays_hidden_from_who_does_not_answer_any_more(
    complaint: None, desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    person = bytes.fromhex(id_of(service, "Eva"))
    subject.decide(service, staff, 1, person)
    people.set_duties(service, person, [Duty.COORDINATES])
    desk.open("/stiznosti/zapsat?dotaz=1")
    desk.send("/stiznosti/zapsat?dotaz=1", result="partly")
    links = [each.get("href") for each in desk.open("/stiznosti").all("a")]
    entry = next(each for each in links if re.search("/stiznosti/[0-9]+$", each or ""))
    assert desk.open(entry).fields(entry)["began"] == person.hex()
    assert subject.decided(service, 1) == person.hex()


def test_an_entry_is_not_hidden_from_the_only_one_who_could_see_the_complaint(
    complaint: None, desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    desk.open("/stiznosti/zapsat?dotaz=1")
    page = desk.send("/stiznosti/zapsat?dotaz=1", subject=staff.id.hex())
    assert page.status == 422
    assert register.entries(service, staff) == []
    assert subject.decided(service, 1) is None


def test_what_was_decided_at_the_enquiry_stands_in_its_entry_when_it_is_gone(
    complaint: None, eva: DeskVisitor, service: Service, staff: Staff, second: Staff
) -> None:
    entry = register.enter(service, staff, Written(clock.today(), subject=register.NOBODY), 1)
    person = bytes.fromhex(id_of(service, "Eva"))
    subject.decide(service, staff, 1, person)
    deletion.propose(service, staff, 1, after=1)
    deletion.delete(service, second, 1, after=1)
    assert register.find(service, staff, entry).written.subject == person


def test_a_day_of_more_than_a_year_ago_is_refused(
    desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    long_ago = clock.today() - timedelta(days=400)
    desk.open("/stiznosti/zapsat")
    page = desk.send("/stiznosti/zapsat", received_on=long_ago.isoformat())
    assert page.status == 422
    assert "Napište prosím den za poslední rok." in page.words
    register.enter(service, staff, Written(long_ago))
    entry = f"/stiznosti/{register.entries(service, staff)[-1].number}"
    desk.open(entry)
    assert "vzata zpět" in desk.send(entry, result="withdrawn").words


def test_an_entry_that_does_not_open_hides_no_other(
    desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    first = register.enter(service, staff, Written(clock.today(), who="Eva"))
    register.enter(service, staff, Written(clock.today(), who="Petr"))
    damage(service, first)
    page = desk.open("/stiznosti")
    assert "Petr" in page.words
    assert f"Tyto zápisy se nedají otevřít: {first}." in page.words


def damage(service: Service, entry: int) -> None:
    with service.store.write() as session:
        session.get_one(RegisterEntry, entry).box = bytes(700)


def test_whom_it_concerns_hears_of_no_damaged_entry_either(
    eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    person = bytes.fromhex(id_of(service, "Eva"))
    damage(service, register.enter(service, staff, Written(clock.today(), subject=person)))
    assert "nedají otevřít" not in eva.open("/stiznosti").words


def test_numbers_tell_nothing_of_entries_that_are_not_shown(
    eva: DeskVisitor, service: Service, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "NUMBERS", range(1000, 1003))
    numbers = [register.enter(service, staff, Written(clock.today())) for _ in range(3)]
    assert sorted(numbers) == [1000, 1001, 1002]  # and none twice
    monkeypatch.setattr(register, "NUMBERS", range(1000, 10_000))
    many = [register.enter(service, staff, Written(clock.today())) for _ in range(12)]
    assert many != sorted(many)


def test_the_record_of_work_counts_no_line_that_it_does_not_show(
    complaint: None, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    before = eva.open("/zaznam")
    subject.decide(service, staff, 1, bytes.fromhex(id_of(service, "Eva")))
    cases.open_case(service, staff, 1)
    after = eva.open("/zaznam")
    head = re.compile("(?:[0-9a-f]{4} ){3}[0-9a-f]{4}")
    assert head.sub("", after.words) == head.sub("", before.words)


def test_a_full_page_of_the_record_is_full_without_what_it_does_not_show(
    complaint: None,
    eva: DeskVisitor,
    service: Service,
    staff: Staff,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audit, "SHOWN", 2)
    with service.store.write() as session:
        for _ in range(2):
            chain.note(service, session, staff.name, Act.EXPORTED, 7)
    subject.decide(service, staff, 1, bytes.fromhex(id_of(service, "Eva")))
    cases.open_case(service, staff, 1)
    rows = eva.open("/zaznam").all("tr")
    assert len(rows) == 3  # the head, and two lines
