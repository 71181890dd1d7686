"""The page after sending: the receipt, or thanks where nobody waits for an answer."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.language.i18n import gettext, on_day
from centre.language.typography import unbroken
from intake_service.sender.translated import TranslatedBlueprint, in_other_languages
from intake_service.store import receipts
from intake_service.web import cookies, pages
from intake_service.web.current import service
from intake_service.work.conversation import kinds
from intake_service.work.enquiry import enquiries, silence

bp = TranslatedBlueprint("receipt", __name__)


@bp.translated_get("sent", "<handle>")
def show(handle: str) -> ResponseReturnValue:
    """The receipt, for the browser that sent; it survives a reload for half an hour."""
    try:
        found = _sent(handle)
    except enquiries.NotShown:
        return pages.show(
            "receipt-over.html", title=gettext("The code is not shown any more"), status=410
        )
    elsewhere = in_other_languages(".show", handle=handle)
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
        "receipt.html",
        title=gettext("We have your message"),
        kind=found.kind,
        receipt=found.receipt,
        promised=silence.names_a_day(service()),
        answer_day=unbroken(on_day(found.due_on)),
        due_on=found.due_on,
        handle=handle,
        elsewhere=elsewhere,
    )


@bp.translated_get("sent", "<handle>.txt")
def note(handle: str) -> ResponseReturnValue:
    """The receipt as a text file that tells nothing of us: what to do, by when, and the code.

    While nobody of the team shows up, it names no day.
    """
    try:
        found = _sent(handle)
    except enquiries.NotShown:
        return redirect(url_for(".show", handle=handle), 303)
    if not kinds.find(found.kind).receipt:
        raise NotFound
    code = " ".join(receipts.groups(found.receipt))
    day = f" {on_day(found.due_on)}" if silence.names_a_day(service()) else ""
    response = Response(f"{gettext('Check the message')}{day}\r\n\r\n{code}\r\n")
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = 'attachment; filename="note.txt"'
    return response


def _sent(handle: str) -> enquiries.Sent:
    """What this browser sent; raises enquiries.NotShown, NotFound for what is no handle."""
    try:
        handle_bytes = bytes.fromhex(handle)
    except ValueError:
        raise NotFound from None
    cookie = cookies.read("sender")
    if not cookie:
        raise enquiries.NotShown
    return enquiries.sent(service(), cookie, handle_bytes)
