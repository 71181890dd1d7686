"""Text keeps the AAA contrast of WCAG 2.2 on every ground it stands on, in light and in dark."""

import re

import pytest

from site_plugins.drawing.palette import (
    EDGES,
    LEAST_OF_EDGES,
    LEAST_OF_TEXT,
    ROLES,
    TEXT,
    colours,
    contrast,
    schemes,
)
from tests.built import BuiltSite
from tests.paths import ROOT

THEME = ROOT / "theme"
SENDS_SOMEBODY = {"tel:112", "tel:155", "tel:158"}
SCHEMES = schemes((THEME / "static/css/1-tokens.css").read_text("utf-8"))


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    assert contrast(SCHEMES[scheme][ink], SCHEMES[scheme][ground]) >= LEAST_OF_TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_what_can_be_used_are_seen(scheme: str, edge: str, ground: str) -> None:
    assert contrast(SCHEMES[scheme][edge], SCHEMES[scheme][ground]) >= LEAST_OF_EDGES


def test_every_colour_has_a_role_and_every_role_a_colour() -> None:
    assert {colour.name for colour in colours(THEME)} == set(ROLES)


def test_red_means_that_a_life_is_at_stake_and_nothing_else(built_site: BuiltSite) -> None:
    """At the desk it marks what is urgent; elsewhere a number that sends somebody."""
    for sheet in sorted((THEME / "static/css").rglob("*.css")):
        without_comments = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        for selectors, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", without_comments):
            if re.search(r"var\(--(on-)?alarm", rules):
                for selector in selectors.split(","):
                    assert re.search(r"\.(alarm|emergency|inbox \.kind strong)\b", selector), (
                        selector
                    )
    for address, page in built_site.pages.items():
        for element in page.tree.iter():
            if {"alarm", "emergency"} & set(element.get("class", "").split()):
                called = {link.get("href") for link in element.iter("a")}
                assert called & SENDS_SOMEBODY or "155" in "".join(element.itertext()), address
