"""What each page of the sitemap gives: an answer in two sentences, anchors, dates, a phone, ways
on."""

import re
from xml.etree.ElementTree import Element

import pytest

from centre.language.languages import LANGUAGES
from tests.built import BuiltSite, Written

SITEMAP = {
    "home": "Domů",
    "services": "Služby",
    "outreach": "Terén",
    "first-visit": "Poprvé u nás",
    "safer-use": "Bezpečněji",
    "testing": "Testování",
    "close-ones": "Blízcí",
    "found-syringe": "Našli jste stříkačku",
    "crisis": "Krize",
    "ask": "Zeptat se anonymně",
    "rights": "Práva",
    "complaints": "Stížnosti",
    "about": "O nás",
    "team": "Tým",
    "results": "Výsledky",
    "documents": "Dokumenty",
    "donate": "Podpořte nás",
    "jobs": "Práce u nás",
    "glossary": "Slovníček",
    "contact": "Kontakt",
}
"""The pages that a contact centre's site has to have, with their short names."""

SENTENCE = re.compile(r"[.!?…](?=\s+[„“«(]?\w|$)")
DATES = {
    "cs": r"Zkontrolováno \d+\. \w+ \d{4}\. Další kontrola do \d+\. \w+ \d{4}\.",
    "en": r"Checked on \d+ \w+ \d{4}\. Next check by \d+ \w+ \d{4}\.",
    "uk": r"Перевірено \d+ \w+ \d{4} року\. Наступна перевірка до \d+ \w+ \d{4} року\.",
}
CHANGED = {
    "cs": r"Naposledy upraveno \d+\. \w+ \d{4}\. Tento",
    "en": r"Last changed on \d+ \w+ \d{4}\. (A|No) (doctor|lawyer|native)",
    "uk": r"Востаннє змінено \d+ \w+ \d{4} року\. Цей",
}
"""Said of a text that still waits for an approval."""


@pytest.fixture(scope="session")
def texts(built_site: BuiltSite) -> dict[tuple[str, str], Written]:
    """Every page that somebody wrote, by id and language."""
    return {
        (page_id, lang): built_site.pages[page.address]
        for page_id, translations in built_site.frame.pages.items()
        for lang, page in translations.items()
    }


def words_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def main_of(page: Written) -> Element:
    (main,) = page.all("main")
    return main


def test_every_page_of_the_sitemap_is_there_under_its_name(built_site: BuiltSite) -> None:
    for page_id, name in SITEMAP.items():
        assert built_site.frame.pages[page_id]["cs"].name == name


def test_every_page_answers_in_at_most_two_sentences(texts: dict[tuple[str, str], Written]) -> None:
    for where, page in texts.items():
        (lead,) = [each for each in main_of(page).iter("p") if each.get("class") == "lead"]
        sentences = len(SENTENCE.findall(words_of(lead)))
        assert 1 <= sentences <= 2, f"{where}: {words_of(lead)}"


def test_every_section_can_be_linked_to(texts: dict[tuple[str, str], Written]) -> None:
    for where, page in texts.items():
        sections = [
            each for each in main_of(page).iter() if each.tag == "h2" and not _is_of_a_list(each)
        ]
        assert sections, where
        for section in sections:
            assert section.get("id"), f"{where}: {words_of(section)}"


def test_every_page_says_when_it_was_checked_and_when_it_will_be(
    texts: dict[tuple[str, str], Written],
) -> None:
    for (page_id, lang), page in texts.items():
        said = [words_of(each) for each in main_of(page).iter("p")]
        checked = [each for each in said if re.fullmatch(DATES[lang], each)]
        waiting = [each for each in said if re.match(CHANGED[lang], each)]
        assert len(checked) + len(waiting) == 1, (page_id, lang)


def test_a_text_that_waits_for_a_doctor_says_so_below_its_steps_and_is_not_called_checked(
    texts: dict[tuple[str, str], Written],
) -> None:
    said = words_of(main_of(texts["needle-prick", "cs"]))
    steps, _, rest = said.partition("Tento text zatím neschválil lékař.")
    assert "Pět kroků" in steps
    assert rest
    assert "Zkontrolováno" not in said


def test_every_page_gives_a_phone(texts: dict[tuple[str, str], Written]) -> None:
    for where, page in texts.items():
        calls = [each for each in main_of(page).iter("p") if each.get("class") == "call"]
        assert [each for each in calls if re.search(r"\d{3}", words_of(each))], where


def test_every_page_leads_on_to_others_that_are_there(
    built_site: BuiltSite, texts: dict[tuple[str, str], Written]
) -> None:
    for where, page in texts.items():
        (ways,) = [each for each in main_of(page).iter("nav") if each.get("class") == "related"]
        links = [link.get("href") for link in ways.iter("a")]
        assert len(links) >= 3, where
        assert len(set(links)) == len(links), where
        for link in links:
            assert link in built_site.pages, f"{where}: {link}"


def test_every_page_says_whose_site_it_is(texts: dict[tuple[str, str], Written]) -> None:
    for where, page in texts.items():
        (foot,) = page.all("footer")
        assert "© 2001–2026 Ukázkový poskytovatel, z.ú." in words_of(foot), where
        owner = [
            each
            for each in foot.iter("span")
            if each.get("lang") == "cs" and "z.ú." in words_of(each)
        ]
        assert bool(owner) == (page.lang != "cs"), where


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_person_needs_to_get_help_is_in_every_language(
    texts: dict[tuple[str, str], Written], lang: str
) -> None:
    needed = {
        *(
            "home",
            "first-visit",
            "services",
            "outreach",
            "contact",
            "crisis",
            "after-hours",
            "close-ones",
        ),
        *(
            "testing",
            "found-syringe",
            "needle-prick",
            "ask",
            "privacy",
            "rights",
            "complaints",
            "glossary",
        ),
        *("wound", "exchange", "health-care", "social-help", "treatment", "safer-use", "pregnancy"),
        *(
            "parents-found-bag",
            "parents-test",
            "parents-police",
            "parents-debts",
            "parents-throw-out",
        ),
    }
    assert needed <= {page_id for page_id, spoken in texts if spoken == lang}


def _is_of_a_list(heading: Element) -> bool:
    """A heading that is a link to another page: a tile, no section."""
    return len(heading) == 1 and heading[0].tag == "a"
