"""One's own account: the password, the authenticator app, recovery codes."""

import segno
from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from centre.language.i18n import gettext
from intake_service.desk import duties
from intake_service.desk.access import KEY, with_staff
from intake_service.desk.forms import FactorForm, LettersForm, PasswordForm
from intake_service.store.db import Unavailable
from intake_service.store.terms import LetterChoice
from intake_service.web import cookies, guard, pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work.gates import Overloaded
from intake_service.work.post import letters, wishes
from intake_service.work.rate_limits import Flooded, Slowed
from intake_service.work.security_keys import keys, origins
from intake_service.work.team import login_days, logins, totp
from intake_service.work.team.logins import Staff
from intake_service.work.team.passwords import WeakPassword

bp = Blueprint("account", __name__, url_prefix="/ucet")


@bp.get("")
@with_staff
def show(staff: Staff) -> ResponseReturnValue:
    """Password and recovery codes."""
    return _show(staff, PasswordForm(formdata=None))


@bp.post("")
@guard.gives_back
@with_staff
def change_password(staff: Staff) -> ResponseReturnValue:
    """Change the password; the old one is asked for again."""
    form = PasswordForm()
    if not form.validate():
        return _show(staff, form, *form.refusal)
    if form.password.data != form.again.data:
        form.again.errors = [gettext("The two passwords differ.")]
        return _show(staff, form, status=422)
    try:
        cookie = logins.change_password(
            service(),
            staff,
            form.old.data or "",
            form.password.data or "",
            request.remote_addr,
            tell=letters.post_account_changed,
        )
    except WeakPassword:
        form.password.errors = [weak_password()]
        return _show(staff, form, status=422)
    except logins.LoginRefused:
        form.old.errors = [wrong_password()]
        return _show(staff, form, status=422)
    except (Overloaded, Unavailable, Slowed, Flooded):
        return _show(staff, form, pages.try_again(), 503)
    cookies.keep(KEY, cookie)
    notice = gettext("The password is changed. Wherever else you were logged in, you are out.")
    return _show(staff, PasswordForm(formdata=None), notice)


@bp.post("/dopisy")
@guard.gives_back
@with_staff
def choose_letters(staff: Staff) -> ResponseReturnValue:
    """Let other letters come from now on."""
    form = LettersForm()
    if not form.validate():
        return _show(staff, PasswordForm(formdata=None), *form.refusal)
    wishes.choose(service(), staff, LetterChoice(form.letters.data))
    notice = gettext("From now on e-mails come as you have chosen.")
    return _show(staff, PasswordForm(formdata=None), notice)


@bp.post("/odhlasit-vsude")
@with_staff
def end_everywhere(staff: Staff) -> ResponseReturnValue:
    """End all sessions of this person, this one too."""
    logins.end_everywhere(service(), staff)
    session.clear()
    return redirect(url_for("login.show"), 303)


@bp.get("/telefon")
@with_staff
def ask_factor(staff: Staff) -> ResponseReturnValue:
    """A secret for another phone."""
    form = FactorForm(formdata=None)
    form.secret.data = totp.new_secret()
    return _ask_factor(staff, form)


@bp.post("/telefon")
@guard.gives_back
@with_staff
def change_factor(staff: Staff) -> ResponseReturnValue:
    """Take another authenticator, and show new recovery codes once; the password is asked for
    again."""
    form = FactorForm()
    if not totp.is_secret(form.secret.data or ""):
        form.secret.data = totp.new_secret()  # tampered with: the page starts anew
    if not form.validate():
        return _ask_factor(staff, form, *form.refusal)
    try:
        factor = logins.change_second_factor(
            service(),
            staff,
            form.old.data or "",
            form.secret.data or "",
            form.code.data or "",
            request.remote_addr,
            tell=letters.post_account_changed,
        )
    except totp.WrongCode:
        form.code.errors = [wrong_code()]
        return _ask_factor(staff, form, status=422)
    except logins.LoginRefused:
        form.old.errors = [wrong_password()]
        return _ask_factor(staff, form, status=422)
    except (Overloaded, Unavailable, Slowed, Flooded):
        return _ask_factor(staff, form, pages.try_again(), 503)
    cookies.keep(KEY, factor.cookie)
    return pages.show(
        "codes.html",
        title=gettext("Keep your recovery codes"),
        staff=staff,
        codes=factor.recovery_codes,
    )


def weak_password() -> str:
    """What is wrong with a password, and what helps."""
    return gettext(
        "This password is easy to guess. Take 15 characters or more: "
        "best four words with nothing in common."
    )


def wrong_password() -> str:
    """What to say to somebody whose present password was asked for again."""
    return gettext("This is not your present password.")


def wrong_code() -> str:
    """What to say when an authenticator was not scanned right."""
    return gettext("This is not the code that the app shows now.")


def qr_code(secret: str, name: str) -> Markup:
    """The QR code of a TOTP secret."""
    uri = totp.uri(secret, name, str(service().facts.centre.name))
    return Markup(segno.make(uri, error="m").svg_inline(scale=4, border=2))  # noqa: S704 - drawn by us


def _show(
    staff: Staff, form: PasswordForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    left = logins.recovery_codes_left(service(), staff)
    return pages.show(
        "account.html",
        title=gettext("My account"),
        status=status,
        staff=staff,
        form=form,
        notice=notice,
        duties=duties.in_words(staff.duties),
        codes_left=left,
        login_days=login_days.recent(service(), staff.id),
        letters_form=LettersForm(
            formdata=None, data={"letters": wishes.choice(service(), staff).value}
        ),
        letters_to=wishes.own_address(service(), staff),
        keys=keys.mine(service(), staff),
        takes_keys=origins.at(service().settings, request.host) is not None,
        plain=PlainForm(formdata=None),
    )


def _ask_factor(
    staff: Staff, form: FactorForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    secret = form.secret.data or ""
    return pages.show(
        "factor.html",
        title=gettext("Another phone"),
        status=status,
        staff=staff,
        form=form,
        secret=secret,
        qr=qr_code(secret, staff.name),
        notice=notice,
    )
