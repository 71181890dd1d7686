"""Templates beside the answer: three that may fit, then all; filled from the facts of now, below
what was typed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from centre.layers.common import REPLIES
from tests.intake.browser import DeskVisitor, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

WEDNESDAY = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with time_machine.travel(WEDNESDAY):
        yield


@pytest.fixture(autouse=True)
def _question(_on_a_day: None, public: Visitor) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Na ruce mám absces. [[tel:centre]] <b>tučně</b>")


def answer(desk: DeskVisitor) -> str:
    assert desk.page
    return desk.page.typed("text").strip("\n")


def suggested(desk: DeskVisitor) -> list[str]:
    assert desk.page
    buttons = [each for each in desk.page.all("button") if each.get("name") == "suggested"]
    return [" ".join("".join(each.itertext()).split()) for each in buttons]


def test_what_fits_is_suggested_and_all_are_there(desk: DeskVisitor) -> None:
    page = desk.open("/dotaz/1")
    assert suggested(desk) == ["Rána, absces"]
    [choice] = [each for each in page.all("select") if each.get("name") == "template"]
    assert len(choice) == len(REPLIES) + 1


def test_a_template_comes_below_what_was_typed_with_the_facts_of_now(desk: DeskVisitor) -> None:
    desk.open("/dotaz/1")
    desk.send("/sablona", text="Milý člověče,", note="Poznámka.", suggested="wound-or-abscess")
    assert desk.page
    assert desk.page.path == "/dotaz/1"
    typed = answer(desk)
    assert typed.startswith("Milý člověče,\n\nDěkujeme, že se ptáte.")
    assert "Nejbližší otevírací doba: ve středu 25. listopadu" in typed
    assert "[[" not in typed
    assert desk.page.typed("note").strip("\n") == "Poznámka."


def test_two_templates_make_one_letter(desk: DeskVisitor) -> None:
    desk.open("/dotaz/1")
    desk.send("/sablona", suggested="wound-or-abscess")
    desk.send("/sablona", text=answer(desk), template="sterile-needles")
    typed = answer(desk)
    assert typed.count("Dobrý den,") == typed.count("tým centra") == 1
    assert typed.index("že se ptáte") < typed.index("čistý materiál")
    assert typed.endswith("tým centra")


def test_the_answer_speaks_the_language_of_the_enquiry(public: Visitor, desk: DeskVisitor) -> None:
    public.open("/uk/zapyt/pro-sebe")
    public.send(text="У мене абсцес.")
    desk.open("/dotaz/2")
    assert suggested(desk) == ["Rána, absces"]
    desk.send("/sablona", suggested="wound-or-abscess")
    assert answer(desk).startswith("Добрий день,")
    assert "у середу 25 листопада" in answer(desk)


def test_an_answer_with_a_gap_is_not_sent_and_stays(desk: DeskVisitor) -> None:
    desk.open("/dotaz/1")
    desk.send("/sablona", suggested="ways-to-treatment")
    typed = answer(desk)
    page = desk.send("/odpoved", text=typed)
    assert page.status == 422
    assert "Doplňte, nebo smažte: «doplňte, kde a kdy»" in page.words
    assert answer(desk) == typed
    done = desk.send("/odpoved", text=typed.replace("«doplňte, kde a kdy»", "v Brně v lednu"))
    assert done.path == "/dotaz/1"
    assert "v Brně v lednu" in done.words


def test_nothing_that_was_typed_is_filled_or_becomes_markup(
    desk: DeskVisitor, public: Visitor
) -> None:
    page = desk.open("/dotaz/1")
    assert "[[tel:centre]] <b>tučně</b>" in page.words
    typed = "[[tel:centre]] {{ 7*7 }} <script>x</script> **tučně**"
    desk.send("/sablona", text=typed, suggested="wound-or-abscess")
    assert answer(desk).startswith(f"{typed}\n\n")
    page = desk.send("/odpoved", text=answer(desk))
    assert typed in page.words


@pytest.mark.parametrize("name", ["", "neznama", "../pages/wound", "[[tel:centre]]"])
def test_a_name_that_nobody_knows_inserts_nothing(desk: DeskVisitor, name: str) -> None:
    desk.open("/dotaz/1")
    desk.send("/sablona", text="Zatím.", suggested=name)
    assert answer(desk) == "Zatím."
