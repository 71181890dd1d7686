"""Logging in and out."""

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk import editing
from intake_service.desk.access import KEY, home, logged_in_staff
from intake_service.desk.forms import LoginForm
from intake_service.desk.kept_drafts import show_login, way_back
from intake_service.store.db import Unavailable
from intake_service.web import cookies, given_back, guard, pages
from intake_service.web.current import service
from intake_service.work.gates import Overloaded
from intake_service.work.rate_limits import Flooded, Slowed
from intake_service.work.team import logins
from intake_service.work.team.sessions import SessionExpired

bp = Blueprint("login", __name__)


@bp.get("/prihlaseni")
def show() -> ResponseReturnValue:
    """The login."""
    try:
        staff = logged_in_staff()
    except SessionExpired:
        return show_login(LoginForm(formdata=None))
    return redirect(home(staff), 303)


def ask_again(_error: SessionExpired) -> ResponseReturnValue:
    """The login for somebody whose session is over, with what a form had brought."""
    kept = given_back.typed()
    if not kept:
        return redirect(url_for("login.show"), 303)
    notice = gettext("Your login has expired, so nothing was done. What you wrote is below.")
    return show_login(LoginForm(formdata=None), notice, 403, kept)


@bp.post("/prihlaseni")
@guard.gives_back
def enter() -> ResponseReturnValue:
    """Check name, password and code together."""
    form = LoginForm()
    if not form.validate():
        return show_login(form, *form.refusal)
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
            form,
            gettext("Name, password or code is not right. A code from the app works only once."),
            403,
        )
    except logins.NotAdmitted:
        return show_login(
            form, gettext("All is right, but a colleague has to admit you first."), 403
        )
    except (Overloaded, Unavailable, Slowed, Flooded):
        return show_login(form, pages.try_again(), 503)
    return come_in(cookie, form.draft.data or "")


def come_in(cookie: bytes, draft: str) -> ResponseReturnValue:
    """Lead somebody whose factors were right to their first page, or to what they were writing."""
    session.clear()  # nothing from before the login survives it
    cookies.keep(KEY, cookie)
    staff = logged_in_staff()
    editing.begin(staff)
    return way_back(staff, draft) or redirect(home(staff), 303)


@bp.post("/odhlaseni")
def leave() -> ResponseReturnValue:
    """End the session here and at the server."""
    logins.log_out(service(), cookies.read(KEY))
    editing.end()
    session.clear()
    response = redirect(url_for(".show"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
