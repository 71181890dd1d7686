"""Versions of the product as signed tags of a git repository: which there are, and who signed them.

Only signatures of ssh count (``git tag --sign`` with ``gpg.format=ssh``), by keys of a file of
allowed signers, see ``man ssh-keygen``.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

VERSION: Final = re.compile(r"v(\d+)\.(\d+)\.(\d+)")


class NotTrusted(Exception):
    """There is no such version, or nobody we trust has signed it."""


class NotFetched(Exception):
    """The place where versions come from gives nothing; the message is git's."""


@dataclass(frozen=True)
class SignedTags:
    """The tags of a repository, and whose signatures count."""

    repository: Path
    signers: Path

    def fetch(self) -> None:
        """Bring what there is now. Raises NotFetched."""
        done = self._git("fetch", "--quiet", "--tags", "--force", "origin")
        if done.returncode:
            raise NotFetched(done.stderr.strip())

    def newest(self) -> str:
        """The highest version. Raises NotTrusted where there is none."""
        names = self._git("tag", "--list", "v*").stdout.split()
        versions = [name for name in names if number(name)]
        if not versions:
            raise NotTrusted("there is no version yet")
        return max(versions, key=lambda name: number(name) or ())

    def verified(self, tag: str) -> str:
        """The commit of a version that somebody we trust has signed. Raises NotTrusted.

        The name is signed, too: an old version under a new name is none.
        """
        if not self.signers.exists():
            raise NotTrusted(
                f"{self.signers} is missing: deploy/install.sh --signers FILE says who is trusted"
            )
        if not number(tag):
            raise NotTrusted(f"{tag} is no version; they are called v1.2.3")
        words = ["-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={self.signers}"]
        # A signature of another kind is nobody's: whichever keys lie here are not ours.
        others = ["-c", "gpg.program=false", "-c", "gpg.x509.program=false"]
        tried = self._git(*words, *others, "verify-tag", f"refs/tags/{tag}")
        if tried.returncode:
            raise NotTrusted(f"{tag} is signed by nobody in {self.signers}")
        signed = self._git("cat-file", "tag", f"refs/tags/{tag}").stdout
        head = signed.partition("\n\n")[0].splitlines()
        if f"tag {tag}" not in head:
            raise NotTrusted(f"{tag} is another version under this name")
        return self._git("rev-parse", f"refs/tags/{tag}^{{commit}}").stdout.strip()

    def follows(self, later: str, earlier: str) -> bool:
        """Whether one commit has grown out of another."""
        return self._git("merge-base", "--is-ancestor", earlier, later).returncode == 0

    def export(self, commit: str, folder: Path) -> None:
        """Write the files of a commit into a new folder. Raises NotFetched."""
        folder.mkdir(parents=True)
        words = ["tar", "--extract", "--no-same-owner", "--directory", str(folder)]
        with subprocess.Popen(  # noqa: S603 - our own words
            ["git", "-C", self.repository, "archive", commit],  # noqa: S607 - Debian's
            stdout=subprocess.PIPE,
        ) as archived:
            # Leaving closes the pipe, so git ends even where tar has given up before it.
            unpacked = subprocess.run(words, stdin=archived.stdout, check=False)  # noqa: S603
        if archived.returncode or unpacked.returncode:
            raise NotFetched(f"the files of {commit} cannot be written to {folder}")

    def _git(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own words
            ["git", "-C", self.repository, *words],  # noqa: S607 - Debian's
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def number(tag: str) -> tuple[int, ...] | None:
    """(1, 2, 3) of v1.2.3; nothing for what is no version."""
    found = VERSION.fullmatch(tag)
    return tuple(map(int, found.groups())) if found else None
