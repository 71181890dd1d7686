"""The chain of lines: each hash is over its line and the hash before, under the server secret.

A line is added in the transaction of what it tells; writing transactions follow one another, on
PostgreSQL too, so there is one chain. Lines older than a year are cut off at the front: by the
chores where they hold the key, before each backup, at each login, and when a line is added. The
head says under a MAC where the rest begins and ends.
"""

import hmac
import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.db import Store
from intake_service.store.models import AuditHead, AuditLine
from intake_service.store.terms import Act
from intake_service.store.vault import KEY_SIZE, Vault
from intake_service.work import heartbeat
from intake_service.work.service import Service

KEPT: Final = timedelta(days=366)
ROW: Final = 1
AT_ONCE: Final = 0.2  # seconds
PAGE: Final = 500
"""Lines in memory at once while all are looked through; a busy year has tens of thousands."""
_BROKEN: Final = bytes(KEY_SIZE)
"""A MAC that fits nothing: what was found broken stays so, whatever is added."""


def note(
    service: Service,
    session: Session,
    who: str,
    act: Act,
    enquiry: int | None = None,
    *,
    person: str = "",
) -> None:
    """Add a line, in the transaction of what it tells."""
    head = _head(service.vault, session)
    is_whole = _is_ours(service.vault, head)
    _cut_old(service.vault, session, head)
    line = AuditLine(
        number=head.last + 1,
        day=clock.today(),
        who=who,
        act=act,
        enquiry=enquiry,
        person=person,
    )
    line.hash = hash_of(service.vault, head.last_hash, line)
    session.add(line)
    head.last = line.number
    head.last_hash = line.hash
    head.mac = _mac(service.vault, head) if is_whole else _BROKEN


def forget_old(store: Store, secrets: Vault) -> None:
    """Cut off the lines whose year is over; nothing where only the sender's part of the secret is
    held, as without the key no head could say where the rest begins. Raises db.Unavailable."""
    if secrets.is_whole:
        with store.write() as session:
            forget_old_in(session, secrets)


def forget_old_in(session: Session, secrets: Vault) -> None:
    """The same within a transaction."""
    head = session.get(AuditHead, ROW)
    if head and _is_ours(secrets, head):
        _cut_old(secrets, session, head)
        head.mac = _mac(secrets, head)


def note_once_a_day(service: Service, who: str, act: Act, enquiry: int) -> None:
    """Add a line by itself unless the same one of today is there; whoever reads does not wait for
    it. Raises db.Unavailable."""
    with service.store.read() as session:
        if _is_noted(session, who, act, enquiry):
            return
    with service.store.write(wait=AT_ONCE) as session:
        if not _is_noted(session, who, act, enquiry):
            note(service, session, who, act, enquiry)


def _is_noted(session: Session, who: str, act: Act, enquiry: int) -> bool:
    same = (
        AuditLine.day == clock.today(),
        AuditLine.enquiry == enquiry,
        AuditLine.who == who,
        AuditLine.act == act,
    )
    return bool(session.scalar(select(func.count()).where(*same)))


@dataclass(frozen=True)
class Verdict:
    """What a look through the whole chain found."""

    lines: int
    head: str
    """The short form of the head, as letters bring it."""
    broken_at: int | None = None
    """The number of the first line that does not fit; None where all do."""

    @property
    def is_whole(self) -> bool:
        """Whether no line was removed, changed or moved."""
        return self.broken_at is None


def holds(service: Service, kept: str) -> bool:
    """Whether a head that a letter brought is in the chain: all up to it is still there."""
    digits = "".join(kept.split()).casefold()
    with service.store.read() as session:
        head = session.get(AuditHead, ROW)
        of_cut = [head.cut_hash] if head else []
        of_lines = session.scalars(select(AuditLine.hash).execution_options(yield_per=PAGE))
        hashes = itertools.chain(of_cut, of_lines)
        return bool(digits) and any(each.hex().startswith(digits) for each in hashes)


def verify(service: Service) -> Verdict:
    """Look through all lines. Raises vault.NotHeld where only the sender's part is held."""
    with service.store.read() as session:
        head = session.get(AuditHead, ROW)
        count = session.scalar(select(func.count()).select_from(AuditLine)) or 0
        in_order = select(AuditLine).order_by(AuditLine.number)
        lines = session.scalars(in_order.execution_options(yield_per=PAGE))
        if head is None:
            first = next(iter(lines), None)
            return Verdict(count, short_head(head), first.number if first else None)
        return Verdict(count, short_head(head), _first_broken(service.vault, head, lines))


def _first_broken(secrets: Vault, head: AuditHead, lines: Iterable[AuditLine]) -> int | None:
    before = head.cut_hash
    expected = head.cut
    for line in lines:
        expected += 1
        fits = hmac.compare_digest(line.hash, hash_of(secrets, before, line))
        if line.number != expected or not fits:
            return expected
        before = line.hash
    ends_here = expected == head.last and hmac.compare_digest(before, head.last_hash)
    return None if ends_here and _is_ours(secrets, head) else expected + 1


def head(service: Service) -> str:
    """The short form of the head, for letters: whoever keeps it can tell later that all up to it is
    still there. It takes no key."""
    with service.store.read() as session:
        return short_head(session.get(AuditHead, ROW))


def short_head(head: AuditHead | None) -> str:
    """„3f9a 02bc 7d51 e804“: the first bytes of the last line's hash, and nothing of how many lines
    there are; empty before the first line."""
    digits = head.last_hash[:8].hex() if head else ""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def newest(service: Service, at_most: int, *, without: Collection[int] = ()) -> list[AuditLine]:
    """The newest lines, the last first, but for those about these numbers."""
    about_others = or_(AuditLine.enquiry.is_(None), AuditLine.enquiry.not_in(without))
    lines = select(AuditLine).where(about_others).order_by(AuditLine.number.desc()).limit(at_most)
    with service.store.read() as session:
        return list(session.scalars(lines))


def hash_of(secrets: Vault, before: bytes, line: AuditLine) -> bytes:
    """What binds a line to the one before it."""
    told = (line.day.isoformat(), line.who, line.act, str(line.enquiry or ""), line.person)
    number = line.number.to_bytes(8, "big", signed=True)
    return secrets.mac("audit line", before, number, *(part.encode() for part in told))


def _head(secrets: Vault, session: Session) -> AuditHead:
    """The head; the first one where there are no lines yet, a broken one where there are."""
    head = session.get(AuditHead, ROW)
    if head is None:
        last = session.scalar(select(func.max(AuditLine.number))) or 0
        start = secrets.mac("audit start")
        head = AuditHead(id=ROW, cut=0, cut_hash=start, last=last, last_hash=start, mac=_BROKEN)
        if not last:
            head.mac = _mac(secrets, head)
        session.add(head)
    return head


def _cut_old(secrets: Vault, session: Session, head: AuditHead) -> None:
    """Cut off the lines whose year is over, as far as they fit; after a jump of the clock none."""
    if heartbeat.jump_in(session) is not None:
        return
    over = clock.today() - KEPT
    old = select(AuditLine).where(AuditLine.day < over).order_by(AuditLine.number)
    for line in session.scalars(old).all():
        fits = hmac.compare_digest(line.hash, hash_of(secrets, head.cut_hash, line))
        if line.number != head.cut + 1 or not fits:
            return
        head.cut = line.number
        head.cut_hash = line.hash
        session.delete(line)


def _is_ours(secrets: Vault, head: AuditHead) -> bool:
    return hmac.compare_digest(head.mac, _mac(secrets, head))


def _mac(secrets: Vault, head: AuditHead) -> bytes:
    numbers = (head.cut.to_bytes(8, "big", signed=True), head.last.to_bytes(8, "big", signed=True))
    return secrets.mac("audit head", *numbers, head.cut_hash, head.last_hash)
