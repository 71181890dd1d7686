"""The sender's forms: a kind's fields joined with Flask-WTF."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField

from intake_service.web.forms import Form, HiddenLine, HiddenNumber, Line, Text
from intake_service.work.kinds import EXTRA_MAX, Kind


def _(message: str) -> str:
    return message


class EnquiryForm(Form):
    """What every kind's form has besides the kind's own fields."""

    attempt = HiddenNumber("", highest=99)

    def __init__(self, *args: Any, text_max: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            if isinstance(field, TextAreaField):
                _check(field, Text(text_max))
            elif isinstance(field, StringField) and not isinstance(field, HiddenField):
                _check(field, Text(EXTRA_MAX, required=False))

    @property
    def extra_errors(self) -> bool:
        """Whether something among the optional fields has to be corrected, so that they are shown."""
        return any(field is not self["text"] for field in self.faulty_fields)

    def extras(self, kind: Kind) -> Mapping[str, str]:
        """The optional fields that were filled in."""
        names = (name for name in self.data if hasattr(kind.fields, name) and name != "text")
        return {name: self.data[name] for name in names if self.data[name]}


def enquiry_form(kind: Kind, text_max: int, **given: Any) -> EnquiryForm:
    """The form of a kind: its fields, a token, and the rules for texts."""
    joined = type(f"{kind.id.title()}Form", (kind.fields, EnquiryForm), {})
    form: EnquiryForm = joined(text_max=text_max, **given)
    return form


class ReceiptForm(Form):
    """Where the sender types the receipt; `text` carries a reply that would have been lost."""

    receipt = Line(_("Reply code"))
    text = HiddenLine("")


class ReplyForm(Form):
    """A further message in the mailbox; `after` is the position of the last message seen."""

    text = TextAreaField(_("Your message"))
    after = HiddenNumber("")

    def __init__(self, *args: Any, text_max: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _check(self.text, Text(text_max))


class PlainForm(Form):
    """Only a token: for buttons."""


def _check(field: Any, rule: Text) -> None:
    field.validators = (rule,)
    for flag, value in rule.field_flags.items():
        setattr(field.flags, flag, value)
