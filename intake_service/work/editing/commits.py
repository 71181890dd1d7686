"""Each step of the editor as a commit, where the folder of the content is a git repository.

A commit that cannot be made now keeps no save back: the step waits, „Stav webu“ says why, and the
chores try again, as does the next save.
"""

import base64
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Final

from centre.editing import opened_file
from centre.editing.history import History, Step
from centre.editing.in_git import repository
from centre.editing.in_git.obstacles import NotKept, Obstacle
from centre.editing.in_git.repository import Saved
from intake_service.work.editing import uncommitted
from intake_service.work.editing.uncommitted import Waiting
from intake_service.work.service import Service

_PSEUDONYM_BYTES: Final = 5  # eight characters


def keep(service: Service, step: Step) -> None:
    """Commit the step, and those before it that could not be committed then.

    Call it ``alone``, after the file was written. Raises nothing: the step is saved.
    """
    if not repository.is_there(service.settings.content):
        return
    found = uncommitted.waiting(service.settings)
    numbers = [*(found.numbers if found else ()), step.number]
    since = found.since if found else step.on
    # Noted before it is tried: whatever ends this process, the chores find what is left to do.
    uncommitted.note(service.settings, Waiting(Obstacle.CUT_OFF, tuple(numbers), since))
    _commit_all(service, numbers, since)


def catch_up(service: Service) -> None:
    """Commit what could not be committed when it was saved: a chore.

    It does nothing in a process that does not hold the whole server secret: pseudonyms come from
    it. There `kacko commit` does the same.
    """
    if not service.vault.is_whole or uncommitted.waiting(service.settings) is None:
        return
    with suppress(OSError), opened_file.alone(service.settings.content):
        if found := uncommitted.waiting(service.settings):  # nobody was faster
            _commit_all(service, found.numbers, found.since)


def _commit_all(service: Service, numbers: Iterable[int], since: date) -> None:
    """Commit steps in their order; one that cannot be committed now holds back its own file."""
    history = History(uncommitted.folder(service))
    left: list[int] = []
    stuck: dict[str, Obstacle] = {}
    for number in numbers:
        step = history.find(number)
        if step is None:
            continue
        if step.file not in stuck and (obstacle := _commit(service, step)):
            stuck[step.file] = obstacle
        if step.file in stuck:
            left.append(number)
    if left:
        waiting = Waiting(next(iter(stuck.values())), tuple(left), since)
        uncommitted.note(service.settings, waiting)
    else:
        uncommitted.forget(service.settings)


def _commit(service: Service, step: Step) -> Obstacle | None:
    """What keeps the step back; None once it is in the repository, or where there is none."""
    if not repository.is_there(service.settings.content):
        return None
    try:
        repository.commit(service.settings.content, _saved(service, step))
    except NotKept as error:
        return error.obstacle
    return None


def pseudonym(service: Service, author: str) -> str:
    """What the repository calls somebody: the same each time, and nobody finds the name by it who
    does not hold the server secret."""
    mac = service.vault.mac("pseudonym", author.encode())
    return base64.b32encode(mac[:_PSEUDONYM_BYTES]).decode("ascii").lower()


def message(step: Step) -> str:
    """The words of the commit, as the history shows them."""
    if step.takes_back:
        return f"Vzato zpět: {step.words}"
    return f"Znovu: {step.words}" if step.again else step.words


def _saved(service: Service, step: Step) -> Saved:
    root = service.settings.content
    file = step.file if "/" in step.file else f"data/{step.file}"
    try:
        now = (root / file).read_bytes().decode("utf-8")
    except FileNotFoundError:
        if file.startswith("data/"):
            raise NotKept(Obstacle.UNREADABLE) from None
        now = ""  # a page that is withdrawn
    except (OSError, UnicodeDecodeError):
        raise NotKept(Obstacle.UNREADABLE) from None
    return Saved(
        file=file,
        before=step.before,
        after=step.after,
        now=now,
        words=message(step),
        day=step.on,
        pseudonym=pseudonym(service, step.author),
    )
