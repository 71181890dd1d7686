"""The intake service: anonymous questions in, answers back.

`create_sender_app` is what the public sees, `create_desk_app` what counsellors see; each is a WSGI
app of its own, so that the desk can live on another port or host. `create_app` mounts both, and the
built site, for one machine.
"""

import re
import sys
from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.headers import Headers

from flask import Flask
from gunicorn.arbiter import Arbiter
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from whitenoise import WhiteNoise

from centre.exchange import outputs
from centre.intake import addresses
from intake_service import desk, sender
from intake_service.probes import Probes
from intake_service.settings import Settings, load_settings
from intake_service.store.schema import NotMigrated
from intake_service.web import log
from intake_service.web.headers import SITE_HEADERS
from intake_service.work.service import Service, open_service

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_FINGERPRINT = re.compile(r"\.[0-9a-f]{8,}\.[a-z0-9]+$")


def create_sender_app(settings: Settings | None = None) -> Flask:
    """The public face."""
    service = _open(settings)
    return _with_probes(sender.create_sender_app(service), service)


def create_desk_app(settings: Settings | None = None) -> Flask:
    """The counsellors' face."""
    service = _open(settings)
    return _with_probes(desk.create_desk_app(service), service)


def _with_probes(app: Flask, service: Service) -> Flask:
    app.wsgi_app = Probes(app.wsgi_app, service)  # type: ignore[method-assign,assignment]
    return app


def create_app(settings: Settings | None = None) -> "WSGIApplication":
    """Both faces and the built site in one app, for a single machine."""
    return mount(_open(settings))


def mount(service: Service) -> "WSGIApplication":
    """The site in front, the desk under its path, the sender's pages for all the rest."""
    both = DispatcherMiddleware(
        sender.create_sender_app(service),
        {addresses.DESK.rstrip("/"): desk.create_desk_app(service)},
    )
    return NewestSite(both, service.settings.site)


class NewestSite:
    """The built site in front of ``app``, always of one release: what a request begins to read does
    not change under it when another release takes its place."""

    def __init__(self, app: "WSGIApplication", folder: Path) -> None:
        self._folder = folder
        self._serve = lru_cache(maxsize=2)(partial(_with_site, app))

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        try:
            return self._newest()(environ, start)
        except FileNotFoundError:
            # The release was let go between the look for a file and its opening: so late is nobody
            # twice, and what a form sends is not read twice.
            if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
                raise
            return self._newest()(environ, start)

    def _newest(self) -> "WSGIApplication":
        return self._serve(self._folder.resolve())


def _with_site(app: "WSGIApplication", folder: Path) -> "WSGIApplication":
    site: WSGIApplication = WhiteNoise(
        app,
        root=str(folder),
        autorefresh=True,  # a plain folder is rebuilt under a running server
        index_file=True,
        immutable_file_test=lambda _path, url: bool(_FINGERPRINT.search(url)),
        max_age=0,  # a closure is read at once
        allow_all_origins=False,
        mimetypes=dict(outputs.MEDIA_TYPES),
        add_headers_function=_site_headers,
    )
    return site


def _site_headers(headers: Headers, _path: str, url: str) -> None:
    if _is_open_data(url):
        headers["Access-Control-Allow-Origin"] = "*"
    for name, value in SITE_HEADERS.items():
        headers[name] = value


def _is_open_data(url: str) -> bool:
    try:
        return outputs.output_of(url).open_data
    except outputs.UnknownOutputError:  # a file that somebody else has put there
        return False


def _open(settings: Settings | None) -> Service:
    log.start()
    try:
        service = open_service(settings or load_settings())
    except NotMigrated as error:  # starting once more would not help
        log.event("not-migrated", reason=str(error))
        sys.exit(Arbiter.APP_LOAD_ERROR)
    log.tell_of_restore(service)
    return service
