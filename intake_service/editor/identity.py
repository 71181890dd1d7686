"""Who edits the website: handed to the editor by whatever it is mounted in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


class Confirmed(Enum):
    """Whether somebody has just proved again who they are."""

    YES = auto()
    NO = auto()
    """No code was given, nor lately."""
    WRONG = auto()
    LOCKED = auto()
    """The login that could check a code is over."""


@dataclass(frozen=True)
class EditorIdentity:
    """Somebody who edits."""

    name: str
    """As the team knows them; it stands in the history at the desk and nowhere else."""
    desk: str
    """The address of the desk; empty where there is none."""
    confirm: Callable[[str], Confirmed]
    """Takes a fresh code, or none; what it says holds for ten minutes."""


Identify = Callable[[], EditorIdentity]
"""Raises sessions.SessionExpired for whoever is not logged in."""
