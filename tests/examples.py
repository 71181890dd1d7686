"""How many examples Hypothesis draws: all of them in `make test`, a few in `make quick`.

Both draw the same ones in every run: what fails for one person fails for all.
"""

from typing import Final

from hypothesis import settings

QUICK: Final = "quick"
FULL: Final = "full"
_USUAL = 100
"""What Hypothesis draws for a test that asks for no number."""

settings.register_profile(FULL, deadline=None, derandomize=True, max_examples=_USUAL)
settings.register_profile(QUICK, deadline=None, derandomize=True, max_examples=_USUAL // 10)


def examples(number: int) -> int:
    """A number of examples under the profile in force: all, or a tenth and at least three."""
    return max(3, number * settings.default.max_examples // _USUAL)
