"""What every request passes: a form in UTF-8, no larger than allowed, with a token of ours.

A view that gives its text back is marked with `@gives_back`: it is called even when the token has
expired, and its form then fails with a message instead of losing what was typed.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

FORM = "application/x-www-form-urlencoded"  # another kind could be unpacked into a temporary file
FIELDS_MAX = 100  # no form of ours has a fifth of it; millions of them cost seconds to take apart

View = TypeVar("View", bound=Callable[..., Any])

_csrf = CSRFProtect()


def gives_back(view: View) -> View:
    """Mark a view whose form keeps the typed text when the token is missing or too old."""
    view.gives_back = True  # type: ignore[attr-defined]
    return view


def is_text() -> bool:
    """Whether the form came in valid UTF-8."""
    return not g.get("bad_encoding", False)


def install(app: Flask) -> None:
    """Guard every request of `app`."""
    _csrf.init_app(app)
    app.before_request(_check)


def _check() -> None:
    if request.method != "POST":
        return
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        # A form that comes back would hold another site's words, and cover up a kept draft.
        raise BadRequest
    if request.mimetype not in (FORM, ""):
        raise UnsupportedMediaType
    body = request.get_data(cache=True, parse_form_data=False)
    if body.count(b"&") >= FIELDS_MAX:
        raise RequestEntityTooLarge
    _check_encoding(body)
    try:
        _csrf.protect()
    except CSRFError:
        view = current_app.view_functions.get(request.endpoint or "")
        if not getattr(view, "gives_back", False):
            raise


def _check_encoding(body: bytes) -> None:
    # Werkzeug would replace invalid bytes silently, and the words would come back changed.
    try:
        unquote_to_bytes(body).decode("utf-8")
    except UnicodeDecodeError:
        g.bad_encoding = True
