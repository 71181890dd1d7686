"""New season hours: a copy of today's rows, from when, the sentence and the next dates."""

from functools import partial
from http import HTTPStatus

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.editing.events.hours_rows import ComesEveryYear
from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import gettext, time_range
from centre.reading.faults import Faults
from intake_service.editor import notices
from intake_service.editor.access import with_editor
from intake_service.editor.events import publishing
from intake_service.editor.events.season_form import SeasonForm, form_of
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work.editing.events import season
from intake_service.work.editing.events.season import NewHours, PlaceHours, Prepared
from intake_service.work.editing.saving import NotInOrder

bp = Blueprint("season", __name__, template_folder="../templates", url_prefix="/hodiny")


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """The hours of each place as a sentence."""
    found = []
    for place in season.places(service()):
        hours = _hours_of(place.id)
        if hours is None:
            return _damaged(editor)
        found.append(hours)
    return pages.show(
        "events/season-places.html",
        title=gettext("New opening hours"),
        editor=editor,
        places=found,
        name_of=season.name_of,
        in_words=lambda hours: season.in_words([block for _, block in hours.today]),
    )


@bp.get("/<place>")
@with_editor
def ask(editor: EditorIdentity, place: str) -> ResponseReturnValue:
    """A copy of today's rows to change."""
    hours = _hours_of(place)
    if hours is None:
        return _damaged(editor)
    rows = [row for row, _ in hours.today] or [{}]
    return _show(editor, hours, form_of(len(rows), rows))


@bp.post("/<place>")
@guard.gives_back
@with_editor
def publish(editor: EditorIdentity, place: str) -> ResponseReturnValue:
    """Show the sentence; publish the one that was shown."""
    hours = _hours_of(place)
    if hours is None:
        return _damaged(editor)
    rows = int(found) if (found := request.form.get("rows", "")).isdecimal() else 1
    form = form_of(rows + ("add" in request.form))
    if "add" in request.form:
        return _show(editor, hours, form)
    if not form.validate():
        return _show(editor, hours, form, None, *form.refusal)
    if form.is_saved(hours.opened):
        return publishing.saved_already()
    period = form.period()
    wanted_rows = form.wanted_rows()
    if period is None or form.faulty_fields or form.form_errors:
        return _show(editor, hours, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    wanted = NewHours(period, tuple(wanted_rows), drops_planned=bool(form.drops_planned.data))
    try:
        prepared = season.prepare(service(), hours, wanted)
    except NotInOrder as error:
        notice = form.put_row_faults(error.faults)
        return _show(editor, hours, form, None, notice, HTTPStatus.UNPROCESSABLE_ENTITY)
    except ComesEveryYear:
        form.last.errors = [
            gettext(
                "The hours of today come every year, so they cannot be left out just in between. "
                "Leave the last day empty, or write single days as closures."
            )
        ]
        return _show(editor, hours, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    except CannotRewrite:
        return _show(editor, hours, form, None, notices.cannot_rewrite(), HTTPStatus.CONFLICT)
    return publishing.publish_once_shown(
        editor,
        form,
        prepared.edit,
        put=form.put_row_faults,
        show=partial(_show, editor, hours, form, prepared),
    )


def _show(
    editor: EditorIdentity,
    hours: PlaceHours,
    form: SeasonForm,
    prepared: Prepared | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if prepared is None:
        form.shown.data = ""
    return pages.show(
        "events/season.html",
        title=gettext("New opening hours"),
        status=status,
        editor=editor,
        name=season.name_of(hours.place),
        today_words=season.in_words([block for _, block in hours.today]),
        planned_words=season.in_words(hours.planned),
        place=hours.place,
        form=form,
        rows=range(form.rows.data or 0),
        prepared=prepared,
        times=lambda each: time_range(each.start.time(), each.end.time()),
        notice=notice,
    )


def _hours_of(place: str) -> PlaceHours | None:
    """The hours of a place; None where the file cannot be changed here."""
    found = service().facts.places.get(place)
    if found is None:
        raise NotFound
    try:
        return season.open_hours(service(), found)
    except (Faults, CannotRewrite, NotInOrder, KeyError, TypeError, AttributeError):
        return None


def _damaged(editor: EditorIdentity) -> ResponseReturnValue:
    return publishing.show_damaged(editor, gettext("New opening hours"))
