"""The code that is installed: releases side by side, and one link to the one in use.

/opt/kacko/
  repository.git   where versions are fetched to
  current -> releases/v1.2.3
  releases/v1.2.3/
    .commit        which commit it is
    .built         once its environment is whole
    .in-use        once it has run as the one in use
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Release:
    """The code of one version."""

    folder: Path

    @property
    def name(self) -> str:
        """Its tag; of what was installed from a clone between two tags, what git calls it."""
        return self.folder.name

    @property
    def commit(self) -> str:
        """Which commit it is."""
        return (self.folder / ".commit").read_text("utf-8").strip()

    @property
    def is_built(self) -> bool:
        """Whether it can run."""
        return (self.folder / ".built").exists()

    @property
    def was_in_use(self) -> bool:
        """Whether everything has been done that makes it the one in use."""
        return (self.folder / ".in-use").exists()

    @property
    def kacko(self) -> Path:
        """Its command."""
        return self.folder / ".venv" / "bin" / "kacko"

    def note_built(self, commit: str) -> None:
        """Say that it can run, and is this commit."""
        (self.folder / ".commit").write_text(f"{commit}\n", "utf-8")
        os.sync()
        (self.folder / ".built").touch()

    def note_in_use(self) -> None:
        """Say that it is in use, and nothing is left to do."""
        (self.folder / ".in-use").touch()


@dataclass(frozen=True)
class Releases:
    """All releases on this machine."""

    folder: Path

    @property
    def current(self) -> Release:
        """The one in use."""
        return Release((self.folder / "current").resolve())

    def named(self, name: str) -> Release:
        """The one of this name, which may not be there yet."""
        return Release(self.folder / "releases" / name)

    def before(self, release: Release) -> Release | None:
        """The one that was in use before ``release``."""
        others = [each for each in self._all() if each.was_in_use and each != release]
        return max(others, key=lambda each: (each.folder / ".in-use").stat().st_mtime, default=None)

    def use(self, release: Release) -> None:
        """Make it the one in use, in one step."""
        link = self.folder / "current.new"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases", release.name))
        link.replace(self.folder / "current")
        os.sync()

    def tidy(self) -> None:
        """Keep the one in use and the one before."""
        now = self.current
        kept = (now, self.before(now))
        for each in self._all():
            if each not in kept:
                shutil.rmtree(each.folder)

    def _all(self) -> list[Release]:
        return [Release(folder) for folder in sorted((self.folder / "releases").iterdir())]
