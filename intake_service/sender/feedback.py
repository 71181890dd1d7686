"""How the answer helped."""

from flask.typing import ResponseReturnValue

from intake_service.sender.forms import FeedbackForm
from intake_service.sender.mailbox_page import go_on, show_conversation, with_mailbox
from intake_service.sender.translated import TranslatedBlueprint
from intake_service.store.db import Unavailable
from intake_service.web import guard
from intake_service.web.current import service
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox

bp = TranslatedBlueprint("feedback", __name__)


@bp.translated_post("mailbox", "/hodnoceni")
@guard.gives_back
@with_mailbox
def give_feedback(opened: OpenedMailbox) -> ResponseReturnValue:
    """Keep what the sender thinks of the answer."""
    form = FeedbackForm()
    if not form.validate():
        return show_conversation(opened, *form.refusal, feedback=form)
    try:
        mailbox.give_feedback(service(), opened, form.feedback)
    except Unavailable:
        return show_conversation(opened, "overload", 503, feedback=form)
    return go_on(opened, "hodnoceni")
