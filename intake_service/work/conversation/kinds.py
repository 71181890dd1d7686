"""The kinds of enquiry. A new kind is one entry here, its passages under `content/<lang>/intake/`,
and the words of its address in `centre/intake/addresses.py`.

Fields are WTForms fields without a web framework; `sender/forms.py` joins them with Flask-WTF. Only
the text is required. Labels are English messages, translated when a form is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wtforms import SelectField, StringField, TextAreaField

from centre.facts.centre import Centre, Retention
from centre.facts.loading import Facts
from centre.language.i18n import N_, gettext

EXERCISE = "exercise"
EXTRA_MAX = 200  # characters of a short answer
RATHER_NOT = {"": N_("I would rather not say")}

AGES = {
    **RATHER_NOT,
    "under-15": N_("under 15"),
    "15-17": N_("15 to 17"),
    "18-25": N_("18 to 25"),
    "26-39": N_("26 to 39"),
    "40-plus": N_("40 or more"),
}
TOPICS = {
    **RATHER_NOT,
    "question": N_("just a question"),
    "health": N_("health, a wound, veins, sleep"),
    "testing": N_("testing for HIV, hepatitis C or syphilis"),
    "exchange": N_("exchange and material, safer use"),
    "crisis": N_("a bad state, fears, voices, thoughts of suicide"),
    "gambling": N_("gambling or another dependence without a substance"),
    "treatment": N_("treatment or cutting down"),
    "social": N_("papers, Labour Office, benefits, insurance, debts"),
    "housing": N_("housing or work"),
    "law": N_("police, court, probation"),
    "flat": N_("a visit of outreach workers in a flat"),
}
SUBSTANCES = {
    **RATHER_NOT,
    "stimulants": N_("pervitin and other stimulants"),
    "opioids": N_("heroin and other opioids"),
    "cannabis": N_("cannabis"),
    "hallucinogens": N_("LSD, magic mushrooms and other hallucinogens"),
    "alcohol": N_("alcohol"),
    "medicines": N_("medicines"),
    "other": N_("something else"),
}
RELATIONS = {
    **RATHER_NOT,
    "child": N_("my child"),
    "partner": N_("my partner"),
    "parent": N_("my parent"),
    "sibling": N_("my brother or sister"),
    "friend": N_("a friend"),
    "other": N_("somebody else"),
}
COUNTS = {
    "": N_("I do not know"),
    "1": "1",
    "2-5": "2–5",
    "6-20": "6–20",
    "more": N_("more than 20"),
}
CONCERNS = {
    **RATHER_NOT,
    "behaviour": N_("how somebody of the team behaved"),
    "service": N_("how the service works, hours, waiting"),
    "refused": N_("a service was refused or ended"),
    "privacy": N_("confidentiality, data about me"),
    "around": N_("what is going on around the centre"),
    "other": N_("something else"),
}
WITH_WHOM = {"": N_("it does not matter"), "woman": N_("a woman"), "man": N_("a man")}


class WithText:
    """The one field that every conversation has."""

    text = TextAreaField(N_("Your message"))


class CounsellingFields(WithText):
    """About myself."""

    topic = SelectField(N_("What is it about?"), choices=TOPICS, default="")
    substance = SelectField(N_("Which substance, if any?"), choices=SUBSTANCES, default="")
    age = SelectField(N_("How old are you?"), choices=AGES, default="")
    with_whom = SelectField(
        N_("Who should answer, if it can be arranged?"), choices=WITH_WHOM, default=""
    )


class FoundSyringeFields:
    """A syringe that somebody found: where, and how many. Nothing about the finder."""

    town = SelectField(N_("In which town?"), choices={}, default="")
    text = TextAreaField(N_("Where exactly does it lie?"))
    count = SelectField(N_("How many are there?"), choices=COUNTS, default="")


class MessageFields(WithText):
    """Anything else: name and e-mail if the writer wants."""

    name = StringField(N_("Name or nickname"), default="")
    email = StringField(N_("Your e-mail"), default="")
    age = SelectField(N_("How old are you?"), choices=AGES, default="")


class ComplaintFields(WithText):
    """What somebody is not content with; a name and an address only if they want."""

    concerns = SelectField(N_("What does it concern?"), choices=CONCERNS, default="")
    name = StringField(N_("Name or nickname"), default="")
    email = StringField(N_("Your e-mail"), default="")
    age = SelectField(N_("How old are you?"), choices=AGES, default="")


class RelativesFields(WithText):
    """About somebody close; it counsels the writer about the writer."""

    relation = SelectField(N_("Who is it about?"), choices=RELATIONS, default="")
    their_age = SelectField(N_("How old are they?"), choices=AGES, default="")
    age = SelectField(N_("How old are you yourself?"), choices=AGES, default="")
    wish = StringField(N_("What would help you most?"), default="")


Choices = Mapping[str, Mapping[str, str]]
"""By field: each value, which is the same in all languages, and the message that it stands for."""


def _no_choices(_facts: Facts) -> Choices:
    return {}


def _towns(facts: Facts) -> Choices:
    return {
        "town": {"": N_("somewhere else")} | {town.name.cs: str(town.name) for town in facts.towns}
    }


def as_a_conversation(kept: Retention) -> int:
    """Days that a conversation is kept."""
    return kept.delete_after_days


def _as_a_found_syringe(kept: Retention) -> int:
    return kept.found_syringe_days


def _as_a_complaint(kept: Retention) -> int:
    return kept.complaint_days


def _days_for_a_complaint(centre: Centre) -> int:
    return centre.complaint_answer_days


@dataclass(frozen=True)
class Kind:
    """A kind of enquiry: its words, its fields and the passage that introduces its form."""

    id: str
    title: str
    """Message: the heading of the form."""
    name: str
    """Message: what the desk calls it."""
    intro: str
    """Passage before the text field."""
    fields: type[Any]
    page: str
    """Page of the site that leads here; search engines show its lead under the form."""
    after: str | None = None
    """Passage under the text field."""
    thanks: str | None = None
    """Passage after sending where nobody waits for an answer; without one, the sender gets a
    receipt."""
    folds: bool = True
    """Whether the optional fields are folded away, so that the text stands alone."""
    choices: Callable[[Facts], Choices] = _no_choices
    """Choices that come from the centre's facts."""
    retention: str = "retention"
    """Passage about how long it is kept."""
    keeps: Callable[[Retention], int] = as_a_conversation
    """How many days after it was settled it goes."""
    may_be_only_news: bool = False
    """Whether many such messages ask for nothing, so that one press settles them."""
    done: str = N_("Done")
    """Message: the button that settles it where nobody waits for an answer."""
    urgent: frozenset[tuple[str, str]] = frozenset()
    """Fields and choices that mark an enquiry at the desk, as crisis words in a text do."""
    answered_within: Callable[[Centre], int] | None = None
    """Days by the calendar in which it is answered, where it is not as soon as everything else."""
    in_register: bool = False
    """Whether it stands in the register of complaints instead of the figures, and is hidden from
    the person it concerns."""
    is_exercise: bool = False
    """Whether it is there to practise: nobody waits for it, and no figure counts it."""
    for_a_coordinator: bool = False
    """Whether a coordinator sees to it; it is no counselling."""

    @property
    def receipt(self) -> bool:
        """Whether the sender can come back for an answer."""
        return self.thanks is None

    @property
    def promises_an_answer(self) -> bool:
        """Whether somebody waits for an answer by a day."""
        return self.receipt and not self.is_exercise

    @property
    def in_figures(self) -> bool:
        """Whether the figures count it."""
        return not (self.in_register or self.is_exercise)

    def label(self, name: str) -> str:
        """The label of an optional field; one that only an older version asked for is called by its
        name."""
        field = self._field(name)
        return gettext(field.args[0]) if field else name

    def words(self, name: str, value: str) -> str:
        """What a chosen value says; a typed one says itself."""
        field = self._field(name)
        choices = field.kwargs.get("choices", {}) if field else {}
        return gettext(choices[value]) if choices.get(value) else value

    def _field(self, name: str) -> Any:
        """The field of its form, or of the form by which an enquiry came that was another kind."""
        forms = (self.fields, *(kind.fields for kind in KINDS.values()))
        return next((getattr(form, name) for form in forms if hasattr(form, name)), None)


def find(kind_id: str) -> Kind:
    """The kind of an enquiry; one that is not offered any more is a plain conversation under its
    id."""
    return KINDS.get(kind_id) or KINDS_OF_THE_DESK.get(kind_id) or _without_a_form(kind_id, kind_id)


def _without_a_form(kind_id: str, name: str, *, for_a_coordinator: bool = False) -> Kind:
    return Kind(
        id=kind_id,
        title=name,
        name=name,
        intro="",
        fields=WithText,
        page="ask",
        for_a_coordinator=for_a_coordinator,
    )


KINDS = {
    kind.id: kind
    for kind in (
        Kind(
            id="counselling",
            title=N_("Ask about yourself"),
            name=N_("about themselves"),
            intro="intro-counselling",
            fields=CounsellingFields,
            page="ask",
            after="after-counselling",
            urgent=frozenset({("topic", "crisis")}),
        ),
        Kind(
            id="relatives",
            title=N_("Ask about someone close"),
            name=N_("about someone close"),
            intro="intro-relatives",
            fields=RelativesFields,
            page="close-ones",
            after="after-relatives",
        ),
        Kind(
            id="found_syringe",
            title=N_("Report a found syringe"),
            name=N_("found syringe"),
            intro="intro-found-syringe",
            fields=FoundSyringeFields,
            page="found-syringe",
            thanks="thanks-found-syringe",
            folds=False,
            choices=_towns,
            retention="retention-found-syringe",
            keeps=_as_a_found_syringe,
            done=N_("Collected"),
        ),
        Kind(
            id="complaint",
            title=N_("Make a complaint"),
            name=N_("complaint"),
            intro="intro-complaint",
            fields=ComplaintFields,
            page="complaints",
            after="after-complaint",
            retention="retention-complaint",
            keeps=_as_a_complaint,
            answered_within=_days_for_a_complaint,
            in_register=True,
            for_a_coordinator=True,
        ),
        Kind(
            id="message",
            title=N_("Write to us"),
            name=N_("message"),
            intro="intro-message",
            fields=MessageFields,
            page="contact",
            folds=False,
            may_be_only_news=True,
        ),
    )
}

KINDS_OF_THE_DESK = {
    kind.id: kind
    for kind in (
        replace(_without_a_form(EXERCISE, N_("exercise")), is_exercise=True),
        _without_a_form("journalist", N_("from a journalist"), for_a_coordinator=True),
        _without_a_form("official", N_("from an office"), for_a_coordinator=True),
        _without_a_form("threat", N_("a threat to us"), for_a_coordinator=True),
        _without_a_form("trainee", N_("about a traineeship"), for_a_coordinator=True),
    )
}
"""Kinds without a form: only the desk says that an enquiry is one of them."""

EVERY_KIND = (*KINDS.values(), *KINDS_OF_THE_DESK.values())
WITHOUT_PROMISE = tuple(kind.id for kind in EVERY_KIND if not kind.promises_an_answer)
"""Ids of the kinds that nobody waits for; one that is not offered any more is waited for."""
FOR_A_COORDINATOR = tuple(kind.id for kind in EVERY_KIND if kind.for_a_coordinator)
"""Ids of the kinds that a coordinator sees to."""
