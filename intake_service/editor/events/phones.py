"""A new phone number of the centre: where the old one stands, the new one, a fresh code."""

from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import BooleanField

from centre.editing import typed
from centre.editing.rewriting import CannotRewrite
from centre.editing.typed import Mistyped
from centre.language.i18n import N_, gettext
from centre.reading.faults import Faults
from intake_service.editor.access import with_editor
from intake_service.editor.events import publishing
from intake_service.editor.events.publishing import EventForm, Refused
from intake_service.editor.forms import as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Line
from intake_service.work.editing.events import phones
from intake_service.work.editing.events.phones import CentrePhone, TakenBy
from intake_service.work.editing.saving import Edit

bp = Blueprint("phones", __name__, template_folder="../templates", url_prefix="/telefon")


class PhoneForm(EventForm):
    """A new number that somebody has tried."""

    number = Line(
        N_("New number"),
        render_kw={"type": "tel", "inputmode": "tel", "required": True},
    )
    tried = BooleanField(N_("We have called the new number, and it rings with us"))

    def typed_number(self, instead: CentrePhone) -> str | None:
        """The number as the file writes it; None where a field is wrong, which then says so."""
        number = None
        try:
            number = typed.phone(self.number.data or "")
        except Mistyped as error:
            self.number.errors = [as_sentence(error.message)]
        if number == instead.phone.number:
            self.number.errors = [gettext("This is the number of now.")]
        if not self.tried.data:
            self.tried.errors = [gettext("Please call the new number first, then tick this.")]
        return None if self.faulty_fields else number


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """All numbers of the centre."""
    return pages.show(
        "events/phones.html",
        title=gettext("A new phone number"),
        editor=editor,
        phones=phones.phones(service()),
    )


@bp.get("/<purpose>")
@with_editor
def ask(editor: EditorIdentity, purpose: str) -> ResponseReturnValue:
    """Where the number stands, and the field for the new one."""
    return _show(editor, _phone(purpose), PhoneForm(formdata=None))


@bp.post("/<purpose>")
@guard.gives_back
@with_editor
def publish(editor: EditorIdentity, purpose: str) -> ResponseReturnValue:
    """Show the sentence; publish the one that was shown, with a fresh code."""
    found = _phone(purpose)
    form = PhoneForm()
    if not form.validate():
        return _show(editor, found, form, None, *form.refusal)
    number = form.typed_number(found)
    if number is None:
        return _show(editor, found, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        edit = phones.change(service(), found, number)
    except TakenBy as error:
        form.number.errors = [gettext("This number belongs to: %s.") % error.name]
        return _show(editor, found, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Faults, CannotRewrite):
        return publishing.show_damaged(editor, gettext("A new phone number"))
    if not form.was_shown(edit):
        return _show(editor, found, form, edit)
    answer = publishing.publish(editor, form, edit, dangerous=True)
    if isinstance(answer, Refused):
        notice = answer.notice or form.put_faults(answer.faults, {"number": "number"})
        return _show(editor, found, form, edit, notice, answer.status, needs_code=answer.needs_code)
    return answer


def _show(
    editor: EditorIdentity,
    found: CentrePhone,
    form: PhoneForm,
    edit: Edit | None = None,
    notice: str | None = None,
    status: int = 200,
    *,
    needs_code: bool = False,
) -> ResponseReturnValue:
    if edit is None:
        form.shown.data = ""
    return pages.show(
        "events/phone.html",
        title=gettext("A new phone number"),
        status=status,
        editor=editor,
        found=found,
        stands_in=phones.places_with(service(), found),
        form=form,
        edit=edit,
        notice=notice,
        needs_code=needs_code,
    )


def _phone(purpose: str) -> CentrePhone:
    found = phones.phone(service(), purpose)
    if found is None:
        raise NotFound
    return found
