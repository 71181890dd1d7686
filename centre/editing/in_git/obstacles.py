"""Why a save is not in the repository yet; it is saved all the same."""

from enum import StrEnum


class Obstacle(StrEnum):
    """What keeps a commit back."""

    MERGE = "merge"
    """Somebody is in the middle of a merge, a rebase or the like."""
    DETACHED = "detached"
    """No branch is checked out, so nobody would find the commit again."""
    LOCKED = "locked"
    """Another program holds the repository, or has left its lock behind."""
    LINKED = "linked"
    """Something leads out of the folder: a symbolic link, a repository that lies elsewhere."""
    UNREADABLE = "unreadable"
    """The repository is damaged, of a kind that we do not know, or cannot be written."""
    CUT_OFF = "cut-off"
    """Nothing is known of an attempt, so it did not come to its end."""


class NotKept(Exception):
    """The repository stays as it was."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle
