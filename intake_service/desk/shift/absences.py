"""Noting who is not at work today."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from intake_service.desk import ids
from intake_service.desk.access import with_counsellor_or_coordinator
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.work.colleagues import absences
from intake_service.work.team import people
from intake_service.work.team.logins import Staff

bp = Blueprint("absences", __name__, url_prefix="/tym")


@bp.errorhandler(people.NoSuchPerson)
def _nobody(_error: people.NoSuchPerson) -> ResponseReturnValue:
    return pages.error_page(NotFound())


@bp.post("/<person>/chybi")
@with_counsellor_or_coordinator
def note_away(_staff: Staff, person: str) -> ResponseReturnValue:
    """Note that a colleague is away today; what they had claimed is free."""
    absences.note_away(service(), ids.of_address(person))
    return redirect(url_for("team.show"), 303)


@bp.post("/<person>/je-tu")
@with_counsellor_or_coordinator
def note_back(_staff: Staff, person: str) -> ResponseReturnValue:
    """Note that a colleague is here after all."""
    absences.note_back(service(), ids.of_address(person))
    return redirect(url_for("team.show"), 303)
