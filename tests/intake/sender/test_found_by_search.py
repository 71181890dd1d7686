"""What search engines may show: the empty forms of a real centre, nothing else of either face."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from centre.exchange.frame import Frame
from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.work import switches
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.service import Service
from intake_service.work.switches import Switches
from tests.intake.browser import Page, Visitor
from tests.intake.web.test_guards import routes
from tests.paths import ROOT
from tests.real_centre import make_real

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = addresses.intake("counselling", "cs")
FORMS = [(kind, lang) for kind in KINDS for lang in LANGUAGES]


@pytest.fixture
def real(opened: Callable[..., Service], tmp_path: Path) -> Service:
    """The service of a real centre."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    make_real(tmp_path / "content")
    return opened(content=tmp_path / "content")


def said_in_its_head(page: Page) -> dict[str, str]:
    return {meta.get("name"): meta.get("content") for meta in page.all("meta") if meta.get("name")}


def test_a_form_can_be_found_and_tells_what_it_is_for(real: Service, frame_file: Path) -> None:
    visitor = Visitor(create_sender_app(real))
    frame = Frame.read(frame_file)
    for kind, lang in FORMS:
        page = visitor.open(addresses.intake(kind, lang))
        head = said_in_its_head(page)
        assert page.headers["X-Robots-Tag"] == "all"
        assert "robots" not in head
        assert head["description"] == frame.pages[KINDS[kind].page][lang].lead


def test_nothing_else_of_a_real_centre_can_be_found(real: Service) -> None:
    forms = {addresses.intake(kind, lang) for kind, lang in FORMS}
    for app in (create_sender_app(real), create_desk_app(real)):
        client = app.test_client()
        answers = [client.get(path) for path in {*routes(app, "GET"), "/nikde"} - forms]
        answers += [client.post(path, data={"text": "Otázka."}) for path in routes(app, "POST")]
        assert {answer.headers["X-Robots-Tag"] for answer in answers} == {"noindex, nofollow"}


def test_a_mailbox_a_sample_and_a_pause_cannot_be_found(public: Visitor, real: Service) -> None:
    visitor = Visitor(create_sender_app(real))
    mailbox = visitor.open(addresses.intake("mailbox", "cs"))
    sample = public.open(ASK)
    switches.turn_to(real, Switches(paused=True))
    paused = visitor.open(ASK)
    assert paused.status == 503
    for page in (mailbox, sample, paused):
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert said_in_its_head(page)["robots"] == "noindex"
