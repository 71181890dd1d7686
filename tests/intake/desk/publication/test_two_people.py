"""Publishing takes two people, or seven days in which anybody can stop it; until then no build
finds a word of it."""

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from intake_service import clock
from intake_service.work import heartbeat
from intake_service.work.casework import cases, publishing
from intake_service.work.conversation.proposals import NotYet
from intake_service.work.conversation.publication import Consent, NotAgreed
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.built import build_site
from tests.intake.browser import DeskVisitor, Page, Visitor
from tests.intake.desk.publication.conftest import (
    CASE,
    PAGE,
    WORDS,
    mark_of,
    publish,
    published,
)

COOKIE = b"c" * 32

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def agreed(public: Visitor, offered: Page) -> None:
    """Its sender has said yes."""
    public.send("/zverejneni", answer="given")


@pytest.mark.usefixtures("agreed")
def test_one_person_proposes_and_another_writes_the_page(
    desk: DeskVisitor, service: Service, second: Staff, root: Path
) -> None:
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    assert "Dotaz č. 1: ke zveřejnění, navrhuje Petr" in desk.open("/").words
    assert "Ke zveřejnění: navrhuje Petr" in desk.open(CASE).words
    assert published(root) == []
    desk.send("/stranka")
    assert published(root) == [PAGE]
    assert "čeká na druhého" not in desk.open("/").words


@pytest.mark.usefixtures("agreed")
def test_one_person_alone_waits_for_seven_days(
    desk: DeskVisitor, service: Service, staff: Staff, root: Path
) -> None:
    desk.open(CASE)
    page = desk.send("/zverejneni/navrh")
    assert "zbývá 7 dní" in page.words
    assert "Zapsat stránku" not in page.words
    mark = mark_of(service, staff)
    forged = desk.post(f"{CASE}/stranka", csrf_token=desk.token(), mark=mark)
    assert (forged.status, "Nejdřív musí souhlasit" in forged.alerts) == (409, True)
    for days in (6, 7):
        with time_machine.travel(clock.now() + timedelta(days=days)):
            heartbeat.confirm_date(service, clock.today())
            if days == 6:
                with pytest.raises(NotYet):
                    publishing.publish(service, staff, 1, mark=mark)
            else:
                assert published(root) == []  # nothing publishes itself
                publishing.publish(service, staff, 1, mark=mark)
    assert published(root) == [PAGE]


@pytest.mark.usefixtures("agreed")
def test_anybody_can_stop_it(desk: DeskVisitor, service: Service, second: Staff) -> None:
    mark = mark_of(service, second)
    publishing.propose(service, second, 1, mark=mark)
    desk.open(CASE)
    assert "Navrhnout stránku" in desk.send("/zverejneni/zastavit").words
    with pytest.raises(NotYet):
        publishing.publish(service, second, 1, mark=mark)


@pytest.mark.usefixtures("agreed")
def test_a_proposal_is_for_the_words_that_were_read(
    desk: DeskVisitor, public: Visitor, service: Service, second: Staff, root: Path
) -> None:
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    desk.open(CASE)
    publishing.offer(service, second, 1, Question(**{**WORDS, "answer": "Jinak."}))
    public.open("/odpoved")
    public.send("/zverejneni", answer="given")
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    page = desk.send("/stranka")
    assert (page.status, "mezitím změnil" in page.alerts) == (409, True)
    assert published(root) == []


@pytest.mark.usefixtures("agreed")
def test_a_proposal_falls_with_the_consent(
    public: Visitor, service: Service, staff: Staff, second: Staff
) -> None:
    mark = mark_of(service, second)
    publishing.propose(service, second, 1, mark=mark)
    public.open("/odpoved")
    public.send("/zverejneni", answer="withdrawn")
    with pytest.raises(NotAgreed):
        publishing.publish(service, staff, 1, mark=mark)
    public.send("/zverejneni", answer="given")
    with pytest.raises(NotYet):
        publishing.publish(service, staff, 1, mark=mark)


@pytest.mark.usefixtures("sound")
def test_of_one_title_published_by_many_at_once_each_keeps_its_own_page(
    service: Service, staff: Staff, second: Staff, root: Path
) -> None:
    count = 6
    marks = {}
    for number in range(1, count + 1):
        handle = enquiries.send(service, Submission("counselling", "cs", f"Č. {number}.", COOKIE))
        receipt = enquiries.sent(service, COOKIE, handle).receipt
        cases.answer(service, staff, number, "Odpověď.", after=1)
        publishing.offer(service, staff, number, Question(**{**WORDS, "answer": f"Č. {number}."}))
        box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
        offer = mailbox.contents(service, box).offer
        assert offer is not None
        mailbox.answer_offer(service, box, Consent.GIVEN, offer.mark)
        publishing.propose(service, second, number, mark=offer.mark)
        marks[number] = offer.mark
    pages = {}
    ready = threading.Barrier(count)

    def write(number: int) -> None:
        ready.wait()
        pages[number] = publishing.publish(service, staff, number, mark=marks[number])

    threads = [threading.Thread(target=write, args=(number,)) for number in marks]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(pages.values()) == sorted([PAGE, *(f"{PAGE}-{more}" for more in range(2, 7))])
    for number, page in pages.items():
        text = published_questions.path(root, page).read_text("utf-8")
        assert f"Č. {number}." in text


@pytest.mark.usefixtures("agreed")
def test_a_name_that_another_offer_holds_is_not_taken_though_its_file_is_gone(
    service: Service, staff: Staff, second: Staff, root: Path
) -> None:
    publish(service, second, staff)
    published_questions.path(root, PAGE).unlink()
    held = {each.offer.page for each in publishing.list_offers(service, staff)}
    assert published_questions.new_id(root, Question(**WORDS), taken=held) == f"{PAGE}-2"


def test_a_check_leaves_no_word_of_the_text_on_the_disk(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file that is opened for writing meanwhile would be noticed."""
    written = []
    opened = os.open

    def watched(path: object, flags: int, *rest: object, **more: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.append(path)
        return opened(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", watched)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    text = published_questions.page(Question(**WORDS), "question-new", clock.today())
    before = sorted(root.rglob("*"))
    assert published_questions.faults(root, clock.today(), "question-new", text) == []
    assert (written, list(tmp_path.iterdir())) == ([], [])
    assert sorted(root.rglob("*")) == before


@pytest.mark.usefixtures("agreed")
def test_the_nightly_build_publishes_nothing_that_waits(
    service: Service, staff: Staff, second: Staff, root: Path, tmp_path: Path
) -> None:
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    assert address_of(PAGE) not in rebuild(root, tmp_path / "before")
    publishing.publish(service, staff, 1, mark=mark_of(service, staff))
    assert address_of(PAGE) in rebuild(root, tmp_path / "after")


def address_of(page_id: str) -> str:
    return f"otazky/{page_id.removeprefix('question-')}"


def rebuild(content: Path, folder: Path) -> set[str]:
    """What `make rebuild` runs, on this content; gives the folders of its pages."""
    site = build_site(
        folder,
        *(str(content), "-s", "publishconf.py"),
        PUBLISH_ANYWAY="sample,helplines,approval",
    )
    pages = (each.relative_to(site.output) for each in site.output.rglob("index.html"))
    return {each.parent.as_posix() for each in pages}
