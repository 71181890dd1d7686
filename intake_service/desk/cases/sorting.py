"""What an enquiry turns out to be."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk import ids
from intake_service.desk.access import with_counsellor
from intake_service.desk.cases.page import back, bp, button_of_the_case, show_case
from intake_service.desk.forms import CaseForm
from intake_service.web.current import service
from intake_service.work.enquiry import hidden
from intake_service.work.sorting import exercise, kind_change, subject
from intake_service.work.team.logins import Staff


@bp.post("/dotaz/<int:number>/druh")
@button_of_the_case(needs="kind")
def change_kind(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Let it be of another kind."""
    after = form.position_seen(number)
    try:
        kind_change.change(service(), staff, number, form.kind.data or "", after=after)
    except hidden.NobodyElse:
        form.kind.errors = [gettext("Nobody else would see it. Please tell the coordinator first.")]
        return show_case(staff, number, form, status=422)
    return _back_if_shown(staff, number)


@bp.post("/dotaz/<int:number>/koho-se-tyka")
@button_of_the_case(needs="subject")
def decide_subject(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Say whom of the team a complaint concerns, and hide it from that person."""
    try:
        subject.decide(service(), staff, number, ids.of_button("subject"))
    except hidden.NobodyElse:
        form.subject.errors = [
            gettext("Nobody else could answer it. Hand it over to the provider’s management.")
        ]
        return show_case(staff, number, form, status=422)
    return _back_if_shown(staff, number)


def _back_if_shown(staff: Staff, number: int) -> ResponseReturnValue:
    """To the enquiry, or to the inbox where it is not shown to this person any more."""
    if number in hidden.numbers(service(), staff):
        return redirect(url_for("inbox.show"), 303)
    return back(number)


@bp.post("/cviceni")
@with_counsellor
def make_exercise(_staff: Staff) -> ResponseReturnValue:
    """Make an exercise and open it."""
    return redirect(url_for(".show", number=exercise.make(service())), 303)


@bp.post("/dotaz/<int:number>/cviceni/smazat")
@button_of_the_case()
def discard_exercise(staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Delete the exercise."""
    exercise.discard(service(), staff, number)
    return redirect(url_for("inbox.show"), 303)
