"""Publishes the site: a build beside the one that is served, checked as a whole, then in its place.

Three ways to a new release: what staff wrote is *published*; what was published is *rebuilt* as of
a new day; an earlier publication is *rolled back* to.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from centre.exchange import published_facts, published_questions
from centre.reading.faults import Faults, file_name
from centre.reading.files import is_left_over
from centre.texts.content import Content, read_leniently
from site_plugins.run import refusals
from site_plugins.run.differences import differences
from site_plugins.run.reading import build_day
from site_plugins.run.releases import CONTENT, FRAME, PUBLIC, NewerPublication, Release, Releases

PRODUCT = Path(__file__).parents[2]
SETTINGS = PRODUCT / "publishconf.py"


class NotBuilt(Exception):
    """The build has refused; what it said is the message. What was served is still served."""


@dataclass(frozen=True)
class Site:
    """Where the content lies that staff edit, and where the releases are."""

    content: Path
    releases: Releases

    def build(self) -> Release:
        """A release of what staff have written, not served yet.

        Raises NotBuilt, releases.Busy, releases.NotOurs, OSError.
        """
        with self.releases.alone() as lock:
            number, follows = self.releases.next_publication()
            return self._built(_copy_of(self.content), number, follows, dict(os.environ), lock)

    def changes(self, release: Release) -> list[str]:
        """What readers will see differently once ``release`` is served, in Czech."""
        now = self.releases.current
        try:
            return differences(_read(now) if now else None, _read(release))
        except Faults:
            return ["Co se změní, nejde říct: obsah dřívějšího zveřejnění nejde přečíst."]

    def discard(self, release: Release) -> None:
        """Take away a release that nobody wants to serve."""
        with self.releases.alone():
            shutil.rmtree(release.folder)

    def serve(self, release: Release) -> None:
        """Serve it from now on.

        Raises releases.NewerPublication when something else was published meanwhile, or the desk
        has taken an answer back or saved facts, releases.Busy, releases.NotOurs, OSError.
        """
        with self.releases.alone():
            now = self.releases.current
            served = now.record.publication if now else 0
            if served != release.record.follows or not release.folder.is_dir():
                raise NewerPublication
            if self._is_overtaken(release):
                raise NewerPublication
            self.releases.serve(release)

    def _is_overtaken(self, release: Release) -> bool:
        """Whether the desk has changed since what readers are to see at once."""
        taken_back = published_questions.taken_back(self.content, release.content)
        return bool(taken_back) or published_facts.are_newer(self.content, release.content)

    def rebuild(self) -> Release:
        """What was published, as of today, served at once, after what another publication does
        just now. Raises NotBuilt, releases.NotOurs, OSError.

        The only news in it are answers that the desk published or took back since (two people, or
        seven days, stood behind each, and who takes a consent back waits for no editor), and facts
        that were saved there to be seen at once, such as „Dnes nejedeme“.
        """
        with self.releases.alone(waits=True) as lock:
            now = self.releases.current
            if now is None:
                raise NotBuilt("Ještě není co sestavit znovu: web nebyl zveřejněn.")
            release = self._built_again(now, lock)
            self.releases.serve(release)
            return release

    def roll_back(self) -> Release:
        """The publication before, served at once. Its pages are as of the day they were built,
        unless the product has changed so much since that they had to be built again, or somebody
        has taken back an answer that is still in it: that one never returns.

        Raises releases.NothingBefore, NotBuilt, releases.Busy, releases.NotOurs, OSError.
        """
        with self.releases.alone() as lock:
            before = self.releases.before()
            taken_back = published_questions.taken_back(self.content, before.content)
            is_good = before.fits and not taken_back
            release = before if is_good else self._built_again(before, lock)
            self.releases.serve(release)
            return release

    def _built_again(self, published: Release, lock: int) -> Release:
        """A release of the same publication, as of today."""
        return self._built(
            _renewed(published, self.content),
            published.record.publication,
            published.record.follows,
            # a stale number must never freeze the opening hours
            {**os.environ, refusals.VARIABLE: refusals.EVERY_REFUSAL},
            lock,
        )

    def _built(
        self,
        fill: Callable[[Path], None],
        publication: int,
        follows: int,
        environment: Mapping[str, str],
        lock: int,
    ) -> Release:
        built = self.releases.begin()
        fill(built / CONTENT)
        self._run(built, environment, lock)
        day = build_day(environment.get("BUILD_DAY")).isoformat()
        return self.releases.finish(built, publication=publication, follows=follows, day=day)

    def _run(self, built: Path, environment: Mapping[str, str], lock: int) -> None:
        content = built / CONTENT
        words = ["-m", "pelican", content, "-s", SETTINGS, "-o", built / PUBLIC, "-q"]
        frame = ["-e", f'FRAME_PATH="{built / FRAME}"']
        done = subprocess.run(  # noqa: S603 - our own build
            [sys.executable, *map(str, words), *frame],
            cwd=PRODUCT,
            env={**environment, "KACKO_CONTENT": str(content)},
            pass_fds=[lock],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        said = self._as_edited(f"{done.stdout}{done.stderr}", content)
        if done.returncode:
            raise NotBuilt(said)
        sys.stderr.write(said)

    def _as_edited(self, said: str, content: Path) -> str:
        """Faults in the copy, as faults in the files that a person edits."""
        for name in (str(content), file_name(content)):
            said = said.replace(name, file_name(self.content))
        return said


def _read(release: Release) -> Content:
    """The content of a release, as of today; what can be used of one that another version built."""
    return read_leniently(release.content, build_day(None))


def _copy_of(content: Path) -> Callable[[Path], None]:
    def copy(target: Path) -> None:
        shutil.copytree(content, target, ignore=_left_over)

    return copy


def _renewed(published: Release, edited: Path) -> Callable[[Path], None]:
    def renew(target: Path) -> None:
        shutil.copytree(published.content, target)
        published_questions.bring_over(edited, target)
        published_facts.bring_over(edited, target)

    return renew


def _left_over(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if is_left_over(name)]
