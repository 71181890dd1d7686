"""The desk's forms."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, ClassVar

from wtforms import BooleanField, Field, PasswordField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import DateInput

from centre.exchange.published_questions import Question
from centre.language.i18n import N_, gettext
from centre.texts.replies.gaps import gaps
from intake_service.desk.duties import DutiesForm
from intake_service.store.terms import LetterChoice, ReadingRule
from intake_service.web.forms import (
    Form,
    HiddenLine,
    HiddenNumber,
    Line,
    Needed,
    Text,
    WholeNumber,
    put,
)
from intake_service.work.casework.cases import Case
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import PageState
from intake_service.work.casework.drafts import Texts
from intake_service.work.casework.seen import Seen, read_all
from intake_service.work.conversation.settlement import REASONS
from intake_service.work.shift import reminders
from intake_service.work.shift.reminders import When, Why
from intake_service.work.switches import MORE_DAYS_MAX, Switches
from intake_service.work.team.newcomers import NAME_MAX

MISSING = N_("Please fill in: %(field)s.")
NEEDED = Needed(MISSING)
LOOK_AT_MAX = 200  # characters; one line


class LoginForm(Form):
    """Name, password and code at once: a wrong one does not tell which it was."""

    name = Line(N_("Name"), validators=[NEEDED])
    password = PasswordField(N_("Password"), validators=[NEEDED])
    code = Line(N_("Code from the app, or a recovery code"), validators=[NEEDED])
    draft = HiddenLine("")

    def expired_notice(self) -> str:
        """The password is not given back, so it is not only sent once more."""
        return gettext("The page was open too long. Please log in once more.")


class KeyLoginForm(LoginForm):
    """Name and password; a security key stands in for the code."""

    code = Line(N_("Code from the app, or a recovery code"))


class WrittenForm(Form):
    """A form whose texts are sealed as they are typed.

    `window` is the page as we gave it out, `turn` how many changes its script has counted.
    """

    window = HiddenLine("")
    turn = HiddenNumber()

    @property
    def page_state(self) -> PageState:
        """What the page says of itself when a button of it was pressed."""
        return PageState(token=self.window.data or "", turn=self.turn.data or 0)


def without_gaps(_form: Form, field: Field) -> None:
    """Validator: a template's gaps are filled in before the answer goes."""
    if left := gaps(field.data or ""):
        message = gettext("Please fill in, or delete: %(gaps)s")
        raise ValidationError(message % {"gaps": ", ".join(left)})


class CaseForm(WrittenForm):
    """All that is typed on the page of an enquiry; each button needs some of it and keeps the rest.

    `seen` says up to which message the page showed the conversation.
    """

    text = TextAreaField(N_("Answer"))
    note = TextAreaField(N_("New note"))
    reason = SelectField(
        N_("Why no answer is needed"),
        choices={"": N_("Please choose"), **{each.value: words for each, words in REASONS.items()}},
        default="",
    )
    remind_when = SelectField(
        N_("When"),
        choices={
            When.TOMORROW.value: N_("tomorrow"),
            When.MONDAY.value: N_("on Monday"),
            When.WEEK.value: N_("in a week"),
            "day": N_("on this day:"),
        },
        default=When.TOMORROW.value,
    )
    remind_on = Line(N_("Day"), widget=DateInput())
    remind_why = SelectField(
        N_("What for"),
        choices={each.value: words for each, words in reminders.REASONS.items()},
        default=Why.CALL.value,
    )
    seen = HiddenLine("")
    look_at = Line(N_("What to look at"), validators=[Length(max=LOOK_AT_MAX)])
    kind = SelectField(N_("What it really is"), choices=(), default="", validate_choice=False)
    subject = SelectField(N_("Whom of the team it concerns"), choices=(), validate_choice=False)
    supervision = TextAreaField(N_("A question for supervision"))
    call = SelectField(N_("Call a colleague to it"), choices=(), default="", validate_choice=False)
    template = SelectField(N_("All templates"), choices=(), default="", validate_choice=False)

    TYPED = ("text", "note", "supervision")

    def __init__(self, *args: Any, text_max: int, needed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.TYPED:
            self[name].flags.required = True  # each has a button of its own, which needs it
        self.reason.flags.required = True
        self.kind.flags.required = True
        self.subject.flags.required = True
        if needed in ("reason", "kind", "subject"):
            self[needed].validators = [Needed(MISSING)]
        elif needed:
            put(Text(text_max, missing=MISSING), self[needed])
        if needed == "text":
            self.text.validators = (*self.text.validators, without_gaps)

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by field."""
        return {name: self[name].data or "" for name in self.TYPED}

    @property
    def texts(self) -> Texts:
        """What was typed, by what it will become."""
        return {
            DraftKind.ANSWER: {"text": self.text.data or ""} | self._look_at,
            DraftKind.NOTE: {"note": self.note.data or ""},
            DraftKind.SUPERVISION: {"supervision": self.supervision.data or ""},
        }

    @property
    def _look_at(self) -> dict[str, str]:
        line = self.look_at.data or ""
        return {"look_at": line} if line.strip() else {}

    def position_seen(self, number: int) -> int:
        """Position of the last message of this enquiry that the page showed."""
        seen = Seen.read(self.seen.data or "")
        return seen.position if seen and seen.number == number else 0

    def expired_notice(self) -> str:
        """What stands above a page that was open too long."""
        return gettext("The page was open too long. What you wrote is still here; press once more.")


class SeenForm(Form):
    """A button that acts on enquiries as its page showed them; `seen` names them."""

    seen = HiddenLine("")

    @classmethod
    def of(cls, shown: Iterable[Seen]) -> "SeenForm":
        """The form of a page that shows these."""
        return cls(formdata=None, data={"seen": " ".join(map(str, shown))})

    @property
    def all_seen(self) -> list[Seen]:
        """The enquiries, as the page showed them."""
        return read_all((self.seen.data or "").split())


class OfferForm(WrittenForm):
    """A question and its answer, rewritten for publishing; each button keeps what is in the fields.

    `mark` names the words of the offered text that the page showed. Only the button that asks the
    sender `needs_text`.
    """

    title = Line(N_("Title"))
    lead = TextAreaField(N_("In short"))
    question = TextAreaField(N_("Question"))
    answer = TextAreaField(N_("Answer"))
    mark = HiddenLine("")

    LONGEST: ClassVar = {"title": 120, "lead": 300, "question": 5000, "answer": 10_000}

    def __init__(self, *args: Any, needs_text: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, limit in self.LONGEST.items():
            if needs_text:
                put(Text(limit, missing=MISSING), self[name])

    @classmethod
    def beginning(cls, case: Case) -> "OfferForm":
        """The text that was offered, or the newest answer to begin with."""
        return cls(formdata=None, data=_begun(case))

    def is_changed_from(self, case: Case) -> bool:
        """Whether somebody has typed anything since the fields were filled in from the enquiry."""
        begun = _begun(case)
        return any(
            _compared(text) not in ("", _compared(begun.get(name, "")))
            for name, text in self.typed.items()
        )

    @property
    def typed(self) -> dict[str, str]:
        """All that was typed."""
        return {name: self[name].data or "" for name in self.LONGEST}

    @property
    def texts(self) -> Texts:
        """The same, by what it will become."""
        return {DraftKind.OFFER: self.typed}

    @property
    def question_to_publish(self) -> Question:
        """What was filled in."""
        return Question(**self.typed)


def _begun(case: Case) -> dict[str, str]:
    if case.offer:
        return asdict(case.offer.question)
    answers = [message.text for message in case.messages if message.from_team]
    return {"answer": answers[-1] if answers else ""}


def _compared(text: str) -> str:
    return " ".join(text.split())  # a browser sends line ends of its own


class InviteForm(DutiesForm):
    """Whom to invite, and to what."""

    name = Line(N_("Name"), validators=[NEEDED, Length(max=NAME_MAX)])


class InvitationForm(Form):
    """The code that a colleague handed over."""

    invitation = Line(N_("Invitation code"), validators=[NEEDED])


class JoinForm(Form):
    """A new password, typed twice, and the first code of the authenticator app."""

    invitation = HiddenLine("")
    secret = HiddenLine("")
    password = PasswordField(N_("New password (15 characters or more)"), validators=[NEEDED])
    again = PasswordField(N_("The same password again"), validators=[NEEDED])
    code = Line(N_("Code from the app"), validators=[NEEDED])


class PasswordForm(Form):
    """A change of the password."""

    old = PasswordField(N_("Present password"), validators=[NEEDED])
    password = PasswordField(N_("New password (15 characters or more)"), validators=[NEEDED])
    again = PasswordField(N_("The same password again"), validators=[NEEDED])


class LettersForm(Form):
    """Which letters somebody wants."""

    letters = SelectField(
        N_("Which e-mails come to you"),
        choices={
            LetterChoice.AT_ONCE.value: N_("an e-mail for each message, at once"),
            LetterChoice.DAILY.value: N_("once a day, and what is urgent at once"),
            LetterChoice.URGENT.value: N_("only what is urgent"),
            LetterChoice.NONE.value: N_("none"),
        },
    )


class FactorForm(Form):
    """Another authenticator app: the password again, and the first code of the new secret."""

    secret = HiddenLine("")
    old = PasswordField(N_("Present password"), validators=[NEEDED])
    code = Line(N_("Code from the app"), validators=[NEEDED])


class DateForm(Form):
    """The day that a coordinator confirms, as the page showed it."""

    day = HiddenLine("")

    @property
    def confirmed(self) -> date | None:
        """The day; None for what was tampered with."""
        try:
            return date.fromisoformat(self.day.data or "")
        except ValueError:
            return None


class SwitchForm(Form):
    """The switches of the intake, and of the letter about the website."""

    paused = BooleanField(N_("Take no new messages for now"))
    more_days = WholeNumber(
        N_("Working days more than usual"),
        default=0,
        validators=[InputRequired(), NumberRange(min=0, max=MORE_DAYS_MAX)],
    )
    weekly_letter = BooleanField(N_("An e-mail a week about the website"))
    reading = SelectField(
        N_("A colleague reads answers before they go"),
        choices={
            ReadingRule.OFF.value: N_("only when somebody asks for it"),
            ReadingRule.NEWCOMERS.value: N_("of whoever has been here for less than three months"),
            ReadingRule.MARKED.value: N_("in a crisis, and where a child writes"),
            ReadingRule.ALL.value: N_("always"),
        },
        default=ReadingRule.OFF.value,
    )

    @property
    def wanted(self) -> Switches:
        """How they were set."""
        return Switches(
            paused=bool(self.paused.data),
            more_days=self.more_days.data or 0,
            weekly_letter=bool(self.weekly_letter.data),
            reading=ReadingRule(self.reading.data),
        )
