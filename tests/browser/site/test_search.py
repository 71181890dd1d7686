"""Search in a real browser: what people type leads them, and leaves no trace."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from centre.exchange.frame import Frame
from centre.intake import addresses
from site_plugins.search.stems import fits, fold, folded_words
from tests.browser.still import ROOT, build, served

pytestmark = pytest.mark.browser

DAY = "2026-11-21"

LEADS = {
    "cs": {
        "žloutenka": "infections",
        "zloutenkou": "infections",
        "hepatitida": "infections",
        "hepatytida": "infections",
        "hep c": "testing",
        "buprák": "treatment",
        "subáč": "treatment",
        "perník": "substances",
        "pernikem": "substances",
        "háro": "substances",
        "péčko": "substances",
        "stříkaček": "exchange",
        "strikacky vymena": "exchange",
        "buchny": "exchange",
        "našla jsem stříkačku": "found-syringe",
        "156": "found-syringe",
        "test na hiv": "testing",
        "nedýchá": "crisis",
        "předávkoval se": "crisis",
        "chci umrit": "crisis",
        "krece": "crisis",
        "slyší hlasy": "crisis",
        "absces": "wound",
        "bodla jsem se o jehlu": "needle-prick",
        "otevírací doba": "contact",
        "kdy máte otevřeno": "contact",
        "kdy jezdí terén": "outreach",
        "Bystřice": "outreach",
        "havlickuv brod": "/mista/centrum-brod/",
        "psi": "house-rules",
        "osprchovat": "hygiene",
        "exekuce": "social-help",
        "občanka": "social-help",
        "nocleh": "social-help",
        "syn bere drogy": "close-ones",
        "testovat dite": "parents-test",
        "těhotná": "pregnancy",
        "absťáky": "treatment",
        "detox": "treatment",
        "smazat historii": "hide-visit",
        "mlčenlivost": "rights",
        "stěžovat": "complaints",
        "automaty": "question-gambling",
        "marihuana": "substances",
    },
    "en": {
        "jaundice": "infections",
        "hepatitis": "infections",
        "meth": "substances",
        "needles": "exchange",
        "needle exchange": "exchange",
        "overdosed": "crisis",
        "not breathing": "crisis",
        "naloxone": "crisis",
        "hiv tests": "testing",
        "opening hours": "contact",
        "my son uses drugs": "close-ones",
        "abscesses": "wound",
        "showers": "hygiene",
        "id card": "social-help",
        "pregnant": "pregnancy",
        "Zdar nad Sazavou": "outreach",
    },
    "uk": {
        "жовтяниця": "infections",
        "гепатиту": "infections",
        "шприци": "exchange",
        "шприцами": "exchange",
        "голок": "exchange",
        "передоз": "crisis",
        "не дихає": "crisis",
        "тест на віл": "testing",
        "години роботи": "contact",
        "документи": "social-help",
        "абсцеси": "wound",
        "мет": "substances",
        "героїну": "substances",
        "вагітна": "pregnancy",
        "замісна терапія": "treatment",
        "перший візит": "first-visit",
    },
}
"""What people type, and the page (its id, or its address) that must be among the first three."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site was built, and its frame beside it."""
    made = tmp_path_factory.mktemp("search")
    build(made, DAY)
    return made


@pytest.fixture(scope="module")
def frame(folder: Path) -> Frame:
    return Frame.read(folder / "frame.json")


@pytest.fixture(scope="module")
def origin(folder: Path) -> Iterator[str]:
    with served(folder / "output") as address:
        yield address


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    yield context
    context.close()


def search(page: Page, origin: str, lang: str = "cs") -> Page:
    page.goto(origin + addresses.SEARCH[lang])
    return page


def found(page: Page, typed: str) -> list[str]:
    """Type, wait for the answer, and read where the results lead."""
    page.locator("#sought").fill(typed)
    page.wait_for_selector(
        "[data-search] [role=status]:not(:empty)"
    )  # then it answers while one types
    return page.locator(".hits a").evaluate_all("all => all.map(each => each.getAttribute('href'))")


@pytest.mark.parametrize("lang", LEADS)
def test_what_people_type_leads_them_to_the_right_page(
    visitor: BrowserContext, origin: str, frame: Frame, lang: str
) -> None:
    page = search(visitor.new_page(), origin, lang)
    astray = {}
    for typed, expected in LEADS[lang].items():
        led = found(page, typed)
        address = expected if expected.startswith("/") else frame.pages[expected][lang].address
        if address not in [each.partition("#")[0] for each in led[:3]]:
            astray[typed] = led[:3]
    assert not astray


def test_a_result_names_its_heading_and_its_page_and_leads_to_the_place(
    visitor: BrowserContext, origin: str
) -> None:
    page = search(visitor.new_page(), origin)
    assert found(page, "žlout")[0] == "/infekce/#zloutenka-typu-c"
    first = page.locator(".hits a").first
    assert first.inner_text().split("\n") == [
        "Žloutenka typu C",
        "Infekce: žloutenka, HIV a syfilis",
    ]
    first.click()
    assert page.url == f"{origin}/infekce/#zloutenka-typu-c"
    assert page.locator("#zloutenka-typu-c").is_visible()


def test_the_number_of_results_is_said_and_an_empty_field_says_nothing(
    visitor: BrowserContext, origin: str
) -> None:
    page = search(visitor.new_page(), origin)
    status = page.get_by_role("status")
    assert f"Nalezeno: {len(found(page, 'test'))}" == status.inner_text()
    assert found(page, "xyzzy") == []
    assert status.inner_text().startswith("Nic jsme nenašli.")
    page.locator("#sought").fill("")
    assert status.inner_text() == ""
    assert page.locator(".hits a").count() == 0


def test_the_keyboard_alone_searches_and_arrives(visitor: BrowserContext, origin: str) -> None:
    page = search(visitor.new_page(), origin)
    page.get_by_role("searchbox", name="Co hledáte?").focus()
    page.keyboard.type("naloxon")
    page.wait_for_selector(".hits a")
    page.keyboard.press("Enter")
    focused = page.locator("*:focus")
    assert focused.get_attribute("href") == page.locator(".hits a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url("**/krize/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_results(browser: Browser, origin: str, scheme: str) -> None:
    page = browser.new_page(
        color_scheme=scheme, bypass_csp=True, viewport={"width": 320, "height": 640}
    )
    assert found(search(page, origin), "jehla")
    result = Axe().run(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()
    assert not result.response["violations"], result.generate_report()


def test_code_and_index_come_only_when_somebody_is_about_to_type(
    visitor: BrowserContext, origin: str
) -> None:
    asked: list[str] = []
    page = visitor.new_page()
    page.on("request", lambda request: asked.append(request.url.removeprefix(origin)))
    search(page, origin)
    page.wait_for_selector("[data-search]:not([hidden])")
    assert not [each for each in asked if "search." in each]
    with page.expect_response("**/search.cs.json"):
        page.locator("#sought").focus()
    assert sum("search." in each for each in asked) == 2


def test_what_is_typed_leaves_no_trace(visitor: BrowserContext, origin: str) -> None:
    secret = "perník a syn"
    asked: list[str] = []
    page = visitor.new_page()
    page.on(
        "request",
        lambda request: asked.append(f"{request.url} {request.post_data} {request.headers}"),
    )
    search(page, origin)
    assert found(page, secret)
    page.keyboard.press("Enter")
    page.locator(".hits a").first.click()
    page.wait_for_url("**/latky/**")
    page.go_back()
    page.wait_for_selector("[data-search]:not([hidden])")
    assert page.locator("#sought").input_value() == ""
    kept = page.evaluate(KEPT)
    for place in (
        page.url,
        page.title(),
        *asked,
        json.dumps(kept),
        json.dumps(visitor.storage_state()),
    ):
        assert "pern" not in place
    assert "data-found" in page.content()
    page.reload()
    assert page.locator("#sought").input_value() == ""


KEPT = """async () => [
  history.length, JSON.stringify(history.state), document.cookie,
  {...localStorage}, {...sessionStorage},
  await indexedDB.databases()
]"""


def test_where_the_index_does_not_come_the_list_is_offered(
    visitor: BrowserContext, origin: str
) -> None:
    page = visitor.new_page()
    page.route("**/search.cs.json", lambda route: route.abort())
    search(page, origin)
    page.locator("#sought").focus()
    page.wait_for_selector("[data-search] [role=status]:not(:empty)")
    assert page.get_by_role("status").inner_text().startswith("Hledání teď nefunguje.")
    assert page.get_by_role("link", name="Blízcí").first.is_visible()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_search_stands_once_at_the_top_beside_the_menu(
    browser: Browser, origin: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 640})
    for lang, name in {"cs": "Hledat", "en": "Search", "uk": "Пошук"}.items():
        page.goto(origin + addresses.HOME[lang])
        (link,) = [each for each in page.locator("header .search").all() if each.is_visible()]
        assert link.evaluate("link => link.textContent.trim()") == name
        box = link.bounding_box()
        menu = page.locator(".to-menu, .site-nav").locator("visible=true").bounding_box()
        assert box["height"] >= 44 or width > 360
        assert menu["y"] <= box["y"] < menu["y"] + menu["height"], "on one line"
        link.click()
        page.wait_for_url(origin + addresses.SEARCH[lang])
    page.close()


def test_without_script_the_same_place_is_a_list(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(origin)
    page.locator("#menu .search").click()  # at the foot, where it says that it is a list
    assert page.url == origin + addresses.SEARCH["cs"]
    assert not page.locator("#sought").is_visible()
    page.get_by_role("link", name="CH", exact=True).click()
    page.get_by_role("link", name="Otázky a odpovědi").first.click()
    assert page.url == f"{origin}/otazky/"
    context.close()


def test_the_script_folds_and_compares_as_the_build_does(browser: Browser) -> None:
    source = (
        (ROOT / "theme/static/js/search/find.js")
        .read_text("utf-8")
        .replace("export const", "const")
    )
    czech = [
        "syn",
        "synovi",
        "synem",
        "prace",
        "praci",
        "pravo",
        "strikackami",
        "strikack",
        "zavislosti",
    ]
    words = [
        *czech,
        "test",
        "testovani",
        "a",
        "залежностеи",
        "залежн",
        "hepatitid",
        "kontakt",
        "kontrola",
    ]
    texts = ["Žlutá, PŘÍŠTĚ; п’ять об’їзд", "someone’s  needle-prick 155", "Їжа й ґанок", "ﬁltr 5"]
    page = browser.new_page()
    folded, compared = page.evaluate(
        f"""([texts, words]) => {{ {source}
          const compared = words.map((one) => words.map((other) => !!fit(one, other)));
          return [texts.map((each) => wordsOf(each)), compared]; }}""",
        [texts, words],
    )
    page.close()
    assert folded == [[fold(word) for word in folded_words(text)] for text in texts]
    assert compared == [[fits(one, other) for other in words] for one in words]
