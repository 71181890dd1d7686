"""The neutral name that a centre may give to its forms and mailboxes: it stays in the browser's
history."""

from collections.abc import Callable
from pathlib import Path

import pytest

from centre.exchange.frame import Frame
from intake_service.sender import create_sender_app
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Page, Visitor

TITLES = {"cs": "Poznámky", "en": "Notes", "uk": "Нотатки"}


@pytest.fixture
def neutral(tmp_path: Path, opened: Callable[..., Service], frame_file: Path) -> Visitor:
    """The forms of a centre that chose a name."""
    frame = Frame.read(frame_file).model_copy(update={"tab_titles": TITLES})
    frame.write(tmp_path / "frame.json")
    return Visitor(create_sender_app(opened(frame=tmp_path / "frame.json")))


def tab(page: Page) -> str:
    return page.all("title")[0].text


@pytest.mark.parametrize(
    "path", ["/dotaz/o-sobe", "/dotaz/blizci", "/odpoved", "/dotaz/neni", "/odeslano/x"]
)
def test_every_page_of_the_sender_bears_it(neutral: Visitor, path: str) -> None:
    page = neutral.open(path)
    assert tab(page) == "Poznámky"
    assert page.title not in ("", "Poznámky")


def test_it_is_said_in_the_readers_language(neutral: Visitor) -> None:
    assert tab(neutral.open("/en/ask/someone-close")) == "Notes"


def test_an_error_is_still_told_first(neutral: Visitor) -> None:
    neutral.open("/dotaz/o-sobe")
    assert tab(neutral.send(text=" ")) == "Chyba: Poznámky"


def test_the_desk_keeps_its_own_titles(desk: DeskVisitor) -> None:
    assert tab(desk.open("/tym")) == "Tým"


def test_a_centre_that_chose_none_has_a_neutral_one(public: Visitor) -> None:
    assert tab(public.open("/dotaz/blizci")) == "Stránka"
    assert tab(public.open("/en/answer")) == "Page"
