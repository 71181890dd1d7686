"""What people of the team do, in words and as fields of a form."""

from collections.abc import Iterable
from typing import Self

from wtforms import BooleanField

from centre.language.i18n import N_, gettext
from intake_service.store.terms import Duty
from intake_service.web.forms import Form, Line

WORDS = {
    Duty.ANSWERS: N_("answers enquiries"),
    Duty.COORDINATES: N_("coordinates the team"),
    Duty.EDITS: N_("edits the website"),
}


def in_words(duties: Iterable[Duty]) -> str:
    """What somebody does, in the order of the list."""
    chosen = set(duties)
    return ", ".join(gettext(words) for duty, words in WORDS.items() if duty in chosen)


class DutiesForm(Form):
    """What somebody does here: one thing or several."""

    answers = BooleanField(
        WORDS[Duty.ANSWERS],
        description=N_("Reads every enquiry, and holds the key to all of them."),
    )
    coordinates = BooleanField(
        WORDS[Duty.COORDINATES],
        description=N_("Invites people, lets them go, and turns the switches of the intake."),
    )
    edits = BooleanField(
        WORDS[Duty.EDITS], description=N_("Sees no enquiry unless they answer, too.")
    )
    code = Line(N_("Code from the app"))
    """Asked for only where somebody is to edit."""

    @classmethod
    def showing(cls, duties: Iterable[Duty]) -> Self:
        """The form with these duties ticked."""
        return cls(formdata=None, data={duty.value: True for duty in duties})

    @property
    def chosen(self) -> frozenset[Duty]:
        """The duties that are ticked."""
        return frozenset(duty for duty in Duty if self[duty.value].data)

    @property
    def asks_for_code(self) -> bool:
        """Whether a fresh code is asked for."""
        return bool(self.code.errors)

    def ask_for_code(self, error: str) -> None:
        """Let the page show the field for a fresh code, with what is wrong."""
        self.code.errors = [error]

    def say_none_is_chosen(self) -> None:
        """Put the error beside the first field."""
        self.answers.errors = [gettext("Please tick at least one.")]
