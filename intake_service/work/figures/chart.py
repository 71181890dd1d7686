"""A chart of a year: a bar for each month, as SVG. The table beside it says the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 360
HEIGHT: Final = 150
_TOP: Final = 16
_BOTTOM: Final = 20


@dataclass(frozen=True)
class Bar:
    """A month's bar: where it stands, how high it is, what stands on and under it."""

    x: float
    y: float
    width: float
    height: float
    count: int
    label: str

    @property
    def middle(self) -> float:
        """Where the words are centred."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Chart:
    """All bars, within `width` and `height`."""

    bars: list[Bar]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def base(self) -> int:
        """Where the bars stand."""
        return self.height - _BOTTOM


def of_year(year: str, counts: Mapping[str, int]) -> Chart:
    """The twelve months of a year; `counts` by `YYYY-MM`."""
    months = [counts.get(f"{year}-{month:02}", 0) for month in range(1, 13)]
    highest = max(*months, 1)
    step = WIDTH / len(months)
    room = HEIGHT - _TOP - _BOTTOM
    bars = []
    for number, count in enumerate(months):
        height = room * count / highest
        bars.append(
            Bar(
                x=round(number * step + step * 0.15, 1),
                y=round(HEIGHT - _BOTTOM - height, 1),
                width=round(step * 0.7, 1),
                height=round(height, 1),
                count=count,
                label=str(number + 1),
            )
        )
    return Chart(bars)
