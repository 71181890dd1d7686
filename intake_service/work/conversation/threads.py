"""The messages of one conversation, as the two sides read them."""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import models, vault
from intake_service.store.vault import ID_SIZE, Key, Place, Record, Refused, Role
from intake_service.work.conversation.childrens_words import is_from_a_child
from intake_service.work.conversation.key_rings import FIRST, EpochKey, KeyRing

FIRST_SENTENCE = "first_sentence"
"""Marks, among what a message carries, the first sentence to somebody in a crisis: no answer."""


@dataclass(frozen=True)
class NewMessage:
    """A message to be: who writes what."""

    role: Role
    text: str
    by: str = ""
    """The counsellor's name; never shown to the sender."""
    extras: Mapping[str, str] = field(default_factory=dict)
    """The optional fields of the form that were filled in, by name."""


@dataclass(frozen=True)
class Message:
    """One message as it was written; `position` counts from 1."""

    position: int
    role: Role
    text: str
    at: datetime
    by: str
    extras: Mapping[str, str]

    @property
    def from_team(self) -> bool:
        """Whether this is an answer."""
        return self.role is Role.TEAM

    @property
    def is_answer(self) -> bool:
        """Whether the team answers in it, and does not only say the first sentence of a crisis."""
        return self.from_team and FIRST_SENTENCE not in self.extras

    @property
    def is_from_a_child(self) -> bool:
        """Whether a sender under 18 says so in it."""
        return not self.from_team and is_from_a_child(self.text, self.extras)


def message_id(thread_key: Key, after: int, role: Role, text: str) -> bytes:
    """The same text written once more after the same message has the same id: it is the same
    message."""
    role_byte = role.to_bytes(1, "big")
    position = after.to_bytes(4, "big")
    return vault.derive(thread_key, "message id", role_byte, position, text.encode(), size=ID_SIZE)


def add(
    session: Session, enquiry: models.Enquiry, keys: KeyRing, new: NewMessage, *, after: int
) -> Message | None:
    """Seal a message to the end of the thread; None when the same one is there, after the same
    message. Whoever proposed to delete the conversation has not seen it: the proposal ends.

    `after` is the position of the last message that its author had seen. Raises Refused when a
    message was taken away: the new one must not cover that up.
    """
    records = [message_id(each.key, after, new.role, new.text) for each in keys.keys.values()]
    if session.scalar(select(func.count()).where(models.Message.id.in_(records))):
        return None
    last = last_position(session, enquiry)
    check_count(enquiry, keys, last)
    message = _at(new, last + 1)
    record = message_id(keys.newest.key, after, new.role, new.text)
    session.add(_seal(enquiry, keys.newest, message, record))
    enquiry.count_mac = count_mac(keys.newest.key, message.position)
    proposed = models.ProposedDeletion
    session.execute(sqlalchemy.delete(proposed).where(proposed.enquiry_id == enquiry.id))
    return message


def remove_last(session: Session, enquiry: models.Enquiry, keys: KeyRing) -> Message:
    """Take the last message out of the thread, and return it; raises Refused."""
    message = read(session, enquiry, keys)[-1]
    place = (
        models.Message.enquiry_id == enquiry.id,
        models.Message.position == message.position,
    )
    session.execute(sqlalchemy.delete(models.Message).where(*place))
    enquiry.count_mac = count_mac(keys.newest.key, message.position - 1)
    return message


def first(enquiry: models.Enquiry, thread_key: Key, new: NewMessage) -> models.Message:
    """Seal the message that begins a thread."""
    enquiry.count_mac = count_mac(thread_key, 1)
    record = message_id(thread_key, 0, new.role, new.text)
    epoch = EpochKey(FIRST, enquiry.key_version, thread_key)
    return _seal(enquiry, epoch, _at(new, 1), record)


def _at(new: NewMessage, position: int) -> Message:
    return Message(
        position=position,
        role=new.role,
        text=new.text,
        at=clock.now(),
        by=new.by,
        extras=new.extras,
    )


def _seal(
    enquiry: models.Enquiry, epoch: EpochKey, message: Message, record: bytes
) -> models.Message:
    content = {
        "text": message.text,
        "at": message.at.isoformat(),
        "by": message.by,
        "extras": dict(message.extras),
    }
    place = _place(enquiry, epoch, record, message.position, message.role)
    return models.Message(
        id=record,
        enquiry_id=enquiry.id,
        position=message.position,
        role=message.role,
        epoch=epoch.number,
        body=vault.seal(epoch.key, json.dumps(content, ensure_ascii=False).encode(), place),
    )


def _unseal(enquiry: models.Enquiry, keys: KeyRing, row: models.Message) -> Message:
    """The message that a row keeps; raises Refused when it was changed or moved."""
    try:
        role = Role(row.role)
    except ValueError as error:
        raise Refused from error
    epoch = keys.at(row.epoch)
    place = _place(enquiry, epoch, row.id, row.position, role)
    content = json.loads(vault.unseal(epoch.key, row.body, place))
    return Message(
        position=row.position,
        role=role,
        text=content["text"],
        at=datetime.fromisoformat(content["at"]),
        by=content["by"],
        extras=content["extras"],
    )


def read(session: Session, enquiry: models.Enquiry, keys: KeyRing) -> list[Message]:
    """All messages in order; raises Refused when one is missing, changed or moved."""
    rows = session.scalars(
        select(models.Message)
        .where(models.Message.enquiry_id == enquiry.id)
        .order_by(models.Message.position)
    ).all()
    if [row.position for row in rows] != list(range(1, len(rows) + 1)):
        raise Refused
    check_count(enquiry, keys, len(rows))
    return [_unseal(enquiry, keys, row) for row in rows]


def first_question(session: Session, enquiry: models.Enquiry, keys: KeyRing) -> Message:
    """The message that came by the form, with what was chosen there; raises Refused."""
    at_first = (models.Message.enquiry_id == enquiry.id, models.Message.position == 1)
    row = session.scalars(select(models.Message).where(*at_first)).first()
    if row is None:
        raise Refused
    return _unseal(enquiry, keys, row)


@dataclass(frozen=True)
class ThreadEnd:
    """Where a thread ends, still sealed."""

    last_position: int
    newest_question: models.Message | None
    """The sender's newest message."""

    def open_question(self, enquiry: models.Enquiry, keys: KeyRing) -> Message:
        """The sender's newest message, for the inbox; raises Refused."""
        if self.newest_question is None:
            raise Refused
        return _unseal(enquiry, keys, self.newest_question)


def ends(session: Session, enquiry_ids: Sequence[bytes]) -> dict[bytes, ThreadEnd]:
    """Where each of these threads ends; one that has no message at all is missing."""
    message = models.Message
    of_these = message.enquiry_id.in_(enquiry_ids)
    last = select(message.enquiry_id, func.max(message.position)).where(of_these)
    lasts = session.execute(last.group_by(message.enquiry_id)).all()
    asked = last.where(message.role == Role.SENDER).group_by(message.enquiry_id)
    is_newest = tuple_(message.enquiry_id, message.position).in_(asked)
    questions = {row.enquiry_id: row for row in session.scalars(select(message).where(is_newest))}
    return {
        enquiry_id: ThreadEnd(position, questions.get(enquiry_id)) for enquiry_id, position in lasts
    }


def last_position(session: Session, enquiry: models.Enquiry) -> int:
    """Position of the last message; 0 where there is none."""
    query = select(func.max(models.Message.position)).where(models.Message.enquiry_id == enquiry.id)
    return session.scalar(query) or 0


def answers(session: Session, enquiry: models.Enquiry) -> int:
    """How many answers a thread has."""
    query = select(func.count()).where(
        models.Message.enquiry_id == enquiry.id, models.Message.role == Role.TEAM
    )
    return session.scalar(query) or 0


def confirmation_trace(thread_key: Key) -> bytes:
    """What marks the confirmation of this conversation, so that it goes with it."""
    return vault.derive(thread_key, "trace", size=ID_SIZE)


def letter_trace(thread_key: Key) -> bytes:
    """What marks the hint that waits for this conversation's sender.

    It differs from the confirmation's.
    """
    return vault.derive(thread_key, "letter trace", size=ID_SIZE)


def move_traces(session: Session, before: Key, after: Key) -> None:
    """Mark with a fresh thread key what is marked with the one before it."""
    for table, trace in ((models.Confirmation, confirmation_trace), (models.Letter, letter_trace)):
        marked = sqlalchemy.update(table).where(table.trace == trace(before))
        session.execute(marked.values(trace=trace(after)))


def delete(session: Session, enquiry_id: bytes, thread_key: Key | None) -> None:
    """Delete a conversation for good: keys, messages, notes, a receipt still shown, a hint not sent
    yet.

    The key is the newest. A damaged conversation has none any more; those two then go by themselves
    within days.
    """
    session.execute(sqlalchemy.delete(models.Enquiry).where(models.Enquiry.id == enquiry_id))
    if thread_key is None:
        return
    for table, trace in ((models.Confirmation, confirmation_trace), (models.Letter, letter_trace)):
        session.execute(sqlalchemy.delete(table).where(table.trace == trace(thread_key)))


def count_mac(thread_key: Key, messages: int) -> bytes:
    """What stands beside an enquiry with so many messages."""
    return vault.derive(thread_key, "messages", messages.to_bytes(4, "big"), size=ID_SIZE)


def check_count(enquiry: models.Enquiry, keys: KeyRing, messages: int) -> None:
    """Raise Refused unless the thread had so many messages when the last one was sealed."""
    if not hmac.compare_digest(enquiry.count_mac, count_mac(keys.newest.key, messages)):
        raise Refused


def _place(
    enquiry: models.Enquiry, epoch: EpochKey, record: bytes, position: int, role: Role
) -> Place:
    return Place(
        Record.MESSAGE,
        enquiry.id,
        record,
        position=position,
        role=role,
        version=epoch.version,
    )
