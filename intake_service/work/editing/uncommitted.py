"""What is saved and not in the repository of the content yet, why, and since when."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from centre.editing.in_git.obstacles import Obstacle
from centre.language.i18n import N_, gettext
from centre.reading.durable import flush
from intake_service.settings import Settings
from intake_service.store import own_files
from intake_service.work.service import Service

FOLDER: Final = "editing"
"""In the data directory: the history of what was edited."""
FILE: Final = "not-in-git.json"
"""Beside it, where the chores read it, too: numbers of steps, and nothing that anybody wrote."""

WHY: Final[Mapping[Obstacle, str]] = {
    Obstacle.MERGE: N_("Somebody is in the middle of a merge there and has to end it."),
    Obstacle.DETACHED: N_("No branch is checked out there."),
    Obstacle.LOCKED: N_("Another program has locked it, or has left its lock behind."),
    Obstacle.LINKED: N_("Something in it leads out of the folder of the content."),
    Obstacle.UNREADABLE: N_("It is damaged or cannot be written."),
    Obstacle.CUT_OFF: N_("The machine stopped in the middle of a save."),
}
"""What keeps a commit back, as messages."""


@dataclass(frozen=True)
class Waiting:
    """Steps that are saved and not in the repository."""

    obstacle: Obstacle
    numbers: tuple[int, ...]
    since: date
    """The day of the first of them."""

    @property
    def why(self) -> str:
        """What somebody has to do about it, in the language spoken."""
        return gettext(WHY[self.obstacle])


def folder(service: Service) -> Path:
    """Where the history lies."""
    return service.settings.data / FOLDER


def waiting(settings: Settings) -> Waiting | None:
    """What waits for the repository; None where all is in it."""
    try:
        found = json.loads((settings.data / FILE).read_text("utf-8"))
        return Waiting(
            obstacle=Obstacle(found["obstacle"]),
            numbers=tuple(map(int, found["numbers"])),
            since=date.fromisoformat(found["since"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def note(settings: Settings, found: Waiting) -> None:
    """Remember what waits. Where that fails, the next save of the file brings it all the same."""
    if found == waiting(settings):
        return
    said: Mapping[str, object] = {
        "obstacle": found.obstacle.value,
        "numbers": list(found.numbers),
        "since": found.since.isoformat(),
    }
    file = settings.data / FILE
    fresh = file.with_name(f"{FILE}.new")
    with suppress(OSError):
        own_files.make_file(fresh)
        fresh.write_text(json.dumps(said), "utf-8")
        flush(fresh)
        fresh.replace(file)


def forget(settings: Settings) -> None:
    """All is in the repository."""
    with suppress(OSError):
        (settings.data / FILE).unlink(missing_ok=True)
