"""What staff see who change the website: today's places, all facts, what was changed.

It knows no login; who edits is handed in by the app that it is installed in.
"""

from flask import Flask

from intake_service.editor import access, day_changes, events, facts, site_state, steps, writing
from intake_service.editor.identity import Identify

PREFIX = "/web"


def install(app: Flask, identify: Identify) -> None:
    """Give ``app`` the pages of the editor under PREFIX."""
    access.install(app, identify)
    writing.install(app, PREFIX)
    for blueprint in (day_changes.bp, facts.bp, steps.bp, site_state.bp, *events.BLUEPRINTS):
        app.register_blueprint(blueprint, url_prefix=f"{PREFIX}{blueprint.url_prefix or ''}")
