"""An answered question on its way to the site: what every test of it begins with."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from intake_service.work.casework import cases, publishing
from intake_service.work.conversation.publication import Consent
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import Page, Visitor
from tests.paths import ROOT

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
CASE = "/dotaz/1/zverejneni"
WORDS = {
    "title": "Půjčil jsem kamarádovi jehlu",
    "lead": "Nechte se oba otestovat. Test je zdarma.",
    "question": "Půjčil jsem kamarádovi jehlu.\r\n\r\nMám se bát?",
    "answer": "Přijďte na [test](page:testing), i bez dokladů.",
}
PAGE = "question-pujcil-jsem-kamaradovi-jehlu"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content; another one for each test would have to be read anew."""
    return Path(shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("centre") / "content"))


@pytest.fixture
def root(copied: Path) -> Iterator[Path]:
    """The content of the centre, to be written to."""
    yield copied
    for file in (copied / "cs" / "questions").glob(f"{PAGE}*"):
        file.unlink()


@pytest.fixture
def service(opened: Callable[..., Service], root: Path) -> Service:
    return opened(content=root)


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check takes seconds, and finds nothing."""
    monkeypatch.setattr(published_questions, "faults", lambda *_given: [])


@pytest.fixture
def receipt(public: Visitor) -> str:
    """The code of a question; its mailbox is open."""
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    public.open(BOX)
    public.send(receipt=receipt)
    return receipt


@pytest.fixture
def offered(public: Visitor, receipt: str, service: Service, staff: Staff, sound: None) -> Page:
    """The open mailbox: answered, and asked about publishing."""
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    publishing.offer(service, staff, 1, Question(**WORDS))
    return public.open(BOX)


def asks(page: Page) -> bool:
    return "Smíme to zveřejnit?" in page.words


def consent(service: Service, staff: Staff) -> Consent | None:
    offer = cases.open_case(service, staff, 1).offer
    return offer.consent if offer else None


def publish(service: Service, proposing: Staff, agreeing: Staff) -> str:
    """One person proposes the page, the other writes it; gives its id."""
    mark = mark_of(service, proposing)
    publishing.propose(service, proposing, 1, mark=mark)
    return publishing.publish(service, agreeing, 1, mark=mark)


def mark_of(service: Service, staff: Staff) -> str:
    """What stands for the words of the first enquiry's offer."""
    offer = cases.open_case(service, staff, 1).offer
    assert offer is not None
    return offer.mark


def published(root: Path) -> list[str]:
    return [file.stem for file in (root / "cs" / "questions").glob(f"{PAGE}*")]
