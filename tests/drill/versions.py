"""Newer versions of the product on the machine, signed by a key that it trusts."""

from pathlib import Path
from typing import Final

from tests.drill.machine import Machine

_ORIGIN: Final = "/root/origin"
_KEY: Final = "/root/signing-key"
_WHO: Final = ("-c", "user.name=A", "-c", "user.email=a@kacko.test", "-c", "gpg.format=ssh")


class Versions:
    """The place that `kacko upgrade` brings versions from."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        machine.run("git", "clone", "--quiet", "/root/kacko", _ORIGIN)
        machine.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", _KEY)
        key = machine.path(f"{_KEY}.pub").read_text("utf-8")
        machine.path("/root/signers").write_text(f'a@kacko.test namespaces="git" {key}', "utf-8")
        machine.run("/root/kacko/deploy/install.sh", "--signers", "/root/signers")
        repository = "/opt/kacko/repository.git"
        machine.run("git", "-C", repository, "remote", "set-url", "origin", _ORIGIN)

    @property
    def in_use(self) -> str:
        """The name of the version that runs."""
        return Path(self._machine.path("/opt/kacko/current").readlink()).name

    def is_in_use(self, name: str) -> bool:
        """Whether it is the version that runs; any is where the name is empty."""
        return name in ("", self.in_use)

    def sign(self, tag: str) -> None:
        """Sign what is there now as a version."""
        self._git("commit", "--quiet", "--all", "--allow-empty", "--message", tag)
        self._git("-c", f"user.signingkey={_KEY}", "tag", "--sign", "--message", tag, tag)

    def break_desk(self) -> None:
        """The next version has a desk that does not start."""
        unit = self._machine.path(f"{_ORIGIN}/deploy/systemd/kacko-desk.service")
        text = unit.read_text("utf-8").replace("create_desk_app()", "create_nothing()")
        unit.write_text(text, "utf-8")

    def _git(self, *words: str) -> None:
        self._machine.run("git", "-C", _ORIGIN, *_WHO, *words)
