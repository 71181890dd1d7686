"""A face of the service: a Flask app with its own cookie, its own templates and the common page
frame."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from flask import Flask, Request
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from werkzeug.middleware.proxy_fix import ProxyFix

from centre.intake.cookies import Cookie
from centre.language import i18n
from intake_service.web import forwarding, guard, headers, padding, pages
from intake_service.work.service import Service

ROOT = Path(__file__).parents[2]
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
SHARED = (Path(__file__).with_name("templates"), ROOT / "theme" / "templates")


class RequestInMemory(Request):
    """A request of which nothing is unpacked into a temporary file, however long it is."""

    def _get_file_stream(self, *_args: Any, **_named: Any) -> IO[bytes]:
        return BytesIO()


class Unindented(Extension):
    """Pages without the indentation of their templates: a tenth of what an old phone has to fetch.

    What people wrote comes in later and keeps its spaces.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template as it is compiled; its lines stay where they are."""
        return _INDENTATION.sub("", source)


def new_face(
    service: Service, cookie: Cookie, templates: Path, *, speak: Callable[[], None]
) -> Flask:
    """An empty app for one side; the cookie's name is in its signing key too, so no cookie fits the
    other.

    `speak` chooses the language of a request.
    """
    settings = service.settings
    name = cookie.plain_name
    app = Flask(name, static_folder=None, template_folder=None)
    app.request_class = RequestInMemory
    app.config.update(
        SECRET_KEY=service.vault.cookie_key(name),
        SESSION_COOKIE_NAME=cookie.name(tls=settings.https),
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE=cookie.same_site,
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=settings.body_max,
        MAX_FORM_MEMORY_SIZE=settings.body_max,
        MAX_FORM_PARTS=100,
        WTF_CSRF_TIME_LIMIT=settings.form_hours * 3600,
        # web/guard.py checks every request, and lets a form give its text back.
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,  # Referrer-Policy: no-referrer leaves no referrer to compare
        PROPAGATE_EXCEPTIONS=False,
    )
    app.extensions["intake"] = service
    app.url_map.merge_slashes = False  # it would lead to whatever host a request names
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": [Unindented],
    }
    app.jinja_loader = FileSystemLoader([templates, *SHARED])
    i18n.install(app.jinja_env)
    headers.install(app, https=settings.https)
    app.before_request(speak)  # before the guard, whose refusals are pages too
    forwarding.install(app, service)
    guard.install(app, form_seconds=settings.form_hours * 3600)
    pages.install(app, service)
    padding.install(app)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops
        )
    return app
