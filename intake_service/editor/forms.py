"""The editor's forms."""

import datetime
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import SelectField

from centre.editing import typed
from centre.editing.typed import Mistyped
from centre.language.i18n import N_, gettext
from centre.reading.text_files import without_hidden_signs
from intake_service.web.forms import Form, HiddenLine, Line
from intake_service.work.editing.day_changes import (
    REASONS,
    Change,
    DayChange,
    PlaceOnDay,
    reason_of,
)

LONGEST_REASON = 120  # characters; it stands in a line above every page
FIELDS = {"until": "until", "from": "time", "to": "time"}
"""Fields of the form by those of a closure; whatever else is wrong was typed as a reason."""


class WebsiteForm(Form):
    """A form whose words go to the website.

    What is dropped when a file is read is dropped here, so that every page shows them as readers
    will: a mark that reverses the writing would reverse our own words around them.
    """

    class Meta(Form.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            given = super().wrap_formdata(form, formdata)
            if given is None:
                return None
            typed = given.items(multi=True)
            return MultiDict((name, without_hidden_signs(words)) for name, words in typed)


class DayChangeForm(WebsiteForm):
    """What is different at a place on a day; `shown` names the sentence that the page showed."""

    time = Line(N_("At what time"), render_kw={"type": "time", "size": 6})
    until = Line(N_("Until and including"), render_kw={"type": "date"})
    reason = SelectField(N_("Why"), choices=REASONS, default="", validate_choice=True)
    own_reason = Line(N_("Another reason, in Czech"), render_kw={"maxlength": LONGEST_REASON})
    shown = HiddenLine("")

    def wanted(self, at: PlaceOnDay, change: Change) -> DayChange | None:
        """What was filled in; None where a field is wrong, which then says so."""
        until = self._day() if change is Change.CLOSED else None
        clock = self._time(at) if change is not Change.CLOSED else None
        own = (self.own_reason.data or "").strip().rstrip(".")
        if len(own) > LONGEST_REASON:
            self.own_reason.errors = [gettext("Please write less, one sentence is enough.")]
        if self.faulty_fields:
            return None
        reason = reason_of(self.reason.data or "", own)
        wanted = DayChange(at=at, change=change, until=until, clock=clock, reason=reason)
        closure, faults = wanted.checked()
        for fault in faults:
            self[FIELDS.get(fault.field, "own_reason")].errors = [as_sentence(fault.message)]
        return wanted if closure else None

    def _day(self) -> date | None:
        text = (self.until.data or "").strip()
        try:
            return typed.day(text) if text else None
        except Mistyped as error:
            self.until.errors = [as_sentence(error.message)]
            return None

    def _time(self, at: PlaceOnDay) -> datetime.time | None:
        try:
            clock = typed.clock(self.time.data or "")
        except Mistyped:
            clock = None
        if clock is None or not at.is_within(clock):
            self.time.errors = [
                gettext("Please write a time within the usual hours, %(times)s.")
                % {"times": at.times}
            ]
        return clock


def as_sentence(message: str) -> str:
    """The message of a fault, as it stands on a page."""
    return f"{message[:1].upper()}{message[1:]}."


class CodeForm(WebsiteForm):
    """A button that may want a fresh code."""

    code = Line(N_("Code from the app"))


class FactsForm(CodeForm):
    """Around the fields of a group: `seen` is the print of the file that the page showed."""

    seen = HiddenLine("")
