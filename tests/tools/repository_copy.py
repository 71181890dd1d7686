"""A copy of the repository that a test changes, and the lists of files in CONTRIBUTING.md."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.paths import ROOT
from tools.tables import code_in

Copied = Callable[[str], "RepositoryCopy"]
"""Makes a copy for following the list under a heading of CONTRIBUTING.md."""
LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "node_modules", "*.egg-info", "output", "var", "screenshots"
)


def steps(heading: str) -> list[str]:
    """The files to touch, in order, as the list under a heading of CONTRIBUTING.md names them."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    part = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [code_in(step)[0] for step in re.findall(r"^\d\. .*", part, re.MULTILINE)]


@dataclass
class RepositoryCopy:
    """A copy in which only the files of a list may be touched."""

    root: Path
    steps: list[str]
    touched: set[str] = field(default_factory=set)

    @classmethod
    def made(cls, root: Path, heading: str) -> "RepositoryCopy":
        """A fresh copy in the folder `root`, for following the list under a heading."""
        shutil.copytree(ROOT, root, ignore=LEFT_OUT)
        checkers = Path("tests/checkers/node_modules")
        (root / checkers).symlink_to(ROOT / checkers)
        return cls(root, steps(heading))

    def write(self, path: str, text: str) -> None:
        """Write a new file."""
        assert not (self.root / path).exists()
        self._touch(path)
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def append(self, path: str, text: str) -> None:
        """Write at the end of a file."""
        written = self._touch(path).read_text("utf-8")
        (self.root / path).write_text(written + text, "utf-8")

    def insert(self, path: str, text: str, *, before: str) -> None:
        """Write before the first place with a text, which has to be there."""
        written = self._touch(path).read_text("utf-8")
        assert before in written, f"{path} has no {before!r}"
        (self.root / path).write_text(written.replace(before, text + before, 1), "utf-8")

    def replace(self, path: str, pattern: str, replacement: str) -> None:
        """Replace every place of a file that matches a pattern; there has to be one."""
        written = self._touch(path).read_text("utf-8")
        changed, places = re.subn(pattern, replacement, written)
        assert places, f"{path} has no {pattern!r}"
        (self.root / path).write_text(changed, "utf-8")

    def read(self, path: str) -> str:
        """The text of a file, without touching it."""
        return (self.root / path).read_text("utf-8")

    def run(self, *arguments: str) -> str:
        """Run a module of Python in the copy; what it printed. Its failure is the test's."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.root,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _touch(self, path: str) -> Path:
        """Note that a file is touched; a step of the list has to name it."""
        named = path if path in self.steps else None
        step = named or next((step for step in self.steps if _matches(step, path)), None)
        assert step, f"CONTRIBUTING.md does not name {path}"
        self.touched.add(step)
        return self.root / path


def _matches(step: str, path: str) -> bool:
    pattern = "[^/]+".join(re.escape(part) for part in re.split(r"<\w+>|…", step))
    return bool(re.fullmatch(pattern, path))
