"""The promise of an answer: in how many working days, and what that means from now on."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from centre.editing import rewriting
from centre.editing.events import mentions
from centre.language.i18n import gettext
from intake_service.work import switches
from intake_service.work.editing import day_changes, saving
from intake_service.work.editing.saving import Edit
from intake_service.work.service import Service

FILE: Final = "centre.yaml"


@dataclass(frozen=True)
class PromisedNow:
    """What is promised now."""

    days: int
    more_days: int
    """What a coordinator adds for the time being."""
    answer_day: date
    """By when somebody who asks today has an answer."""


@dataclass(frozen=True)
class Prepared:
    """The change in the file, and by when somebody who asks today then has an answer."""

    edit: Edit
    answer_day: date


def promise(service: Service) -> PromisedNow:
    """What is promised now."""
    return PromisedNow(
        days=service.facts.centre.answer_days,
        more_days=switches.current(service).more_days,
        answer_day=day_changes.answer_day(service, service.facts),
    )


def texts_with(service: Service) -> list[str]:
    """The titles of texts in which the promise stands."""
    return mentions.of_snippet(service.settings.content, ("fact",), "answer_days")


def change(service: Service, days: int) -> Prepared:
    """Another number of working days. Raises Faults, rewriting.CannotRewrite."""
    opened = saving.open_file(service, FILE)
    text = rewriting.put(opened.text, ("answer_days",), str(days))
    centre = service.facts.centre.model_copy(update={"answer_days": days})
    changed = replace(service.facts, centre=centre)
    return Prepared(
        edit=Edit(opened, text, _sentence(days)),
        answer_day=day_changes.answer_day(service, changed),
    )


def _sentence(days: int) -> str:
    if days == 1:
        return gettext("We answer within one working day.")
    return gettext("We answer within %(days)s working days.") % {"days": days}
