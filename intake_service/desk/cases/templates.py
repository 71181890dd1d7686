"""Templates beside the field of the answer."""

from flask import request
from flask.typing import ResponseReturnValue

from intake_service.desk.cases.page import back, bp, button_of_the_case, show_case, window_of
from intake_service.desk.forms import CaseForm
from intake_service.web.current import service
from intake_service.work.casework import cases, drafts
from intake_service.work.casework.draft_slots import NotKept
from intake_service.work.casework.draft_windows import Window
from intake_service.work.replies import live_templates
from intake_service.work.team.logins import Staff


@bp.post("/dotaz/<int:number>/sablona")
@button_of_the_case()
def insert(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Put a template below what was typed, and keep both."""
    case = cases.open_case(service(), staff, number)
    name = request.form.get("suggested") or form.template.data or ""
    form.text.data = live_templates.with_template(
        service(), form.text.data or "", name, case.kind, case.language
    )
    window = window_of(staff, number, form) or Window.new()
    try:
        drafts.keep_all(service(), staff, number, form.texts, window)
    except NotKept:
        return show_case(staff, number, form)
    return back(number, "text")
