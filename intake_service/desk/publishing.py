"""Publishing an answered question: prepare a text, see what its sender says, propose the page,
write it as a second person, take it down."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import N_, gettext
from intake_service.desk import kept_drafts
from intake_service.desk.access import logged_in_counsellor, with_counsellor
from intake_service.desk.forms import OfferForm
from intake_service.store.db import Unavailable
from intake_service.web import given_back, guard, log, pages
from intake_service.web.current import service
from intake_service.work.casework import cases, publishing
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import read_window
from intake_service.work.casework.publishing import (
    CannotWrite,
    NotInOrder,
    NotNow,
    TextChanged,
)
from intake_service.work.conversation.proposals import NotYet
from intake_service.work.conversation.publication import Consent, NotAgreed
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired

bp = Blueprint("publishing", __name__)

Action = Callable[[Staff, int, OfferForm], ResponseReturnValue]


@bp.get("/zverejneni")
@with_counsellor
def show_all(staff: Staff) -> ResponseReturnValue:
    """All texts that were offered to their senders."""
    return pages.show(
        "published.html",
        title=gettext("Questions for publishing"),
        staff=staff,
        found=publishing.list_offers(service(), staff),
        consent_words=_consent_words,
    )


def button_of_the_text(
    *, needs_text: bool = False, not_now: str = ""
) -> Callable[[Action], Callable[[int], Any]]:
    """Give a button its login and its form; what stands in the fields is kept whatever happens.

    `not_now` says, as a message, why the button may do nothing at this moment.
    """

    def decorate(action: Action) -> Callable[[int], Any]:
        @guard.gives_back
        @wraps(action)
        def pressed(number: int) -> ResponseReturnValue:
            form = OfferForm(needs_text=needs_text)
            try:
                staff = logged_in_counsellor(number)
            except SessionExpired:
                return kept_drafts.ask_for_login(number, form.texts, form.page_state)
            valid = form.validate()
            _keep_typed(staff, number, form)
            if not valid:
                return _show(staff, number, form, *form.refusal)
            try:
                return action(staff, number, form)
            except NotInOrder as error:
                form.form_errors = error.sentences
                return _show(staff, number, form, status=422)
            except NotNow:
                return _show(staff, number, form, gettext(not_now), 409)
            except REFUSALS as error:
                return _show(staff, number, form, gettext(REFUSED[type(error)]), 409)
            except CannotWrite:
                log.event("content-not-writable")
                return _show(staff, number, form, _not_written(), 503)
            except Unavailable:
                return _show(staff, number, form, pages.try_again(), 503)

        return pressed

    return decorate


@bp.get("/dotaz/<int:number>/zverejneni")
@with_counsellor
def show(staff: Staff, number: int) -> ResponseReturnValue:
    """Where one text stands, with what was being written."""
    return _show(staff, number)


@bp.post("/dotaz/<int:number>/zverejneni/rozepsano")
@button_of_the_text()
def keep(_staff: Staff, number: int, _form: OfferForm) -> ResponseReturnValue:
    """Seal what was typed, for whoever goes on later or elsewhere: every button does that."""
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/zahodit")
@button_of_the_text()
def discard(staff: Staff, number: int, _form: OfferForm) -> ResponseReturnValue:
    """Throw away what was typed in another window."""
    kept_drafts.discard(staff, number)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/psani")
@guard.gives_back
def save(number: int) -> ResponseReturnValue:
    """Seal what stands in the fields, for the script of the page; it is told by the status."""
    return kept_drafts.save(number, OfferForm(needs_text=False))


@bp.post("/dotaz/<int:number>/zverejneni")
@button_of_the_text(needs_text=True, not_now=N_("The sender cannot be asked about it now."))
def offer(staff: Staff, number: int, form: OfferForm) -> ResponseReturnValue:
    """Ask the sender about a text; what the check of the content finds in it is told first."""
    window = read_window(service().vault, staff.id, number, form.page_state)
    publishing.offer(service(), staff, number, form.question_to_publish, window=window)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/zpet")
@button_of_the_text(not_now=N_("It is published already. Take the page down first."))
def take_back(staff: Staff, number: int, _form: OfferForm) -> ResponseReturnValue:
    """Do not ask the sender any more."""
    publishing.take_back(service(), staff, number)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/navrh")
@button_of_the_text()
def propose(staff: Staff, number: int, form: OfferForm) -> ResponseReturnValue:
    """Propose to write the page."""
    publishing.propose(service(), staff, number, mark=form.mark.data or "")
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/zastavit")
@button_of_the_text()
def stop(_staff: Staff, number: int, _form: OfferForm) -> ResponseReturnValue:
    """Take a proposal back, one's own or a colleague's."""
    publishing.stop(service(), number)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/stranka")
@button_of_the_text()
def publish(staff: Staff, number: int, form: OfferForm) -> ResponseReturnValue:
    """Write the page."""
    publishing.publish(service(), staff, number, mark=form.mark.data or "")
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/stahnout")
@button_of_the_text()
def take_down(staff: Staff, number: int, _form: OfferForm) -> ResponseReturnValue:
    """Remove the page."""
    publishing.take_down(service(), staff, number)
    return redirect(url_for(".show", number=number), 303)


REFUSED = {
    NotAgreed: N_("The sender does not agree to this text."),
    TextChanged: N_("The text has changed meanwhile. Please read it first."),
    NotYet: N_("A colleague has to agree first."),
}
"""Why a button did nothing, as messages."""
REFUSALS = tuple(REFUSED)


def _not_written() -> str:
    return gettext(
        "The folder with the pages cannot be written. Please tell whoever looks after the server."
    )


def _keep_typed(staff: Staff, number: int, form: OfferForm) -> None:
    """Seal what was typed and asked nobody yet."""
    if not form.expired and form.is_changed_from(cases.open_case(service(), staff, number)):
        kept_drafts.keep_typed(staff, number, form)


def _show(
    staff: Staff,
    number: int,
    form: OfferForm | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    case = cases.open_case(service(), staff, number)
    unfinished = case.drafts.fields(DraftKind.OFFER)
    begun = OfferForm(formdata=None, data=unfinished) if unfinished else OfferForm.beginning(case)
    filled = form or begun
    shown = (DraftKind.OFFER,) if case.may_offer else ()
    filled.window.data = kept_drafts.new_window(staff, number, case.drafts, shown, form)
    filled.mark.data = case.offer.mark if case.offer else ""
    return pages.show(
        "publishing.html",
        title=gettext("Enquiry %(number)s for publishing") % {"number": number},
        status=status,
        staff=staff,
        case=case,
        offer=case.offer,
        shown=case.offer is not None and publishing.is_shown(service(), case.offer),
        consent_words=_consent_words,
        form=filled,
        unfinished=case.drafts.newest(DraftKind.OFFER) if form is None else None,
        in_other_windows=kept_drafts.OtherWindows.of(case.drafts.others(DraftKind.OFFER)),
        kept=given_back.kept(form.typed if form else unfinished) if not case.may_offer else [],
        notice=notice,
    )


def _consent_words(consent: Consent) -> str:
    match consent:
        case Consent.ASKED:
            return gettext("The sender has not answered yet.")
        case Consent.GIVEN:
            return gettext("The sender agrees.")
        case Consent.REFUSED:
            return gettext("The sender does not want it.")
        case Consent.WITHDRAWN:
            return gettext("The sender took the consent back.")
