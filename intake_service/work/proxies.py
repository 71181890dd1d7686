"""Whether INTAKE_PROXIES counts the proxies that are there; otherwise all visitors look like one.

The rate limits then share one budget among all: whoever spends it slows everybody. It shows in the
headers that proxies add, is said in the log, and to coordinators at the desk.
"""

import os
from collections.abc import Callable
from contextlib import suppress

from intake_service import clock
from intake_service.settings import Settings
from intake_service.work.service import Service

FORWARDED_FOR = "X-Forwarded-For"
ADDED_BY_PROXIES = (
    FORWARDED_FOR,
    "Forwarded",
    "X-Real-IP",
    "X-Client-IP",
    "True-Client-IP",
    "CF-Connecting-IP",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
)
FILE = "proxies-miscounted"
SHOWN_FOR = 24 * 3600  # seconds since it was last seen


def are_miscounted(settings: Settings, header: Callable[[str], str]) -> bool:
    """Whether a request has passed other proxies than the setting says; `header` gives the value
    of one of its headers, or nothing."""
    if not settings.proxies:
        return any(header(name) for name in ADDED_BY_PROXIES)
    named = [each for each in header(FORWARDED_FOR).split(",") if each.strip()]
    return len(named) < settings.proxies


def note(service: Service) -> None:
    """Leave word for the desk, which may be another process; a file without content."""
    file = service.settings.data / FILE
    now = clock.seconds()
    with suppress(OSError):
        file.touch(mode=0o600)
        os.utime(file, (now, now))


def were_noted_lately(settings: Settings) -> bool:
    """Whether any face has noticed it within a day."""
    try:
        noted = (settings.data / FILE).stat().st_mtime
    except OSError:
        return False
    return clock.seconds() - noted < SHOWN_FOR
