"""Deleting an enquiry before its day: asked once, proposed by one person, done by a second."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk.access import with_counsellor
from intake_service.desk.cases.page import back, bp, button_of_the_case, wrote_meanwhile
from intake_service.desk.forms import CaseForm, SeenForm
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.work.casework import cases, deletion
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.conversation.proposals import NotYet
from intake_service.work.team.logins import Staff


@bp.post("/dotaz/<int:number>/smazat/dotaz")
@button_of_the_case()
def start_deleting(_staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Lead to the question before an enquiry goes; what was typed waits for a no."""
    cases.check_seen(service(), number, after=form.position_seen(number))
    return redirect(url_for(".ask_delete", number=number), 303)


@bp.post("/dotaz/<int:number>/smazat/zastavit")
@button_of_the_case()
def stop_deleting(_staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Keep the enquiry, whoever proposed to delete it."""
    deletion.stop(service(), number)
    return back(number)


@bp.get("/dotaz/<int:number>/smazat")
@with_counsellor
def ask_delete(staff: Staff, number: int) -> ResponseReturnValue:
    """Ask once before an enquiry goes, beside its newest message."""
    return _ask_delete(staff, number)


@bp.post("/dotaz/<int:number>/smazat/navrh")
@with_counsellor
def propose_deletion(staff: Staff, number: int) -> ResponseReturnValue:
    """Propose to delete an enquiry."""
    try:
        deletion.propose(service(), staff, number, after=_position_seen(number))
    except NewerMessage:
        return _ask_delete(staff, number, wrote_meanwhile(), 409)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/smazat")
@with_counsellor
def delete(staff: Staff, number: int) -> ResponseReturnValue:
    """Delete an enquiry for good, as the second person."""
    try:
        deletion.delete(service(), staff, number, after=_position_seen(number))
    except NewerMessage:
        return _ask_delete(staff, number, wrote_meanwhile(), 409)
    except NotYet:
        return _ask_delete(staff, number, gettext("A colleague has to agree first."), 409)
    return redirect(url_for("inbox.show"), 303)


def _position_seen(number: int) -> int:
    """Position of the last message of this enquiry that the question about it showed."""
    seen = {each.number: each.position for each in SeenForm().all_seen}
    return seen.get(number, 0)


def _ask_delete(
    staff: Staff, number: int, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    shown = cases.newest_message(service(), staff, number)
    return pages.show(
        "delete-case.html",
        title=gettext("Delete enquiry %(number)s?") % {"number": number},
        status=status,
        staff=staff,
        number=number,
        message=shown.message,
        is_covered=shown.is_covered,
        proposal=deletion.proposal(service(), number),
        form=SeenForm.of([shown.seen]),
        notice=notice,
    )
