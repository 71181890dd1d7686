"""Being reminded of an enquiry on a day."""

from datetime import date

from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service import clock
from intake_service.desk import ids
from intake_service.desk.cases.page import back, bp, button_of_the_case, show_case
from intake_service.desk.forms import CaseForm
from intake_service.web.current import service
from intake_service.work.shift import reminders
from intake_service.work.shift.reminders import When, Why
from intake_service.work.team.logins import Staff


@bp.post("/dotaz/<int:number>/pripomenout")
@button_of_the_case()
def remind(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Remind the team on the chosen day."""
    day = _day(form)
    if day is None or day < clock.today():
        form.remind_on.errors = [gettext("Please choose a day from today on.")]
        return show_case(staff, number, form, status=422)
    reminders.keep(service(), staff, number, Why(form.remind_why.data), day)
    return back(number, "pripominky")


@bp.post("/dotaz/<int:number>/nepripominat")
@button_of_the_case()
def cancel(staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Do not remind of it any more."""
    reminders.cancel(service(), staff, number, ids.of_button("author"))
    return back(number, "pripominky")


def _day(form: CaseForm) -> date | None:
    """The typed day, otherwise the chosen one; None where none can be read."""
    typed = (form.remind_on.data or "").strip()
    if not typed and form.remind_when.data in list(When):
        return When(form.remind_when.data).day
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
