"""Provide what some tests drive besides Python: a browser, the proxy, a witness of system calls.

    python tests/provide.py [drill]

Takes the system's, Debian's where it may install, or Playwright's own browser; says aloud what is
missing. With the word, what the drill boots its machines with instead.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

POSTGRESQL = Path("/usr/lib/postgresql")  # where Debian keeps each version's programs
INSTALL = (
    *("apt-get", "install", "-y", "-qq", "--no-install-recommends"),
    *("-o", "DPkg::Lock::Timeout=300"),  # somebody else may be installing just now
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WINDOWLESS = "chromium-headless-shell"
"""The same browser without windows of its own: a page costs half, a profile a quarter (Debian)."""


@dataclass(frozen=True)
class Tool:
    """A program under any of its names, the Debian packages that hold it, and what is untested
    without it."""

    names: tuple[str, ...]
    packages: str
    untested: str

    @property
    def here(self) -> bool:
        """Whether this machine has it."""
        if any(shutil.which(name, path=_path()) for name in self.names):
            return True
        return self.names == BROWSERS and _playwright_has_one()


TOOLS = (
    Tool(BROWSERS, "chromium", "pages in a browser"),
    Tool(("firefox-esr",), "firefox-esr", "leaving quickly in Firefox"),
    Tool(("age",), "age", "backups opened without this program"),
    Tool(("nginx",), "nginx-light", "the proxy as it is shipped"),
    Tool(("openssl",), "openssl", "TLS as it is shipped"),
    Tool(("strace",), "strace", "a power cut under load"),
    Tool(("pg_ctl",), "postgresql", "the service on PostgreSQL"),
    Tool(("hunspell",), "hunspell hunspell-cs", "Czech spelling by the real dictionary"),
    Tool(("faketime",), "faketime", "other days than today"),
    Tool(("git",), "git", "releases and upgrades"),
    Tool(("ssh-keygen",), "openssh-client", "signatures of releases"),
    Tool(("shellcheck",), "shellcheck", "the installer's scripts"),
    Tool(("systemd-analyze",), "systemd", "the units as they are shipped"),
    Tool(("java",), "default-jre-headless", "HTML and CSS by the Nu checker"),
    Tool(("npm",), "npm", "HTML and CSS, what old browsers know, what OpenStreetMap reads"),
)
FOR_DRILL = (
    Tool(("debootstrap",), "debootstrap", "the installer on a bare Debian"),
    Tool(("systemd-nspawn",), "systemd-container", "the installer on a Debian that boots"),
    Tool(("age-keygen",), "age", "a backup restored on another machine"),
)
CHECKERS = Path(__file__).parent / "checkers"
"""What comes from npm, for tests alone: `package-lock.json` says which, and what their contents
hash to."""


def main() -> int:
    """0 when everything is here, or cannot be had outside CI."""
    if sys.argv[1:] == ["drill"]:
        return 0 if _provided(FOR_DRILL) else 1
    all_here = _provided(TOOLS)
    _provide_windowless()
    complete = _fetch_checkers() and all_here
    return 0 if complete or not os.environ.get("CI") else 1


def _provided(tools: Sequence[Tool]) -> bool:
    """Whether all of them are here in the end; what is not is named."""
    missing = [tool for tool in tools if not tool.here]
    if missing:
        print("Installing for the tests:", *(tool.packages for tool in missing), "...", flush=True)
        if os.geteuid() == 0 and shutil.which("apt-get"):
            _try(["apt-get", "update", "-qq"])
            for tool in missing:  # one that this system does not have keeps no other away
                _try([*INSTALL, *tool.packages.split()])
        if TOOLS[0] in missing and not TOOLS[0].here:
            _try([sys.executable, "-m", "playwright", "install", "chromium"])
    missing = [tool for tool in missing if not tool.here]
    for tool in missing:
        print(f"NOT TESTED: {tool.untested}. Install {tool.packages}.", file=sys.stderr)
    return not missing


def _provide_windowless() -> None:
    """Nothing is untested without it, so nothing is said where it cannot be had."""
    if not shutil.which(WINDOWLESS) and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run([*INSTALL, WINDOWLESS], check=False, capture_output=True)


def _fetch_checkers() -> bool:
    """Whether the checkers from npm are here, as the lock file wants them."""
    kept = CHECKERS / "node_modules" / ".package-lock.json"
    wanted = CHECKERS / "package-lock.json"
    if not kept.exists() or kept.stat().st_mtime < wanted.stat().st_mtime:
        if npm := shutil.which("npm"):
            _try(
                [
                    npm,
                    "ci",
                    "--prefix",
                    str(CHECKERS),
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                ]
            )
        if not kept.exists():
            print(
                "NOT TESTED: what the checkers from npm check. They could not be had.",
                file=sys.stderr,
            )
    return kept.exists()


def program(request: pytest.FixtureRequest, name: str) -> str:
    """Where a program is, also one that only root's path has; without it the test says so and is
    skipped."""
    found = path_of(name)
    if found is None:
        say_aloud(request, f"NO {name.upper()}: install it, or run tests/provide.py")
    assert found
    return found


def say_aloud(request: pytest.FixtureRequest, message: str) -> None:
    """Skip a test where everybody sees it; in CI fail it."""
    if os.environ.get("CI"):
        pytest.fail(message)
    reporter = request.config.pluginmanager.getplugin("terminalreporter")
    if reporter:
        reporter.write_line(message, red=True, bold=True)
    pytest.skip(message)


def path_of(name: str) -> str | None:
    """Where a program is on this machine, if it is here."""
    return shutil.which(name, path=_path())


def _path() -> str:
    servers = sorted(POSTGRESQL.glob("*/bin"), key=lambda folder: -int(folder.parent.name))
    return os.pathsep.join(
        [os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin", *map(str, servers)]
    )


def _try(command: Sequence[str]) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def _playwright_has_one() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__":
    sys.exit(main())
