"""A text that its sender agreed to becomes a page of the site, once, and comes down again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from centre.exchange.published_questions import Question
from centre.texts import content
from intake_service import clock
from intake_service.store.models import Publication
from intake_service.work.casework import cases, publishing
from intake_service.work.conversation.publication import Consent
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Visitor
from tests.intake.desk.publication.conftest import (
    BOX,
    CASE,
    PAGE,
    WORDS,
    asks,
    mark_of,
    publish,
    published,
)

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def test_a_question_is_rewritten_agreed_to_published_and_taken_down(
    public: Visitor,
    desk: DeskVisitor,
    receipt: str,
    service: Service,
    staff: Staff,
    second: Staff,
    root: Path,
) -> None:
    """The whole way, with the check that `make check` runs."""
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert "Nabídnout ke zveřejnění" in desk.open("/dotaz/1").words
    page = desk.open(CASE)
    assert (page.typed("question"), page.typed("answer")) == ("", "Odpověď.")
    refused = desk.send("/zverejneni", **{**WORDS, "answer": "Volejte 777 123 456."})
    assert (refused.status, "777 123 456" in refused.alerts) == (422, True)
    assert desk.send("/zverejneni", **WORDS).status == 200
    assert "Člověk, který píše, zatím neodpověděl" in desk.page.words

    shown = public.open(BOX)
    assert asks(shown)
    assert "Tento text zatím neschválil právník." in shown.words
    assert WORDS["title"] in shown.words
    assert shown.written[-3:] == [
        WORDS[name].replace("\r\n", "\n") for name in ("lead", "question", "answer")
    ]
    public.send("/zverejneni", answer="given")
    assert "právě tento text, nic jiného" in public.page.words

    assert "Člověk, který píše, souhlasí" in desk.open(CASE).words
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    desk.open(CASE)
    desk.send("/stranka")
    assert content.read(root, clock.today()).pages.get(PAGE, "cs")
    assert "Text je na webu" in public.open(BOX).words
    assert "zveřejněno" in desk.open("/zverejneni").words

    public.send("/zverejneni", answer="withdrawn")
    assert public.page.written[2].startswith("Stáhněte prosím z webu text „Půjčil jsem")
    assert "Stáhněte prosím z webu" in desk.open("/").words
    assert "Souhlas už neplatí: stáhněte stránku z webu" in desk.open(CASE).alerts
    desk.send("/stahnout")
    assert published(root) == []
    assert "Tento text nezveřejníme" in public.open(BOX).words


def test_publishing_twice_writes_one_page(
    public: Visitor, offered: Page, service: Service, staff: Staff, second: Staff, root: Path
) -> None:
    public.send("/zverejneni", answer="given")
    assert publish(service, second, staff) == PAGE
    assert publishing.publish(service, staff, 1, mark=mark_of(service, staff)) == PAGE
    assert published(root) == [PAGE]


def test_the_machine_is_told_to_build_what_the_desk_has_written_and_taken_down(
    opened: Callable[..., Service],
    public: Visitor,
    receipt: str,
    staff: Staff,
    second: Staff,
    root: Path,
    sound: None,
    tmp_path: Path,
) -> None:
    mark = tmp_path / "site-changed"
    service = opened(content=root, changed=mark, site=tmp_path)
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    publishing.offer(service, staff, 1, Question(**WORDS))
    public.open(BOX)
    public.send("/zverejneni", answer="given")
    assert not mark.exists()
    publish(service, staff, second)
    assert mark.exists()
    mark.unlink()
    publishing.take_down(service, staff, 1)
    assert mark.exists()


def test_what_is_published_is_neither_changed_nor_forgotten_behind_the_senders_back(
    public: Visitor,
    offered: Page,
    service: Service,
    staff: Staff,
    second: Staff,
    root: Path,
    desk: DeskVisitor,
) -> None:
    public.send("/zverejneni", answer="given")
    publish(service, second, staff)
    with pytest.raises(publishing.NotNow):
        publishing.offer(service, staff, 1, Question(**{**WORDS, "answer": "Jinak."}))
    with pytest.raises(publishing.NotNow):
        publishing.take_back(service, staff, 1)
    publishing.take_down(service, staff, 1)
    publishing.take_back(service, staff, 1)
    assert not asks(public.open(BOX))
    assert published(root) == []


def test_a_folder_that_cannot_be_written_is_told_and_nothing_counts_as_published(
    public: Visitor,
    desk: DeskVisitor,
    offered: Page,
    root: Path,
    service: Service,
    staff: Staff,
    second: Staff,
) -> None:
    public.send("/zverejneni", answer="given")
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    desk.open(CASE)
    folder = root / "cs" / "questions"
    elsewhere = folder.rename(root / "cs" / "elsewhere")
    folder.touch()
    page = desk.send("/stranka")
    folder.unlink()
    elsewhere.rename(folder)
    assert (page.status, "nejde zapsat" in page.alerts) == (503, True)
    offer = cases.open_case(service, staff, 1).offer
    assert offer is not None
    assert (offer.consent, offer.page) == (Consent.GIVEN, "")


def test_deleting_the_conversation_deletes_the_text_and_warns_of_a_published_one(
    public: Visitor,
    desk: DeskVisitor,
    offered: Page,
    service: Service,
    staff: Staff,
    second: Staff,
    root: Path,
) -> None:
    assert "Zveřejněný text" not in public.open(f"{BOX}/smazat").words
    public.open(BOX)
    public.send("/zverejneni", answer="given")
    publish(service, second, staff)
    assert "Zveřejněný text tím z webu nezmizí" in public.open(f"{BOX}/smazat").words
    public.send("/smazat")
    with service.store.read() as session:
        assert session.scalars(select(Publication)).all() == []
    assert published(root) == [PAGE]
    assert "Nic tu není" in desk.open("/zverejneni").words
