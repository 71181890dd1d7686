"""No English word on a Czech page, no Czech one on an English page; what is in another language
says so."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from centre.facts.loading import load_facts
from centre.language.languages import LANGUAGES
from tests.built import BuiltSite
from tests.languages import foreign, of_other_languages
from tests.paths import ROOT

SPOKEN = ("aria-label", "title", "alt", "placeholder")
SILENT = ("script", "style", "code", "template")

NAMES = (
    "Káčko",
    "Žďár nad Sázavou",
    "Havlíčkův Brod",
    "Nové Město na Moravě",
    *("ÚOOÚ", "ÚP"),  # offices that everybody here calls so
    *("JavaScript", "Google", "InPrivate", "Shift", "Mapy.com", "OpenStreetMap", "Jenda"),
    *("cookies", "Cookies", "cookie", "Cookie", "wi-fi"),  # Ukrainian has no other word
)
"""What is called so in every language.

Longer Czech words are marked, so that a voice can say them.
"""


TOWNS = tuple(str(town.name) for town in load_facts(ROOT / "content" / "data").towns)


def said(element: Element, within: str) -> Iterator[tuple[str, str]]:
    """Everything that is read out, each with its language."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    own = element.get("lang") or within
    yield from ((own, element.get(name, "")) for name in SPOKEN)
    if element.get("role") == "img":
        return  # its label says it all
    yield own, _in_a_tab(element.text or "") if element.tag == "title" else element.text or ""
    for child in element:
        yield from said(child, own)
        yield own, child.tail or ""


def _in_a_tab(title: str) -> str:
    """Nothing in a tab can be marked, so a town is called there as it is."""
    for town in TOWNS:
        title = title.replace(town, "Káčko")
    return title


def folded(texts: Iterator[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(lang, " ".join(text.split())) for lang, text in texts if text.strip()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_speaks_its_language_alone(built_site: BuiltSite, lang: str) -> None:
    others = of_other_languages(lang)
    read = 0
    faults = []
    for address, page in built_site.pages.items():
        if page.lang != lang:
            continue
        for own, text in folded(said(page.tree, lang)):
            read += 1
            if found := foreign(text, own, NAMES):
                faults.append(f"{address}: {found!r} in {text[:90]!r}, which claims to be {own}")
            if own == lang and text in others:
                faults.append(f"{address}: {text!r} is of another language")
    assert read > 2000
    assert not faults, "\n".join(faults)


def test_a_language_that_a_part_claims_is_one_that_we_speak(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        for element in page.tree.iter():
            if claimed := element.get("lang"):
                assert claimed in (*LANGUAGES, "ru", "vi"), f"{address}: lang={claimed}"


def test_the_language_of_a_linked_page_is_told_where_it_differs(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        for link in page.all("a"):
            there = built_site.pages.get(link.get("href", "").partition("#")[0])
            if there and there.lang != page.lang:
                assert link.get("hreflang") == there.lang, f"{address}: {link.get('href')}"


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("cs", "Počkejte prosím, we are coming.", "are"),
        ("cs", "Напишіть нам", "Н"),
        ("en", "Come to the úřad", "ú"),
        ("en", "Ask us nebo call", "nebo"),
        ("uk", "Натисніть Send", "Send"),
        ("uk", "Запитайте про dávky", "dávky"),
    ],
)
def test_the_scan_itself_finds_a_planted_word(lang: str, text: str, told: str) -> None:
    assert foreign(text, lang, NAMES) == told


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("cs", "Test na HIV je zdarma. Ti, kdo přijdou, mají pět minut i víc."),
        ("en", "A test for HIV is free. I am on the way, it’s us."),
        ("uk", "Тест на ВІЛ (HIV) і гепатит C безкоштовний."),
    ],
)
def test_the_scan_leaves_a_sound_sentence_alone(lang: str, text: str) -> None:
    assert foreign(text, lang, NAMES) is None
