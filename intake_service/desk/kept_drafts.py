"""What was being written: it is kept, sealed, and found again behind the login or another page."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Self

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Conflict, Forbidden, ServiceUnavailable, TooManyRequests

from centre.language.i18n import gettext
from intake_service.desk.access import KEY, logged_in_counsellor
from intake_service.desk.forms import LoginForm, WrittenForm
from intake_service.store.db import Unavailable
from intake_service.web import cookies, pages
from intake_service.web.current import service
from intake_service.web.given_back import GivenBack
from intake_service.work.casework import drafts
from intake_service.work.casework.draft_slots import DraftKind, NotKept
from intake_service.work.casework.draft_windows import (
    Content,
    PageState,
    Unfinished,
    Window,
    read_window,
    window_token,
)
from intake_service.work.casework.drafts import Drafts, Texts, Writer
from intake_service.work.conversation.thread_pages import BESIDE_MAX, first_that_fit
from intake_service.work.rate_limits import Slowed
from intake_service.work.security_keys import origins
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired


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
        takes_keys=origins.at(service().settings, request.host) is not None,
    )


def ask_for_login(number: int, texts: Texts, page: PageState) -> ResponseReturnValue:
    """Lead to the login with what was written; it waits behind it, sealed to the team."""
    login = LoginForm(formdata=None)
    if cookies.read(KEY) and not _is_written(texts):
        return show_login(login, status=403)
    login.draft.data = keep_behind_login(number, texts, page)
    return show_login(login, _notice(texts), 403)


def save(number: int, form: WrittenForm) -> ResponseReturnValue:
    """Seal what stands in the fields of a page whose script saves; it is told by the status."""
    page = replace(form.page_state, is_pressed=False)
    try:
        staff = logged_in_counsellor(number)
    except SessionExpired:
        keep_behind_login(number, form.texts, page)
        return "", HTTPStatus.NO_CONTENT
    if not form.validate():
        raise BadRequest
    window = read_window(service().vault, staff.id, number, page)
    if window is None:
        raise Conflict  # a press of a button says why
    try:
        drafts.keep_all(service(), staff, number, form.texts, window)
    except NotKept:
        raise ServiceUnavailable from None
    return "", HTTPStatus.NO_CONTENT


def new_window(
    staff: Staff,
    number: int,
    unfinished: Drafts,
    shown: Sequence[DraftKind],
    form: WrittenForm | None,
) -> str:
    """What a page says of itself: which kinds of unfinished texts it shows in its fields.

    Where a form comes back, its fields show what was typed in it, and nothing else that is kept.
    """
    contents = unfinished.newest_of(shown)
    if form is not None:
        before = read_window(service().vault, staff.id, number, form.page_state)
        contents = [each for each in contents if before and each.window == before.id]
    revisions = [each.revision for each in contents]
    return window_token(service().vault, staff.id, number, revisions)


@dataclass(frozen=True)
class OtherWindows:
    """What its author has typed in other windows, as much of it as fits beside the fields."""

    contents: Sequence[Content]
    more: int
    """How many have only a link here."""

    @classmethod
    def of(cls, contents: Sequence[Content]) -> Self:
        """Those that fit."""
        fitting = first_that_fit(contents, lambda each: each.whole, BESIDE_MAX)
        return cls(fitting, len(contents) - len(fitting))


def discard(staff: Staff, number: int) -> None:
    """Throw away what was typed in the other window that the button names."""
    drafts.discard(service(), staff, number, request.form.get("other", ""))


def is_away(unfinished: Unfinished) -> bool:
    """Whether its author has typed nothing for so long that others may go on with it."""
    return drafts.is_away(service(), unfinished)


def keep_typed(staff: Staff, number: int, form: WrittenForm) -> None:
    """Seal what was typed when a button is pressed; where that fails, its action fails too and
    says so."""
    if form.expired:
        return  # another site's words, perhaps: they must not cover up what is kept
    window = read_window(service().vault, staff.id, number, form.page_state) or Window.new()
    with suppress(Unavailable, NotKept):
        drafts.keep_all(service(), staff, number, form.texts, window)


def keep_behind_login(number: int, texts: Texts, page: PageState) -> str:
    """Seal what was written after the login has expired; returns its handle.

    Raises Forbidden, with which the text goes back, for strangers, and TooManyRequests.
    """
    writer = Writer(cookies.read(KEY), request.remote_addr)
    try:
        return drafts.keep_for(writer, service(), number, texts, page)
    except NotKept:
        raise Forbidden from None  # strangers fill no disk
    except Slowed:
        raise TooManyRequests from None


def way_back(staff: Staff, handle: str) -> ResponseReturnValue | None:
    """To the page on which a kept text was being written."""
    kept = drafts.find(service(), staff, handle) if handle else None
    if kept is None:
        return None
    match kept.kind:
        case DraftKind.ANSWER:
            address = url_for("cases.show", number=kept.number)
        case DraftKind.NOTE:
            address = url_for("cases.show", number=kept.number, _anchor="poznamky")
        case DraftKind.OFFER:
            address = url_for("publishing.show", number=kept.number)
        case DraftKind.SUPERVISION:
            address = url_for("cases.show", number=kept.number, _anchor="porada")
        case DraftKind.READING:
            address = url_for("reading.show", number=kept.number)
    return redirect(address, 303)


def _is_written(texts: Texts) -> bool:
    return any(text.strip() for fields in texts.values() for text in fields.values())


def _notice(texts: Texts) -> str:
    written = [kind for kind, fields in texts.items() if any(map(str.strip, fields.values()))]
    match written:
        case [DraftKind.NOTE]:
            return gettext("Your login has expired. The note is kept: log in and go on.")
        case [DraftKind.OFFER] | [DraftKind.READING] | [DraftKind.SUPERVISION]:
            return gettext("Your login has expired. The text is kept: log in and go on.")
        case _:
            return gettext("Your login has expired. The answer is kept: log in and go on.")
