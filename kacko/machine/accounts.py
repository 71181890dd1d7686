"""Whose work a command does on an installed machine: root gives its rights up before it begins.

What root left in the folders of the services, they could not write any more; so by hand, too, each
command is the user that its unit is.
"""

import os
import pwd
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from kacko import environment
from kacko.machine import units

SECRET: Final = Path("/etc/kacko/server-secret")
HANDED_OVER: Final = "KACKO_HANDED_OVER"
"""In the environment of a command that another one has called in its own place."""


@dataclass(frozen=True)
class Account:
    """A user of the machine, the group that its files get, and whether it is given the secret."""

    user: str
    group: str
    secret: Path | None = None

    @property
    def id(self) -> int:
        """Its number. Raises KeyError."""
        return pwd.getpwnam(self.user).pw_uid


ROOT: Final = Account("root", "root")
BUILDER: Final = Account("kacko", "kacko")
EDITOR: Final = Account("kacko-desk", "kacko")
SHOWING_DRAFTS: Final = Account("kacko-builder", "kacko")
POSTMAN: Final = Account("kacko-tick", "kacko-tick")
DESK: Final = Account("kacko-desk", "kacko-data", SECRET)

OF_COMMAND: Final[Mapping[str, Account]] = {
    **dict.fromkeys(("approvals", "check", "publish", "rebuild", "rollback"), BUILDER),
    "builder": SHOWING_DRAFTS,
    **dict.fromkeys(("approve", "common", "new"), EDITOR),
    **dict.fromkeys(("setup", "split-secret", "migrate", "move-to", "backup", "verify"), DESK),
    **dict.fromkeys(("doctor", "note-drill", "audit", "state", "commit"), DESK),
    **dict.fromkeys(("people", "invite", "admit", "duties", "let-go", "confirm-date"), DESK),
    **dict.fromkeys(("test-recovery-key", "new-recovery-key"), DESK),
    **dict.fromkeys(("accept-restored-roster", "confirm-restore"), DESK),
    **dict.fromkeys(("mail-test", "tick"), POSTMAN),
    **dict.fromkeys(("restore", "upgrade"), ROOT),
}
"""Commands that are somebody's; the others are whoever's gives them."""

OPENS_THE_DOORS: Final = frozenset({"setup", "accept-restored-roster"})
"""After them forms and desk begin, and begin again with the machine."""


def hand_over(name: str, words: Sequence[str]) -> None:
    """Let the right user do the command ``words``, and end; return where this process may do it.

    Raises click.ClickException where nobody here may.
    """
    account = OF_COMMAND.get(name)
    if account is None or "--help" in words or os.environ.get(HANDED_OVER) or not is_installed():
        return
    if os.geteuid() not in (0, account.id):
        raise click.ClickException(f"here it is done as {account.user}: sudo kacko {name}")
    if os.geteuid() == 0:
        # -P: nothing that lies in the current folder is imported in anybody's name.
        sys.exit(_as_root(name, account, [sys.executable, "-P", "-m", "kacko", *words]))


def _as_root(name: str, account: Account, words: Sequence[str]) -> int:
    if name == "tick":
        return units.run("kacko-tick.service")
    if name == "restore":
        # It loads the whole service, which every other command would wait for.
        from kacko.machine import restoring

        with restoring.settled(SECRET):
            return run_as(account, words, {"INTAKE_SECRET": str(SECRET)})
    if account is not ROOT:
        click.echo(f"Working as {account.user}", err=True)
    code = run_as(account, words)
    if code == 0 and name in OPENS_THE_DOORS:
        units.start()
        click.echo("Forms, desk and chores are running (kacko.target).", err=True)
    return code


def run_as(account: Account, words: Sequence[str], given: Mapping[str, str] | None = None) -> int:
    """The exit code of a command that ``account`` gives at this terminal.

    It is handed the secret in memory, under a name that only it may open.
    """
    home = pwd.getpwnam(account.user).pw_dir
    known = {**os.environ, "HOME": home, HANDED_OVER: "yes", **(given or {})}
    own = Path("/var/lib", account.user)
    if own.is_dir():
        known["INTAKE_OWN_DATA"] = str(own)
    handed = _in_memory(account, known)
    try:
        return subprocess.run(  # noqa: S603 - our own command
            words,
            env=known,
            user=account.user,
            group=account.group,
            extra_groups=os.getgrouplist(account.user, pwd.getpwnam(account.user).pw_gid),
            umask=0o022 if account.secret is None else 0o077,
            pass_fds=handed,
            check=False,
        ).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        for descriptor in handed:
            os.close(descriptor)


def _in_memory(account: Account, known: dict[str, str]) -> list[int]:
    if account.secret is None or not account.secret.exists():
        return []
    descriptor = os.memfd_create("server-secret")
    os.write(descriptor, account.secret.read_bytes())
    os.fchmod(descriptor, 0o400)
    os.fchown(descriptor, account.id, -1)
    known["INTAKE_SECRET"] = f"/proc/self/fd/{descriptor}"
    return [descriptor]


def is_installed() -> bool:
    """Whether `deploy/install.sh` has set this machine up."""
    try:
        return environment.FILE.exists() and DESK.id > 0
    except KeyError:
        return False
