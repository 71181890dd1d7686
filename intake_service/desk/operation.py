"""Steering the intake: pause, a longer promise, figures, letters that did not arrive."""

from contextlib import suppress
from datetime import date

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext, on_day
from intake_service import clock
from intake_service.desk.access import with_coordinator, with_counsellor_or_coordinator
from intake_service.desk.forms import DateForm, SwitchForm
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work import heartbeat, switches
from intake_service.work.casework import deletion, publishing
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.conversation import kinds
from intake_service.work.enquiry import feedback, figures, slips
from intake_service.work.post import letters
from intake_service.work.switches import Switches
from intake_service.work.team.logins import Staff

bp = Blueprint("operation", __name__, url_prefix="/prijem")


@bp.get("")
@with_counsellor_or_coordinator
def show(staff: Staff) -> ResponseReturnValue:
    """How the intake stands; coordinators may switch."""
    now = switches.current(service())
    return _show(staff, SwitchForm(formdata=None, paused=now.paused, more_days=now.more_days))


@bp.post("")
@guard.gives_back
@with_coordinator
def turn(staff: Staff) -> ResponseReturnValue:
    """Pause or open the intake, lengthen or shorten the promise."""
    form = SwitchForm()
    if not form.validate():
        return _show(staff, form, *form.refusal)
    switches.turn_to(service(), Switches(bool(form.paused.data), form.more_days.data or 0))
    return redirect(url_for(".show"), 303)


@bp.post("/datum")
@with_coordinator
def confirm_date(staff: Staff) -> ResponseReturnValue:
    """Say that the date is right after the clock has jumped, so that the chores erase again."""
    now = switches.current(service())
    form = SwitchForm(formdata=None, paused=now.paused, more_days=now.more_days)
    day = DateForm().confirmed
    try:
        heartbeat.confirm_date(service(), day or date.min)
    except heartbeat.OtherDay:
        return _show(staff, form, gettext("Another day has begun meanwhile. Look once more."), 409)
    return redirect(url_for(".show"), 303)


@bp.post("/smazani/<int:number>/zastavit")
@with_coordinator
def stop_deleting(_staff: Staff, number: int) -> ResponseReturnValue:
    """Keep a conversation that somebody proposes to delete, without reading it."""
    with suppress(NoSuchEnquiry):  # it is gone, and so is the proposal
        deletion.stop(service(), number)
    return redirect(url_for(".show", _anchor="navrhy"), 303)


@bp.post("/zverejneni/<int:number>/zastavit")
@with_coordinator
def stop_publishing(_staff: Staff, number: int) -> ResponseReturnValue:
    """Let a text not be published that somebody proposes, without reading it."""
    with suppress(NoSuchEnquiry):
        publishing.stop(service(), number)
    return redirect(url_for(".show", _anchor="navrhy"), 303)


def _show(
    staff: Staff, form: SwitchForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    return pages.show(
        "operation.html",
        title=gettext("Intake"),
        status=status,
        staff=staff,
        form=form,
        notice=notice,
        answer_day=on_day(switches.answer_day(service())),
        rows=figures.table(service()),
        helped=feedback.table(slips.read(service(), staff)),
        kind_of=kinds.find,
        undeliverable=letters.undeliverable(service()),
        jump=heartbeat.jump(service()),
        closed_since=service().tombstones.closed_since(),
        deletions=deletion.list_proposed(service()) if staff.coordinates else [],
        publications=publishing.list_proposed(service()) if staff.coordinates else [],
        date_form=DateForm(formdata=None, day=clock.today().isoformat()),
    )
