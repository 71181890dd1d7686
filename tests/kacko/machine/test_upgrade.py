"""A newer version comes only from somebody trusted, whole, and whatever is killed is taken up."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.usefixtures("git", "ssh-keygen")
NOTES = 'echo "$(basename "$0") $*" >>"$FOLDER/log"\n'
DIES = 'if [ "$(wc -l <"$FOLDER/log")" = "$DIE_AT" ]; then kill -9 "$PPID"; exit 1; fi\n'
TOOL = f"#!/bin/sh\n{NOTES}{DIES}"
BUILD = f"""#!/bin/sh
{NOTES}mkdir -p "$1/.venv/bin"
cp "$1/kacko.sh" "$1/.venv/bin/kacko"
{DIES}"""
KACKO = f"""#!/bin/sh
{NOTES}{DIES}[ "$1" != "$FAILS" ]
"""


@dataclass(frozen=True)
class Product:
    """A product of three scripts: its repository, its keys, and the machine it is installed on."""

    folder: Path

    @property
    def origin(self) -> Path:
        return self.folder / "origin"

    def git(self, *words: str, at: Path | None = None) -> str:
        who = ["-c", "user.name=A", "-c", "user.email=a@kacko.example", "-c", "gpg.format=ssh"]
        done = subprocess.run(
            ["git", "-C", at or self.origin, *who, *words],
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def write(self, word: str) -> str:
        """A commit; gives its name."""
        for name, text in {
            "deploy/build-release.sh": BUILD,
            "deploy/place-units.sh": TOOL,
            "kacko.sh": KACKO,
            "word": word,
        }.items():
            path = self.origin / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
            path.chmod(0o755)
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", word)
        return self.git("rev-parse", "HEAD")

    def sign(self, tag: str, key: str = "trusted") -> None:
        """Sign what is there now as a version."""
        self.git("-c", f"user.signingkey={self.folder / key}", "tag", "--sign", "-m", tag, tag)

    def make_key(self, name: str) -> str:
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name]
        subprocess.run(words, check=True)
        return (self.folder / f"{name}.pub").read_text().strip()

    def upgrade(self, *words: str, die_at: int = 0, fails: str = "") -> subprocess.CompletedProcess:
        (self.folder / "log").write_text("")
        given = {
            **os.environ,
            "PATH": f"{self.folder / 'tools'}:{os.environ['PATH']}",
            "FOLDER": str(self.folder),
            "DIE_AT": str(die_at),
            "FAILS": fails,
            "INTAKE_DATA": str(self.folder),
        }
        return subprocess.run(
            [sys.executable, "-m", "tests.kacko.machine.an_upgrade", self.folder, *words],
            cwd=ROOT,
            env=given,
            check=False,
            capture_output=True,
            encoding="utf-8",
        )

    @property
    def log(self) -> Sequence[str]:
        """The commands that were given."""
        return (self.folder / "log").read_text().splitlines()

    @property
    def word(self) -> str:
        """What the code in use says; it is whole."""
        current = self.folder / "opt" / "current"
        assert os.access(current / ".venv" / "bin" / "kacko", os.X_OK)
        return (current / "word").read_text()

    @property
    def releases(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "opt" / "releases").iterdir())


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """Version 1.0.0 is installed."""
    product = Product(tmp_path)
    product.origin.mkdir()
    product.git("init", "--quiet", "--initial-branch=main")
    (tmp_path / "signers").write_text(f'a@k namespaces="git" {product.make_key("trusted")}\n')
    product.make_key("stranger")
    (tmp_path / "intake.sqlite3").touch()
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("systemctl", "nginx"):
        (tools / name).write_text(TOOL)
        (tools / name).chmod(0o755)
    commit = product.write("one")
    product.sign("v1.0.0")
    repository = tmp_path / "opt" / "repository.git"
    product.git("clone", "--quiet", "--bare", str(product.origin), str(repository))
    product.git("config", "remote.origin.url", str(product.origin), at=repository)
    release = tmp_path / "opt" / "releases" / "v1.0.0"
    shutil.copytree(product.origin, release, ignore=shutil.ignore_patterns(".git"))
    (release / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(release / "kacko.sh", release / ".venv" / "bin" / "kacko")
    (release / ".commit").write_text(commit)
    for mark in (".built", ".in-use"):
        (release / mark).touch()
    (tmp_path / "opt" / "current").symlink_to("releases/v1.0.0")
    return product


@pytest.fixture
def newer(product: Product) -> Product:
    """Version 1.1.0 is there to be had."""
    product.write("two")
    product.sign("v1.1.0")
    return product


def test_the_newest_signed_version_comes_into_use(newer: Product) -> None:
    done = newer.upgrade()
    assert done.returncode == 0, done.stderr
    assert newer.word == "two"
    steps = [line.split()[-1] for line in newer.log]
    assert steps.index("check") < steps.index("migrate") < steps.index("rebuild")
    assert "systemctl start kacko.target" in newer.log  # timers that only this version has
    assert newer.releases == ["v1.0.0", "v1.1.0"]
    assert "in use already" in newer.upgrade().stdout


def test_whenever_it_is_killed_whole_code_is_in_use_and_the_next_run_goes_on(
    newer: Product,
) -> None:
    shutil.copytree(newer.folder / "opt", newer.folder / "kept", symlinks=True)
    newer.upgrade()
    commands = len(newer.log)
    assert commands > 8
    for number in range(1, commands + 1):
        shutil.rmtree(newer.folder / "opt")
        shutil.copytree(newer.folder / "kept", newer.folder / "opt", symlinks=True)
        killed = newer.upgrade(die_at=number)
        assert killed.returncode == -9, (number, killed.stderr)
        assert newer.word in ("one", "two")
        again = newer.upgrade()
        assert again.returncode == 0, (number, again.stderr)
        assert newer.word == "two"
        assert (newer.folder / "opt" / "current" / ".in-use").exists()


@pytest.mark.parametrize("step", ["check", "migrate"])
def test_a_version_that_takes_not_the_content_or_the_database_is_not_used(
    newer: Product, step: str
) -> None:
    done = newer.upgrade(fails=step)
    assert done.returncode == 1
    assert newer.word == "one"
    assert not any("systemctl" in line for line in newer.log)
    assert newer.upgrade().returncode == 0
    assert newer.word == "two"


def test_a_version_that_does_not_answer_gives_way_to_the_one_before(newer: Product) -> None:
    (newer.folder / "silent").write_text("two")
    done = newer.upgrade()
    assert done.returncode == 1
    assert "does not start" in done.stderr
    assert newer.word == "one"


def test_a_disk_that_is_full_ends_the_upgrade(product: Product) -> None:
    (product.origin / "much").write_bytes(os.urandom(1_000_000))  # more than a pipe holds
    product.write("two")
    product.sign("v1.1.0")
    tar = product.folder / "tools" / "tar"
    tar.write_text("#!/bin/sh\nexit 2\n")
    tar.chmod(0o755)
    done = product.upgrade()
    assert (done.returncode, product.word) == (1, "one")
    assert "cannot be written" in done.stderr
    tar.unlink()
    assert product.upgrade().returncode == 0
    assert product.word == "two"


def test_a_stranger_signs_for_nobody(product: Product) -> None:
    product.write("two")
    product.sign("v1.1.0", "stranger")
    done = product.upgrade()
    assert (done.returncode, product.word) == (1, "one")
    assert "signed by nobody" in done.stderr


def test_without_a_signature_nothing_comes(product: Product) -> None:
    product.write("two")
    product.git("tag", "-a", "-m", "v1.1.0", "v1.1.0")
    assert (product.upgrade().returncode, product.word) == (1, "one")


def test_an_old_version_under_a_new_name_is_refused(newer: Product) -> None:
    newer.upgrade()
    newer.git("update-ref", "refs/tags/v9.0.0", newer.git("rev-parse", "refs/tags/v1.0.0"))
    done = newer.upgrade()
    assert (done.returncode, newer.word) == (1, "two")
    assert "another version under this name" in done.stderr


def test_nobody_goes_back_to_an_older_version(newer: Product) -> None:
    newer.upgrade()
    done = newer.upgrade("v1.0.0")
    assert (done.returncode, newer.word) == (1, "two")
    assert "not newer" in done.stderr


def test_a_version_that_has_not_grown_out_of_ours_is_refused(product: Product) -> None:
    product.git("checkout", "--quiet", "--orphan", "elsewhere")
    product.write("two")
    product.sign("v2.0.0")
    assert (product.upgrade().returncode, product.word) == (1, "one")


def test_without_a_word_whom_to_trust_nothing_comes(newer: Product) -> None:
    (newer.folder / "signers").unlink()
    done = newer.upgrade()
    assert (done.returncode, newer.word) == (1, "one")
    assert "--signers" in done.stderr
