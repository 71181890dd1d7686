"""Who edits the website from the desk: a session of its own beside the desk's, without a key."""

from functools import partial

from flask import request, url_for
from werkzeug.exceptions import TooManyRequests

from centre.language.i18n import gettext
from intake_service.desk.access import logged_in_staff
from intake_service.desk.duties import DutiesForm
from intake_service.editor.identity import Confirmed, EditorIdentity
from intake_service.web import cookies
from intake_service.web.current import service
from intake_service.work.editing import sessions
from intake_service.work.editing.sessions import LoggedInEditor
from intake_service.work.rate_limits import Flooded, Slowed
from intake_service.work.team import logins, totp
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired

KEY = "editing"
CONFIRMED = "confirmed"


def begin(staff: Staff) -> None:
    """Let somebody who edits go on with it after the desk has locked; a login is a fresh one, also
    for whoever says who may edit."""
    if cookie := sessions.begin(service(), staff):
        cookies.keep(KEY, cookie)
    if staff.edits or staff.coordinates:
        cookies.keep(CONFIRMED, sessions.confirm(service(), staff.id))


def end() -> None:
    """End it, with the login."""
    if cookie := cookies.read(KEY):
        sessions.end(service(), cookie)


def identify() -> EditorIdentity:
    """Who edits now; raises sessions.SessionExpired."""
    editor = sessions.resume(service(), cookies.read(KEY))
    return EditorIdentity(
        name=editor.name, desk=url_for("login.show"), confirm=partial(_confirm, editor)
    )


def confirm(staff: Staff, code: str) -> Confirmed:
    """Whether somebody at the desk has just proved again who they are; takes a fresh code."""
    if sessions.is_confirmed(service(), cookies.read(CONFIRMED), staff.id):
        return Confirmed.YES
    if not code.strip():
        return Confirmed.NO
    try:
        logins.confirm(service(), staff, code, request.remote_addr)
    except totp.WrongCode:
        return Confirmed.WRONG
    except (Slowed, Flooded):
        raise TooManyRequests from None
    cookies.keep(CONFIRMED, sessions.confirm(service(), staff.id))
    return Confirmed.YES


def is_confirmed(staff: Staff, form: DutiesForm) -> bool:
    """Whether a fresh code was given, lately or now; otherwise the form asks for one.

    Who may edit can change a phone on which a life depends.
    """
    match confirm(staff, form.code.data or ""):
        case Confirmed.YES:
            return True
        case Confirmed.WRONG:
            form.ask_for_code(
                gettext("The code is not right. A code from the app works only once.")
            )
        case _:
            form.ask_for_code(
                gettext("Whoever edits can change phones, too, so please write a fresh code.")
            )
    return False


def _confirm(editor: LoggedInEditor, code: str) -> Confirmed:
    if sessions.is_confirmed(service(), cookies.read(CONFIRMED), editor.id):
        return Confirmed.YES
    try:
        staff = logged_in_staff()
    except SessionExpired:
        return Confirmed.LOCKED
    return confirm(staff, code)
