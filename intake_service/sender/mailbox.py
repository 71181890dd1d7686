"""The mailbox: opened with the receipt, written in again, left, deleted."""

from contextlib import suppress

from flask import redirect, request, session
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.sender.forms import ReceiptForm, ReplyForm
from intake_service.sender.opened import KEY, conversation, door, here, with_mailbox
from intake_service.store.db import Unavailable
from intake_service.store.receipts import Misread
from intake_service.web import cookies, guard, pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.mailbox import OpenedMailbox
from intake_service.work.gates import Overloaded
from intake_service.work.rate_limits import Flooded, Slowed
from intake_service.work.team.sessions import SessionExpired


def show() -> ResponseReturnValue:
    """The conversation, or the place to type the receipt."""
    try:
        return conversation(mailbox.resume(service(), cookies.read(KEY)))
    except SessionExpired:
        return door()


@guard.gives_back
def enter() -> ResponseReturnValue:
    """Open the mailbox with a typed receipt."""
    form = ReceiptForm()
    if not form.validate():
        return door(form, *form.refusal)
    try:
        cookie = mailbox.open_with_receipt(service(), form.receipt.data or "", request.remote_addr)
    except Misread:
        form.receipt.errors = [
            gettext("There is a typing error in the code. Please check it character by character.")
        ]
        return door(form, status=422)
    except mailbox.NothingOpens:
        return door(form, "unknown-code", 404)
    except (Overloaded, Unavailable):
        return door(form, "overload", 503)
    except (Slowed, Flooded):
        return door(form, "slowed-codes", 429)
    cookies.keep(KEY, cookie)
    if form.text.data:
        kept = ReplyForm(formdata=None, text_max=service().settings.text_max)
        kept.text.data = form.text.data
        return conversation(mailbox.resume(service(), cookie), reply=kept)
    return redirect(here(), 303)


@guard.gives_back
@with_mailbox
def reply(opened: OpenedMailbox) -> ResponseReturnValue:
    """Keep a further message."""
    form = ReplyForm(text_max=service().settings.text_max)
    if not form.validate():
        return conversation(opened, *form.refusal, reply=form)
    try:
        text, after = form.text.data or "", form.after.data or 0
        mailbox.write_again(service(), opened, text, after=after, address=request.remote_addr)
    except Unavailable:
        return conversation(opened, "overload", 503, reply=form)
    except Slowed:
        return conversation(opened, "slowed", 429, reply=form)
    return redirect(f"{here()}#novinka", 303)


def gone(_error: mailbox.NothingOpens) -> ResponseReturnValue:
    """The conversation was deleted meanwhile, in another window or after its time."""
    session.pop(KEY, None)
    return door(passage="unknown-code", status=404)


@with_mailbox
def ask_delete(opened: OpenedMailbox) -> ResponseReturnValue:
    """Ask once before everything goes."""
    offer = mailbox.contents(service(), opened).offer
    return pages.show(
        "delete.html",
        title=gettext("Delete the whole conversation?"),
        form=PlainForm(formdata=None),
        published=offer is not None and bool(offer.page),
        back=here(),
    )


@with_mailbox
def delete(opened: OpenedMailbox) -> ResponseReturnValue:
    """Delete the whole conversation."""
    mailbox.delete_all(service(), opened, cookies.read(KEY))
    session.clear()
    response = pages.show("deleted.html", title=gettext("The conversation is deleted"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def leave() -> ResponseReturnValue:
    """Close the mailbox in this browser, also while nothing can be written: its row ends by itself."""
    with suppress(Unavailable):
        mailbox.leave(service(), cookies.read(KEY))
    session.clear()
    response = redirect(here(), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
