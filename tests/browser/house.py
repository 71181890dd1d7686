"""The whole product on a loopback port: built site, `intake run` and a desk, as an operator sets
them up."""

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pyotp

from intake_service.settings import PREFIX, Settings
from tests.built import BuiltSite
from tests.paths import ROOT
from tests.ports import free_port

INTAKE = Path(sys.executable).with_name("intake")
PASSWORD = "čtyři slova která nepatří k sobě"
STEP = 30  # seconds in which a code from the app is valid
PATIENCE = 90  # seconds until the server answers, on a busy machine
BRAKES = ("sends_", "replies_", "wrong_receipts_", "logins_")

# Everybody here comes from one address, and hurries more than any real sender.
HURRY = {
    f"{PREFIX}{name}".upper(): "10000" for name in Settings.model_fields if name.startswith(BRAKES)
}
HURRY[f"{PREFIX}FORM_SECONDS"] = "0"


@dataclass
class Person:
    """Somebody who works at the desk, with a password, an app and recovery codes on paper."""

    name: str
    password: str
    totp_secret: str
    recovery_codes: list[str]
    _last: int = field(default=0, repr=False)

    def code(self) -> str:
        """A code from the app that was not used yet; after two in a hurry, one from the paper."""
        now = int(time.time()) // STEP
        step = max(self._last + 1, now)
        if step > now + 1:
            return self.recovery_codes.pop()
        self._last = step
        return pyotp.TOTP(self.totp_secret).at(step * STEP)


@dataclass(frozen=True)
class House:
    """A running server and its data directory."""

    url: str
    data: Path
    log: Path
    coordinator: Person

    def change(self, statement: str, *values: object) -> list[Any]:
        """Change the database behind the server's back: time passes, a record is damaged."""
        with closing(sqlite3.connect(self._database, timeout=PATIENCE)) as connection, connection:
            connection.execute("PRAGMA foreign_keys = ON")
            return connection.execute(statement, values).fetchall()

    @property
    def named_url(self) -> str:
        """The same server by a name: security keys answer at no bare address."""
        return self.url.replace("127.0.0.1", "localhost")

    @property
    def newest(self) -> int:
        """Number of the newest enquiry."""
        return int(self.change("SELECT max(number) FROM enquiry")[0][0])

    @contextmanager
    def overloaded(self) -> Iterator[None]:
        """Somebody else writes for so long that nothing can be saved."""
        with closing(sqlite3.connect(self._database, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def nobody_at_the_desk(self) -> Iterator[None]:
        """As before the desk was set up: nobody could read what is sent."""
        self.change("UPDATE counsellor SET standing = 'left' WHERE standing = 'active'")
        yield
        self.change("UPDATE counsellor SET standing = 'active' WHERE standing = 'left'")

    @contextmanager
    def newest_damaged(self) -> Iterator[None]:
        """A disk lies: the first message of the newest enquiry does not open."""
        where = "position = 1 AND enquiry_id = (SELECT id FROM enquiry WHERE number = ?)"
        number = self.newest
        [(body,)] = self.change(f"SELECT body FROM message WHERE {where}", number)
        self.change(f"UPDATE message SET body = zeroblob(1024) WHERE {where}", number)
        yield
        self.change(f"UPDATE message SET body = ? WHERE {where}", body, number)

    @property
    def _database(self) -> Path:
        return self.data / "intake.sqlite3"


@contextmanager
def running(
    site: BuiltSite, folder: Path, *, content: Path = ROOT / "content", **settings: str
) -> Iterator[House]:
    """Serve the site, the forms and the desk until the block ends.

    ``settings`` are further variables of the environment.
    """
    data = folder / "data"
    port = free_port()
    environment = _environment() | HURRY | {"INTAKE_CONTENT": str(content)} | settings
    environment |= {
        "INTAKE_DATA": str(data),
        "INTAKE_SITE": str(site.output),
        "INTAKE_PORT": str(port),
        "INTAKE_DESK_ORIGINS": f"http://localhost:{port}",
    }
    environment |= {"INTAKE_FRAME": str(site.frame_file), "INTAKE_LOCK_SECONDS": "0.5"}
    founded, coordinator = _desk_after_set_up()
    shutil.copytree(founded, data)
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [INTAKE, "run"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            _wait(server, f"http://127.0.0.1:{port}", log)
            yield House(f"http://127.0.0.1:{port}", data, log, coordinator)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _desk_after_set_up() -> tuple[Path, Person]:
    """A data directory to be copied, as `intake setup` leaves it, and its coordinator."""
    folder, coordinator = _set_up()
    return folder, replace(coordinator, recovery_codes=list(coordinator.recovery_codes))


@cache
def _set_up() -> tuple[Path, Person]:
    """Once for all houses of a process: the passwords and codes cost two seconds."""
    folder = Path(tempfile.mkdtemp(prefix="kacko-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = folder / "data"
    environment = _environment() | {
        "INTAKE_DATA": str(data),
        "INTAKE_CONTENT": str(ROOT / "content"),
    }
    password, totp, recovery = (folder / name for name in ("password", "totp", "recovery"))
    password.write_text(PASSWORD + "\n", "utf-8")
    files = ("--password-file", password, "--totp-file", totp, "--recovery-file", recovery)
    _run(str(INTAKE), "setup", "--name", "Jana", *map(str, files), environment=environment)
    _recovery_key, *codes = recovery.read_text("utf-8").split("\n")
    codes = [code for code in codes if code]
    return data, Person("Jana", PASSWORD, totp.read_text("utf-8").strip(), codes)


def _run(*command: str, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment or _environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _environment() -> dict[str, str]:
    """What the tests were started with, without the settings of somebody's own service."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not _answers(url):
        if server.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"the server does not answer:\n{log.read_text('utf-8')}")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urlopen(f"{url}/odpoved", timeout=PATIENCE):
            return True
    except HTTPError:
        return True
    except OSError:
        return False
