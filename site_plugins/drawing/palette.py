"""The colours of the theme: what each is for, on what it stands, and how well it is seen there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

LEAST_OF_TEXT = 7  # WCAG 2.2, 1.4.6 (level AAA)
LEAST_OF_EDGES = 3  # WCAG 2.2, 1.4.11

ROLES: Mapping[str, str] = {
    "paper": "podklad stránky",
    "card": "podklad panelů, polí a dveří",
    "tint": "podklad patičky, štítků a dnešního dne",
    "ink": "text",
    "soft": "text na okraj: data, poznámky, nápovědy",
    "line": "linka, která jen odděluje",
    "edge": "okraj pole, do kterého se píše",
    "brand": "odkazy, tlačítka, kroky",
    "on-brand": "text na barvě brand",
    "plum": "dveře pro blízké",
    "sun": "dveře k dotazu, oznámení, „brzy k lékaři“, chyba, mazání",
    "sun-tint": "podklad barvy sun",
    "alarm": "ohrožení života",
    "alarm-fill": "plocha s číslem 155",
    "on-alarm": "text na ploše alarm-fill",
    "alarm-tint": "podklad karty o ohrožení života",
    "ring": "obrys toho, co je právě vybrané",
    "halo": "záře kolem obrysu",
}

TEXT = (
    *product(("ink", "soft", "brand"), ("paper", "card", "tint")),
    ("plum", "card"),
    ("sun", "card"),
    ("sun", "paper"),
    ("sun", "sun-tint"),
    ("alarm", "paper"),
    ("alarm", "sun-tint"),
    ("ink", "sun-tint"),
    ("soft", "sun-tint"),
    ("ink", "alarm-tint"),
    ("brand", "alarm-tint"),
    ("brand", "sun-tint"),
    ("on-brand", "brand"),
    ("on-alarm", "alarm-fill"),
    ("paper", "ink"),
    ("card", "sun"),
    ("tint", "brand"),
    ("sun-tint", "sun"),
)
"""(what is written, on what)"""

EDGES = (
    ("edge", "card"),
    ("edge", "paper"),
    ("ring", "paper"),
    ("ring", "card"),
    ("brand", "card"),
)


@dataclass(frozen=True, slots=True)
class Colour:
    """A role in both schemes; ``least`` is the worst contrast of text in it, None without text."""

    name: str
    role: str
    light: str
    dark: str
    least: float | None


def schemes(tokens: str) -> dict[str, dict[str, str]]:
    """The colours of both schemes by name; the dark one inherits what it does not change."""
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part)) for part in (light, dark)]
    return {"light": found[0], "dark": {**found[0], **found[1]}}


def colours(theme: Path) -> list[Colour]:
    """All colours of a theme, in the order of the roles.

    Raises KeyError for one that has no role.
    """
    both = schemes((theme / "static/css/1-tokens.css").read_text("utf-8"))
    return [
        Colour(
            name=name,
            role=ROLES[name],
            light=light,
            dark=both["dark"][name],
            least=_least(name, both),
        )
        for name, light in both["light"].items()
    ]


def contrast(one: str, other: str) -> float:
    """From 1 to 21, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _least(name: str, both: Mapping[str, Mapping[str, str]]) -> float | None:
    pairs = [(ink, ground) for ink, ground in TEXT if name == ink]
    found = [
        contrast(scheme[ink], scheme[ground]) for scheme in both.values() for ink, ground in pairs
    ]
    return min(found, default=None)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
