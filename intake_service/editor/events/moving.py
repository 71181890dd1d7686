"""We are moving: a sentence before, the new address on the day, and what else to look at."""

from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import Field
from wtforms.widgets import TextArea

from centre.editing import typed
from centre.editing.rewriting import CannotRewrite
from centre.editing.typed import Mistyped
from centre.facts.places import Address, Premises
from centre.language.i18n import N_, gettext
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.reading.faults import Faults
from centre.reading.models import check
from intake_service import clock
from intake_service.editor.access import with_editor
from intake_service.editor.events import publishing
from intake_service.editor.events.publishing import EventForm
from intake_service.editor.forms import as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Line
from intake_service.work.editing.events import moving
from intake_service.work.editing.saving import Edit, NotInOrder

bp = Blueprint("moving", __name__, template_folder="../templates", url_prefix="/stehovani")

FIELDS: Final = {
    "street": "street",
    "town": "town",
    "postal_code": "postal_code",
    "lat": "coordinates",
    "lon": "coordinates",
    **{f"directions.{lang}": f"directions_{lang}" for lang in LANGUAGES},
    "directions": f"directions_{ORIGINAL}",
}
"""Fields of the form by the last steps of the way to a fault in the file."""

_REQUIRED: Final = {"required": True}


class AddressForm(EventForm):
    """A new address."""

    street = Line(N_("Street and number"), render_kw=_REQUIRED)
    town = Line(N_("Town"), render_kw=_REQUIRED)
    postal_code = Line(N_("Postal code"), render_kw={**_REQUIRED, "size": 6})

    def address(self) -> dict[str, str]:
        """The address as the file writes it; a field that is empty says so."""
        for field in (self.street, self.town, self.postal_code):
            if not (field.data or "").strip():
                field.errors = [gettext("Please fill in: %s.") % field.label.text]
        return {
            "street": " ".join((self.street.data or "").split()),
            "town": " ".join((self.town.data or "").split()),
            "postal_code": typed.postal_code(self.postal_code.data or ""),
        }


class AnnouncementForm(AddressForm):
    """Where to, and from when."""

    day = Line(N_("From which day"), render_kw={"type": "date", **_REQUIRED})

    def first_day(self) -> date | None:
        """The day of the move, which is to come."""
        day = self.day_in(self.day, gettext("Please write the day."))
        if day and day <= clock.today():
            self.day.errors = [
                gettext("This day is here already: write the new address straight away.")
            ]
        return day

    def checked_address(self) -> Address | None:
        """The address; a field that is wrong says so."""
        fields = self.address()
        if self.faulty_fields:
            return None
        address, faults = check(Address, fields, moving.FILE)
        self.put_faults(faults, FIELDS)
        return address


class MovedForm(AddressForm):
    """The address of now on, and how to get there."""

    coordinates = Line(N_("Coordinates of the door, copied from a map"))
    directions_cs = Line(N_("How to get there, in Czech"), widget=TextArea())
    directions_en = Line(N_("How to get there, in English"), widget=TextArea())
    directions_uk = Line(N_("How to get there, in Ukrainian"), widget=TextArea())

    @property
    def directions(self) -> list[Field]:
        """The fields of all languages."""
        return [self[f"directions_{lang}"] for lang in LANGUAGES]

    def fields(self) -> dict[str, Any]:
        """What the file is to say; a field that is wrong says so."""
        found: dict[str, Any] = {"address": self.address(), "coordinates": {}}
        text = (self.coordinates.data or "").strip()
        try:
            found["coordinates"] = typed.coordinates(text) if text else {}
        except Mistyped as error:
            self.coordinates.errors = [as_sentence(error.message)]
        words = {
            lang: " ".join((self[f"directions_{lang}"].data or "").split()) for lang in LANGUAGES
        }
        return {**found, "directions": {lang: each for lang, each in words.items() if each}}


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """Which house moves."""
    return pages.show(
        "events/moving-houses.html",
        title=gettext("We are moving"),
        editor=editor,
        houses=service().facts.premises,
    )


@bp.get("/<place>/predem")
@with_editor
def ask_announcement(editor: EditorIdentity, place: str) -> ResponseReturnValue:
    """Where to, and from when."""
    return _show(editor, _house(place), AnnouncementForm(formdata=None))


@bp.post("/<place>/predem")
@guard.gives_back
@with_editor
def announce(editor: EditorIdentity, place: str) -> ResponseReturnValue:
    """Show the sentence; publish the one that was shown."""
    house = _house(place)
    form = AnnouncementForm()
    if not form.validate():
        return _show(editor, house, form, None, *form.refusal)
    day = form.first_day()
    address = form.checked_address()
    if form.faulty_fields or day is None or address is None:
        return _show(editor, house, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        edit = moving.announce(service(), house, day, address)
    except (Faults, CannotRewrite):
        return _damaged(editor)
    return _publish(editor, house, form, edit)


@bp.get("/<place>")
@with_editor
def ask(editor: EditorIdentity, place: str) -> ResponseReturnValue:
    """The new address, with the directions of now."""
    house = _house(place)
    directions = house.directions.by_language if house.directions else {}
    data = {f"directions_{lang}": words for lang, words in directions.items()}
    return _show(editor, house, MovedForm(formdata=None, data=data))


@bp.post("/<place>")
@guard.gives_back
@with_editor
def move(editor: EditorIdentity, place: str) -> ResponseReturnValue:
    """Show the sentence; publish the one that was shown."""
    house = _house(place)
    form = MovedForm()
    if not form.validate():
        return _show(editor, house, form, None, *form.refusal)
    fields = form.fields()
    if form.faulty_fields:
        return _show(editor, house, form, None, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        edit = moving.move(service(), house, fields)
    except NotInOrder as error:
        notice = form.put_faults(error.faults, FIELDS)
        return _show(editor, house, form, None, notice, HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Faults, CannotRewrite):
        return _damaged(editor)
    return _publish(editor, house, form, edit)


def _publish(
    editor: EditorIdentity, house: Premises, form: AddressForm, edit: Edit
) -> ResponseReturnValue:
    if form.is_saved(edit.opened):
        return publishing.saved_already()
    return publishing.publish_once_shown(
        editor,
        form,
        edit,
        put=partial(form.put_faults, fields=FIELDS),
        show=partial(_show, editor, house, form, edit),
    )


def _show(
    editor: EditorIdentity,
    house: Premises,
    form: AddressForm,
    edit: Edit | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if edit is None:
        form.shown.data = ""
    is_before = isinstance(form, AnnouncementForm)
    return pages.show(
        "events/announcement.html" if is_before else "events/moved.html",
        title=gettext("We are going to move") if is_before else gettext("We have moved"),
        status=status,
        editor=editor,
        house=house,
        written_out=moving.texts_with(service(), house),
        form=form,
        edit=edit,
        notice=notice,
    )


def _house(place: str) -> Premises:
    found = service().facts.places.get(place)
    if not isinstance(found, Premises):
        raise NotFound
    return found


def _damaged(editor: EditorIdentity) -> ResponseReturnValue:
    return publishing.show_damaged(editor, gettext("We are moving"))
