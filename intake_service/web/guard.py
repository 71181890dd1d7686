"""What every request passes: a form in UTF-8, no larger than allowed, with a token of ours.

A view that gives its text back is marked with `@gives_back`: it is called even when the token has
expired, and its form then fails with a message instead of losing what was typed.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask, current_app, g, redirect, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.wrappers import Response

from centre.intake import addresses
from centre.language import i18n
from intake_service.web import left_forms

FORM = "application/x-www-form-urlencoded"
FORM_WITH_FILE = "multipart/form-data"
FORMS = (FORM, FORM_WITH_FILE)
FIELDS_MAX = 100  # no form of ours has a fifth of it; millions of them cost seconds to take apart

FILE_MAX = 20_000_000
_AROUND_A_FILE = 200_000  # what else a form with a file may hold

View = TypeVar("View", bound=Callable[..., Any])

_csrf = CSRFProtect()


def gives_back(view: View) -> View:
    """Mark a view whose form keeps the typed text when the token is missing or too old."""
    view.gives_back = True  # type: ignore[attr-defined]
    return view


def takes_file(view: View) -> View:
    """Mark a view whose form may bring one file, of at most FILE_MAX bytes."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def is_text() -> bool:
    """Whether the form came in valid UTF-8."""
    return not g.get("bad_encoding", False)


def install(app: Flask, *, form_seconds: int) -> None:
    """Guard every request of `app`; a form may be sent for `form_seconds` after it was opened."""
    _csrf.init_app(app)
    left_forms.install(app, form_seconds)
    app.before_request(_check)


def _check() -> Response | None:
    if request.method != "POST":
        return None
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        # A form that comes back would hold another site's words, and cover up a kept draft.
        raise BadRequest
    view = current_app.view_functions.get(request.endpoint or "")
    if request.mimetype == FORM_WITH_FILE and getattr(view, "takes_file", False):
        _take_file()
    else:
        _take_fields()
    try:
        _csrf.protect()
    except CSRFError:
        if left_forms.is_sent_again():
            return redirect(addresses.HOME[i18n.language.get()], 303)
        if not getattr(view, "gives_back", False):
            raise
    return None


def _take_fields() -> None:
    if request.mimetype not in (FORM, ""):
        raise UnsupportedMediaType
    body = request.get_data(cache=True, parse_form_data=False)
    if body.count(b"&") >= FIELDS_MAX:
        raise RequestEntityTooLarge
    _check_encoding(body)


def _take_file() -> None:
    request.max_content_length = FILE_MAX + _AROUND_A_FILE
    g.bad_encoding = any("\N{REPLACEMENT CHARACTER}" in text for text in request.form.values())


def _check_encoding(body: bytes) -> None:
    # Werkzeug would replace invalid bytes silently, and the words would come back changed.
    try:
        unquote_to_bytes(body).decode("utf-8")
    except UnicodeDecodeError:
        g.bad_encoding = True
