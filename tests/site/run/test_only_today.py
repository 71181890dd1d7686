"""Words that are true only today, such as „teď“ or „otevřeno“, are left to the script."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from tests.built import BuiltSite

HOUSES = ("centrum-zdar", "centrum-brod")
ONLY_NOW = re.compile(
    r"\b(dnes|zítra|včera|teď|právě|otevřeno|zavřeno"
    r"|today|tomorrow|yesterday|now|open|opens|closed"
    r"|сьогодні|завтра|зараз|відчинено|зачинено|закрито)\b",
    re.IGNORECASE,
)
DATED = re.compile(
    r"\b\d{1,2}\. (\d{1,2}\.|[a-zá-ž]{4,})"
    r"|\b\d{1,2} ([A-Z][a-z]{2,}|[а-яіїє]{4,})"
    r"|[а-яіїє’]{2} \d\d\.\d\d"
)
BLOCKS = {
    *[
        "p",
        "li",
        "ul",
        "h1",
        "h2",
        "h3",
        "h4",
        "td",
        "th",
        "table",
        "div",
        "figcaption",
        "section",
        "article",
    ]
}
ALWAYS_TRUE = (
    "O státních svátcích máme zavřeno.",
    "We are closed on public holidays.",
    "У державні свята ми зачинені.",
    "Když máme zavřeno",
    "When we are closed",
    "Коли в нас зачинено",
    "Open in the phone’s map",
    "is usually open",
    "co řešíte teď",
    "dealing with now",
    "що вас турбує зараз",
)


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_says_what_is_only_true_today(built_site: BuiltSite, lang: str) -> None:
    """Every sentence about hours has a date, or holds always."""
    told = [built_site.frame.address(page, lang) for page in ("home", "contact", "outreach")]
    told += [addresses.page(house, "places", lang) for house in HOUSES]
    told += [addresses.sheet(sheet, lang) for sheet in addresses.SHEETS]
    checked = 0
    for address in told:
        for said in _sentences(built_site.pages[address].all("body")[0]):
            sentence = re.sub("|".join(map(re.escape, ALWAYS_TRUE)), "", said, flags=re.I)
            if ONLY_NOW.search(sentence):
                assert DATED.search(sentence), f"{address}: {sentence}"
                checked += 1
    assert checked > 12


def _sentences(element: Element) -> Iterator[str]:
    """The text of every block that holds no other, and of a day's row; not what the script fills
    in."""
    if element.get("hidden") is not None:
        return
    blocks = [inner for inner in element.iter() if inner is not element and inner.tag in BLOCKS]
    if element.get("data-day") or not blocks:
        yield words(element)
    else:
        for inner in element:
            yield from _sentences(inner)


def test_what_the_script_fills_in_is_hidden_and_empty_until_then(built_site: BuiltSite) -> None:
    filled_in = 0
    for page in built_site.pages.values():
        for element in page.tree.iter():
            if element.get("data-now") is not None:
                assert element.get("hidden") is not None
                assert not ONLY_NOW.search(words(element)), page.address
                filled_in += 1
            elif element.get("data-day") or (element.get("data-until") and element.tag == "p"):
                assert DATED.search(words(element)), page.address
    assert filled_in > 20
