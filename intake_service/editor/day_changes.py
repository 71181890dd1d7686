"""„Dnes nejedeme“: today's places, what changes, the sentence for readers, and it is on the web."""

from datetime import date

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.editing.opened_file import ChangedMeanwhile
from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import gettext
from centre.reading.faults import Faults
from intake_service import clock
from intake_service.editor import notices
from intake_service.editor.access import with_editor
from intake_service.editor.events import EVENTS
from intake_service.editor.forms import DayChangeForm, as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work.editing import dangerous_changes, day_changes, saving
from intake_service.work.editing.day_changes import (
    Change,
    DayChange,
    Effect,
    PlaceOnDay,
)
from intake_service.work.editing.saving import CannotWrite, NotInOrder

bp = Blueprint("day_changes", __name__, template_folder="templates")


@bp.get("/")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """Today's places, and those of the days to come."""
    today = clock.today()
    return pages.show(
        "today.html",
        title=gettext("Website: today"),
        editor=editor,
        today=today,
        places=day_changes.places_on(service(), today),
        ahead=day_changes.days_ahead(service()),
        dangerous=dangerous_changes.unseen(service()),
        events=[(endpoint, gettext(name)) for endpoint, name in EVENTS],
    )


@bp.get("/den/<day>/<place>")
@with_editor
def choose(editor: EditorIdentity, day: str, place: str) -> ResponseReturnValue:
    """What changes at a place on a day."""
    at = _place_on(day, place)
    return pages.show(
        "day-choices.html",
        title=at.title,
        editor=editor,
        at=at,
        choices=[
            (change.value, day_changes.label(change, outreach=at.is_outreach)) for change in Change
        ],
        today=clock.today(),
    )


@bp.get("/den/<day>/<place>/<change>")
@with_editor
def ask(editor: EditorIdentity, day: str, place: str, change: str) -> ResponseReturnValue:
    """Why and how long, with the sentence that readers will see."""
    at = _place_on(day, place)
    return _show(editor, at, _change(change), DayChangeForm(formdata=None))


@bp.post("/den/<day>/<place>/<change>")
@guard.gives_back
@with_editor
def publish(editor: EditorIdentity, day: str, place: str, change: str) -> ResponseReturnValue:
    """Publish the sentence that was shown; another one is shown first."""
    at = _place_on(day, place)
    wanted_change = _change(change)
    form = DayChangeForm()
    if not form.validate():
        return _show(editor, at, wanted_change, form, *form.refusal)
    wanted = form.wanted(at, wanted_change)
    if wanted is None:
        return _show(editor, at, wanted_change, form, None, 422)
    if form.shown.data != wanted.mark:
        return _show(editor, at, wanted_change, form)
    return _publish(editor, form, wanted)


def _publish(editor: EditorIdentity, form: DayChangeForm, wanted: DayChange) -> ResponseReturnValue:
    words = day_changes.effect(service(), wanted).sentence
    try:
        opened = saving.open_file(service(), day_changes.FILE)
        if day_changes.stands_there(opened, wanted):  # the button was pressed twice
            return redirect(url_for("steps.show"), 303)
        everywhere = list(service().facts.places)
        edit = day_changes.edit(opened, wanted, everywhere, words)
        step = saving.save(service(), editor.name, edit)
    except NotInOrder as error:
        notice = " ".join(as_sentence(fault.message) for fault in error.faults)
        return _show(editor, wanted.at, wanted.change, form, notice, 422)
    except (Faults, CannotRewrite):
        notice = gettext(
            "The file of closures is damaged, so nothing can be added to it here. "
            "Please tell whoever looks after the website."
        )
        return _show(editor, wanted.at, wanted.change, form, notice, 409)
    except ChangedMeanwhile:
        notice = notices.changed_meanwhile()
        return _show(editor, wanted.at, wanted.change, form, notice, 409)
    except CannotWrite:
        notice = notices.cannot_write()
        return _show(editor, wanted.at, wanted.change, form, notice, 503)
    return redirect(url_for("steps.done", number=step.number), 303)


def _show(
    editor: EditorIdentity,
    at: PlaceOnDay,
    change: Change,
    form: DayChangeForm,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    wanted, effect = _effect(at, change, form)
    form.shown.data = wanted.mark if wanted else ""
    return pages.show(
        "day-change.html",
        title=day_changes.label(change, outreach=at.is_outreach),
        status=status,
        editor=editor,
        at=at,
        change=change,
        closes=change is Change.CLOSED,
        form=form,
        effect=effect,
        notice=notice,
        today=clock.today(),
    )


def _effect(
    at: PlaceOnDay, change: Change, form: DayChangeForm
) -> tuple[DayChange | None, Effect | None]:
    """What the fields mean as they are, once they mean something."""
    if form.faulty_fields or (change is not Change.CLOSED and not form.time.data):
        return None, None
    wanted = form.wanted(at, change)
    return wanted, day_changes.effect(service(), wanted) if wanted else None


def _change(name: str) -> Change:
    try:
        return Change(name)
    except ValueError:
        raise NotFound from None


def _place_on(day: str, place: str) -> PlaceOnDay:
    try:
        found = day_changes.place_on(service(), date.fromisoformat(day), place)
    except (ValueError, OverflowError):
        raise NotFound from None
    if found is None or found.day < clock.today():
        raise NotFound
    return found
