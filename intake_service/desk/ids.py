"""Ids in hex, as addresses, fields and buttons name people and things."""

from flask import request
from werkzeug.exceptions import NotFound


def of_address(part: str) -> bytes:
    """The id that a part of the address names; there is no page under anything else."""
    try:
        return bytes.fromhex(part)
    except ValueError:
        raise NotFound from None


def of_field(chosen: str | None) -> bytes:
    """The id that was chosen; empty where it is nobody's."""
    try:
        return bytes.fromhex(chosen or "")
    except ValueError:
        return b""


def of_button(name: str) -> bytes:
    """The id that the pressed button names; empty where it names nothing."""
    return of_field(request.form.get(name))
