"""The form of new hours: as many rows as there are, made for each request."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from wtforms import BooleanField, RadioField, SelectField

from centre.editing import typed
from centre.editing.events.hours_rows import Period, Row
from centre.editing.typed import Mistyped
from centre.language.i18n import N_, gettext, weekday_words
from centre.reading.faults import Fault
from centre.reading.values import WEEKDAYS
from intake_service import clock
from intake_service.editor.events.publishing import EventForm
from intake_service.editor.forms import as_sentence
from intake_service.web.forms import HiddenNumber, Line, Needed

MOST_ROWS: Final = 14  # a request has at most a hundred fields
ROW_FIELDS: Final = ("day", "from", "to", "weeks", "by_appointment", "off")
WEEKS: Final = {"": N_("every week"), "odd": N_("odd weeks"), "even": N_("even weeks")}


class SeasonForm(EventForm):
    """When the new hours hold. Rows are added by `form_of`."""

    rows = HiddenNumber(highest=MOST_ROWS)
    first = Line(N_("From which day"), render_kw={"type": "date", "required": True})
    how_often = RadioField(
        N_("How often"),
        choices={"once": N_("just this once"), "yearly": N_("every year again")},
        default="once",
        validators=[Needed("This field is required.")],
    )
    last = Line(N_("Until which day"), render_kw={"type": "date"})
    drops_planned = BooleanField(N_("What was planned before does not hold any more"))

    def row(self, number: int) -> list[Any]:
        """The fields of one row."""
        return [self[f"row{number}_{name}"] for name in ROW_FIELDS]

    def kept(self) -> list[int]:
        """The numbers of the rows that are not left out."""
        return [
            number for number in range(self.rows.data or 0) if not self[f"row{number}_off"].data
        ]

    def period(self) -> Period | None:
        """When the new hours hold; None where a field is wrong, which then says so."""
        first = self.day_in(self.first, gettext("Please write the day from which the hours hold."))
        last = self.day_in(self.last)
        yearly = self.how_often.data == "yearly"
        if first and first < clock.today():
            self.first.errors = [gettext("This day is over. Please write one that is to come.")]
        elif first and last and last < first:
            self.last.errors = [gettext("The last day is before the first one.")]
        elif first and yearly and not self.last.errors:
            self._check_season(first, last)
        if self.faulty_fields or first is None:
            return None
        return Period(first, last, yearly=yearly)

    def wanted_rows(self) -> list[Row]:
        """The rows as they would stand in the file; a field that is wrong says so."""
        found = [self._row_in_file(number) for number in self.kept()]
        if not found:
            self.form_errors.append(
                gettext("Please keep at least one row. For a closure there is a form of its own.")
            )
        return found

    def put_row_faults(self, faults: Sequence[Fault]) -> str | None:
        """Write faults such as `0.from` beside the fields of the row; the rest is a notice."""
        kept = self.kept()
        others = []
        for fault in faults:
            number, _, name = fault.field.partition(".")
            row = kept[int(number)] if number.isdecimal() and int(number) < len(kept) else ""
            field = f"row{row}_{name}"
            if field in self:
                self[field].errors = [*self[field].errors, as_sentence(fault.message)]
            else:
                others.append(as_sentence(fault.message))
        return " ".join(dict.fromkeys(others)) or None

    def _check_season(self, first: date, last: date | None) -> None:
        if last is None:
            self.last.errors = [gettext("What comes every year needs its last day, too.")]
        elif last - first >= timedelta(365):
            self.last.errors = [gettext("What comes every year lasts less than a year.")]
        elif first > clock.today() and _covers(first, last, clock.today()):
            self.last.errors = [
                gettext("Every year from these days would begin now. Choose “just this once”.")
            ]

    def _row_in_file(self, number: int) -> Row:
        row: dict[str, Any] = {"day": self[f"row{number}_day"].data}
        for name, reading, writing in (
            ("from", typed.clock, typed.clock_in_file),
            ("to", typed.end_clock, typed.end_in_file),
        ):
            field = self[f"row{number}_{name}"]
            try:
                at: time = reading(field.data or "")
                row[name] = writing(at)
            except Mistyped as error:
                field.errors = [as_sentence(error.message)]
        if weeks := self[f"row{number}_weeks"].data:
            row["weeks"] = weeks
        if self[f"row{number}_by_appointment"].data:
            row["by_appointment"] = "true"
        return row


def form_of(rows: int, filled: Sequence[Mapping[str, Any]] | None = None) -> SeasonForm:
    """A form with so many rows: as it was sent, or filled with rows of the file."""
    rows = min(max(rows, 1), MOST_ROWS)
    fields: dict[str, Any] = {}
    for number in range(rows):
        fields |= _row_fields(number)
    form_class: type[SeasonForm] = type("FormOfRows", (SeasonForm,), fields)
    if filled is None:
        form = form_class()
        form.rows.data = rows
        return form
    data: dict[str, Any] = {"rows": rows}
    for number, row in enumerate(filled[:rows]):
        data |= {f"row{number}_{name}": row.get(name, "") for name in ROW_FIELDS[:4]}
        data[f"row{number}_by_appointment"] = row.get("by_appointment") == "true"
    return form_class(formdata=None, data=data)


def _row_fields(number: int) -> dict[str, Any]:
    days: dict[str, str] = {day: weekday_words(place) for place, day in enumerate(WEEKDAYS)}
    name = f"row{number}_"
    return {
        f"{name}day": SelectField(N_("Day"), choices=days),
        f"{name}from": Line(N_("From"), render_kw={"size": 6, "inputmode": "decimal"}),
        f"{name}to": Line(N_("To"), render_kw={"size": 6, "inputmode": "decimal"}),
        f"{name}weeks": SelectField(N_("Weeks"), choices=WEEKS, default=""),
        f"{name}by_appointment": BooleanField(N_("by appointment")),
        f"{name}off": BooleanField(N_("Leave this row out")),
    }


def _covers(first: date, last: date, day: date) -> bool:
    """Whether a season of these days would last on ``day`` already."""
    season = Period(first, last, yearly=True).season
    return bool(season and season.covers(day))
