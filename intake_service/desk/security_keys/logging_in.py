"""The login with a security key in the place of a code."""

from flask import Blueprint, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.language.i18n import gettext
from intake_service.desk.forms import KeyLoginForm, LoginForm
from intake_service.desk.kept_drafts import show_login
from intake_service.desk.login import come_in
from intake_service.desk.security_keys.touching import TouchForm, ask_for_touch
from intake_service.store.db import Unavailable
from intake_service.web import cookies, guard, pages
from intake_service.web.current import service
from intake_service.work.gates import Overloaded
from intake_service.work.rate_limits import Flooded, Slowed
from intake_service.work.security_keys import logging_in, origins
from intake_service.work.security_keys.logging_in import MayBeCopied
from intake_service.work.security_keys.origins import DeskOrigin
from intake_service.work.team.logins import LoginRefused

bp = Blueprint("key_login", __name__, url_prefix="/prihlaseni/klic")

ASKED = "key-login"
"""Where the cookie keeps which question the key is asked."""


@bp.post("")
@guard.gives_back
def begin() -> ResponseReturnValue:
    """Take name and password, and ask for a touch whether or not they are right."""
    origin = _here()
    form = KeyLoginForm()
    if not form.validate():
        return show_login(form, *form.refusal)
    name = (form.name.data or "").strip()
    password = form.password.data or ""
    try:
        question = logging_in.begin(service(), origin, name, password, request.remote_addr)
    except (Overloaded, Unavailable, Slowed, Flooded):
        return show_login(form, pages.try_again(), 503)
    return ask_for_touch(
        ASKED,
        question,
        title=gettext("Touch your key"),
        action=url_for(".finish"),
        way_back=url_for("login.show"),
        draft=form.draft.data or "",
    )


@bp.post("/hotovo")
@guard.gives_back
def finish() -> ResponseReturnValue:
    """Open the desk to whoever touched the right key."""
    origin = _here()
    answer = TouchForm()
    again = LoginForm(formdata=None, data={"draft": answer.draft.data})
    if not answer.validate():
        return show_login(again, *answer.refusal)
    cookie = cookies.read(ASKED)
    session.pop(ASKED, None)
    try:
        opened = logging_in.finish(service(), origin, cookie, answer.answer.data or "")
    except MayBeCopied:
        return show_login(again, _may_be_copied(), 403)
    except LoginRefused:
        return show_login(again, _refused(), 403)
    except Unavailable:
        return show_login(again, pages.try_again(), 503)
    return come_in(opened, answer.draft.data or "")


def _here() -> DeskOrigin:
    origin = origins.at(service().settings, request.host)
    if origin is None:
        raise NotFound
    return origin


def _refused() -> str:
    return gettext(
        "Name, password or key is not right, or the key was touched too late. "
        "Begin once more, or use a code."
    )


def _may_be_copied() -> str:
    return gettext(
        "This key counts fewer logins than we do, so there may be a copy of it. It does not log in "
        "any more: use a code, and remove the key at “My account”."
    )
