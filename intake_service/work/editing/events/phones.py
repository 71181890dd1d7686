"""A new number of the centre: where the old one stands, and what the new one must not be."""

from dataclasses import dataclass
from typing import Final

from centre.editing import rewriting
from centre.editing.events import mentions
from centre.facts.centre import Phone
from centre.hours import notices
from centre.language.i18n import N_, gettext
from centre.language.localized_text import JoinedText
from intake_service.work.editing import saving
from intake_service.work.editing.saving import Edit
from intake_service.work.service import Service

FILE: Final = "centre.yaml"
NAMES: Final = {
    "centre": N_("Phone of the centre"),
    "outreach": N_("Phone of the outreach team"),
    "syringe": N_("Phone for found syringes"),
}


class TakenBy(Exception):
    """Somebody else has the number; the message says who."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class CentrePhone:
    """One of the centre's numbers, as staff know it."""

    purpose: str
    name: str
    phone: Phone


def phones(service: Service) -> list[CentrePhone]:
    """All numbers of the centre."""
    found = service.facts.centre.contacts.phones
    return [CentrePhone(purpose, _name(service, purpose), each) for purpose, each in found.items()]


def phone(service: Service, purpose: str) -> CentrePhone | None:
    """One of them."""
    return next((each for each in phones(service) if each.purpose == purpose), None)


def places_with(service: Service, found: CentrePhone) -> list[str]:
    """Where readers meet the number: premises, and the titles of texts."""
    houses = [
        str(notices.title(each)) for each in service.facts.premises if each.phone == found.purpose
    ]
    everywhere = [gettext("at the foot of every page")] if found.purpose == "centre" else []
    texts = mentions.of_snippet(service.settings.content, ("tel",), found.purpose)
    return [*everywhere, *houses, *texts]


def change(service: Service, found: CentrePhone, number: str) -> Edit:
    """The change in the file. Raises TakenBy, Faults, rewriting.CannotRewrite."""
    _check_free(service, found, number)
    opened = saving.open_file(service, FILE)
    path = ("contacts", "phones", found.purpose, "number")
    words = {"name": found.name, "number": number}
    sentence = gettext("%(name)s has a new number: %(number)s.") % words
    return Edit(opened, rewriting.put(opened.text, path, number), sentence)


def _check_free(service: Service, found: CentrePhone, number: str) -> None:
    for other in phones(service):
        if other.phone.number == number and other.purpose != found.purpose:
            raise TakenBy(other.name)
    digits = number.replace(" ", "").removeprefix("+420")
    for line in service.facts.helplines.values():
        if line.digits == digits:
            raise TakenBy(str(line.name))


def _name(service: Service, purpose: str) -> str:
    if purpose in NAMES:
        return gettext(NAMES[purpose])
    houses = [notices.title(each) for each in service.facts.premises if each.phone == purpose]
    return JoinedText.joined(", ", houses) if houses else purpose
