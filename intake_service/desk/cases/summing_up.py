"""What stands above an enquiry for colleagues: a summary, and the cover over an abusive text."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import ValidationError

from centre.language.i18n import N_, gettext
from intake_service.desk.access import with_counsellor
from intake_service.desk.cases.page import back, bp, button_of_the_case
from intake_service.desk.forms import CaseForm
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Form, HiddenLine, Text, put
from intake_service.work.casework import cases
from intake_service.work.enquiry.summaries import Summary
from intake_service.work.sorting import summing_up
from intake_service.work.sorting.summing_up import LINES_MAX, LONGEST
from intake_service.work.team.logins import Staff


class SummaryForm(Form):
    """A few lines; empty ones take the summary away."""

    note = TextAreaField(N_("Summary in three lines"))
    began = HiddenLine()
    """The mark of the summary that stood there when this form was drawn."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        put(Text(LONGEST, required=False), self.note)

    def validate_note(self, field: TextAreaField) -> None:
        """WTForms calls this for the field `note`."""
        if len([line for line in (field.data or "").splitlines() if line.strip()]) > LINES_MAX:
            raise ValidationError(gettext("Three lines at most."))


@bp.post("/dotaz/<int:number>/shrnuti/napsat")
@button_of_the_case()
def start_summing_up(_staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Lead to the field of the summary; what was typed waits."""
    return redirect(url_for(".show_summary", number=number), 303)


@bp.get("/dotaz/<int:number>/shrnuti")
@with_counsellor
def show_summary(staff: Staff, number: int) -> ResponseReturnValue:
    """The field of the summary."""
    case = cases.open_case(service(), staff, number)
    summary = case.summary
    return _show(staff, number, SummaryForm(formdata=None, note=summary.text, began=summary.mark))


@bp.post("/dotaz/<int:number>/shrnuti")
@guard.gives_back
@with_counsellor
def pin_summary(staff: Staff, number: int) -> ResponseReturnValue:
    """Pin the summary above the enquiry."""
    form = SummaryForm()
    if not form.validate():
        return _show(staff, number, form, *form.refusal)
    text = form.note.data or ""
    try:
        summing_up.pin(service(), staff, number, text, instead_of=form.began.data or "")
    except summing_up.PinnedMeanwhile:
        theirs = cases.open_case(service(), staff, number).summary
        form.began.data = theirs.mark
        notice = gettext("A colleague has changed the summary meanwhile. Yours waits below.")
        return _show(staff, number, form, notice, 409, theirs=theirs)
    return back(number)


@bp.post("/dotaz/<int:number>/zakryt")
@button_of_the_case()
def cover(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Cover the text for colleagues."""
    summing_up.cover(service(), staff, number, after=form.position_seen(number))
    return back(number)


@bp.post("/dotaz/<int:number>/odkryt")
@button_of_the_case()
def uncover(staff: Staff, number: int, _form: CaseForm) -> ResponseReturnValue:
    """Show the text again."""
    summing_up.uncover(service(), staff, number)
    return back(number)


def _show(
    staff: Staff,
    number: int,
    form: SummaryForm,
    notice: str | None = None,
    status: int = 200,
    *,
    theirs: Summary | None = None,
) -> ResponseReturnValue:
    return pages.show(
        "summary.html",
        title=gettext("Sum up enquiry %(number)s") % {"number": number},
        status=status,
        staff=staff,
        number=number,
        form=form,
        notice=notice,
        theirs=theirs,
    )
