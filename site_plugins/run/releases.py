"""The releases of a site: finished builds side by side, and one link to the one that is served.

    site/
      current -> releases/2026-11-29T062215Z
      releases/
        2026-11-29T062215Z/
          public/        what the web server serves
          frame.json     what the service takes of this very build
          content/       the centre's content that it was made of
          release.json   which publication it is

A build is made in `releases/….part`, flushed, named, and only then the link is moved in one step:
whoever kills it when leaves what was served before. Only `current` is ever served.
"""

import fcntl
import json
import os
import pwd
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final, Self

from centre.exchange.frame import Frame, NoFrameError

KEPT: Final = 5
"""How many publications can be gone back to, the one that is served among them."""

PUBLIC: Final = "public"
FRAME: Final = "frame.json"
CONTENT: Final = "content"
ASSETS: Final = Path(PUBLIC) / "assets"

_RECORD: Final = "release.json"
_UNFINISHED: Final = ".part"


class Busy(Exception):
    """Another publication is under way."""


class NotOurs(Exception):
    """This user would leave files that the folder's owner can never replace."""


class NewerPublication(Exception):
    """Something else has been published, or changed at the desk, since this release was built."""


class NothingBefore(Exception):
    """There is no earlier publication to go back to."""


@dataclass(frozen=True)
class Record:
    """Which publication a release is."""

    publication: int
    """Counted from 1; a nightly rebuild belongs to the publication that it renews."""
    follows: int
    """The publication that was served before; 0 for the first."""
    built: str
    """UTC, as `2026-11-29T06:22:15Z`."""
    day: str
    """As of which day its pages are."""


@dataclass(frozen=True)
class Release:
    """A finished build in its folder."""

    folder: Path
    record: Record

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The release in ``folder``; nothing where none is whole."""
        try:
            return cls(folder, Record(**json.loads((folder / _RECORD).read_bytes())))
        except (OSError, ValueError, TypeError):
            return None

    @property
    def content(self) -> Path:
        """The content that it was made of."""
        return self.folder / CONTENT

    @property
    def fits(self) -> bool:
        """Whether the service can take its frame, which another version may have written."""
        try:
            Frame.read(self.folder / FRAME)
        except NoFrameError:
            return False
        return True

    @property
    def own_assets(self) -> Iterator[Path]:
        """The style sheets, scripts and icons that its own pages ask for."""
        frame: Mapping[str, Mapping[str, str]] = json.loads((self.folder / FRAME).read_bytes())
        for address in frame["assets"].values():
            yield self.folder / PUBLIC / address.lstrip("/")


class Releases:
    """The releases in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._all = self.folder / "releases"
        self._link = self.folder / "current"

    @contextmanager
    def alone(self, *, waits: bool = False) -> Iterator[int]:
        """Hold the lock for the length of the block, and tidy away what a killed build left.

        Gives its descriptor: a child that inherits it holds the lock too, so that no build of a
        killed parent is tidied away under its hands. Raises NotOurs, OSError, and Busy unless it
        ``waits`` for its turn.
        """
        self._refuse_strangers()
        # The web server and the service are other users, whoever publishes from whichever shell.
        before = os.umask(0o022)
        try:
            with self._locked(waits=waits) as lock:
                yield lock
        finally:
            os.umask(before)

    @contextmanager
    def _locked(self, *, waits: bool) -> Iterator[int]:
        self._all.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
            except BlockingIOError:
                raise Busy from None
            for left in self._all.glob(f"*{_UNFINISHED}"):
                shutil.rmtree(left)
            yield lock.fileno()

    @property
    def current(self) -> Release | None:
        """The release that is served."""
        return Release.read(self._link.resolve()) if self._link.is_symlink() else None

    def all(self) -> list[Release]:
        """All that are whole: by publication, then by the time they were built."""
        folders = self._all.iterdir() if self._all.is_dir() else ()
        found = [each for folder in folders if (each := Release.read(folder))]
        return sorted(found, key=lambda each: (each.record.publication, each.record.built))

    def begin(self) -> Path:
        """An empty folder to build in."""
        folder = self._all / f"{self._new_name()}{_UNFINISHED}"
        folder.mkdir()
        return folder

    def next_publication(self) -> tuple[int, int]:
        """The number of the next publication, and of the one that it follows."""
        numbers = [each.record.publication for each in self.all()]
        now = self.current
        return max(numbers, default=0) + 1, now.record.publication if now else 0

    def finish(self, built: Path, *, publication: int, follows: int, day: str) -> Release:
        """Make a release of what was built, whole on the disk, but not yet served."""
        now = datetime.now(UTC)
        record = Record(publication, follows, f"{now:%Y-%m-%dT%H:%M:%SZ}", day)
        (built / _RECORD).write_text(json.dumps(asdict(record)), "utf-8")
        os.sync()  # all of it, before anything points to it
        folder = built.with_name(built.name.removesuffix(_UNFINISHED))
        built.rename(folder)
        return Release(folder, record)

    def serve(self, release: Release) -> None:
        """Serve this release from now on, in one step. The one before stays for who still reads."""
        before = self.current
        for other in self._kept():
            _carry_assets(other, release)
        os.sync()
        link = self.folder / ".current.new"
        link.unlink(missing_ok=True)
        link.symlink_to(release.folder.relative_to(self.folder))
        link.replace(self._link)
        os.sync()
        keep = {release.folder, *(each.folder for each in self._kept())}
        if before:
            keep.add(before.folder)
        for folder in list(self._all.iterdir()):
            if folder not in keep:
                shutil.rmtree(folder)

    def before(self) -> Release:
        """The newest release of the publication that the current one followed.

        Raises NothingBefore.
        """
        now = self.current
        earlier = [
            each for each in self.all() if now and each.record.publication <= now.record.follows
        ]
        if not earlier:
            raise NothingBefore
        return earlier[-1]

    def _kept(self) -> list[Release]:
        """The newest release of each of the last publications, and the current one."""
        newest = {each.record.publication: each for each in self.all()}
        last = [newest[number] for number in sorted(newest)[-KEPT:]]
        now = self.current
        return last if now is None or now in last else [*last, now]

    def _new_name(self) -> str:
        now = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"
        names = (now if number == 1 else f"{now}-{number}" for number in count(1))
        return next(name for name in names if not (self._all / name).exists())

    def _refuse_strangers(self) -> None:
        folder = next(each for each in (self.folder, *self.folder.parents) if each.exists())
        owner = folder.stat().st_uid
        if os.geteuid() == 0 and owner != 0:
            raise NotOurs(
                f"Složka {folder} patří uživateli {_name(owner)}. Spusťte příkaz jako on, ne jako"
                " root: jinak by ji pak už sám nemohl měnit."
            )


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def _carry_assets(other: Release, release: Release) -> None:
    """Whoever has a page of the ``other`` before them may ask for its style a while longer."""
    for asset in other.own_assets:
        target = release.folder / asset.relative_to(other.folder)
        for source in asset.parent.glob(f"{asset.name}*"):  # with its compressed copies
            copy = target.with_name(source.name)
            if not copy.exists():
                os.link(source, copy)
