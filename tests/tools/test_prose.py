"""The measure of texts: what it counts, and that the sample has not slid back into formulas."""

from datetime import date

from centre.language.languages import ORIGINAL
from centre.layers.common import PRODUCT
from centre.proofreading.prose import Prose, prose
from centre.reading.front_matter import Text
from centre.texts import content
from tools.prose import Measure, formulas

MOST_OF_THE_FIRST = 8


def text(source: str) -> Prose:
    return prose(Text(file="a.md", first_line=1, source=source, lang=ORIGINAL))


def test_sentences_of_paragraphs_and_points_count_and_labels_do_not() -> None:
    measure = Measure.of(
        "a", [text("## Nadpis, který není věta.\n\n- Přijďte k nám.\n- jen štítek\n")]
    )
    assert measure.lengths == (3,)
    assert measure.share_of_short == 1


def test_a_text_without_sentences_has_a_measure_too() -> None:
    assert str(Measure.of("a", [])) == "a: 0 sentences, 0.0 words on average, 0% with 6 or fewer"


def test_no_czech_page_says_what_another_page_describes_more_than_a_few_times() -> None:
    pages = content.read_leniently(PRODUCT, date(2026, 11, 21)).pages
    counted = formulas(prose(page.text) for page in pages if page.lang == ORIGINAL)
    of_pages = next(count for formula, count in counted.items() if "stránka" in formula)
    assert of_pages <= MOST_OF_THE_FIRST
