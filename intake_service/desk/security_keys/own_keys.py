"""One's own security keys: added by a touch, removed by a button."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import PasswordField
from wtforms.validators import Length

from centre.language.i18n import N_, gettext
from intake_service.desk import ids
from intake_service.desk.access import KEY, with_staff
from intake_service.desk.account import wrong_password
from intake_service.desk.forms import NEEDED
from intake_service.desk.security_keys.touching import TouchForm, ask_for_touch
from intake_service.store.db import Unavailable
from intake_service.web import cookies, guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Form, Line
from intake_service.work.gates import Overloaded
from intake_service.work.post import letters
from intake_service.work.rate_limits import Flooded, Slowed
from intake_service.work.security_keys import adding, keys, origins
from intake_service.work.security_keys.adding import TooManyKeys
from intake_service.work.security_keys.ceremonies import AnswerRefused
from intake_service.work.security_keys.keys import NAME_MAX
from intake_service.work.security_keys.origins import DeskOrigin
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff

bp = Blueprint("security_keys", __name__, url_prefix="/ucet/klic")

ASKED = "new-key"
"""Where the cookie keeps which question a new key is asked."""


class NewKeyForm(Form):
    """What a new key is to be called; the password is asked for again."""

    name = Line(N_("What you call it"), validators=[NEEDED, Length(max=NAME_MAX)])
    old = PasswordField(N_("Present password"), validators=[NEEDED])


@bp.get("")
@with_staff
def ask(staff: Staff) -> ResponseReturnValue:
    """A name for a new key, and the password."""
    _here()
    return _ask(staff, NewKeyForm(formdata=None))


@bp.post("")
@guard.gives_back
@with_staff
def begin(staff: Staff) -> ResponseReturnValue:
    """Let the new key be touched."""
    origin = _here()
    form = NewKeyForm()
    if not form.validate():
        return _ask(staff, form, *form.refusal)
    name = (form.name.data or "").strip()
    try:
        question = adding.begin(
            service(), staff, origin, name, form.old.data or "", request.remote_addr
        )
    except TooManyKeys:
        return _ask(staff, form, _too_many(), 409)
    except logins.LoginRefused:
        form.old.errors = [wrong_password()]
        return _ask(staff, form, status=422)
    except (Overloaded, Unavailable, Slowed, Flooded):
        return _ask(staff, form, pages.try_again(), 503)
    return ask_for_touch(
        ASKED,
        question,
        title=gettext("Touch the new key"),
        action=url_for(".finish"),
        is_new=True,
        way_back=url_for("account.show"),
    )


@bp.post("/hotovo")
@with_staff
def finish(staff: Staff) -> ResponseReturnValue:
    """Keep the key that was touched."""
    origin = _here()
    form = TouchForm()
    cookie = cookies.read(ASKED)
    try:
        answer = form.answer.data or ""
        tell = letters.post_account_changed
        adding.finish(service(), staff, origin, cookie, answer, tell=tell)
    except AnswerRefused:
        return _ask(staff, NewKeyForm(formdata=None), _not_added(), 409)
    except TooManyKeys:
        return _ask(staff, NewKeyForm(formdata=None), _too_many(), 409)
    except Unavailable:
        return _ask(staff, NewKeyForm(formdata=None), pages.try_again(), 503)
    return redirect(url_for("account.show", _anchor="klice"), 303)


@bp.post("/<key>/odebrat")
@with_staff
def remove(staff: Staff, key: str) -> ResponseReturnValue:
    """Let a key open nothing any more; wherever else its owner was logged in, they are out."""
    key_id = ids.of_address(key)
    if not any(each.id == key_id for each in keys.mine(service(), staff)):
        raise NotFound
    cookie = keys.remove(service(), staff, key_id, tell=letters.post_account_changed)
    cookies.keep(KEY, cookie)
    return redirect(url_for("account.show", _anchor="klice"), 303)


def _here() -> DeskOrigin:
    """The address at which somebody is now; elsewhere keys do not work, and there is no page."""
    origin = origins.at(service().settings, request.host)
    if origin is None:
        raise NotFound
    return origin


def _ask(
    staff: Staff, form: NewKeyForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    return pages.show(
        "new-key.html",
        title=gettext("A security key"),
        status=status,
        staff=staff,
        form=form,
        notice=notice,
    )


def _not_added() -> str:
    return gettext("The key was not added: nobody touched it in time, or you have it here already.")


def _too_many() -> str:
    return gettext("You have as many keys as one person can have. Remove one first.")
