"""What the centre counts, in the field's terms. People, contacts and acts are three different
counts.

The terms are those of the yearly reports to the state (RVKPP) and of the records that feed them:
people are counted once a year each, contacts and acts as often as they happen.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from centre.language.i18n import N_, gettext

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
    label: str
    part_of: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the language spoken."""
        return gettext(self.label)

    @property
    def of_people(self) -> bool:
        """Whether a small number could tell who it was."""
        return self.unit != "pieces"


_CLIENTS = ("clients-with-code", "clients-without-code")

INDICATORS = MappingProxyType(
    {
        each.id: each
        for each in (
            Indicator("clients-with-code", "persons", "persons", N_("Clients with a code")),
            Indicator("clients-without-code", "persons", "persons", N_("Clients without a code")),
            Indicator(
                "clients-injecting",
                "persons",
                "persons",
                N_("Clients who inject"),
                part_of=_CLIENTS,
            ),
            Indicator(
                "first-contacts", "persons", "persons", N_("People who came for the first time")
            ),
            Indicator(
                "close-ones", "persons", "persons", N_("Parents and others close to a client")
            ),
            Indicator("contacts", "contacts", "contacts", N_("All contacts")),
            Indicator(
                "contacts-outreach",
                "contacts",
                "contacts",
                N_("Contacts on outreach"),
                part_of=("contacts",),
            ),
            Indicator("exchanges", "acts", "acts", N_("Exchanges of syringes")),
            Indicator("counselling", "acts", "acts", N_("Counselling")),
            Indicator("crisis-interventions", "acts", "acts", N_("Help in a crisis")),
            Indicator("treatments", "acts", "acts", N_("Treatment of wounds")),
            Indicator("hygiene", "acts", "acts", N_("Shower and laundry")),
            Indicator("food", "acts", "acts", N_("Food")),
            Indicator("tests-hiv", "acts", "acts", N_("Tests for HIV")),
            Indicator("tests-hbv", "acts", "acts", N_("Tests for hepatitis B")),
            Indicator("tests-hcv", "acts", "acts", N_("Tests for hepatitis C")),
            Indicator("tests-syphilis", "acts", "acts", N_("Tests for syphilis")),
            Indicator(
                "programme-clients",
                "material",
                "persons",
                N_("Clients of the exchange"),
                part_of=_CLIENTS,
            ),
            Indicator("syringes-issued", "material", "pieces", N_("Syringes given out")),
            Indicator("syringes-returned", "material", "pieces", N_("Syringes returned")),
            Indicator("syringes-found", "material", "pieces", N_("Discarded syringes collected")),
            Indicator("capsules", "material", "pieces", N_("Gelatine capsules")),
            Indicator("material", "material", "pieces", N_("Other material")),
            Indicator("enquiries", "enquiries", "enquiries", N_("Enquiries received")),
            Indicator(
                "enquiries-in-time",
                "enquiries",
                "enquiries",
                N_("Enquiries answered in time"),
                part_of=("enquiries",),
            ),
        )
    }
)
"""By id, in the order of the page."""


def family_name(family: Family) -> str:
    """„Osoby“: what a table of this family is called."""
    return {
        "persons": gettext("People"),
        "contacts": gettext("Contacts"),
        "acts": gettext("Interventions"),
        "material": gettext("Material"),
        "enquiries": gettext("Enquiries from the web"),
    }[family]


def unit_name(unit: Unit) -> str:
    """„počet lidí“: what one number counts."""
    return {
        "persons": gettext("number of people"),
        "contacts": gettext("number of meetings"),
        "acts": gettext("how many times"),
        "pieces": gettext("pieces"),
        "enquiries": gettext("number of enquiries"),
    }[unit]
