"""Helplines of others: ``helplines.yaml``. A wrong number here can cost a life."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from centre.reading.models import Fact
from centre.reading.values import Day, HelplineNumber, Identifier, Translations, WebAddress, refuse

AMBULANCE = "155"
"""The helpline that every page shows."""


class Helpline(Fact):
    """A number to call, with who runs it and how sure we are of it.

    ``hours`` is None when nobody could confirm them; ``nonstop`` is true only where that is
    certain. With ``link_only`` pages show the web address instead of the number. ``alone_ok`` marks
    the few numbers that everybody knows and that need no operator's name beside them.
    """

    id: Annotated[Identifier, Field(title="Značka")]
    number: Annotated[HelplineNumber, Field(title="Číslo")]
    name: Annotated[Translations, Field(title="Název")]
    operator: Annotated[Translations, Field(title="Kdo ji provozuje")]
    for_whom: Annotated[Translations, Field(title="Pro koho")]
    hours: Annotated[
        Translations | None, Field(title="Kdy", description="prázdné: nevíme jistě")
    ] = None
    nonstop: Annotated[bool, Field(title="Nepřetržitě")] = False
    free: Annotated[bool | None, Field(title="Zdarma", description="prázdné: nevíme jistě")] = None
    confidence: Annotated[Literal["very-high", "high", "medium"], Field(title="Jistota čísla")]
    source: Annotated[str, Field(title="Odkud číslo máme")]
    checked: Annotated[Day, Field(title="Naposledy ověřeno")]
    alone_ok: Annotated[bool, Field(title="Smí stát samotné")] = False
    link_only: Annotated[bool, Field(title="Ukázat jen odkaz")] = False
    url: Annotated[WebAddress | None, Field(title="Web")] = None

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if self.link_only and self.url is None:
            raise refuse(
                "link_only", "když se má ukázat jen odkaz (link_only), musí tu být web (url)"
            )
        if self.nonstop and self.hours is None:
            raise refuse("nonstop", "nepřetržitá linka (nonstop) má mít vyplněné i kdy (hours)")
        return self

    @property
    def digits(self) -> str:
        """The number for a ``tel:`` link."""
        return self.number.replace(" ", "")


class Helplines(Fact):
    """``helplines.yaml``."""

    helplines: Annotated[tuple[Helpline, ...], Field(title="Linky pomoci")]

    @field_validator("helplines")
    @classmethod
    def _the_ambulance_is_always_there(
        cls, helplines: tuple[Helpline, ...]
    ) -> tuple[Helpline, ...]:
        if not any(line.id == AMBULANCE for line in helplines):
            raise refuse("no_ambulance", f"chybí linka {AMBULANCE}; ukazuje ji každá stránka")
        return helplines
