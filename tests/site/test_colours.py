"""Text keeps the AAA contrast of WCAG 2.2 on every ground it stands on, in light and in dark."""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "theme/static/css/1-tokens.css").read_text("utf-8")
AAA, NOT_TEXT = 7, 3

GROUNDS = ("paper", "card", "tint")
TEXT_ON_GROUNDS = [*product(("ink", "soft", "brand"), GROUNDS)]
TEXT = [
    *TEXT_ON_GROUNDS,
    ("plum", "card"),
    ("sun", "card"),
    ("sun", "sun-tint"),
    ("alarm", "card"),
    ("alarm", "paper"),
    ("ink", "sun-tint"),
    ("ink", "alarm-tint"),
    ("brand", "alarm-tint"),
    ("brand", "sun-tint"),
    ("on-brand", "brand"),
    ("white", "alarm-fill"),
    ("paper", "ink"),
    ("card", "sun"),
    ("tint", "brand"),
    ("sun-tint", "sun"),
]
"""(what is written, on what)"""

EDGES = [("edge", "card"), ("edge", "paper"), ("ring", "paper"), ("ring", "card"), ("brand", "card")]


def schemes() -> dict[str, dict[str, str]]:
    """The colours of both schemes; the dark one inherits what it does not change."""
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part)) for part in (light, dark)]
    return {"light": {"white": "#fff", **found[0]}, "dark": {"white": "#fff", **found[0], **found[1]}}


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(scheme, ink, ground):
    colours = schemes()[scheme]
    assert contrast(colours[ink], colours[ground]) >= AAA


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_what_can_be_used_are_seen(scheme, edge, ground):
    colours = schemes()[scheme]
    assert contrast(colours[edge], colours[ground]) >= NOT_TEXT
