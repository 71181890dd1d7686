"""An answer before it goes: as its reader will have it, with at most three remarks."""

from flask.typing import ResponseReturnValue

from intake_service.desk.cases.page import bp, button_of_the_case, show_case
from intake_service.desk.forms import CaseForm
from intake_service.web.current import service
from intake_service.work.casework import cases
from intake_service.work.replies import remarks
from intake_service.work.team.logins import Staff


@bp.post("/dotaz/<int:number>/nahled")
@button_of_the_case(needs="text")
def check(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Show the answer above the field in which it goes on being written."""
    case = cases.open_case(service(), staff, number)
    text = form.text.data or ""
    preview = remarks.look_at(service(), text, case.language, urgent=case.urgent)
    return show_case(staff, number, form, preview=preview)
