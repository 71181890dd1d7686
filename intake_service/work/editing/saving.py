"""Saving a changed file of facts or a page: checked, written, kept in the history, published."""

from contextlib import suppress
from dataclasses import dataclass

from centre.editing import checking, history, offered_files, opened_file
from centre.editing.fact_files import FACT_FILES
from centre.editing.history import CannotUndo, History, Step
from centre.editing.opened_file import ChangedMeanwhile, OpenedFile
from centre.editing.pages.page_files import PageFile
from centre.exchange import published_facts
from centre.reading.faults import Fault, Faults
from intake_service import clock
from intake_service.work import site_changes
from intake_service.work.editing import commits, dangerous_changes, uncommitted
from intake_service.work.service import Service


class NotInOrder(Exception):
    """The check found something that the change would break."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.faults = faults


class CannotWrite(Exception):
    """The folder of the content cannot be written."""


@dataclass(frozen=True)
class Edit:
    """A file of facts as it was opened, what it is to say, and what that changes in words."""

    opened: OpenedFile
    text: str
    words: str


def open_file(service: Service, name: str) -> OpenedFile:
    """A file of facts, or a page, as it lies there. Raises centre.reading.faults.Faults."""
    if PageFile.of(name):
        return OpenedFile.open_text(service.settings.content, name)
    file = FACT_FILES.get(name)
    beginning = file.beginning if file else offered_files.BEGINNINGS.get(name, "")
    return OpenedFile.open(service.settings.content, name, beginning)


def steps(service: Service) -> History:
    """All that was changed from the browser."""
    return History(uncommitted.folder(service))


def save(service: Service, author: str, edit: Edit, *, undone: Step | None = None) -> Step:
    """Check and write the change, which may take back a step, and let readers have it.

    Raises NotInOrder, opened_file.ChangedMeanwhile, CannotWrite.
    """
    try:
        with offered_files.following(edit.opened, edit.text):
            kept = _saved(service, author, edit, undone)
    except OSError as error:
        raise CannotWrite from error
    dangerous_changes.note(service, kept)
    site_changes.tell(service.settings)
    service.live.look_now()
    return kept


def _saved(service: Service, author: str, edit: Edit, undone: Step | None) -> Step:
    """The change checked, written, kept and let out, or nothing of it. Raises as ``save`` does,
    and OSError."""
    today = clock.today()
    if found := checking.new_faults(edit.opened, edit.text, today):
        raise NotInOrder(found)
    root = service.settings.content
    step = Step(
        number=0,
        day=today.isoformat(),
        author=author,
        words=edit.words,
        file=edit.opened.name,
        before=edit.opened.text,
        after=edit.text,
        undoes=undone.number if undone else 0,
        again=bool(undone and undone.takes_back),
    )
    with opened_file.alone(root):
        kept = _written(steps(service), step, edit)
        with suppress(OSError):  # it is saved; „Stav webu“ says that the site does not show it
            published_facts.publish(root, edit.opened.name, edit.text.encode())
        commits.keep(service, kept)
    return kept


def _written(history: History, step: Step, edit: Edit) -> Step:
    """The file written and its step kept, or neither. Raises ChangedMeanwhile, OSError."""
    kept = history.keep(step)
    try:
        opened_file.write(edit.opened, edit.text)
    except (ChangedMeanwhile, OSError):
        history.forget(kept)
        raise
    return kept


def end_cut_off(service: Service) -> None:
    """Bring to an end, at a start, what a process did not live to see: the newest step reaches
    readers and the repository, or it is none, because its file was never written."""
    if steps(service).newest() is None:
        return  # nothing was ever changed from here: the folder is left alone
    with suppress(OSError, Faults), opened_file.alone(service.settings.content):
        if last := steps(service).newest():
            _end(service, last)


def _end(service: Service, last: Step) -> None:
    root = service.settings.content
    written = last.after.encode()
    now = _own_text(open_file(service, last.file))
    is_noted = published_facts.is_noted(root, last.file, written)
    if now == last.after:
        if not is_noted:
            published_facts.publish(root, last.file, written)
            dangerous_changes.note(service, last)
            site_changes.tell(service.settings)
        commits.keep(service, last)  # nothing where it is there already
    elif now == last.before and not is_noted:
        steps(service).forget(last)


def undo(service: Service, author: str, step: Step) -> Step:
    """Take a step back, as a step of its own; doing it twice takes back nothing more.

    Raises history.CannotUndo, Faults, and as ``save`` does.
    """
    opened = open_file(service, step.file)
    edit = Edit(opened, _undone(step, opened), step.words)
    return save(service, author, edit, undone=step)


def is_shown(service: Service, step: Step, shown: dict[str, str]) -> bool:
    """Whether the site that is served was built from what the step wrote; ``shown`` are the prints
    of the facts of that site."""
    try:
        opened = open_file(service, step.file)
        now = _own_text(opened)
        if now != step.after:
            history.undone(step, now)
    except (Faults, CannotUndo):  # something else stands there by now
        return False
    return published_facts.is_shown(step.file, now.encode(), shown)


def _undone(step: Step, opened: OpenedFile) -> str:
    now = _own_text(opened)
    return step.before if now == step.after else history.undone(step, now)


def _own_text(opened: OpenedFile) -> str:
    """What the centre itself says: nothing in the place of a page of which it has no file."""
    return "" if opened.is_text and opened.is_new else opened.text
