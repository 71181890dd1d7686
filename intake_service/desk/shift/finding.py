"""Finding an enquiry by its number, or by what is known of it; no search in texts."""

from typing import Any, cast

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from centre.language.i18n import N_, gettext, language_words
from centre.language.languages import LANGUAGES
from intake_service.desk.access import with_counsellor
from intake_service.store.terms import Duty, State
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.web.forms import Form, Line
from intake_service.work import texts
from intake_service.work.conversation import kinds, states
from intake_service.work.conversation.kinds import AGES, KINDS, KINDS_OF_THE_DESK, TOPICS
from intake_service.work.shift import finding
from intake_service.work.shift.finding import Due, Found, Wanted
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from intake_service.work.team.people import Colleague

bp = Blueprint("finding", __name__, url_prefix="/najit")

Choices = dict[str, str]

ANY = {"": N_("any")}
DUE = {
    Due.LATE.value: N_("overdue"),
    Due.TODAY.value: N_("today"),
    Due.WEEK.value: N_("within a week"),
}


class FindForm(Form):
    """What is known of an enquiry. It changes nothing and stands in the address, so it needs no
    token."""

    class Meta(Form.Meta):
        csrf = False

    number = Line(N_("Number of the enquiry"), name="cislo")
    state = SelectField(
        N_("State of the enquiry"),
        choices=ANY | {state.value: each.label for state, each in states.MEANINGS.items()},
        name="stav",
    )
    kind = SelectField(
        N_("Kind"),
        choices=ANY | {kind.id: kind.name for kind in (KINDS | KINDS_OF_THE_DESK).values()},
        name="druh",
    )
    language = SelectField(N_("Language"), choices=ANY, name="jazyk")
    person = SelectField(N_("Who answers"), choices=ANY, name="kdo")
    due = SelectField(N_("Answer due"), choices=ANY | DUE, name="termin")
    topic = SelectField(N_("Topic"), choices=TOPICS | ANY, name="tema")
    age = SelectField(N_("Age of the writer"), choices=AGES | ANY, name="vek")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        any_of_them = {"": gettext(ANY[""])}
        self.language.choices = any_of_them | {code: language_words(code) for code in LANGUAGES}
        self.person.choices = any_of_them | {each.id.hex(): each.name for each in _who_answer()}

    @property
    def wanted(self) -> Wanted:
        """What was filled in; what is none of the choices may be anything."""
        state = self._chosen(self.state)
        due = self._chosen(self.due)
        return Wanted(
            state=State(state) if state else None,
            kind=self._chosen(self.kind),
            language=self._chosen(self.language),
            person=bytes.fromhex(self._chosen(self.person)),
            due=Due(due) if due else None,
            topic=self._chosen(self.topic),
            age=self._chosen(self.age),
        )

    def _chosen(self, field: SelectField) -> str:
        return field.data if field.data in cast(Choices, field.choices) else ""


def _who_answer() -> list[Colleague]:
    return [each for each in people.everybody(service()) if Duty.ANSWERS in each.duties]


@bp.get("")
@with_counsellor
def show(staff: Staff) -> ResponseReturnValue:
    """The form, and what fits once it was sent; a number leads to its enquiry."""
    form = FindForm(request.args)
    number = _whole(form.number.data)
    if number is not None and finding.is_there(service(), staff, number):
        return redirect(url_for("cases.show", number=number), 303)
    if (form.number.data or "").strip():
        form.number.errors = [gettext("No enquiry of this number is here.")]
        return _show(staff, form, None, status=404)
    found = None
    if request.args:
        before = _whole(request.args.get("pred"))
        found = finding.find(service(), staff, form.wanted, before=before)
    return _show(staff, form, found)


def _whole(typed: str | None) -> int | None:
    """A number of an enquiry as somebody typed it; None where there is none."""
    digits = (typed or "").strip().removeprefix("č.").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 20 else None


def _show(
    staff: Staff, form: FindForm, found: Found | None, *, status: int = 200
) -> ResponseReturnValue:
    going_on = {name: value for name, value in request.args.items() if name != "pred" and value}
    return pages.show(
        "find.html",
        title=gettext("Find an enquiry"),
        status=status,
        staff=staff,
        form=form,
        found=found,
        going_on=going_on,
        kind_of=kinds.find,
        short=texts.first_line,
    )
