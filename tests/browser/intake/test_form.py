"""The form on an old phone: first screen, keyboard, errors, and what it costs to load."""

from datetime import date, timedelta
from operator import itemgetter
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Locator

from centre.language.i18n import on_day, speaking
from centre.language.languages import LANGUAGES
from tests.browser import looks
from tests.browser.clicks import follow
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.people import Sender

pytestmark = pytest.mark.browser

LINES_BEFORE_THE_FIELD = 4  # a day that may not be broken can take one of its own
REQUESTS = 4
BYTES = 30_000  # raw: page, style sheet, script and icon
DAYS = 28 * 366  # until every date has fallen on every day of the week
LINES = """(intro, days) => {
  const shown = [...intro.querySelectorAll("p")];
  const plain = (text) => text.replaceAll("\u00a0", " ");
  const promised = shown.flatMap((each) => [...each.childNodes])
    .find((node) => node.nodeType === 3 && days.some((day) => plain(node.data).includes(day)));
  const told = days.find((day) => plain(promised.data).includes(day));
  const [before, after] = plain(promised.data).split(told);
  const start = before.length, end = promised.data.length - after.length;
  const bound = [...promised.data.slice(start, end)].filter((sign) => sign.trim() === "");
  const around = [promised.data.slice(0, start), promised.data.slice(end)];
  const height = (each) => each.getBoundingClientRect().height;
  const line = parseFloat(getComputedStyle(intro).lineHeight);
  return days.map((day) => {
    const spaces = [...bound];
    promised.data = around.join(day.replace(/ /g, () => spaces.shift()));
    return [day, shown.reduce((sum, each) => sum + Math.round(height(each) / line), 0)];
  });
}"""
"""Every day in the place of the one that is promised now, spaces bound as they are there."""
TARGET = 44  # CSS pixels, for what is pressed in a hurry


def box(locator: Locator) -> dict:
    found = locator.bounding_box()
    assert found, "not shown"
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["counselling", "relatives"])
def test_the_field_stands_on_the_first_screen_of_a_phone(
    sender: Sender, kind: str, lang: str
) -> None:
    sender.open_form(kind, lang)
    field = box(sender.page.locator("#text"))
    way_out = box(sender.page.locator(".exit"))
    assert way_out["y"] - field["y"] > 150  # enough to see what one writes, above the exit
    longest, lines = max(lines_with_each_day(sender, lang), key=itemgetter(1))
    assert lines <= LINES_BEFORE_THE_FIELD, longest


def lines_with_each_day(sender: Sender, lang: str) -> list[tuple[str, int]]:
    """All days as they are promised in words, each with the lines that the text then has."""
    with speaking(lang):
        days = {on_day(date(2026, 1, 1) + timedelta(number)) for number in range(DAYS)}
    return [tuple(each) for each in sender.page.locator(".intro").evaluate(LINES, sorted(days))]


def test_what_is_pressed_is_big_enough(sender: Sender) -> None:
    sender.open_form()
    for target in sender.page.locator("main form button, .exit, summary, .languages button").all():
        assert box(target)["height"] >= TARGET, target.inner_text()
    sender.write("Dotaz na velikost tlačítek.")
    sender.open_mailbox(sender.receipt)
    pressed = "main button:not([aria-hidden]), main .button"  # not the one for Enter alone
    for target in sender.page.locator(pressed).all():
        assert box(target)["height"] >= TARGET, target.inner_text()


def test_the_keyboard_leads_through_the_form_and_shows_where_it_is(sender: Sender) -> None:
    sender.open_form()
    sender.page.evaluate(looks.MEASURES)
    names = []
    while "summary" not in names or names[-1] != "button":
        sender.page.keyboard.press("Tab")
        names.append(sender.focused.evaluate("element => element.id || element.localName"))
        assert sender.page.evaluate("measure.focus()") == []
        assert len(names) < 20, names
    assert names.index("text") < names.index("summary")


def test_an_error_is_read_first_and_leads_to_its_field(sender: Sender) -> None:
    sender.open_form()
    sender.write("  ")
    assert sender.status == 422
    assert sender.page.title().startswith("Chyba:")
    summary = sender.focused
    assert summary.get_attribute("role") == "alert"
    message = summary.locator("a").inner_text()
    summary.locator("a").click()
    assert sender.focused.get_attribute("id") == "text"
    described = sender.focused.get_attribute("aria-describedby")
    assert message in sender.page.locator(f"#{described}").inner_text()


def test_a_failure_is_read_first_and_loses_no_word(sender: Sender, house: House) -> None:
    sender.open_form()
    with house.overloaded():
        sender.write("Tohle nesmí zmizet.\n  🙂")
    assert sender.status == 503
    assert sender.focused.get_attribute("role") == "alert"
    sender.press()
    sender.open_mailbox(sender.receipt)
    assert sender.conversation == [("mine", "Tohle nesmí zmizet.\n  🙂")]


def test_another_language_takes_the_text_along(sender: Sender) -> None:
    sender.open_form()
    sender.fill(text="Rozepsaná věta")
    follow(sender.page.locator('.languages [lang="uk"]'))
    assert sender.page.locator("html").get_attribute("lang") == "uk"
    assert sender.page.locator("#text").input_value() == "Rozepsaná věta"


def test_the_receipt_is_printed_without_the_rest(sender: Sender) -> None:
    sender.ask("Vytisknu si to.")
    sender.page.emulate_media(media="print")
    assert sender.page.locator("#receipt").is_visible()
    assert sender.page.get_by_text(
        f"{sender.house.url.removeprefix('http://')}/odpoved"
    ).is_visible()
    for hidden in (".exit", "header .top", ".emergency", ".button"):
        assert not sender.page.locator(hidden).first.is_visible(), hidden


def test_the_form_loads_with_little_data(company: Company) -> None:
    sender = company.meet(Sender)
    sender.open_form()
    linked = sender.page.locator(
        "head link[rel~=stylesheet], head link[rel~=icon], head script[src]"
    )
    addresses = linked.evaluate_all("all => all.map(each => each.href || each.src)")
    everything = [sender.page.url, *addresses]
    assert len(everything) <= REQUESTS
    assert sum(weight(address) for address in everything) <= BYTES


def weight(address: str) -> int:
    with urlopen(Request(address, headers={"Accept-Encoding": "identity"}), timeout=30) as answer:
        return len(answer.read())
