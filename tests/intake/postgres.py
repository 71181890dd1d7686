"""A real PostgreSQL server of our own, on a socket in a folder that goes with it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

from tests.intake.load import PATIENCE

_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its data and its socket."""

    bin: Path
    folder: Path

    def url(self, database: str) -> str:
        """The address of a database, as `INTAKE_DATABASE_URL` takes it."""
        return f"postgresql+psycopg://kacko@/{database}?host={self.folder}"

    def make(self, database: str, *, like: str = "template1") -> str:
        """A new database with the tables and rows of another one; returns its address."""
        with psycopg.connect(
            f"host={self.folder} user=kacko dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE {like}")
        return self.url(database)

    def make_another(self, *, like: str = "template1") -> str:
        """A new database under a name of its own; returns its address."""
        return self.make(f"test_{next(_numbers)}", like=like)

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=120"
        self._run(
            "pg_ctl",
            "-D",
            f"{self.folder}/data",
            "-l",
            f"{self.folder}/log",
            "-o",
            options,
            "-w",
            "start",
        )

    def stop(self) -> None:
        """Stop it as an operator would who cannot wait."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "fast", "-w", "stop")

    def kill(self) -> None:
        """`kill -9` of its first process; the others see it and end."""
        lines = (self.folder / "data" / "postmaster.pid").read_text("ascii").splitlines()
        os.kill(int(lines[0]), signal.SIGKILL)
        until = time.monotonic() + PATIENCE
        while self._has_processes():
            assert time.monotonic() < until, "its processes stay"
            time.sleep(0.05)

    def _has_processes(self) -> bool:
        """Whether any process still works in its folder."""
        data = str((self.folder / "data").resolve())
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has ended meanwhile
                if str((process / "cwd").readlink()) == data:
                    return True
        return False

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        done = subprocess.run(
            [self.bin / program, *arguments], cwd=self.folder, check=False, **who, **quiet
        )
        assert done.returncode == 0, done.stderr


@contextmanager
def running(bin_: Path) -> Iterator[Server]:
    """A server with nothing in it."""
    with tempfile.TemporaryDirectory(prefix="kacko-") as name:
        server = Server(bin_, Path(name))
        if os.geteuid() == 0:
            shutil.chown(name, "postgres", "postgres")
        server._run(
            "initdb",
            "-D",
            f"{name}/data",
            "-U",
            "kacko",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()
