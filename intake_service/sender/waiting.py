"""A place in the line while we are flooded: signed, for one browser, brought along by its form."""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from intake_service import clock


def ticket(held: str, cookie: bytes) -> str:
    """The ticket that the form holds, if it is this browser's; otherwise a new one, from now."""
    return held if _since(held, cookie) is not None else _serializer(cookie).dumps(clock.seconds())


def waited(held: str, cookie: bytes) -> int:
    """Seconds since this browser was given its ticket; 0 without one."""
    since = _since(held, cookie)
    return 0 if since is None else max(0, clock.seconds() - since)


def _since(held: str, cookie: bytes) -> int | None:
    try:
        return int(_serializer(cookie).loads(held))
    except (BadData, TypeError, ValueError):
        return None


def _serializer(cookie: bytes) -> URLSafeSerializer:
    secret = current_app.secret_key
    assert secret
    return URLSafeSerializer(secret, salt=b"waiting " + cookie)
