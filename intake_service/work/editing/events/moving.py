"""A house that moves: announced before, its new address on the day, and what else to look at."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from centre.editing import rewriting
from centre.editing.events import mentions
from centre.editing.opened_file import OpenedFile
from centre.facts.places import Address, Premises
from centre.hours import notices
from centre.language.i18n import date_words, gettext, speaking
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.reading.models import FieldPath, check
from centre.reading.values import Translations
from intake_service.work.editing import saving
from intake_service.work.editing.saving import Edit, NotInOrder
from intake_service.work.service import Service

FILE: Final = "places.yaml"


def announce(service: Service, place: Premises, day: date, address: Address) -> Edit:
    """A sentence before the directions, in all languages; the address itself stays until the day.

    Raises Faults, NotInOrder, rewriting.CannotRewrite.
    """
    opened = saving.open_file(service, FILE)
    directions: dict[str, str] = {}
    before = place.directions.by_language if place.directions else {}
    for lang in LANGUAGES:
        with speaking(lang):
            sentence = _notice(day, address) if lang == ORIGINAL else _notice_without_street(day)
        directions[lang] = " ".join(filter(None, (sentence, before.get(lang))))
    path = (*_path(opened, place), "directions")
    text = rewriting.put(opened.text, path, directions)
    words = {"place": notices.title(place), "notice": _notice(day, address)}
    return Edit(opened, text, gettext("%(place)s: %(notice)s") % words)


def move(service: Service, place: Premises, fields: Mapping[str, Any]) -> Edit:
    """The new address, coordinates and directions; what is empty goes.

    Raises Faults, NotInOrder with faults such as `address.street`, rewriting.CannotRewrite.
    """
    opened = saving.open_file(service, FILE)
    path = _path(opened, place)
    before = _at(opened, path)
    after = {**before, **fields}
    after = {name: value for name, value in after.items() if value}
    moved, faults = check(Premises, after, FILE)
    if moved is None:
        raise NotInOrder(faults)
    text = opened.text
    for name in fields:
        if name not in after and name in before:
            text = rewriting.drop(text, (*path, name))
        elif name in after and not _says_the_same(before.get(name), after[name]):
            text = rewriting.put(text, (*path, name), after[name])
    words = {"place": notices.title(moved), "address": moved.address}
    return Edit(opened, text, gettext("%(place)s is at a new address: %(address)s.") % words)


def texts_with(service: Service, place: Premises) -> list[str]:
    """The titles of texts that write the old street out."""
    return mentions.of_words(service.settings.content, place.address.street)


def _notice(day: date, address: Address) -> str:
    words = {"day": date_words(day), "address": address}
    return gettext("From %(day)s you will find us at this address: %(address)s.") % words


def _notice_without_street(day: date) -> str:
    """A street is a Czech word, and nobody can mark it as one in a fact."""
    words = {"day": date_words(day)}
    return gettext("We are moving on %(day)s. Please call us for the new address.") % words


def _path(opened: OpenedFile, place: Premises) -> FieldPath:
    for number, each in enumerate(opened.content.get("premises") or ()):
        if each.get("id") == place.id:
            return "premises", number
    raise rewriting.CannotRewrite


def _at(opened: OpenedFile, path: FieldPath) -> dict[str, Any]:
    found = opened.content
    for step in path:
        found = found[step]
    return dict(found)


def _says_the_same(before: Any, after: Any) -> bool:
    if isinstance(before, str) and isinstance(after, Mapping):
        return bool(Translations.model_validate(before).by_language == after)
    return bool(before == after)
