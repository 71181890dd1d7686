"""The kinds of enquiry. A new kind is one entry here, and its passages under `content/<lang>/intake/`.

Fields are WTForms fields without a web framework; `sender/forms.py` joins them with Flask-WTF. Only the text
is required. Labels are English messages, translated when a form is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import escape
from wtforms import SelectField, StringField, TextAreaField

from centre.facts import Facts


def _(message: str) -> str:
    """Mark a message for translation; a form translates it when it is shown."""
    return message


EXTRA_MAX = 200  # characters of a short answer
RATHER_NOT = {"": _("I would rather not say")}

AGES = {
    **RATHER_NOT,
    "under-15": _("under 15"),
    "15-17": _("15 to 17"),
    "18-25": _("18 to 25"),
    "26-39": _("26 to 39"),
    "40-plus": _("40 or more"),
}
TOPICS = {
    **RATHER_NOT,
    "question": _("just a question"),
    "health": _("health, a wound, veins, sleep"),
    "testing": _("testing for HIV, hepatitis C or syphilis"),
    "exchange": _("exchange and material, safer use"),
    "crisis": _("a bad state, fears, voices, thoughts of suicide"),
    "gambling": _("gambling or another dependence without a substance"),
    "treatment": _("treatment or cutting down"),
    "social": _("papers, Labour Office, benefits, insurance, debts"),
    "housing": _("housing or work"),
    "law": _("police, court, probation"),
    "flat": _("a visit of outreach workers in a flat"),
}
SUBSTANCES = {
    **RATHER_NOT,
    "stimulants": _("pervitin and other stimulants"),
    "opioids": _("heroin and other opioids"),
    "cannabis": _("cannabis"),
    "hallucinogens": _("LSD, magic mushrooms and other hallucinogens"),
    "alcohol": _("alcohol"),
    "medicines": _("medicines"),
    "other": _("something else"),
}
RELATIONS = {
    **RATHER_NOT,
    "child": _("my child"),
    "partner": _("my partner"),
    "parent": _("my parent"),
    "sibling": _("my brother or sister"),
    "friend": _("a friend"),
    "other": _("somebody else"),
}
COUNTS = {"": _("I do not know"), "1": "1", "2-5": "2–5", "6-20": "6–20", "more": _("more than 20")}
WITH_WHOM = {"": _("it does not matter"), "woman": _("a woman"), "man": _("a man")}


class WithText:
    """The one field that every conversation has."""

    text = TextAreaField(_("Your message"))


class CounsellingFields(WithText):
    """About myself."""

    topic = SelectField(_("What is it about?"), choices=TOPICS, default="")
    substance = SelectField(_("Which substance, if any?"), choices=SUBSTANCES, default="")
    age = SelectField(_("How old are you?"), choices=AGES, default="")
    with_whom = SelectField(_("Who should answer, if it can be arranged?"), choices=WITH_WHOM, default="")


class FoundSyringeFields:
    """A syringe that somebody found: where, and how many. Nothing about the finder."""

    town = SelectField(_("In which town?"), choices={}, default="")
    text = TextAreaField(_("Where exactly does it lie?"))
    count = SelectField(_("How many are there?"), choices=COUNTS, default="")


class MessageFields:
    """Anything else: name and e-mail if the writer wants."""

    name = StringField(_("Name or nickname"), default="")
    email = StringField(_("Your e-mail"), default="")
    text = TextAreaField(_("Your message"))


class RelativesFields(WithText):
    """About somebody close; it counsels the writer about the writer."""

    relation = SelectField(_("Who is it about?"), choices=RELATIONS, default="")
    their_age = SelectField(_("How old are they?"), choices=AGES, default="")
    wish = StringField(_("What would help you most?"), default="")


def _no_choices(_facts: Facts, _lang: str) -> Mapping[str, Mapping[str, str]]:
    return {}


def _towns(facts: Facts, lang: str) -> Mapping[str, Mapping[str, str]]:
    names = {str(town.name.in_(lang)): str(town.name.in_(lang)) for town in facts.towns}
    return {"town": {"": _("somewhere else"), **names}}


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
    after: str | None = None
    """Passage under the text field."""
    folds: bool = True
    """Whether the optional fields are folded away, so that the text stands alone."""
    receipt: bool = True
    """Whether the sender can come back for an answer."""
    choices: Callable[[Facts, str], Mapping[str, Mapping[str, str]]] = _no_choices
    """Choices that come from the centre's facts, by field: `choices(facts, language)`."""

    def label(self, name: str) -> str:
        """Message: the label of an optional field."""
        return str(self._field(name).args[0])

    def words(self, name: str, value: str) -> str:
        """Message: what a chosen value says. A typed one is itself, escaped: templates trust messages."""
        choices = self._field(name).kwargs.get("choices", {})
        return str(choices[value] if value in choices else escape(value).replace("%", "%%"))

    def _field(self, name: str) -> Any:
        return getattr(self.fields, name)


KINDS = {
    kind.id: kind
    for kind in (
        Kind(
            id="counselling",
            title=_("Ask about yourself"),
            name=_("about themselves"),
            intro="intro-counselling",
            fields=CounsellingFields,
            after="after-counselling",
        ),
        Kind(
            id="relatives",
            title=_("Ask about someone close"),
            name=_("about someone close"),
            intro="intro-relatives",
            fields=RelativesFields,
            after="after-relatives",
        ),
        Kind(
            id="found_syringe",
            title=_("Report a found syringe"),
            name=_("found syringe"),
            intro="intro-found-syringe",
            fields=FoundSyringeFields,
            folds=False,
            receipt=False,
            choices=_towns,
        ),
        Kind(
            id="message",
            title=_("Write to us"),
            name=_("message"),
            intro="intro-message",
            fields=MessageFields,
            folds=False,
        ),
    )
}
