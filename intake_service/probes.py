"""`/healthz` and `/readyz`, for whoever watches the machine from inside: on the socket alone.

A request that comes from a network, or that a proxy has handed on, never sees them. They tell ages
and what does not work, and nothing of enquiries.
"""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from intake_service import clock
from intake_service.work import heartbeat, proxies
from intake_service.work.health import examination
from intake_service.work.health.machine import Machine
from intake_service.work.service import Service

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ALIVE: Final = "/healthz"
READY: Final = "/readyz"
NEEDED: Final = frozenset({"database", "schema", "secret", "roster", "restore", "openers", "frame"})
"""The checks without which no form can be sent and no mailbox opened."""
UNTOLD: Final = frozenset({"answers"})
"""What would tell of enquiries."""


class Probes:
    """The two addresses in front of a face's app."""

    def __init__(self, app: "WSGIApplication", service: Service) -> None:
        self._app = app
        self._service = service

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        path = environ.get("PATH_INFO")
        if path not in (ALIVE, READY) or not _is_from_this_machine(environ):
            return self._app(environ, start)
        status, told = (HTTPStatus.OK, self._ages()) if path == ALIVE else self._readiness()
        body = json.dumps(told).encode() + b"\n"
        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start(f"{status.value} {status.phrase}", headers)
        return [body]

    def _readiness(self) -> tuple[HTTPStatus, dict[str, object]]:
        checks = [each for each in examination.RUNNING if each.id not in UNTOLD]
        examined = examination.examine(Machine.of(self._service), checks)
        bad = [each.check.id for each in examined if each.is_bad]
        status = HTTPStatus.SERVICE_UNAVAILABLE if NEEDED & set(bad) else HTTPStatus.OK
        return status, {"bad": bad, **self._ages()}

    def _ages(self) -> dict[str, object]:
        """Seconds since the chores ran and since the site was built; null where it never was."""
        now = clock.seconds()
        done_at = heartbeat.done_at(self._service.settings)
        try:
            built_at = int(self._service.settings.frame.stat().st_mtime)
        except OSError:
            built_at = None
        return {
            "chores_age": None if done_at is None else now - done_at,
            "build_age": None if built_at is None else now - built_at,
        }


def _is_from_this_machine(environ: "WSGIEnvironment") -> bool:
    """Whether it came by a socket of this machine, and no proxy handed it on."""
    headers = (f"HTTP_{name.upper().replace('-', '_')}" for name in proxies.ADDED_BY_PROXIES)
    return not environ.get("REMOTE_ADDR") and not any(name in environ for name in headers)
