"""Nothing is published without its sender's yes to these very words; a no, and a change of mind,
hold."""

from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from centre.exchange.published_questions import Question
from intake_service.store.models import Publication
from intake_service.store.terms import State
from intake_service.work.casework import cases, publishing
from intake_service.work.conversation.publication import Consent, NotAgreed
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Visitor
from tests.intake.desk.publication.conftest import (
    BOX,
    CASE,
    PAGE,
    WORDS,
    consent,
    mark_of,
    publish,
    published,
)
from tests.intake.moments import later

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def test_a_no_is_respected_and_asked_no_more(
    public: Visitor,
    desk: DeskVisitor,
    offered: Page,
    service: Service,
    staff: Staff,
    second: Staff,
    root: Path,
) -> None:
    public.send("/zverejneni", answer="refused")
    assert "už se ptát nebudeme" in public.page.words
    assert "Člověk, který píše, to nechce" in desk.open(CASE).words
    with pytest.raises(NotAgreed):
        publish(service, second, staff)
    with pytest.raises(publishing.NotNow):
        publishing.offer(service, staff, 1, Question(**{**WORDS, "title": "Jinak"}))
    assert published(root) == []
    assert cases.open_case(service, staff, 1).state is State.ANSWERED


def test_who_changes_their_mind_says_so(
    public: Visitor, offered: Page, service: Service, staff: Staff, second: Staff, root: Path
) -> None:
    public.send("/zverejneni", answer="refused")
    public.send("/zverejneni", answer="given")
    assert consent(service, staff) is Consent.GIVEN
    publish(service, second, staff)
    assert published(root) == [PAGE]


def test_a_consent_taken_back_before_publishing_leaves_no_page_and_no_message(
    public: Visitor,
    desk: DeskVisitor,
    offered: Page,
    service: Service,
    staff: Staff,
    second: Staff,
    root: Path,
) -> None:
    public.send("/zverejneni", answer="given")
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    desk.open(CASE)
    public.send("/zverejneni", answer="withdrawn")
    page = desk.send("/stranka")
    assert (page.status, "nesouhlasí" in page.alerts) == (409, True)
    assert published(root) == []
    case = cases.open_case(service, staff, 1)
    assert (case.state, len(case.messages)) == (State.ANSWERED, 2)


def test_consent_is_for_these_very_words(
    public: Visitor, offered: Page, service: Service, staff: Staff, second: Staff, root: Path
) -> None:
    tab = public.other_tab()
    public.send("/zverejneni", answer="given")
    publishing.offer(service, staff, 1, Question(**{**WORDS, "answer": "Něco úplně jiného."}))
    assert consent(service, staff) is Consent.ASKED
    with pytest.raises(NotAgreed):
        publish(service, second, staff)
    page = tab.send("/zverejneni", answer="given")  # an old tab still shows the old words
    assert (page.status, "Text jsme mezitím změnili" in page.alerts) == (409, True)
    assert consent(service, staff) is Consent.ASKED
    assert published(root) == []


def test_without_an_answer_there_is_no_consent(
    public: Visitor, offered: Page, service: Service, staff: Staff, second: Staff
) -> None:
    with pytest.raises(NotAgreed):
        publish(service, second, staff)
    for answer in ("", "asked", "nonsense"):
        assert public.send("/zverejneni", answer=answer).status == 400
        public.open(BOX)
    page = public.post(
        f"{BOX}/zverejneni", answer="given", mark=public.page.fields("/zverejneni")["mark"]
    )
    assert (page.status, "moc dlouho" in page.alerts) == (400, True)
    assert consent(service, staff) is Consent.ASKED


def test_a_mailbox_that_has_closed_answers_nothing(
    public: Visitor, offered: Page, service: Service, staff: Staff
) -> None:
    with time_machine.travel(later(minutes=21)):
        assert public.send("/zverejneni", answer="given").status == 403
    assert consent(service, staff) is Consent.ASKED


def test_the_rows_do_not_tell_what_was_answered(
    public: Visitor, offered: Page, service: Service, staff: Staff
) -> None:
    sizes = set()
    for answer in ("given", "withdrawn", "refused"):
        with service.store.read() as session:
            row = session.scalars(select(Publication)).one()
        sizes.add((len(row.text_box), len(row.consent_box)))
        assert answer.encode() not in row.consent_box
        public.send("/zverejneni", answer=answer)
    assert len(sizes) == 1
