"""Showing a page: the common frame, the passages of `content/<lang>/intake/`, and pages for every
error."""

from collections.abc import Sequence
from functools import cache
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, ServiceUnavailable

from centre.language import i18n
from centre.language.i18n import gettext
from intake_service.store.db import Unavailable
from intake_service.web import content_cache, given_back, guard, headers, log
from intake_service.web.content_cache import ContentCache
from intake_service.web.given_back import GivenBack
from intake_service.web.hours import Hours
from intake_service.work.gates import Overloaded
from intake_service.work.service import Service

RETRY_AFTER = "60"  # seconds
LONG_TEXTS = ("text", "note", "sentence")  # fields that nobody should have to write twice


def install(app: Flask, service: Service) -> None:
    """Give `app` the frame, the passages and its error pages."""
    content = content_cache.install(app, service)

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
    if request.method != "POST" or request.mimetype not in guard.FORMS:
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
