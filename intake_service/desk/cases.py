"""The inbox and one enquiry: read, answer, note, close, delete."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.words import gettext as _
from intake_service.desk import door
from intake_service.desk.access import service, who, with_staff
from intake_service.desk.forms import AnswerForm, LoginForm, NoteForm, PlainForm
from intake_service.store.db import Unavailable
from intake_service.store.terms import State
from intake_service.web import guard, pages
from intake_service.work import casework, drafts, states, texts
from intake_service.work.kinds import KINDS
from intake_service.work.logins import Staff
from intake_service.work.visits import Over

bp = Blueprint("cases", __name__)


@bp.errorhandler(casework.NoSuchEnquiry)
def _gone(_error: casework.NoSuchEnquiry) -> ResponseReturnValue:
    return pages.show("gone.html", title=_("This enquiry is not here any more"), status=404)


@bp.get("/")
@with_staff
def inbox(staff: Staff) -> ResponseReturnValue:
    """The enquiries of one state, a page at a time."""
    try:
        state = State(request.args.get("stav", State.WAITING.value))
    except ValueError:
        raise NotFound from None
    return pages.show(
        "inbox.html",
        title=_("Enquiries"),
        staff=staff,
        state=state,
        states=states.MEANINGS,
        counts=casework.counts(service()),
        page=casework.inbox(service(), staff, state, request.args.get("za")),
        kinds=KINDS,
        short=texts.first_line,
    )


@bp.get("/dotaz/<int:number>")
@with_staff
def show(staff: Staff, number: int) -> ResponseReturnValue:
    """One enquiry; `draft` brings back an answer that an expired login interrupted."""
    form = _answer_form(formdata=None)
    kept = drafts.look(service(), staff, request.args.get("draft", ""))
    if kept and kept.number == number:
        form.text.data = kept.text
    return _show(staff, number, form, _("Here is the answer you were writing.") if kept else None)


@bp.post("/dotaz/<int:number>/odpoved")
@guard.gives_back
def answer(number: int) -> ResponseReturnValue:
    """Give the answer. A login that has expired keeps it, sealed, until the counsellor is back."""
    form = _answer_form()
    try:
        staff = who()
    except Over:
        login = LoginForm(formdata=None)
        text = form.text.data or ""
        if text.strip():
            login.draft.data = drafts.keep(service(), number, text[: service().settings.text_max])
        return door.show_login(login, _("Your login has expired. The answer is kept: log in and go on."), 403)
    if not form.validate():
        notice = _("The page was open too long. The answer is still here; send it once more.")
        return _show(staff, number, form, notice if form.expired else None, 400 if form.expired else 422)
    try:
        casework.answer(service(), staff, number, form.text.data or "", after=form.after.data or 0)
    except casework.Overtaken:
        form.after.data = None
        notice = _("Somebody wrote here meanwhile. Read it first; your answer is still below.")
        return _show(staff, number, form, notice, 409)
    except Unavailable:
        notice = _(
            "The answer could not be saved right now. It is still here; send it once more in a minute."
        )
        return _show(staff, number, form, notice, 503)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/poznamka")
@guard.gives_back
@with_staff
def note(staff: Staff, number: int) -> ResponseReturnValue:
    """Keep a note for colleagues."""
    form = NoteForm(text_max=service().settings.text_max)
    if not form.validate():
        return _show(staff, number, _answer_form(formdata=None), note=form, status=422)
    casework.add_note(service(), staff, number, form.note.data or "")
    return redirect(url_for(".show", number=number) + "#poznamky", 303)


@bp.post("/dotaz/<int:number>/zavrit")
@with_staff
def close(_staff: Staff, number: int) -> ResponseReturnValue:
    """Close the conversation."""
    casework.close(service(), number)
    return redirect(url_for(".show", number=number), 303)


@bp.get("/dotaz/<int:number>/smazat")
@with_staff
def ask_delete(staff: Staff, number: int) -> ResponseReturnValue:
    """Ask once before an enquiry goes."""
    title = _("Delete enquiry %(number)s?") % {"number": number}
    return pages.show(
        "delete-case.html", title=title, staff=staff, number=number, form=PlainForm(formdata=None)
    )


@bp.post("/dotaz/<int:number>/smazat")
@with_staff
def delete(_staff: Staff, number: int) -> ResponseReturnValue:
    """Delete an enquiry for good."""
    casework.delete_case(service(), number)
    return redirect(url_for(".inbox"), 303)


def _answer_form(**given: None) -> AnswerForm:
    return AnswerForm(text_max=service().settings.text_max, **given)


def _show(
    staff: Staff,
    number: int,
    form: AnswerForm,
    notice: str | None = None,
    status: int = 200,
    note: NoteForm | None = None,
) -> ResponseReturnValue:
    case = casework.open_case(service(), staff, number)
    if not form.after.data:
        form.after.data, form.after.raw_data = case.last_position, None
    return pages.show(
        "case.html",
        title=_("Enquiry %(number)s") % {"number": number},
        status=status,
        staff=staff,
        case=case,
        kind=KINDS[case.kind],
        meaning=states.MEANINGS[case.state],
        form=form,
        note_form=note or NoteForm(formdata=None, text_max=service().settings.text_max),
        plain=PlainForm(formdata=None),
        notice=notice,
    )
