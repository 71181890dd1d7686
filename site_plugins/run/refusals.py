"""What publishing may refuse, by the names under which somebody who knows better overrides it."""

from typing import Final, Literal, get_args

Remnant = Literal[
    "sample-words", "sample-facts", "sample-texts", "addresses", "numbers", "unfinished"
]
"""What a real centre still has from a sample, or nobody has written yet."""
Refusal = Literal["sample", "helplines", "approval"] | Remnant

VARIABLE: Final = "PUBLISH_ANYWAY"
"""Where the names stand, with commas between them."""
REMNANTS: Final[tuple[Remnant, ...]] = get_args(Remnant)
NAMES: Final[tuple[Refusal, ...]] = ("sample", "helplines", "approval", *REMNANTS)
EVERY_REFUSAL: Final = ",".join(NAMES)
