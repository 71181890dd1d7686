"""Days ahead on which the usual hours do not hold: closed, or open beyond them."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from centre.editing import rewriting
from centre.editing.opened_file import OpenedFile
from centre.facts.opening_hours import EVERYWHERE, Closure, Special
from centre.hours import notices
from centre.hours.timetable import Timetable
from centre.language.i18n import N_, gettext
from centre.reading.models import FieldPath, check
from centre.reading.values import Translations
from intake_service import clock
from intake_service.work.editing import day_changes, saving
from intake_service.work.editing.saving import Edit, NotInOrder
from intake_service.work.service import Service

FILE: Final = "closures.yaml"
CLOSURE_REASONS: Final = {
    **day_changes.REASONS,
    "holiday": N_("We are on holiday"),
    "training": N_("Training of the whole team"),
    "break": N_("Christmas break"),
}
OPENING_REASONS: Final = {
    "extra": N_("Open beyond the usual hours"),
    "before": N_("Longer hours before the holidays"),
    "instead": N_("Instead of a day on which we were closed"),
}
"""Readers are always told why it is open: otherwise they would take it for the usual hours."""


@dataclass(frozen=True)
class Exceptional:
    """A closure or a special opening that is to come, as it lies in the file."""

    path: FieldPath
    fields: Mapping[str, Any]
    sentence: str
    first: date

    @property
    def print(self) -> str:
        """By what a page names it: its place in the list may change meanwhile."""
        told = json.dumps([self.path[0], self.fields], sort_keys=True)
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Prepared:
    """The change in the file, and what becomes of the promise of an answer."""

    edit: Edit
    answer_day: date
    answer_day_before: date


def open_exceptions(service: Service) -> OpenedFile:
    """The file. Raises Faults, rewriting.CannotRewrite."""
    opened = saving.open_file(service, FILE)
    rewriting.read(opened.text)
    return opened


def coming(service: Service, opened: OpenedFile) -> list[Exceptional]:
    """All that is not over, in the order of days."""
    return sorted(_coming(service, opened), key=lambda each: each.first)


def close(service: Service, opened: OpenedFile, fields: Mapping[str, Any]) -> Prepared:
    """A closure more. Raises NotInOrder, CannotRewrite."""
    closure, faults = check(Closure, fields, FILE)
    if closure is None:
        raise NotInOrder(faults)
    facts = service.facts
    changed = replace(facts, closures=(*facts.closures, closure))
    sentence = notices.notice(Timetable(changed), closure)
    text = rewriting.add(opened.text, ("closures",), fields)
    return Prepared(
        edit=Edit(opened, text, sentence),
        answer_day=day_changes.answer_day(service, changed),
        answer_day_before=day_changes.answer_day(service, facts),
    )


def open_specially(service: Service, opened: OpenedFile, fields: Mapping[str, Any]) -> Edit:
    """A special opening more. Raises NotInOrder, CannotRewrite."""
    special, faults = check(Special, fields, FILE)
    if special is None:
        raise NotInOrder(faults)
    sentence = notices.special_notice(service.live.timetable, special)
    return Edit(opened, rewriting.add(opened.text, ("specials",), fields), sentence)


def cancel(opened: OpenedFile, found: Exceptional) -> Edit:
    """One of them taken away. Raises CannotRewrite."""
    words = gettext("This does not hold any more: %(sentence)s") % {"sentence": found.sentence}
    return Edit(opened, rewriting.drop(opened.text, found.path), words)


def reason_of(reasons: Mapping[str, str], key: str, own: str) -> Any:
    """Why, as it stands in the file; None where nobody says."""
    if own:
        return own
    message = reasons.get(key) if key else None
    return Translations.of_message(message).by_language if message else None


def _coming(service: Service, opened: OpenedFile) -> Iterator[Exceptional]:
    today = clock.today()
    timetable = service.live.timetable
    known = service.facts.places
    for number, fields in enumerate(opened.content.get("closures") or ()):
        closure, _ = check(Closure, fields, FILE)
        if closure and closure.last_day >= today and _all_known(closure.places, known):
            words = notices.notice(timetable, closure)
            yield Exceptional(("closures", number), fields, words, closure.first_day)
    for number, fields in enumerate(opened.content.get("specials") or ()):
        special, _ = check(Special, fields, FILE)
        if special and special.day >= today and _all_known(special.places, known):
            words = notices.special_notice(timetable, special)
            yield Exceptional(("specials", number), fields, words, special.day)


def _all_known(places: tuple[str, ...], known: Mapping[str, Any]) -> bool:
    return all(place == EVERYWHERE or place in known for place in places)
