"""The kinds of enquiry. A new kind is one entry here, its passages under `content/<lang>/intake/`, and the
words of its address in `centre/intake/addresses.py`.

Fields are WTForms fields without a web framework; `sender/forms.py` joins them with Flask-WTF. Only the text
is required. Labels are English messages, translated when a form is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import SelectField, StringField, TextAreaField

from centre.facts.centre import Retention
from centre.facts.loading import Facts
from centre.language.i18n import gettext


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


class MessageFields(WithText):
    """Anything else: name and e-mail if the writer wants."""

    name = StringField(_("Name or nickname"), default="")
    email = StringField(_("Your e-mail"), default="")


class RelativesFields(WithText):
    """About somebody close; it counsels the writer about the writer."""

    relation = SelectField(_("Who is it about?"), choices=RELATIONS, default="")
    their_age = SelectField(_("How old are they?"), choices=AGES, default="")
    wish = StringField(_("What would help you most?"), default="")


Choices = Mapping[str, Mapping[str, str]]
"""By field: each value, which is the same in all languages, and the message that it stands for."""


def _no_choices(_facts: Facts) -> Choices:
    return {}


def _towns(facts: Facts) -> Choices:
    return {"town": {"": _("somewhere else")} | {town.name.cs: str(town.name) for town in facts.towns}}


def as_a_conversation(kept: Retention) -> int:
    """Days that a conversation is kept."""
    return kept.delete_after_days


def _as_a_found_syringe(kept: Retention) -> int:
    return kept.found_syringe_days


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
    """Passage after sending where nobody waits for an answer; without one, the sender gets a receipt."""
    folds: bool = True
    """Whether the optional fields are folded away, so that the text stands alone."""
    choices: Callable[[Facts], Choices] = _no_choices
    """Choices that come from the centre's facts."""
    retention: str = "retention"
    """Passage about how long it is kept."""
    keeps: Callable[[Retention], int] = as_a_conversation
    """How many days after the last message it goes."""
    urgent: frozenset[tuple[str, str]] = frozenset()
    """Fields and choices that mark an enquiry at the desk, as crisis words in a text do."""

    @property
    def receipt(self) -> bool:
        """Whether the sender can come back for an answer."""
        return self.thanks is None

    def label(self, name: str) -> str:
        """The label of an optional field; one that only an older version asked for is called by its name."""
        field = self._field(name)
        return gettext(field.args[0]) if field else name

    def words(self, name: str, value: str) -> str:
        """What a chosen value says; a typed one says itself."""
        field = self._field(name)
        choices = field.kwargs.get("choices", {}) if field else {}
        return gettext(choices[value]) if choices.get(value) else value

    def _field(self, name: str) -> Any:
        return getattr(self.fields, name, None)


def known(kind_id: str) -> Kind:
    """The kind of an enquiry; one that is not offered any more is a plain conversation under its id."""
    return KINDS.get(kind_id) or Kind(
        id=kind_id, title=kind_id, name=kind_id, intro="", fields=WithText, page="ask"
    )


KINDS = {
    kind.id: kind
    for kind in (
        Kind(
            id="counselling",
            title=_("Ask about yourself"),
            name=_("about themselves"),
            intro="intro-counselling",
            fields=CounsellingFields,
            page="ask",
            after="after-counselling",
            urgent=frozenset({("topic", "crisis")}),
        ),
        Kind(
            id="relatives",
            title=_("Ask about someone close"),
            name=_("about someone close"),
            intro="intro-relatives",
            fields=RelativesFields,
            page="close-ones",
            after="after-relatives",
        ),
        Kind(
            id="found_syringe",
            title=_("Report a found syringe"),
            name=_("found syringe"),
            intro="intro-found-syringe",
            fields=FoundSyringeFields,
            page="found-syringe",
            thanks="thanks-found-syringe",
            folds=False,
            choices=_towns,
            retention="retention-found-syringe",
            keeps=_as_a_found_syringe,
        ),
        Kind(
            id="message",
            title=_("Write to us"),
            name=_("message"),
            intro="intro-message",
            fields=MessageFields,
            page="contact",
            folds=False,
        ),
    )
}
