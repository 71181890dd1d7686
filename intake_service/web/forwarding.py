"""Notices a proxy that INTAKE_PROXIES does not count, and says so once a day in each process."""

from datetime import date

from flask import Flask, request

from intake_service import clock
from intake_service.web import log
from intake_service.work import proxies
from intake_service.work.service import Service


def install(app: Flask, service: Service) -> None:
    """Look at the headers of every request of `app` until there is something to say."""
    said_on: set[date] = set()

    def notice() -> None:
        today = clock.today()
        if today in said_on or not proxies.are_miscounted(service.settings, _header):
            return
        said_on.clear()
        said_on.add(today)
        proxies.note(service)
        log.event("proxies-miscounted")

    app.before_request(notice)


def _header(name: str) -> str:
    return request.headers.get(name, "")
