"""Whoever coordinates and holds no key sees what is proposed, and stops it without reading it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from intake_service import clock
from intake_service.store.terms import Duty
from intake_service.work import chores, heartbeat
from intake_service.work.casework import cases, deletion, junk, publishing
from intake_service.work.casework.seen import Seen
from intake_service.work.conversation.proposals import NotYet
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.desk.publication.conftest import ASK, WORDS, mark_of, published

INTAKE = "/prijem"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def agreed(public: Visitor, offered: Page) -> None:
    """Its sender has said yes."""
    public.send("/zverejneni", answer="given")


@pytest.fixture(params=[(Duty.COORDINATES,), (Duty.COORDINATES, Duty.EDITS)])
def coordinating(
    request: pytest.FixtureRequest, desk_app: Flask, colleague: Callable[..., Person]
) -> DeskVisitor:
    """Somebody who coordinates and does not answer, at the desk."""
    visitor = DeskVisitor(desk_app)
    visitor.log_in(colleague("Karel", *request.param))
    return visitor


@pytest.mark.usefixtures("agreed")
def test_a_publication_is_stopped_before_its_days_are_over(
    coordinating: DeskVisitor, service: Service, second: Staff, staff: Staff, root: Path
) -> None:
    mark = mark_of(service, second)
    publishing.propose(service, second, 1, mark=mark)
    page = coordinating.open(INTAKE)
    assert "Dotaz č. 1: ke zveřejnění, navrhuje Petr" in page.words
    assert "zbývá 7 dní" in page.words
    assert not any(words in page.text for words in WORDS.values())
    page = coordinating.send("/zverejneni/1/zastavit")
    assert (page.path, "ke zveřejnění" in page.words) == (INTAKE, False)
    with pytest.raises(NotYet):
        publishing.publish(service, staff, 1, mark=mark)
    with time_machine.travel(clock.now() + timedelta(days=8)):
        heartbeat.confirm_date(service, clock.today())
        with pytest.raises(NotYet):
            publishing.publish(service, second, 1, mark=mark)
        assert published(root) == []
        publishing.propose(service, second, 1, mark=mark)  # once more, and the days begin anew
        with pytest.raises(NotYet):
            publishing.publish(service, second, 1, mark=mark)
        assert publishing.publish(service, staff, 1, mark=mark)
    assert "ke zveřejnění" not in coordinating.open(INTAKE).words  # it is done


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize("in_bin", [False, True])
def test_a_deletion_is_stopped_before_its_days_are_over(
    coordinating: DeskVisitor, public: Visitor, service: Service, second: Staff, in_bin: bool
) -> None:
    number = 1
    if in_bin:
        public.open(ASK)
        public.send(text="Koupím pneumatiky.")
        number = 2
        junk.put_into_bin(service, [Seen(number, 1)])
    after = cases.open_case(service, second, number).last_position
    deletion.propose(service, second, number, after=after)
    page = coordinating.open(INTAKE)
    assert f"Dotaz č. {number}: ke smazání, navrhuje Petr" in page.words
    assert coordinating.send(f"/smazani/{number}/zastavit").path == INTAKE
    assert deletion.list_proposed(service) == []
    with time_machine.travel(clock.now() + timedelta(days=8)):
        heartbeat.confirm_date(service, clock.today())
        chores.tick(service)
        assert cases.open_case(service, second, number).number == number


@pytest.mark.usefixtures("agreed")
def test_a_proposal_goes_with_whoever_made_it(
    coordinating: DeskVisitor, service: Service, second: Staff, staff: Staff
) -> None:
    mark = mark_of(service, second)
    publishing.propose(service, second, 1, mark=mark)
    people.set_duties(service, second.id, [Duty.EDITS])
    assert "ke zveřejnění" not in coordinating.open(INTAKE).words
    with pytest.raises(NotYet):
        publishing.publish(service, staff, 1, mark=mark)


@pytest.mark.usefixtures("agreed")
def test_what_is_gone_or_stopped_already_leads_back(
    coordinating: DeskVisitor, service: Service, second: Staff
) -> None:
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    token = coordinating.open(INTAKE).fields("/zastavit")["csrf_token"]
    for what in ("smazani", "zverejneni"):
        for number in (1, 1, 99):
            page = coordinating.post(f"{INTAKE}/{what}/{number}/zastavit", csrf_token=token)
            assert (page.status, page.path) == (200, INTAKE)
    page = coordinating.post(f"{INTAKE}/zverejneni/1/zastavit")
    assert page.status == 400  # without a token


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize("what", ["smazani", "zverejneni"])
def test_an_editor_stops_nothing(
    desk_app: Flask, service: Service, second: Staff, colleague: Callable[..., Person], what: str
) -> None:
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    visitor = DeskVisitor(desk_app)
    visitor.log_in(colleague("Eva", Duty.EDITS))
    token = visitor.open("/ucet").fields()["csrf_token"]
    assert visitor.post(f"{INTAKE}/{what}/1/zastavit", csrf_token=token).status == 403
    assert len(publishing.list_proposed(service)) == 1
