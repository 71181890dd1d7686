"""A terminal, for the commands that show a secret and have it typed again."""

import os
import pty
import re
import select
import subprocess
from pathlib import Path

from tests.intake.process import INTAKE
from tests.paths import ROOT

PASSWORD = "čtyři slova která nepatří k sobě"


class Terminal:
    """A real terminal with a command in it, and somebody who reads before they type."""

    def __init__(self, *arguments: str, data: Path) -> None:
        self._master, slave = pty.openpty()
        environment = {**os.environ, "INTAKE_DATA": str(data), "TERM": "dumb", "COLUMNS": "200"}
        self.process = subprocess.Popen(
            [*INTAKE, *arguments],
            cwd=ROOT,
            env=environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.text = ""

    def read(self, words: str) -> str:
        """All that was said up to these words."""
        while words not in self.text:
            assert select.select([self._master], [], [], 30)[0], self.text
            try:
                self.text += (
                    os.read(self._master, 65536).decode(errors="replace").replace("\r\n", "\n")
                )
            except OSError:  # the command has ended
                break
        assert words in self.text, self.text
        return self.text

    def type(self, prompt: str, line: str) -> None:
        self.read(prompt)
        self.text = self.text.partition(prompt)[2]
        os.write(self._master, line.encode() + b"\n")


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, text
    return match.group()
