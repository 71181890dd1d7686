"""One enquiry: read, answer, say how long it took, note, close, bin."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from centre.language.i18n import gettext
from intake_service.desk import ids
from intake_service.desk.access import with_counsellor
from intake_service.desk.cases.page import back, bp, button_of_the_case, show_case, window_of
from intake_service.desk.cases.reading import to_be_read_first
from intake_service.desk.forms import CaseForm
from intake_service.store.terms import FindOutcome
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.work.casework import cases, junk
from intake_service.work.casework.seen import NewerMessage, Seen
from intake_service.work.colleagues import calls, first_sentence, reading_rule
from intake_service.work.colleagues.reading import NotNow
from intake_service.work.colleagues.reading_rule import HasToBeRead
from intake_service.work.conversation import kinds
from intake_service.work.conversation.settlement import Reason
from intake_service.work.figures import minutes
from intake_service.work.syringes import counting
from intake_service.work.syringes.counting import Ending
from intake_service.work.team.logins import Staff


@bp.get("/dotaz/<int:number>")
@with_counsellor
def show(staff: Staff, number: int) -> ResponseReturnValue:
    """One enquiry, with what was being written in it."""
    return show_case(staff, number)


@bp.post("/dotaz/<int:number>/odpoved")
@button_of_the_case(needs="text")
def answer(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Give the answer."""
    after = form.position_seen(number)
    window = window_of(staff, number, form)
    text = form.text.data or ""
    try:
        reading_rule.answer(service(), staff, number, text, after=after, window=window)
    except HasToBeRead:
        return show_case(staff, number, form, to_be_read_first(), 409)
    return back(number)


@bp.post("/dotaz/<int:number>/minuty")
@button_of_the_case()
def note_minutes(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Note how many minutes the newest answer took."""
    position = form.position_seen(number)
    try:
        spent = int(request.form.get("minutes", ""))
        minutes.note(service(), staff, number, spent, position=position)
    except ValueError:
        raise BadRequest from None
    return back(number, "odeslano")


@bp.post("/dotaz/<int:number>/poznamka")
@button_of_the_case(needs="note")
def note(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Keep a note for colleagues."""
    window = window_of(staff, number, form)
    called = ids.of_field(form.call.data)
    calls.note(service(), staff, number, form.note.data or "", window=window, called=called)
    return back(number, "poznamky")


@bp.post("/dotaz/<int:number>/zavrit")
@button_of_the_case()
def close(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Close the conversation."""
    cases.close(service(), staff, number, after=form.position_seen(number))
    return back(number)


@bp.post("/dotaz/<int:number>/bez-odpovedi")
@button_of_the_case(needs="reason")
def settle(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Mark that no answer is needed, and why."""
    reason = Reason(form.reason.data)
    cases.settle(service(), staff, number, reason, after=form.position_seen(number))
    return back(number)


@bp.post("/dotaz/<int:number>/vyrizeno")
@button_of_the_case()
def mark_done(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Mark that what was reported is done."""
    ending = Ending(FindOutcome.COLLECTED)
    counting.settle(service(), staff, number, ending, after=form.position_seen(number))
    return back(number)


@bp.post("/dotaz/<int:number>/kos")
@button_of_the_case()
def put_into_bin(_staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Put it into the bin."""
    if junk.put_into_bin(service(), [Seen(number, form.position_seen(number))]).newer:
        raise NewerMessage
    if any(form.typed.values()):
        return back(number)
    return redirect(url_for("inbox.show"), 303)


@bp.post("/dotaz/<int:number>/kos/vratit")
@button_of_the_case()
def take_out(_staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Let it wait again."""
    if junk.take_out(service(), [Seen(number, form.position_seen(number))]).newer:
        raise NewerMessage
    return back(number)


@bp.get("/dotaz/<int:number>/starsi/<int:until>")
@with_counsellor
def older(staff: Staff, number: int, until: int) -> ResponseReturnValue:
    """Earlier messages of a long conversation, up to a position; to be read only."""
    case = cases.open_case(service(), staff, number)
    page = case.page(until)
    if page.is_newest or not page.messages:
        return redirect(url_for(".show", number=number), 303)
    return pages.show(
        "older.html",
        title=gettext("Enquiry %(number)s: older messages") % {"number": number},
        staff=staff,
        case=case,
        kind=kinds.find(case.kind),
        page=page,
    )


@bp.get("/dotaz/<int:number>/poznamky/<int:until>")
@with_counsellor
def older_notes(staff: Staff, number: int, until: int) -> ResponseReturnValue:
    """Earlier notes, up to so many; to be read only."""
    case = cases.open_case(service(), staff, number)
    return pages.show(
        "older-notes.html",
        title=gettext("Enquiry %(number)s: earlier notes") % {"number": number},
        staff=staff,
        case=case,
        notes=case.notes_page(until),
    )


@bp.post("/dotaz/<int:number>/prvni-veta")
@button_of_the_case()
def send_first_sentence(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Send what the centre says first; what stands in the field stays there."""
    case = cases.open_case(service(), staff, number)
    text = first_sentence.words(service(), case)
    if text:  # a broken template is told above the inbox
        first_sentence.send(service(), staff, number, text, after=form.position_seen(number))
    return back(number)


@bp.post("/dotaz/<int:number>/prvni-veta/vlastni")
@button_of_the_case(needs="text")
def send_own_first_sentence(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Send what was typed as the first sentence."""
    after = form.position_seen(number)
    window = window_of(staff, number, form)
    text = form.text.data or ""
    try:
        first_sentence.send_own(service(), staff, number, text, after=after, window=window)
    except NotNow:
        notice = gettext("First sentences go at once only where somebody waits in a crisis.")
        return show_case(staff, number, form, notice, 409)
    return back(number)
