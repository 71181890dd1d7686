"""An answer that a colleague reads: agreed to, given back with changes, taken up again."""

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest
from wtforms import TextAreaField
from wtforms.validators import Length

from centre.language.i18n import N_, gettext
from intake_service.desk import kept_drafts
from intake_service.desk.access import logged_in_counsellor, with_counsellor
from intake_service.desk.cases.page import (
    back,
    bp,
    button_of_the_case,
    not_saved,
    show_case,
    window_of,
    wrote_meanwhile,
)
from intake_service.desk.forms import MISSING, CaseForm, WrittenForm, without_gaps
from intake_service.desk.kept_drafts import OtherWindows
from intake_service.store.db import Unavailable
from intake_service.web import given_back, guard, pages
from intake_service.web.current import service
from intake_service.web.forms import HiddenLine, Line, Needed, Text, put
from intake_service.web.given_back import GivenBack
from intake_service.work.casework import cases
from intake_service.work.casework.cases import Case
from intake_service.work.casework.draft_slots import DraftKind, NotKept
from intake_service.work.casework.draft_windows import Content
from intake_service.work.casework.drafts import Texts
from intake_service.work.casework.seen import NewerMessage, Seen
from intake_service.work.colleagues import changes, reading, reading_turns
from intake_service.work.colleagues.reading import NotNow
from intake_service.work.colleagues.reading_records import Reading
from intake_service.work.conversation import kinds
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired

bp_reading = Blueprint("reading", __name__)
LINE_MAX = 200


def words(text: str) -> list[str]:
    """What is compared of a text: a browser sends line ends of its own."""
    return text.split()


class ReadingForm(WrittenForm):
    """What a reader changes, or why an author sends what nobody has read.

    `mark` names the text that the page showed, `seen` the newest message on it.
    """

    changed = TextAreaField(N_("The answer, as you would change it"))
    remark = Line(N_("A line for the author"), validators=[Length(max=LINE_MAX)])
    unread_why = Line(N_("Why it goes without being read"), validators=[Length(max=LINE_MAX)])
    mark = HiddenLine("")
    seen = HiddenLine("")

    def __init__(self, *args: Any, needed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("changed", "unread_why"):
            self[name].flags.required = True
        if needed == "changed":
            put(Text(service().settings.text_max, missing=MISSING), self.changed)
            self.changed.validators = (*self.changed.validators, without_gaps)
        if needed == "unread_why":
            self.unread_why.validators = (*self.unread_why.validators, Needed(MISSING))

    @property
    def typed(self) -> dict[str, str]:
        """What a reader typed."""
        return {"changed": self.changed.data or "", "remark": self.remark.data or ""}

    @property
    def texts(self) -> Texts:
        """The same, by what it will become; the mark tells of which text it is."""
        typed = self.typed
        if any(text.strip() for text in typed.values()):
            typed["mark"] = self.mark.data or ""
        return {DraftKind.READING: typed}

    def is_changed_from(self, text: str) -> bool:
        """Whether anything was typed since the fields were filled in with a text."""
        changed = self.changed.data or ""
        is_other = bool(changed.strip()) and words(changed) != words(text)
        return is_other or bool((self.remark.data or "").strip())

    def position_seen(self, number: int) -> int:
        """Position of the last message of this enquiry that the page showed."""
        seen = Seen.read(self.seen.data or "")
        return seen.position if seen and seen.number == number else 0


Action = Callable[[Staff, int, ReadingForm], ResponseReturnValue]


def button_of_the_reading(*, needs: str = "") -> Callable[[Action], Callable[[int], Any]]:
    """Give a button its login, its form and the page again with everything typed if it fails."""

    def decorate(action: Action) -> Callable[[int], Any]:
        @guard.gives_back
        @wraps(action)
        def pressed(number: int) -> ResponseReturnValue:
            form = ReadingForm(needed=needs)
            try:
                staff = logged_in_counsellor(number)
            except SessionExpired:
                return kept_drafts.ask_for_login(number, form.texts, form.page_state)
            valid = form.validate()
            if form.is_changed_from(_text_of(staff, number)):
                kept_drafts.keep_typed(staff, number, form)
            if not valid:
                return _show(staff, number, form, *form.refusal)
            try:
                return action(staff, number, form)
            except NewerMessage:
                return _show(staff, number, form, wrote_meanwhile(), 409)
            except NotNow:
                return _show(staff, number, form, _overtaken(), 409)
            except NotKept:
                return _show(staff, number, form, gettext("The text is too long to be kept."), 422)
            except Unavailable:
                return _show(staff, number, form, not_saved(), 503)

        return pressed

    return decorate


@bp.post("/dotaz/<int:number>/k-precteni")
@button_of_the_case(needs="text")
def ask(staff: Staff, number: int, form: CaseForm) -> ResponseReturnValue:
    """Put the answer before colleagues."""
    text = form.text.data or ""
    look_at = form.look_at.data or ""
    after = form.position_seen(number)
    window = window_of(staff, number, form)
    try:
        reading.ask(service(), staff, number, text, look_at, after=after, window=window)
    except NotNow:
        notice = gettext("An answer waits here to be read already. Open that one first.")
        return show_case(staff, number, form, notice, 409)
    except NotKept:
        return show_case(staff, number, form, gettext("The text is too long to be kept."), 422)
    return redirect(url_for("reading.show", number=number), 303)


@bp_reading.get("/dotaz/<int:number>/cteni")
@with_counsellor
def show(staff: Staff, number: int) -> ResponseReturnValue:
    """The question, the answer as a text, and what this person can do with it."""
    return _show(staff, number)


@bp_reading.post("/dotaz/<int:number>/cteni/psani")
@guard.gives_back
def save(number: int) -> ResponseReturnValue:
    """Seal what stands in the fields, for the script of the page."""
    return kept_drafts.save(number, ReadingForm())


@bp_reading.post("/dotaz/<int:number>/cteni/rozepsano")
@button_of_the_reading()
def keep(_staff: Staff, number: int, _form: ReadingForm) -> ResponseReturnValue:
    """Seal what was typed, to go on later: every button does that."""
    return redirect(url_for(".show", number=number), 303)


@bp_reading.post("/dotaz/<int:number>/cteni/souhlasim")
@button_of_the_reading()
def agree(staff: Staff, number: int, form: ReadingForm) -> ResponseReturnValue:
    """Send it as it is; words that were changed in the field go back to the author instead."""
    if form.is_changed_from(_text_of(staff, number)):
        notice = gettext("You have changed something. Return it to its author with your changes.")
        return _show(staff, number, form, notice, 409)
    window = window_of(staff, number, form)
    reading.agree(service(), staff, number, form.mark.data or "", window=window)
    return back(number)


@bp_reading.post("/dotaz/<int:number>/cteni/vratit")
@button_of_the_reading(needs="changed")
def return_changed(staff: Staff, number: int, form: ReadingForm) -> ResponseReturnValue:
    """Give it back to its author with changes."""
    reading.return_changed(
        service(),
        staff,
        number,
        form.mark.data or "",
        form.typed,
        after=form.position_seen(number),
        window=window_of(staff, number, form),
    )
    return redirect(url_for(".show", number=number), 303)


@bp_reading.post("/dotaz/<int:number>/cteni/prijmout")
@button_of_the_reading()
def accept(staff: Staff, number: int, form: ReadingForm) -> ResponseReturnValue:
    """Send it with the reader's changes."""
    reading.accept(service(), staff, number, form.mark.data or "")
    return back(number)


@bp_reading.post("/dotaz/<int:number>/cteni/upravit")
@button_of_the_reading()
def go_on_writing(staff: Staff, number: int, form: ReadingForm) -> ResponseReturnValue:
    """Put it back into the field of the answer."""
    reading.go_on_writing(service(), staff, number, form.mark.data or "")
    return back(number, "text")


@bp_reading.post("/dotaz/<int:number>/cteni/bez-precteni")
@button_of_the_reading(needs="unread_why")
def send_unread(staff: Staff, number: int, form: ReadingForm) -> ResponseReturnValue:
    """Send what nobody has read for four working hours."""
    reading.send_unread(service(), staff, number, form.mark.data or "", form.unread_why.data or "")
    return back(number)


@bp_reading.post("/dotaz/<int:number>/cteni/precteno")
@button_of_the_reading()
def has_read(staff: Staff, number: int, form: ReadingForm) -> ResponseReturnValue:
    """Note that what went already was read."""
    reading.has_read(service(), staff, number, form.mark.data or "")
    return back(number)


def to_be_read_first() -> str:
    """What stands above a page whose answer a colleague has to read."""
    return gettext("A colleague reads this answer before it goes. Send it to a colleague to read.")


def _overtaken() -> str:
    return gettext("It was read, changed or sent meanwhile. This is how it stands now.")


def _text_of(staff: Staff, number: int) -> str:
    """What the fields were filled in with; where it is read no more, what was sent, if anything."""
    if found := reading.find(service(), staff, number):
        return found.text
    sent = cases.open_case(service(), staff, number).last_answer
    return sent.text if sent else ""


def _show_gone(staff: Staff, number: int, form: ReadingForm) -> ResponseReturnValue:
    """What was typed into a page whose text was sent meanwhile, or taken back."""
    return pages.show(
        "reading-gone.html",
        title=gettext("Enquiry %(number)s: read by a colleague") % {"number": number},
        status=409,
        staff=staff,
        number=number,
        kept=given_back.kept(form.typed),
    )


def _show(
    staff: Staff,
    number: int,
    form: ReadingForm | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    found = reading.find(service(), staff, number)
    if found is None and status == HTTPStatus.BAD_REQUEST:
        raise BadRequest  # nothing that could be read, and nobody of ours who presses
    is_changed = form is not None and form.is_changed_from(_text_of(staff, number))
    if found is None:
        return _show_gone(staff, number, form) if form and is_changed else back(number)
    kept: Sequence[GivenBack] = ()
    if form and form.mark.data != found.mark:  # its fields are about another text
        kept = given_back.kept(form.typed) if is_changed else ()
        form = None
    case = cases.open_case(service(), staff, number)
    begun = case.drafts.newest(DraftKind.READING)
    goes_on = begun is not None and begun.fields.get("mark") == found.mark
    fields = case.drafts.fields(DraftKind.READING) if goes_on else {}
    filled = form or ReadingForm(formdata=None, data={"changed": found.text} | fields)
    filled.mark.data = found.mark
    filled.seen.data = str(case.seen)
    filled.window.data = kept_drafts.new_window(
        staff, number, case.drafts, [DraftKind.READING] if goes_on else [], form
    )
    return pages.show(
        "reading.html",
        title=gettext("Enquiry %(number)s: read by a colleague") % {"number": number},
        status=status,
        staff=staff,
        case=case,
        kind=kinds.find(case.kind),
        page=case.page(),
        reading=found,
        given=[case.messages[each.position - 1] for each in found.given],
        changes=changes.between(found.text, found.changed) if found.is_returned else [],
        kept=kept,
        from_before=OtherWindows.of(_from_before(case, found) if not kept else []),
        may_take_over=reading_turns.may_take_over(service(), staff, found),
        may_go_unread=reading.may_go_unread(service(), found),
        form=filled,
        notice=notice,
    )


def _from_before(case: Case, found: Reading) -> list[Content]:
    """What this person typed about another text than the page shows."""
    newest = case.drafts.newest_of([DraftKind.READING])
    contents = [*newest, *case.drafts.others(DraftKind.READING)]
    return [each for each in contents if each.fields.get("mark") != found.mark]
