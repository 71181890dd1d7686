"""Moments without a connection: the same few pages for everybody, and no trace of what anybody
looked at."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from centre.intake import addresses
from tests.browser.clicks import follow
from tests.browser.house import House
from tests.browser.icons import STATIC, draw
from tests.browser.neutral import ADDRESS, Neutral
from tests.browser.still import said, served
from tests.built import built_on

pytestmark = pytest.mark.browser

TODAY = "2026-11-23"
TOMORROW = "2026-11-24"
KEPT = ("/", "/krize/", "/kontakt/", "/teren/", "/poprve-u-nas/")
WHAT_IS_KEPT = """async () => {
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async name => (await (await caches.open(name)).keys())));
  return kept.flat().map(request => new URL(request.url).pathname);
}"""
VERSIONS = "caches.keys()"
WORKING = """Promise.race([
  navigator.serviceWorker.ready.then(() => true),
  new Promise((done) => setTimeout(done, 60000, false))
])"""
CONTROLLED = "!!navigator.serviceWorker.controller"
WAITING = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  const next = registration.installing || registration.waiting;
  if (!next) return false;
  await new Promise((done) => {
    if (next.state === "installed") done();
    next.addEventListener("statechange", done);
  });
  return registration.waiting === next;
}"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site as built on two days that follow each other."""
    return {day: built_on(tmp_path_factory, day).output for day in (TODAY, TOMORROW)}


@pytest.fixture
def output(outputs: dict[str, Path], tmp_path: Path) -> Path:
    """A folder that is served, with the site of today."""
    shutil.copytree(outputs[TODAY], tmp_path / "output")
    return tmp_path / "output"


@pytest.fixture
def line() -> Event:
    """Set when the connection is lost."""
    return Event()


@pytest.fixture
def origin(output: Path, line: Event) -> Iterator[str]:
    with served(output, reachable=lambda path: not line.is_set()) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="cs-CZ", viewport={"width": 360, "height": 640})
    yield context
    context.close()


def visit(context: BrowserContext, origin: str, address: str = "/") -> Page:
    """Open a page once, and wait until the browser has kept what it keeps."""
    page = context.new_page()
    page.goto(origin + address)
    assert page.evaluate(WORKING)
    return page


def renew(output: Path, newer: Path) -> None:
    """Lay a newer build over the old one; what names all the others comes last."""
    worker = addresses.WORKER.lstrip("/")
    shutil.copytree(newer, output, dirs_exist_ok=True, ignore=shutil.ignore_patterns(worker))
    shutil.copy2(newer / worker, output / worker)


def note(page: Page) -> str:
    """What a kept page says of its age; nothing when it does not."""
    shown = page.locator("[data-kept]:visible").all_inner_texts()
    return " ".join(" ".join(shown).split())


def test_what_one_needs_most_opens_without_a_connection(
    phone: BrowserContext, origin: str, line: Event
) -> None:
    page = visit(phone, origin)
    line.set()
    for address in KEPT:
        page.goto(origin + address)
        assert page.locator("h1").count() == 1
        if address != "/krize/":
            assert "stav z 23. listopadu 2026" in note(page)
    page.goto(f"{origin}/krize/")
    assert page.locator(".emergency .tel").first.is_visible()
    page.clock.set_fixed_time("2026-11-23T10:00:00+01:00")
    page.goto(f"{origin}/")
    page.wait_for_selector("[data-now]:visible")
    assert said(page)[0].startswith("Žďár nad Sázavou: Teď je otevřeno")
    assert (
        page.evaluate("getComputedStyle(document.body).margin") == "0px"
    )  # the style sheet is there


def test_a_page_from_the_server_does_not_call_itself_kept(
    phone: BrowserContext, origin: str, output: Path
) -> None:
    page = visit(phone, origin)
    fresh = (output / "index.html").read_text("utf-8").replace("<h1", "<h1 data-fresh", 1)
    (output / "index.html").write_text(fresh, "utf-8")
    page.goto(f"{origin}/")
    assert page.evaluate(CONTROLLED)
    assert page.locator("h1[data-fresh]").count() == 1
    assert not note(page)


def test_what_somebody_looked_at_is_not_kept_and_not_told(
    browser: Browser, origin: str, line: Event
) -> None:
    kept = []
    for looked_at in (["/"], ["/infekce/", "/blizci/", "/otazky/beru-sam/", "/hledat/"]):
        context = browser.new_context(locale="cs-CZ")
        page = visit(context, origin, looked_at[0])
        for address in looked_at:
            page.goto(origin + address)
        kept.append(sorted(page.evaluate(WHAT_IS_KEPT)))
        line.set()
        page.goto(f"{origin}/infekce/")
        assert page.locator("h1").inner_text() == "Bez připojení"
        line.clear()
        context.close()
    assert kept[0] == kept[1]
    assert {address for address in kept[0] if address.endswith("/")} == {
        *KEPT,
        addresses.OFFLINE["cs"],
    }


def test_the_page_without_a_connection_leads_to_the_kept_ones(
    phone: BrowserContext, origin: str, line: Event
) -> None:
    page = visit(phone, origin)
    line.set()
    page.goto(f"{origin}/lecba/")
    page.get_by_role("main").get_by_role("link", name="Krize").click()
    assert page.url == f"{origin}/krize/"
    assert page.get_by_role("heading", level=1).inner_text().startswith("Předávkování a\u00a0krize")


def test_in_place_of_a_town_the_outreach_page_tells_its_dates(
    phone: BrowserContext, origin: str, line: Event
) -> None:
    page = visit(phone, origin)
    line.set()
    page.clock.set_fixed_time("2026-11-23T10:00:00+01:00")
    page.goto(f"{origin}/teren/havlickuv-brod/")
    assert page.locator("h1").inner_text().startswith("Terén")
    assert "stav z 23. listopadu 2026" in note(page)
    page.locator("summary", has_text="Den po dni").click()
    tuesday = page.locator("[data-day='2026-11-24']")
    assert tuesday.is_visible()
    assert "Havlíčkův Brod" in tuesday.inner_text()


@pytest.mark.parametrize(
    ("locale", "home", "title"),
    [
        ("uk-UA", "/uk/", "Немає з’єднання"),
        ("ru-RU", "/uk/", "Немає з’єднання"),
        ("de-DE", "/en/", "No connection"),
    ],
)
def test_a_phone_in_another_language_keeps_its_pages_too(
    browser: Browser, origin: str, line: Event, locale: str, home: str, title: str
) -> None:
    context = browser.new_context(locale=locale)
    page = visit(context, origin)
    homes = {
        address for address in page.evaluate(WHAT_IS_KEPT) if address in addresses.HOME.values()
    }
    assert homes == {"/", home}
    line.set()
    page.goto(origin + home + "no-such-page/")
    assert page.locator("h1").inner_text() == title
    context.close()


def test_a_new_version_takes_over_on_the_next_visit_and_never_before(
    phone: BrowserContext, origin: str, line: Event, output: Path, outputs: dict[str, Path]
) -> None:
    page = visit(phone, origin)
    page.goto(f"{origin}/kontakt/")
    page.evaluate("window.untouched = true")
    (old,) = page.evaluate(VERSIONS)
    asked: list[str] = []  # the browser may look for a new version by itself, at any moment
    phone.on("request", lambda request: asked.append(request.url.removeprefix(origin)))
    renew(output, outputs[TOMORROW])
    assert page.evaluate(WAITING)
    assert page.evaluate("window.untouched")
    assert old in page.evaluate(VERSIONS)
    assert "/sw.js" in asked
    assert "/hours.json" in asked
    assert not [
        each for each in asked if each.startswith(addresses.ASSETS)
    ]  # the same as yesterday
    page.close()
    page = visit(phone, origin, "/kontakt/")
    page.wait_for_function("async () => (await caches.keys()).length === 1")
    assert page.evaluate(VERSIONS) != [old]
    line.set()
    page.reload()
    assert "stav z 24. listopadu 2026" in note(page)


def test_where_data_are_to_be_saved_nothing_is_kept(phone: BrowserContext, origin: str) -> None:
    page = phone.new_page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page.goto(f"{origin}/")
    page.wait_for_load_state("networkidle")
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


def test_a_server_that_does_not_answer_is_not_waited_for(
    phone: BrowserContext, output: Path
) -> None:
    stuck = Event()
    free = Event()

    def in_time(path: str) -> bool:
        return not (stuck.is_set() and path == "/teren/") or free.wait(timeout=60)

    with served(output, reachable=in_time) as origin:
        page = visit(phone, origin)
        stuck.set()
        page.goto(f"{origin}/teren/")
        assert "stav z 23. listopadu 2026" in note(page)
        free.set()


def test_a_broken_server_does_not_take_the_kept_pages_away(
    phone: BrowserContext, origin: str
) -> None:
    page = visit(phone, origin)
    phone.route(f"{origin}/kontakt/", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    page.goto(f"{origin}/kontakt/")
    assert page.locator("h1").inner_text() == "Kontakt, adresa a\N{NO-BREAK SPACE}otevírací doba"
    assert "stav z 23. listopadu 2026" in note(page)


def test_the_exit_leads_on_from_a_kept_page_while_there_is_no_service(
    phone: BrowserContext, origin: str, neutral: Neutral
) -> None:
    page = visit(phone, origin)
    page.goto(f"{origin}/krize/")
    assert page.evaluate(CONTROLLED)
    neutral.asked.clear()
    with page.expect_navigation(url=ADDRESS):
        page.locator("[data-exit]").click()
    (headers,) = neutral.asked
    assert "referer" not in headers
    page.go_back()
    assert page.url == f"{origin}/"


def test_the_browser_could_install_it_and_never_offers_to(
    phone: BrowserContext, origin: str
) -> None:
    page = visit(phone, origin)
    session = phone.new_cdp_session(page)
    session.send("Page.enable")
    assert session.send("Page.getAppManifest")["errors"] == []
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}  # where tests are
    prevented = page.evaluate(
        "!dispatchEvent(new Event('beforeinstallprompt', {cancelable: true}))"
    )
    assert prevented


def test_the_icons_are_those_of_the_drawing(browser: Browser) -> None:
    page = browser.new_page()
    for name, drawn in draw(browser):
        difference = page.evaluate(DIFFERENCE, [list(drawn), list((STATIC / name).read_bytes())])
        assert difference < 1, f"{name}: run make icons"
    page.close()


DIFFERENCE = """async (pictures) => {
  const [one, other] = await Promise.all(pictures.map(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height).data;
  }));
  return one.reduce((sum, value, place) => sum + Math.abs(value - other[place]), 0) / one.length;
}"""


class TestTheIntake:
    """Forms, mailbox and desk: never kept, never answered from a cache, never replaced."""

    def test_a_form_alone_keeps_nothing(self, phone: BrowserContext, house: House) -> None:
        page = phone.new_page()
        page.goto(house.url + addresses.intake("counselling", "cs"))
        page.wait_for_load_state("networkidle")
        assert (
            page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
            == 0
        )
        assert page.evaluate(VERSIONS) == []

    def test_its_pages_come_from_the_server_and_leave_nothing(
        self, phone: BrowserContext, house: House
    ) -> None:
        page = visit(phone, house.url)
        before = sorted(page.evaluate(WHAT_IS_KEPT))
        answers: list[tuple[str, bool]] = []
        page.on("response", lambda answer: answers.append((answer.url, answer.from_service_worker)))
        page.goto(house.url + addresses.intake("counselling", "cs"))
        page.locator("main [name=text]").fill("Tohle nikde nezůstane.")
        follow(page.locator("main form button.button").last)
        page.wait_for_selector("#receipt")
        page.goto(house.url + addresses.DESK)
        of_service = [
            by_worker
            for url, by_worker in answers
            if addresses.is_intake(url.removeprefix(house.url))
        ]
        assert len(of_service) >= 4
        assert not any(of_service)
        assert sorted(page.evaluate(WHAT_IS_KEPT)) == before

    @pytest.mark.parametrize(
        "path", ["/dotaz/o-sobe", "/en/ask/myself", "/odpoved", "/odeslano/x", "/pult/"]
    )
    def test_without_a_connection_nothing_stands_in_for_them(
        self, phone: BrowserContext, house: House, path: str
    ) -> None:
        page = visit(phone, house.url)
        phone.set_offline(True)
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(house.url + path)


def test_whoever_has_searched_can_search_without_a_connection(
    phone: BrowserContext, origin: str, line: Event
) -> None:
    page = visit(phone, origin)
    before = page.evaluate(WHAT_IS_KEPT)
    page.goto(f"{origin}/hledat/")
    assert page.evaluate(WHAT_IS_KEPT) == before, "only to open the page keeps nothing"
    page.locator("#sought").fill("stříkačky")
    page.wait_for_selector(".hits a")
    page.wait_for_function(f"async () => (await ({WHAT_IS_KEPT})()).includes('/hledat/')")
    line.set()
    page.reload()
    page.locator("#sought").fill("kamarád nedýchá")
    page.wait_for_selector(".hits a[href^='/krize/']")
    assert page.locator("[data-crisis] a[href='tel:155']").is_visible()


def test_who_has_not_searched_is_told_that_there_is_no_connection(
    phone: BrowserContext, origin: str, line: Event
) -> None:
    page = visit(phone, origin)
    line.set()
    page.goto(f"{origin}/hledat/")
    assert page.locator("h1").inner_text() == "Bez připojení"
