"""Showing a page: the common frame, the passages of `content/<lang>/intake/`, and pages for every
error."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from typing import Any, Generic, TypeVar

from flask import Flask, Response, current_app, make_response, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, ServiceUnavailable

from centre.exchange.frame import Frame, NoFrameError
from centre.facts.loading import Facts
from centre.language import i18n
from centre.language.i18n import gettext
from centre.reading.faults import Fault
from centre.reading.files import Stamp, file_stamp
from centre.reading.last_good import LastGood
from centre.texts.pages import read_pages
from centre.texts.passages import Passages
from centre.texts.passages_in_use import passage_stamps, read_passages_in_use
from centre.texts.renderer import PageLinks, Renderer
from centre.texts.snippets import FactSnippets
from intake_service import clock
from intake_service.store.db import Unavailable
from intake_service.web import given_back, guard, headers, log
from intake_service.web.given_back import GivenBack
from intake_service.web.hours import Hours
from intake_service.work.conversation import urgency
from intake_service.work.gates import Overloaded
from intake_service.work.service import Service

RETRY_AFTER = "60"  # seconds
LOOK_EVERY = 1.0  # seconds; a look at all passages costs more than a hundred stat calls
LAST_GOOD_PASSAGES = "last-good-passages.zip"
"""In the data directory: what stands in for a passage that an editor has broken."""

LONG_TEXTS = ("text", "note", "sentence")  # fields that nobody should have to write twice


_CONTENT = "content"

Value = TypeVar("Value")


@dataclass(frozen=True)
class Cached(Generic[Value]):
    """Something read from files, which version of them it was, and what is wrong with them."""

    version: object
    value: Value
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Look:
    """Which versions of all files lay there at some moment of the monotonic clock."""

    at: float
    frame: Stamp
    passages: tuple[tuple[Path, Stamp], ...]


class ContentCache:
    """The frame that the site wrote and the passages of staff, read again when they change."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._look: Look | None = None
        self._look_logged: Look | None = None
        self._frame: Cached[Frame] | None = None
        self._passages: Cached[Passages] | None = None
        self._last_good = LastGood(service.settings.data / LAST_GOOD_PASSAGES)
        self._reading = threading.Lock()
        self._logged: tuple[Fault, ...] = ()

    @property
    def frame(self) -> Frame:
        """Addresses of pages, menu, style sheet; raises centre.exchange.frame.NoFrameError before
        the first build."""
        version = self._last_look().frame
        if self._frame is None or self._frame.version != version:
            self._frame = Cached(version, Frame.read(self._service.settings.frame))
        return self._frame.value

    @property
    def passages(self) -> Passages:
        """The passages, with the facts of now: of a broken one the last good copy."""
        passages = self._newest_passages()
        if self._look is not self._look_logged:
            self._look_logged = self._look
            self._log(self._faults(passages))
        return passages.value

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong now with files that the service reads."""
        faults = self._faults(self._newest_passages())
        self._log(faults)
        return faults

    def _faults(self, passages: Cached[Passages]) -> tuple[Fault, ...]:
        crisis_words = urgency.faults(self._service.settings.content / "data")
        return (*self._service.live.faults, *crisis_words, *passages.faults)

    def _log(self, faults: tuple[Fault, ...]) -> None:
        """Say where editors have made mistakes, once for each change; never what stands there."""
        if faults != self._logged:
            self._logged = faults
            log.event("content-faults", where=[f"{each.file}:{each.line}" for each in faults[:20]])

    def _newest_passages(self) -> Cached[Passages]:
        facts = self._service.facts
        look = self._last_look()
        version = (id(facts), clock.today(), look.frame, look.passages)
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
        return self._passages

    def _last_look(self) -> Look:
        """The last look at the files, no older than LOOK_EVERY."""
        now = monotonic()
        look = self._look
        if look is None or now - look.at >= LOOK_EVERY:
            settings = self._service.settings
            passages = tuple(sorted(passage_stamps(settings.content).items()))
            if look is not None and look.passages == passages:
                passages = look.passages  # the same object: quick to compare at every visit
            look = Look(now, file_stamp(settings.frame), passages)
            self._look = look
        return look

    def _read_passages(self, version: object, facts: Facts) -> Cached[Passages]:
        content = self._service.settings.content
        renderer = Renderer(FactSnippets(facts, clock.today()), self._page_links(content))
        passages, faults = read_passages_in_use(content, renderer, self._last_good)
        return Cached(version, passages, tuple(faults))

    def _page_links(self, content: Path) -> PageLinks:
        """The pages that passages may link to: those of the site as it was built."""
        try:
            return self.frame
        except NoFrameError:
            return read_pages(content)[0]


def install(app: Flask, service: Service) -> None:
    """Give `app` the frame, the passages and its error pages."""
    content = ContentCache(service)
    assert content.passages  # read now: the first visitor after a start does not wait for them
    app.extensions[_CONTENT] = content

    @app.context_processor
    def _frame() -> dict[str, Any]:
        return {
            **content.frame.context(i18n.language.get()),
            "passage": _passage(content),
            "content_faults": lambda: content.faults,
            "hours": Hours(service),
        }

    app.register_error_handler(HTTPException, error_page)
    app.register_error_handler(Overloaded, lambda _error: error_page(ServiceUnavailable()))
    app.register_error_handler(Unavailable, lambda _error: error_page(ServiceUnavailable()))
    log.install(app)


def content_in_use() -> ContentCache:
    """The frame and the passages of this face."""
    cached: ContentCache = current_app.extensions[_CONTENT]
    return cached


def show(
    template: str,
    *,
    title: str,
    status: int = 200,
    findable: bool = False,
    wait: int = 0,
    **context: Any,
) -> Response:
    """A page in the common frame, as `render` makes it.

    Search engines may show only a `findable` one. After `wait` seconds trying again is right.
    """
    html = render(template, title=title, status=status, findable=findable, wait=wait, **context)
    return respond(html, status=status, findable=findable, wait=wait)


def render(
    template: str,
    *,
    title: str,
    status: int = 200,
    findable: bool = False,
    wait: int = 0,
    **context: Any,
) -> str:
    """The HTML of a page; `elsewhere` are its addresses in other languages.

    A page that cannot take what was sent (`refused`) tells when somebody answers the phone.
    """
    context["wait"] = i18n.in_seconds(wait or int(RETRY_AFTER))
    context.setdefault("elsewhere", ())
    context["refused"] = status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    return render_template(template, title=title, findable=findable, **context)


def respond(
    html: str | bytes, *, status: int = 200, findable: bool = False, wait: int = 0
) -> Response:
    """A page that is rendered already, with the headers that its status asks for."""
    response = make_response(html, status)
    if findable:
        response.headers[headers.ROBOTS] = headers.FINDABLE
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_AFTER
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _passage(content: ContentCache) -> Any:
    passages = cache(lambda: content.passages)  # none changes in the middle of a page

    def passage(name: str, **values: str) -> Markup:
        return Markup(passages().html(name, **values))  # noqa: S704 - values come escaped

    return passage


def error_page(error: HTTPException) -> Response:
    """A page that says what happened and what to do, with the typed text given back."""
    code = error.code or 500
    kept = [] if isinstance(error, RequestEntityTooLarge) else given_back.typed()
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


def text_of_form() -> str:
    """The longer text of the form that was sent, as it was sent; nothing where there is none."""
    if request.method != "POST" or request.mimetype != guard.FORM:
        return ""
    try:
        return next((given for name in LONG_TEXTS if (given := request.form.get(name))), "")
    except HTTPException:
        return ""


def _plain(kept: Sequence[GivenBack]) -> Response:
    lines = [gettext("Something went wrong here"), gettext("Is a life at risk?") + " 155", ""]
    for field in kept:
        lines += [field.label, field.text, ""]
    return Response("\n".join(lines), 503, {"Retry-After": RETRY_AFTER}, mimetype="text/plain")
