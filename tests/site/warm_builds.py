"""Builds that begin where others have been before: `pelican` in a process whose parent has loaded
it and has read the sample once. Half of a build's time is that.

Each build is a process of its own with an environment of its own; what it reads and changes in
memory, no other build sees.
"""

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.paths import ROOT


class WarmBuilds:
    """The parent of builds, started by the first one."""

    def __init__(self) -> None:
        self._parent: subprocess.Popen[str] | None = None

    def run(
        self, arguments: Sequence[str], environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """What `python -m pelican` with these arguments ends with."""
        sys.audit("subprocess.Popen", "pelican", ["pelican"], None, None)  # for tests/needs.py
        if self._parent is None:
            self._parent = subprocess.Popen(
                [sys.executable, "-m", "tests.site.warm_builds"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        assert self._parent.stdin
        assert self._parent.stdout
        with tempfile.TemporaryDirectory() as folder:
            told, complained = (Path(folder, name) for name in ("stdout", "stderr"))
            wanted = [*arguments], dict(environment), str(told), str(complained)
            self._parent.stdin.write(json.dumps(wanted) + "\n")
            self._parent.stdin.flush()
            code = int(self._parent.stdout.readline())
            return subprocess.CompletedProcess(
                [*arguments], code, told.read_text("utf-8"), complained.read_text("utf-8")
            )


def main() -> None:
    """Build whatever is asked for, a line each, until nobody asks any more."""
    import pelican  # noqa: F401 - what each build would load
    from pelican.settings import read_settings

    from centre.texts.content import read_leniently

    read_settings(str(ROOT / "publishconf.py"))
    for name in ("pelicanconf", "publishconf"):  # they say what the environment of a build says
        sys.modules.pop(name, None)
    read_leniently(ROOT / "content", date(2026, 11, 21))
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _build(*json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _build(arguments: list[str], environment: dict[str, str], told: str, complained: str) -> None:
    """Be `python -m pelican` from here on."""
    for number, name in ((0, os.devnull), (1, told), (2, complained)):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT), number)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["pelican", *arguments]
    code = 0
    try:
        import pelican

        pelican.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
