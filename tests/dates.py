"""The tests on days that are unlike others, in random order: `make dates`.

Debian's `faketime` moves the clock of the tests, of the servers that they start and of Chromium.
The seed of the order is printed; `SEED=… make dates` repeats it, `DAYS=sunday make dates` takes one
day.
"""

import os
import secrets
import shutil
import subprocess
import sys

DAYS = {
    "29-february": "2028-02-29 22:58:00",  # in Prague an hour later, before midnight
    "31-december": "2026-12-31 22:50:00",
    "sunday": "2027-05-02 10:00:00",
    "public-holiday": "2027-07-06 10:00:00",
    "clocks-forward": "2027-03-28 00:59:40",  # a moment before it is three o'clock
    "clocks-back": "2027-10-31 00:59:40",  # a moment before two o'clock comes again
}
"""Moments in UTC, each as `faketime` reads it; the clock runs on from there."""

CLOCK = {"TZ": "UTC", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
"""Only the calendar is moved: whoever waits for half a second would wait for years."""

IN_A_BROWSER = ("29-february", "clocks-forward")
STORIES = ("tests/browser/intake/test_story.py", "tests/browser/intake/test_form.py")


def main() -> int:
    """0 when the tests pass on every day; tells each day that they do not."""
    faketime = shutil.which("faketime")
    if faketime is None:
        print("NO FAKETIME: install it, or run tests/provide.py", file=sys.stderr)
        return 1
    seed = os.environ.get("SEED") or str(secrets.randbelow(10_000))
    chosen = os.environ.get("DAYS", "").split() or list(DAYS)
    failed = [day for day in chosen if not holds(faketime, day, seed)]
    print(f"SEED={seed}", "all days hold" if not failed else f"fails on {', '.join(failed)}")
    return 1 if failed else 0


def holds(faketime: str, day: str, seed: str) -> bool:
    """Whether the tests pass on that day."""
    print(f"{day}: {DAYS[day]} UTC, SEED={seed}", flush=True)
    quick = ["-m", "quick", "--shuffle", seed, "--numprocesses", "auto", "--maxprocesses", "4"]
    runs = [quick, [*STORIES, "--shuffle", seed]] if day in IN_A_BROWSER else [quick]
    pytest = [faketime, "-f", f"@{DAYS[day]}", sys.executable, "-m", "pytest"]
    environment = {**os.environ, **CLOCK}
    codes = [subprocess.run([*pytest, *run], env=environment, check=False) for run in runs]
    return not any(done.returncode for done in codes)


if __name__ == "__main__":
    sys.exit(main())
