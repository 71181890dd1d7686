"""Accepting an invitation: password, authenticator app, recovery codes."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk.account import qr_code, weak_password, wrong_code
from intake_service.desk.forms import InvitationForm, JoinForm
from intake_service.store.db import Unavailable
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work.gates import Overloaded
from intake_service.work.team import invitations, totp
from intake_service.work.team.passwords import WeakPassword

bp = Blueprint("joining", __name__, url_prefix="/pozvanka")


@bp.get("")
def ask() -> ResponseReturnValue:
    """Where the invitation's code is typed."""
    return _ask(InvitationForm(formdata=None))


@bp.post("")
@guard.gives_back
def start() -> ResponseReturnValue:
    """Check the code; show the secret for the authenticator app."""
    form = InvitationForm()
    if not form.validate():
        return _ask(form, *form.refusal)
    try:
        name = invitations.invited_name(service(), form.invitation.data or "")
    except invitations.NoSuchInvitation:
        return _ask(form, no_invitation(), 404)
    join = JoinForm(formdata=None)
    join.invitation.data = form.invitation.data
    join.secret.data = totp.new_secret()
    return _show(join, name)


@bp.post("/hotovo")
@guard.gives_back
def finish() -> ResponseReturnValue:
    """Make the person's keys and show the recovery codes once."""
    form = JoinForm()
    try:
        name = invitations.invited_name(service(), form.invitation.data or "")
        if not totp.is_secret(form.secret.data or ""):
            form.secret.data = totp.new_secret()  # tampered with: the page starts anew
        if not _acceptable(form):
            return _show(form, name, *form.refusal)
        newcomer = invitations.join(
            service(), form.invitation.data or "", form.password.data or "", form.secret.data or ""
        )
    except invitations.NoSuchInvitation:
        return _ask(InvitationForm(formdata=None), no_invitation(), 404)
    except WeakPassword:
        form.password.errors = [weak_password()]
        return _show(form, name, status=422)
    except (Overloaded, Unavailable):
        return _show(form, name, pages.try_again(), 503)
    return pages.show("joined.html", title=gettext("Keep your recovery codes"), newcomer=newcomer)


def no_invitation() -> str:
    """What to do when an invitation does not work."""
    return gettext(
        "No invitation has this code. It may be used or too old; "
        "ask your coordinator for a new one."
    )


def _acceptable(form: JoinForm) -> bool:
    if not form.validate():
        return False
    if form.password.data != form.again.data:
        form.again.errors = [gettext("The two passwords differ.")]
        return False
    try:
        totp.step_of(form.secret.data or "", form.code.data or "")
    except totp.WrongCode:
        form.code.errors = [wrong_code()]
        return False
    return True


def _ask(form: InvitationForm, notice: str | None = None, status: int = 200) -> ResponseReturnValue:
    return pages.show(
        "invitation.html",
        title=gettext("Invitation to the desk"),
        status=status,
        form=form,
        notice=notice,
    )


def _show(
    form: JoinForm, name: str, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    secret = form.secret.data or ""
    return pages.show(
        "join.html",
        title=gettext("Set up your login"),
        status=status,
        form=form,
        name=name,
        secret=secret,
        qr=qr_code(secret, name),
        notice=notice,
    )
