"""Search in a real browser: what people type leads them, and leaves no trace."""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from centre.exchange.frame import Frame
from centre.intake import addresses
from centre.language.languages import LANGUAGES
from centre.texts import content
from site_plugins.run.reading import build_day
from site_plugins.search.engine import SearchEngine
from site_plugins.search.questions import read_questions
from tests.browser.clicks import follow
from tests.browser.still import served
from tests.built import BuiltSite, built_on
from tests.paths import ROOT

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
        "Zdar nad Sazavou": "/en/outreach/zdar-nad-sazavou/",
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
        "героїну": "crisis",
        "вагітна": "pregnancy",
        "замісна терапія": "treatment",
        "перший візит": "first-visit",
    },
}
"""What people type, and the page (its id, or its address) that must be among the first three."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return built_on(tmp_path_factory, DAY)


@pytest.fixture(scope="module")
def frame(built: BuiltSite) -> Frame:
    return built.frame


@pytest.fixture(scope="module")
def origin(built: BuiltSite) -> Iterator[str]:
    with served(built.output) as address:
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
    with page.expect_request("**/search.cs.json") as index:
        page.locator("#sought").focus()
    asked_anew = index.value.all_headers()["cache-control"]
    assert asked_anew == "max-age=0", "the index is never older than its script"
    assert sum("search." in each for each in asked) == 2


def test_what_is_typed_leaves_no_trace(visitor: BrowserContext, origin: str) -> None:
    secret = "perník"
    asked: list[str] = []
    page = visitor.new_page()
    page.on(
        "request",
        lambda request: asked.append(f"{request.url} {request.post_data} {request.headers}"),
    )
    search(page, origin)
    assert found(page, secret)
    page.keyboard.press("Enter")
    follow(page.locator(".hits a[href*='/latky/']").first)
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


def test_the_browser_finds_what_the_build_has_tried(
    visitor: BrowserContext, origin: str, built: BuiltSite
) -> None:
    """Both run the same script on the same index, so that a question tried at build is tried."""
    questions, _ = read_questions(content.read(ROOT / "content", build_day(DAY)))
    for lang in LANGUAGES:
        page = search(visitor.new_page(), origin, lang)
        with SearchEngine(built.file(f"/search.{lang}.json").read_text("utf-8")) as engine:
            for question in questions.of(lang)[:20]:
                assert found(page, question.question) == engine.find(question.question)


def test_a_word_of_a_crisis_puts_the_ambulance_above_the_results(
    visitor: BrowserContext, origin: str
) -> None:
    for lang, typed in {
        "cs": "kámoš nedýchá",
        "en": "he is not breathing",
        "uk": "він не дихає",
    }.items():
        page = search(visitor.new_page(), origin, lang)
        call = page.locator("[data-crisis] a[href='tel:155']")
        assert not call.is_visible()
        led = found(page, typed)
        assert call.is_visible()
        assert led[0].startswith({"cs": "/krize/", "en": "/en/crisis/", "uk": "/uk/kryza/"}[lang])
        assert call.bounding_box()["y"] < page.locator(".hits a").first.bounding_box()["y"]
        found(page, "svatba")
        assert not call.is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_the_ambulance_and_the_form_stand_there_in_any_case(
    browser: Browser, origin: str, script: bool
) -> None:
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    for lang in LANGUAGES:
        search(page, origin, lang)
        for way in page.locator(".ways a").all():
            assert way.bounding_box()["y"] + way.bounding_box()["height"] <= 640
        ways = [way.get_attribute("href") for way in page.locator(".ways a").all()]
        assert ways[0] == "tel:155"
        assert (
            ways[1]
            == {
                "cs": "/zeptejte-se/",
                "en": "/en/ask-anonymously/",
                "uk": "/uk/zapytaty/",
            }[lang]
        )
    context.close()


def test_a_result_shows_the_line_that_answers(visitor: BrowserContext, origin: str) -> None:
    page = search(visitor.new_page(), origin)
    led = found(page, "horečka po vpichu")
    lines = page.locator(".hits p")
    assert lines.count() == len(led)
    assert all(line.strip() for line in lines.all_inner_texts())
    assert page.locator(".hits p b").first.inner_text().lower().startswith(("horeč", "vpich"))


def test_where_nothing_is_found_people_are(visitor: BrowserContext, origin: str) -> None:
    page = search(visitor.new_page(), origin)
    ways = page.locator("[data-nothing]")
    assert not ways.is_visible()
    assert found(page, "xyzzy") == []
    assert ways.is_visible()
    assert ways.locator("a[href='/zeptejte-se/']").is_visible()
    assert ways.locator(".tel").is_visible()
    assert found(page, "jehla")
    assert not ways.is_visible()
