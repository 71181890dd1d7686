"""Keys of 32 bytes in a face's signed cookie: the browser holds them, the server does not."""

import base64
import binascii

from flask import current_app, request, session

KEY_BYTES = 32


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
