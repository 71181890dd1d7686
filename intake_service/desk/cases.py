"""One enquiry: read, answer, note, close, bin, delete.

The page is one form with many buttons: whichever is pressed, what was typed into the other fields
stays. Every button names the newest message that the page showed, and does nothing when there is a
newer one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk import kept_drafts
from intake_service.desk.access import logged_in_counsellor, with_counsellor
from intake_service.desk.forms import CaseForm, SeenForm
from intake_service.store.db import Unavailable
from intake_service.web import given_back, guard, pages
from intake_service.web.current import service
from intake_service.work.casework import cases, deletion, drafts, junk
from intake_service.work.casework.drafts import DraftKind
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.casework.seen import NewerMessage, Seen
from intake_service.work.conversation import kinds
from intake_service.work.conversation.proposals import NotYet
from intake_service.work.conversation.settlement import Reason
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired

bp = Blueprint("cases", __name__)

Action = Callable[[Staff, int, CaseForm], ResponseReturnValue]


def gone(_error: NoSuchEnquiry) -> ResponseReturnValue:
    """The enquiry was deleted meanwhile, or never there; what was typed is given back."""
    return pages.show(
        "gone.html",
        title=gettext("This enquiry is not here any more"),
        status=404,
        kept=given_back.typed(),
    )


def button_of_the_case(*, needs: str = "") -> Callable[[Action], Callable[[int], Any]]:
    """Give a button its login, its form and the page again with everything typed if it fails.

    `needs` is the field that has to be filled in.
    """

    def decorate(action: Action) -> Callable[[int], Any]:
        @guard.gives_back
        @wraps(action)
        def pressed(number: int) -> ResponseReturnValue:
            form = _form(needed=needs)
            try:
                staff = logged_in_counsellor()
            except SessionExpired:
                return kept_drafts.ask_for_login(number, _draft_kind(form.typed), form.typed)
            if not form.validate():
                return _show(staff, number, form, *form.refusal)
            try:
                return action(staff, number, form)
            except NewerMessage:
                return _show(staff, number, form, _wrote_meanwhile(), 409)
            except Unavailable:
                return _show(staff, number, form, _not_saved(), 503)

        return pressed

    return decorate


@bp.get("/dotaz/<int:number>")
@with_counsellor
def show(staff: Staff, number: int) -> ResponseReturnValue:
    """One enquiry; `draft` brings back what was being written."""
    form = _form(formdata=None)
    kept = kept_drafts.bring_back(staff, number, DraftKind.ANSWER, DraftKind.NOTE)
    if kept is None:
        return _show(staff, number, form)
    form.process(data=kept.fields)
    if kept.kind is DraftKind.NOTE:
        return _show(staff, number, form, gettext("Here is the note you were writing."))
    return _show(staff, number, form, gettext("Here is the answer you were writing."))


@bp.post("/dotaz/<int:number>/odpoved")
@button_of_the_case(needs="text")
def answer(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Give the answer."""
    after = form.position_seen(number)
    cases.answer(service(), staff, number, form.text.data or "", after=after)
    return _show_with_the_rest(staff, number, form, spent="text")


@bp.post("/dotaz/<int:number>/poznamka")
@button_of_the_case(needs="note")
def note(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Keep a note for colleagues."""
    cases.add_note(service(), staff, number, form.note.data or "")
    return _show_with_the_rest(staff, number, form, spent="note")


@bp.post("/dotaz/<int:number>/zavrit")
@button_of_the_case()
def close(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Close the conversation."""
    cases.close(service(), number, after=form.position_seen(number))
    return _show_with_the_rest(staff, number, form)


@bp.post("/dotaz/<int:number>/bez-odpovedi")
@button_of_the_case(needs="reason")
def settle(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Mark that no answer is needed, and why."""
    reason = Reason(form.reason.data)
    cases.settle(service(), staff, number, reason, after=form.position_seen(number))
    return _show_with_the_rest(staff, number, form)


@bp.post("/dotaz/<int:number>/vyrizeno")
@button_of_the_case()
def mark_done(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Mark that what was reported is done."""
    cases.settle(service(), staff, number, Reason.DONE, after=form.position_seen(number))
    return _show_with_the_rest(staff, number, form)


@bp.post("/dotaz/<int:number>/kos")
@button_of_the_case()
def put_into_bin(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Put it into the bin."""
    if junk.put_into_bin(service(), [Seen(number, form.position_seen(number))]).newer:
        raise NewerMessage
    if any(form.typed.values()):
        return _show_with_the_rest(staff, number, form)
    return redirect(url_for("inbox.show"), 303)


@bp.post("/dotaz/<int:number>/kos/vratit")
@button_of_the_case()
def take_out(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Let it wait again."""
    if junk.take_out(service(), [Seen(number, form.position_seen(number))]).newer:
        raise NewerMessage
    return _show_with_the_rest(staff, number, form)


@bp.post("/dotaz/<int:number>/smazat/dotaz")
@button_of_the_case()
def start_deleting(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Lead to the question before an enquiry goes; what was typed waits for a no."""
    cases.check_seen(service(), number, after=form.position_seen(number))
    handle = _keep(staff, number, form.typed)
    return redirect(url_for(".ask_delete", number=number, draft=handle), 303)


@bp.post("/dotaz/<int:number>/smazat/zastavit")
@button_of_the_case()
def stop_deleting(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Keep the enquiry, whoever proposed to delete it."""
    deletion.stop(service(), number)
    return _show_with_the_rest(staff, number, form)


@bp.get("/dotaz/<int:number>/smazat")
@with_counsellor
def ask_delete(staff: Staff, number: int) -> ResponseReturnValue:
    """Ask once before an enquiry goes, beside its newest message."""
    return _ask_delete(staff, number)


@bp.post("/dotaz/<int:number>/smazat/navrh")
@with_counsellor
def propose_deletion(staff: Staff, number: int) -> ResponseReturnValue:
    """Propose to delete an enquiry."""
    try:
        deletion.propose(service(), staff, number, after=_position_seen(number))
    except NewerMessage:
        return _ask_delete(staff, number, _wrote_meanwhile(), 409)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/smazat")
@with_counsellor
def delete(staff: Staff, number: int) -> ResponseReturnValue:
    """Delete an enquiry for good, as the second person."""
    try:
        deletion.delete(service(), staff, number, after=_position_seen(number))
    except NewerMessage:
        return _ask_delete(staff, number, _wrote_meanwhile(), 409)
    except NotYet:
        return _ask_delete(staff, number, gettext("A colleague has to agree first."), 409)
    return redirect(url_for("inbox.show"), 303)


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


def _form(**given: Any) -> CaseForm:
    return CaseForm(text_max=service().settings.text_max, **given)


def _position_seen(number: int) -> int:
    """Position of the last message of this enquiry that the question about it showed."""
    seen = {each.number: each.position for each in SeenForm().all_seen}
    return seen.get(number, 0)


def _draft_kind(typed: dict[str, str]) -> DraftKind:
    """What an unfinished page is called: an answer, unless there is only a note."""
    only_a_note = typed["note"].strip() and not typed["text"].strip()
    return DraftKind.NOTE if only_a_note else DraftKind.ANSWER


def _keep(staff: Staff, number: int, typed: dict[str, str]) -> str | None:
    """The handle of what was typed, sealed; None where nothing was."""
    if not any(text.strip() for text in typed.values()):
        return None
    return drafts.keep(service(), staff, number, _draft_kind(typed), typed)


def _show_with_the_rest(
    staff: Staff, number: int, form: CaseForm, *, spent: str = ""
) -> ResponseReturnValue:
    """Lead to the page of the enquiry with all that was typed but the field that is `spent`."""
    handle = _keep(staff, number, {**form.typed, **({spent: ""} if spent else {})})
    return redirect(url_for(".show", number=number, draft=handle), 303)


def _wrote_meanwhile() -> str:
    return gettext("Somebody wrote here meanwhile. Read it first; what you typed is still below.")


def _not_saved() -> str:
    return gettext(
        "This could not be saved right now. What you typed is still here; "
        "press the button once more in a minute."
    )


def _show(
    staff: Staff, number: int, form: CaseForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    case = cases.open_case(service(), staff, number)
    form.seen.data = str(case.seen)
    form.reason.data = form.reason.data or case.usual_reason or ""
    return pages.show(
        "case.html",
        title=gettext("Enquiry %(number)s") % {"number": number},
        status=status,
        staff=staff,
        case=case,
        kind=kinds.find(case.kind),
        page=case.page(),
        form=form,
        notice=notice,
    )


def _ask_delete(
    staff: Staff, number: int, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    shown = cases.newest_message(service(), staff, number)
    return pages.show(
        "delete-case.html",
        title=gettext("Delete enquiry %(number)s?") % {"number": number},
        status=status,
        staff=staff,
        number=number,
        message=shown.message,
        proposal=deletion.proposal(service(), number),
        form=SeenForm.of([shown.seen]),
        draft=kept_drafts.asked_for(),
        notice=notice,
    )
