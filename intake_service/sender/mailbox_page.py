"""The two pages of a mailbox: the conversation, and the one where the code is typed."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, TypeVar, cast

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext, on_date, on_day
from centre.language.typography import unbroken
from intake_service import clock
from intake_service.sender.forms import (
    ConsentForm,
    FeedbackForm,
    HintForm,
    ReceiptForm,
    ReplyForm,
)
from intake_service.sender.translated import in_other_languages
from intake_service.store.db import Unavailable
from intake_service.web import cookies, pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work import texts
from intake_service.work.conversation import states
from intake_service.work.enquiry import mailbox, opening, silence
from intake_service.work.enquiry.mailbox import Mailbox
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.post import email_hints
from intake_service.work.team.sessions import SessionExpired

KEY = "mailbox"  # what the cookie calls the key of an open mailbox
UNANSWERED = "mailbox-unanswered"
APOLOGIES = ("mailbox-late", UNANSWERED)
"""The passages about a promise that was not kept: they tell when somebody answers the phone."""

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def note_what_was_shown() -> None:
    """Note what earlier requests have shown while nothing could be noted, if it can be now."""
    with suppress(Unavailable):
        opening.mark_earlier(service())


def with_mailbox(view: View) -> View:
    """Give the view the open mailbox. One that has closed asks for the code and keeps the text."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            opened = mailbox.resume(service(), cookies.read(KEY))
        except SessionExpired:
            if request.method == "GET":
                return redirect(url_for("mailbox.show"), 303)
            return show_code_form(passage="expired" if cookies.came() else "no-cookies", status=403)
        return view(opened, *args, **kwargs)

    return cast(View, guarded)


def show_code_form(
    form: ReceiptForm | None = None,
    passage: str | None = None,
    status: int = 200,
    *,
    wait: int = 0,
) -> ResponseReturnValue:
    """Where the code is typed. A text that was sent to a closed mailbox is brought along.

    `wait` are the seconds after which trying again is right.
    """
    if form is None:
        form = ReceiptForm(formdata=None)
        form.text.data = texts.showable(pages.text_of_form())
    return pages.show(
        "enter-code.html",
        title=gettext("Read the answer"),
        form=form,
        notice=passage,
        status=status,
        wait=wait,
        elsewhere=in_other_languages("mailbox.show"),
    )


def show_conversation(
    opened: OpenedMailbox,
    passage: str | None = None,
    status: int = 200,
    *,
    reply: ReplyForm | None = None,
    hint: HintForm | None = None,
    feedback: FeedbackForm | None = None,
    wait: int = 0,
    only_read: bool = False,
) -> ResponseReturnValue:
    """The page of an open mailbox; a form that was refused stands in it as it was filled in.

    So does what was typed into the others: whichever button is pressed, all fields are posted.
    """
    box = mailbox.contents(service(), opened, only_read=only_read)
    form = reply or _typed_reply()
    feedback = feedback or _typed_feedback(box)
    state_passage = _state_passage(box)
    # What a repeated reply follows stays, so that it is the same message.
    form.after.data = form.after.data or box.last_position
    return pages.show(
        "mailbox.html",
        title=gettext("Your conversation"),
        status=status,
        wait=wait,
        box=box,
        page=box.page(),
        form=form,
        notice=passage,
        state_passage=state_passage,
        apologises=state_passage in APOLOGIES,
        may_remind=box.waits_for_team and state_passage != UNANSWERED,
        answer_day=unbroken(on_day(box.due_on)),
        delete_day=unbroken(on_date(box.delete_on)),
        leave_form=PlainForm(formdata=None),
        hint_form=(hint or HintForm()) if email_hints.are_offered(service()) else None,
        consent_form=ConsentForm(formdata=None, mark=box.offer.mark) if box.offer else None,
        feedback_form=feedback if box.answered or _is_changed(feedback, box) else None,
        feedback_changed=_is_changed(feedback, box),
        elsewhere=in_other_languages("mailbox.show"),
    )


def go_on(
    opened: OpenedMailbox, anchor: str | None = None, *, reply: ReplyForm | None = None
) -> ResponseReturnValue:
    """What follows a button that did its work: the conversation, with whatever else was typed.

    `reply` is the empty form after a reply was sent.
    """
    box = mailbox.contents(service(), opened)
    form = reply or _typed_reply()
    email = "" if box.hint else HintForm().email.data
    is_typed = [bool((text or "").strip()) for text in (form.text.data, email)]
    if any(is_typed) or _is_changed(_typed_feedback(box), box):
        return show_conversation(opened, reply=reply)
    return redirect(url_for("mailbox.show", _anchor=anchor), 303)


def _typed_reply() -> ReplyForm:
    """As it was posted with any button; nothing of it is checked."""
    form = ReplyForm(text_max=service().settings.text_max)
    form.text.data = texts.showable(form.text.data or "")
    return form


def _typed_feedback(box: Mailbox) -> FeedbackForm:
    """As it was posted with any button; else as it was given before."""
    if "sentence" not in request.form:
        return FeedbackForm.showing(box.feedback)
    form = FeedbackForm()
    form.sentence.data = texts.showable(form.sentence.data or "")
    return form


def _is_changed(form: FeedbackForm, box: Mailbox) -> bool:
    """Whether there is an answer to rate, and what the form says of it was not sent yet."""
    given = FeedbackForm.showing(box.feedback)
    return box.has_answer and any(
        (form[name].data or "") != (given[name].data or "") for name in ("rating", "sentence")
    )


def _state_passage(box: Mailbox) -> str:
    """The passage on what comes next; while the team is silent it names no day."""
    if box.waits_for_team and not silence.names_a_day(service()):
        return UNANSWERED
    return states.passage(box.state, box.due_on, clock.today())
