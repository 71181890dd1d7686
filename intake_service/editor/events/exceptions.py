"""A closure, a holiday, an extra opening: for any days ahead, and the way back from each."""

from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import gettext
from centre.reading.faults import Fault, Faults
from intake_service.editor.access import with_editor
from intake_service.editor.events import publishing
from intake_service.editor.events.exceptions_forms import (
    CLOSURE_FIELDS,
    OPENING_FIELDS,
    ClosureForm,
    OpeningForm,
)
from intake_service.editor.events.publishing import EventForm, Refused
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work.editing.events import exceptions
from intake_service.work.editing.events.exceptions import Exceptional, Prepared
from intake_service.work.editing.saving import Edit, NotInOrder

bp = Blueprint("exceptions", __name__, template_folder="../templates", url_prefix="/vyjimky")


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """What is to come, and the forms for more."""
    try:
        found = exceptions.coming(service(), exceptions.open_exceptions(service()))
    except (Faults, CannotRewrite):
        return _damaged(editor)
    return pages.show(
        "events/exceptions.html",
        title=gettext("Closed, or open beyond the usual hours"),
        editor=editor,
        coming=found,
    )


@bp.get("/zavreno")
@with_editor
def ask_closure(editor: EditorIdentity) -> ResponseReturnValue:
    """From when, until when, where, why."""
    return _show_closure(editor, ClosureForm(formdata=None))


@bp.post("/zavreno")
@guard.gives_back
@with_editor
def close(editor: EditorIdentity) -> ResponseReturnValue:
    """Show the sentence; publish the one that was shown."""
    form = ClosureForm()
    if not form.validate():
        return _show_closure(editor, form, None, *form.refusal)
    fields = form.fields()
    if form.faulty_fields:
        return _show_closure(editor, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        opened = exceptions.open_exceptions(service())
        if form.is_saved(opened):
            return publishing.saved_already()
        prepared = exceptions.close(service(), opened, fields)
    except NotInOrder as error:
        notice = _put(form, error.faults, CLOSURE_FIELDS)
        return _show_closure(editor, form, None, notice, HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Faults, CannotRewrite):
        return _damaged(editor)
    return publishing.publish_once_shown(
        editor,
        form,
        prepared.edit,
        put=partial(_put, form, fields=CLOSURE_FIELDS),
        show=partial(_show_closure, editor, form, prepared),
    )


@bp.get("/otevreno")
@with_editor
def ask_opening(editor: EditorIdentity) -> ResponseReturnValue:
    """Which day, from when to when, where, why."""
    return _show_opening(editor, OpeningForm(formdata=None))


@bp.post("/otevreno")
@guard.gives_back
@with_editor
def open_specially(editor: EditorIdentity) -> ResponseReturnValue:
    """Show the sentence; publish the one that was shown."""
    form = OpeningForm()
    if not form.validate():
        return _show_opening(editor, form, None, *form.refusal)
    fields = form.fields()
    if form.faulty_fields:
        return _show_opening(editor, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        opened = exceptions.open_exceptions(service())
        if form.is_saved(opened):
            return publishing.saved_already()
        edit = exceptions.open_specially(service(), opened, fields)
    except NotInOrder as error:
        notice = _put(form, error.faults, OPENING_FIELDS)
        return _show_opening(editor, form, None, notice, HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Faults, CannotRewrite):
        return _damaged(editor)
    return publishing.publish_once_shown(
        editor,
        form,
        edit,
        put=partial(_put, form, fields=OPENING_FIELDS),
        show=partial(_show_opening, editor, form, edit),
    )


@bp.get("/zrusit/<mark>")
@with_editor
def ask_cancelling(editor: EditorIdentity, mark: str) -> ResponseReturnValue:
    """The sentence that would go."""
    return _cancel(editor, mark, EventForm(formdata=None))


@bp.post("/zrusit/<mark>")
@guard.gives_back
@with_editor
def cancel(editor: EditorIdentity, mark: str) -> ResponseReturnValue:
    """Take it away; as every step, this can be taken back."""
    form = EventForm()
    return _cancel(editor, mark, form, sent=True)


def _cancel(
    editor: EditorIdentity, mark: str, form: EventForm, *, sent: bool = False
) -> ResponseReturnValue:
    try:
        opened = exceptions.open_exceptions(service())
        if sent and form.is_saved(opened):
            return publishing.saved_already()
        coming = exceptions.coming(service(), opened)
        found = next((each for each in coming if each.print == mark), None)
        if found is None:
            raise NotFound
        edit = exceptions.cancel(opened, found)
    except (Faults, CannotRewrite):
        return _damaged(editor)
    if not sent:
        form.was_shown(edit)
        return _show_cancelling(editor, form, found)
    if not form.validate():
        return _show_cancelling(editor, form, found, *form.refusal)
    form.was_shown(edit)
    answer = publishing.publish(editor, form, edit)
    if isinstance(answer, Refused):
        notice = answer.notice or form.put_faults(answer.faults, {})
        return _show_cancelling(editor, form, found, notice, answer.status)
    return answer


def _put(form: EventForm, faults: Sequence[Fault], fields: Mapping[str, str]) -> str | None:
    """The faults at their fields; one of a special opening that a closure would hit is told at the
    first day."""
    own = [each for each in faults if not _is_of_other(each, fields)]
    if len(own) < len(faults):
        message = gettext("On one of these days an extra opening is planned. Cancel it first.")
        form["first"].errors = [message]
    return form.put_faults(own, fields)


def _is_of_other(fault: Fault, fields: Mapping[str, str]) -> bool:
    return fields is CLOSURE_FIELDS and fault.field.startswith("specials.")


def _show_closure(
    editor: EditorIdentity,
    form: ClosureForm,
    prepared: Prepared | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if prepared is None:
        form.shown.data = ""
    return pages.show(
        "events/closure.html",
        title=gettext("We are going to be closed"),
        status=status,
        editor=editor,
        form=form,
        prepared=prepared,
        notice=notice,
    )


def _show_opening(
    editor: EditorIdentity,
    form: OpeningForm,
    edit: Edit | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if edit is None:
        form.shown.data = ""
    return pages.show(
        "events/opening.html",
        title=gettext("We are going to be open beyond the usual hours"),
        status=status,
        editor=editor,
        form=form,
        edit=edit,
        notice=notice,
    )


def _show_cancelling(
    editor: EditorIdentity,
    form: EventForm,
    found: Exceptional,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    return pages.show(
        "events/cancelling.html",
        title=gettext("It does not hold any more"),
        status=status,
        editor=editor,
        form=form,
        found=found,
        notice=notice,
    )


def _damaged(editor: EditorIdentity) -> ResponseReturnValue:
    return publishing.show_damaged(editor, gettext("Closed, or open beyond the usual hours"))
