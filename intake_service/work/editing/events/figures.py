"""The figures of a year: what the table says, and what would change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from centre.editing.events import figures_table
from centre.editing.opened_file import OpenedFile
from centre.language.i18n import gettext, number_words
from centre.listings.indicators import INDICATORS, Indicator
from centre.listings.loading import RESULTS
from centre.listings.results import FEWEST_PUBLISHED, FIRST_YEAR, Results, read_results
from centre.reading.faults import Fault
from centre.reading.files import as_if_written
from intake_service import clock
from intake_service.work.editing.saving import Edit, NotInOrder
from intake_service.work.service import Service

FILE: Final = RESULTS
YEARS_SHOWN: Final = 4


@dataclass(frozen=True)
class Changed:
    """One figure that would be different."""

    indicator: Indicator
    before: str
    after: int | None
    is_hidden: bool
    """Whether readers are not told it, because it is so small."""

    @property
    def words(self) -> str:
        """„Klienti s kódem: 298 → 310“."""
        after = number_words(self.after) if self.after is not None else "–"
        return f"{self.indicator.name}: {self.before or '–'} → {after}"


@dataclass(frozen=True)
class Prepared:
    """The change in the file, figure by figure."""

    edit: Edit
    changed: tuple[Changed, ...]
    fewest: int = FEWEST_PUBLISHED


def open_figures(service: Service) -> OpenedFile:
    """The file. Raises Faults."""
    return OpenedFile.open(service.settings.content, FILE, figures_table.BEGINNING)


def years() -> list[int]:
    """The years that somebody may write about now, the newest first."""
    this_year = clock.today().year
    return [each for each in range(this_year, this_year - YEARS_SHOWN, -1) if each >= FIRST_YEAR]


def values(opened: OpenedFile, year: int) -> dict[str, str]:
    """What the file says of a year. Raises rewriting.CannotRewrite."""
    return figures_table.values(opened.text, year)


def prepare(
    service: Service, opened: OpenedFile, year: int, wanted: Mapping[str, int | None]
) -> Prepared | None:
    """The change as it would be written; None where nothing would change.

    Raises NotInOrder with faults named by indicator, rewriting.CannotRewrite.
    """
    before = values(opened, year)
    different = {
        name: value for name, value in wanted.items() if _is_other(before.get(name, ""), value)
    }
    if not different:
        return None
    demo = service.facts.centre.demo
    text = figures_table.changed(opened.text, year, different, demo=demo)
    results = _checked(opened, text, demo=demo)
    found = tuple(
        Changed(
            indicator=INDICATORS[name],
            before=before.get(name, ""),
            after=value,
            is_hidden=results.is_hidden(name, year),
        )
        for name, value in different.items()
    )
    words = {"year": year, "figures": "; ".join(each.words for each in found)}
    sentence = gettext("Results of the year %(year)s. %(figures)s.") % words
    return Prepared(Edit(opened, text, sentence), found)


def by_indicator(text: str, faults: list[Fault]) -> list[Fault]:
    """Faults of the table under the indicator on their line, which is called by its name."""
    return [_named(each, figures_table.indicator_at(text, each.line)) for each in faults]


def _named(fault: Fault, indicator: str) -> Fault:
    if indicator not in INDICATORS:
        return replace(fault, field="")
    words = fault.message.replace(indicator, f"„{INDICATORS[indicator].name}“")
    return replace(fault, field=indicator, message=words)


def _checked(opened: OpenedFile, text: str, *, demo: bool) -> Results:
    this_year = clock.today().year
    with as_if_written(opened.path, text):
        results, faults = read_results(opened.path, demo=demo, this_year=this_year)
    known: list[Fault] = []
    if not opened.is_new:
        known = read_results(opened.path, demo=demo, this_year=this_year)[1]
    told = {(each.field, each.message) for each in known}
    if new := [each for each in faults if (each.field, each.message) not in told]:
        raise NotInOrder(by_indicator(text, new))
    return results


def _is_other(before: str, value: int | None) -> bool:
    digits = "".join(before.split())
    return digits != ("" if value is None else str(value))
