"""Tells whoever runs the server: once when something does not work, once when all works again.

Letters say no more than that. They go out by themselves and not through the outbox, so that what
is wrong with the database holds none back; one that was not taken is tried again at the next tick.
"""

import fcntl
import json
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TextIO

from centre.language.i18n import gettext, speaking
from centre.language.languages import ORIGINAL
from intake_service.settings import Settings
from intake_service.store import own_files
from intake_service.work.health import examination
from intake_service.work.health.machine import Machine
from intake_service.work.post import mail
from intake_service.work.post.mail import CannotSend
from intake_service.work.service import Service

FILE: Final = "told-operator.json"
"""In the data directory: which checks the operator has been told of."""
PING_SECONDS: Final = 20.0


@dataclass(frozen=True)
class Report:
    """What was found, by the ids of checks."""

    bad: frozenset[str]
    told: frozenset[str] = frozenset()
    """What the letter of now is about."""
    is_well_again: bool = False
    """Whether a letter said that all works again."""
    error: str = ""
    """Why a letter, or the ping, did not go."""


def report(service: Service) -> Report:
    """Look at what can be bad, write a letter if that has changed, ping if nothing is bad."""
    machine = Machine.of(service)
    bad = frozenset(
        each.check.id for each in examination.examine(machine, examination.RUNNING) if each.is_bad
    )
    found = _write_letter(service.settings, bad)
    if not bad and service.settings.ping_command and not found.error:
        return Report(bad, found.told, found.is_well_again, _ping(service.settings.ping_command))
    return found


def _write_letter(settings: Settings, bad: frozenset[str]) -> Report:
    to = [address for _, address in mail.named(settings.operator or settings.notices_to)]
    if not (mail.is_set_up(settings) and to):
        return Report(bad)
    try:
        with _remembered(settings) as remembered:
            known = _read(remembered)
            fresh = bad - known
            is_well_again = bool(known) and not bad
            if not fresh and not is_well_again:
                return Report(bad)
            with speaking(ORIGINAL):
                letter = mail.write(settings, to, _text(is_well_again=is_well_again))
            mail.mailer(settings)(letter)
            # What comes and goes while the rest is bad is told once.
            _write(remembered, known | bad if bad else frozenset())
            return Report(bad, fresh, is_well_again)
    except CannotSend as error:
        return Report(bad, error=f"the letter to the operator was not sent: {error}")
    except OSError as error:
        return Report(bad, error=f"{FILE}: {error.strerror}")


def _text(*, is_well_again: bool) -> str:
    if is_well_again:
        return gettext("Everything on the server works again.")
    return gettext("Something on the server does not work. “kacko doctor” names it.")


@contextmanager
def _remembered(settings: Settings) -> Iterator[TextIO]:
    """The file of what was told, for one process at a time: two ticks at once write one letter."""
    path = settings.data / FILE
    own_files.make_file(path)
    with path.open("r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _read(file: TextIO) -> frozenset[str]:
    try:
        return frozenset(map(str, json.loads(file.read() or "[]")))
    except ValueError:
        return frozenset()


def _write(file: TextIO, told: frozenset[str]) -> None:
    file.seek(0)
    file.truncate()
    file.write(json.dumps(sorted(told)))


def _ping(command: str) -> str:
    words = shlex.split(command)
    try:
        done = subprocess.run(words, capture_output=True, check=False, timeout=PING_SECONDS)  # noqa: S603 - the operator's
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"INTAKE_PING_COMMAND: {type(error).__name__}"
    return f"INTAKE_PING_COMMAND ended with {done.returncode}" if done.returncode else ""
