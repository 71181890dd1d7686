"""The builder as a process: its socket, and the desk's question from end to end."""

import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_service.work.editing.builder_client import BuilderUnavailable, Preview, preview_at
from tests.built import DAY
from tests.paths import ROOT

PATIENCE = 60


@pytest.fixture
def builder(tmp_path: Path, takes_seconds: None) -> Iterator[Path]:
    """The socket of a running builder, which has nothing but what it is given."""
    path = tmp_path / "builder.sock"
    environment = {"KACKO_BUILDER": str(path), "BUILD_DAY": DAY, "PATH": "", "PYTHONUTF8": "1"}
    environment["KACKO_SITE"] = str(tmp_path)
    words = [sys.executable, "-m", "kacko", "builder"]
    process = subprocess.Popen(words, cwd=ROOT, env=environment)
    try:
        yield path
    finally:
        process.terminate()
        process.wait()


def first_answer(path: Path) -> Preview:
    text = (ROOT / "content/cs/pages/wound.md").read_text("utf-8")
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            return preview_at(path, "cs/pages/wound.md", text)
        except BuilderUnavailable:
            if time.monotonic() > ends:
                raise


def test_the_desk_sees_a_draft_as_a_page(builder: Path) -> None:
    found = first_answer(builder)
    assert found.html.startswith("<!DOCTYPE html>")
    assert all(fault.advice for fault in found.faults)
    assert stat.S_IMODE(builder.stat().st_mode) == 0o660
