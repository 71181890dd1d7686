"""Whether the rewritten question and answer may be published."""

from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from intake_service.sender.forms import ConsentForm
from intake_service.sender.mailbox_page import go_on, show_conversation, with_mailbox
from intake_service.sender.translated import TranslatedBlueprint
from intake_service.store.db import Unavailable
from intake_service.web import guard
from intake_service.web.current import service
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.mailbox import OfferChanged
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox

bp = TranslatedBlueprint("publication", __name__)


@bp.translated_post("mailbox", "/zverejneni")
@guard.gives_back
@with_mailbox
def answer_offer(opened: OpenedMailbox) -> ResponseReturnValue:
    """Keep whether the text beside the buttons may be published."""
    form = ConsentForm()
    if not form.validate():
        return show_conversation(opened, *form.refusal)
    consent = form.consent
    if consent is None:
        raise BadRequest
    try:
        mailbox.answer_offer(service(), opened, consent, form.mark.data or "")
    except OfferChanged:
        return show_conversation(opened, "publication-changed", 409)
    except Unavailable:
        return show_conversation(opened, "overload", 503)
    return go_on(opened, "zverejneni")
