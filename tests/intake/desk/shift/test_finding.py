"""An enquiry is found by its number or by what is known of it, and nobody searches in texts."""

from collections.abc import Callable

import pytest
from flask import Flask

from intake_service.store import vault
from intake_service.store.models import Base
from intake_service.store.terms import Duty, State
from intake_service.work.casework import cases
from intake_service.work.colleagues import handover
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.shift import finding
from intake_service.work.shift.finding import Due, Wanted
from intake_service.work.sorting import subject
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person
from tests.intake.store.queries import counted_queries
from tests.intake.web.test_guards import everything

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def ask(service: Service, kind: str = "counselling", language: str = "cs", **chosen: str) -> None:
    enquiries.send(service, Submission(kind, language, "Otázka.", vault.new_key(), chosen))


@pytest.fixture
def asked(monday: None, service: Service, staff: Staff, second: Staff) -> None:
    """Five enquiries: the first is answered, and Petr means to answer the fourth."""
    ask(service, topic="health", age="15-17")
    ask(service, "relatives", "uk", age="40-plus")
    ask(service, topic="health", age="26-39")
    ask(service, "message")
    ask(service, topic="law")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    handover.claim(service, second, 4)


def numbers(service: Service, staff: Staff, wanted: Wanted) -> list[int]:
    return [line.number for line in finding.find(service, staff, wanted).lines]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), [5, 4, 3, 2, 1]),
        (Wanted(state=State.ANSWERED), [1]),
        (Wanted(kind="relatives"), [2]),
        (Wanted(language="uk"), [2]),
        (Wanted(kind="relatives", language="cs"), []),
        (Wanted(topic="health"), [3, 1]),
        (Wanted(topic="health", state=State.WAITING), [3]),
        (Wanted(topic="health", age="15-17"), [1]),
        (Wanted(age="40-plus"), [2]),
        (Wanted(due=Due.LATE), []),
        (Wanted(due=Due.WEEK), [5, 4, 3, 2]),
    ],
    ids=repr,
)
@pytest.mark.usefixtures("asked")
def test_what_is_known_of_it_finds_it(
    service: Service, staff: Staff, wanted: Wanted, found: list[int]
) -> None:
    assert numbers(service, staff, wanted) == found


@pytest.mark.usefixtures("asked")
def test_who_answers_finds_it(service: Service, staff: Staff, second: Staff) -> None:
    assert numbers(service, staff, Wanted(person=second.id)) == [4]


@pytest.mark.usefixtures("asked")
def test_a_number_leads_to_its_enquiry(desk: DeskVisitor) -> None:
    for typed in ("3", " 3 ", "č. 3"):
        assert desk.open(f"/najit?cislo={typed}").title == "Dotaz č. 3"


@pytest.mark.parametrize("typed", ["77", "0", "x", "-1", "9" * 19, "9" * 40, "٣", "Otázka"])
@pytest.mark.usefixtures("asked")
def test_what_is_no_number_of_an_enquiry_finds_nothing(desk: DeskVisitor, typed: str) -> None:
    page = desk.open(f"/najit?cislo={typed}")
    assert page.status == 404
    assert "Dotaz s tímhle číslem tu není." in page.words
    assert "Otázka." not in page.words


@pytest.mark.usefixtures("asked")
def test_the_form_finds_and_says_how_many_it_opened(desk: DeskVisitor) -> None:
    page = desk.open("/najit?tema=health&vek=&stav=")
    assert "Dotaz č. 3" in page.words
    assert "Dotaz č. 5" not in page.words
    assert "Prohlédnuté dotazy: 5." in page.words
    assert "Prohlédnuté" not in desk.open("/najit?druh=message").words


@pytest.mark.parametrize("query", ["stav=x", "druh=%00", "kdo=zz", "termin=9", "tema=x", "pred=x"])
@pytest.mark.usefixtures("asked")
def test_what_is_none_of_the_choices_may_be_anything(desk: DeskVisitor, query: str) -> None:
    page = desk.open(f"/najit?{query}")
    assert page.status == 200
    assert "Dotaz č. 5" in page.words


def test_many_are_found_a_page_at_a_time(
    service: Service, staff: Staff, desk: DeskVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "SHOWN", 3)
    monkeypatch.setattr(finding, "OPENED", 4)
    for number in range(10):
        ask(service, topic="law" if number % 2 else "health")
    first = finding.find(service, staff, Wanted())
    assert ([line.number for line in first.lines], first.before) == ([10, 9, 8], 8)
    seen = []
    before = None
    while True:
        part = finding.find(service, staff, Wanted(topic="law"), before=before)
        seen += [line.number for line in part.lines]
        assert part.opened <= finding.OPENED
        before = part.before
        if before is None:
            break
    assert seen == [10, 8, 6, 4, 2]
    links = [each.get("href") or "" for each in desk.open("/najit?tema=law").all("a")]
    (older,) = (link for link in links if "pred=" in link)
    assert "tema=law" in older
    assert "Dotaz č. 6" in desk.open(older).words


def test_looking_keeps_nothing_and_asks_the_database_as_often_for_more(
    service: Service, staff: Staff
) -> None:
    asked = []
    for _ in range(2):
        for _ in range(finding.SHOWN):
            ask(service)
        before = everything(service)
        with counted_queries(service) as queries:
            finding.find(service, staff, Wanted(kind="counselling"))
        asked.append(len(queries))
        assert everything(service) == before
    assert abs(asked[1] - asked[0]) <= 2


@pytest.mark.usefixtures("asked")
def test_what_is_hidden_is_not_found(
    service: Service, staff: Staff, desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    ask(service, "complaint")
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva", Duty.ANSWERS, Duty.COORDINATES))
    assert "Dotaz č. 6" in eva.open("/najit?druh=complaint").words
    whom = next(each.id for each in subject.choices(service) if each.name == "Eva")
    subject.decide(service, staff, 6, whom)
    assert "Dotaz č. 6" not in eva.open("/najit?druh=complaint").words
    assert eva.open("/najit?cislo=6").status == 404


@pytest.mark.usefixtures("asked")
def test_a_damaged_enquiry_hides_no_other(service: Service, staff: Staff) -> None:
    message = Base.metadata.tables["message"]
    broken = message.update().where(message.c.position == 1).values(body=bytes(1064))
    with service.store.write() as session:
        session.execute(broken)
    assert numbers(service, staff, Wanted(topic="health")) == []
    assert len(numbers(service, staff, Wanted())) == 5
