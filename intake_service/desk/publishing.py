"""Publishing an answered question: prepare a text, see what its sender says, propose the page,
write it as a second person, take it down."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk import kept_drafts
from intake_service.desk.access import logged_in_counsellor, with_counsellor
from intake_service.desk.forms import OfferForm, ReadOfferForm
from intake_service.store.db import Unavailable
from intake_service.web import guard, log, pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work.casework import cases, publishing
from intake_service.work.casework.drafts import DraftKind
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


@bp.get("/dotaz/<int:number>/zverejneni")
@with_counsellor
def show(staff: Staff, number: int) -> ResponseReturnValue:
    """Where one text stands; `draft` brings back what an expired login kept_drafts."""
    kept = kept_drafts.bring_back(staff, number, DraftKind.OFFER)
    if kept is None:
        return _show(staff, number)
    form = OfferForm(formdata=None, data=kept.fields)
    return _show(staff, number, form, gettext("Here is the text you were writing."))


@bp.post("/dotaz/<int:number>/zverejneni")
@guard.gives_back
def offer(number: int) -> ResponseReturnValue:
    """Ask the sender about a text; what the check of the content finds in it is told first."""
    form = OfferForm()
    try:
        staff = logged_in_counsellor()
    except SessionExpired:
        return kept_drafts.ask_for_login(number, DraftKind.OFFER, form.typed)
    if not form.validate():
        return _show(staff, number, form, *form.refusal)
    try:
        publishing.offer(service(), staff, number, form.question_to_publish)
    except NotInOrder as error:
        form.form_errors = error.sentences
        return _show(staff, number, form, status=422)
    except NotNow:
        return _show(staff, number, form, gettext("The sender cannot be asked about it now."), 409)
    except Unavailable:
        return _show(staff, number, form, pages.try_again(), 503)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/zpet")
@with_counsellor
def take_back(staff: Staff, number: int) -> ResponseReturnValue:
    """Do not ask the sender any more."""
    try:
        publishing.take_back(service(), staff, number)
    except NotNow:
        return _show(
            staff,
            number,
            notice=gettext("It is published already. Take the page down first."),
            status=409,
        )
    return redirect(url_for("cases.show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/navrh")
@with_counsellor
def propose(staff: Staff, number: int) -> ResponseReturnValue:
    """Propose to write the page."""
    try:
        publishing.propose(service(), staff, number, mark=_mark_read())
    except (NotAgreed, TextChanged) as error:
        return _show(staff, number, notice=_refusal(error), status=409)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/zastavit")
@with_counsellor
def stop(staff: Staff, number: int) -> ResponseReturnValue:
    """Take a proposal back, one's own or a colleague's."""
    publishing.stop(service(), staff, number)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/stranka")
@with_counsellor
def publish(staff: Staff, number: int) -> ResponseReturnValue:
    """Write the page."""
    try:
        publishing.publish(service(), staff, number, mark=_mark_read())
    except (NotAgreed, TextChanged, NotYet) as error:
        return _show(staff, number, notice=_refusal(error), status=409)
    except NotInOrder as error:
        return _show(staff, number, notice=" ".join(error.sentences), status=409)
    except CannotWrite:
        return _cannot_write(staff, number)
    return redirect(url_for(".show", number=number), 303)


@bp.post("/dotaz/<int:number>/zverejneni/stahnout")
@with_counsellor
def take_down(staff: Staff, number: int) -> ResponseReturnValue:
    """Remove the page."""
    try:
        publishing.take_down(service(), staff, number)
    except CannotWrite:
        return _cannot_write(staff, number)
    return redirect(url_for(".show", number=number), 303)


def _mark_read() -> str:
    return ReadOfferForm().mark.data or ""


def _refusal(error: NotAgreed | TextChanged | NotYet) -> str:
    match error:
        case NotAgreed():
            return gettext("The sender does not agree to this text.")
        case TextChanged():
            return gettext("The text has changed meanwhile. Please read it first.")
        case NotYet():
            return gettext("A colleague has to agree first.")


def _cannot_write(staff: Staff, number: int) -> ResponseReturnValue:
    log.event("content-not-writable")
    notice = gettext(
        "The folder with the pages cannot be written. Please tell whoever looks after the server."
    )
    return _show(staff, number, notice=notice, status=503)


def _show(
    staff: Staff,
    number: int,
    form: OfferForm | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    case = cases.open_case(service(), staff, number)
    return pages.show(
        "publishing.html",
        title=gettext("Enquiry %(number)s for publishing") % {"number": number},
        status=status,
        staff=staff,
        case=case,
        offer=case.offer,
        shown=case.offer is not None and publishing.is_shown(service(), case.offer),
        consent_words=_consent_words,
        form=form or OfferForm.beginning(case),
        read=ReadOfferForm.of(case.offer.mark if case.offer else ""),
        plain=PlainForm(formdata=None),
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
