"""What every page is looked at for: by axe, and by measures of our own (`measure.js`).

Zooming to 400 % on a screen of 1280 px leaves 320 CSS px, so the narrow view stands for both.
"""

from collections.abc import Iterator
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ["color-contrast"]
"""What the other scheme can still change at a width: it has other colours (1-tokens.css), and no
other sizes."""

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
VIEWS = ((320, "light", RULES), (320, "dark", LOOKS), (1280, "light", LOOKS), (1280, "dark", RULES))
# CSS px between the margins of an A4
PAPER = 718
PAPER_ON_ITS_SIDE = 1045

MEASURES = (Path(__file__).parent / "measure.js").read_text("utf-8")
AXE = """rules => axe.run({runOnly: rules, resultTypes: ['violations'], preload: false})
  .then(found => found.violations)"""


def faults(page: Page) -> list[str]:
    """What is wrong on the open page in both schemes, at both widths, on paper, with forced
    colours."""
    return list(_everything(page))


def faults_at_a_glance(page: Page) -> list[str]:
    """What is wrong at the narrow width and on paper: for pages whose template was looked at as a
    whole."""
    return list(_narrow_and_paper(page))


def faults_by_layout(page: Page) -> list[str]:
    """What is wrong in light colours at both widths: for a page whose style sheet was tampered
    with."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(MEASURES)
    found = []
    for width in WIDTHS:
        _see(page, width, "light")
        told = [*_axe(page, [*LOOKS, "target-size"]), *_measured(page, "text")]
        told += _measured(page, "hands")
        found += _told(f"{width} light", told)
    return found


def _everything(page: Page) -> Iterator[str]:
    yield from _narrow_and_paper(page)
    for width, scheme, rules in VIEWS[1:]:
        _see(page, width, scheme)
        yield from _told(f"{width} {scheme}", _axe(page, rules))
        if rules is RULES:
            for name in ("text", "hands"):
                yield from _told(f"{width} {scheme}", _measured(page, name))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER_ON_ITS_SIDE, "height": 700})
    yield from _told("on paper on its side, dark before", _measured(page, "paper"))
    page.emulate_media(media="screen", color_scheme="light", forced_colors="active")
    yield from _told("with forced colours", _measured(page, "forced"))
    page.emulate_media(forced_colors="none")


def _narrow_and_paper(page: Page) -> Iterator[str]:
    page.evaluate(AXE_SCRIPT)
    page.evaluate(MEASURES)
    _see(page, 320, "light")
    yield from _told("320 light", _axe(page, RULES))
    for name in ("text", "hands", "spaced"):
        yield from _told("320 light", _measured(page, name))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    yield from _told("on paper", _measured(page, "paper"))
    page.emulate_media(media="screen")


def _see(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def _axe(page: Page, rules: list[str]) -> list[str]:
    found = page.evaluate(AXE, rules)
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def _measured(page: Page, name: str) -> list[str]:
    return list(page.evaluate(f"measure.{name}()"))


def _told(where: str, found: list[str]) -> Iterator[str]:
    return (f"{where}: {each}" for each in found)
