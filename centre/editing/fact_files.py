"""Which files of facts can be edited, what each is called, and what is dangerous in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from centre.facts.centre import Centre
from centre.facts.helplines import Helplines
from centre.facts.opening_hours import Exceptions, Hours
from centre.facts.places import Places
from centre.listings.alerts import Alerts
from centre.listings.funder_tables import FUNDER_TABLES, FunderTables
from centre.listings.partners import NamedPartners
from centre.reading.models import FieldPath


@dataclass(frozen=True)
class FactFile:
    """One file of facts, as staff know it."""

    name: str
    title: str
    model: type[BaseModel]
    dangerous: tuple[str, ...] = ()
    """Fields, or groups of them, in which a mistake may cost a life or lead a reader astray."""
    beginning: str = ""
    """What a centre begins with that has no such file yet; empty where each has one."""

    def is_dangerous(self, path: FieldPath) -> bool:
        """Whether a change at ``path`` wants a fresh code."""
        steps = [step for step in path if isinstance(step, str)]
        return any(steps[: len(each.split("."))] == each.split(".") for each in self.dangerous)


_NO_ALERTS: Final = "checked_on: 2026-11-29\nalerts: []\n"
"""The day is put right by whoever adds the first warning."""

FACT_FILES: Final[Mapping[str, FactFile]] = {
    each.name: each
    for each in (
        FactFile("hours.yaml", "Otevírací doba", Hours),
        FactFile("closures.yaml", "Výjimky: zavřeno a mimořádně otevřeno", Exceptions),
        FactFile("places.yaml", "Místa", Places, dangerous=("premises.phone",)),
        FactFile(
            "centre.yaml",
            "Centrum, telefony a sliby",
            Centre,
            dangerous=("contacts", "exit_address", "base_url", "demo", "retention"),
        ),
        FactFile("helplines.yaml", "Linky pomoci", Helplines, dangerous=("helplines",)),
        FactFile("alerts.yaml", "Varování", Alerts, beginning=_NO_ALERTS),
        FactFile(
            "partners.yaml",
            "Partneři",
            NamedPartners,
            dangerous=("partners",),
            beginning="partners: []\n",
        ),
        FactFile(
            FUNDER_TABLES,
            "Tabulky pro toho, kdo centrum platí",
            FunderTables,
            beginning="tables: []\n",
        ),
    )
}
"""By the names of the files. Others are changed with the files themselves."""
