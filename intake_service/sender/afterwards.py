"""After the answer: how it helped, and whether it may be published."""

from flask import redirect
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from intake_service.sender.forms import ConsentForm, FeedbackForm
from intake_service.sender.opened import conversation, here, with_mailbox
from intake_service.store.db import Unavailable
from intake_service.web import guard
from intake_service.web.current import service
from intake_service.work.conversation.publication import Consent
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.mailbox import OfferChanged, OpenedMailbox


@guard.gives_back
@with_mailbox
def give_feedback(opened: OpenedMailbox) -> ResponseReturnValue:
    """Keep what the sender thinks of the answer."""
    form = FeedbackForm()
    if not form.validate():
        return conversation(opened, *form.refusal, feedback=form)
    try:
        mailbox.give_feedback(service(), opened, form.feedback)
    except Unavailable:
        return conversation(opened, "overload", 503, feedback=form)
    return redirect(f"{here()}#hodnoceni", 303)


@guard.gives_back
@with_mailbox
def answer_offer(opened: OpenedMailbox) -> ResponseReturnValue:
    """Keep whether the text beside the buttons may be published."""
    form = ConsentForm()
    if not form.validate():
        return conversation(opened, *form.refusal)
    consent = {each.value: each for each in Consent if each is not Consent.ASKED}.get(
        form.answer.data or ""
    )
    if consent is None:
        raise BadRequest
    try:
        mailbox.answer_offer(service(), opened, consent, form.mark.data or "")
    except OfferChanged:
        return conversation(opened, "publication-changed", 409)
    except Unavailable:
        return conversation(opened, "overload", 503)
    return redirect(f"{here()}#zverejneni", 303)
