"""Drafts of pages: outside the content, where only the team sees them, until somebody publishes.

A draft is one file of the data directory. Whoever saves in a second window never covers up what
was saved in the first: the later one sees both.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from centre.editing.pages.page_files import PageFile
from centre.editing.pages.page_text import PageText, filled_in_text
from centre.editing.rewriting import CannotRewrite
from centre.reading.durable import flush
from intake_service import clock
from intake_service.store import own_files
from intake_service.work.editing.saving import CannotWrite
from intake_service.work.service import Service

FOLDER: Final = "drafts"
DRAFTS_MAX: Final = 300
TEXT_MAX: Final = 200_000
"""Characters; our longest page has a tenth of it."""


class NoSuchDraft(Exception):
    """It was published or thrown away, or never was."""


class SavedMeanwhile(Exception):
    """Another window has saved since this one was opened."""

    def __init__(self, now: "Draft") -> None:
        super().__init__()
        self.now = now


class TooMuch(Exception):
    """The text is too long, or there are too many drafts."""


@dataclass(frozen=True)
class Draft:
    """A page as somebody is writing it."""

    id: str
    file: str
    """As `cs/pages/wound.md`."""
    author: str
    """Who has saved it last, as the team knows them."""
    base: str
    """What the page said when the draft was begun; empty for a new one."""
    text: str
    """The whole file that would be published."""
    at: str
    """When it was saved last, ISO 8601 with the hour."""
    revision: int = 1
    window: str = ""
    """The page of the desk that saved it last."""
    turn: int = 0
    """How many changes the script of that page had counted."""

    @property
    def page(self) -> PageFile:
        page = PageFile.of(self.file)
        if page is None:  # nobody but us writes these files
            raise NoSuchDraft
        return page

    @property
    def title(self) -> str:
        """The heading, or the name of the page where there is none yet."""
        try:
            return PageText.of(self.text).title or self.page.id
        except CannotRewrite:
            return self.page.id

    @property
    def saved(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def is_new(self) -> bool:
        """Whether readers have no such page yet."""
        return not self.base


@dataclass(frozen=True)
class WindowState:
    """What a page of the desk says of itself when it is sent."""

    seen: int
    """The revision that it was opened with."""
    window: str
    turn: int = 0


def all_drafts(service: Service) -> list[Draft]:
    """All of the team's, the latest first; one that cannot be read is passed over."""
    found = (_read(path) for path in _folder(service).glob("*.json"))
    return sorted((each for each in found if each), key=lambda each: each.at, reverse=True)


def of_page(service: Service, page: PageFile) -> list[Draft]:
    """All of one page."""
    return [each for each in all_drafts(service) if each.file == page.name]


def find(service: Service, draft_id: str) -> Draft:
    """One draft. Raises NoSuchDraft."""
    path = _file(service, draft_id)
    found = _read(path) if path else None
    if found is None:
        raise NoSuchDraft
    return found


def begin(service: Service, author: str, page: PageFile, base: str, text: str) -> Draft:
    """A draft of a page. Raises TooMuch, CannotWrite."""
    if len(all_drafts(service)) >= DRAFTS_MAX:
        raise TooMuch
    draft = Draft(
        id=secrets.token_hex(8),
        file=page.name,
        author=author,
        base=base,
        text=text,
        at=_now(),
    )
    with alone(service):
        _write(service, draft)
    return draft


def save(
    service: Service,
    draft_id: str,
    author: str,
    typed: Mapping[str, str],
    body: str,
    state: WindowState,
) -> Draft:
    """Keep what was typed. Raises NoSuchDraft, SavedMeanwhile, TooMuch, CannotWrite, and
    rewriting.CannotRewrite where the head of the file cannot be changed."""
    if len(body) + sum(map(len, typed.values())) > TEXT_MAX:
        raise TooMuch
    with alone(service):
        now = find(service, draft_id)
        is_same_window = bool(state.window) and now.window == state.window
        if is_same_window and state.turn < now.turn:
            return now  # it comes late
        if not is_same_window and state.seen != now.revision:
            raise SavedMeanwhile(now)
        text = filled_in_text(now.page, now.text, typed, body)
        kept = replace(now, author=author, text=text, window=state.window, turn=state.turn)
        return _write(service, replace(kept, at=_now(), revision=now.revision + 1))


def rebase(service: Service, draft: Draft, base: str, text: str) -> Draft:
    """Hold the draft against what readers see by now. Raises NoSuchDraft, SavedMeanwhile,
    CannotWrite."""
    with alone(service):
        now = find(service, draft.id)
        if now.revision != draft.revision:
            raise SavedMeanwhile(now)
        return _write(
            service, replace(now, base=base, text=text, revision=now.revision + 1, window="")
        )


def forget(service: Service, draft: Draft) -> None:
    """Throw it away as somebody has seen it. Raises SavedMeanwhile where it says something else by
    now, CannotWrite."""
    with alone(service):
        path = _file(service, draft.id)
        if path is None or not path.exists():
            return
        now = _read(path)
        if now and now.revision != draft.revision:
            raise SavedMeanwhile(now)
        try:
            path.unlink(missing_ok=True)
            flush(path.parent)
        except OSError as error:
            raise CannotWrite from error


def go_on_from(service: Service, draft: Draft, base: str) -> Draft:
    """A draft whose earlier state readers see by now; whoever has it open saves it as before.
    Raises NoSuchDraft, CannotWrite."""
    with alone(service):
        return _write(service, replace(find(service, draft.id), base=base))


def _write(service: Service, draft: Draft) -> Draft:
    written = json.dumps(asdict(draft), ensure_ascii=False).encode()
    try:
        own_files.write(_folder(service) / f"{draft.id}.json", written)
    except OSError as error:
        raise CannotWrite from error
    return draft


@contextmanager
def alone(service: Service) -> Iterator[None]:
    """One after another, in all processes of this machine. Raises CannotWrite."""
    folder = _folder(service)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CannotWrite from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _folder(service: Service) -> Path:
    return service.settings.data / FOLDER


def _file(service: Service, draft_id: str) -> Path | None:
    """Only what looks like one of our names leads to a file."""
    is_ours = len(draft_id) == 16 and all(sign in "0123456789abcdef" for sign in draft_id)
    return _folder(service) / f"{draft_id}.json" if is_ours else None


def _read(path: Path) -> Draft | None:
    try:
        found = Draft(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if PageFile.of(found.file) else None


def _now() -> str:
    return clock.now().isoformat(timespec="seconds")
