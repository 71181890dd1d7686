"""Bar charts by year as inline SVG: leather lays them out, the style sheet gives them their
colours.

A chart holds no style, no script and no font of its own, so the strict policy lets it through, and
it follows dark and forced colours like any text. The same numbers always stand in a table beside
it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, tostring

import leather
from leather import theme
from markupsafe import Markup

from centre.language.i18n import number_words

WIDTH = 360
ROW = 22
"""The height of one bar and the gap around it."""
ROOMY = 5
"""So many numbers of five digits can still be told apart below a chart."""

KINDS = ("first", "second")
"""Classes in place of colours, in the order of the series. A third could not be told apart."""

_PRESENTATION = {"fill", "stroke", "stroke-width", "font-family", "font-size"}
_COORDINATES = {"x", "y", "x1", "x2", "y1", "y2", "width", "height"}

theme.margin = 0.02
theme.tick_font_char_width = 8


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar: its name, and its number by year; None where that is not published."""

    name: str
    values: Sequence[tuple[int, int | None]]


def bars(series: Sequence[Series], title: str) -> Markup:
    """A chart with a group of bars for each year, the newest first; ``title`` is for screen
    readers."""
    if len(series) > len(KINDS):
        raise ValueError(f"a chart tells {len(KINDS)} series apart, not {len(series)}")
    rows = [
        (value, f"{year} {each.name}".strip(), kind, year)
        for each, kind in zip(series, KINDS, strict=False)
        for year, value in each.values
        if value is not None
    ]
    rows.sort(key=lambda row: (-row[3], KINDS.index(row[2])))
    kinds = {label: kind for _, label, kind, _ in rows}
    chart = leather.Chart()
    chart.add_bars([row[:2] for row in rows], fill_color=lambda bar: kinds[bar.y])
    chart.add_x_axis(tick_formatter=_tick)
    height = ROW * (len(rows) + 2)
    # The last number of the axis needs room on the right.
    drawn = chart.to_svg_group(WIDTH - ROW, height)
    drawn.remove(drawn[0])  # a ground of its own
    _strip_presentation(drawn)
    size = f'viewBox="0 0 {WIDTH} {height}"'
    head = f'<svg class="chart" {size} role="img" aria-label="{escape(title)}">'
    body = tostring(drawn, encoding="unicode")
    # Leather's own shapes; ElementTree escapes the names.
    return Markup(f"{head}{body}</svg>")  # noqa: S704


def _tick(value: Any, place: int, count: int) -> str:
    """The number below a line, or nothing: of many lines only every other one has room for it."""
    return number_words(float(value)) if count <= ROOMY or place % 2 == 0 else ""


def _strip_presentation(drawn: Element) -> None:
    """Remove presentational attributes, keep shapes and classes, and shorten the numbers."""
    for element in drawn.iter():
        kind = element.get("fill", "")
        for name in _PRESENTATION & set(element.keys()):
            del element.attrib[name]
        if kind in KINDS:
            element.set("class", kind)
        for name in _COORDINATES & set(element.keys()):
            element.set(name, _short(element.get(name, "0")))


def _short(number: str) -> str:
    return f"{float(number):.1f}".removesuffix(".0")
