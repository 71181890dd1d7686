"""The timetable of outreach: each time with its day on any screen, and a table for a screen reader
on all."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from centre.facts.loading import load_facts
from tests.browser.still import build, served
from tests.built import built_on
from tests.paths import ROOT

pytestmark = pytest.mark.browser

PLACE = "  - place: bystrice-nad-pernstejnem\n    blocks:\n"
EVERY_DAY = "".join(
    f"      - {{day: {day}, from: 17:00, to: 18:30, by_appointment: true}}\n"
    for day in ("po", "út", "st", "čt", "pá", "so", "ne")
)
TIMETABLES = {"cs": "/teren/", "en": "/en/outreach/", "uk": "/uk/autrich/"}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built_on(tmp_path_factory, "2026-11-23").output) as origin:
        yield origin


@pytest.fixture(scope="module")
def full_week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose outreach walks on all seven days."""
    folder = tmp_path_factory.mktemp("full-week")
    shutil.copytree(ROOT / "content", folder / "content")
    hours = folder / "content" / "data" / "hours.yaml"
    written = hours.read_text("utf-8")
    assert PLACE in written
    hours.write_text(written.replace(PLACE, PLACE + EVERY_DAY, 1), "utf-8")
    with served(build(folder, "2026-11-23", folder / "content")) as origin:
        yield origin


@pytest.fixture(params=[320, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def page(width: int, browser: Browser, origin: str) -> Iterator[Page]:
    """The timetable without script."""
    with browser.new_context(
        viewport={"width": width, "height": 640}, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto(origin + TIMETABLES["cs"])
        yield page


def test_a_screen_reader_meets_a_table_of_towns_and_days(page: Page) -> None:
    table = page.get_by_role("table", name="Běžný týden")
    days = table.get_by_role("columnheader").all_inner_texts()
    assert [day.strip() for day in days if day.strip() not in ("", "Město")] == [
        "po",
        "út",
        "st",
        "čt",
        "pá",
    ]
    towns = [name.strip() for name in table.get_by_role("rowheader").all_inner_texts()]
    assert towns == [str(town.name) for town in load_facts(ROOT / "content" / "data").towns]
    for row in table.get_by_role("row").all()[1:]:
        assert row.get_by_role("rowheader").count() == 1
        assert row.get_by_role("cell").count() == 5
    told = (
        table.get_by_role("row", name="Bystřice nad Pernštejnem")
        .get_by_role("cell")
        .all_inner_texts()
    )
    odd = "13.30–16.30 liché týdny"
    even = "9.00–12.00 sudé týdny"
    assert [" ".join(cell.split()) for cell in told] == ["", "", odd, "", even]


def test_each_time_is_seen_with_its_day(page: Page, width: int) -> None:
    heads = page.locator(".timetable thead th").all()[1:]
    days = [head.inner_text().strip() for head in heads]
    for row in page.locator(".timetable tbody tr").all():
        for day, head, cell in zip(days, heads, row.locator("td").all(), strict=True):
            for times in cell.locator(".times").all():
                before = times.evaluate("times => getComputedStyle(times, '::before').content")
                under = abs(left_of(times) - left_of(head)) < 2
                assert under or before.startswith(f'"{day} ')
                assert under or width == 320


@pytest.mark.parametrize("wide", [320, 768, 1024, 1280])
@pytest.mark.parametrize("lang", TIMETABLES)
def test_a_week_of_seven_days_stays_on_the_screen(
    browser: Browser, full_week: str, wide: int, lang: str
) -> None:
    with browser.new_context(viewport={"width": wide, "height": 640}) as context:
        page = context.new_page()
        page.goto(full_week + TIMETABLES[lang])
        assert page.locator(".timetable thead th").count() == 8
        assert page.evaluate("document.documentElement.scrollWidth") == wide


def left_of(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return box["x"]
