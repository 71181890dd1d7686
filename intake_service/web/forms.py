"""The base of every form: labels in the reader's language, texts checked by the same rules
everywhere."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar, NamedTuple, cast

from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, SelectField, StringField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import HiddenInput

from centre.language import i18n
from centre.language.i18n import gettext
from intake_service.web import cookies, guard
from intake_service.work import texts

_DIGITS = re.compile("-?[0-9]{1,9}")
_MISSING = "Please write your message. One sentence is enough."


def _library_messages() -> list[str]:
    """Messages that WTForms itself looks up; named here so that the catalogues have them."""
    return [
        gettext("Not a valid choice."),
        gettext("Not a valid integer value."),
        gettext("Number must be between %(min)s and %(max)s."),
        gettext("This field is required."),
        gettext("Please write your message. One sentence is enough."),
    ]


class _Words:
    """Our catalogues, in the form that WTForms asks for."""

    def gettext(self, message: str) -> str:
        return i18n.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return i18n.ngettext(singular, plural, number)


class Refusal(NamedTuple):
    """How a form that was refused is shown again."""

    notice: str | None
    """What stands above the form; None where the fields say themselves what is wrong."""
    status: int


class Form(FlaskForm):  # type: ignore[misc]
    """A form with a token. Labels and choices are English messages, translated here."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def get_translations(self, _form: Any) -> _Words:
            return _Words()

    expired = False
    """After validation: whether the token is not good, most often because the page is old."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            if field.label.text:
                field.label.text = gettext(field.label.text)
            if isinstance(field, SelectField):
                choices = cast(dict[str, str], field.choices or {})
                field.choices = {value: gettext(label) for value, label in choices.items()}

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check all fields.

        A bad token is told by `expired`, not as a mistake: nobody can correct it.
        """
        valid = bool(super().validate(*args, **kwargs))
        self.expired = bool(self.csrf_token.errors)
        self.csrf_token.errors = []
        return valid

    def expired_notice(self) -> str:
        """What stands above a form that was open too long."""
        return gettext("The page was open too long. Please send it once more.")

    def no_cookies_notice(self) -> str:
        """What stands above a form that came without the cookie that its page had set."""
        return gettext(
            "Your browser sent no cookie, so we cannot tell that it was you. "
            "Please allow cookies for this site and send it once more."
        )

    @property
    def refusal(self) -> Refusal:
        """Notice and status of a form that `validate` has refused."""
        if self.expired and not cookies.came():
            return Refusal(self.no_cookies_notice(), HTTPStatus.BAD_REQUEST)
        if self.expired:
            return Refusal(self.expired_notice(), HTTPStatus.BAD_REQUEST)
        return Refusal(None, HTTPStatus.UNPROCESSABLE_ENTITY)

    @property
    def faulty_fields(self) -> Sequence[Field]:
        """Fields that the reader can correct."""
        return [field for field in self if field.errors]


class PlainForm(Form):
    """Only a token: for buttons."""


class Line(StringField):
    """A short field without a rule of its own; what a page can't show comes back marked."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = texts.showable(self.data or "")


class HiddenLine(Line):
    """The same, brought along by the page."""

    widget = HiddenInput()


class WholeNumber(IntegerField):
    """Digits that a person typed; the library would take „1_0“ for ten."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist and not _DIGITS.fullmatch(valuelist[0].strip()):
            self.data = None
            raise ValueError(gettext("Not a valid integer value."))
        super().process_formdata(valuelist)


class HiddenNumber(IntegerField):
    """A number that the page brings along; one that was tampered with counts as 0."""

    widget = HiddenInput()

    def __init__(self, *args: Any, highest: int = 2**31 - 1, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": 0, **kwargs})
        self._highest = highest

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            number = int(valuelist[0]) if valuelist else 0
        except ValueError:
            number = 0
        self.data = number if 0 <= number <= self._highest else 0

    def _value(self) -> str:
        return str(self.data or 0)


class Needed:
    """Validator: the field may not stay empty.

    `message`, in the reader's language, may name the `field`.
    """

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: str) -> None:
        self._message = message

    def __call__(self, form: Form, field: Field) -> None:
        if not (field.data or "").strip():
            field.errors = []  # what the library says of an empty choice helps nobody
            raise StopValidation(gettext(self._message) % {"field": field.label.text})


class Text:
    """Validator: puts the clean text into the field, or says in words why it cannot be kept.

    `missing` is a message for an empty field; it may name the `field`.
    """

    def __init__(self, limit: int, *, required: bool = True, missing: str = "") -> None:
        self._limit = limit
        self._missing = missing or _MISSING
        self._required = required
        self.field_flags = {"required": True} if required else {}

    def __call__(self, form: Form, field: Field) -> None:
        typed = field.data or ""
        try:
            field.data = texts.clean(typed, self._limit)
            if not guard.is_text():
                raise texts.NotText
        except texts.Empty:
            field.data = ""
            if self._required:
                raise ValidationError(
                    gettext(self._missing) % {"field": field.label.text}
                ) from None
        except texts.TooLong:
            raise ValidationError(too_long(self._limit)) from None
        except texts.NotText:
            field.data = texts.showable(typed)
            raise ValidationError(
                gettext(
                    "Some characters cannot be kept. "
                    "They are marked with � below; please delete them."
                )
            ) from None


def put(rule: Text, field: Field) -> None:
    """Give a field of a form instance its rule."""
    field.validators = (rule,)
    for flag, value in rule.field_flags.items():
        setattr(field.flags, flag, value)


def too_long(limit: int) -> str:
    """What to do about a text that is longer than `limit` characters."""
    message = gettext(
        "The text is longer than %(limit)s characters. "
        "It is still here: shorten it or send it in two parts."
    )
    return message % {"limit": f"{limit:,}".replace(",", "\u00a0")}
