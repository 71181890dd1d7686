"""Templates that a centre writes count at once; one with a mistake is told and not offered."""

import shutil
from pathlib import Path

import pytest

from centre.language.i18n import on_day
from intake_service.settings import Settings
from intake_service.work.replies import live_templates, promises
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Visitor
from tests.paths import ROOT

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The sample, to be changed."""
    return shutil.copytree(ROOT / "content", tmp_path / "content")


@pytest.fixture
def settings(settings: Settings, content: Path) -> Settings:
    return settings.model_copy(update={"content": content})


@pytest.fixture(autouse=True)
def _question(public: Visitor) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Na ruce mám absces.")


def suggested(desk: DeskVisitor) -> list[str]:
    page = desk.open("/dotaz/1")
    buttons = [each for each in page.all("button") if each.get("name") == "suggested"]
    return [" ".join("".join(each.itertext()).split()) for each in buttons]


def test_a_template_that_an_editor_breaks_is_told_and_not_offered(
    desk: DeskVisitor, content: Path
) -> None:
    assert suggested(desk) == ["Rána, absces"]
    path = content / "cs" / "desk" / "wound-or-abscess.md"
    path.write_text(path.read_text("utf-8") + "\nVolejte [[tel:nikam]].\n", "utf-8")
    assert suggested(desk) == []
    assert "nikam" in desk.open("/").words


def test_a_template_of_the_centre_is_offered_at_once(desk: DeskVisitor, content: Path) -> None:
    own = content / "cs" / "desk" / "vlastni.md"
    own.write_text("---\ntitle: Naše\nwords: [absces*]\n---\nTo <br> ne.\n", "utf-8")
    assert "Naše" not in suggested(desk)  # HTML is a mistake
    own.write_text("---\ntitle: A & <Naše>\nwords: [absces*]\n---\n1 < 2 & 3\n", "utf-8")
    assert "A & <Naše>" in suggested(desk)
    desk.send("/sablona", suggested="vlastni")
    assert desk.page
    assert "1 < 2 & 3" in desk.page.typed("text")


def test_a_complaint_is_told_its_own_day(service: Service, content: Path) -> None:
    own = content / "cs" / "desk" / "den.md"
    own.write_text("---\ntitle: Den\n---\nOdpovíme [[value:answer_day]].\n", "utf-8")
    told = {
        kind: live_templates.with_template(service, "", "den", kind, "cs")
        for kind in ("complaint", "counselling")
    }
    for kind, words in told.items():
        assert on_day(promises.answer_day(service, kind)) in words
    assert told["complaint"] != told["counselling"]
