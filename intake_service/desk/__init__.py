"""What counsellors see: the inbox, an enquiry, the team."""

from pathlib import Path

from flask import Flask

from centre import words
from intake_service.desk import cases, door, joining, team
from intake_service.web.faces import new_face
from intake_service.work.service import Service


def create_desk_app(service: Service) -> Flask:
    """The desk; it may live on its own port or host, out of the public's reach."""
    app = new_face(service, "kacko-desk", Path(__file__).with_name("templates"), same_site="Strict")
    app.before_request(_speak_czech)
    for blueprint in (door.bp, joining.bp, cases.bp, team.bp):
        app.register_blueprint(blueprint)
    return app


def _speak_czech() -> None:
    words.language.set(words.LANGUAGES[0])
