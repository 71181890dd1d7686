"""The reply templates of a running desk, filled from the facts of now; read again when a file
changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from centre.approvals.given import APPROVALS_FILE, read_approvals
from centre.facts.loading import Facts
from centre.facts.places import Place
from centre.hours import wording
from centre.hours.wording import PlaceOnDay
from centre.language.i18n import gettext, on_day, speaking
from centre.layers.folder import stamps
from centre.reading.faults import Fault
from centre.reading.files import file_stamp
from centre.texts.replies import composing, filling, suggestions
from centre.texts.replies.suggestions import Question
from centre.texts.replies.templates import FOLDER, ReplyTemplate, ReplyTemplates, TemplateReading
from centre.texts.snippets import FactSnippets
from intake_service import clock
from intake_service.work.replies import promises
from intake_service.work.service import Service


@dataclass(frozen=True, slots=True)
class _InUse:
    """The templates as they were read, and of which facts and version of files."""

    facts: Facts
    version: object
    reading: TemplateReading


_in_use: dict[Path, _InUse] = {}


def templates(service: Service) -> ReplyTemplates:
    """The templates that are sound now; one with a mistake is left out until it is mended."""
    return _reading(service).templates


def faults(service: Service) -> tuple[Fault, ...]:
    """What is wrong with the files of templates."""
    return _reading(service).faults


def suggested(service: Service, question: Question) -> tuple[ReplyTemplate, ...]:
    """At most three templates in Czech that may fit, the likeliest first."""
    return suggestions.suggested(templates(service), question)


def with_template(service: Service, typed: str, name: str, kind: str, lang: str) -> str:
    """What was typed, and below it a template in the language of the enquiry, filled from the
    facts of now, for an enquiry of this kind; just what was typed for a name that nobody knows."""
    template = templates(service).get(name, lang)
    if template is None:
        return typed
    snippets = FactSnippets(service.facts, clock.today())
    with speaking(template.lang):
        words = filling.filled(template.text, snippets, _values(service, kind))
    return composing.with_template(typed, words, template.lang)


def _reading(service: Service) -> TemplateReading:
    content = service.settings.content
    facts = service.facts
    known = _in_use.get(content)
    approvals = file_stamp(content / "data" / APPROVALS_FILE)
    version = (approvals, tuple(sorted(stamps(content, f"*/{FOLDER}").items())))
    if known is None or known.facts is not facts or known.version != version:
        snippets = FactSnippets(facts, clock.today())
        reading = TemplateReading.of(content, snippets, read_approvals(content)[0])
        known = _InUse(facts, version, reading)
        _in_use[content] = known
    return known.reading


def _values(service: Service, kind: str) -> filling.Values:
    """What a template may ask for besides facts, in the language spoken."""
    facts = service.facts
    return {
        "answer_day": on_day(promises.answer_day(service, kind)),
        "next_opening": _first_opening(service, facts.premises),
        "next_outreach": _first_opening(service, facts.towns),
    }


def _first_opening(service: Service, places: Iterable[Place]) -> str | None:
    """„v úterý 1. prosince 9.00–16.00, Žďár nad Sázavou“; None where none is foreseen."""
    days = wording.openings(service.live.timetable, places, clock.now(), 1)
    if not days:
        return None
    return f"{on_day(days[0].date)} {'; '.join(map(_at, days[0].places))}"


def _at(place: PlaceOnDay) -> str:
    times = ", ".join(place.times)
    if place.by_appointment:
        times = f"{times} ({gettext('by appointment')})"
    return f"{times}, {place.short}"
