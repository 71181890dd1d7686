"""A centre's own colour in place of the theme's green: made darker or lighter, scheme by scheme,
until everything that is written in it or on it can be read.
"""

from collections.abc import Mapping
from itertools import product
from typing import Final, Literal

from site_plugins.drawing.palette import (
    EDGES,
    LEAST_OF_EDGES,
    LEAST_OF_TEXT,
    TEXT,
    contrast,
    schemes,
)

CHANGED: Final = ("brand", "on-brand", "tint")
STEPS: Final = 50
"""From the colour itself to black or white."""
TINTS: Final = (0.14, 0.1, 0.06)
"""How much of it is in the ground of labels and of the foot, the most that can be read on."""
WRITTEN_IN_THE_DARK: Final = 0.15
"""How much of it is in the nearly black words on a button in the dark."""

Scheme = Mapping[str, str]


def rules(colour: str, tokens: str) -> str:
    """What stands in a style sheet behind ``tokens``, so that ``colour`` counts in both schemes."""
    light = _declared(own_colours(colour, tokens, "light"))
    dark = _declared(own_colours(colour, tokens, "dark"))
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"


def own_colours(colour: str, tokens: str, scheme: Literal["light", "dark"]) -> Scheme:
    """``colour`` as near as it can be read, with its tint and what is written on it; the theme's
    own where nothing near it can be."""
    theme = schemes(tokens)[scheme]
    end = "#000000" if scheme == "light" else "#ffffff"
    for step, tinted in product(range(STEPS), TINTS):
        brand = mixed(colour, end, step / STEPS)
        found = {
            "brand": brand,
            "on-brand": "#ffffff"
            if scheme == "light"
            else mixed("#000000", brand, WRITTEN_IN_THE_DARK),
            "tint": mixed(theme["paper"], brand, tinted),
        }
        if _can_be_read({**theme, **found}):
            return found
    return {name: theme[name] for name in CHANGED}


def _can_be_read(scheme: Scheme) -> bool:
    return all(
        contrast(scheme[ink], scheme[ground]) >= least
        for pairs, least in ((TEXT, LEAST_OF_TEXT), (EDGES, LEAST_OF_EDGES))
        for ink, ground in pairs
        if ink in CHANGED or ground in CHANGED
    )


def mixed(one: str, other: str, share: float) -> str:
    """``one`` with a ``share`` of ``other`` from 0 to 1."""
    parts = [
        round(int(one[n : n + 2], 16) * (1 - share) + int(other[n : n + 2], 16) * share)
        for n in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _declared(found: Scheme) -> str:
    return " ".join(f"--{name}: {value};" for name, value in found.items())
