"""After the answer: how it helped."""

from flask import redirect
from flask.typing import ResponseReturnValue

from intake_service.sender.forms import FeedbackForm
from intake_service.sender.opened import conversation, here, service, with_mailbox
from intake_service.store.db import Unavailable
from intake_service.web import guard
from intake_service.work import mailbox
from intake_service.work.mailbox import OpenedMailbox


@guard.gives_back
@with_mailbox
def give_feedback(opened: OpenedMailbox) -> ResponseReturnValue:
    """Keep what the sender thinks of the answer."""
    form = FeedbackForm()
    if not form.validate():
        passage, status = ("expired", 400) if form.expired else (None, 422)
        return conversation(opened, passage, status, feedback=form)
    try:
        mailbox.give_feedback(service(), opened, form.feedback)
    except Unavailable:
        return conversation(opened, "overload", 503, feedback=form)
    return redirect(f"{here()}#hodnoceni", 303)
