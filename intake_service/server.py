"""One machine: the built site, both faces and the chores in one process, until Ctrl-C."""

import socket
import threading
from typing import Any

from gunicorn.app.base import BaseApplication

from intake_service import NewestSite, local_editor, mount
from intake_service.draining import DrainingWorker
from intake_service.local_editor import ENTRANCE, Entrance
from intake_service.settings import Settings
from intake_service.store.db import Unavailable
from intake_service.web import log
from intake_service.work import chores
from intake_service.work.health import report
from intake_service.work.health.report import Report
from intake_service.work.service import Service, open_service


class CannotListen(Exception):
    """The port is in use, or may not be used."""


def run(service: Service) -> None:
    """Serve until a signal ends it."""
    settings = service.settings
    service.close()  # a database connection must not cross the fork into the worker
    _Server(settings).run()


def edit(service: Service, name: str) -> None:
    """Serve the editor and the built site until a signal ends it, and show the link that opens it.

    Raises local_editor.NotLoopback where other machines would reach it.
    """
    local_editor.require_loopback(service.settings.host)
    settings = service.settings
    service.close()
    _LocalServer(settings, name).run()


def check_port(settings: Settings) -> None:
    """Raise CannotListen when the address cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            raise CannotListen(
                f"cannot listen on {where} ({error.strerror}); choose another with INTAKE_PORT"
            ) from None


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with one worker: exact limits, one semaphore, the chores beside the requests."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": 1,
            "threads": self._settings.threads,
            "worker_class": DrainingWorker,
            "accesslog": None,  # an address in a log is an address kept
            "loglevel": "warning",
            "graceful_timeout": 30,
            "timeout": 120,
            "control_socket_disable": True,
            # An onion service connects from here, and its visitors name no path.
            "forwarder_headers": "",
            "forwarded_allow_ips": "",
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        log.start()
        service = open_service(self._settings)
        log.tell_of_restore(service)
        threading.Thread(target=_do_chores, args=(service,), daemon=True, name="chores").start()
        return mount(service)


class _LocalServer(_Server):
    """The editor alone; nothing is kept here that chores would see to."""

    def __init__(self, settings: Settings, name: str) -> None:
        self._name = name
        super().__init__(settings)

    def load(self) -> Any:
        log.start()
        settings = self._settings
        entrance = Entrance(self._show)
        app = local_editor.create_local_app(open_service(settings), self._name, entrance)
        entrance.show_link()
        both = NewestSite(app, settings.site)
        return local_editor.only_here(both, settings.host, settings.port)

    def _show(self, link: str) -> None:
        root = local_editor.own_name(self._settings.host, self._settings.port)
        words = "Úpravy webu otevře tento odkaz, jednou a v jednom prohlížeči:"
        print(f"\n{words}\n\n  http://{root}{ENTRANCE}{link}\n", flush=True)  # noqa: T201 - the terminal is where it is shown


def _do_chores(service: Service) -> None:
    pause = threading.Event()
    while True:
        try:
            chores.tick(service)
            _log(report.report(service))
        except Unavailable:
            log.event("chores-postponed")
        except (
            Exception
        ) as fault:  # retention is a promise: one fault must not end all chores to come
            log.event("chores-failed", error=type(fault).__name__)
        pause.wait(service.settings.tick_seconds)


def _log(found: Report) -> None:
    """The names of checks, when the operator was told of them."""
    if found.told:
        log.event("not-well", checks=sorted(found.told))
    if found.is_well_again:
        log.event("well-again")
