"""How the sender hears of an answer: by a letter that says nothing, or by an entry in their own
calendar."""

import secrets
from datetime import timedelta

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from icalendar import Calendar, Event
from werkzeug.exceptions import NotFound

from centre.language.i18n import gettext
from intake_service import clock
from intake_service.sender.forms import HintForm, SenderForm
from intake_service.sender.mailbox_page import go_on, show_conversation, with_mailbox
from intake_service.sender.translated import TranslatedBlueprint
from intake_service.web import guard
from intake_service.web.current import service
from intake_service.work.enquiry import mailbox, silence
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.post import email_hints

bp = TranslatedBlueprint("notifications", __name__)


@bp.translated_post("mailbox", "/upozorneni")
@guard.gives_back
@with_mailbox
def hint_on(opened: OpenedMailbox) -> ResponseReturnValue:
    """Send an e-mail when there is news; where none would be sent, no address is kept either."""
    form = HintForm()
    if not form.validate():
        return show_conversation(opened, *form.refusal, hint=form)
    if not email_hints.are_offered(service()):
        raise NotFound
    mailbox.set_hint(service(), opened, form.email.data)
    return go_on(opened)


@bp.translated_post("mailbox", "/upozorneni/vypnout")
@guard.gives_back
@with_mailbox
def hint_off(opened: OpenedMailbox) -> ResponseReturnValue:
    """Forget the address."""
    form = SenderForm()
    if not form.validate():
        return show_conversation(opened, *form.refusal)
    mailbox.set_hint(service(), opened, None)
    return go_on(opened)


@bp.translated_get("mailbox", "/pripominka.ics")
@with_mailbox
def reminder(opened: OpenedMailbox) -> ResponseReturnValue:
    """A calendar entry that tells nothing: no code, no address of ours. RFC 5545.

    There is none while nobody of the team shows up, since its day would be a promise.
    """
    if not silence.names_a_day(service()):
        return redirect(url_for("mailbox.show"), 303)
    box = mailbox.contents(service(), opened)
    calendar = Calendar()
    event = Event()
    calendar.add("prodid", "-//reminder//")
    calendar.add("version", "2.0")
    event.add("uid", secrets.token_hex(16))
    event.add("dtstamp", clock.now())
    event.add("dtstart", max(box.due_on, clock.today() + timedelta(1)))
    event.add("summary", gettext("Check the message"))
    calendar.add_component(event)
    response = Response(calendar.to_ical(), mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="reminder.ics"'
    return response
