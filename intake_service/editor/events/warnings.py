"""A warning: what is going on, until when, what people can do; and its end."""

from functools import partial
from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import gettext
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.reading.faults import Faults
from intake_service.editor.access import with_editor
from intake_service.editor.events import publishing
from intake_service.editor.events.publishing import EventForm, Refused
from intake_service.editor.events.warnings_form import FIELDS, WarningForm, form_of_warning
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work.editing.events import warnings
from intake_service.work.editing.events.warnings import Standing
from intake_service.work.editing.saving import Edit, NotInOrder

bp = Blueprint("warnings", __name__, template_folder="../templates", url_prefix="/varovani")


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """The form, and the warnings of now."""
    return _show(editor, form_of_warning(empty=True))


@bp.post("")
@guard.gives_back
@with_editor
def publish(editor: EditorIdentity) -> ResponseReturnValue:
    """Show how it will be read; publish what was shown."""
    form = form_of_warning()
    if not form.validate():
        return _show(editor, form, None, *form.refusal)
    fields = form.fields()
    if form.faulty_fields:
        return _show(editor, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        opened = warnings.open_warnings(service())
        if form.is_saved(opened):
            return publishing.saved_already()
        edit = warnings.begin(opened, fields)
    except NotInOrder as error:
        notice = form.put_faults(error.faults, FIELDS)
        return _show(editor, form, None, notice, HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Faults, CannotRewrite):
        return publishing.show_damaged(editor, gettext("A warning"))
    return publishing.publish_once_shown(
        editor,
        form,
        edit,
        put=partial(form.put_faults, fields=FIELDS),
        show=partial(_show, editor, form, edit),
    )


@bp.get("/<name>/konec")
@with_editor
def ask_end(editor: EditorIdentity, name: str) -> ResponseReturnValue:
    """The warning that would go."""
    return _end(editor, name, EventForm(formdata=None))


@bp.post("/<name>/konec")
@guard.gives_back
@with_editor
def end(editor: EditorIdentity, name: str) -> ResponseReturnValue:
    """End it before its day."""
    return _end(editor, name, EventForm(), sent=True)


def _end(
    editor: EditorIdentity, name: str, form: EventForm, *, sent: bool = False
) -> ResponseReturnValue:
    notice: str | None = None
    status = 200
    try:
        opened = warnings.open_warnings(service())
        if sent and form.is_saved(opened):
            return publishing.saved_already()
        found = _found(warnings.standing(opened), name)
        edit = warnings.end(opened, found)
    except (Faults, CannotRewrite):
        return publishing.show_damaged(editor, gettext("A warning"))
    if sent and not form.validate():
        notice, status = form.refusal
    elif sent:
        answer = publishing.publish(editor, form, edit)
        if not isinstance(answer, Refused):
            return answer
        notice = answer.notice or form.put_faults(answer.faults, {})
        status = answer.status
    form.was_shown(edit)
    return pages.show(
        "events/warning-end.html",
        title=gettext("It does not hold any more"),
        status=status,
        editor=editor,
        form=form,
        alert=found.alert,
        notice=notice,
    )


def _show(
    editor: EditorIdentity,
    form: WarningForm,
    edit: Edit | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if edit is None:
        form.shown.data = ""
    try:
        standing = warnings.standing(warnings.open_warnings(service()))
    except (Faults, CannotRewrite):
        return publishing.show_damaged(editor, gettext("A warning"))
    return pages.show(
        "events/warning.html",
        title=gettext("A warning"),
        status=status,
        editor=editor,
        standing=standing,
        form=form,
        original=ORIGINAL,
        others=[
            (lang, each.name_for_editors) for lang, each in LANGUAGES.items() if lang != ORIGINAL
        ],
        edit=edit,
        notice=notice,
    )


def _found(standing: list[Standing], name: str) -> Standing:
    found = next((each for each in standing if each.alert.id == name), None)
    if found is None:
        raise NotFound
    return found
