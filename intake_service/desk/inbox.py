"""The inbox: what waits, what is answered, closed, or junk in the bin."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.language.i18n import gettext
from intake_service.desk.access import with_staff
from intake_service.store.terms import State
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work import switches, texts
from intake_service.work.casework import inbox, junk
from intake_service.work.conversation import kinds, states
from intake_service.work.enquiry import figures
from intake_service.work.team.logins import Staff

bp = Blueprint("inbox", __name__)

CHOSEN_FROM = (State.WAITING, State.BINNED)
"""What can be put into the bin, and taken out of it."""


@bp.get("/")
@with_staff
def show(staff: Staff) -> ResponseReturnValue:
    """The enquiries of one state, a page at a time."""
    state = _state()
    return pages.show(
        "inbox.html",
        title=gettext("Enquiries"),
        staff=staff,
        state=state,
        meaning=states.MEANINGS[state],
        tabs=inbox.tabs(service(), state),
        page=inbox.page(service(), staff, state, request.args.get("za")),
        kind_of=kinds.find,
        short=texts.first_line,
        may_choose=state in CHOSEN_FROM,
        switches=switches.current(service()),
        turned_away=figures.turned_away_today(service()),
    )


@bp.get("/vyber")
@with_staff
def choose(staff: Staff) -> ResponseReturnValue:
    """A page of the inbox with boxes to tick; `vse` ticks them all."""
    state = _state()
    if state not in CHOSEN_FROM:
        raise NotFound
    return pages.show(
        "choose.html",
        title=gettext("Take out of the bin") if state is State.BINNED else gettext("Choose junk"),
        staff=staff,
        state=state,
        meaning=states.MEANINGS[state],
        page=inbox.page(service(), staff, state, request.args.get("za")),
        after=request.args.get("za"),
        all_ticked="vse" in request.args,
        kind_of=kinds.find,
        short=texts.first_line,
        form=PlainForm(formdata=None),
    )


@bp.post("/kos")
@with_staff
def put_into_bin(_staff: Staff) -> ResponseReturnValue:
    """Put the ticked enquiries into the bin."""
    junk.put_into_bin(service(), _numbers())
    return redirect(url_for(".show"), 303)


@bp.post("/kos/vratit")
@with_staff
def take_out(_staff: Staff) -> ResponseReturnValue:
    """Let the ticked enquiries wait again."""
    junk.take_out(service(), _numbers())
    return redirect(url_for(".show"), 303)


@bp.get("/kos/vysypat")
@with_staff
def ask_empty(staff: Staff) -> ResponseReturnValue:
    """Ask once before all that is in the bin goes."""
    count = inbox.counts(service())[State.BINNED]
    form = PlainForm(formdata=None)
    return pages.show(
        "empty-bin.html", title=gettext("Empty the bin?"), staff=staff, count=count, form=form
    )


@bp.post("/kos/vysypat")
@with_staff
def empty(staff: Staff) -> ResponseReturnValue:
    """Delete for good all that is in the bin."""
    junk.empty_bin(service(), staff)
    return redirect(url_for(".show"), 303)


def _state() -> State:
    try:
        return State(request.args.get("stav", State.WAITING.value))
    except ValueError:
        raise NotFound from None


def _numbers() -> list[int]:
    return [
        int(number)
        for number in request.form.getlist("number")
        if number.isascii() and number.isdigit()
    ]
