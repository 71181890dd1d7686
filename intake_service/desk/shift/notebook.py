"""The notebook that one shift hands to the next."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from centre.language.i18n import N_, gettext
from intake_service.desk import ids
from intake_service.desk.access import with_counsellor
from intake_service.desk.forms import MISSING
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Form, PlainForm, Text, put
from intake_service.work.shift import notebook
from intake_service.work.shift.notebook import KEPT_DAYS, LONGEST
from intake_service.work.team.logins import Staff

bp = Blueprint("notebook", __name__, url_prefix="/sesit")


class EntryForm(Form):
    """A few words for the next shift."""

    note = TextAreaField(N_("For the next shift"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        put(Text(LONGEST, missing=MISSING), self.note)


@bp.get("")
@with_counsellor
def show(staff: Staff) -> ResponseReturnValue:
    """What the shifts before have written."""
    return _show(staff, EntryForm(formdata=None))


@bp.post("")
@guard.gives_back
@with_counsellor
def write(staff: Staff) -> ResponseReturnValue:
    """Keep a few words for the next shift."""
    form = EntryForm()
    if not form.validate():
        return _show(staff, form, *form.refusal)
    notebook.write(service(), staff, form.note.data or "")
    return redirect(url_for(".show"), 303)


@bp.post("/skrtnout")
@with_counsellor
def strike(_staff: Staff) -> ResponseReturnValue:
    """Take an entry away."""
    notebook.strike(service(), ids.of_button("entry"))
    return redirect(url_for(".show"), 303)


def _show(
    staff: Staff, form: EntryForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    return pages.show(
        "notebook.html",
        title=gettext("Notebook of shifts"),
        status=status,
        staff=staff,
        form=form,
        strike_form=PlainForm(formdata=None),
        entries=notebook.read(service(), staff),
        days=KEPT_DAYS,
        longest=LONGEST,
        notice=notice,
    )
