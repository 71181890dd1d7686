"""Giving one enquiry out as a text: by who coordinates and answers, with a reason."""

from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from centre.language.i18n import N_, gettext
from intake_service.desk.access import with_coordinating_counsellor
from intake_service.desk.cases.page import bp
from intake_service.desk.reports import downloads
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Form, Text, put
from intake_service.work import export
from intake_service.work.casework import cases
from intake_service.work.team.logins import Staff


class ExportForm(Form):
    """Why an enquiry is given out."""

    reason = TextAreaField(N_("Why is it given out?"))

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        put(Text(export.REASON_MAX, missing=N_("Please fill in: %(field)s.")), self.reason)


@bp.get("/dotaz/<int:number>/vydat")
@with_coordinating_counsellor
def ask_export(staff: Staff, number: int) -> ResponseReturnValue:
    """Ask for the reason."""
    return _ask(staff, number, ExportForm(formdata=None))


@bp.post("/dotaz/<int:number>/vydat")
@guard.gives_back
@with_coordinating_counsellor
def give_out(staff: Staff, number: int) -> ResponseReturnValue:
    """Note the reason, and give the text."""
    form = ExportForm()
    if not form.validate():
        return _ask(staff, number, form, *form.refusal)
    text = export.export(service(), staff, number, form.reason.data or "")
    return downloads.text_file(text, "text.txt")


def _ask(
    staff: Staff, number: int, form: ExportForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    cases.check_there(service(), number)
    return pages.show(
        "export.html",
        title=gettext("Give out enquiry %(number)s") % {"number": number},
        status=status,
        staff=staff,
        number=number,
        form=form,
        notice=notice,
    )
