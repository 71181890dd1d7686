"""``kacko check``: checks all content and writes nothing.

Prints every fault of data, front matter, texts, links and language in one run, in Czech, and exits
with 1; or gives advice and says how much is in order.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import click

from centre.language.language import LOCALE
from centre.layers.account import account
from centre.proofreading.checks.spelling import NotChecked
from centre.proofreading.proof_reader import ProofReader
from centre.reading.faults import Fault, Faults
from centre.texts import content
from site_plugins.checks import list_headings
from site_plugins.checks.publishing import objections
from site_plugins.drawing import town_map
from site_plugins.run.console import print_faults, print_unforeseen, print_warnings
from site_plugins.run.reading import build_day
from site_plugins.search import questions
from site_plugins.search.engine import NoEngine

IN_ORDER: Final = 0
HAS_FAULTS: Final = 1
NOT_CHECKED: Final = 2
"""What the command ends with; the last also where it was called in a wrong way."""


@dataclass
class Report:
    """What a check has found so far; each fault stops the site, nothing else does."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    advice: list[Fault] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    """Why a part of the check could not run here."""
    summary: str = ""
    common: str = ""
    """Whose the texts are; empty where all are the centre's own."""

    def as_json(self) -> str:
        """The report for other programs: faults as objects of file, line, field and message."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


@click.command("check")
@click.argument(
    "folder",
    # a folder that may not be opened is told in Czech, as any other fault
    type=click.Path(path_type=Path, file_okay=False, exists=True, readable=False),
    default=lambda: os.environ.get("KACKO_CONTENT") or "content",
)
@click.option("--day", default="", help="Check as of this day, YYYY-MM-DD; today by default.")
@click.option("--search", is_flag=True, help="Ask the search what readers ask.")
@click.option("--publish", is_flag=True, help="Tell also what is not ready for the public.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of sentences.")
def main(folder: Path, day: str, search: bool, publish: bool, as_json: bool) -> None:
    """Zkontroluje veškerý obsah. Skončí s 0, když je v pořádku, s 1, když ne."""
    report = Report()
    ends_with = IN_ORDER
    try:
        check(folder, build_day(day), report, search=search, publish=publish)
    except Faults as error:
        report.faults = list(error.all)
        ends_with = HAS_FAULTS
    except Exception as error:
        print_unforeseen(error, Path("var"), () if as_json else Faults(report.faults).all)
        sys.exit(NOT_CHECKED)
    if as_json:
        click.echo(report.as_json())
    else:
        print_report(report)
    sys.exit(ends_with)


def check(
    folder: Path, day: date, report: Report, *, search: bool = False, publish: bool = False
) -> None:
    """Write into ``report`` what is found. Raises Faults with all that is wrong.

    What is known so far stands in the report, so that it can be told whatever fails after it.
    """
    found = content.read_leniently(folder, day)
    report.faults += found.faults
    report.faults += list_headings.faults(found)
    report.faults += town_map.faults(folder / "data")
    reader = ProofReader(found, LOCALE)
    report.faults += reader.errors()
    asked, mistakes = questions.read_questions(found)
    report.faults += mistakes
    if report.faults:
        raise Faults(report.faults)
    report.warnings += found.advice
    advise(reader, report)
    if search:
        advise_on_search(found, asked, report)
    if publish:
        report.warnings += (objection.fault for objection in objections(found, day))
    report.summary = summary(found)
    report.common = told_of_common(folder)


def advise(reader: ProofReader, report: Report) -> None:
    """Note what a careful reader would change; none of it fails the check."""
    advice = reader.advice()
    try:
        advice += reader.spelling()
    except NotChecked as reason:
        report.unchecked.append(str(reason))
    report.advice += Faults(advice).all


def advise_on_search(
    found: content.Content, asked: questions.SearchQuestions, report: Report
) -> None:
    """Note the questions of readers that the search does not answer."""
    try:
        report.advice += questions.advice(found, asked)
    except NoEngine as reason:
        report.unchecked.append(str(reason))


def print_report(report: Report) -> None:
    """Tell the report to a person: faults alone, or all the rest."""
    if report.faults:
        print_faults(report.faults)
        return
    print_warnings(report.warnings)
    for fault in report.advice:
        click.echo(f"Rada: {fault}", err=True)
    for reason in report.unchecked:
        click.echo(reason, err=True)
    click.echo(report.summary)
    if report.common:
        click.echo(report.common)


def told_of_common(folder: Path) -> str:
    """„Vlastních souborů: 9, společných: 108. Ve společných se od posledně změnilo: 2 …“"""
    found = account(folder)
    if found is None:
        return ""
    told = f"Vlastních souborů: {len(found.own)}, společných: {len(found.common)}."
    if found.to_look_at:
        told += (
            f" Ve společných se od posledně změnilo: {len(found.changed)}, nových: "
            f"{len(found.new)}, zaniklo: {len(found.gone)}. Vypíše je kacko common."
        )
    return told


def summary(found: content.Content) -> str:
    """„V pořádku: 73 stránek, 22 pasáží formuláře, 20 šablon odpovědí, 14 linek pomoci.

    Přeloženo: en 20 z 73, uk 12 z 73.“
    """
    ids = len(found.pages.ids)
    translated = ", ".join(
        f"{lang} {ids - len(missing)} z {ids}" for lang, missing in found.pages.missing().items()
    )
    return (
        f"V pořádku: {ids} stránek, {len(found.passages.names)} pasáží formuláře, "
        f"{len(found.replies.names)} šablon odpovědí, "
        f"{len(found.facts.helplines)} linek pomoci. Přeloženo: {translated}."
    )


if __name__ == "__main__":
    main()
