"""A helpline of somebody else: called and right, or with another number."""

from typing import Final

from centre.editing import rewriting
from centre.editing.events import mentions
from centre.editing.opened_file import OpenedFile
from centre.facts.helplines import Helpline
from centre.language.i18n import date_words, gettext
from centre.reading.models import FieldPath
from intake_service import clock
from intake_service.work.editing import saving
from intake_service.work.editing.events.phones import TakenBy
from intake_service.work.editing.saving import Edit
from intake_service.work.service import Service

FILE: Final = "helplines.yaml"


def lines(service: Service) -> list[Helpline]:
    """All helplines, those first that nobody has called for the longest time."""
    return sorted(service.facts.helplines.values(), key=lambda each: each.checked)


def texts_with(service: Service, line: Helpline) -> list[str]:
    """The titles of texts in which it stands."""
    return mentions.of_snippet(service.settings.content, ("helpline", "helpline-full"), line.id)


def call(service: Service, line: Helpline) -> Edit:
    """Somebody has called it today, and it is right. Raises Faults, rewriting.CannotRewrite."""
    opened = saving.open_file(service, FILE)
    today = clock.today()
    text = rewriting.put(opened.text, (*_path(opened, line), "checked"), today.isoformat())
    words = {"name": line.name, "number": line.number, "day": date_words(today)}
    sentence = gettext("%(name)s, %(number)s: we called on %(day)s, and it is right.") % words
    return Edit(opened, text, sentence)


def change(service: Service, line: Helpline, number: str, source: str) -> Edit:
    """Another number, which somebody has called today.

    Raises TakenBy, Faults, rewriting.CannotRewrite.
    """
    _check_free(service, line, number)
    opened = saving.open_file(service, FILE)
    path = _path(opened, line)
    text = rewriting.put(opened.text, (*path, "number"), number)
    text = rewriting.put(text, (*path, "source"), source)
    text = rewriting.put(text, (*path, "checked"), clock.today().isoformat())
    words = {"name": line.name, "number": number}
    return Edit(opened, text, gettext("%(name)s has a new number: %(number)s.") % words)


def _path(opened: OpenedFile, line: Helpline) -> FieldPath:
    """The way to a helpline in the file. Raises rewriting.CannotRewrite where it is gone."""
    for number, each in enumerate(opened.content.get("helplines") or ()):
        if each.get("id") == line.id:
            return "helplines", number
    raise rewriting.CannotRewrite


def _check_free(service: Service, line: Helpline, number: str) -> None:
    for other in service.facts.helplines.values():
        if other.id != line.id and other.number == number:
            raise TakenBy(str(other.name))
    digits = number.replace(" ", "")
    for phone in service.facts.centre.contacts.phones.values():
        if phone.digits.removeprefix("+420") == digits:
            raise TakenBy(gettext("Phone of the centre"))
