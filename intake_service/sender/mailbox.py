"""The mailbox: opened with the receipt, written in again, left, deleted."""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.sender.forms import ReceiptForm, ReplyForm, SenderForm
from intake_service.sender.leaving import forget_visitor
from intake_service.sender.mailbox_page import (
    KEY,
    go_on,
    show_code_form,
    show_conversation,
    with_mailbox,
)
from intake_service.sender.translated import TranslatedBlueprint, in_other_languages
from intake_service.store.db import Unavailable
from intake_service.store.receipts import Misread
from intake_service.web import cookies, guard, pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.enquiries import NotOpenYet
from intake_service.work.enquiry.opened_mailbox import NothingOpens, OpenedMailbox
from intake_service.work.gates import Overloaded
from intake_service.work.rate_limits import Later, Slowed
from intake_service.work.team.sessions import SessionExpired

bp = TranslatedBlueprint("mailbox", __name__)


@bp.translated_get("mailbox")
def show() -> ResponseReturnValue:
    """The conversation, or the place to type the receipt."""
    try:
        return show_conversation(mailbox.resume(service(), cookies.read(KEY)))
    except SessionExpired:
        return show_code_form()


@bp.translated_get("mailbox", "/starsi/<int:until>")
@with_mailbox
def older(opened: OpenedMailbox, until: int) -> ResponseReturnValue:
    """Earlier messages of a long conversation, up to a position; to be read only."""
    page = mailbox.contents(service(), opened).page(until)
    if page.is_newest or not page.messages:
        return redirect(url_for("mailbox.show"), 303)
    return pages.show(
        "older.html",
        title=gettext("Your conversation: older messages"),
        page=page,
        elsewhere=in_other_languages("mailbox.older", until=until),
    )


@bp.translated_post("mailbox")
@guard.gives_back
def enter() -> ResponseReturnValue:
    """Open the mailbox with a typed receipt."""
    form = ReceiptForm()
    if not form.validate():
        return show_code_form(form, *form.refusal)
    try:
        cookie = mailbox.open_with_receipt(service(), form.receipt.data or "", request.remote_addr)
    except Misread:
        form.receipt.errors = [
            gettext("There is a typing error in the code. Please check it character by character.")
        ]
        return show_code_form(form, status=422)
    except NothingOpens:
        return show_code_form(form, "unknown-code", 404)
    except mailbox.OpenOnce as once:
        return show_conversation(
            once.opened, "read-only", reply=_brought_along(form), only_read=True
        )
    except NotOpenYet:
        return show_code_form(form, "closed-intake", 503)
    except (Overloaded, Unavailable):
        return show_code_form(form, "overload", 503)
    except Later as slowed:
        return show_code_form(form, "slowed-codes", 429, wait=slowed.seconds)
    cookies.keep(KEY, cookie)
    if form.text.data:
        return show_conversation(mailbox.resume(service(), cookie), reply=_brought_along(form))
    return redirect(url_for("mailbox.show"), 303)


def _brought_along(form: ReceiptForm) -> ReplyForm:
    """A reply that was written while the mailbox was closed."""
    reply = ReplyForm(formdata=None, text_max=service().settings.text_max)
    reply.text.data = form.text.data
    return reply


@bp.translated_post("mailbox", "/napsat")
@guard.gives_back
@with_mailbox
def reply(opened: OpenedMailbox) -> ResponseReturnValue:
    """Keep a further message."""
    form = ReplyForm(text_max=service().settings.text_max)
    if not form.validate():
        return show_conversation(opened, *form.refusal, reply=form)
    text = form.text.data or ""
    after = form.after.data or 0
    try:
        mailbox.write_again(service(), opened, text, after=after, address=request.remote_addr)
    except Unavailable:
        return show_conversation(opened, "overload", 503, reply=form)
    except mailbox.ConversationFull:
        return show_conversation(opened, "conversation-full", 409, reply=form)
    except Slowed as slowed:
        return show_conversation(opened, "slowed", 429, reply=form, wait=slowed.seconds)
    sent = ReplyForm(formdata=None, text_max=service().settings.text_max)
    return go_on(opened, "novinka", reply=sent)


@bp.translated_post("mailbox", "/rozepsane")
@guard.gives_back
@with_mailbox
def keep_typed(opened: OpenedMailbox) -> ResponseReturnValue:
    """Enter in a short field: nothing is sent, and all that was typed stays."""
    form = SenderForm()
    if not form.validate():
        return show_conversation(opened, *form.refusal)
    return show_conversation(opened, "nothing-sent")


def gone(_error: NothingOpens) -> ResponseReturnValue:
    """The conversation was deleted meanwhile, in another window or after its time."""
    session.pop(KEY, None)
    return show_code_form(passage="unknown-code", status=404)


@bp.translated_get("mailbox", "/smazat")
@with_mailbox
def ask_delete(opened: OpenedMailbox) -> ResponseReturnValue:
    """Ask once before everything goes."""
    offer = mailbox.contents(service(), opened).offer
    return pages.show(
        "delete.html",
        title=gettext("Delete the whole conversation?"),
        form=PlainForm(formdata=None),
        published=offer is not None and bool(offer.page),
    )


@bp.translated_post("mailbox", "/smazat")
@with_mailbox
def delete(opened: OpenedMailbox) -> ResponseReturnValue:
    """Delete the whole conversation."""
    mailbox.delete_all(service(), opened, cookies.read(KEY))
    return forget_visitor(pages.show("deleted.html", title=gettext("The conversation is deleted")))


@bp.translated_post("mailbox", "/zavrit")
def leave() -> ResponseReturnValue:
    """Close the mailbox in this browser."""
    return forget_visitor(redirect(url_for("mailbox.show"), 303))
