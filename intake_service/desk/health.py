"""How the machine stands, for coordinators: what `kacko doctor` says, in their language."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk.access import with_coordinator
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.work.health import examination
from intake_service.work.health.machine import Machine
from intake_service.work.team.logins import Staff

bp = Blueprint("health", __name__, url_prefix="/provoz")


@bp.get("")
@with_coordinator
def show(staff: Staff) -> ResponseReturnValue:
    """Each subject that is not well, with its mend; then those that are."""
    examined = examination.examine(Machine.of(service()))
    return pages.show(
        "health.html",
        title=gettext("Does everything work?"),
        staff=staff,
        found=sorted(
            (each for each in examined if each.finding), key=lambda each: each.level, reverse=True
        ),
        well=[each.title for each in examined if each.was_seen and not each.finding],
        unseen=[each.title for each in examined if not each.was_seen],
    )
