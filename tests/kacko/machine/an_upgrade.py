"""``kacko upgrade`` in a folder, without the users and the systemd of an installed machine."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kacko.machine import accounts, units, upgrade
from kacko.machine.accounts import Account


def run_as(account: Account, words: Sequence[str], given: Mapping[str, str] | None = None) -> int:
    """As the one user that there is here."""
    known = {**os.environ, "WORKS_AS": account.user, **(given or {})}
    return subprocess.run(words, env=known, check=False).returncode


def main() -> None:
    """Upgrade what lies in the first argument, to the version in the second, if there is one."""
    folder = Path(sys.argv[1])
    upgrade.OPT = folder / "opt"
    upgrade.SIGNERS = folder / "signers"
    accounts.run_as = run_as
    word = folder / "opt" / "current" / "word"
    silent = folder / "silent"
    units._answers = lambda _door: not (silent.exists() and silent.read_text() == word.read_text())
    upgrade.upgrade(sys.argv[2:], standalone_mode=True)


if __name__ == "__main__":
    main()
