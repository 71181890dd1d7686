"""What the centre counts, in the field's terms. People, contacts and acts are three different counts.

The terms are those of the yearly reports to the state (RVKPP) and of the records that feed them: people are
counted once a year each, contacts and acts as often as they happen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from centre.language.i18n import gettext as _

Family = Literal["persons", "contacts", "acts", "material", "enquiries"]
FAMILIES: tuple[Family, ...] = ("persons", "contacts", "acts", "material", "enquiries")

Unit = Literal["persons", "contacts", "acts", "pieces", "enquiries"]

RETURN_RATE = "return-rate"
"""Follows from two others and is never typed."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One count. ``part_of`` names the counts whose sum contains it."""

    id: str
    family: Family
    unit: Unit
    told: Callable[[], str]
    part_of: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the language spoken."""
        return self.told()

    @property
    def of_people(self) -> bool:
        """Whether a small number could tell who it was."""
        return self.unit != "pieces"


_CLIENTS = ("clients-with-code", "clients-without-code")

INDICATORS = MappingProxyType(
    {
        each.id: each
        for each in (
            Indicator("clients-with-code", "persons", "persons", lambda: _("Clients with a code")),
            Indicator("clients-without-code", "persons", "persons", lambda: _("Clients without a code")),
            Indicator(
                "clients-injecting", "persons", "persons", lambda: _("Clients who inject"), part_of=_CLIENTS
            ),
            Indicator(
                "first-contacts", "persons", "persons", lambda: _("People who came for the first time")
            ),
            Indicator("close-ones", "persons", "persons", lambda: _("Parents and others close to a client")),
            Indicator("contacts", "contacts", "contacts", lambda: _("All contacts")),
            Indicator(
                "contacts-outreach",
                "contacts",
                "contacts",
                lambda: _("Contacts on outreach"),
                part_of=("contacts",),
            ),
            Indicator("exchanges", "acts", "acts", lambda: _("Exchanges of syringes")),
            Indicator("counselling", "acts", "acts", lambda: _("Counselling")),
            Indicator("crisis-interventions", "acts", "acts", lambda: _("Help in a crisis")),
            Indicator("treatments", "acts", "acts", lambda: _("Treatment of wounds")),
            Indicator("hygiene", "acts", "acts", lambda: _("Shower and laundry")),
            Indicator("food", "acts", "acts", lambda: _("Food")),
            Indicator("tests-hiv", "acts", "acts", lambda: _("Tests for HIV")),
            Indicator("tests-hbv", "acts", "acts", lambda: _("Tests for hepatitis B")),
            Indicator("tests-hcv", "acts", "acts", lambda: _("Tests for hepatitis C")),
            Indicator("tests-syphilis", "acts", "acts", lambda: _("Tests for syphilis")),
            Indicator(
                "programme-clients",
                "material",
                "persons",
                lambda: _("Clients of the exchange"),
                part_of=_CLIENTS,
            ),
            Indicator("syringes-issued", "material", "pieces", lambda: _("Syringes given out")),
            Indicator("syringes-returned", "material", "pieces", lambda: _("Syringes returned")),
            Indicator("syringes-found", "material", "pieces", lambda: _("Discarded syringes collected")),
            Indicator("capsules", "material", "pieces", lambda: _("Gelatine capsules")),
            Indicator("material", "material", "pieces", lambda: _("Other material")),
            Indicator("enquiries", "enquiries", "enquiries", lambda: _("Enquiries received")),
            Indicator(
                "enquiries-in-time",
                "enquiries",
                "enquiries",
                lambda: _("Enquiries answered in time"),
                part_of=("enquiries",),
            ),
        )
    }
)
"""By id, in the order of the page."""


def family_name(family: Family) -> str:
    """„Osoby“: what a table of this family is called."""
    return {
        "persons": _("People"),
        "contacts": _("Contacts"),
        "acts": _("Interventions"),
        "material": _("Material"),
        "enquiries": _("Enquiries from the web"),
    }[family]


def unit_name(unit: Unit) -> str:
    """„počet lidí“: what one number counts."""
    return {
        "persons": _("number of people"),
        "contacts": _("number of meetings"),
        "acts": _("how many times"),
        "pieces": _("pieces"),
        "enquiries": _("number of enquiries"),
    }[unit]
