"""A new colleague, or somebody who left: what the website says of the team, and the way to the
desk."""

from functools import partial
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import gettext, language_names
from centre.reading.faults import Faults
from intake_service.editor.access import with_editor
from intake_service.editor.events import publishing
from intake_service.editor.events.publishing import EventForm
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work.editing.events import colleagues
from intake_service.work.editing.saving import Edit

bp = Blueprint("colleagues", __name__, template_folder="../templates", url_prefix="/kolegove")

OFFERED: Final = ("cs", "en", "uk", "sk", "ru", "pl", "de", "vi")
"""Languages that people who come to a Czech centre speak; others stay as they are in the file."""


class ColleaguesForm(EventForm):
    """A tick for each language; they are added by `_form`."""

    def chosen(self) -> list[str]:
        """The languages that are ticked; none of them is told at the first field."""
        now = service().facts.centre.answers_in
        offered = _offered()
        found = [lang for lang in now if self[f"lang_{lang}"].data]
        found += [lang for lang in offered if lang not in now and self[f"lang_{lang}"].data]
        if not found:
            self[f"lang_{offered[0]}"].errors = [gettext("Please tick at least one language.")]
        return found


def _offered() -> list[str]:
    return list(dict.fromkeys((*OFFERED, *service().facts.centre.answers_in)))


def _form(data: dict[str, Any] | None = None) -> ColleaguesForm:
    """As it was sent, or with what the file says."""
    fields = {f"lang_{lang}": BooleanField(language_names([lang])) for lang in _offered()}
    made: type[ColleaguesForm] = type("FormOfLanguages", (ColleaguesForm,), fields)
    return made() if data is None else made(formdata=None, data=data)


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """The languages of now."""
    now = service().facts.centre.answers_in
    return _show(editor, _form({f"lang_{lang}": True for lang in now}))


@bp.post("")
@guard.gives_back
@with_editor
def publish(editor: EditorIdentity) -> ResponseReturnValue:
    """Show the sentence; publish the one that was shown."""
    form = _form()
    if not form.validate():
        return _show(editor, form, None, *form.refusal)
    chosen = form.chosen()
    if form.faulty_fields:
        return _show(editor, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        edit = colleagues.change(service(), chosen)
    except (Faults, CannotRewrite):
        return publishing.show_damaged(editor, gettext("A new colleague, or somebody left"))
    if edit is None:
        return _show(editor, form, None, gettext("Nothing has changed."))
    return publishing.publish_once_shown(
        editor,
        form,
        edit,
        put=partial(form.put_faults, fields={}),
        show=partial(_show, editor, form, edit),
    )


def _show(
    editor: EditorIdentity,
    form: ColleaguesForm,
    edit: Edit | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if edit is None:
        form.shown.data = ""
    return pages.show(
        "events/colleagues.html",
        title=gettext("A new colleague, or somebody left"),
        status=status,
        editor=editor,
        languages=[form[f"lang_{lang}"] for lang in _offered()],
        form=form,
        edit=edit,
        notice=notice,
    )
