"""The forms of closures and special openings."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from wtforms import Field, SelectField

from centre.editing import typed
from centre.editing.typed import Mistyped
from centre.facts.opening_hours import EVERYWHERE
from centre.language.i18n import N_, gettext
from intake_service import clock
from intake_service.editor.events.publishing import EventForm
from intake_service.editor.forms import LONGEST_REASON, as_sentence
from intake_service.web.current import service
from intake_service.web.forms import Line
from intake_service.work.editing.events import exceptions
from intake_service.work.editing.events.season import name_of

CLOSURE_FIELDS: Final = {
    "date": "first",
    "until": "until",
    "places": "place",
    "reason": "own_reason",
    "cs": "own_reason",
}
OPENING_FIELDS: Final = {
    "date": "first",
    "from": "opens",
    "to": "closes",
    "places": "place",
    "reason": "own_reason",
    "cs": "own_reason",
}
"""Fields of the form by the last step of the way to a fault in the file."""

_DATE: Final = {"type": "date"}


class _ExceptionForm(EventForm):
    """What both have: the first day, where, and why."""

    first: Field
    place: SelectField
    reason: Field
    own_reason: Field
    reasons: Mapping[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = service().facts.places
        self.place.choices = {
            EVERYWHERE: gettext("everywhere"),
            **{each.id: str(name_of(each)) for each in places.values()},
        }

    def first_day(self) -> date | None:
        """The first day, which is none of the past."""
        first = self.day_in(self.first, gettext("Please write the day."))
        if first and first < clock.today():
            self.first.errors = [gettext("This day is over. Please write one that is to come.")]
        return first

    def why(self) -> Any:
        """The reason as it stands in the file."""
        own = " ".join((self.own_reason.data or "").split()).rstrip(".")
        if len(own) > LONGEST_REASON:
            self.own_reason.errors = [gettext("Please write less, one sentence is enough.")]
        return exceptions.reason_of(self.reasons, self.reason.data or "", own)


class ClosureForm(_ExceptionForm):
    """Whole days on which it is closed."""

    reasons = exceptions.CLOSURE_REASONS
    first = Line(N_("First day"), render_kw={**_DATE, "required": True})
    until = Line(N_("Until and including"), render_kw=_DATE)
    place = SelectField(N_("Where"), choices={})
    reason = SelectField(N_("Why"), choices=exceptions.CLOSURE_REASONS, default="")
    own_reason = Line(N_("Another reason, in Czech"), render_kw={"maxlength": LONGEST_REASON})

    def fields(self) -> dict[str, Any]:
        """The closure as it would stand in the file; a field that is wrong says so."""
        first = self.first_day()
        until = self.day_in(self.until)
        reason = self.why()
        found: dict[str, Any] = {"date": first.isoformat() if first else ""}
        if until and until != first:
            found["until"] = until.isoformat()
        found["places"] = self.place.data
        if reason:
            found["reason"] = reason
        return found


class OpeningForm(_ExceptionForm):
    """A day on which it is open beyond the usual hours, or instead of them."""

    reasons = exceptions.OPENING_REASONS
    first = Line(N_("Which day"), render_kw={**_DATE, "required": True})
    opens = Line(N_("From"), render_kw={"size": 6, "inputmode": "decimal", "required": True})
    closes = Line(N_("To"), render_kw={"size": 6, "inputmode": "decimal", "required": True})
    place = SelectField(N_("Where"), choices={})
    reason = SelectField(N_("Why"), choices=exceptions.OPENING_REASONS, default="extra")
    own_reason = Line(N_("Another reason, in Czech"), render_kw={"maxlength": LONGEST_REASON})

    def fields(self) -> dict[str, Any]:
        """The special opening as it would stand in the file; a field that is wrong says so."""
        first = self.first_day()
        found: dict[str, Any] = {"date": first.isoformat() if first else ""}
        try:
            found["from"] = typed.clock_in_file(typed.clock(self.opens.data or ""))
        except Mistyped as error:
            self.opens.errors = [as_sentence(error.message)]
        try:
            found["to"] = typed.end_in_file(typed.end_clock(self.closes.data or ""))
        except Mistyped as error:
            self.closes.errors = [as_sentence(error.message)]
        return {**found, "places": self.place.data, "reason": self.why()}
