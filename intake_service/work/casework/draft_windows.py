"""What one author has typed into one kind of field, window by window.

Two windows never overwrite each other: the newest text stands in the field, the others beside it.
What arrives late never brings back what was sent, because a window keeps its place after its text
has gone.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from intake_service.store import vault
from intake_service.store.vault import Vault

TEXTS_MAX = 5  # of one author and kind; whoever has more windows open loses the oldest text
BLANKS_MAX = 8  # windows whose text was sent, or goes on in another one
SIZE_MAX = vault.SIZES[-1] - 1024  # bytes; what is around the texts is far smaller than the rest
REVISION = 8  # characters


@dataclass(frozen=True)
class Window:
    """A page with fields, as somebody has it open."""

    id: str
    turn: int = 0
    """How many changes were made in it; 0 where no script counts them."""
    is_pressed: bool = True
    """Whether a button was pressed in it, which never comes late, or its script saves."""
    shown: frozenset[str] = frozenset()
    """Revisions of the texts that it began with: what is typed in it takes their place."""

    @classmethod
    def new(cls) -> Self:
        """One that began with nothing."""
        return cls(new_name())


@dataclass(frozen=True)
class PageState:
    """What a page with fields says of itself when it is sent."""

    token: str = ""
    turn: int = 0
    """How many changes its script has counted; 0 without script."""
    is_pressed: bool = True
    """Whether a button was pressed; otherwise its script saves."""


def new_name() -> str:
    """A random name for a window or a revision."""
    return vault.new_id().hex()[:REVISION]


def window_token(secrets: Vault, reader: bytes, number: int, shown: Iterable[str]) -> str:
    """What a page says of itself: a new window, signed for its reader and enquiry.

    `shown` are the revisions of the texts that stand in its fields.
    """
    name = ".".join((new_name(), *shown))
    return f"{name}.{_window_mac(secrets, reader, number, name)}"


def read_window(secrets: Vault, reader: bytes, number: int, page: PageState) -> Window | None:
    """The window that a page is; None where it was not given to this person for this enquiry."""
    name, _, mac = page.token.rpartition(".")
    signed = _window_mac(secrets, reader, number, name)
    if not hmac.compare_digest(mac.encode(), signed.encode()):
        return None
    window, *shown = name.split(".")
    return Window(window, turn=page.turn, is_pressed=page.is_pressed, shown=frozenset(shown))


def _window_mac(secrets: Vault, reader: bytes, number: int, name: str) -> str:
    return secrets.mac("draft window", reader, str(number).encode(), name.encode()).hex()[:32]


@dataclass(frozen=True)
class Content:
    """What was typed in one window; without fields, a window whose text has gone."""

    window: str
    turn: int
    at: datetime
    fields: Mapping[str, str]
    revision: str = field(default_factory=new_name)

    @property
    def is_written(self) -> bool:
        """Whether there is any text in it."""
        return any(text.strip() for text in self.fields.values())

    @property
    def whole(self) -> str:
        """All its fields in one text."""
        return "\n".join(self.fields.values())

    def emptied(self) -> Self:
        """The window without its text; what comes late from it is still told."""
        return replace(self, fields={}, revision=new_name())


@dataclass(frozen=True)
class Unfinished:
    """All that one author has not given yet of one kind, the newest first."""

    kind: str
    author: bytes
    by: str
    contents: tuple[Content, ...] = ()
    taken_by: str = ""
    """Who of the team has taken the text over since."""

    @property
    def newest(self) -> Content | None:
        """What stands in the fields when they are opened."""
        return next(self._written(), None)

    @property
    def others(self) -> list[Content]:
        """What was typed in other windows meanwhile."""
        return list(self._written())[1:]

    def put(self, window: Window, fields: Mapping[str, str], at: datetime) -> Self:
        """The same with what a window holds now; a save that comes late changes nothing."""
        own = next((each for each in self.contents if each.window == window.id), None)
        if own and not window.is_pressed and window.turn <= own.turn:
            return self
        turn = max(window.turn, own.turn if own else 0)
        new = Content(window=window.id, turn=turn, at=at, fields=fields)
        rest = []
        for each in self.contents:
            if each.window != window.id:
                goes_on = each.revision in window.shown or each.fields == fields
                rest.append(each.emptied() if goes_on else each)
        return replace(self, contents=_kept((new, *rest)), taken_by="")

    def spend(self, window: Window, at: datetime) -> Self:
        """The same after the text of a window was given."""
        return self.put(replace(window, is_pressed=True), {}, at)

    def without(self, window: str) -> Self:
        """The same after its author has thrown away what was typed in a window."""
        contents = [each.emptied() if each.window == window else each for each in self.contents]
        return replace(self, contents=tuple(contents))

    def _written(self) -> Iterator[Content]:
        return (each for each in self.contents if each.is_written)

    def to_json(self) -> bytes:
        """All of it, the oldest texts left out where they do not fit into one record."""
        contents = list(self.contents)
        while len(plain := self._plain(contents)) > SIZE_MAX and len(contents) > 1:
            del contents[-1]
        return plain

    def _plain(self, contents: Iterable[Content]) -> bytes:
        written = {
            "kind": self.kind,
            "author": self.author.hex(),
            "by": self.by,
            "taken_by": self.taken_by,
            "contents": [
                {
                    "window": each.window,
                    "turn": each.turn,
                    "at": each.at.isoformat(),
                    "fields": dict(each.fields),
                    "revision": each.revision,
                }
                for each in contents
            ],
        }
        return json.dumps(written, ensure_ascii=False).encode()

    @classmethod
    def of_json(cls, plain: bytes) -> Self | None:
        """What `to_json` wrote; None for what an earlier version did."""
        written = json.loads(plain)
        if "contents" not in written:
            return None
        return cls(
            kind=written["kind"],
            author=bytes.fromhex(written["author"]),
            by=written["by"],
            contents=tuple(_content(each) for each in written["contents"]),
            taken_by=written["taken_by"],
        )


def _content(written: dict[str, Any]) -> Content:
    return Content(
        window=written["window"],
        turn=written["turn"],
        at=datetime.fromisoformat(written["at"]),
        fields=written["fields"],
        revision=written["revision"],
    )


def _kept(contents: Iterable[Content]) -> tuple[Content, ...]:
    """The newest texts, and the newest windows whose text has gone."""
    texts = [each for each in contents if each.is_written]
    blanks = [each for each in contents if not each.is_written]
    return (*texts[:TEXTS_MAX], *blanks[:BLANKS_MAX])
