"""Tables of those who pay for the centre: ``funder_tables.yaml``. Each row has the funder's own
words, and the sum of our figures that belongs into it.

Forms of funders change from year to year; the centre changes this file and waits for nobody.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from centre.intake.counted_figures import FIGURES, NO_SUMS, is_part, whole_of
from centre.reading.faults import Fault
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.values import Identifier, refuse

FUNDER_TABLES: Final = "funder_tables.yaml"

_COUNTS_PEOPLE: Final = re.compile(
    r"(?:(?:celkový )?počet )?(?:všech )?"
    r"(?:osob[ay]?|klient(?:i|ů|ky|ek)?|(?:prvo|první )?kontakt[yů]?|prvních kontaktů"
    r"|intervenc[eí]|uživatel(?:é|ů)?|lid[ií])\b",
    re.IGNORECASE,
)
"""Rows of persons, contacts and interventions: no sum of enquiries is one of these."""


def _sound(figures: tuple[str, ...]) -> tuple[str, ...]:
    """The figures of a row, if each is known and none is counted twice."""
    unknown = [each for each in figures if each not in FIGURES]
    if unknown:
        raise refuse("figure", "; ".join(map(_unknown, unknown)))
    wholes = {whole_of(each) for each in figures}
    if len(figures) > 1 and (len(wholes) > 1 or not all(map(is_part, figures))):
        raise refuse(
            "figures_mixed",
            "sčítat jdou jen části jednoho celku, třeba „received.counselling“ a "
            "„received.relatives“; jinak by se něco započítalo dvakrát",
        )
    if len(set(figures)) < len(figures):
        raise refuse("figure_twice", "totéž číslo je tu dvakrát")
    return figures


def _unknown(figure: str) -> str:
    if figure in NO_SUMS:
        return f"„{figure}“ je medián nebo průměr a do součtu nepatří"
    near = suggestion(figure, FIGURES) or "; známá čísla jsou v návodu pro editory"
    return f"číslo „{figure}“ neznáme{near}"


class FunderRow(Fact):
    """One row of a funder's form."""

    name: Annotated[
        str, Field(title="Název řádku", description="slovo od slova, jak ho má formulář")
    ]
    code: Annotated[str | None, Field(title="Kód řádku ve formuláři")] = None
    figures: Annotated[
        tuple[str, ...],
        AfterValidator(_sound),
        Field(
            title="Která naše čísla sečíst",
            description="každé na řádek; bez čísel se řádek doplní z evidence klientů",
        ),
    ] = ()


class FunderTable(Fact):
    """The table that one funder asks for."""

    id: Annotated[Identifier, Field(title="Značka", description="stojí v adrese na pultu")]
    title: Annotated[str, Field(title="Název tabulky")]
    note: Annotated[
        str | None, Field(title="Poznámka", description="třeba do kdy se posílá a kam")
    ] = None
    rows: Annotated[tuple[FunderRow, ...], Field(title="Řádky")] = ()
    sample: Annotated[bool, Field(title="Ukázka")] = False


class FunderTables(Fact):
    """``funder_tables.yaml``."""

    tables: Annotated[tuple[FunderTable, ...], Field(title="Tabulky")] = ()


def faults_in_funder_tables(tables: Sequence[FunderTable], *, demo: bool) -> Iterator[Fault]:
    """Each table has a mark of its own, none is invented, and none makes persons of enquiries."""
    seen: dict[str, FunderTable] = {}
    for table in tables:
        if table.id in seen:
            yield table.fault("id", f"tabulka „{table.id}“ už je na řádku {seen[table.id].line}")
        seen.setdefault(table.id, table)
        if table.sample and not demo:
            yield table.fault("sample", "ukázková tabulka smí být jen v ukázce (demo: true)")
        for row in table.rows:
            yield from _of_people(row)


def _of_people(row: FunderRow) -> Iterator[Fault]:
    if row.figures and _COUNTS_PEOPLE.match(row.name):
        yield row.fault(
            "figures",
            f"„{row.name}“ z dotazů na webu spočítat nejde: dotaz není osoba, kontakt ani "
            "intervence; nechte řádek bez čísel, doplní se z evidence klientů",
        )
