"""What staff have to see to: mistakes in files, old checks, approvals that are missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from centre.approvals.standing import Standing
from centre.facts.loading import load_facts
from centre.language.i18n import N_
from centre.layers.folder import stamps
from centre.proofreading.checks import reviews
from centre.reading.faults import Faults
from centre.reading.files import Stamp
from centre.reading.front_matter import FrontMatter, PassageFront
from centre.texts.pages import read_pages
from centre.texts.passages import read_passages
from centre.texts.renderer import Renderer
from centre.texts.snippets import CHECK_LASTS_DAYS, FactSnippets
from intake_service import clock
from intake_service.work.health.findings import Finding, NotSeen, bad, due
from intake_service.work.health.machine import Machine


@dataclass(frozen=True)
class Text:
    """What counts here of a page or a passage."""

    front: FrontMatter | PassageFront
    standing: Standing


def facts(machine: Machine) -> Finding | None:
    """Whether the facts have no mistake, so that the newest are in use."""
    mend = N_("“kacko check” names each mistake with its file and line; mend them there.")
    if machine.live is None:
        first = machine.broken_facts[0]
        return bad(
            N_("The centre’s facts cannot be read (%(file)s:%(line)s), and no good copy is kept."),
            mend,
            file=first.file,
            line=first.line,
        )
    for fault in machine.live.faults:
        return bad(
            N_("There is a mistake in %(file)s:%(line)s; the last good facts are in use."),
            mend,
            file=fault.file,
            line=fault.line,
        )
    return None


def helplines(machine: Machine) -> Finding | None:
    """Whether somebody has called each number within half a year."""
    for fault in reviews.old_checks(machine.facts, clock.today(), CHECK_LASTS_DAYS):
        return due(
            N_("Helplines were not checked for half a year, the first in %(file)s:%(line)s."),
            N_("Call each number and change the day of its check; publishing refuses them by now."),
            file=fault.file,
            line=fault.line,
        )
    return None


def approvals(machine: Machine) -> Finding | None:
    """Whether a doctor or a lawyer has approved each text that asks for it."""
    for text in _texts(machine):
        if text.standing.is_delicate:
            return due(
                N_("Texts wait for a doctor or a lawyer, the first is %(text)s."),
                N_("“kacko approvals” lists them; “kacko approve” writes down who approved."),
                text=text.standing.name,
            )
    return None


def texts(machine: Machine) -> Finding | None:
    """Whether each text was looked at again by its day."""
    today = clock.today()
    for text in _texts(machine):
        for fault in reviews.overdue(text.front, today):
            return due(
                N_("Texts should have been looked at again, the first is %(file)s."),
                N_("Read each, then move both its days; “kacko check” lists them."),
                file=fault.file,
            )
    return None


def _texts(machine: Machine) -> tuple[Text, ...]:
    """All texts of a centre; a sample waits for nobody. Raises NotSeen."""
    if machine.facts.centre.demo:
        return ()
    content = machine.settings.content
    version = tuple(sorted(stamps(content, "*/*").items()))
    return _read(content, version, clock.today())


@lru_cache(maxsize=1)
def _read(content: Path, _version: tuple[tuple[Path, Stamp], ...], day: date) -> tuple[Text, ...]:
    """Reading takes seconds; once for each change of a file is enough."""
    pages, _ = read_pages(content)
    try:
        snippets = FactSnippets(load_facts(content / "data", today=day), day)
    except Faults:
        raise NotSeen from None
    passages, _ = read_passages(content, Renderer(snippets, pages))

    def all_texts() -> Iterator[Text]:
        for each in (*pages, *passages):
            yield Text(each.front, each.standing)

    return tuple(all_texts())
