"""``python -m site_plugins.checks.check_content``: checks all content and writes nothing.

Prints every fault of data, front matter, texts, links and language in one run, in Czech, and exits
with 1; or gives advice and says how much is in order.
"""

import sys
from datetime import date
from pathlib import Path

import click

from centre.language.language import LOCALE
from centre.proofreading.checks.spelling import NotChecked
from centre.proofreading.proof_reader import ProofReader
from centre.reading.faults import Fault, Faults
from centre.texts import content
from site_plugins.checks.publishing import objections
from site_plugins.drawing import town_map
from site_plugins.run.console import print_faults, print_unforeseen, print_warnings
from site_plugins.run.reading import build_day
from site_plugins.search import questions
from site_plugins.search.engine import NoEngine


@click.command()
@click.argument(
    "folder",
    # a folder that may not be opened is told in Czech, as any other fault
    type=click.Path(path_type=Path, file_okay=False, exists=True, readable=False),
    default="content",
)
@click.option("--day", default="", help="Check as of this day, YYYY-MM-DD; today by default.")
@click.option("--search", is_flag=True, help="Ask the search what readers ask.")
@click.option("--publish", is_flag=True, help="Tell also what is not ready for the public.")
def main(folder: Path, day: str, search: bool, publish: bool) -> None:
    """Zkontroluje veškerý obsah."""
    faults: list[Fault] = []
    try:
        check(folder, build_day(day), faults, search=search, publish=publish)
    except Faults as error:
        print_faults(error.all)
        sys.exit(1)
    except Exception as error:
        print_unforeseen(error, Path("var"), Faults(faults).all)
        sys.exit(1)


def check(
    folder: Path, day: date, faults: list[Fault], *, search: bool = False, publish: bool = False
) -> None:
    """Print advice and a summary of sound content. Raises Faults with all that is wrong.

    ``faults`` collects what is known so far, so that it can be told whatever fails after it.
    """
    found = content.read_leniently(folder, day)
    faults += found.faults
    faults += town_map.faults(folder / "data")
    reader = ProofReader(found, LOCALE)
    faults += reader.errors()
    asked, mistakes = questions.read_questions(found)
    faults += mistakes
    if faults:
        raise Faults(faults)
    print_warnings((*found.facts.advice, *found.listings.advice))
    advise(reader)
    if search:
        advise_on_search(found, asked)
    if publish:
        print_warnings(objection.fault for objection in objections(found, day))
    click.echo(summary(found))


def advise(reader: ProofReader) -> None:
    """Print what a careful reader would change; none of it fails the check."""
    advice = reader.advice()
    try:
        advice += reader.spelling()
    except NotChecked as reason:
        click.echo(reason, err=True)
    for fault in Faults(advice).all:
        click.echo(f"Rada: {fault}", err=True)


def advise_on_search(found: content.Content, asked: questions.SearchQuestions) -> None:
    """Print the questions of readers that the search does not answer."""
    try:
        for fault in questions.advice(found, asked):
            click.echo(f"Rada: {fault}", err=True)
    except NoEngine as reason:
        click.echo(reason, err=True)


def summary(found: content.Content) -> str:
    """„V pořádku: 73 stránek, 22 pasáží formuláře, 14 linek pomoci.

    Přeloženo: en 20 z 73, uk 12 z 73.“
    """
    ids = len(found.pages.ids)
    translated = ", ".join(
        f"{lang} {ids - len(missing)} z {ids}" for lang, missing in found.pages.missing().items()
    )
    return (
        f"V pořádku: {ids} stránek, {len(found.passages.names)} pasáží formuláře, "
        f"{len(found.facts.helplines)} linek pomoci. Přeloženo: {translated}."
    )


if __name__ == "__main__":
    main()
