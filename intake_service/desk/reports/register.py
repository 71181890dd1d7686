"""The register of complaints, for whoever coordinates and answers: to be printed, as a table."""

from datetime import date, timedelta

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.validators import Length
from wtforms.widgets import DateInput

from centre.language.i18n import N_, gettext
from intake_service import clock
from intake_service.desk.access import with_coordinating_counsellor
from intake_service.desk.forms import MISSING
from intake_service.desk.reports.downloads import table_file
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Form, HiddenLine, Line, Needed
from intake_service.work.casework.enquiry_keys import NUMBER_MAX
from intake_service.work.conversation.kinds import CONCERNS
from intake_service.work.enquiry import hidden
from intake_service.work.sorting import register, subject
from intake_service.work.sorting.register import NOBODY, RESULTS, WHO_MAX, Entry, Result, Written
from intake_service.work.team.logins import Staff

bp = Blueprint("register", __name__, url_prefix="/stiznosti")

YEAR = timedelta(days=366)
NOT_TOLD = {"": N_("not told")}


class EntryForm(Form):
    """An entry of the register."""

    received_on = Line(N_("Day on which it came"), widget=DateInput(), validators=[Needed(MISSING)])
    concerns = SelectField(
        N_("What does it concern?"), choices={**CONCERNS, **NOT_TOLD}, default=""
    )
    who = Line(N_("Who dealt with it"), validators=[Length(max=WHO_MAX)])
    result = SelectField(
        N_("Result"), choices={each.value: words for each, words in RESULTS.items()}, default=""
    )
    answered_on = Line(N_("Day of the answer"), widget=DateInput())
    subject = SelectField(N_("Whom of the team it concerns"), choices=(), validate_choice=False)
    began = HiddenLine()
    """Whom it concerned when this form was drawn."""

    @classmethod
    def showing(cls, written: Written) -> "EntryForm":
        """The form with what is known."""
        answered = written.answered_on
        given = {
            "received_on": written.received_on.isoformat(),
            "concerns": written.concerns,
            "who": written.who,
            "result": written.result.value,
            "answered_on": answered.isoformat() if answered else "",
            "subject": written.subject.hex() if written.subject else "",
            "began": written.subject.hex() if written.subject else "",
        }
        return cls(formdata=None, data=given)

    def offer_people(self) -> None:
        """Everybody whom it could concern."""
        people = {each.id.hex(): each.name for each in subject.choices(service())}
        nobody = {NOBODY.hex(): gettext("nobody of the team")}
        self.subject.choices = {"": gettext("Please choose")} | nobody | people

    def written(self, before: date | None = None) -> Written | None:
        """What was filled in; None, with errors beside the fields, where a day cannot be read.

        `before` is the day on which it came by what is entered already.
        """
        received = _day(self.received_on.data)
        answered = _day(self.answered_on.data)
        if answered is None and (self.answered_on.data or "").strip():
            self.answered_on.errors = [gettext("Please write a day.")]
        if received is None:
            self.received_on.errors = [gettext("Please write a day.")]
        elif received != before and received < clock.today() - YEAR:  # it would go too soon
            self.received_on.errors = [gettext("Please write a day of the last year.")]
        if received is None or self.received_on.errors or self.answered_on.errors:
            return None
        return Written(
            received_on=received,
            concerns=self.concerns.data or "",
            who=(self.who.data or "").strip(),
            result=Result(self.result.data or ""),
            answered_on=answered,
            subject=self._chosen_now(),
        )

    def _chosen_now(self) -> bytes | None:
        """Whom somebody chose in this form; None where it stays as it is by now."""
        known = {NOBODY.hex(), *(each.id.hex() for each in subject.choices(service()))}
        chosen = self.subject.data or ""
        return bytes.fromhex(chosen) if chosen in known and chosen != self.began.data else None

    def say_nobody_else(self) -> None:
        """Say that nobody would be left who sees the complaint."""
        self.subject.errors = [
            gettext("Nobody else could answer it. Hand it over to the provider’s management.")
        ]


@bp.get("")
@with_coordinating_counsellor
def show(staff: Staff) -> ResponseReturnValue:
    """All entries, and the complaints that have none yet."""
    return pages.show(
        "register.html",
        title=gettext("Register of complaints"),
        staff=staff,
        entries=register.entries(service(), staff),
        missing=register.missing(service(), staff),
        damaged=register.damaged(service(), staff),
        concerns=CONCERNS,
        results=RESULTS,
    )


@bp.get("/tabulka.csv")
@with_coordinating_counsellor
def table(staff: Staff) -> ResponseReturnValue:
    """The same as a table for a spreadsheet."""
    heading = [
        gettext("Number"),
        gettext("Came on"),
        gettext("What it concerns"),
        gettext("Who dealt with it"),
        gettext("Result"),
        gettext("Answered on"),
    ]
    rows = [_row(each) for each in register.entries(service(), staff)]
    return table_file(heading, rows, "stiznosti.csv")


@bp.get("/zapsat")
@with_coordinating_counsellor
def write_new(staff: Staff) -> ResponseReturnValue:
    """An empty entry, or one of a complaint that came by the form."""
    number = _enquiry_number()
    if number is None:
        return _show(staff, EntryForm(formdata=None, who=staff.name), None)
    subject.check(service(), staff, number)
    entry = register.of_enquiry(service(), staff, number)
    if entry:
        return redirect(url_for(".edit", entry=entry.number), 303)
    return _show(staff, EntryForm.showing(register.beginning(service(), staff, number)), number)


@bp.post("/zapsat")
@guard.gives_back
@with_coordinating_counsellor
def enter(staff: Staff) -> ResponseReturnValue:
    """Write an entry."""
    number = _enquiry_number()
    if number is not None:
        subject.check(service(), staff, number)
    form = EntryForm()
    if not form.validate():
        return _show(staff, form, number, *form.refusal)
    written = form.written()
    if written is None:
        return _show(staff, form, number, status=422)
    try:
        register.enter(service(), staff, written, number)
    except hidden.NobodyElse:
        form.say_nobody_else()
        return _show(staff, form, number, status=422)
    return redirect(url_for(".show"), 303)


@bp.get("/<int:entry>")
@with_coordinating_counsellor
def edit(staff: Staff, entry: int) -> ResponseReturnValue:
    """An entry, to be completed or corrected."""
    found = register.find(service(), staff, entry)
    return _show(staff, EntryForm.showing(found.written), found.enquiry_number, entry=entry)


@bp.post("/<int:entry>")
@guard.gives_back
@with_coordinating_counsellor
def change(staff: Staff, entry: int) -> ResponseReturnValue:
    """Write an entry anew."""
    found = register.find(service(), staff, entry)
    form = EntryForm()
    if not form.validate():
        return _show(staff, form, found.enquiry_number, *form.refusal, entry=entry)
    written = form.written(found.written.received_on)
    if written is None:
        return _show(staff, form, found.enquiry_number, status=422, entry=entry)
    try:
        register.change(service(), staff, entry, written)
    except hidden.NobodyElse:
        form.say_nobody_else()
        return _show(staff, form, found.enquiry_number, status=422, entry=entry)
    return redirect(url_for(".show"), 303)


def _show(
    staff: Staff,
    form: EntryForm,
    number: int | None,
    notice: str | None = None,
    status: int = 200,
    *,
    entry: int | None = None,
) -> ResponseReturnValue:
    form.offer_people()
    here = url_for(".change", entry=entry) if entry else url_for(".enter", dotaz=number)
    return pages.show(
        "register-entry.html",
        title=gettext("Entry in the register of complaints"),
        status=status,
        staff=staff,
        form=form,
        number=number,
        here=here,
        notice=notice,
    )


def _row(entry: Entry) -> list[str | int]:
    written = entry.written
    answered = written.answered_on
    return [
        entry.number,
        written.received_on.isoformat(),
        gettext(CONCERNS.get(written.concerns) or NOT_TOLD[""]) if written.concerns else "",
        written.who,
        gettext(RESULTS[written.result]),
        answered.isoformat() if answered else "",
    ]


def _enquiry_number() -> int | None:
    """The enquiry that the address names, if it names one."""
    named = request.args.get("dotaz", "")
    if not (named.isascii() and named.isdigit()):
        return None
    number = int(named[:20])
    return number if 0 < number <= NUMBER_MAX else None


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat((typed or "").strip())
    except ValueError:
        return None
