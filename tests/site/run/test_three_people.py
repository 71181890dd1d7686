"""Three people and their paths from the home page, in all languages: two clicks, and the page
answers."""

from dataclasses import dataclass

import pytest

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from tests.built import BuiltSite

CLICKS = 2


@dataclass(frozen=True)
class Person:
    """Somebody who opens the home page: the page that answers them, and what they read and can do
    there."""

    page: str
    headings: dict[str, tuple[str, ...]]
    call: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


MOTHER_AT_NIGHT = Person(
    "close-ones",
    {
        "cs": (
            "Bojím se o někoho blízkého",
            "Co můžete udělat teď",
            "Nejčastější otázky rodičů",
            "A co vy",
        ),
        "en": (
            "I worry about someone close",
            "What you can do now",
            "What parents ask most",
            "And what about you",
        ),
        "uk": (
            "Боюся за близьку людину",
            "Що ви можете зробити зараз",
            "Найчастіші запитання батьків",
            "А як же ви",
        ),
    },
    call=("155", "116123", "116111"),
    forms=("relatives",),
)
ABSCESS_AND_NO_PAPERS = Person(
    "wound",
    {
        "cs": (
            "Rána, absces a zanícená žíla",
            "Co můžete udělat sami",
            "Co uděláme my",
            "Nechce se vám k lékaři",
        ),
        "en": (
            "Wound, abscess and infected vein",
            "What you can do yourself",
            "What we will do",
            "If you do not want to see a doctor",
        ),
        "uk": (
            "Рана, абсцес і запалена вена",
            "Що ви можете зробити самі",
            "Що зробимо ми",
            "Не хочеться до лікаря",
        ),
    },
    call=("155",),
)
NEIGHBOUR_WITH_A_SYRINGE = Person(
    "found-syringe",
    {
        "cs": (
            "Našli jste jehlu nebo stříkačku?",
            "Kam zavolat",
            "Co udělat",
            "Když opravdu nejde počkat",
        ),
        "en": (
            "Have you found a needle or syringe?",
            "Who to call",
            "What to do",
            "When it really cannot wait",
        ),
        "uk": (
            "Знайшли голку або шприц?",
            "Куди телефонувати",
            "Що зробити",
            "Коли справді не можна чекати",
        ),
    },
    call=("156",),
    forms=("found_syringe",),
)
PEOPLE = {
    "a mother at night": MOTHER_AT_NIGHT,
    "a person with an abscess and no papers": ABSCESS_AND_NO_PAPERS,
    "a neighbour with a syringe": NEIGHBOUR_WITH_A_SYRINGE,
}


def clicks(built_site: BuiltSite, start: str) -> dict[str, int]:
    """How many links lead to each page from ``start``, through what a page says itself and its
    menu.

    The long list at the foot of every page does not count, nor does changing the language.
    """
    found = {start: 0}
    edge = [start]
    lang = built_site.pages[start].lang
    while edge:
        address = edge.pop(0)
        tree = built_site.pages[address].tree
        parts = [
            *tree.iter("main"),
            *(nav for nav in tree.iter("nav") if nav.get("class") == "site-nav"),
        ]
        for link in (link for part in parts for link in part.iter("a")):
            there = link.get("href", "").partition("#")[0]
            if (
                there in built_site.pages
                and there not in found
                and built_site.pages[there].lang == lang
            ):
                found[there] = found[address] + 1
                edge.append(there)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_a_person_in_need_is_two_clicks_away_from_a_page_that_answers(
    built_site: BuiltSite, person: Person, lang: str
) -> None:
    address = built_site.frame.address(person.page, lang)
    page = built_site.pages[address]
    assert page.lang == lang
    assert clicks(built_site, addresses.HOME[lang]).get(address, 99) <= CLICKS
    (main,) = page.all("main")
    headings = [
        " ".join("".join(each.itertext()).split())
        for each in main.iter()
        if each.tag in ("h1", "h2")
    ]
    assert [each for each in headings if each in person.headings[lang]] == list(
        person.headings[lang]
    )
    links = {link.get("href") for link in main.iter("a")}
    assert {f"tel:{number}" for number in person.call} <= links
    assert {addresses.intake(kind, lang) for kind in person.forms} <= links


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_about_wounds_says_that_no_papers_are_needed(
    built_site: BuiltSite, lang: str
) -> None:
    page = built_site.pages[built_site.frame.address("wound", lang)]
    lead = next(each.text for each in page.all("p") if each.get("class") == "lead")
    assert {"cs": "bez dokladů", "en": "without papers", "uk": "без документів"}[
        lang
    ] in lead.replace("\xa0", " ")
