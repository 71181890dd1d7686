"""The audit for coordinators: who did what on which day, and whether a line is missing."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from centre.language.i18n import N_, gettext
from intake_service.desk.access import with_coordinator
from intake_service.store.terms import Act
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.work.audit import chain
from intake_service.work.enquiry import hidden
from intake_service.work.sorting import register
from intake_service.work.team.logins import Staff

bp = Blueprint("audit", __name__, url_prefix="/zaznam")

SHOWN = 300  # lines

WORDS = {
    Act.OPENED: N_("read the enquiry"),
    Act.ANSWERED: N_("sent the answer"),
    Act.TOOK_BACK: N_("took the answer back"),
    Act.CLOSED: N_("closed the conversation"),
    Act.SETTLED: N_("settled without an answer"),
    Act.WANTS_DELETED: N_("proposed to delete"),
    Act.DELETED: N_("deleted the enquiry"),
    Act.PUBLISHED: N_("published the text"),
    Act.TOOK_DOWN: N_("took the page down"),
    Act.EXPORTED: N_("exported"),
    Act.ADMITTED: N_("admitted"),
    Act.CHANGED_PASSWORD: N_("changed their password"),
    Act.CHANGED_PHONE: N_("took another phone for the code"),
    Act.ADDED_KEY: N_("added a security key"),
    Act.REMOVED_KEY: N_("removed a security key"),
    Act.REMOVED_KEYS: N_("removed all security keys of"),
}


@bp.get("")
@with_coordinator
def show(staff: Staff) -> ResponseReturnValue:
    """The newest lines, the last first, and whether all are there."""
    gone = register.numbers_hidden(service(), staff)  # a deleted one, too
    out_of_sight = hidden.numbers(service(), staff) | gone
    return pages.show(
        "audit.html",
        title=gettext("Record of work"),
        staff=staff,
        lines=chain.newest(service(), SHOWN, without=out_of_sight),
        verdict=chain.verify(service()),
        words=WORDS,
    )
