"""A bare Debian that boots by itself, in a folder: debootstrap, systemd-nspawn.

It shares this machine's network, so its ports 80 and 443 have to be free, and one machine runs at a
time.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

PACKAGES: Final = "systemd,systemd-sysv,dbus"
"""What makes a minimal Debian one that boots; everything else is the installer's to bring."""
PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
OF_THIS_NETWORK: Final = ("/etc/resolv.conf", "/etc/pip.conf", "/usr/local/share/ca-certificates")
"""How whoever stands in this network reaches the packages: no part of what is tried."""


class Failed(Exception):
    """A command on the machine has failed; what it said is the message."""


class Machine:
    """A machine in a folder."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.folder = folder
        self.suite = suite
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """A minimal Debian of this suite that does not run yet."""
        self.throw_away()
        words = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", self.suite]
        made = subprocess.run(
            [*words, self.folder], capture_output=True, encoding="utf-8", check=False
        )
        if made.returncode:
            raise Failed(made.stdout[-2000:])
        for name in OF_THIS_NETWORK:
            self._take_over(Path(name))

    def _take_over(self, path: Path) -> None:
        target = self.folder / path.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, target, dirs_exist_ok=True)
        elif path.exists():
            shutil.copyfile(path, target)

    def boot(self) -> None:
        """Start it, and wait until systemd has started everything that it should."""
        words = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot"]
        self._process = subprocess.Popen(
            [*words, "--console=pipe", "--resolv-conf=off", f"--directory={self.folder}"],
            stdin=subprocess.DEVNULL,
            stdout=self._log.open("ab"),
            stderr=subprocess.STDOUT,
        )
        self._wait_until_it_runs()

    def _wait_until_it_runs(self) -> None:
        assert self._process
        for _ in range(120):
            if self._process.poll() is not None:
                raise Failed(self._log.read_text()[-2000:])
            with suppress(StopIteration):
                state = self.run("systemctl", "is-system-running", "--wait", check=False).strip()
                if state == "running":
                    return
                if state == "degraded":
                    raise Failed(self.run("systemctl", "--failed", check=False))
            time.sleep(0.5)
        raise Failed("it does not start within a minute")

    @property
    def _log(self) -> Path:
        """What its console shows."""
        return self.folder.with_name(f"{self.folder.name}.log")

    @property
    def _leader(self) -> str:
        """Its process 1, as this machine sees it."""
        assert self._process
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return next(iter(children.read_text(encoding="utf-8").split()))

    def run(
        self,
        *words: str,
        text: str | None = None,
        check: bool = True,
        environment: Mapping[str, str] | None = None,
    ) -> str:
        """What a command says that root gives there; raises Failed when it ends badly."""
        done = subprocess.run(
            self._inside(words, environment or {}),
            input=text,
            stdin=None if text is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if check and done.returncode:
            raise Failed(f"{' '.join(words)}: {done.returncode}\n{done.stdout[-4000:]}")
        return done.stdout

    def kill_at(self, told: str, when: Callable[[], bool], *words: str) -> None:
        """Begin a command as root, and kill it with all that it has begun once it says this, as
        soon as `when` is true. Raises Failed when it never says so.
        """
        unit = ("systemd-run", "--quiet", "--pipe", "--wait", "--collect", "--unit=killed")
        begun = subprocess.Popen(
            self._inside((*unit, "--setenv=HOME=/root", *words), {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert begun.stdout
        said = []
        with begun:
            for line in begun.stdout:
                said.append(line)
                if told in line:
                    while not when():
                        time.sleep(0.01)
                    self.run("systemctl", "kill", "--signal=KILL", "killed")
                    return
        raise Failed(f"{' '.join(words)} never said {told}\n{''.join(said)[-4000:]}")

    def _inside(self, words: Sequence[str], environment: Mapping[str, str]) -> list[str]:
        given = {"PATH": PATH, "LANG": "C.UTF-8", "HOME": "/root", **environment}
        enter = ["nsenter", "--target", self._leader, "--all", "env", "-i", "--chdir=/root"]
        return [*enter, *(f"{name}={value}" for name, value in given.items()), *words]

    def path(self, name: str) -> Path:
        """A file of the machine, as this machine sees it."""
        return self.folder / name.lstrip("/")

    def stop(self) -> None:
        """Pull the plug after systemd has stopped everything."""
        if self._process:
            self.run("systemctl", "poweroff", check=False)
            try:
                self._process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None

    def throw_away(self) -> None:
        """Nothing of it is left."""
        self.stop()
        if self.folder.exists():
            shutil.rmtree(self.folder)
