"""``python -m site_plugins.run.example kyjov``: a whole content tree for one of the centres in
``examples/``.

The common Czech texts and the helplines come first, then what every example says in words of its
own, then the example itself; a later file takes the place of an earlier one at the same path. Facts
of the sample centre, its drawn name and its translations never come along: they would speak of
another house.
"""

import shutil
from pathlib import Path

import click

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
EXAMPLES = ROOT / "examples"

COMMON = (
    "cs/pages",
    "cs/services",
    "cs/questions",
    "cs/intake",
    "data/goals",
    "data/partner_types.yaml",
    "data/helplines.yaml",
    "data/crisis_words.yaml",
    "data/words_to_avoid.yaml",
    "data/abbreviations.yaml",
    "data/spelling.txt",
)
"""What is true of any centre."""

EVERY_CENTRE = "every-centre"
"""The folder of words that fit a centre of which little is known: no outreach."""

NAMES = tuple(sorted(path.parents[1].name for path in EXAMPLES.glob("*/data/centre.yaml")))


def compose(name: str, into: Path) -> None:
    """Write the content of the example ``name`` to the folder ``into``, which is emptied first."""
    shutil.rmtree(into, ignore_errors=True)
    for part in COMMON:
        _copy_over(CONTENT / part, into / part)
    for layer in (EVERY_CENTRE, name):
        _copy_over(EXAMPLES / layer, into)


def _copy_over(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


@click.command()
@click.argument("name", type=click.Choice(NAMES))
def main(name: str) -> None:
    """Složí obsah jednoho příkladu do složky var/example-NAME/content."""
    compose(name, Path("var") / f"example-{name}" / "content")


if __name__ == "__main__":
    main()
