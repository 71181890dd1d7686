"""The sheets to print, as they are written; what leaves the printer is tried in tests/browser."""

import re

import pytest
import segno

from centre.intake import addresses
from centre.language.languages import LANGUAGES, ORIGINAL
from site_plugins.pages import poster
from tests.built import BuiltSite, Written

SHEETS = [(sheet, lang) for sheet in addresses.SHEETS for lang in LANGUAGES]


def sheet_of(built_site: BuiltSite, sheet: str, lang: str = ORIGINAL) -> Written:
    return built_site.pages[addresses.sheet(sheet, lang)]


@pytest.mark.parametrize(("sheet", "lang"), SHEETS)
def test_a_sheet_has_a_style_of_its_own_and_no_script(
    built_site: BuiltSite, sheet: str, lang: str
) -> None:
    page = sheet_of(built_site, sheet, lang)
    styles = [link.get("href") for link in page.all("link") if link.get("rel") == "stylesheet"]
    assert styles == [built_site.frame.asset("sheets.css")]
    assert page.all("script") == []


@pytest.mark.parametrize(("sheet", "lang"), SHEETS)
def test_search_engines_are_kept_out(built_site: BuiltSite, sheet: str, lang: str) -> None:
    robots = [
        meta.get("content")
        for meta in sheet_of(built_site, sheet, lang).all("meta")
        if meta.get("name") == "robots"
    ]
    assert robots == ["noindex"]


def test_outreach_and_premises_lead_to_both(built_site: BuiltSite) -> None:
    for address in (
        built_site.frame.address("outreach", ORIGINAL),
        addresses.page("centrum-zdar", "places", ORIGINAL),
    ):
        links = {link.get("href") for link in built_site.pages[address].all("a")}
        assert {addresses.sheet(sheet, ORIGINAL) for sheet in addresses.SHEETS} <= links


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_code_leads_to_the_outreach_page_at_its_full_address(
    built_site: BuiltSite, lang: str
) -> None:
    page = sheet_of(built_site, "poster", lang)
    url = built_site.frame.base_url + built_site.frame.address("outreach", lang)
    (drawn,) = re.findall(
        r'<svg viewBox="0 0 (\d+) \d+"[^>]*>.*?<path[^>]* d="([^"]+)"', page.path.read_text("utf-8")
    )
    side = int(drawn[0])
    path = drawn[1]
    assert _dots(path, side, border=2) == [
        list(map(bool, row)) for row in segno.make(url, error="m", micro=False).matrix
    ]
    assert url.removeprefix("https://") in page.text


def _dots(path: str, side: int, border: int) -> list[list[bool]]:
    """The dark dots that a path of horizontal strokes draws, without the quiet border."""
    dark = [[False] * side for _ in range(side)]
    x = 0.0
    y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            for dot in range(round(values[0])):
                dark[int(y)][int(x) + dot] = True
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return [row[border : side - border] for row in dark[border : side - border]]


def test_the_poster_tells_all_that_a_wall_needs(built_site: BuiltSite) -> None:
    text = sheet_of(built_site, "poster").text
    for wanted in (
        "Ždírec nad Doubravou",
        "13.30–16.30 liché týdny",
        "pátek",
        "+420 000 000 002 (ukázka)",
        "Ukázková 1, 591 01 Žďár nad Sázavou",
        "út, čt 13.00–18.00",
        "155",
        "Zavřeno: čtvrtek 24. prosince 2026 – pátek 1. ledna 2027. Vánoční přestávka.",
        "od 1. dubna 2027: sobota 15.00–18.00",
        "Platí od 21. listopadu 2026 do 31. března 2027. Naposledy ověřeno 21. listopadu 2026.",
    ):
        assert wanted in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_begins_with_the_number_to_call(built_site: BuiltSite, lang: str) -> None:
    cards = sheet_of(built_site, "card", lang).all("article")
    assert len(cards) == poster.CARDS
    for card in cards:
        text = " ".join("".join(card.itertext()).split())
        assert text.startswith("155")
        assert text.count("+420 000 000 00") == 3
    assert len({"".join(card.itertext()) for card in cards}) == 1


def test_the_card_says_what_the_crisis_page_says(built_site: BuiltSite) -> None:
    crisis = built_site.pages[built_site.frame.address("crisis", ORIGINAL)].text
    card = sheet_of(built_site, "card").all("article")[0]
    steps = [
        " ".join("".join(step.itertext()).split())
        for step in card.iter("p")
        if step.get("class") is None
    ][:2]
    assert steps[0].startswith("Volejte 155")
    for step in steps:
        assert step in crisis


def test_a_text_that_waits_for_a_doctor_says_so_beside_the_cards(built_site: BuiltSite) -> None:
    assert "zatím neschválil lékař" in sheet_of(built_site, "card").text
