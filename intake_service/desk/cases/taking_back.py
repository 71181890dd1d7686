"""Taking back an answer that its sender has not opened, asked once."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk.access import with_counsellor
from intake_service.desk.cases.page import back, bp, button_of_the_case, wrote_meanwhile
from intake_service.desk.forms import CaseForm, SeenForm
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.work.casework import cases
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.casework.taking_back import AlreadyOpened
from intake_service.work.colleagues import reading
from intake_service.work.team.logins import Staff


@bp.post("/dotaz/<int:number>/vzit-zpet/dotaz")
@button_of_the_case()
def start_taking_back(_staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Lead to the question before an answer is taken back; what was typed waits."""
    return redirect(url_for(".ask_take_back", number=number), 303)


@bp.get("/dotaz/<int:number>/vzit-zpet")
@with_counsellor
def ask_take_back(staff: Staff, number: int) -> ResponseReturnValue:
    """Ask once, beside the answer, and say what its sender will read instead."""
    return _ask(staff, number)


@bp.post("/dotaz/<int:number>/vzit-zpet")
@with_counsellor
def take_back(staff: Staff, number: int) -> ResponseReturnValue:
    """Take the answer back; its text waits in the field."""
    seen = {each.number: each.position for each in SeenForm().all_seen}
    try:
        reading.take_back(service(), staff, number, position=seen.get(number, 0))
    except AlreadyOpened:
        return _ask(staff, number, status=409)
    except NewerMessage:
        return _ask(staff, number, wrote_meanwhile(), 409)
    return back(number)


def _ask(
    staff: Staff, number: int, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    case = cases.open_case(service(), staff, number)
    return pages.show(
        "take-back.html",
        title=gettext("Take the answer back?"),
        status=status,
        staff=staff,
        case=case,
        message=case.messages[-1],
        form=SeenForm.of([case.seen]),
        notice=notice,
    )
