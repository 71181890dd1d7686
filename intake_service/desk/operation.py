"""Steering the intake: pause, a longer promise, figures, letters that did not arrive."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import wraps
from typing import Any, TypeVar

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
from intake_service.work.casework.deletion import ListedDeletion
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.casework.publishing import ListedProposal
from intake_service.work.colleagues import workload
from intake_service.work.editing import dangerous_changes
from intake_service.work.enquiry import hidden
from intake_service.work.post import letters, recipients
from intake_service.work.team.logins import Staff

bp = Blueprint("operation", __name__, url_prefix="/prijem")


@bp.get("")
@with_counsellor_or_coordinator
def show(staff: Staff) -> ResponseReturnValue:
    """How the intake stands; coordinators may switch."""
    now = switches.current(service())
    return _show(staff, SwitchForm(formdata=None, **asdict(now)))


@bp.post("")
@guard.gives_back
@with_coordinator
def turn(staff: Staff) -> ResponseReturnValue:
    """Pause or open the intake, lengthen or shorten the promise."""
    form = SwitchForm()
    if not form.validate():
        return _show(staff, form, *form.refusal)
    switches.turn_to(service(), form.wanted)
    return redirect(url_for(".show"), 303)


@bp.post("/datum")
@with_coordinator
def confirm_date(staff: Staff) -> ResponseReturnValue:
    """Say that the date is right after the clock has jumped, so that the chores erase again."""
    now = switches.current(service())
    form = SwitchForm(formdata=None, **asdict(now))
    day = DateForm().confirmed
    try:
        heartbeat.confirm_date(service(), day or date.min)
    except heartbeat.OtherDay:
        return _show(staff, form, gettext("Another day has begun meanwhile. Look once more."), 409)
    return redirect(url_for(".show"), 303)


def _back_to_proposals(view: Callable[..., ResponseReturnValue]) -> Callable[..., Any]:
    """Lead back to what is proposed, also where the enquiry is gone, or hidden from who presses."""

    @wraps(view)
    def pressed(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        with suppress(NoSuchEnquiry):
            return view(*args, **kwargs)
        return _to_proposals()

    return pressed


@bp.post("/smazani/<int:number>/zastavit")
@_back_to_proposals
@with_coordinator
def stop_deleting(_staff: Staff, number: int) -> ResponseReturnValue:
    """Keep a conversation that somebody proposes to delete, without reading it."""
    deletion.stop(service(), number)
    return _to_proposals()


@bp.post("/zverejneni/<int:number>/zastavit")
@_back_to_proposals
@with_coordinator
def stop_publishing(_staff: Staff, number: int) -> ResponseReturnValue:
    """Let a text not be published that somebody proposes, without reading it."""
    publishing.stop(service(), number)
    return _to_proposals()


def _to_proposals() -> ResponseReturnValue:
    return redirect(url_for(".show", _anchor="navrhy"), 303)


Listed = TypeVar("Listed", ListedDeletion, ListedProposal)


def _shown(staff: Staff, listed: list[Listed]) -> list[Listed]:
    """What a coordinator may see of what is proposed; nothing for anybody else."""
    out_of_sight = hidden.numbers(service(), staff)
    return [each for each in listed if staff.coordinates and each.number not in out_of_sight]


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
        dangerous=dangerous_changes.unseen(service()) if staff.coordinates else [],
        undeliverable=letters.undeliverable(service()),
        jump=heartbeat.jump(service()),
        closed_since=service().tombstones.closed_since(),
        deletions=_shown(staff, deletion.list_proposed(service())),
        publications=_shown(staff, publishing.list_proposed(service())),
        urgent_reaches_nobody=staff.coordinates and recipients.nobody_wants_urgent(service()),
        workload=workload.workload(service(), staff) if staff.coordinates else None,
        date_form=DateForm(formdata=None, day=clock.today().isoformat()),
    )
