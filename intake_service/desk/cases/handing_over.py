"""Who answers an enquiry: said, handed over, called to."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, SelectField

from centre.language.i18n import N_, gettext
from intake_service.desk import ids
from intake_service.desk.access import with_counsellor
from intake_service.desk.cases.page import back, bp, button_of_the_case, wrote_meanwhile
from intake_service.desk.forms import MISSING, CaseForm, SeenForm
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Needed
from intake_service.work.casework import cases
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.colleagues import handover
from intake_service.work.colleagues.handover import ANYBODY, NotThere, Why
from intake_service.work.enquiry.hidden import NobodyElse
from intake_service.work.team.logins import Staff


class HandOverForm(SeenForm):
    """To whom an enquiry goes, and why."""

    to = SelectField(N_("To whom"), default="", validate_choice=False)
    why = RadioField(
        N_("Why"),
        choices={each.value: words for each, words in handover.REASONS.items()},
        validators=[Needed(MISSING)],
    )


@bp.post("/dotaz/<int:number>/odpovim")
@button_of_the_case()
def claim(staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Say that I answer."""
    handover.claim(service(), staff, number)
    return back(number)


@bp.post("/dotaz/<int:number>/uvolnit")
@button_of_the_case()
def release(_staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Say that anybody may answer."""
    handover.release(service(), number)
    return back(number)


@bp.post("/dotaz/<int:number>/videno")
@button_of_the_case()
def has_seen(staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Note that I have seen to what a colleague called me."""
    handover.has_seen(service(), staff, number)
    return back(number)


@bp.post("/dotaz/<int:number>/predat/komu")
@button_of_the_case()
def start_handing_over(_staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Lead to the question to whom and why; what was typed waits."""
    cases.check_seen(service(), number, after=form.position_seen(number))
    return redirect(url_for(".ask_hand_over", number=number), 303)


@bp.get("/dotaz/<int:number>/predat")
@with_counsellor
def ask_hand_over(staff: Staff, number: int) -> ResponseReturnValue:
    """Ask to whom and why."""
    return _ask(staff, number)


@bp.post("/dotaz/<int:number>/predat")
@guard.gives_back
@with_counsellor
def hand_over(staff: Staff, number: int) -> ResponseReturnValue:
    """Hand it over; who cannot answer is led back to the inbox."""
    form = HandOverForm()
    if not form.validate():
        return _ask(staff, number, form, *form.refusal)
    why = Why(form.why.data)
    seen = {each.number: each.position for each in form.all_seen}
    to = ids.of_field(form.to.data) or ANYBODY
    try:
        handover.hand_over(service(), staff, number, to, why, after=seen.get(number, 0))
    except NewerMessage:
        return _ask(staff, number, form, wrote_meanwhile(), 409)
    except NotThere:
        return _ask(staff, number, form, gettext("To this person it cannot be handed over."), 409)
    except NobodyElse:
        notice = gettext("Nobody else would see it. Please tell the coordinator first.")
        return _ask(staff, number, form, notice, 409)
    if why is Why.CANNOT:
        return redirect(url_for("inbox.show"), 303)
    return back(number, "poznamky")


def _ask(
    staff: Staff,
    number: int,
    form: HandOverForm | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    shown = cases.newest_message(service(), staff, number)
    filled = form or HandOverForm(formdata=None)
    filled.seen.data = str(shown.seen)
    filled.to.choices = {"": gettext("whoever is free")} | {
        each.id.hex(): each.name for each in handover.colleagues(service(), staff, number)
    }
    return pages.show(
        "hand-over.html",
        title=gettext("Hand enquiry %(number)s over") % {"number": number},
        status=status,
        staff=staff,
        number=number,
        message=shown.message,
        is_covered=shown.is_covered,
        form=filled,
        notice=notice,
    )
