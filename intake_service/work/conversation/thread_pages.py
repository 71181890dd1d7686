"""A long conversation, a page at a time: no page of it becomes too heavy for an old phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from intake_service.work.conversation.threads import Message

MESSAGES_MAX = 20
CHARACTERS_MAX = 20_000  # of all texts of a page; one that is longer has a page of its own


@dataclass(frozen=True)
class ThreadPage:
    """Some messages in a row, the newest last."""

    messages: Sequence[Message]
    is_newest: bool

    @property
    def older_until(self) -> int:
        """Position of the last message before this page; 0 where there is none."""
        return self.messages[0].position - 1 if self.messages else 0


def page_of(messages: Sequence[Message], until: int | None = None) -> ThreadPage:
    """The page that ends with the message at this position, or with the newest one."""
    upto = [each for each in messages if until is None or each.position <= until]
    shown: list[Message] = []
    characters = 0
    for message in reversed(upto[-MESSAGES_MAX:]):
        characters += len(message.text)
        if shown and characters > CHARACTERS_MAX:
            break
        shown.insert(0, message)
    return ThreadPage(messages=shown, is_newest=len(upto) == len(messages))
