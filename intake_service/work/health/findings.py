"""What an examination finds: how bad it is, what is wrong, what mends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from centre.language.i18n import date_words, gettext

Given = str | int | date


class Level(IntEnum):
    """How bad it is; the value is the status with which `kacko doctor` ends."""

    WELL = 0
    DUE = 1
    """Somebody should see to it within days."""
    BAD = 2
    """Something does not work, or soon will not."""


@dataclass(frozen=True)
class Words:
    """A message with its values, worded in the language that is spoken when it is shown."""

    message: str
    given: Mapping[str, Given] = field(default_factory=dict)

    def __str__(self) -> str:
        shown = {
            name: date_words(value) if isinstance(value, date) else value
            for name, value in self.given.items()
        }
        return gettext(self.message) % shown if shown else gettext(self.message)


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, and its mend."""

    level: Level
    fault: Words
    mend: Words


class NotSeen(Exception):
    """The check cannot look, because something else is not well."""


def due(fault: str, mend: str, **given: Given) -> Finding:
    """Something to see to; `fault` and `mend` are messages that share their values."""
    return Finding(Level.DUE, Words(fault, given), Words(mend, given))


def bad(fault: str, mend: str, **given: Given) -> Finding:
    """Something that does not work."""
    return Finding(Level.BAD, Words(fault, given), Words(mend, given))
