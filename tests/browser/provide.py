"""Provide a browser for the tests: the system's, Debian's, or Playwright's own; say when there is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """0 when there is a browser, or when none can be had outside CI."""
    if any(shutil.which(name) for name in NAMES) or _playwright_has_one():
        return 0
    print("No browser found; trying to install one for the tests ...", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try(["apt-get", "update", "-qq"])
        _try(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    if not any(shutil.which(name) for name in NAMES):
        _try([sys.executable, "-m", "playwright", "install", "chromium"])
    if any(shutil.which(name) for name in NAMES) or _playwright_has_one():
        return 0
    print("NO BROWSER: the browser tests will be skipped. Install Chromium to run them.", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


def _try(command: Sequence[str]) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def _playwright_has_one() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)  # noqa: PTH110


if __name__ == "__main__":
    sys.exit(main())
