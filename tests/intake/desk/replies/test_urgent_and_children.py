"""What the desk sees at once: a crisis is due now, and a child writes."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.intake.browser import DeskVisitor, Page, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

OPEN = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)  # a Wednesday
NIGHT = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)


def ask(public: Visitor, text: str, path: str = "/dotaz/o-sobe", **more: str) -> None:
    public.open(path)
    public.send(text=text, **more)


def marks(page: Page) -> list[str | None]:
    return [each.text for each in page.all("strong")]


@pytest.mark.parametrize(
    ("moment", "due"),
    [(OPEN, "odpovědět hned"), (NIGHT, "odpovědět hned, jak budeme v práci čt 26. 11.")],
)
def test_a_crisis_is_due_now_or_once_somebody_is_here(
    public: Visitor, request: pytest.FixtureRequest, moment: datetime, due: str
) -> None:
    with time_machine.travel(moment):
        desk: DeskVisitor = request.getfixturevalue("desk")
        ask(public, "Nechci žít.")
        for path in ("/", "/dotaz/1"):
            page = desk.open(path)
            assert due in page.words
            assert "odpovědět do" not in page.words
        assert "Když jde o život, zavolejte hned 155." in page.words


def test_what_is_no_crisis_is_due_by_the_promised_day(public: Visitor, desk: DeskVisitor) -> None:
    ask(public, "Kdy máte otevřeno?")
    page = desk.open("/dotaz/1")
    assert "odpovědět do" in page.words
    assert "Je v textu místo nebo jméno?" not in page.words


@pytest.mark.parametrize(
    ("path", "text", "more", "child"),
    [
        ("/dotaz/blizci", "Je mi 14 a máma bere perník.", {}, True),
        ("/dotaz/blizci", "Bojím se o mámu.", {"age": "15-17"}, True),
        ("/dotaz/blizci", "Bojím se o syna.", {"their_age": "15-17"}, False),
        ("/dotaz/o-sobe", "Chodím do osmičky.", {}, True),
        ("/dotaz/o-sobe", "Otázka.", {"age": "under-15"}, True),
        ("/dotaz/o-sobe", "Otázka.", {"age": "18-25"}, False),
        ("/dotaz/vzkaz", "Dobrý den.", {"age": "under-15"}, True),
    ],
)
def test_a_child_is_seen_on_every_form(
    public: Visitor, desk: DeskVisitor, path: str, text: str, more: dict[str, str], child: bool
) -> None:
    ask(public, text, path, **more)
    for page in ("/", "/dotaz/1"):
        assert ("píše dítě" in marks(desk.open(page))) is child


def test_the_mark_of_a_child_stays_after_further_messages(
    public: Visitor, desk: DeskVisitor
) -> None:
    ask(public, "Je mi 14.")
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Děkujeme.")
    assert "píše dítě" in marks(desk.open("/dotaz/1"))
