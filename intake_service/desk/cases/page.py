"""The page of an enquiry, and what every button on it has in common.

Whichever is pressed, all that was typed is sealed first, so that nothing is lost whatever happens
next. Every button names the newest message that the page showed, and does nothing when there is a
newer one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from intake_service.desk import kept_drafts
from intake_service.desk.access import logged_in_counsellor
from intake_service.desk.forms import CaseForm, WrittenForm
from intake_service.store.db import Unavailable
from intake_service.web import given_back, guard, pages
from intake_service.web.current import service
from intake_service.work.casework import cases
from intake_service.work.casework.cases import Case
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window, read_window
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.colleagues import (
    calls,
    first_sentence,
    handover,
    reading,
    reading_rule,
    supervision,
)
from intake_service.work.conversation import kinds
from intake_service.work.conversation.thread_pages import BESIDE_MAX, first_that_fit
from intake_service.work.enquiry import hidden
from intake_service.work.figures import minutes
from intake_service.work.replies import live_templates, places_and_names, useful_pages
from intake_service.work.replies.remarks import Preview
from intake_service.work.shift import reminders
from intake_service.work.sorting import kind_change, subject
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired

bp = Blueprint("cases", __name__)

Action = Callable[[Staff, int, CaseForm], ResponseReturnValue]
KINDS = (DraftKind.ANSWER, DraftKind.NOTE, DraftKind.SUPERVISION)


def gone(_error: NoSuchEnquiry) -> ResponseReturnValue:
    """The enquiry was deleted meanwhile, or never there; what was typed is given back."""
    return pages.show(
        "gone.html",
        title=gettext("This enquiry is not here any more"),
        status=404,
        kept=given_back.typed(),
    )


def button_of_the_case(*, needs: str = "") -> Callable[[Action], Callable[[int], Any]]:
    """Give a button its login, its form and the page again with everything typed if it fails.

    `needs` is the field that has to be filled in.
    """

    def decorate(action: Action) -> Callable[[int], Any]:
        @guard.gives_back
        @wraps(action)
        def pressed(number: int) -> ResponseReturnValue:
            form = new_form(needed=needs)
            try:
                staff = logged_in_counsellor(number)
            except SessionExpired:
                return kept_drafts.ask_for_login(number, form.texts, form.page_state)
            valid = form.validate()
            kept_drafts.keep_typed(staff, number, form)
            if not valid:
                return show_case(staff, number, form, *form.refusal)
            try:
                return action(staff, number, form)
            except NewerMessage:
                return show_case(staff, number, form, wrote_meanwhile(), 409)
            except Unavailable:
                return show_case(staff, number, form, not_saved(), 503)

        return pressed

    return decorate


def new_form(**given: Any) -> CaseForm:
    """The form of the page."""
    return CaseForm(text_max=service().settings.text_max, **given)


def window_of(staff: Staff, number: int, form: WrittenForm) -> Window | None:
    """The window in which the form was filled in, if this person has it from us."""
    return read_window(service().vault, staff.id, number, form.page_state)


def back(number: int, anchor: str | None = None) -> ResponseReturnValue:
    """Lead to the page of the enquiry, where all that is unfinished stands in its fields."""
    return redirect(url_for("cases.show", number=number, _anchor=anchor), 303)


def wrote_meanwhile() -> str:
    """What stands above a page when there is a message that it did not show."""
    return gettext("Somebody wrote here meanwhile. Read it first; what you typed is still below.")


def not_saved() -> str:
    """What stands above a page when the database takes nothing."""
    return gettext(
        "This could not be saved right now. What you typed is still here; "
        "press the button once more in a minute."
    )


def _fill_subject(form: CaseForm, number: int) -> None:
    """Offer everybody whom a complaint could concern, and choose who was said to be."""
    form.subject.choices = {
        "": gettext("Please choose"),
        hidden.NOBODY.hex(): gettext("nobody of the team"),
    } | {each.id.hex(): each.name for each in subject.choices(service())}
    form.subject.data = form.subject.data or subject.decided(service(), number) or ""


def show_case(
    staff: Staff,
    number: int,
    form: CaseForm | None = None,
    notice: str | None = None,
    status: int = 200,
    preview: Preview | None = None,
) -> ResponseReturnValue:
    """The page; without a form, what this person has not finished stands in its fields."""
    case = cases.open_case(service(), staff, number)
    filled = form or new_form(formdata=None, data=case.drafts.fields(*KINDS))
    filled.seen.data = str(case.seen)
    filled.window.data = kept_drafts.new_window(staff, number, case.drafts, KINDS, form)
    _fill_choices(filled, staff, case)
    return pages.show(
        "case.html",
        title=gettext("Enquiry %(number)s") % {"number": number},
        status=status,
        staff=staff,
        case=case,
        kind=kinds.find(case.kind),
        page=case.page(),
        form=filled,
        unfinished=case.drafts.newest(*KINDS) if form is None else None,
        in_other_windows=kept_drafts.OtherWindows.of(case.drafts.others(*KINDS)),
        is_away=kept_drafts.is_away,
        may_decide=subject.may_decide(staff, case.kind),
        preview=preview,
        notice=notice,
        **_to_answer_with(staff, case),
        **_of_the_team(staff, case),
    )


def _fill_choices(form: CaseForm, staff: Staff, case: Case) -> None:
    """Offer what each field can be, and the reason that most such messages have."""
    choose = {"": gettext("Please choose")}
    form.reason.data = form.reason.data or case.usual_reason or ""
    form.kind.choices = choose | {
        kind.id: gettext(kind.name) for kind in kind_change.choices(case.kind)
    }
    if subject.may_decide(staff, case.kind):
        _fill_subject(form, case.number)
    templates = live_templates.templates(service())
    form.template.choices = choose | {name: templates.title(name) for name in templates.names}
    colleagues = handover.colleagues(service(), staff, case.number)
    form.call.choices = {"": gettext("nobody")} | {each.id.hex(): each.name for each in colleagues}


def _to_answer_with(staff: Staff, case: Case) -> dict[str, Any]:
    """What stands around the field of the answer."""
    may_begin = first_sentence.may_send(case)
    return {
        "first_sentence": first_sentence.words(service(), case) if may_begin else "",
        "may_not_wait": reading_rule.may_not_wait(case),
        "has_to_be_read": reading_rule.needs_reader(service(), staff, case),
        "places_and_names": places_and_names.found(case.question.text, service().facts),
        "useful_pages": useful_pages.pages(case.question),
        "origin_of_site": service().facts.centre.base_url,
        "suggested": live_templates.suggested(service(), case.question),
        "template_title": live_templates.templates(service()).title,
        "minutes": minutes.noted(service(), staff, case.number, position=case.last_position),
        "choices_of_minutes": minutes.CHOICES,
    }


def _of_the_team(staff: Staff, case: Case) -> dict[str, Any]:
    """What colleagues say to each other."""
    questions = supervision.of_enquiry(service(), staff, case.number)
    for_supervision = first_that_fit(questions, lambda each: each.question, BESIDE_MAX)
    return {
        "notes": case.notes_page(),
        "is_called": calls.is_called(service(), staff, case.number),
        "reading": reading.find(service(), staff, case.number),
        "reminders": reminders.of_enquiry(service(), staff, case.number),
        "for_supervision": for_supervision,
        "more_for_supervision": len(questions) - len(for_supervision),
    }
