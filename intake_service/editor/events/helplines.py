"""A helpline: „Volali jsme tam, platí“, or a number that has changed."""

from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import TypeAdapter, ValidationError
from werkzeug.exceptions import NotFound
from wtforms import BooleanField

from centre.editing.rewriting import CannotRewrite
from centre.facts.helplines import Helpline
from centre.language.i18n import N_, gettext
from centre.reading.faults import Faults
from centre.reading.values import HelplineNumber
from intake_service.editor.access import with_editor
from intake_service.editor.events import publishing
from intake_service.editor.events.publishing import EventForm, Refused
from intake_service.editor.forms import as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Line
from intake_service.work.editing.events import helplines
from intake_service.work.editing.events.phones import TakenBy
from intake_service.work.editing.saving import Edit

bp = Blueprint("helplines", __name__, template_folder="../templates", url_prefix="/linky")

_NUMBER: TypeAdapter[str] = TypeAdapter(HelplineNumber)
FIELDS = {"number": "number", "source": "source"}


class HelplineForm(EventForm):
    """Another number, how it is known, and that somebody has called it."""

    number = Line(N_("New number"), render_kw={"inputmode": "tel", "required": True})
    source = Line(N_("Where we have it from"), render_kw={"required": True})
    tried = BooleanField(N_("We have called there today, and it is right"))

    def typed_number(self, line: Helpline) -> str | None:
        """The number in threes; None where a field is wrong, which then says so."""
        number = None
        try:
            number = _NUMBER.validate_python((self.number.data or "").strip())
        except ValidationError as error:
            message = str(error.errors()[0].get("ctx", {}).get("message", ""))
            self.number.errors = [as_sentence(message)]
        if number == line.number:
            self.number.errors = [gettext("This is the number of now.")]
        if not (self.source.data or "").strip():
            self.source.errors = [gettext("Please write where we have the number from.")]
        if not self.tried.data:
            self.tried.errors = [gettext("Please call the new number first, then tick this.")]
        return None if self.faulty_fields else number


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """All helplines, the one that waits longest for a call first."""
    return pages.show(
        "events/helplines.html",
        title=gettext("Helplines"),
        editor=editor,
        lines=helplines.lines(service()),
    )


@bp.get("/<line>")
@with_editor
def ask(editor: EditorIdentity, line: str) -> ResponseReturnValue:
    """The number of now, and both ways on."""
    return _show(editor, _line(line), HelplineForm(formdata=None))


@bp.post("/<line>/plati")
@guard.gives_back
@with_editor
def call(editor: EditorIdentity, line: str) -> ResponseReturnValue:
    """Somebody has called: it is right as of today."""
    found = _line(line)
    form = EventForm()
    if not form.validate():
        return _show(editor, found, HelplineForm(formdata=None), None, *form.refusal)
    try:
        edit = helplines.call(service(), found)
    except (Faults, CannotRewrite):
        return publishing.show_damaged(editor, gettext("Helplines"))
    if edit.text == edit.opened.text:  # somebody has done so today
        return publishing.saved_already()
    answer = publishing.publish(editor, form, edit, dangerous=True)
    if isinstance(answer, Refused):
        empty = HelplineForm(formdata=None)
        notice = answer.notice or form.put_faults(answer.faults, {})
        needs = "call" if answer.needs_code else ""
        return _show(editor, found, empty, None, notice, answer.status, needs_code=needs)
    return answer


@bp.post("/<line>")
@guard.gives_back
@with_editor
def publish(editor: EditorIdentity, line: str) -> ResponseReturnValue:
    """Show the sentence; publish the one that was shown, with a fresh code."""
    found = _line(line)
    form = HelplineForm()
    if not form.validate():
        return _show(editor, found, form, None, *form.refusal)
    number = form.typed_number(found)
    if number is None:
        return _show(editor, found, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    source = " ".join((form.source.data or "").split())
    try:
        edit = helplines.change(service(), found, number, source)
    except TakenBy as error:
        form.number.errors = [gettext("This number belongs to: %s.") % error.name]
        return _show(editor, found, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Faults, CannotRewrite):
        return publishing.show_damaged(editor, gettext("Helplines"))
    if not form.was_shown(edit):
        return _show(editor, found, form, edit)
    answer = publishing.publish(editor, form, edit, dangerous=True)
    if isinstance(answer, Refused):
        notice = answer.notice or form.put_faults(answer.faults, FIELDS)
        needs = "number" if answer.needs_code else ""
        return _show(editor, found, form, edit, notice, answer.status, needs_code=needs)
    return answer


def _show(
    editor: EditorIdentity,
    line: Helpline,
    form: HelplineForm,
    edit: Edit | None = None,
    notice: str | None = None,
    status: int = 200,
    *,
    needs_code: str = "",
) -> ResponseReturnValue:
    if edit is None:
        form.shown.data = ""
    return pages.show(
        "events/helpline.html",
        title=str(line.name),
        status=status,
        editor=editor,
        line=line,
        stands_in=helplines.texts_with(service(), line),
        form=form,
        edit=edit,
        notice=notice,
        needs_code=needs_code,
    )


def _line(name: str) -> Helpline:
    found = service().facts.helplines.get(name)
    if found is None:
        raise NotFound
    return found
