"""A warning of something unusually dangerous: begun, and ended before its day."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from centre.editing import rewriting
from centre.editing.opened_file import OpenedFile
from centre.language.i18n import date_words, gettext
from centre.listings.alerts import Alert
from centre.reading.models import check
from intake_service import clock
from intake_service.work.editing import saving
from intake_service.work.editing.saving import Edit, NotInOrder
from intake_service.work.service import Service

FILE: Final = "alerts.yaml"
LONGEST_NAME: Final = 60


@dataclass(frozen=True)
class Standing:
    """A warning that holds, or is to come, with its place in the file."""

    number: int
    alert: Alert


def open_warnings(service: Service) -> OpenedFile:
    """The file. Raises Faults, rewriting.CannotRewrite."""
    opened = saving.open_file(service, FILE)
    rewriting.read(opened.text)
    return opened


def standing(opened: OpenedFile) -> list[Standing]:
    """Those that are not over, the newest first."""
    found = [each for each in _all(opened) if each.alert.valid_to >= clock.today()]
    return sorted(found, key=lambda each: each.alert.updated, reverse=True)


def begin(opened: OpenedFile, fields: Mapping[str, Any]) -> Edit:
    """A warning more. Raises NotInOrder, rewriting.CannotRewrite."""
    today = clock.today().isoformat()
    name = _free_name(opened, str(fields["title"].get("cs", "")))
    entry = {"id": name, "valid_from": today, **fields}
    alert, faults = check(Alert, entry, FILE)
    if alert is None:
        raise NotInOrder(faults)
    text = rewriting.put(opened.text, ("checked_on",), today)
    text = rewriting.add(text, ("alerts",), entry)
    words = {"title": alert.title, "day": date_words(alert.valid_to)}
    return Edit(opened, text, gettext("Warning until %(day)s: %(title)s.") % words)


def end(opened: OpenedFile, found: Standing) -> Edit:
    """A warning that does not hold any more. Raises rewriting.CannotRewrite."""
    path = ("alerts", found.number)
    yesterday = clock.today() - timedelta(1)
    if found.alert.valid_from > yesterday:
        text = rewriting.drop(opened.text, path)
    else:
        text = rewriting.put(opened.text, (*path, "valid_to"), yesterday.isoformat())
        text = _without_later_change(text, found, yesterday)
    words = {"title": found.alert.title}
    return Edit(opened, text, gettext("This warning does not hold any more: %(title)s.") % words)


def _without_later_change(text: str, found: Standing, last: date) -> str:
    """A warning cannot have been changed after it ended."""
    changed = found.alert.changed_on
    if changed is None or changed <= last:
        return text
    return rewriting.put(text, ("alerts", found.number, "changed_on"), last.isoformat())


def _all(opened: OpenedFile) -> Iterator[Standing]:
    for number, fields in enumerate(opened.content.get("alerts") or ()):
        alert, _ = check(Alert, fields, FILE)
        if alert:
            yield Standing(number, alert)


def _free_name(opened: OpenedFile, title: str) -> str:
    """A name for links, from the words of the title: „falesne-tablety“, „falesne-tablety-2“."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-") or "varovani"
    taken = {str(each.get("id")) for each in opened.content.get("alerts") or ()}
    others = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *others) if each not in taken)
