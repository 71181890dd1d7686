"""The inbox: what waits, what is answered, closed, or junk in the bin."""

from collections.abc import Sequence
from contextlib import suppress

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.language.i18n import gettext
from intake_service.desk.access import with_counsellor
from intake_service.desk.forms import SeenForm
from intake_service.store.db import Unavailable
from intake_service.store.terms import State
from intake_service.store.vault import Swapped
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work import heartbeat, proxies, switches, texts
from intake_service.work.casework import inbox, junk, rotation, stranded_hints
from intake_service.work.casework.inbox import Line
from intake_service.work.casework.junk import Moved
from intake_service.work.casework.seen import Seen, read_all
from intake_service.work.conversation import kinds, states
from intake_service.work.editing import dangerous_changes
from intake_service.work.enquiry import figures
from intake_service.work.shift import awaiting, home, notebook
from intake_service.work.sorting import subject
from intake_service.work.team.logins import Staff

bp = Blueprint("inbox", __name__)

CHOSEN_FROM = (State.WAITING, State.BINNED)
"""What can be put into the bin, and taken out of it."""


@bp.get("/")
@with_counsellor
def show(staff: Staff) -> ResponseReturnValue:
    """The enquiries of one state, a page at a time."""
    state = _state()
    with suppress(Unavailable, Swapped):  # reading goes on in any case
        rotation.rotate(service(), staff, at_most=rotation.AT_ONCE)
        stranded_hints.seal_anew(service(), staff)
    return pages.show(
        "inbox.html",
        title=gettext("Enquiries"),
        staff=staff,
        state=state,
        meaning=states.MEANINGS[state],
        home=home.home(service(), staff) if not request.args else None,
        tabs=inbox.tabs(service(), staff, state),
        page=inbox.page(service(), staff, state, request.args.get("za")),
        kind_of=kinds.find,
        short=texts.first_line,
        may_choose=state in CHOSEN_FROM,
        switches=switches.current(service()),
        jump=heartbeat.jump(service()),
        proxies_miscounted=staff.coordinates and proxies.were_noted_lately(service().settings),
        dangerous=dangerous_changes.unseen(service()) if staff.coordinates or staff.edits else [],
        turned_away=figures.turned_away_today(service()),
        awaiting=awaiting.second_person(service(), staff),
        in_notebook=notebook.count(service()),
        for_a_coordinator=inbox.for_a_coordinator(service(), staff) if staff.coordinates else [],
    )


@bp.get("/dalsi")
@with_counsellor
def next_one(staff: Staff) -> ResponseReturnValue:
    """To the enquiry that is due first, or to the inbox where nothing waits."""
    number = inbox.first_waiting(service(), staff)
    address = url_for("cases.show", number=number) if number else url_for(".show")
    return redirect(address, 303)


@bp.get("/vyber")
@with_counsellor
def choose(staff: Staff) -> ResponseReturnValue:
    """A page of the inbox with boxes to tick; `vse` ticks them all."""
    state = _state()
    if state not in CHOSEN_FROM:
        raise NotFound
    return _choose(staff, state)


@bp.post("/kos")
@with_counsellor
def put_into_bin(staff: Staff) -> ResponseReturnValue:
    """Put the ticked enquiries into the bin."""
    moved = junk.put_into_bin(service(), _ticked(staff))
    return _after(staff, State.WAITING, moved) or redirect(url_for(".show"), 303)


@bp.post("/kos/vratit")
@with_counsellor
def take_out(staff: Staff) -> ResponseReturnValue:
    """Let the ticked enquiries wait again."""
    moved = junk.take_out(service(), _ticked(staff))
    return _after(staff, State.BINNED, moved) or redirect(url_for(".show"), 303)


@bp.get("/kos/vysypat")
@with_counsellor
def ask_empty(staff: Staff) -> ResponseReturnValue:
    """Ask once before all that is in the bin goes."""
    return _ask_empty(staff)


@bp.post("/kos/vysypat")
@with_counsellor
def empty(staff: Staff) -> ResponseReturnValue:
    """Delete for good, or propose, all that the page before has counted."""
    shown = subject.not_hidden(service(), staff, SeenForm().all_seen)
    junk.empty_bin(service(), staff, shown)
    if set(junk.contents(service(), staff).all) - set(shown):
        notice = gettext("The bin has changed meanwhile. Look at it first.")
        return _ask_empty(staff, notice, 409)
    return redirect(url_for(".show"), 303)


@bp.post("/kos/zastavit")
@with_counsellor
def keep(staff: Staff) -> ResponseReturnValue:
    """Stop every proposal to delete what is in the bin."""
    junk.keep_bin(service(), staff)
    return redirect(url_for(".show", stav=State.BINNED.value), 303)


def _choose(
    staff: Staff,
    state: State,
    notice: str | None = None,
    status: int = 200,
    newer: Sequence[Line] = (),
) -> ResponseReturnValue:
    return pages.show(
        "choose.html",
        title=gettext("Take out of the bin") if state is State.BINNED else gettext("Choose junk"),
        status=status,
        staff=staff,
        state=state,
        meaning=states.MEANINGS[state],
        page=inbox.page(service(), staff, state, request.args.get("za")),
        after=request.args.get("za"),
        all_ticked="vse" in request.args,
        kind_of=kinds.find,
        short=texts.first_line,
        form=PlainForm(formdata=None),
        notice=notice,
        newer=newer,
    )


def _ask_empty(staff: Staff, notice: str | None = None, status: int = 200) -> ResponseReturnValue:
    binned = junk.contents(service(), staff)
    return pages.show(
        "empty-bin.html",
        title=gettext("Empty the bin?"),
        status=status,
        staff=staff,
        bin=binned,
        form=SeenForm.of(binned.all),
        notice=notice,
    )


def _after(staff: Staff, state: State, moved: Moved) -> ResponseReturnValue | None:
    """The enquiries in which somebody has written meanwhile, with what they wrote."""
    if not moved.newer:
        return None
    return _choose(
        staff,
        state,
        gettext("Somebody wrote here meanwhile. Nothing was done with these:"),
        409,
        newer=inbox.lines(service(), staff, moved.newer),
    )


def _state() -> State:
    try:
        return State(request.args.get("stav", State.WAITING.value))
    except ValueError:
        raise NotFound from None


def _ticked(staff: Staff) -> list[Seen]:
    return subject.not_hidden(service(), staff, read_all(request.form.getlist("seen")))
