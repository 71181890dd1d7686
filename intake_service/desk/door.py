"""Logging in and out, and one's own account."""

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from centre.words import gettext as _
from intake_service.desk.access import KEY, service, who, with_staff
from intake_service.desk.forms import LoginForm, PasswordForm
from intake_service.store.db import Unavailable
from intake_service.web import cookies, guard, pages
from intake_service.web.forms import too_old
from intake_service.work import drafts, logins
from intake_service.work.brakes import Flooded, Slowed
from intake_service.work.gates import Overloaded
from intake_service.work.logins import Staff
from intake_service.work.newcomers import WeakPassword
from intake_service.work.visits import Over

bp = Blueprint("door", __name__)


@bp.get("/prihlaseni")
def login() -> ResponseReturnValue:
    """The login."""
    try:
        who()
    except Over:
        return show_login(LoginForm(formdata=None))
    return redirect(url_for("cases.inbox"), 303)


@bp.post("/prihlaseni")
@guard.gives_back
def enter() -> ResponseReturnValue:
    """Check name, password and code together."""
    form = LoginForm()
    if not form.validate():
        notice = _("The page was open too long. Please log in once more.") if form.expired else None
        return show_login(form, notice, 400 if form.expired else 422)
    try:
        cookie = logins.log_in(
            service(),
            (form.name.data or "").strip(),
            form.password.data or "",
            form.code.data or "",
            request.remote_addr,
        )
    except logins.LoginRefused:
        return show_login(
            form, _("Name, password or code is not right. A code from the app works only once."), 403
        )
    except logins.NotAdmitted:
        return show_login(form, _("All is right, but a colleague has to admit you first."), 403)
    except (Overloaded, Unavailable, Slowed, Flooded):
        return show_login(form, _("Too much is going on right now. Please try again in a minute."), 503)
    draft = form.draft.data or ""
    session.clear()  # nothing from before the login survives it
    cookies.keep(KEY, cookie)
    return _to_draft(draft) or redirect(url_for("cases.inbox"), 303)


@bp.post("/odhlaseni")
def leave() -> ResponseReturnValue:
    """End the visit here and at the server."""
    logins.log_out(service(), cookies.read(KEY))
    session.clear()
    response = redirect(url_for(".login"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@bp.get("/ucet")
@with_staff
def account(staff: Staff) -> ResponseReturnValue:
    """One's own password and recovery codes."""
    return _show_account(staff, PasswordForm(formdata=None))


@bp.post("/ucet")
@guard.gives_back
@with_staff
def change_password(staff: Staff) -> ResponseReturnValue:
    """Change the password; the old one is asked for again."""
    form = PasswordForm()
    if not form.validate():
        return _show_account(staff, form, too_old() if form.expired else None, 400 if form.expired else 422)
    if form.password.data != form.again.data:
        form.again.errors = [_("The two passwords differ.")]
        return _show_account(staff, form, status=422)
    try:
        logins.change_password(service(), staff, form.old.data or "", form.password.data or "")
    except WeakPassword:
        form.password.errors = [weak_password()]
        return _show_account(staff, form, status=422)
    except logins.LoginRefused:
        form.old.errors = [_("This is not your present password.")]
        return _show_account(staff, form, status=422)
    return _show_account(staff, PasswordForm(formdata=None), _("The password is changed."))


def show_login(form: LoginForm, notice: str | None = None, status: int = 200) -> ResponseReturnValue:
    """The login form; the password is never given back."""
    return pages.show("login.html", title=_("Desk: log in"), status=status, form=form, notice=notice)


def weak_password() -> str:
    """What is wrong with a password, and what helps."""
    return _(
        "This password is easy to guess. Take 15 characters or more: best four words with nothing in common."
    )


def _to_draft(handle: str) -> ResponseReturnValue | None:
    """Back to the enquiry whose answer was saved when the login expired."""
    if not handle:
        return None
    kept = drafts.look(service(), who(), handle)
    if kept is None:
        return None
    part = "poznamky" if kept.note else None
    return redirect(url_for("cases.show", number=kept.number, draft=handle, _anchor=part), 303)


def _show_account(
    staff: Staff, form: PasswordForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    left = logins.recovery_codes_left(service(), staff)
    return pages.show(
        "account.html",
        title=_("My account"),
        status=status,
        staff=staff,
        form=form,
        notice=notice,
        codes_left=left,
    )
