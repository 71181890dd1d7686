"""What a disk holds when the power goes: rebuilt from the system calls of the real server.

strace notes every write, fsync and answer in the order in which they happen, in all threads and
processes. A write is safe only when an fsync of its file has ended that began after it; a file's
name only when its folder was synced as well. Of everything else any part may be on the disk, down
to single sectors.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.built import BuiltSite
from tests.intake.process import Server

CALLS = (
    "open,openat,creat,write,writev,pwrite64,pwritev,ftruncate,fallocate,fsync,fdatasync,"
    "unlink,unlinkat,rename,renameat,renameat2,link,linkat,sendto,sendmsg"
)
UNHEARD_OF = {
    "write",
    "writev",
    "pwritev",
    "fallocate",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
}
"""What nobody does to files of the database; a new SQLite that did would have to be taught here."""
NO_MESSAGES = ("last-good-", "chores-done")
"""How files begin that hold what the website says anyway, or a time; they are not followed.

Nobody was told that anything of theirs is kept. That they are replaced whole, or not at all, is
held where they are written.
"""
SECTOR = 512  # bytes; a disk writes one whole or not at all
CARELESS = """
from intake_service.store import db
careful = db._prepare_sqlite
def careless(connection, record, **given):
    careful(connection, record, **given)
    connection.execute("PRAGMA synchronous={}")
db._prepare_sqlite = careless
from intake_service.cli import main
main()
"""
_BEGUN = re.compile(r"(\d+) +(\w+)\((.*)")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)")
_DESCRIPTOR = re.compile(r"\d+<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FAILED = re.compile(r"= -1 E\w+ \(")


class WatchedServer(Server):
    """The same server, its system calls noted. With `synchronous` it is as careless as that."""

    def __init__(self, strace: str, folder: Path, site: BuiltSite, synchronous: str = "") -> None:
        super().__init__(folder, site)
        self.trace = folder / "trace"
        options = ["-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "1000000", "-e", "signal=none"]
        self.under = [strace, *options, "-e", f"trace={CALLS}", "-o", str(self.trace)]
        if synchronous:
            self.program = [self.program[0], "-c", CARELESS.format(synchronous)]


@dataclass(frozen=True)
class Call:
    """One system call on a file or socket."""

    thread: str
    name: str
    path: str
    data: bytes
    numbers: tuple[int, ...]
    makes: bool
    """Whether it may make the file."""


@dataclass(frozen=True)
class Began:
    """From here on the call may have happened."""

    call: Call


@dataclass(frozen=True)
class Ended:
    """From here on it has happened."""

    call: Call


def moments(trace: Path) -> Iterator[Began | Ended]:
    """What strace noted, in order; of calls that failed only the beginning."""
    waiting: dict[str, Call] = {}
    with trace.open(encoding="utf-8") as lines:
        for line in lines:
            if begun := _BEGUN.match(line):
                call = _call(*begun.groups())
                yield Began(call)
                if line.endswith("<unfinished ...>\n"):
                    waiting[call.thread] = call
                elif not _FAILED.search(line):
                    yield Ended(call)
            elif (resumed := _RESUMED.match(line)) and not _FAILED.search(line):
                yield Ended(waiting.pop(resumed[1]))


def _call(thread: str, name: str, rest: str) -> Call:
    strings = [_plain(each) for each in _STRING.findall(rest)]
    of = _DESCRIPTOR.match(rest)
    path = "" if of and of[2] else _plain(of[1]).decode() if of else strings.pop(0).decode()
    bare = _STRING.sub("", _DESCRIPTOR.sub("", rest)).partition(") = ")[0]
    return Call(
        thread=thread,
        name=name,
        path=path,
        data=b"".join(strings),
        numbers=tuple(map(int, re.findall(r"\b\d+\b", bare))),
        makes="O_CREAT" in bare,
    )


def _plain(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


@dataclass
class File:
    """What is safe of a file, and what was done to it since: writes, and lengths that it was cut
    to."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    synced: int = 0
    """How many changes are safe."""

    @property
    def changes(self) -> int:
        """How many changes there were."""
        return self.synced + len(self.since)

    def sync(self, changes: int) -> None:
        """Make the first so many changes safe."""
        for offset, data in self.since[: changes - self.synced]:
            _change(self.safe, offset, data)
        del self.since[: max(0, changes - self.synced)]
        self.synced = max(self.synced, changes)

    def after_a_cut(self, chance: Random, share: float) -> bytes:
        """The file with each sector of what was not synced there or not."""
        content = bytearray(self.safe)
        for offset, data in self.since:
            for start, piece in _sectors(offset, data):
                if chance.random() < share:
                    _change(content, start, piece)
        return bytes(content)


def _sectors(offset: int, data: bytes | None) -> Iterator[tuple[int, bytes | None]]:
    if data is None:
        yield offset, None
        return
    start = offset
    end = offset + len(data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield start, data[start - offset : stop - offset]
        start = stop


def _change(content: bytearray, offset: int, data: bytes | None) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset : offset + len(data)] = data


class Disk:
    """The files of one folder while the calls of a trace happen to them."""

    def __init__(self, folder: Path, before: Path) -> None:
        """`before` holds what lay in the folder when the trace began."""
        self._folder = str(folder)
        self._names = {file.name: File(bytearray(file.read_bytes())) for file in before.iterdir()}
        self._safe_names = dict(self._names)
        self._syncing: dict[str, int | dict[str, File]] = {}

    def see(self, moment: Began | Ended) -> None:
        """Let a call begin or end."""
        call = moment.call
        if call.path == self._folder:
            self._sync_folder(moment)
        folder, _, name = call.path.rpartition("/")
        if folder != self._folder or name.startswith(NO_MESSAGES):
            return
        if name.endswith("-shm"):  # shared memory; nobody trusts it after a start
            return
        assert call.name not in UNHEARD_OF, call
        if isinstance(moment, Began):
            self._begin(call, name)
        else:
            self._end(call, name)

    def image(self, into: Path, chance: Random, share: float) -> None:
        """Write what is on the disk after a power cut now; `share` of what was not synced has made
        it."""
        into.mkdir()
        for name in sorted({*self._names, *self._safe_names}):
            here = self._names if chance.random() < share else self._safe_names
            if name in here:
                (into / name).write_bytes(here[name].after_a_cut(chance, share))

    def _begin(self, call: Call, name: str) -> None:
        if call.name == "pwrite64":
            self._names[name].since.append((call.numbers[1], call.data))
        elif call.name == "ftruncate":
            self._names[name].since.append((call.numbers[0], None))
        elif call.name in ("fsync", "fdatasync"):
            self._syncing[call.thread] = self._names[name].changes

    def _end(self, call: Call, name: str) -> None:
        if call.makes:
            self._names.setdefault(name, File())
        elif call.name in ("unlink", "unlinkat"):
            del self._names[name]
        elif call.name in ("fsync", "fdatasync"):
            changes = self._syncing.pop(call.thread)
            assert isinstance(changes, int)
            self._names[name].sync(changes)

    def _sync_folder(self, moment: Began | Ended) -> None:
        if moment.call.name not in ("fsync", "fdatasync"):
            return
        if isinstance(moment, Began):
            self._syncing[moment.call.thread] = dict(self._names)
        else:
            names = self._syncing.pop(moment.call.thread)
            assert isinstance(names, dict)
            self._safe_names = names
