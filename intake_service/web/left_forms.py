"""Forms of a browser whose owner has left: sent again from its history, they give nothing back.

A form that comes without its cookie is shown again with what was typed, because cookies get lost.
After leaving that would show the text to the next who presses Back and confirms.
"""

import threading
from collections import OrderedDict
from hashlib import blake2b

from flask import Flask, current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

from intake_service import clock

MOST = 100_000  # who left; the oldest go first
_NAME = "left forms"
_FIELD = "csrf_token"


class LeftForms:
    """Fingerprints of the tokens of who has left, in memory, for as long as a form may be sent."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._until: OrderedDict[bytes, int] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, token: str) -> None:
        """Remember the token of a browser that leaves."""
        now = clock.seconds()
        with self._lock:
            self._until[_fingerprint(token)] = now + self._seconds
            while self._until and (
                len(self._until) > MOST or next(iter(self._until.values())) <= now
            ):
                self._until.popitem(last=False)

    def __contains__(self, token: str) -> bool:
        """Whether the browser that had this token has left."""
        with self._lock:
            return self._until.get(_fingerprint(token), 0) > clock.seconds()


def install(app: Flask, seconds: int) -> None:
    """Give `app` its memory of who left; a form may be sent for `seconds`."""
    app.extensions[_NAME] = LeftForms(seconds)


def leave() -> None:
    """Remember that the browser of this request leaves."""
    token = session.get(_FIELD)
    if token:
        current_app.extensions[_NAME].add(token)


def is_sent_again() -> bool:
    """Whether the form of this request belongs to a browser that has left."""
    serializer = URLSafeTimedSerializer(current_app.secret_key or "", salt="wtf-csrf-token")
    try:
        token = serializer.loads(request.form.get(_FIELD, ""))
    except BadData:
        return False
    return token in current_app.extensions[_NAME]


def _fingerprint(token: str) -> bytes:
    return blake2b(token.encode(), digest_size=16).digest()
