"""The figures of a year: a table to type into, or pasted from a spreadsheet."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import Field
from wtforms.widgets import TextArea

from centre.editing import typed
from centre.editing.events import pasted_figures
from centre.editing.rewriting import CannotRewrite
from centre.editing.typed import Mistyped
from centre.language.i18n import N_, gettext
from centre.listings.indicators import INDICATORS
from centre.reading.faults import Fault, Faults
from intake_service.editor.access import with_editor
from intake_service.editor.events import publishing
from intake_service.editor.events.publishing import EventForm
from intake_service.editor.forms import as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Line
from intake_service.work.editing.events import figures
from intake_service.work.editing.events.figures import Prepared
from intake_service.work.editing.saving import NotInOrder

bp = Blueprint("figures", __name__, template_folder="../templates", url_prefix="/cisla")

_LOOK: Final = {"inputmode": "numeric", "size": 10}


class FiguresForm(EventForm):
    """A field for each figure; they are added by `_FORM`."""

    pasted = Line(N_("Rows from a spreadsheet"), widget=TextArea())

    @property
    def figures(self) -> dict[str, Field]:
        """The fields by their indicators."""
        return {name: self[name] for name in INDICATORS}

    def wanted(self) -> dict[str, int | None]:
        """What was typed; a field that is wrong says so."""
        found: dict[str, int | None] = {}
        for name, field in self.figures.items():
            text = (field.data or "").strip()
            try:
                found[name] = typed.whole_number(text) if text else None
            except Mistyped as error:
                field.errors = [as_sentence(error.message)]
        return found

    def take_over(self) -> None:
        """Put what was pasted into the fields; each row that means nothing says so."""
        read = pasted_figures.read(self.pasted.data or "")
        for name, value in read.values.items():
            self[name].data = str(value)
        self.pasted.errors = list(read.faults)
        if not read.values and not read.faults:
            self.pasted.errors = [gettext("Please paste the rows with names and numbers first.")]
        if not read.faults:
            self.pasted.data = ""


_FORM: Final[type[FiguresForm]] = type(
    "FormOfFigures",
    (FiguresForm,),
    {name: Line(each.label, render_kw=_LOOK) for name, each in INDICATORS.items()},
)


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """Which year."""
    return pages.show(
        "events/figures-years.html",
        title=gettext("Results of a year"),
        editor=editor,
        years=figures.years(),
    )


@bp.get("/<int:year>")
@with_editor
def ask(editor: EditorIdentity, year: int) -> ResponseReturnValue:
    """The table as it is."""
    _require(year)
    try:
        values: dict[str, Any] = dict(figures.values(figures.open_figures(service()), year))
    except (Faults, CannotRewrite):
        return _damaged(editor)
    return _show(editor, year, _FORM(formdata=None, data=values))


@bp.post("/<int:year>")
@guard.gives_back
@with_editor
def publish(editor: EditorIdentity, year: int) -> ResponseReturnValue:
    """Show what would change; publish what was shown."""
    _require(year)
    form = _FORM()
    if "take_over" in request.form:
        form.take_over()
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.pasted.errors else HTTPStatus.OK
        return _show(editor, year, form, None, None, status)
    if not form.validate():
        return _show(editor, year, form, None, *form.refusal)
    wanted = form.wanted()
    if form.faulty_fields:
        return _show(editor, year, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        opened = figures.open_figures(service())
        if form.is_saved(opened):
            return publishing.saved_already()
        prepared = figures.prepare(service(), opened, year, wanted)
    except NotInOrder as error:
        notice = form.put_faults(error.faults, {name: name for name in INDICATORS})
        return _show(editor, year, form, None, notice, HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Faults, CannotRewrite):
        return _damaged(editor)
    if prepared is None:
        return _show(editor, year, form, None, gettext("Nothing has changed."))

    def put(faults: Sequence[Fault]) -> str | None:
        found = figures.by_indicator(prepared.edit.text, list(faults))
        return form.put_faults(found, {name: name for name in INDICATORS})

    return publishing.publish_once_shown(
        editor, form, prepared.edit, put=put, show=partial(_show, editor, year, form, prepared)
    )


def _show(
    editor: EditorIdentity,
    year: int,
    form: FiguresForm,
    prepared: Prepared | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if prepared is None:
        form.shown.data = ""
    return pages.show(
        "events/figures.html",
        title=gettext("Results of the year %(year)s") % {"year": year},
        status=status,
        editor=editor,
        year=year,
        form=form,
        prepared=prepared,
        notice=notice,
    )


def _require(year: int) -> None:
    if year not in figures.years():
        raise NotFound


def _damaged(editor: EditorIdentity) -> ResponseReturnValue:
    return publishing.show_damaged(editor, gettext("Results of a year"))
