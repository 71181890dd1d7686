"""The passages of the intake: by name, in the language spoken, with values that only the service
knows."""

from datetime import date
from pathlib import Path

import pytest

from centre.approvals.given import Approvals, Given
from centre.approvals.standing import print_of
from centre.approvals.writing import add
from centre.intake.passage_names import PASSAGE_NAMES
from centre.language.i18n import speaking
from centre.texts import content
from centre.texts.content import Content
from centre.texts.passages import PassageReading, Passages, UnknownPassageError, read_passages
from centre.texts.renderer import Renderer
from centre.texts.snippets import FactSnippets
from tests.paths import ROOT

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def sample() -> Content:
    return content.read(ROOT / "content", TODAY)


def test_the_sample_has_exactly_the_passages_that_are_needed(sample: Content) -> None:
    assert sample.passages.names == PASSAGE_NAMES


def test_a_passage_shows_the_values_escaped(sample: Content) -> None:
    html = sample.passages.html("promise", answer_day="<i>ve středu</i>")
    assert "nejpozději &lt;i&gt;ve středu&lt;/i&gt;" in html


def test_a_value_that_nobody_gave_is_an_error_and_no_gap(sample: Content) -> None:
    with pytest.raises(KeyError, match="answer_day"):
        sample.passages.html("promise")


def test_an_unknown_passage_is_an_error(sample: Content) -> None:
    with pytest.raises(UnknownPassageError):
        sample.passages.html("no-such-passage")


def test_the_crisis_passage_can_be_dialled_in_every_language(sample: Content) -> None:
    for lang in ("cs", "en", "uk"):
        with speaking(lang):
            assert 'href="tel:155"' in sample.passages.html("crisis")


@pytest.mark.parametrize("lang", ["cs", "en", "uk"])
def test_somebody_who_cannot_write_to_us_reads_where_we_are_in_every_language(
    sample: Content, lang: str
) -> None:
    with speaking(lang):
        passage = sample.passages.html("closed-intake").replace("\xa0", " ")
    for place in sample.facts.premises:
        assert str(place.address) in passage


def test_a_passage_without_translation_is_czech_and_says_so(
    sample: Content, tmp_path: Path
) -> None:
    for lang, name, text in (
        ("cs", "crisis", "Česky."),
        ("cs", "promise", "Také."),
        ("en", "crisis", "English."),
    ):
        path = tmp_path / lang / "intake" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", "utf-8")
    renderer = Renderer(FactSnippets(sample.facts, TODAY), sample.pages)
    reading = PassageReading.of(tmp_path, renderer, Approvals())
    assert not reading.faults
    passages = Passages(reading.passages)
    with speaking("en"):
        assert passages.html("crisis") == "<p>English.</p>"
        assert passages.html("promise") == '<div lang="cs"><p>Také.</p></div>'
    assert passages.html("crisis") == "<p>Česky.</p>"


def test_a_delicate_passage_names_everybody_it_waits_for_and_a_plain_one_nobody(
    sample: Content,
) -> None:
    with speaking("uk"):
        crisis = sample.passages.html("crisis")
        plain = sample.passages.html("after-counselling")
    doctor = "Цей текст ще не схвалив лікар."
    reader = "Цей переклад ще не перевірив носій мови."
    assert crisis.endswith("</p>")
    assert doctor in crisis.rpartition('<p class="waiting">')[2]
    assert reader in crisis.rpartition('<p class="waiting">')[2]
    assert "waiting" not in plain


def test_a_passage_whose_words_were_approved_says_nothing_of_it_until_they_change(
    sample: Content, tmp_path: Path
) -> None:
    path = tmp_path / "cs" / "intake" / "crisis.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\napproval: lawyer\n---\nČesky.\n", "utf-8")
    renderer = Renderer(FactSnippets(sample.facts, TODAY), sample.pages)
    given = Given(
        text="cs/intake/crisis.md",
        print=print_of("Česky."),
        role="lawyer",
        approved_by="JUDr. Petr Dlouhý",
        approved_on=TODAY,
    )
    add(tmp_path, [given])
    assert read_passages(tmp_path, renderer)[0].html("crisis") == "<p>Česky.</p>"
    path.write_text("---\napproval: lawyer\n---\nČesky a jinak.\n", "utf-8")
    assert '<p class="waiting">' in read_passages(tmp_path, renderer)[0].html("crisis")


def test_the_words_on_approval_are_in_the_readers_language_even_under_a_czech_passage(
    sample: Content, tmp_path: Path
) -> None:
    path = tmp_path / "cs" / "intake" / "crisis.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\napproval: lawyer\n---\nČesky.\n", "utf-8")
    passages, _ = read_passages(tmp_path, Renderer(FactSnippets(sample.facts, TODAY), sample.pages))
    with speaking("en"):
        said = passages.html("crisis")
    assert said == (
        '<div lang="cs"><p>Česky.</p></div>'
        '<p class="waiting">A lawyer has not approved this text yet.</p>'
    )
