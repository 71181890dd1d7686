"""What tells a robot from somebody who writes.

It asks for one more press of the button and drops nothing.
"""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from intake_service import clock


def stamp() -> str:
    """When a form was opened, signed; it stays the same for as long as the form comes back."""
    return _serializer().dumps(clock.seconds())


def age(stamped: str) -> int:
    """Seconds since a form was opened; 0 where the stamp is not ours, less when the clock was set
    back."""
    try:
        return clock.seconds() - int(_serializer().loads(stamped))
    except (BadData, TypeError, ValueError):
        return 0


def _serializer() -> URLSafeSerializer:
    secret = current_app.secret_key
    assert secret
    return URLSafeSerializer(secret, salt="form opened")
