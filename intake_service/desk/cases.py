"""One enquiry: read, answer, note, close, bin, delete."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk import kept_drafts
from intake_service.desk.access import logged_in_staff, with_staff
from intake_service.desk.forms import AnswerForm, NoteForm
from intake_service.store.db import Unavailable
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work.casework import cases
from intake_service.work.casework.drafts import DraftKind
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.conversation import kinds
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired

bp = Blueprint("cases", __name__)


def gone(_error: NoSuchEnquiry) -> ResponseReturnValue:
    """The enquiry was deleted meanwhile, or never there."""
    return pages.show("gone.html", title=gettext("This enquiry is not here any more"), status=404)


@bp.get("/dotaz/<int:number>")
@with_staff
def show(staff: Staff, number: int) -> ResponseReturnValue:
    """One enquiry; `draft` brings back what an expired login kept_drafts."""
    form = _answer_form(formdata=None)
    note_form = _note_form(formdata=None)
    kept = kept_drafts.bring_back(staff, number, DraftKind.ANSWER, DraftKind.NOTE)
    if kept is None:
        return _show(staff, number, form)
    if kept.kind is DraftKind.NOTE:
        note_form.process(data=kept.fields)
        return _show(
            staff, number, form, gettext("Here is the note you were writing."), note=note_form
        )
    form.process(data=kept.fields)
    return _show(staff, number, form, gettext("Here is the answer you were writing."))


@bp.post("/dotaz/<int:number>/odpoved")
@guard.gives_back
def answer(number: int) -> ResponseReturnValue:
    """Give the answer. A login that has expired keeps it, sealed, until the counsellor is back."""
    form = _answer_form()
    try:
        staff = logged_in_staff()
    except SessionExpired:
        return kept_drafts.keep(number, DraftKind.ANSWER, {"text": form.text.data or ""})
    if not form.validate():
        return _show(staff, number, form, *form.refusal)
    try:
        cases.answer(service(), staff, number, form.text.data or "", after=form.after.data or 0)
    except cases.NewerMessage:
        form.after.data = None
        notice = gettext(
            "Somebody wrote here meanwhile. Read it first; your answer is still below."
        )
        return _show(staff, number, form, notice, 409)
    except Unavailable:
        notice = gettext(
            "The answer could not be saved right now. "
            "It is still here; send it once more in a minute."
        )
        return _show(staff, number, form, notice, 503)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/poznamka")
@guard.gives_back
def note(number: int) -> ResponseReturnValue:
    """Keep a note for colleagues; an expired login keeps it as it keeps an answer."""
    form = _note_form()
    try:
        staff = logged_in_staff()
    except SessionExpired:
        return kept_drafts.keep(number, DraftKind.NOTE, {"note": form.note.data or ""})
    if not form.validate():
        empty = _answer_form(formdata=None)
        return _show(staff, number, empty, *form.refusal, note=form)
    cases.add_note(service(), staff, number, form.note.data or "")
    return redirect(url_for(".show", number=number) + "#poznamky", 303)


@bp.post("/dotaz/<int:number>/zavrit")
@with_staff
def close(_staff: Staff, number: int) -> ResponseReturnValue:
    """Close the conversation."""
    cases.close(service(), number)
    return redirect(url_for(".show", number=number), 303)


@bp.get("/dotaz/<int:number>/smazat")
@with_staff
def ask_delete(staff: Staff, number: int) -> ResponseReturnValue:
    """Ask once before an enquiry goes."""
    title = gettext("Delete enquiry %(number)s?") % {"number": number}
    return pages.show(
        "delete-case.html", title=title, staff=staff, number=number, form=PlainForm(formdata=None)
    )


@bp.post("/dotaz/<int:number>/smazat")
@with_staff
def delete(staff: Staff, number: int) -> ResponseReturnValue:
    """Delete an enquiry for good."""
    cases.delete(service(), staff, number)
    return redirect(url_for("inbox.show"), 303)


def _answer_form(**given: None) -> AnswerForm:
    return AnswerForm(text_max=service().settings.text_max, **given)


def _note_form(**given: None) -> NoteForm:
    return NoteForm(text_max=service().settings.text_max, **given)


def _show(
    staff: Staff,
    number: int,
    form: AnswerForm,
    notice: str | None = None,
    status: int = 200,
    note: NoteForm | None = None,
) -> ResponseReturnValue:
    case = cases.open_case(service(), staff, number)
    form.after.data = form.after.data or case.last_position
    return pages.show(
        "case.html",
        title=gettext("Enquiry %(number)s") % {"number": number},
        status=status,
        staff=staff,
        case=case,
        kind=kinds.find(case.kind),
        form=form,
        note_form=note or _note_form(formdata=None),
        plain=PlainForm(formdata=None),
        notice=notice,
    )
