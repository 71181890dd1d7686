"""The promise of answer days: what it means for those who wait, said first."""

from functools import partial
from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue

from centre.editing import typed
from centre.editing.rewriting import CannotRewrite
from centre.editing.typed import Mistyped
from centre.language.i18n import N_, gettext
from centre.reading.faults import Faults
from intake_service.editor.access import with_editor
from intake_service.editor.events import publishing
from intake_service.editor.events.publishing import EventForm
from intake_service.editor.forms import as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Line
from intake_service.work.editing.events import promise
from intake_service.work.editing.events.promise import Prepared

bp = Blueprint("promise", __name__, template_folder="../templates", url_prefix="/slib")

MOST_DAYS = 15


class PromiseForm(EventForm):
    """Working days until an answer."""

    days = Line(
        N_("Within how many working days we answer"),
        render_kw={"inputmode": "numeric", "size": 3, "required": True},
    )

    def number(self, now: int) -> int | None:
        """The number; None where the field is wrong, which then says so."""
        try:
            found = typed.whole_number(self.days.data or "")
        except Mistyped as error:
            self.days.errors = [as_sentence(error.message)]
            return None
        if not 1 <= found <= MOST_DAYS:
            self.days.errors = [
                gettext("Please write a number from 1 to %s. Longer is no promise.") % MOST_DAYS
            ]
            return None
        if found == now:
            self.days.errors = [gettext("This is what we promise now.")]
            return None
        return found


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """What is promised now."""
    return _show(editor, PromiseForm(formdata=None))


@bp.post("")
@guard.gives_back
@with_editor
def publish(editor: EditorIdentity) -> ResponseReturnValue:
    """Show the sentence; publish the one that was shown."""
    form = PromiseForm()
    if not form.validate():
        return _show(editor, form, None, *form.refusal)
    number = form.number(service().facts.centre.answer_days)
    if number is None:
        return _show(editor, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        prepared = promise.change(service(), number)
    except (Faults, CannotRewrite):
        return publishing.show_damaged(editor, gettext("When we answer"))
    return publishing.publish_once_shown(
        editor,
        form,
        prepared.edit,
        put=partial(form.put_faults, fields={"answer_days": "days"}),
        show=partial(_show, editor, form, prepared),
    )


def _show(
    editor: EditorIdentity,
    form: PromiseForm,
    prepared: Prepared | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if prepared is None:
        form.shown.data = ""
    return pages.show(
        "events/promise.html",
        title=gettext("When we answer"),
        status=status,
        editor=editor,
        promise=promise.promise(service()),
        stands_in=promise.texts_with(service()),
        form=form,
        prepared=prepared,
        notice=notice,
    )
