"""What somebody on a small phone sees before they move a finger, and how far a page goes on.

Without script and as of a fixed day, so that it is the same on any day: times and numbers must not
depend on what a script adds.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from centre.facts.loading import load_facts
from centre.intake import addresses
from centre.language.languages import LANGUAGES
from tests.browser.still import served
from tests.built import built_on
from tests.paths import ROOT

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 640}
DAY = "2026-11-23"
OUTREACH = {"cs": "/teren/", "en": "/en/outreach/", "uk": "/uk/autrich/"}
CONTACT = {"cs": "/kontakt/", "en": "/en/contact/", "uk": "/uk/kontakty/"}
CRISIS = {"cs": "/krize/", "en": "/en/crisis/", "uk": "/uk/kryza/"}
OUTREACH_NUMBER = "+420 000 000 002"
MOST_SCREENS = {"/": 7, "/teren/": 7.5, "/kontakt/": 6, "/teren/havlickuv-brod/": 4}
"""Of the main part of a page; they were 7.7, 12.5 and 6.6, and no town had a page."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built_on(tmp_path_factory, DAY).output) as origin:
        yield origin


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        yield context.new_page()


def on_first_screen(found: Locator) -> bool:
    """Whether the first of the elements is on it as a whole."""
    box = found.first.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_offers_its_doors_and_the_number_that_saves_a_life(
    page: Page, origin: str, lang: str
) -> None:
    page.goto(origin + addresses.HOME[lang])
    assert all(on_first_screen(page.locator(".door").nth(number)) for number in range(4))
    assert on_first_screen(page.locator(".door[href='tel:155']"))


def test_whoever_has_a_town_in_mind_finds_its_days_times_and_the_number(
    page: Page, origin: str
) -> None:
    page.goto(origin + OUTREACH["cs"])
    assert on_first_screen(page.get_by_text(OUTREACH_NUMBER))
    for town in load_facts(ROOT / "content" / "data").towns:
        row = page.locator(f"#{town.id}")
        assert on_first_screen(row.get_by_role("link", name=str(town.name)))
        for times in row.locator(".times").all():
            assert on_first_screen(times)
            before = times.evaluate("times => getComputedStyle(times, '::before').content")
            assert before.strip('" ') in ("po", "út", "st", "čt", "pá")


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_in_other_languages_at_least_the_towns_of_the_premises(
    page: Page, origin: str, lang: str
) -> None:
    page.goto(origin + OUTREACH[lang])
    assert on_first_screen(page.get_by_text(OUTREACH_NUMBER))
    for town in ("zdar-nad-sazavou", "havlickuv-brod", "nove-mesto-na-morave"):
        assert on_first_screen(page.locator(f"#{town} .times"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_town_tells_its_next_day_and_the_number(page: Page, origin: str, lang: str) -> None:
    page.goto(origin + addresses.page("havlickuv-brod", "towns", lang))
    assert on_first_screen(page.get_by_text(OUTREACH_NUMBER))
    assert on_first_screen(page.locator("[data-day] b"))
    assert on_first_screen(page.locator("[data-day] .times"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_contact_tells_address_number_and_hours_of_the_first_house(
    page: Page, origin: str, lang: str
) -> None:
    page.goto(origin + CONTACT[lang])
    panel = page.locator("main .panel").first
    assert on_first_screen(panel.get_by_text("Ukázková 1"))
    assert on_first_screen(panel.locator(".tel"))
    for line in panel.locator(".brief > li").all():
        assert on_first_screen(line)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_crisis_begins_with_155(page: Page, origin: str, lang: str) -> None:
    page.goto(origin + CRISIS[lang])
    assert on_first_screen(page.locator("main a[href='tel:155']"))


@pytest.mark.parametrize("address", MOST_SCREENS)
def test_a_page_says_each_thing_once_and_ends_soon(page: Page, origin: str, address: str) -> None:
    page.goto(origin + address)
    height = page.locator("main").evaluate("main => main.getBoundingClientRect().height")
    assert height / PHONE["height"] <= MOST_SCREENS[address]


def test_the_week_of_outreach_stands_once_and_day_by_day_is_folded(page: Page, origin: str) -> None:
    page.goto(origin + OUTREACH["cs"])
    assert page.get_by_role("table", name="Běžný týden").count() == 1
    days = page.locator("[data-day]")
    assert days.count() > 5
    assert not days.first.is_visible()
    page.locator("summary", has_text="Den po dni").click()
    assert days.first.is_visible()


def test_the_map_leads_to_the_towns(page: Page, origin: str) -> None:
    page.goto(origin + OUTREACH["cs"])
    for town in load_facts(ROOT / "content" / "data").towns:
        address = addresses.page(town.id, "towns", "cs")
        assert page.locator(f"svg.map a[href='{address}']").count() == 1
        page.goto(origin + address)
        assert str(town.name) in page.locator("h1").inner_text().replace("\xa0", " ")
        page.go_back()


@pytest.mark.parametrize(
    ("address", "said"),
    [("/reknou-to-na-me/", "Řekneme něco sami? "), ("/ockovani/", "Jak se přenáší: ")],
)
def test_a_cell_says_its_column_and_a_question_gets_no_colon(
    page: Page, origin: str, address: str, said: str
) -> None:
    page.goto(origin + address)
    cell = page.locator(".cells tbody td").first
    words = cell.evaluate("""cell => getComputedStyle(cell, "::before").content""")
    shown = cell.get_attribute("data-on") or ""
    assert words.replace("attr(data-on)", f'"{shown}"').replace('" "', "").strip('"') == said
