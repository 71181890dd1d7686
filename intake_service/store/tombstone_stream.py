"""The stream of tombstones: a file of its own beside the database, to which lines are only added.

Each line is a day, a mark and a hash. The mark is a keyed hash of what was deleted, so that the
file names nobody; the hash binds a line to all before it. Lines whose days are over are cut off at
the front, and the first line then says how many there were.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from centre.reading.durable import flush
from intake_service.store import own_files, vault
from intake_service.store.vault import ID_SIZE, Vault

HEADING = "kacko-tombstones-1"


class Unreadable(Exception):
    """The file was changed by somebody else, or is no stream of tombstones."""


@dataclass(frozen=True)
class Position:
    """A place in a stream: behind so many lines, the last of which has this hash."""

    stream: bytes
    count: int
    hash: bytes


@dataclass(frozen=True)
class Tombstone:
    """One line."""

    day: date
    mark: bytes
    position: Position
    """Behind it."""


@dataclass(frozen=True)
class Stream:
    """What a file holds: where its first line begins, and the lines."""

    start: Position
    lines: Sequence[Tombstone]

    @property
    def end(self) -> Position:
        """Behind the last line."""
        return self.lines[-1].position if self.lines else self.start

    @property
    def marks(self) -> frozenset[bytes]:
        """Of all that was deleted."""
        return frozenset(line.mark for line in self.lines)

    def holds(self, position: Position) -> bool:
        """Whether all that came after this position is here."""
        return position == self.start or any(line.position == position for line in self.lines)


class TombstoneStream:
    """The file, opened anew for each use; one process at a time holds it."""

    def __init__(self, path: Path, secrets: Vault) -> None:
        self.path = path
        self._secrets = secrets

    def mark(self, kind: str, of: bytes) -> bytes:
        """What stands for a deleted thing."""
        return self._secrets.shared_mac("tombstone", kind.encode(), of)

    def read(self) -> Stream | None:
        """What is in the file; None where there is none. Raises Unreadable, OSError."""
        try:
            text = self.path.read_text(encoding="ascii")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise Unreadable from error
        # A line without its end was torn by a power cut: nothing was deleted for it.
        heading, *lines = text[: text.rfind("\n") + 1].splitlines() or [""]
        start = _read_start(heading)
        read: list[Tombstone] = []
        for line in lines:
            at = read[-1].position if read else start
            read.append(self._read_line(line, at))
        return Stream(start, read)

    def begin(self) -> Stream:
        """A new stream in the place of whatever is there."""
        stream = Stream(Position(vault.new_id(), 0, bytes(ID_SIZE)), [])
        with self._alone():
            self._rewrite(stream)
        return stream

    def append(self, day: date, marks: Sequence[bytes]) -> Position:
        """Add lines; they are on the disk when this returns. Raises Unreadable, OSError."""
        with self._alone():
            stream = self.read()
            if stream is None:
                raise Unreadable
            lines = list(stream.lines)
            for mark in marks:
                at = lines[-1].position if lines else stream.start
                lines.append(self._line(day, mark, at))
            with self.path.open("r+", encoding="ascii") as file:
                text = file.read()
                file.seek(text.rfind("\n") + 1)
                file.truncate()
                file.writelines(_write_line(line) for line in lines[len(stream.lines) :])
                file.flush()
                os.fsync(file.fileno())
        return replace(stream, lines=lines).end

    def forget(self, before: date) -> None:
        """Cut off the lines of earlier days. Raises Unreadable, OSError."""
        with self._alone():
            stream = self.read()
            if stream is None or not stream.lines or stream.lines[0].day >= before:
                return
            kept = [line for line in stream.lines if line.day >= before]
            gone = stream.lines[len(stream.lines) - len(kept) - 1]
            self._rewrite(Stream(gone.position, kept))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = self.path.with_name(f"{self.path.name}.lock")
        own_files.make_file(lock)
        with lock.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _rewrite(self, stream: Stream) -> None:
        fresh = self.path.with_name(f"{self.path.name}.new")
        own_files.make_file(fresh)
        start = stream.start
        heading = f"{HEADING} {start.stream.hex()} {start.count} {start.hash.hex()}\n"
        lines = (_write_line(line) for line in stream.lines)
        fresh.write_text(heading + "".join(lines), encoding="ascii")
        flush(fresh)
        fresh.replace(self.path)
        flush(self.path.parent)

    def _read_line(self, line: str, at: Position) -> Tombstone:
        try:
            day, mark, hash_ = line.split(" ")
            expected = self._line(date.fromisoformat(day), bytes.fromhex(mark), at)
        except ValueError as error:
            raise Unreadable from error
        if expected.position.hash.hex() != hash_:
            raise Unreadable
        return expected

    def _line(self, day: date, mark: bytes, at: Position) -> Tombstone:
        before = at.stream + at.count.to_bytes(8, "big") + at.hash
        bound = self._secrets.shared_mac("tombstone line", before, day.isoformat().encode(), mark)
        return Tombstone(day, mark, Position(at.stream, at.count + 1, bound[:ID_SIZE]))


def _read_start(heading: str) -> Position:
    try:
        name, stream, count, hash_ = heading.split(" ")
        start = Position(bytes.fromhex(stream), int(count), bytes.fromhex(hash_))
    except ValueError as error:
        raise Unreadable from error
    if name != HEADING or len(start.stream) != ID_SIZE or len(start.hash) != ID_SIZE:
        raise Unreadable
    return start


def _write_line(line: Tombstone) -> str:
    return f"{line.day.isoformat()} {line.mark.hex()} {line.position.hash.hex()}\n"
