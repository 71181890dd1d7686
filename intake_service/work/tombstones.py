"""What was deleted stays deleted, also when a backup of the time before comes back.

A deletion is first written to a stream of its own (`store/tombstone_stream.py`), then done. The
database says how far the stream had come when it was last written: at each start the rest of the
stream is applied to it, and at each tick again, should somebody have put deleted rows back. Where
the stream does not reach so far back or so far ahead, the database is a restored one without its
stream; the doors stay closed until the right file is back, or a person confirms that deleted
conversations may have returned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.db import Store, Unavailable
from intake_service.store.models import Enquiry, TombstoneMark
from intake_service.store.tombstone_stream import Position, Stream, TombstoneStream, Unreadable

ROW = 1
ENQUIRY = "enquiry"
PERSON = "person"


@dataclass(frozen=True)
class Tombstones:
    """The stream, and the database that it goes with."""

    store: Store
    stream: TombstoneStream

    def bury(self, session: Session, enquiry_ids: Sequence[bytes]) -> None:
        """Note that these enquiries go, in the transaction that deletes them.

        If that fails, they go at the next start: somebody wanted them gone. Where the stream is
        lost, they go all the same, and the doors close. Raises db.Unavailable when it cannot be
        written; then nothing is deleted.
        """
        self._note(session, ENQUIRY, enquiry_ids)

    def leave(self, session: Session, counsellor_id: bytes) -> None:
        """Note that somebody leaves, in the transaction that lets them go.

        Raises db.Unavailable.
        """
        self._note(session, PERSON, [counsellor_id])

    def has_left(self, counsellor_id: bytes) -> bool:
        """Whether somebody left in the days that the stream still covers."""
        try:
            stream = self.stream.read()
        except (Unreadable, OSError):
            return False
        return stream is not None and self.stream.mark(PERSON, counsellor_id) in stream.marks

    def apply(self) -> int:
        """Bring the database to where the stream is; returns how many enquiries went once more.

        Closes the doors where the two do not belong together, and opens them when they do again.
        Raises db.Unavailable.
        """
        if self._is_applied():
            return 0
        with self.store.write() as session:
            row = session.get(TombstoneMark, ROW)
            stream = self._read()
            if stream is None and row is None and not self.stream.path.exists():
                stream = self._begin()
            if stream is None or (row and not stream.holds(_position(row))):
                _close(session, row)
                return 0
            gone = self._delete_again(session, stream)
            _move(session, stream.end)
        if gone:
            self.store.forget_deleted()
        return gone

    def confirm(self) -> None:
        """A person says that this database may be used without its stream; a new one begins."""
        with self.store.write() as session:
            stream = self._read()
            if stream is not None:
                self._delete_again(session, stream)
            _move(session, self._begin().end)

    def closed_since(self) -> date | None:
        """Since when the doors are closed; None where they are open."""
        with self.store.read() as session:
            return closed_since(session)

    def forget(self, backup_days: int) -> None:
        """Let go of what no backup can bring back any more."""
        try:
            self.stream.forget(clock.today() - timedelta(days=backup_days))
        except (Unreadable, OSError) as error:
            raise Unavailable from error

    def _is_applied(self) -> bool:
        """Whether the database is where the stream is, and nobody put deleted rows back into it."""
        stream = self._read()
        with self.store.read() as session:
            row = session.get(TombstoneMark, ROW)
            return (
                stream is not None
                and row is not None
                and row.closed_on is None
                and _position(row) == stream.end
                and not self._buried(session, stream)
            )

    def _read(self) -> Stream | None:
        try:
            return self.stream.read()
        except (Unreadable, OSError):
            return None

    def _begin(self) -> Stream:
        try:
            return self.stream.begin()
        except OSError as error:
            raise Unavailable from error

    def _note(self, session: Session, kind: str, ids: Sequence[bytes]) -> None:
        if not ids:
            return
        marks = [self.stream.mark(kind, each) for each in ids]
        row = session.get(TombstoneMark, ROW)
        try:
            end = self.stream.append(clock.today(), marks)
        except Unreadable:
            _close(session, row)
            return
        except OSError as error:
            raise Unavailable from error
        if row is None or row.closed_on is None:
            _move(session, end)

    def _delete_again(self, session: Session, stream: Stream) -> int:
        buried = self._buried(session, stream)
        session.execute(delete(Enquiry).where(Enquiry.id.in_(buried)))
        return len(buried)

    def _buried(self, session: Session, stream: Stream) -> list[bytes]:
        """The ids of enquiries that are there, though the stream says they were deleted."""
        return [
            enquiry_id
            for enquiry_id in session.scalars(select(Enquiry.id))
            if self.stream.mark(ENQUIRY, enquiry_id) in stream.marks
        ]


def closed_since(session: Session) -> date | None:
    """Since when the doors are closed after a restore; None where they are open."""
    row = session.get(TombstoneMark, ROW)
    return row.closed_on if row else None


def _position(row: TombstoneMark) -> Position:
    return Position(row.stream, row.count, row.hash)


def _move(session: Session, to: Position) -> None:
    session.merge(
        TombstoneMark(id=ROW, stream=to.stream, count=to.count, hash=to.hash, closed_on=None)
    )


def _close(session: Session, row: TombstoneMark | None) -> None:
    if row is None:
        nowhere = bytes(16)
        row = TombstoneMark(id=ROW, stream=nowhere, count=0, hash=nowhere)
        session.add(row)
    row.closed_on = row.closed_on or clock.today()
