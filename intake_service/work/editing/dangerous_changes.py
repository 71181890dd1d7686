"""Dangerous facts that were changed: the team is told until a colleague has looked at them.

A wrong phone can cost a life, and whoever typed it sees it last. So a letter without content calls
somebody to the desk, where it stands.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from centre.editing import rewriting
from centre.editing.fact_files import FACT_FILES
from centre.editing.history import History, Step
from intake_service import clock
from intake_service.store.db import Unavailable
from intake_service.store.terms import Purpose
from intake_service.work.post import letters
from intake_service.work.service import Service

FOLDER: Final = "editing"
UNSEEN: Final = "unseen"
"""In the data directory, below FOLDER: an empty file for each change, by its number."""

TOLD_DAYS: Final = 30
"""Where nobody else edits, it is told for a month."""


def note(service: Service, step: Step) -> None:
    """Tell the team of a step, if it has changed something dangerous.

    What cannot be noted is in the history all the same.
    """
    if not is_dangerous(step):
        return
    write_to_team(service)
    folder = _folder(service)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / str(step.number)).touch(mode=0o600)


def write_to_team(service: Service) -> None:
    """Call the team to the desk by a letter; several changes before it goes are one letter."""
    with suppress(Unavailable), service.store.write() as session:
        letters.post_notice(service, session, Purpose.DANGEROUS)


def unseen(service: Service) -> list[Step]:
    """Those that no colleague has looked at, the newest first."""
    history = History(service.settings.data / FOLDER)
    since = clock.today() - timedelta(TOLD_DAYS)
    with suppress(OSError):
        names = (each.name for each in _folder(service).iterdir())
        numbers = sorted((int(name) for name in names if name.isdecimal()), reverse=True)
        found = (history.find(number) for number in numbers)
        return [step for step in found if step and step.on >= since]
    return []


def is_unseen(service: Service, step: Step) -> bool:
    """Whether no colleague has looked at it."""
    return step.number in {each.number for each in unseen(service)}


def see(service: Service, step: Step, name: str) -> bool:
    """Somebody else than its author has looked at it; whether that counts."""
    if name == step.author:
        return False
    with suppress(OSError):
        (_folder(service) / str(step.number)).unlink(missing_ok=True)
    return True


def is_dangerous(step: Step) -> bool:
    """Whether it has changed something that wants a fresh code; a call to a helpline that found it
    right is none."""
    file = FACT_FILES.get(step.file)
    if file is None:
        return False
    try:
        before = rewriting.read(step.before)
        after = rewriting.read(step.after)
    except rewriting.CannotRewrite:
        return bool(file.dangerous)
    ways = [each.split(".") for each in file.dangerous]
    return any(_at(before, way) != _at(after, way) for way in ways)


def _folder(service: Service) -> Path:
    return service.settings.data / FOLDER / UNSEEN


def _at(content: Any, way: Sequence[str]) -> Any:
    """What stands at the end of the way, in every item of the lists on it."""
    if isinstance(content, Sequence) and not isinstance(content, str):
        return [_at(each, way) for each in content]
    if not isinstance(content, Mapping):
        return content if not way else None
    if not way:
        return {name: _at(each, ()) for name, each in content.items() if name != "checked"}
    return _at(content.get(way[0]), way[1:])
