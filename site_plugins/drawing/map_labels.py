"""Where the names go on a small map, so that none covers another, a mark or the edge.

Widths are estimated generously, because every reader's phone has a font of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

FONT_SIZE = 13.5
LINE_HEIGHT = 15
_ASCENT = 0.95 * FONT_SIZE
_DESCENT = 0.25 * FONT_SIZE
_LETTER = 0.56 * FONT_SIZE  # wide system fonts take a little less on the average
_GAP = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box") -> float:
        """The area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0)

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map: ``x`` is where its lines start, end or have their middle, as ``anchor``
    says."""

    text: str
    lines: tuple[str, ...]
    x: float
    anchor: str
    box: Box
    crowded: bool = False

    @property
    def baselines(self) -> list[float]:
        """The y of each line of text."""
        return [self.box.top + _ASCENT + LINE_HEIGHT * number for number in range(len(self.lines))]


def place_labels(
    named: Iterable[tuple[str, Box]], marks: Sequence[Box], bounds: Box, avoid: Sequence[Box] = ()
) -> tuple[Label, ...]:
    """A label for each name beside its own box, clear of all ``marks`` and of the labels before it.

    Where nothing is clear the least bad place is taken, and the label says that it is crowded. What
    is in ``avoid`` may be written over where there is no better place.
    """
    placed: list[Label] = []
    for text, own in named:
        taken = [*marks, *(label.box for label in placed)]
        costs = {label: _cost(label.box, taken, bounds) for label in _candidates(text, own)}
        best = min(costs, key=lambda label: (costs[label], sum(map(label.box.shared, avoid))))
        placed.append(replace(best, crowded=costs[best] > 0))
    return tuple(placed)


def lines_of(name: str) -> tuple[str, ...]:
    """„Žďár nad Sázavou“ in two lines: it is broken before „nad“, „na“, „pod“ or „u“."""
    return tuple(re.split(r" (?=(?:nad|na|pod|u|v|ve) )", name, maxsplit=1))


def _cost(box: Box, taken: Iterable[Box], bounds: Box) -> float:
    return box.area - box.shared(bounds) + sum(map(box.shared, taken))


def _candidates(text: str, own: Box) -> Iterator[Label]:
    """Below, above, right and left of ``own``; then the same shifted along its sides."""
    lines = lines_of(text)
    width = max(map(len, lines)) * _LETTER
    height = (len(lines) - 1) * LINE_HEIGHT + _ASCENT + _DESCENT
    middle = (own.left + own.right) / 2
    centre = (own.top + own.bottom) / 2
    for shift in (0.0, -0.25, 0.25, -0.45, 0.45):
        left = middle - width / 2 + shift * width
        x = left + width / 2
        for top in (own.bottom + 1, own.top - height - 1):
            yield Label(text, lines, x, "middle", Box(left, top, left + width, top + height))
        top = centre - height / 2 + shift * height
        right = own.right + _GAP
        yield Label(text, lines, right, "start", Box(right, top, right + width, top + height))
        left = own.left - _GAP
        yield Label(text, lines, left, "end", Box(left - width, top, left, top + height))
