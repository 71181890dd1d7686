"""Where the centre works: ``places.yaml``."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from centre.language.languages import ORIGINAL
from centre.language.localized_text import LocalizedText
from centre.reading.models import Fact
from centre.reading.values import Day, DecimalNumber, Identifier, Translations, matching

KindOfPlace = Literal["street", "park", "station", "stop", "square"]
"""Kinds of public places where outreach workers walk: all that is ever told about a spot."""

_NO_SPOT = "terénní místo souřadnice nemá: přesné místo nezveřejňujeme, stačí město nebo jeho část"


class Address(Fact):
    """A postal address in Czechia."""

    street: Annotated[str, Field(title="Ulice a číslo")]
    town: Annotated[str, Field(title="Město")]
    postal_code: Annotated[
        str, matching(r"[0-9]{3} [0-9]{2}", "PSČ, třeba 591 01"), Field(title="PSČ")
    ]

    def __str__(self) -> str:
        return f"{self.street}, {self.postal_code} {self.town}"

    def __html__(self) -> str:
        """How templates write it: an address is in Czech on every page."""
        return LocalizedText(str(self), ORIGINAL).__html__()


class Coordinates(Fact):
    """A point in Czechia (WGS 84, degrees); the bounds catch the two numbers in the wrong order."""

    lat: Annotated[DecimalNumber, Field(title="Zeměpisná šířka", ge=48.5, le=51.1)]
    lon: Annotated[DecimalNumber, Field(title="Zeměpisná délka", ge=12.0, le=18.9)]


class Premises(Fact):
    """A house with a door that people can come to."""

    SECTION: ClassVar = "places"

    id: Annotated[Identifier, Field(title="Značka")]
    name: Annotated[Translations, Field(title="Název")]
    address: Annotated[Address, Field(title="Adresa")]
    coordinates: Annotated[Coordinates | None, Field(title="Souřadnice vchodu")] = None
    accessibility: Annotated[Translations | None, Field(title="Přístupnost")] = None
    directions: Annotated[Translations | None, Field(title="Jak k nám")] = None
    phone: Annotated[Identifier, Field(title="Který telefon z kontaktů")] = "centre"


class Town(Fact):
    """A town, or a named part of it, where outreach workers walk.

    It has no coordinates, on purpose.
    """

    REFUSED: ClassVar[Mapping[str, str]] = MappingProxyType(
        dict.fromkeys(("coordinates", "lat", "lon", "gps", "souradnice"), _NO_SPOT)
    )
    SECTION: ClassVar = "towns"

    id: Annotated[Identifier, Field(title="Značka")]
    name: Annotated[Translations, Field(title="Město")]
    part: Annotated[Translations | None, Field(title="Část města")] = None
    kinds: Annotated[tuple[KindOfPlace, ...], Field(title="Druhy míst", min_length=1)]
    district: Annotated[str, Field(title="Okres")]

    def title_in(self, lang: str) -> LocalizedText:
        """„Žďár nad Sázavou“, or with its part „Žďár nad Sázavou, Stalingrad“."""
        part = f", {self.part.in_(lang)}" if self.part else ""
        return LocalizedText(self.name.in_(lang) + part, self.name.language_of(lang))


Place = Premises | Town


class Places(Fact):
    """``places.yaml``."""

    checked_on: Annotated[Day, Field(title="Naposledy ověřeno")]
    premises: Annotated[tuple[Premises, ...], Field(title="Kamenná místa")] = ()
    towns: Annotated[tuple[Town, ...], Field(title="Terénní program")] = ()
