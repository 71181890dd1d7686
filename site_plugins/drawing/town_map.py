"""A sketch of the towns, drawn at build from ``content/data/map.yaml``. It holds no spot, only town
centres.

The file is optional. A town that it lacks, or knows in vain, is told as a warning and never stops a
build: the timetable above the map names every town anyway.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import Annotated

from markupsafe import Markup
from pydantic import Field

from centre.facts.loading import Facts
from centre.language.languages import ORIGINAL
from centre.reading.faults import Fault, Faults
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.reader import read_file
from centre.reading.values import WholeNumber
from site_plugins.drawing.map_labels import FONT_SIZE, Box, Label, place_labels

FILE = "map.yaml"
ARCH = "M-7 8V-1a7 7 0 0 1 14 0v9z"
"""The door of the house, around its own middle: premises."""
RADIUS = 6.5
"""Of the ring that means outreach."""
BESIDE = 9
"""How far from a town's middle each of the two is drawn where it has both."""

Coordinate = Annotated[WholeNumber, Field(ge=-2000, le=4000)]
Point = Annotated[tuple[Coordinate, Coordinate], Field(title="Bod: x, y")]


class TownOnMap(Fact):
    """Where the middle of a town is drawn."""

    town: Annotated[str, Field(title="Město")]
    x: Annotated[WholeNumber, Field(title="Zleva", ge=0, le=2000)]
    y: Annotated[WholeNumber, Field(title="Shora", ge=0, le=2000)]


class River(Fact):
    """A river for orientation, from point to point."""

    name: Annotated[str, Field(title="Řeka")]
    points: Annotated[tuple[Point, ...], Field(title="Body", min_length=2)]


class Sketch(Fact):
    """``map.yaml``."""

    width: Annotated[WholeNumber, Field(title="Šířka", ge=100, le=2000)]
    height: Annotated[WholeNumber, Field(title="Výška", ge=50, le=2000)]
    towns: Annotated[tuple[TownOnMap, ...], Field(title="Města")]
    rivers: Annotated[tuple[River, ...], Field(title="Řeky")] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A town as it is drawn: with premises, with outreach, or with both side by side."""

    town: TownOnMap
    label: Label
    premises: bool
    outreach: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The sketch with every label in its place."""

    sketch: Sketch
    marks: tuple[Mark, ...]
    names: tuple[Label, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels of towns and rivers."""
        return (*(mark.label for mark in self.marks), *self.names)

    def svg(self, addresses: Mapping[str, str]) -> Markup:
        """The drawing in the colour of the text around it. A town leads to its page among
        ``addresses``.

        It is for eyes and fingers: whoever listens or uses a keyboard has the same links in the
        timetable of the same page.
        """
        size = f'viewBox="0 0 {self.sketch.width} {self.sketch.height}"'
        head = (
            f'<svg class="map" {size} lang="{ORIGINAL}" aria-hidden="true" font-size="{FONT_SIZE}">'
        )
        parts = [*map(_river, self.sketch.rivers)]
        parts += [_text(name, ' class="water"') for name in self.names]
        parts += [_town(mark, addresses.get(mark.town.town, "")) for mark in self.marks]
        return Markup(f"{head}{''.join(parts)}</svg>")  # noqa: S704 - our own drawing, names escaped


def read(data: Path) -> Sketch | None:
    """The sketch in the folder ``data``, or None when there is none. Raises Faults."""
    sketch, found = read_file(data / FILE, Sketch, required=False)
    if found:
        raise Faults(found)
    return sketch


def faults(data: Path) -> tuple[Fault, ...]:
    """All that is wrong with the file in the folder ``data``."""
    try:
        read(data)
    except Faults as error:
        return error.all
    return ()


def draw(sketch: Sketch, facts: Facts) -> Drawing:
    """Put a mark and a label where each town of ``facts`` is."""
    with_premises = {place.address.town for place in facts.premises}
    with_outreach = {town.name.cs for town in facts.towns}
    drawn_towns = [each for each in sketch.towns if each.town in with_premises | with_outreach]
    marks = [(each, each.town in with_premises, each.town in with_outreach) for each in drawn_towns]
    bounds = Box(0, 0, sketch.width, sketch.height)
    taken = [_ground(town, both=premises and outreach) for town, premises, outreach in marks]
    named = [(each.town, box) for each, box in zip(drawn_towns, taken, strict=True)]
    water = [box for river in sketch.rivers for box in _water(river)]
    labels = place_labels(named, taken, bounds, water)
    middles = [(river.name, _middle(river.points)) for river in sketch.rivers]
    names = place_labels(middles, [*taken, *(label.box for label in labels)], bounds, water)
    drawn = zip(labels, marks, strict=True)
    return Drawing(
        sketch=sketch,
        marks=tuple(
            Mark(town=town, label=label, premises=premises, outreach=outreach)
            for label, (town, premises, outreach) in drawn
        ),
        names=names,
    )


def advice(drawing: Drawing, facts: Facts) -> Iterator[Fault]:
    """What deserves a look: towns that are not drawn, drawn in vain, or whose labels meet."""
    sketch = drawing.sketch
    known = [place.address.town for place in facts.premises] + [
        town.name.cs for town in facts.towns
    ]
    drawn = [each.town for each in sketch.towns]
    for name in dict.fromkeys(known):
        if name not in drawn:
            yield sketch.fault("towns", f"město „{name}“ na mapce chybí; je jen v rozpisu nad ní")
    for each in sketch.towns:
        if each.town not in known:
            near = suggestion(each.town, known)
            yield each.fault(
                "town", f"město „{each.town}“ v places.yaml není, proto se nekreslí{near}"
            )
    for label in drawing.labels:
        if label.crowded:
            yield sketch.fault(
                "towns", f"popisek „{label.text}“ se s něčím kryje; posuňte města od sebe"
            )


def _river(river: River) -> str:
    """A line through the points, rounded at each."""
    (x, y), *rest = river.points
    path = f"M{x} {y}"
    for (x, y), (next_x, next_y) in pairwise(rest):
        path += f"Q{x} {y} {_short((x + next_x) / 2)} {_short((y + next_y) / 2)}"
    x, y = rest[-1]
    return f'<path class="river" d="{path}L{x} {y}" fill="none" stroke="currentColor"/>'


def _town(mark: Mark, address: str) -> str:
    """Its mark and its name, as a link where it has a page."""
    drawn = _mark(mark) + _text(mark.label)
    return f'<a href="{escape(address)}" tabindex="-1">{drawn}</a>' if address else drawn


def _mark(mark: Mark) -> str:
    """The door for premises, the ring for outreach: told apart by shape, not by colour."""
    x = mark.town.x
    y = mark.town.y
    aside = BESIDE if mark.premises and mark.outreach else 0
    door = f'<path d="{ARCH}" transform="translate({x - aside} {y})" fill="currentColor"/>'
    ring = f'<circle cx="{x + aside}" cy="{y}" r="{RADIUS}" fill="none" stroke="currentColor"/>'
    return (door if mark.premises else "") + (ring if mark.outreach else "")


def _text(label: Label, kind: str = "") -> str:
    lines = "".join(
        f'<tspan x="{_short(label.x)}" y="{_short(y)}">{escape(line)}</tspan>'
        for line, y in zip(label.lines, label.baselines, strict=True)
    )
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    return f'<text fill="currentColor"{anchor}{kind}>{lines}</text>'


def _ground(town: TownOnMap, *, both: bool) -> Box:
    wide = RADIUS + 2 + (BESIDE if both else 0)
    return Box(town.x - wide, town.y - RADIUS - 2, town.x + wide, town.y + RADIUS + 2)


def _water(river: River) -> Iterator[Box]:
    """What a river covers, in small boxes along its straight pieces."""
    for (x, y), (next_x, next_y) in pairwise(river.points):
        for part in (n / 8 for n in range(9)):
            yield _around(x + (next_x - x) * part, y + (next_y - y) * part)


def _middle(points: Sequence[tuple[int, int]]) -> Box:
    """A spot on the longest straight piece of a river, for its name."""
    (x, y), (next_x, next_y) = max(pairwise(points), key=lambda piece: dist(*piece))
    return _around((x + next_x) // 2, (y + next_y) // 2)


def _around(x: float, y: float) -> Box:
    return Box(x - 2, y - 2, x + 2, y + 2)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
