"""What leaves the printer: the poster and the cards on one A4 each; the map with a real font."""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from tests.browser.still import build, served
from tests.built import built_on
from tests.paths import ROOT

pytestmark = pytest.mark.browser

SHEETS = [(sheet, lang) for sheet in addresses.SHEETS for lang in LANGUAGES]
A4 = (595, 842)  # points

# A bigger centre: more towns, a third house, a row of closures.
TOWN = """
  - id: obec-{number}
    name: Ukázkové Město nad Řekou {number}
    kinds: [street]
    district: Havlíčkův Brod
"""
HOUSE = """  - id: centrum-treti
    name: Kontaktní centrum Ukázkové Město
    address: {street: Třetí 3, town: Ukázkové Město, postal_code: 592 31}
    coordinates: {lat: 49.5, lon: 16.0}
    accessibility: Bez schodů.
    directions: Od nádraží rovně.
    phone: centre
"""
CLOSURE = """  - date: 2027-02-0{number}
    places: all
    reason: Stěhování kanceláře do jiného patra
"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built_on(tmp_path_factory, "2026-11-21").output) as origin:
        yield origin


@pytest.fixture(scope="module")
def bigger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of a centre with twelve towns, three houses and six closures to come."""
    folder = tmp_path_factory.mktemp("bigger")
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    places = content / "data/places.yaml"
    text = places.read_text("utf-8").replace("towns:\n", f"{HOUSE}towns:\n")
    places.write_text(
        text.rstrip() + "".join(TOWN.format(number=number) for number in range(5)), "utf-8"
    )
    hours = content / "data/hours.yaml"
    added = "".join(
        f"  - place: obec-{number}\n    blocks: [{{day: út, from: 9:00, to: 12:00}}]\n"
        for number in range(5)
    )
    blocks = "{day: po, from: 9:00, to: 12:00}, {day: so, from: 9:00, to: 12:00}"
    added += f"  - place: centrum-treti\n    blocks: [{blocks}]\n"
    hours.write_text(hours.read_text("utf-8").rstrip() + "\n" + added, "utf-8")
    closures = content / "data/closures.yaml"
    more = "".join(CLOSURE.format(number=number) for number in range(1, 5))
    closures.write_text(
        closures.read_text("utf-8").replace("specials:\n", f"{more}specials:\n"), "utf-8"
    )
    with served(build(folder, "2026-11-21", content)) as origin:
        yield origin


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with ExitStack() as contexts:
        context = browser.new_context(viewport={"width": 320, "height": 568})
        contexts.callback(context.close)
        yield context.new_page()


def is_one_a4(printed: bytes) -> bool:
    """Whether a PDF has one page of that size; the two ways to A4 differ by a point."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", printed)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page\b", printed))
    return len(boxes) == 1 and all(
        abs(float(side) - a4) < 2 for side, a4 in zip(boxes[0], A4, strict=True)
    )


@pytest.mark.parametrize(("sheet", "lang"), SHEETS)
def test_a_sheet_prints_as_one_a4(page: Page, origin: str, sheet: str, lang: str) -> None:
    page.goto(origin + addresses.sheet(sheet, lang))
    assert is_one_a4(page.pdf(prefer_css_page_size=True))
    assert is_one_a4(page.pdf(format="A4"))  # and where the browser does not ask the page


def test_a_bigger_centre_still_prints_on_one_sheet(page: Page, bigger: str) -> None:
    page.goto(bigger + addresses.sheet("poster", "cs"))
    assert page.locator("tbody tr").count() == 12
    assert is_one_a4(page.pdf(prefer_css_page_size=True))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("centre", ["origin", "bigger"])
def test_eight_equal_cards_hold_what_is_on_them(
    request: pytest.FixtureRequest, page: Page, centre: str, lang: str
) -> None:
    page.goto(request.getfixturevalue(centre) + addresses.sheet("card", lang))
    assert page.locator(".cards article:visible").count() == 1  # on a screen one is enough
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 726, "height": 1054})  # what an A4 leaves between its margins
    cards = page.locator(".cards article")
    sizes = {
        tuple(round(card.bounding_box()[side]) for side in ("width", "height"))
        for card in cards.all()
    }
    assert cards.count() == 8
    assert len(sizes) <= 2, sizes  # a pixel may be rounded either way
    for card in cards.all():
        assert card.evaluate("card => card.scrollHeight <= card.clientHeight + 1")
        assert card.evaluate("card => card.scrollWidth <= card.clientWidth + 1")
        assert card.inner_text().lstrip().startswith("155")


@pytest.mark.parametrize("address", ["/", "/kontakt/", "/teren/", "/mista/centrum-zdar/"])
def test_a_page_prints_without_the_ways_to_other_pages(
    page: Page, origin: str, address: str
) -> None:
    page.goto(origin + address)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("nav:visible").count() == 0


def test_what_is_folded_on_the_screen_is_printed(page: Page, origin: str) -> None:
    page.goto(f"{origin}/vysledky/")
    meaning = page.locator("details dl").first
    assert not meaning.is_visible()
    page.emulate_media(media="print")
    assert meaning.is_visible()
    assert meaning.bounding_box()["height"] > 50


@pytest.mark.parametrize(("sheet", "lang"), SHEETS)
def test_a_sheet_can_be_read_on_a_narrow_phone_too(
    page: Page, origin: str, sheet: str, lang: str
) -> None:
    page.goto(origin + addresses.sheet(sheet, lang))
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(
    "address", ["/mista/centrum-zdar/", *(addresses.sheet(*sheet) for sheet in SHEETS[::3])]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, origin: str, address: str, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(origin + address)
        found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("width", [320, 1280])
def test_names_on_the_map_do_not_meet_in_a_real_font(page: Page, origin: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(origin + "/teren/")
    drawn = page.locator(".map-with-list > .map :is(text, circle, [transform])")
    boxes = drawn.evaluate_all(
        """(all) => all.map((each) => {
             const { left, top, right, bottom } = each.getBoundingClientRect();
             return [each.textContent || each.tagName, left, top, right, bottom];
           })"""
    )
    names = [box for box in boxes if box[0] not in ("circle", "path")]
    assert len(names) == 8  # seven towns and a river
    for name in names:
        for other in boxes:
            if other is not name:
                assert not _meet(name[1:], other[1:]), f"{name[0]} and {other[0]}"


def _meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_small_letters_on_the_map_can_be_read(page: Page, origin: str) -> None:
    page.goto(origin + "/teren/")
    drawn = page.locator("svg.map").first.evaluate(
        "map => map.getBoundingClientRect().width / map.viewBox.baseVal.width"
    )
    assert drawn * 13.5 >= 10.5  # pixels on the narrowest phone


def test_files_of_the_sheets_stay_their_own(origin: str, page: Page) -> None:
    asked = []
    page.on("request", lambda request: asked.append(Path(request.url).name))
    page.goto(origin + addresses.sheet("poster", "cs"))
    assert not [name for name in asked if name.startswith("site.")]
