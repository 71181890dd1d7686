"""Questions for the team's supervision: put on the list, listed, done."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk import ids
from intake_service.desk.access import with_counsellor
from intake_service.desk.cases.page import back, bp, button_of_the_case, window_of
from intake_service.desk.forms import CaseForm
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work.colleagues import supervision
from intake_service.work.conversation.thread_pages import PAGE_MAX, first_that_fit
from intake_service.work.team.logins import Staff

bp_supervision = Blueprint("supervision", __name__, url_prefix="/porada")
LISTED = 60  # questions on one page


@bp.post("/dotaz/<int:number>/na-poradu")
@button_of_the_case(needs="supervision")
def put_on_the_list(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Put a question about this enquiry on the list."""
    question = form.supervision.data or ""
    window = window_of(staff, number, form)
    supervision.add(service(), staff, number, question, window=window)
    return back(number, "porada")


@bp_supervision.get("")
@with_counsellor
def show(staff: Staff) -> ResponseReturnValue:
    """What is to be talked over: numbers and questions, the rest once some of these are done."""
    found = supervision.list_all(service(), staff)
    items = first_that_fit(found, lambda each: each.question, PAGE_MAX, at_least=1)[:LISTED]
    return pages.show(
        "supervision.html",
        title=gettext("For supervision"),
        staff=staff,
        items=items,
        more=len(found) - len(items),
        form=PlainForm(formdata=None),
    )


@bp_supervision.post("")
@with_counsellor
def done(staff: Staff) -> ResponseReturnValue:
    """Take a question from the list."""
    supervision.done(service(), staff, ids.of_button("item"))
    return redirect(url_for(".show"), 303)
