"""`make prints`: by what the sample can be told from a real centre, written beside the check that
looks for it (``site_plugins/checks/sample_prints.py``).

What an example says in its own files is true of a centre that exists, so it is no mark of the
sample. Prints only come: what an earlier version of the sample said stays known.
"""

from datetime import date
from pathlib import Path

from centre.layers.common import PRODUCT
from centre.texts import content
from site_plugins.checks import sample_prints

_DAY = date(2026, 11, 21)  # any: marks depend on no day
_EXAMPLES = Path(__file__).parents[1] / "examples"


def prints_of_the_sample() -> frozenset[str]:
    """The prints of what the sample says now."""
    return _prints_of(PRODUCT).difference(*map(_prints_of, _EXAMPLES.iterdir()))


def _prints_of(root: Path) -> frozenset[str]:
    marks = sample_prints.marks(content.read_leniently(root, _DAY))
    return frozenset(mark.print for mark in marks)


def main() -> None:
    """Write the prints."""
    prints = sorted(sample_prints.known_prints() | prints_of_the_sample())
    sample_prints.PRINTS.write_text("".join(f"{each}\n" for each in prints), "ascii")
    print(f"{len(prints)} prints in {sample_prints.PRINTS.name}")


if __name__ == "__main__":
    main()
