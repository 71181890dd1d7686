"""What was being written: it is kept, sealed, and found again behind the login or another page."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, TooManyRequests

from centre.language.i18n import gettext
from intake_service.desk.access import KEY
from intake_service.desk.forms import LoginForm
from intake_service.web import cookies, pages
from intake_service.web.current import service
from intake_service.web.given_back import GivenBack
from intake_service.work.casework import drafts
from intake_service.work.casework.drafts import DraftKind, KeptDraft, NotKept, Writer
from intake_service.work.rate_limits import Slowed
from intake_service.work.team.logins import Staff


def show_login(
    form: LoginForm,
    notice: str | None = None,
    status: int = 200,
    kept: Sequence[GivenBack] = (),
) -> ResponseReturnValue:
    """The login form; the password is never given back."""
    return pages.show(
        "login.html",
        title=gettext("Desk: log in"),
        status=status,
        form=form,
        notice=notice,
        kept=kept,
    )


def ask_for_login(number: int, kind: DraftKind, fields: dict[str, str]) -> ResponseReturnValue:
    """Lead to the login with what was written; it waits behind it, sealed to the team."""
    writer = Writer(cookies.read(KEY), request.remote_addr)
    login = LoginForm(formdata=None)
    if writer.cookie and not any(text.strip() for text in fields.values()):
        return show_login(login, status=403)
    try:
        login.draft.data = drafts.keep_for(writer, service(), number, kind, fields)
    except NotKept:
        raise Forbidden from None  # the text goes back: strangers fill no disk
    except Slowed:
        raise TooManyRequests from None
    return show_login(login, _notice(kind), 403)


def asked_for() -> str:
    """The handle of the kept text that this address names, if any."""
    return request.args.get("draft", "")


def bring_back(staff: Staff, number: int, *kinds: DraftKind) -> KeptDraft | None:
    """What this address brings back, if it belongs on this page of this enquiry."""
    kept = drafts.find(service(), staff, asked_for())
    return kept if kept and kept.number == number and kept.kind in kinds else None


def way_back(staff: Staff, handle: str) -> ResponseReturnValue | None:
    """To the page on which a kept text was being written."""
    kept = drafts.find(service(), staff, handle) if handle else None
    if kept is None:
        return None
    match kept.kind:
        case DraftKind.ANSWER:
            address = url_for("cases.show", number=kept.number, draft=handle)
        case DraftKind.NOTE:
            address = url_for("cases.show", number=kept.number, draft=handle, _anchor="poznamky")
        case DraftKind.OFFER:
            address = url_for("publishing.show", number=kept.number, draft=handle)
    return redirect(address, 303)


def _notice(kind: DraftKind) -> str:
    match kind:
        case DraftKind.ANSWER:
            return gettext("Your login has expired. The answer is kept: log in and go on.")
        case DraftKind.NOTE:
            return gettext("Your login has expired. The note is kept: log in and go on.")
        case DraftKind.OFFER:
            return gettext("Your login has expired. The text is kept: log in and go on.")
