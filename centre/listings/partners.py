"""Services that the centre works with: ``partner_types.yaml``, and those by name,
``partners.yaml``."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from centre.reading.faults import Fault
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.values import Identifier, PhoneNumber, Translations, WebAddress


class PartnerType(Fact):
    """A kind of service: what it is good for, and how people get there from us."""

    id: Annotated[Identifier, Field(title="Kotva")]
    title: Annotated[Translations, Field(title="Název")]
    good_for: Annotated[Translations, Field(title="K čemu je to dobré")]
    handover: Annotated[Translations, Field(title="Jak předání probíhá")]
    needed: Annotated[Translations | None, Field(title="Co k tomu bývá potřeba")] = None


class Partner(Fact):
    """One service by name. A sample one may stand only in a sample centre."""

    name: Annotated[Translations, Field(title="Název")]
    type: Annotated[Identifier, Field(title="Druh")]
    town: Annotated[str, Field(title="Město")]
    offers: Annotated[Translations | None, Field(title="S čím pomůže")] = None
    phone: Annotated[PhoneNumber | None, Field(title="Telefon")] = None
    url: Annotated[WebAddress | None, Field(title="Web")] = None
    sample: Annotated[bool, Field(title="Ukázka")] = False

    @property
    def digits(self) -> str:
        """The number for a ``tel:`` link; empty when there is none."""
        return (self.phone or "").replace(" ", "")


class PartnerTypes(Fact):
    """``partner_types.yaml``."""

    types: Annotated[tuple[PartnerType, ...], Field(title="Druhy služeb", min_length=1)]


class NamedPartners(Fact):
    """``partners.yaml``."""

    partners: Annotated[tuple[Partner, ...], Field(title="Partneři")] = ()


@dataclass(frozen=True, slots=True)
class Partners:
    """Both files together."""

    types: tuple[PartnerType, ...] = ()
    partners: tuple[Partner, ...] = ()

    def of(self, kind: PartnerType) -> list[Partner]:
        """Those of one type."""
        return [partner for partner in self.partners if partner.type == kind.id]


def faults_in_partners(partners: Partners, *, demo: bool) -> Iterator[Fault]:
    """Unknown types, types told twice, and samples among real services."""
    seen: dict[str, PartnerType] = {}
    for kind in partners.types:
        if kind.id in seen:
            yield kind.fault("id", f"druh „{kind.id}“ už je na řádku {seen[kind.id].line}")
        seen.setdefault(kind.id, kind)
    for partner in partners.partners:
        if partner.type not in seen:
            near = suggestion(partner.type, seen)
            yield partner.fault("type", f"druh „{partner.type}“ mezi druhy služeb není{near}")
        if partner.sample and not demo:
            yield partner.fault("sample", "ukázkový partner smí být jen v ukázce (demo: true)")
