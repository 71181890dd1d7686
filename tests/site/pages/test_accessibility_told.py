"""The page about accessibility says what was found, on which day and with what, and nothing beyond
it."""

import re
from datetime import date

import pytest

from centre.language.i18n import date_words, speaking
from centre.language.languages import LANGUAGES
from centre.listings.accessibility import LASTS_DAYS, Accessibility
from centre.reading.faults import Faults
from centre.texts import content
from tests.browser.record import Record
from tests.built import DAY, BuiltSite, Written
from tests.paths import ROOT
from tests.site.conftest import Draft

pytestmark = pytest.mark.usefixtures("takes_seconds")

HEADING = "kontrola"
OF_THE_STANDARD = {"2", "2.2"}
FOUND_NONE = {
    "cs": "Žádnou chybu nenašel.",
    "en": "It found no fault.",
    "uk": "Жодної помилки не знайшла.",
}


@pytest.fixture(scope="module")
def found() -> Accessibility:
    record = content.read(ROOT / "content", date.fromisoformat(DAY)).listings.accessibility
    assert record
    return record


def section(page: Written) -> str:
    """The words under the heading that tells the result."""
    main = next(
        element
        for element in page.tree.iter("div")
        if element.find(f"h2[@id='{HEADING}']") is not None
    )
    told = []
    inside = False
    for element in main:
        if element.tag == "h2":
            inside = element.get("id") == HEADING
        elif inside:
            told.append(" ".join("".join(element.itertext()).split()))
    return " ".join(told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_the_day_and_every_figure_of_the_record_and_no_other(
    built_site: BuiltSite, found: Accessibility, lang: str
) -> None:
    words = section(built_site.pages[built_site.frame.address("accessibility", lang)])
    with speaking(lang):
        day = " ".join(date_words(found.checked_on).split())
    assert day in words
    said = set(re.findall(r"\d+(?:\.\d+)*", words.replace(day, "")))
    known = {found.site_pages, found.service_pages, *found.widths, found.axe, found.chromium}
    assert {str(each) for each in known} <= said
    assert said - {str(each) for each in known} <= OF_THE_STANDARD | {str(found.faults)}
    assert (FOUND_NONE[lang] in words) is (found.faults == 0)


def test_faults_are_told_too(draft: Draft) -> None:
    draft.replace("data/accessibility.yaml", "faults: 0", "faults: 3")
    changed = content.read(draft.folder, date.fromisoformat(DAY))
    html = changed.text(changed.pages.get("accessibility", "cs")).html
    assert "Našel 3 chyby," in html.replace("\xa0", " ")
    assert FOUND_NONE["cs"] not in html


def test_without_a_record_the_page_claims_nothing(draft: Draft) -> None:
    (draft.folder / "data/accessibility.yaml").unlink()
    changed = content.read(draft.folder, date.fromisoformat(DAY))
    html = changed.text(changed.pages.get("accessibility", "cs")).html.replace("\xa0", " ")
    assert "Stránky zatím žádný program neprošel." in html
    assert FOUND_NONE["cs"] not in html


def test_an_old_record_is_brought_to_mind(draft: Draft, found: Accessibility) -> None:
    later = date.fromordinal(found.checked_on.toordinal() + LASTS_DAYS + 1)
    code, lines = draft.check("--day", later.isoformat())
    assert code == 0
    assert any("make accessibility" in line for line in lines)


def test_what_the_tests_write_can_be_read(draft: Draft) -> None:
    record = Record(site={"/": 0, "/teren/": 2}, service={"receipt": 1}, chromium="142.0.7444.59")
    (draft.folder / "data/accessibility.yaml").write_text(record.text, "utf-8")
    read = content.read(draft.folder, date.fromisoformat(DAY)).listings.accessibility
    assert (read.site_pages, read.service_pages, read.faults, read.chromium) == (2, 1, 3, "142")


def test_a_misspelt_field_is_told(draft: Draft) -> None:
    draft.replace("data/accessibility.yaml", "faults:", "chyby:")
    with pytest.raises(Faults, match="accessibility"):
        content.read(draft.folder, date.fromisoformat(DAY))
