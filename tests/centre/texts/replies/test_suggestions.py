"""Three templates that may fit, and an answer put together from several."""

from datetime import date

import pytest

from centre.texts import content
from centre.texts.replies.composing import with_template
from centre.texts.replies.gaps import gaps
from centre.texts.replies.suggestions import Question, suggested
from centre.texts.replies.templates import ReplyTemplates
from tests.paths import ROOT


@pytest.fixture(scope="module")
def replies() -> ReplyTemplates:
    return content.read(ROOT / "content", date(2026, 11, 29)).replies


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (Question("counselling", "Mám na ruce absces a teče z toho hnis."), "wound-or-abscess"),
        (Question("counselling", "Kde vyměním jehly?"), "sterile-needles"),
        (Question("counselling", "Nevím co dál.", topic="testing"), "want-a-test"),
        (
            Question("counselling", "Včera jsem se píchla o cizí jehlu."),
            "needle-or-unprotected-sex",
        ),
        (
            Question("counselling", "Už nechci žít, otékají mi rány.", urgent=True),
            "no-wish-to-live",
        ),
        (Question("relatives", "Našla jsem u syna stříkačku."), "found-syringe-at-home"),
        (Question("relatives", "Mám ho vyhodit z domu?"), "throw-him-out"),
        (Question("relatives", "Mamka bere perník.", by_a_child=True), "parent-uses"),
        (Question("counselling", "Co mám dělat.", by_a_child=True), "under-18"),
        (Question("counselling", "I found a wound, it is an abscess."), "wound-or-abscess"),
        (Question("counselling", "Я вагітна, що робити"), "pregnant"),
        (Question("counselling", "я беременна"), "pregnant"),
    ],
)
def test_the_first_suggestion_fits_the_question(
    replies: ReplyTemplates, question: Question, first: str
) -> None:
    found = suggested(replies, question)
    assert found[0].name == first
    assert len(found) <= 3


def test_nothing_is_suggested_for_another_kind_or_without_a_reason(replies: ReplyTemplates) -> None:
    assert suggested(replies, Question("relatives", "Kdy máte otevřeno?")) == ()
    names = [each.name for each in suggested(replies, Question("relatives", "Kde vyměním jehly?"))]
    assert "sterile-needles" not in names


@pytest.mark.parametrize(
    ("lang", "greeting", "signature"),
    [
        ("cs", "Dobrý den,", "tým centra"),
        ("en", "Hello,", "The team of the centre"),
        ("uk", "Добрий день,", "команда центру"),
    ],
)
def test_two_templates_have_one_greeting_and_one_signature(
    lang: str, greeting: str, signature: str
) -> None:
    one = with_template("", "První.", lang)
    both = with_template(one.replace("\n", "\r\n"), "Druhá.", lang)
    assert both == f"{greeting}\n\nPrvní.\n\nDruhá.\n\n{signature}"


def test_what_was_typed_stays_as_it_was() -> None:
    assert with_template("Milá paní,\n  [[tel:centre]]", "Druhá.", "cs") == (
        "Milá paní,\n  [[tel:centre]]\n\nDruhá."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Přijďte «doplňte den a hodinu».", ("«doplňte den a hodinu»",)),
        (
            "«Doplnit» a «fill in where» a «допишіть, де».",
            ("«Doplnit»", "«fill in where»", "«допишіть, де»"),
        ),
        ("«doplňte den, a konec řádku\nDál.", ("«doplňte den, a konec řádku",)),
        ("Скажіть: «Мені страшно».", ()),
        ("Doplňte si prosím tekutiny.", ()),
    ],
)
def test_a_gap_is_only_what_says_so(text: str, found: tuple[str, ...]) -> None:
    assert gaps(text) == found
