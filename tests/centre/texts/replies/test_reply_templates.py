"""Reply templates: whole in three languages, checked where they are read, a centre's own beside the
common ones."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from centre.approvals.given import Approvals, Given
from centre.intake.topics import TOPICS
from centre.layers.common import REPLIES
from centre.texts import content
from centre.texts.content import Content
from centre.texts.replies import filling
from centre.texts.replies.templates import ReplyTemplates, TemplateReading
from centre.texts.snippets import FactSnippets
from intake_service.work.conversation import kinds
from tests.paths import ROOT

TODAY = date(2026, 11, 29)
VALUES = {
    "answer_day": "ve středu 2. prosince",
    "next_opening": "v pondělí 30. listopadu 9.00–16.00, Žďár nad Sázavou",
    "next_outreach": "v úterý 1. prosince 14.00–18.00, Havlíčkův Brod",
}
CLINICIAN = {
    *("no-wish-to-live", "unwell-after-a-substance", "no-sleep-fear-voices", "want-a-test"),
    "wound-or-abscess",
    *("needle-or-unprotected-sex", "cut-down-or-stop", "ways-to-treatment", "pregnant"),
    *("found-syringe-at-home", "fear-of-overdose", "first-sentence"),
}
LAWYER = {
    *("police-and-court", "pregnant", "under-18", "afraid-at-home", "parent-uses"),
    *("papers-debts-housing", "throw-him-out", "money-and-debts", "abuse-limit"),
}
OF_FEW_WORDS = {"abuse-limit", "first-sentence"}
"""Whole answers they are not: one sets a limit, the other goes out before the answer."""


@pytest.fixture(scope="module")
def sample() -> Content:
    return content.read(ROOT / "content", TODAY)


@pytest.fixture(scope="module")
def snippets(sample: Content) -> FactSnippets:
    return FactSnippets(sample.facts, TODAY)


@pytest.fixture
def read(tmp_path: Path, snippets: FactSnippets) -> Callable[..., TemplateReading]:
    """Reads templates that are written as text, by their name and language."""

    def read_of(**files: str) -> TemplateReading:
        for name, written in files.items():
            stem, _, lang = name.rpartition("_")
            path = tmp_path / lang / "desk" / f"{stem}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written, "utf-8")
        return TemplateReading.of(tmp_path, snippets, Approvals())

    return read_of


def test_every_common_template_is_whole_in_every_language(
    sample: Content, snippets: FactSnippets
) -> None:
    assert {(each.name, each.lang) for each in sample.replies} == {
        (name, lang) for name in REPLIES for lang in ("cs", "en", "uk")
    }
    for template in sample.replies:
        words = filling.filled(template.text, snippets, VALUES)
        fewest = 20 if template.name in OF_FEW_WORDS else 110
        assert fewest <= len(words.split()) <= 250, template.standing.name
        assert "[[" not in words


def test_what_a_doctor_or_a_lawyer_has_to_see_waits_for_them(sample: Content) -> None:
    for template in sample.replies:
        waits_for = template.standing.waits_for
        assert ("clinician" in waits_for) == (template.name in CLINICIAN), template.standing.name
        assert ("lawyer" in waits_for) == (template.name in LAWYER), template.standing.name
        assert ("native-reader" in waits_for) == (template.lang == "uk")


def test_a_template_is_approved_by_its_words(read: Callable[..., TemplateReading]) -> None:
    written = "---\ntitle: Rána\napproval: clinician\n---\nPřijďte.\n"
    [template] = read(rana_cs=written).templates
    given = Given(
        text="cs/desk/rana.md",
        print=template.standing.print,
        role="clinician",
        approved_by="MUDr. Jana Malá",
        approved_on=TODAY,
    )
    folder = Path(template.text.file).parents[2]
    reading = TemplateReading.of(folder, _NoFacts(), Approvals((given,)))
    assert [each.standing.waits_for for each in reading.templates] == [()]


def test_topics_are_those_that_a_writer_may_choose() -> None:
    assert set(TOPICS) == set(kinds.TOPICS) - {""}


def test_the_czech_one_stands_in_where_there_is_no_translation(
    read: Callable[..., TemplateReading],
) -> None:
    templates = read(rana_cs="---\ntitle: Rána\n---\nPřijďte.\n").templates
    found = templates.get("rana", "uk")
    assert found
    assert found.lang == "cs"
    assert templates.get("neznama", "cs") is None


def test_a_centres_own_template_lies_beside_the_common_ones(tmp_path: Path) -> None:
    centre = shutil.copytree(ROOT / "examples" / "kyjov", tmp_path / "centre")
    (centre / "cs" / "desk").mkdir()
    (centre / "cs" / "desk" / "vlak.md").write_text("---\ntitle: Vlak\n---\nJeďte.\n", "utf-8")
    found = content.read_leniently(centre, TODAY)
    assert set(found.replies.names) == REPLIES | {"vlak"}
    assert {each.lang for each in found.replies.in_all_languages("wound-or-abscess")} == {
        "cs",
        "en",
        "uk",
    }


def test_a_centres_own_words_are_not_answered_with_the_common_translation(tmp_path: Path) -> None:
    centre = shutil.copytree(ROOT / "examples" / "kyjov", tmp_path / "centre")
    (centre / "cs" / "desk").mkdir()
    (centre / "cs" / "desk" / "wound-or-abscess.md").write_text(
        "---\ntitle: Rána\n---\nJinak.\n", "utf-8"
    )
    [own] = content.read_leniently(centre, TODAY).replies.in_all_languages("wound-or-abscess")
    assert own.text.source.strip() == "Jinak."


@pytest.mark.parametrize(
    ("written", "line", "told"),
    [
        ("Přijďte.\n", 1, "hlavička"),
        ("---\nkinds: [counselling]\n---\nPřijďte.\n", 2, "title"),
        ("---\ntitle: Rána\nkinds: [dotaz]\n---\nPřijďte.\n", 3, "counselling"),
        ("---\ntitle: Rána\ntopics: [helth]\n---\nPřijďte.\n", 3, "health"),
        ("---\ntitle: Rána\nwords: [a]\n---\nPřijďte.\n", 3, "krátké"),
        ("---\ntitle: Rána\n---\n\n", 1, "prázdná"),
        ("---\ntitle: Rána\n---\nVolejte\n[[tel:centrum]].\n", 5, "centrum"),
        ("---\ntitle: Rána\n---\n[[value:receipt]]\n", 4, "receipt"),
        ("---\ntitle: Rána\n---\n[[hodiny:dnes]]\n", 4, "hodiny"),
        ("---\ntitle: Rána\n---\nText <b>tučně</b>.\n", 4, "<b"),
        ("---\ntitle: Rána\n---\nDobře.\n\n## Nadpis\n", 6, "##"),
        ("---\ntitle: Rána\n---\nTo je **důležité**.\n", 4, "**"),
        ("---\ntitle: Rána\n---\nJe to [tady](page:wound).\n", 4, "]("),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_template_left_out(
    read: Callable[..., TemplateReading], written: str, line: int, told: str
) -> None:
    reading = read(rana_cs=written)
    assert not list(reading.templates)
    assert any(each.line == line and told in str(each) for each in reading.faults)


@pytest.mark.parametrize(
    ("translation", "told"),
    [
        ("---\ntitle: A wound\n---\nCome.\n", "clinician"),
        ("---\ntitle: A wound\napproval: clinician\ntopics: [health]\n---\nCome.\n", "originálu"),
    ],
)
def test_a_translation_needs_what_its_original_needs_and_repeats_nothing(
    read: Callable[..., TemplateReading], translation: str, told: str
) -> None:
    original = "---\ntitle: Rána\napproval: clinician\n---\nPřijďte.\n"
    reading = read(rana_cs=original, rana_en=translation)
    assert [each.lang for each in reading.templates] == ["cs"]
    assert any(told in str(each) for each in reading.faults)


def test_a_translation_of_nothing_is_told(read: Callable[..., TemplateReading]) -> None:
    reading = read(rana_uk="---\ntitle: Рана\n---\nПриходьте.\n")
    assert ["originál" in str(each) for each in reading.faults] == [True]
    assert not reading.templates.names


def test_names_come_in_the_order_of_their_czech_titles(
    read: Callable[..., TemplateReading],
) -> None:
    templates: ReplyTemplates = read(
        b_cs="---\ntitle: Absces\n---\nText.\n", a_cs="---\ntitle: Test\n---\nText.\n"
    ).templates
    assert templates.names == ("b", "a")


class _NoFacts:
    """A centre of which nothing is known."""

    def get(self, kind: str, name: str) -> None:
        """Nothing."""
