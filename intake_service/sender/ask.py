"""Asking: the form of each kind of enquiry."""

import secrets
from datetime import date
from typing import Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext, on_day
from centre.language.typography import unbroken
from intake_service.sender import empty_forms, waiting
from intake_service.sender.forms import EnquiryForm, enquiry_form
from intake_service.sender.translated import TranslatedBlueprint, in_other_languages
from intake_service.store.db import Unavailable
from intake_service.store.vault import Swapped
from intake_service.web import cookies, guard, padding, pages
from intake_service.web.current import service
from intake_service.work import texts
from intake_service.work.conversation.kinds import KINDS, Kind
from intake_service.work.enquiry import enquiries, intake
from intake_service.work.enquiry.silence import Silence
from intake_service.work.gates import Overloaded
from intake_service.work.rate_limits import Flooded, Later
from intake_service.work.replies import promises


def blueprint() -> TranslatedBlueprint:
    """The form of each kind in each language."""
    bp = TranslatedBlueprint("ask", __name__)
    for kind in KINDS:
        bp.add_translated(form, kind, kind_id=kind)
        bp.add_translated(send, kind, kind_id=kind, method="POST")
    return bp


def form(kind_id: str) -> ResponseReturnValue:
    """An empty form; that of a real centre may be found by search engines."""
    kind = KINDS[kind_id]
    now = intake.current(service())
    if not now.is_as_usual:
        return _show(kind, enquiry_form(service(), kind, formdata=None))
    _sender_cookie()
    findable = _is_findable()
    due_on = promises.answer_day(service(), kind.id, now.switches)
    html = empty_forms.html(
        kind, due_on, lambda form: _render(kind, form, due_on, findable=findable)
    )
    padding.pad_as_empty_form()
    return pages.respond(html, findable=findable)


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
        handle = enquiries.send(
            service(),
            submission,
            request.remote_addr,
            waited=waiting.waited(filled.ticket.data or "", submission.cookie),
        )
    except enquiries.AlreadySent:
        filled.attempt.data = submission.attempt + 1
        return _show(kind, filled, notice="already-sent", status=409)
    except (Overloaded, Unavailable, Swapped):
        return _show(kind, filled, notice="overload", status=503)
    except Later as later:
        filled.ticket.data = waiting.ticket(filled.ticket.data or "", submission.cookie)
        notice, status = ("flooded", 503) if isinstance(later, Flooded) else ("slowed", 429)
        return _show(kind, filled, notice, status, wait=later.seconds)
    except enquiries.NotOpenYet:
        return _show(kind, filled, notice="closed-intake", status=503)
    except enquiries.Paused:
        return _show(kind, filled, notice="paused", status=503)
    return redirect(url_for("receipt.show", handle=handle.hex()), 303)


def _show(
    kind: Kind,
    filled: EnquiryForm,
    notice: str | None = None,
    status: int = 200,
    *,
    wait: int = 0,
) -> ResponseReturnValue:
    now = intake.current(service())
    if status == 200 and not now.is_set_up:
        notice = "closed-intake"
        status = 503
    if status == 200 and now.is_paused:
        notice = "paused"
        status = 503
    if status == 200 and now.silence is Silence.TOLD:
        notice = notice or "nobody-answers"
    if status == 200:
        _sender_cookie()
    due_on = promises.answer_day(service(), kind.id, now.switches)
    findable = request.method != "POST" and status == 200 and _is_findable()
    html = _render(kind, filled, due_on, notice=notice, status=status, findable=findable, wait=wait)
    return pages.respond(html, status=status, findable=findable, wait=wait)


def _render(
    kind: Kind, filled: EnquiryForm, due_on: date, *, notice: str | None = None, **more: Any
) -> str:
    return pages.render(
        "ask.html",
        title=gettext(kind.title),
        form=filled,
        kind=kind,
        notice=notice,
        answer_day=unbroken(on_day(due_on)),
        due_on=due_on,
        elsewhere=in_other_languages(".form", kind_id=kind.id),
        **more,
    )


def _is_findable() -> bool:
    """Whether search engines may show the empty form."""
    return not service().facts.centre.demo


def _sender_cookie() -> bytes:
    """The sender's 32 random bytes, made at the first visit of a form."""
    cookie = cookies.read("sender")
    if not cookie:
        cookie = secrets.token_bytes(cookies.KEY_BYTES)
        cookies.keep("sender", cookie)
    return cookie
