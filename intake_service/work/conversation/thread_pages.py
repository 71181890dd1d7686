"""What is long, a page at a time: no page becomes too heavy for an old phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, TypeVar

from intake_service.work.conversation.notes import Note
from intake_service.work.conversation.threads import Message

MESSAGES_MAX: Final = 20
NOTES_MAX: Final = 10
BESIDE_MAX: Final = 3_000
"""Bytes of what stands beside the messages: notes, texts of other windows, questions."""
PAGE_MAX: Final = 12_000
"""Bytes of all texts that a page is for; one that is longer has a page of its own."""

T = TypeVar("T")


@dataclass(frozen=True)
class ThreadPage:
    """Some messages in a row, the newest last."""

    messages: Sequence[Message]
    is_newest: bool

    @property
    def older_until(self) -> int:
        """Position of the last message before this page; 0 where there is none."""
        return self.messages[0].position - 1 if self.messages else 0


@dataclass(frozen=True)
class NotesPage:
    """Some notes in a row, the newest last."""

    notes: Sequence[Note]
    older_until: int
    """How many there are before this page."""


def page_of(messages: Sequence[Message], until: int | None = None) -> ThreadPage:
    """The page that ends with the message at this position, or with the newest one."""
    upto = [each for each in messages if until is None or each.position <= until]
    shown = first_that_fit(upto[::-1], lambda each: each.text, PAGE_MAX, at_least=1)
    return ThreadPage(messages=shown[:MESSAGES_MAX][::-1], is_newest=len(upto) == len(messages))


def notes_of(notes: Sequence[Note], bytes_max: int, *, at_least: int = 0) -> NotesPage:
    """The newest of these notes, as many as fit."""
    shown = first_that_fit(notes[::-1], lambda each: each.text, bytes_max, at_least=at_least)
    shown = shown[:NOTES_MAX]
    return NotesPage(notes=shown[::-1], older_until=len(notes) - len(shown))


def first_that_fit(
    items: Sequence[T], text_of: Callable[[T], str], bytes_max: int, *, at_least: int = 0
) -> Sequence[T]:
    """The first of these whose texts together weigh no more than so many bytes on a page."""
    weight = 0
    for number, item in enumerate(items):
        weight += len(escape(text_of(item)).encode())
        if weight > bytes_max and number >= at_least:
            return items[:number]
    return items
