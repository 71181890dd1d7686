"""The counter: a client types the reply code, and hears the number of the enquiry."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from wtforms import PasswordField

from centre.language.i18n import N_, gettext
from intake_service.desk.access import with_counsellor
from intake_service.desk.forms import NEEDED
from intake_service.store.receipts import Misread
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.web.forms import Form
from intake_service.work.rate_limits import Later
from intake_service.work.shift import at_counter
from intake_service.work.shift.at_counter import NothingFits
from intake_service.work.team.logins import Staff

bp = Blueprint("counter", __name__, url_prefix="/u-pultu")


class CodeForm(Form):
    """The code as the client types it; it is masked, and never given back."""

    code = PasswordField(N_("Reply code (16 characters)"), validators=[NEEDED])


@bp.get("")
@with_counsellor
def show(staff: Staff) -> ResponseReturnValue:
    """The field that is turned to the client."""
    return _show(staff, CodeForm(formdata=None))


@bp.post("")
@with_counsellor
def look(staff: Staff) -> ResponseReturnValue:
    """Say the number; the page keeps nothing, and a reload asks anew."""
    form = CodeForm()
    if not form.validate():
        return _show(staff, form, *form.refusal)
    try:
        number = at_counter.number_of(service(), staff, form.code.data or "", request.remote_addr)
    except Misread:
        form.code.errors = [
            gettext("This is no reply code. A client code belongs into the client records.")
        ]
        return _show(staff, form, status=422)
    except NothingFits:
        form.code.errors = [gettext("Nothing can be shown under this code here.")]
        return _show(staff, form, status=404)
    except Later as later:
        notice = gettext("Too many codes at once. Please wait a moment.")
        return _show(staff, form, notice, 429, wait=later.seconds)
    return _show(staff, CodeForm(formdata=None), number=number)


def _show(
    staff: Staff,
    form: CodeForm,
    notice: str | None = None,
    status: int = 200,
    *,
    number: int | None = None,
    wait: int = 0,
) -> ResponseReturnValue:
    return pages.show(
        "counter.html",
        title=gettext("Reply code (16 characters), or client code?"),
        status=status,
        staff=staff,
        form=form,
        number=number,
        notice=notice,
        wait=wait,
    )
