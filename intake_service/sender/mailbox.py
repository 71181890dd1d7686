"""The mailbox: opened with the receipt, then a page with the conversation and two buttons."""

import secrets
from datetime import timedelta
from functools import partial

from flask import Response, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from icalendar import Calendar, Event

from centre import addresses
from centre.words import gettext as _
from centre.words import on_day
from intake_service import clock
from intake_service.sender.forms import HintForm, PlainForm, ReceiptForm, ReplyForm
from intake_service.store.db import Unavailable
from intake_service.store.receipts import Misread
from intake_service.web import cookies, guard, pages
from intake_service.work import hints, mailbox, states, texts
from intake_service.work.brakes import Flooded, Slowed
from intake_service.work.gates import Overloaded
from intake_service.work.service import Service
from intake_service.work.visits import Over

KEY = "mailbox"


def show() -> ResponseReturnValue:
    """The conversation, or the place to type the receipt."""
    try:
        return _conversation(mailbox.resume(_service(), cookies.read(KEY)), None)
    except Over:
        return _door(ReceiptForm(formdata=None))


@guard.gives_back
def enter() -> ResponseReturnValue:
    """Open the mailbox with a typed receipt."""
    form, service = ReceiptForm(), _service()
    if not form.validate():
        return _door(form, passage="expired" if form.expired else None, status=400 if form.expired else 422)
    try:
        cookie = mailbox.enter(service, form.receipt.data or "", request.remote_addr)
    except Misread:
        form.receipt.errors = [
            _("There is a typing error in the code. Please check it character by character.")
        ]
        return _door(form, status=422)
    except mailbox.NothingOpens:
        return _door(form, passage="unknown-code", status=404)
    except (Overloaded, Unavailable):
        return _door(form, passage="overload", status=503)
    except (Slowed, Flooded):
        return _door(form, passage="slowed-codes", status=429)
    cookies.keep(KEY, cookie)
    if form.text.data:
        kept = ReplyForm(formdata=None, text_max=service.settings.text_max)
        kept.text.data = form.text.data
        return _conversation(mailbox.resume(service, cookie), kept)
    return redirect(_here(), 303)


@guard.gives_back
def reply() -> ResponseReturnValue:
    """Keep a further message; an expired visit asks for the receipt and keeps the text."""
    service = _service()
    form = ReplyForm(text_max=service.settings.text_max)
    try:
        opened = mailbox.resume(service, cookies.read(KEY))
    except Over:
        again = ReceiptForm(formdata=None)
        again.text.data = form.text.data
        return _door(again, passage="expired", status=403)
    if not form.validate():
        return _conversation(opened, form, "expired" if form.expired else None, 400 if form.expired else 422)
    try:
        mailbox.write_again(service, opened, form.text.data or "", after=form.after.data or 0)
    except Unavailable:
        return _conversation(opened, form, "overload", 503)
    return redirect(f"{_here()}#novinka", 303)


@guard.gives_back
def hint_on() -> ResponseReturnValue:
    """Send an e-mail when there is news."""
    form = HintForm()
    try:
        opened = mailbox.resume(_service(), cookies.read(KEY))
    except Over:
        return _door(ReceiptForm(formdata=None), passage="expired", status=403)
    if not form.validate():
        passage, status = ("expired", 400) if form.expired else (None, 422)
        return _conversation(opened, None, passage, status, hint_form=form)
    mailbox.turn_hint(_service(), opened, form.email.data)
    return redirect(_here(), 303)


def hint_off() -> ResponseReturnValue:
    """Forget the address."""
    try:
        mailbox.turn_hint(_service(), mailbox.resume(_service(), cookies.read(KEY)), None)
    except Over:
        return _door(ReceiptForm(formdata=None), passage="expired", status=403)
    return redirect(_here(), 303)


def reminder() -> ResponseReturnValue:
    """A calendar entry that tells nothing: no code, no address of ours. RFC 5545."""
    try:
        box = mailbox.look(_service(), mailbox.resume(_service(), cookies.read(KEY)))
    except Over:
        return redirect(_here(), 303)
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//reminder//")
    calendar.add("version", "2.0")
    event.add("uid", secrets.token_hex(16))
    event.add("dtstamp", clock.now())
    event.add("dtstart", max(box.due_on, clock.today() + timedelta(1)))
    event.add("summary", _("Check the message"))
    calendar.add_component(event)
    response = Response(calendar.to_ical(), mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="reminder.ics"'
    return response


def gone(_error: mailbox.NothingOpens) -> ResponseReturnValue:
    """The conversation was deleted meanwhile, in another window or after its time."""
    session.pop(KEY, None)
    form = ReceiptForm(formdata=None)
    form.text.data = texts.showable(request.form.get("text", ""))
    return _door(form, passage="unknown-code", status=404)


def ask_delete() -> ResponseReturnValue:
    """Ask once before everything goes."""
    try:
        mailbox.resume(_service(), cookies.read(KEY))
    except Over:
        return redirect(_here(), 303)
    return pages.show(
        "delete.html", title=_("Delete the whole conversation?"), form=PlainForm(formdata=None), back=_here()
    )


def delete() -> ResponseReturnValue:
    """Delete the whole conversation."""
    service, cookie = _service(), cookies.read(KEY)
    try:
        mailbox.delete_all(service, mailbox.resume(service, cookie), cookie)
    except Over:
        return redirect(_here(), 303)
    session.clear()
    return pages.show("deleted.html", title=_("The conversation is deleted"))


def leave() -> ResponseReturnValue:
    """Close the mailbox in this browser."""
    mailbox.leave(_service(), cookies.read(KEY))
    session.clear()
    response = redirect(_here(), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _conversation(
    opened: mailbox.OpenedMailbox,
    form: ReplyForm | None,
    passage: str | None = None,
    status: int = 200,
    hint_form: HintForm | None = None,
) -> ResponseReturnValue:
    service = _service()
    box = mailbox.look(service, opened)
    if form is None:
        form = ReplyForm(formdata=None, text_max=service.settings.text_max)
    form.after.data = form.after.data or box.last_position  # a repeated reply stays the same message
    return pages.show(
        "mailbox.html",
        title=_("Your conversation"),
        status=status,
        box=box,
        form=form,
        notice=passage,
        state_passage=states.passage(box.state, box.due_on, clock.today()),
        answer_day=on_day(box.due_on),
        delete_day=on_day(box.delete_on),
        leave_form=PlainForm(formdata=None),
        hint_form=(hint_form or HintForm(formdata=None)) if hints.offered(service) else None,
        here=_here(),
        elsewhere=_elsewhere(),
    )


def _door(form: ReceiptForm, passage: str | None = None, status: int = 200) -> ResponseReturnValue:
    return pages.show(
        "door.html",
        title=_("Read the answer"),
        form=form,
        notice=passage,
        status=status,
        here=_here(),
        elsewhere=_elsewhere(),
    )


def _elsewhere() -> list[tuple[str, str, str]]:
    return pages.in_other_languages(partial(addresses.intake, "mailbox"))


def _here() -> str:
    return addresses.intake("mailbox", g.lang)


def _service() -> Service:
    service: Service = current_app.extensions["intake"]
    return service
