"""Found syringes: the tour of the day, own finds, and the table for the town."""

import secrets
from contextlib import suppress

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.validators import NumberRange, Optional

from centre.language.i18n import N_, gettext
from intake_service import clock
from intake_service.desk.access import with_counsellor, with_counsellor_or_coordinator
from intake_service.desk.reports import downloads
from intake_service.store.terms import FindOutcome, FindPlace
from intake_service.store.vault import ID_SIZE
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.web.forms import Form, HiddenLine, Line, Text, WholeNumber, put
from intake_service.work.casework import cases
from intake_service.work.casework.seen import NewerMessage, Seen
from intake_service.work.enquiry import slips
from intake_service.work.syringes import counting, places, table, tour
from intake_service.work.syringes.counting import PIECES_MAX, TOWN_MAX, Ending
from intake_service.work.team.logins import Staff

bp = Blueprint("syringes", __name__, url_prefix="/strikacky")

HEADING = (N_("Month"), N_("Town"), N_("Place"), N_("Outcome"), N_("Finds"), N_("Pieces"))


class EndingForm(Form):
    """How a find ended; `outcome` is the pressed button."""

    pieces = WholeNumber(N_("Pieces"), validators=[Optional(), NumberRange(min=0, max=PIECES_MAX)])
    place = SelectField(
        N_("Where did it lie?"),
        choices={place.value: name for place, name in places.NAMES.items()},
        default=FindPlace.OTHER.value,
    )
    other_town = Line(N_("Which town, if it is not in the list?"))
    outcome = HiddenLine("")
    seen = HiddenLine("")

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        put(Text(TOWN_MAX, required=False), self.other_town)

    def named_after(self, number: int) -> "EndingForm":
        """The form as it stands on the page of several: its fields are told apart by the report."""
        for each in (self.pieces, self.place, self.other_town):
            each.id = f"{each.id}-{number}"
        return self

    def ending(self, outcome: FindOutcome) -> Ending:
        """What was filled in."""
        return Ending(
            outcome=outcome,
            place=FindPlace(self.place.data),
            pieces=self.pieces.data,
            town=self.other_town.data or "",
        )


class OwnFindForm(EndingForm):
    """A find that nobody reported; `find` keeps one that is sent twice from counting twice."""

    town = SelectField(N_("In which town?"), validate_choice=False)
    find = HiddenLine("")

    @classmethod
    def fresh(cls) -> "OwnFindForm":
        """The empty form."""
        return cls(formdata=None, find=secrets.token_hex(ID_SIZE))

    @property
    def find_id(self) -> bytes:
        """What names the find; a fresh one for what was tampered with."""
        try:
            given = bytes.fromhex(self.find.data or "")
        except ValueError:
            given = b""
        return given if len(given) == ID_SIZE else secrets.token_bytes(ID_SIZE)

    def offer_towns(self) -> "OwnFindForm":
        """The form with the towns of now to choose from."""
        known = {name: name for name in counting.towns(service().facts)}
        self.town.choices = {**known, "": gettext("somewhere else")}
        return self


@bp.get("")
@with_counsellor
def show(staff: Staff) -> ResponseReturnValue:
    """The tour of the day."""
    return _show(staff)


@bp.get("/seznam")
@with_counsellor
def printed(staff: Staff) -> ResponseReturnValue:
    """The tour on paper, for where there is no signal."""
    return pages.show(
        "syringes-list.html",
        title=gettext("Tour: found syringes"),
        staff=staff,
        stops=tour.stops(service(), staff),
        today=clock.today(),
    )


@bp.post("/<int:number>")
@with_counsellor
def settle(staff: Staff, number: int) -> ResponseReturnValue:
    """Note how a report ended."""
    form = EndingForm()
    outcome = _outcome(form)
    seen = Seen.read(form.seen.data or "")
    after = seen.position if seen and seen.number == number else 0
    with suppress(NewerMessage):
        cases.check_seen(service(), number, after=after)  # a report that is gone is not filled in
    if not form.validate() or outcome is None:
        return _show(staff, form, number, *form.refusal)
    try:
        counting.settle(service(), staff, number, form.ending(outcome), after=after)
    except NewerMessage:
        notice = gettext("Somebody wrote here meanwhile. Read it first.")
        return _show(staff, form, number, notice, 409)
    return redirect(url_for(".show"), 303)


@bp.get("/vlastni")
@with_counsellor
def own(staff: Staff) -> ResponseReturnValue:
    """Where a find is added that nobody reported."""
    return _show_own(staff, OwnFindForm.fresh().offer_towns())


@bp.post("/vlastni")
@with_counsellor
def add_own(staff: Staff) -> ResponseReturnValue:
    """Count a find that nobody reported."""
    form = OwnFindForm().offer_towns()
    if not form.validate():
        return _show_own(staff, form, *form.refusal)
    ending = form.ending(FindOutcome.OWN)
    counting.add_own(service(), ending, form.town.data or "", form.find_id)
    return redirect(url_for(".show"), 303)


@bp.get("/tabulka")
@with_counsellor_or_coordinator
def for_town(staff: Staff) -> ResponseReturnValue:
    """What was found, by month, town and sort of place; for a year, and for one town if chosen."""
    counted = table.rows(service())
    year, town = _chosen()
    shown = table.of_town(counted, year, town)
    typed = table.typed_towns(slips.read(service(), staff)) if not town else []
    return pages.show(
        "syringes-table.html",
        title=gettext("Found syringes in %(year)s") % {"year": year},
        staff=staff,
        rows=shown,
        taken=table.pieces_taken(shown),
        year=year,
        years=table.years(counted),
        town=town,
        towns=sorted({row.town for row in counted if row.year == year}),
        typed=[each for each in typed if each.month.startswith(year)],
    )


@bp.get("/tabulka.csv")
@with_counsellor_or_coordinator
def file_for_town(_staff: Staff) -> ResponseReturnValue:
    """The same as a file for a spreadsheet."""
    shown = table.of_town(table.rows(service()), *_chosen())
    rows = (
        (row.month, row.town_name, row.place_name, row.outcome_name, row.finds, row.pieces)
        for row in shown
    )
    return downloads.table_file([gettext(each) for each in HEADING], rows, "tabulka.csv")


def _chosen() -> tuple[str, str | None]:
    """The year and the town that the address names."""
    year = request.args.get("rok", "")
    is_year = year.isascii() and year.isdigit() and len(year) == 4
    return (year if is_year else str(clock.today().year), request.args.get("mesto"))


def _outcome(form: EndingForm) -> FindOutcome | None:
    """The pressed button; None for one that is not ours."""
    try:
        outcome = FindOutcome(form.outcome.data or "")
    except ValueError:
        return None
    return None if outcome is FindOutcome.OWN else outcome


def _show(
    staff: Staff,
    form: EndingForm | None = None,
    number: int = 0,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    return pages.show(
        "syringes.html",
        title=gettext("Found syringes"),
        status=status,
        staff=staff,
        stops=tour.stops(service(), staff),
        form=form.named_after(number) if form else None,
        opened=number,
        place_names=places.NAMES,
        pieces_max=PIECES_MAX,
        town_max=TOWN_MAX,
        notice=notice,
    )


def _show_own(
    staff: Staff, form: OwnFindForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    return pages.show(
        "syringes-own.html",
        title=gettext("Add an own find"),
        status=status,
        staff=staff,
        form=form,
        notice=notice,
    )
