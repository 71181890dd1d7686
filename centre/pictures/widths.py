"""Which files are made of one photo, and how much each may weigh."""

from collections.abc import Sequence
from typing import Final

WIDTHS: Final = (480, 960, 1440)
"""For phones, for most, and for screens of many pixels; none is wider than the photo."""
FALLBACK_WIDTH: Final = 960
"""The width of the one JPEG, for browsers that know no WebP (the floor is iOS 12)."""

BUDGET: Final = {480: 40_000, 960: 90_000, 1440: 150_000}
"""The most bytes of a picture by its width; it is made coarser until it fits."""

PAGE_BYTES: Final = 250_000
"""What all pictures of one page may weigh together on a phone of many pixels."""


def widths_up_to(widest: int) -> Sequence[int]:
    """The widths of a photo that is ``widest`` pixels wide; a small one keeps its own."""
    return [width for width in WIDTHS if width <= widest] or [widest]


def fallback_width(widest: int) -> int:
    """The width of its JPEG."""
    return min(FALLBACK_WIDTH, widths_up_to(widest)[-1])


def budget_of(width: int) -> int:
    """The most bytes of a file of this width."""
    return next((BUDGET[each] for each in WIDTHS if width <= each), BUDGET[WIDTHS[-1]])
