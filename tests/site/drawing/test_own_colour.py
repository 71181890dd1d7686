"""A centre's own colour: near what was chosen, and readable wherever it stands, whatever it is."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_plugins.drawing.own_colour import CHANGED, mixed, own_colours, rules
from site_plugins.drawing.palette import (
    EDGES,
    LEAST_OF_EDGES,
    LEAST_OF_TEXT,
    TEXT,
    contrast,
    schemes,
)
from site_plugins.run.assets import make_assets
from tests.paths import ROOT

THEME = ROOT / "theme"
TOKENS = (THEME / "static/css/1-tokens.css").read_text("utf-8")
SCHEMES = ("light", "dark")
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, st.sampled_from(SCHEMES))
def test_whatever_a_centre_chooses_can_be_read(colour: str, scheme: str) -> None:
    found = {**schemes(TOKENS)[scheme], **own_colours(colour, TOKENS, scheme)}
    for pairs, least in ((TEXT, LEAST_OF_TEXT), (EDGES, LEAST_OF_EDGES)):
        for ink, ground in pairs:
            assert contrast(found[ink], found[ground]) >= least, (ink, ground, colour)


@pytest.mark.parametrize(
    ("scheme", "colour"), list(product(SCHEMES, ("#1f5fa8", "#9c2f4a", "#b4690e", "#6b3fa0")))
)
def test_it_stays_the_colour_that_was_chosen(scheme: str, colour: str) -> None:
    """The largest part of red, green and blue stays the largest."""
    brand = own_colours(colour, TOKENS, scheme)["brand"]
    assert _strongest(brand) == _strongest(colour)
    assert brand != schemes(TOKENS)[scheme]["brand"]


def _strongest(colour: str) -> int:
    parts = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return parts.index(max(parts))


def test_half_of_two_colours_lies_between_them() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#102030", "#ffffff", 0) == "#102030"


def test_the_sheets_of_the_public_carry_it_behind_the_tokens_and_before_paper() -> None:
    made = make_assets(THEME, "#1f5fa8")
    for name in ("site.css", "extended.css"):
        sheet = made[name].decode()
        own = sheet.index(own_colours("#1f5fa8", TOKENS, "light")["brand"])
        assert sheet.index("--brand:#0d4a46") < own < sheet.index("--brand:#000")
    assert make_assets(THEME)["site.css"] != made["site.css"]


def test_only_the_colours_that_belong_to_it_change() -> None:
    written = rules("#1f5fa8", TOKENS)
    assert written.count("--") == 2 * len(CHANGED)


@pytest.mark.parametrize("name", sorted(each.name for each in (ROOT / "examples").iterdir()))
def test_every_example_shows_its_colour_its_name_and_drawings(name: str) -> None:
    centre = ROOT / "examples" / name
    assert (centre / "data" / "centre.yaml").read_text("utf-8").count("\ncolour: ") == 1
    assert (centre / "brand" / "wordmark.svg").is_file()
    assert len(list((centre / "brand" / "drawings").glob("*.svg"))) in (2, 3)
