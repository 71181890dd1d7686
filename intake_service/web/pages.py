"""Showing a page: the common frame, the passages of `content/<lang>/intake/`, and pages for every
error."""

import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Generic, TypeVar

from flask import Flask, Response, make_response, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, ServiceUnavailable

from centre.exchange.frame import Frame
from centre.facts.loading import Facts
from centre.language import i18n
from centre.language.i18n import gettext
from centre.texts.pages import Pages, read_pages
from centre.texts.passages import Passages, read_passages
from centre.texts.renderer import Renderer
from centre.texts.snippets import FactSnippets
from intake_service import clock
from intake_service.store.db import Unavailable
from intake_service.web import guard, headers, log
from intake_service.web.hours import Hours
from intake_service.work import texts
from intake_service.work.gates import Overloaded
from intake_service.work.service import Service

RETRY_AFTER = "60"  # seconds
LONG_TEXTS = ("text", "note", "sentence")  # fields that nobody should have to write twice


Value = TypeVar("Value")


@dataclass(frozen=True)
class Cached(Generic[Value]):
    """Something read from files, and which version of them it was."""

    version: object
    value: Value


class ContentCache:
    """The frame that the site wrote and the passages of staff, read again when they change."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._frame: Cached[Frame] | None = None
        self._passages: Cached[Passages] | None = None
        self._reading = threading.Lock()

    @property
    def frame(self) -> Frame:
        """Addresses of pages, menu, style sheet; raises centre.exchange.frame.NoFrameError before
        the first build."""
        path = self._service.settings.frame
        version = _changed(path)
        if self._frame is None or self._frame.version != version:
            self._frame = Cached(version, Frame.read(path))
        return self._frame.value

    @property
    def passages(self) -> Passages:
        """The passages, with the facts of now. A broken change keeps the last good ones."""
        content = self._service.settings.content
        facts = self._service.facts
        files = content.glob("*/intake/*.md")
        version = (id(facts), clock.today(), *sorted(_changed(path) for path in files))
        known = self._passages
        # Reading takes seconds: one thread does it, the others go on with what there is.
        if (known is None or known.version != version) and self._reading.acquire(
            blocking=known is None
        ):
            try:
                if self._passages is known:
                    self._passages = self._read_passages(version, facts)
            finally:
                self._reading.release()
        assert self._passages is not None
        return self._passages.value

    def _read_passages(self, version: object, facts: Facts) -> Cached[Passages]:
        content = self._service.settings.content
        pages = _pages(content, _changed(self._service.settings.frame))
        passages, faults = read_passages(
            content, Renderer(FactSnippets(facts, clock.today()), pages)
        )
        if faults and self._passages is not None:
            passages = self._passages.value
        return Cached(version, passages)


@lru_cache(maxsize=2)
def _pages(content: Path, _built: int) -> Pages:
    """The pages that passages may link to: those of the site as it was built."""
    return read_pages(content)[0]


def install(app: Flask, service: Service) -> None:
    """Give `app` the frame, the passages and its error pages."""
    looks = ContentCache(service)
    assert looks.passages  # read now: the first visitor after a start does not wait for them

    @app.context_processor
    def _frame() -> dict[str, Any]:
        lang = i18n.language.get()
        return {**looks.frame.context(lang), "passage": _passage(looks), "hours": Hours(service)}

    app.register_error_handler(HTTPException, error_page)
    app.register_error_handler(Overloaded, lambda _error: error_page(ServiceUnavailable()))
    app.register_error_handler(Unavailable, lambda _error: error_page(ServiceUnavailable()))
    log.install(app)


def show(
    template: str,
    *,
    title: str,
    status: int = 200,
    findable: bool = False,
    wait: int = 0,
    **context: Any,
) -> Response:
    """Render a page in the common frame; `elsewhere` are its addresses in other languages.

    A page that cannot take what was sent (`refused`) tells when somebody answers the phone. Search
    engines may show only a `findable` one. After `wait` seconds trying again is right.
    """
    context["wait"] = i18n.in_seconds(wait or int(RETRY_AFTER))
    context.setdefault("elsewhere", ())
    context["refused"] = status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    response = make_response(
        render_template(template, title=title, findable=findable, **context), status
    )
    if findable:
        response.headers[headers.ROBOTS] = headers.FINDABLE
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_AFTER
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def _passage(looks: ContentCache) -> Any:
    looked_up = cache(lambda: looks.passages)  # once a page: a look asks every file for its age

    def passage(name: str, **values: str) -> Markup:
        return Markup(looked_up().html(name, **values))  # noqa: S704 - values come escaped

    return passage


def error_page(error: HTTPException) -> Response:
    """A page that says what happened and what to do, with the typed text given back."""
    code = error.code or 500
    kept = "" if isinstance(error, RequestEntityTooLarge) else typed()
    # Whatever fails here, coming back in a minute is right: there is no 5xx but 503.
    status = code if code < HTTPStatus.INTERNAL_SERVER_ERROR else HTTPStatus.SERVICE_UNAVAILABLE
    try:
        response = show("error.html", title=_error_title(code), status=status, code=code, kept=kept)
    except Exception as fault:  # the last resort: no frame yet, or a broken passage
        log.event("no-error-page", error=type(fault).__name__)
        return _plain(kept)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _error_title(code: int) -> str:
    titles = {
        404: gettext("This page is not here"),
        413: gettext("This is too much text at once"),
        429: gettext("Too many requests"),
        503: gettext("We cannot take messages right now"),
    }
    return titles.get(code) or (
        gettext("Something went wrong here") if code >= 500 else gettext("This did not work")
    )


def try_again() -> str:
    """What to say at a busy moment on a page that gives back what was typed."""
    return gettext("Too much is going on right now. Please try again in a minute.")


def typed() -> str:
    """What was typed into the form that was sent, to be given back in a text area.

    It begins with a line end, since a browser drops the first one of a text area.
    """
    text = text_of_form()
    return "\n" + texts.showable(text) if text else ""


def text_of_form() -> str:
    """The longer text of the form that was sent, as it was sent; nothing where there is none."""
    if request.method != "POST" or request.mimetype != guard.FORM:
        return ""
    try:
        return next((given for name in LONG_TEXTS if (given := request.form.get(name))), "")
    except HTTPException:
        return ""


def _plain(kept: str) -> Response:
    lines = [gettext("Something went wrong here"), gettext("Is a life at risk?") + " 155", ""]
    if kept:
        lines += [gettext("Your text, so that it does not get lost:"), kept, ""]
    return Response("\n".join(lines), 503, {"Retry-After": RETRY_AFTER}, mimetype="text/plain")
