"""What belongs to the face that answers the present request."""

from typing import cast

from flask import current_app

from intake_service.work.service import Service


def service() -> Service:
    """The service that this face was made with."""
    return cast(Service, current_app.extensions["intake"])
