"""Asking: the form of each kind, and the page with the receipt."""

import secrets
from functools import partial

from flask import Response, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.intake import addresses
from centre.language.i18n import gettext, on_day
from intake_service.sender.forms import EnquiryForm, enquiry_form
from intake_service.store import receipts
from intake_service.store.db import Unavailable
from intake_service.store.vault import Swapped
from intake_service.web import cookies, guard, pages
from intake_service.web.current import service
from intake_service.work import switches, texts
from intake_service.work.conversation import kinds
from intake_service.work.conversation.kinds import KINDS, Kind
from intake_service.work.enquiry import enquiries
from intake_service.work.gates import Overloaded
from intake_service.work.rate_limits import Flooded, Slowed

NOTE = ".txt"  # after the address of a receipt: the same receipt as a file


def form(kind_id: str) -> ResponseReturnValue:
    """An empty form; that of a real centre may be found by search engines."""
    kind = KINDS[kind_id]
    return _show(kind, enquiry_form(service(), kind, formdata=None))


@guard.gives_back
def send(kind_id: str) -> ResponseReturnValue:
    """Keep what was sent and lead to its receipt; on every failure the text stays in the form."""
    kind = KINDS[kind_id]
    filled = enquiry_form(service(), kind)
    if "switch" in request.form:
        filled.text.data = texts.showable(filled.text.data or "")
        return _show(kind, filled)  # another language, the same words: nothing is sent yet
    if not filled.validate():
        return _show(kind, filled, *filled.refusal)
    if filled.is_of_a_robot(service().settings.form_seconds):
        return _show(kind, filled, notice="asked-once-more", status=422)
    submission = enquiries.Submission(
        kind=kind.id,
        language=g.lang,
        text=filled.data["text"],
        cookie=_sender_cookie(),
        extras=filled.extras(kind),
        attempt=filled.attempt.data or 0,
        email=filled.hint_email,
    )
    try:
        handle = enquiries.send(service(), submission, request.remote_addr)
    except enquiries.AlreadySent:
        filled.attempt.data = submission.attempt + 1
        return _show(kind, filled, notice="already-sent", status=409)
    except (Overloaded, Unavailable, Swapped):
        return _show(kind, filled, notice="overload", status=503)
    except Slowed:
        return _show(kind, filled, notice="slowed", status=429)
    except Flooded:
        return _show(kind, filled, notice="flooded", status=503)
    except enquiries.NotOpenYet:
        return _show(kind, filled, notice="closed-intake", status=503)
    except enquiries.Paused:
        return _show(kind, filled, notice="paused", status=503)
    return redirect(addresses.sent(handle.hex(), g.lang), 303)


def sent(handle: str) -> ResponseReturnValue:
    """The receipt, for the browser that sent; it survives a reload for half an hour."""
    try:
        found = _sent(handle)
    except enquiries.NotShown:
        mailbox = addresses.intake("mailbox", g.lang)
        return pages.show(
            "sent-over.html",
            title=gettext("The code is not shown any more"),
            status=410,
            mailbox=mailbox,
        )
    elsewhere = pages.in_other_languages(partial(addresses.sent, handle))
    thanks = kinds.find(found.kind).thanks
    if thanks:
        return pages.show(
            "thanks.html",
            title=gettext("Thank you"),
            kind=found.kind,
            thanks=thanks,
            elsewhere=elsewhere,
        )
    return pages.show(
        "sent.html",
        title=gettext("We have your message"),
        kind=found.kind,
        receipt=found.receipt,
        answer_day=on_day(found.due_on),
        due_on=found.due_on,
        mailbox=addresses.intake("mailbox", g.lang),
        note=addresses.sent(handle, g.lang) + NOTE,
        elsewhere=elsewhere,
    )


def note(handle: str) -> ResponseReturnValue:
    """The receipt as a text file that tells nothing of us: what to do, by when, and the code."""
    try:
        found = _sent(handle)
    except enquiries.NotShown:
        return redirect(addresses.sent(handle, g.lang), 303)
    if not kinds.find(found.kind).receipt:
        raise NotFound
    code = " ".join(receipts.groups(found.receipt))
    response = Response(f"{gettext('Check the message')} {on_day(found.due_on)}\r\n\r\n{code}\r\n")
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = f'attachment; filename="note{NOTE}"'
    return response


def _show(
    kind: Kind, filled: EnquiryForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    if status == 200 and not enquiries.is_open(service()):
        notice, status = "closed-intake", 503
    now = switches.current(service())
    if status == 200 and now.paused:
        notice, status = "paused", 503
    if status == 200:
        _sender_cookie()
    due_on = switches.answer_day(service(), now)
    return pages.show(
        "ask.html",
        status=status,
        findable=request.method != "POST" and status == 200 and not service().facts.centre.demo,
        title=gettext(kind.title),
        form=filled,
        kind=kind,
        notice=notice,
        answer_day=on_day(due_on),
        due_on=due_on,
        elsewhere=pages.in_other_languages(partial(addresses.intake, kind.id)),
    )


def _sent(handle: str) -> enquiries.Sent:
    """What this browser sent; raises enquiries.NotShown, and NotFound for what can't be a handle."""
    try:
        handle_bytes = bytes.fromhex(handle)
    except ValueError:
        raise NotFound from None
    cookie = cookies.read("sender")
    if not cookie:
        raise enquiries.NotShown
    return enquiries.sent(service(), cookie, handle_bytes)


def _sender_cookie() -> bytes:
    """The sender's 32 random bytes, made at the first visit of a form."""
    cookie = cookies.read("sender")
    if not cookie:
        cookie = secrets.token_bytes(cookies.KEY_BYTES)
        cookies.keep("sender", cookie)
    return cookie
