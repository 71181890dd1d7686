"""What a quick test may start."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import slow_program


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ([sys.executable, "-m", "pelican", "content"], "pelican"),
        ([Path("/usr/sbin/nginx"), "-c", "x"], "nginx"),
        (["make", "test"], "make"),
        ([sys.executable, "-m", "pytest", "pelican"], ""),
        (["/usr/bin/hunspell", "-l"], ""),
    ],
)
def test_a_slow_program_is_known_by_its_command(command: list[str], found: str) -> None:
    assert slow_program(command) == found


def test_a_quick_test_builds_no_site() -> None:
    with pytest.raises(AssertionError, match="a quick test starts pelican"):
        subprocess.run([sys.executable, "-m", "pelican", "--version"], check=False)


@pytest.mark.usefixtures("pelican")
def test_one_that_says_what_it_needs_does() -> None:
    subprocess.run([sys.executable, "-m", "pelican", "--version"], check=True)
