"""The sender's forms: a kind's fields joined with Flask-WTF."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from centre.language.i18n import N_, gettext
from intake_service.sender import robots
from intake_service.web.forms import Form, HiddenLine, HiddenNumber, Line, Needed, Text, put
from intake_service.work.conversation.kinds import EXTRA_MAX, Choices, Kind
from intake_service.work.conversation.publication import Consent
from intake_service.work.enquiry.feedback import SENTENCE_MAX, Feedback
from intake_service.work.post import email_hints
from intake_service.work.service import Service

RATINGS = {
    "1": N_("1, not at all"),
    **{number: number for number in "234"},
    "5": N_("5, a lot"),
}


class SenderForm(Form):
    """A form whose notices are passages."""

    def expired_notice(self) -> str:
        """The passage above a form that was open too long."""
        return "expired"

    def no_cookies_notice(self) -> str:
        """The passage above a form that came without a cookie."""
        return "no-cookies"


class EnquiryForm(SenderForm):
    """What every kind's form has besides the kind's own fields."""

    attempt = HiddenNumber("", highest=99)
    opened = HiddenLine("")
    ticket = HiddenLine("")
    homepage = Line(N_("Leave this empty"))
    """People do not see it; robots fill in whatever there is."""

    hint = Line(N_("E-mail for a notice that there is an answer"))

    def __init__(
        self, *args: Any, text_max: int, choices: Choices, hint_offered: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, given in choices.items():
            self[name].choices = {value: gettext(label) for value, label in given.items()}
        if not hint_offered:
            del self.hint
        for field in self:
            if isinstance(field, TextAreaField):
                put(Text(text_max), field)
            elif isinstance(field, StringField) and field in self.visible_fields:
                put(Text(EXTRA_MAX, required=False), field)
        self.opened.data = self.opened.data or robots.stamp()

    def is_of_a_robot(self, quickest: int) -> bool:
        """Whether somebody is asked once more: they sent it within `quickest` seconds, or wrote
        unseen.

        What was written unseen is gone then, so that the next press is not asked again for it.
        """
        unseen = self.homepage.data
        self.homepage.data = ""
        age = robots.age(self.opened.data or "")
        if age == 0:
            self.opened.data = robots.stamp()
        return bool(unseen) or 0 <= age < quickest

    @property
    def hint_email(self) -> str | None:
        """Where a hint goes, if one is wanted."""
        return (self.hint.data or None) if "hint" in self else None

    def validate_hint(self, field: Any) -> None:
        """WTForms calls this for the field `hint`."""
        if (field.data or "").strip():
            field.data = checked_email(field.data)

    @property
    def visible_fields(self) -> Sequence[Field]:
        """What the reader sees, in the order of the kind."""
        return [
            field
            for field in self
            if not isinstance(field.widget, HiddenInput) and field is not self.homepage
        ]

    @property
    def optional_fields(self) -> Sequence[Field]:
        """All of that but the text."""
        return [field for field in self.visible_fields if field.name != "text"]

    @property
    def extra_errors(self) -> bool:
        """Whether an optional field has to be corrected, so that they are unfolded."""
        return any(field is not self["text"] for field in self.faulty_fields)

    def extras(self, kind: Kind) -> Mapping[str, str]:
        """The optional fields that were filled in."""
        names = (name for name in self.data if hasattr(kind.fields, name) and name != "text")
        return {name: self.data[name] for name in names if self.data[name]}


def enquiry_form(service: Service, kind: Kind, **given: Any) -> EnquiryForm:
    """The form of a kind: its fields, a token, the rules for texts, choices from the centre's
    facts."""
    form: EnquiryForm = _joined(kind)(
        text_max=service.settings.text_max,
        choices=kind.choices(service.facts),
        hint_offered=kind.receipt and email_hints.are_offered(service),
        **given,
    )
    return form


@cache
def _joined(kind: Kind) -> type[EnquiryForm]:
    return type(f"{kind.id.title()}Form", (kind.fields, EnquiryForm), {})


class ReceiptForm(SenderForm):
    """Where the sender types the receipt; `text` carries a reply that would have been lost."""

    receipt = Line(
        N_("Reply code"), validators=[Needed(N_("Please type the code that you noted."))]
    )
    text = HiddenLine("")


class ReplyForm(SenderForm):
    """A further message in the mailbox; `after` is the position of the last message seen."""

    text = TextAreaField(N_("Your message"))
    after = HiddenNumber("")

    def __init__(self, *args: Any, text_max: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put(Text(text_max), self.text)


class HintForm(SenderForm):
    """Where the e-mail hint is switched on."""

    email = Line(N_("Your e-mail"))

    def validate_email(self, field: Any) -> None:
        """WTForms calls this for the field `email`."""
        field.data = checked_email(field.data or "")


class FeedbackForm(SenderForm):
    """How the answer helped."""

    rating = RadioField(
        N_("Did the answer help you?"),
        choices=RATINGS,
        validators=[Needed(N_("Please choose a number from 1 to 5."))],
    )
    sentence = StringField(N_("What would have helped more?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put(Text(SENTENCE_MAX, required=False), self.sentence)

    @classmethod
    def showing(cls, given: Feedback | None) -> "FeedbackForm":
        """The form as it was filled in, to be changed; empty before that."""
        if given is None:
            return cls(formdata=None)
        return cls(formdata=None, rating=str(given.rating), sentence=given.sentence)

    @property
    def feedback(self) -> Feedback:
        """What was filled in."""
        return Feedback(int(self.rating.data), self.sentence.data or "")


class ConsentForm(SenderForm):
    """Whether a text may be published: `mark` stands for its words, `answer` is the button."""

    mark = HiddenLine("")
    answer = HiddenLine("")

    @property
    def consent(self) -> Consent | None:
        """What the button stands for; None for a button that is not ours."""
        buttons = {each.value: each for each in Consent if each is not Consent.ASKED}
        return buttons.get(self.answer.data or "")


def checked_email(typed: str) -> str:
    """The address, or a ValidationError in words."""
    try:
        return email_hints.checked(typed)
    except email_hints.NotAnAddress:
        raise ValidationError(
            gettext("This does not look like an e-mail: name@example.org")
        ) from None
