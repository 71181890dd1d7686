"""The team: who is here, who waits; inviting, admitting, letting go."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.language.i18n import gettext
from intake_service.desk import editing, ids
from intake_service.desk.access import (
    with_coordinator,
    with_counsellor,
    with_counsellor_or_coordinator,
)
from intake_service.desk.duties import DutiesForm, in_words
from intake_service.desk.forms import InviteForm
from intake_service.store.terms import Duty
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work.casework import rotation
from intake_service.work.colleagues import absences
from intake_service.work.editing import dangerous_changes
from intake_service.work.enquiry import hidden
from intake_service.work.team import invitations, logins, people
from intake_service.work.team.logins import Staff

bp = Blueprint("team", __name__, url_prefix="/tym")


@bp.errorhandler(people.NoSuchPerson)
def _nobody(_error: people.NoSuchPerson) -> ResponseReturnValue:
    return pages.error_page(NotFound())


@bp.get("")
@with_counsellor_or_coordinator
def show(staff: Staff) -> ResponseReturnValue:
    """Everybody who works or waits here."""
    return _show(staff, InviteForm.showing([Duty.ANSWERS]))


@bp.post("/pozvat")
@guard.gives_back
@with_coordinator
def invite(staff: Staff) -> ResponseReturnValue:
    """Invite somebody; the code is shown once."""
    form = InviteForm()
    if not form.validate():
        return _show(staff, form, *form.refusal)
    if Duty.EDITS in form.chosen and not editing.is_confirmed(staff, form):
        return _show(staff, form, status=403)
    try:
        name = (form.name.data or "").strip()
        code = invitations.invite(service(), name, form.chosen)
    except people.NoDuty:
        form.say_none_is_chosen()
        return _show(staff, form, status=422)
    except invitations.NameTaken:
        form.name.errors = [gettext("Somebody of this name is here or invited already.")]
        return _show(staff, form, status=422)
    return pages.show(
        "invited.html",
        title=gettext("Hand over this code"),
        staff=staff,
        name=name,
        code=code,
        hours=service().settings.invitation_hours,
    )


@bp.post("/<person>/prijmout")
@with_counsellor_or_coordinator
def admit(staff: Staff, person: str) -> ResponseReturnValue:
    """Give a colleague who waits the team's keys."""
    colleague = _person(person)
    try:
        people.admit(service(), colleague.id, staff.team, by=staff.name)
    except people.NoKeyToGive:
        notice = gettext("Only somebody who answers holds the key, so only they can admit here.")
        return _show(staff, InviteForm.showing([Duty.ANSWERS]), notice, 409)
    if Duty.EDITS in colleague.duties:
        dangerous_changes.write_to_team(service())
    return redirect(url_for(".show"), 303)


@bp.get("/<person>/co-dela")
@with_coordinator
def ask_duties(staff: Staff, person: str) -> ResponseReturnValue:
    """What somebody does here, to be changed."""
    colleague = _person(person)
    return _ask_duties(staff, colleague, DutiesForm.showing(colleague.duties))


@bp.post("/<person>/co-dela")
@guard.gives_back
@with_coordinator
def set_duties(staff: Staff, person: str) -> ResponseReturnValue:
    """Change what somebody does here."""
    colleague = _person(person)
    form = DutiesForm()
    if not form.validate():
        return _ask_duties(staff, colleague, form, *form.refusal)
    is_to_edit = Duty.EDITS in form.chosen - colleague.duties
    if is_to_edit and not editing.is_confirmed(staff, form):
        return _ask_duties(staff, colleague, form, status=403)
    try:
        people.set_duties(
            service(), colleague.id, form.chosen, staff.team, watch=hidden.nobody_lost
        )
    except people.NoDuty:
        form.say_none_is_chosen()
        return _ask_duties(staff, colleague, form, status=422)
    except people.LastCoordinator:
        return _ask_duties(staff, colleague, form, _last_coordinator(), 409)
    except people.LastCounsellor:
        return _ask_duties(staff, colleague, form, _last_counsellor(), 409)
    except hidden.NobodyElse:
        return _ask_duties(staff, colleague, form, _nobody_else(), 409)
    if is_to_edit:
        dangerous_changes.write_to_team(service())
    return redirect(url_for(".show"), 303)


@bp.get("/<person>/odchod")
@with_coordinator
def ask_part(staff: Staff, person: str) -> ResponseReturnValue:
    """Ask once before somebody loses access."""
    leaver = _person(person)
    title = gettext("Let %(name)s go?") % {"name": leaver.name}
    return pages.show(
        "part.html", title=title, staff=staff, person=leaver, form=PlainForm(formdata=None)
    )


@bp.post("/<person>/odchod")
@with_coordinator
def part(staff: Staff, person: str) -> ResponseReturnValue:
    """Take somebody's access away."""
    try:
        people.part_with(service(), ids.of_address(person), watch=hidden.nobody_lost)
    except people.LastCoordinator:
        return _show(staff, InviteForm.showing([Duty.ANSWERS]), _last_coordinator(), 409)
    except people.LastCounsellor:
        return _show(staff, InviteForm.showing([Duty.ANSWERS]), _last_counsellor(), 409)
    except hidden.NobodyElse:
        return _show(staff, InviteForm.showing([Duty.ANSWERS]), _nobody_else(), 409)
    return redirect(url_for(".show"), 303)


@bp.post("/<person>/odhlasit")
@with_coordinator
def end_sessions(_staff: Staff, person: str) -> ResponseReturnValue:
    """Log a colleague out everywhere: a lost phone, a computer left open."""
    logins.end_sessions_of(service(), ids.of_address(person))
    return redirect(url_for(".show"), 303)


@bp.post("/klice")
@with_counsellor
def give_fresh_keys(staff: Staff) -> ResponseReturnValue:
    """Give fresh keys to conversations that are under way, after somebody has left."""
    rotation.rotate(service(), staff, at_most=rotation.AT_A_PRESS)
    return redirect(url_for(".show", _anchor="klice"), 303)


def _show(
    staff: Staff, form: InviteForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    everybody = people.everybody(service())
    return pages.show(
        "team.html",
        title=gettext("Team"),
        status=status,
        staff=staff,
        working=[person for person in everybody if not person.waits],
        waiting=[person for person in everybody if person.waits],
        in_words=in_words,
        form=form,
        plain=PlainForm(formdata=None),
        rotation=rotation.progress(service(), staff),
        away={person.id for person in absences.away_today(service())},
        notice=notice,
    )


def _ask_duties(
    staff: Staff,
    colleague: people.Colleague,
    form: DutiesForm,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    return pages.show(
        "duties.html",
        title=gettext("What does %(name)s do?") % {"name": colleague.name},
        status=status,
        staff=staff,
        person=colleague,
        form=form,
        notice=notice,
    )


def _last_coordinator() -> str:
    return gettext("This is the last coordinator. Invite another one first.")


def _nobody_else() -> str:
    return gettext("Some enquiries nobody else would see. They have to be settled and gone first.")


def _last_counsellor() -> str:
    return gettext(
        "Nobody else holds the key, so nobody could read what comes. Admit somebody else first."
    )


def _person(person: str) -> people.Colleague:
    counsellor_id = ids.of_address(person)
    for each in people.everybody(service()):
        if each.id == counsellor_id:
            return each
    raise NotFound
