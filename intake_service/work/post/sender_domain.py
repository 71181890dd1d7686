"""What the domain of our letters says of who may send them: SPF, DKIM and DMARC, asked by `dig`.

RFC 7208, RFC 6376, RFC 7489. Large mail providers take nothing from a domain that says nothing.
"""

import shlex
import shutil
import subprocess
from dataclasses import dataclass
from typing import Final

WAIT: Final = 5  # seconds for each question


class CannotAsk(Exception):
    """No resolver answers, or `dig` is missing; the message says which."""


@dataclass(frozen=True)
class Published:
    """A record that receivers of our letters look for."""

    kind: str
    name: str
    text: str
    """What it says; empty where there is none."""

    @property
    def fault(self) -> str:
        """What is wrong with it, or nothing."""
        if not self.text:
            return "missing"
        if self.kind == "SPF" and self.text.endswith(("+all", "?all", " all")):
            return "lets anybody send in this name"
        if self.kind == "DKIM" and _tag(self.text, "p") == "":
            return "the key was withdrawn"
        return ""


def published(domain: str, selector: str = "") -> list[Published]:
    """What the domain publishes; DKIM only with the selector that its provider signs by.

    Raises CannotAsk.
    """
    wanted = [("SPF", domain, "v=spf1"), ("DMARC", f"_dmarc.{domain}", "v=DMARC1")]
    if selector:
        wanted.insert(1, ("DKIM", f"{selector}._domainkey.{domain}", ""))
    return [Published(kind, name, _text(name, begin)) for kind, name, begin in wanted]


def _text(name: str, begin: str) -> str:
    found = (each for each in _ask(name) if each.startswith(begin))
    return next(found, "")


def _ask(name: str) -> list[str]:
    dig = shutil.which("dig")
    if dig is None:
        raise CannotAsk("dig is missing; on Debian: apt install bind9-dnsutils")
    words = [dig, "+short", f"+time={WAIT}", "+tries=1", "TXT", f"{name}."]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - a name
    lines = done.stdout.splitlines()
    if done.returncode or any(line.startswith(";;") for line in lines):
        said = [line.lstrip("; ") for line in lines if line.startswith(";;")]
        raise CannotAsk(f"no resolver answers ({said[0] if said else done.returncode})")
    # A text of more than 255 bytes comes in several strings, in quotes; an alias comes without.
    return ["".join(shlex.split(line)) for line in lines if line.startswith('"')]


def _tag(text: str, name: str) -> str | None:
    tags = (each.partition("=") for each in text.split(";"))
    return next((value.strip() for tag, _, value in tags if tag.strip() == name), None)
