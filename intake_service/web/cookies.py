"""Keys of 32 bytes in a face's signed cookie: the browser holds them, the server does not."""

import base64
import binascii

from flask import current_app, request, session
from werkzeug.wrappers import Response

KEY_BYTES = 32

LEFT = "left"
"""What a cookie holds for the moment between being overwritten and being deleted."""


def came() -> bool:
    """Whether the browser sent this face's cookie, whatever it holds."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def read(name: str) -> bytes:
    """The key kept under `name`, or no bytes."""
    try:
        key = base64.b64decode(session.get(name, ""), validate=True)
    except (binascii.Error, TypeError, ValueError):
        return b""
    return key if len(key) == KEY_BYTES else b""


def keep(name: str, key: bytes) -> None:
    """Keep a key in the browser until it closes."""
    session[name] = base64.b64encode(key).decode("ascii")


def forget(response: Response) -> None:
    """Delete this face's cookie, and with it the whole pages that the browser kept for Back.

    Chromium keeps them in spite of `no-store`, until their cookie has changed since they came. Of
    the changes it takes off those that came with the page itself, and those that came with a
    redirect to it although it may not have counted them: a single change can then count as none.
    So the cookie is overwritten first.
    """
    config = current_app.config
    response.set_cookie(
        config["SESSION_COOKIE_NAME"],
        LEFT,
        path=config["SESSION_COOKIE_PATH"],
        secure=config["SESSION_COOKIE_SECURE"],
        httponly=config["SESSION_COOKIE_HTTPONLY"],
        samesite=config["SESSION_COOKIE_SAMESITE"],
    )
    session.clear()  # Flask deletes the cookie of an emptied session, behind the line above
