"""„Stav webu“: what is wrong with the content and what deserves a look, by the same check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from centre.editing.fact_files import FACT_FILES
from centre.exchange import published_facts
from centre.exchange.frame import Frame, NoFrameError
from centre.language.i18n import gettext
from centre.layers.folder import stamps
from centre.proofreading.proof_reader import ProofReader
from centre.reading.faults import Fault, Faults
from centre.texts import content
from intake_service import clock
from intake_service.work.editing import uncommitted
from intake_service.work.editing.uncommitted import Waiting
from intake_service.work.service import Service


@dataclass(frozen=True)
class Matter:
    """One thing to look at."""

    words: str
    line: int
    form: str
    """The way to its form, as `hours/0/blocks/1`; empty where the file itself is the way."""


@dataclass(frozen=True)
class FileState:
    """What there is to say about one file."""

    file: str
    fact_file: str
    """Its name where it has forms, such as `hours.yaml`."""
    matters: tuple[Matter, ...]


@dataclass(frozen=True)
class SiteState:
    """How the content stands today."""

    wrong: tuple[FileState, ...]
    """What stops the next build, or would."""
    to_look_at: tuple[FileState, ...]
    """What runs out or is behind."""
    unpublished: tuple[str, ...]
    """Titles of the files of facts that the site was not built from yet."""
    uncommitted: Waiting | None = None
    """What is saved and not in the repository of the content yet."""


def look(service: Service, shown: dict[str, str]) -> SiteState:
    """How the content stands; ``shown`` are the prints of the facts of the site that is served."""
    root = service.settings.content
    files = stamps(root, "data") | stamps(root, "data/*") | stamps(root, "*/*")
    seen = tuple(sorted((str(path), stamp) for path, stamp in files.items()))
    wrong, to_look_at = _checked(root, clock.today().toordinal(), seen)
    now = published_facts.prints(root)
    return SiteState(
        wrong=_by_file(wrong),
        to_look_at=_by_file(to_look_at),
        unpublished=tuple(
            file.title
            for name, file in FACT_FILES.items()
            if now.get(name) != shown.get(name) and name in shown
        ),
        uncommitted=uncommitted.waiting(service.settings),
    )


def of_served(service: Service) -> SiteState:
    """How the content stands beside the site that is served; without one, nothing waits for it."""
    try:
        shown = dict(Frame.read(service.settings.frame).facts)
    except NoFrameError:
        shown = {}
    return look(service, shown)


def in_numbers(service: Service) -> str:
    """How the website stands, for a letter: how much there is to do, and nothing of what it is."""
    state = of_served(service)
    waiting = state.uncommitted
    return gettext(
        "How the website stands: %(wrong)s wrong, %(to_look_at)s to look at, %(unpublished)s not"
        " shown yet, %(uncommitted)s not in the repository. The desk says what they are."
    ) % {
        "wrong": _count(state.wrong),
        "to_look_at": _count(state.to_look_at),
        "unpublished": len(state.unpublished),
        "uncommitted": len(waiting.numbers) if waiting else 0,
    }


def _count(states: Sequence[FileState]) -> int:
    return sum(len(each.matters) for each in states)


@lru_cache(maxsize=2)
def _checked(root: Path, _day: int, _seen: object) -> tuple[Sequence[Fault], Sequence[Fault]]:
    """Faults and advice; reading everything takes seconds, so what has not changed is kept."""
    try:
        found = content.read_leniently(root, clock.today())
    except Faults as error:
        return error.all, ()
    reader = ProofReader(found)
    return (*found.faults, *reader.errors()), (*found.facts.advice, *reader.advice())


def _by_file(faults: Iterable[Fault]) -> tuple[FileState, ...]:
    files: dict[str, list[Fault]] = {}
    for fault in sorted(set(faults)):
        files.setdefault(fault.file, []).append(fault)
    return tuple(_state(file, found) for file, found in files.items())


def _state(file: str, found: Sequence[Fault]) -> FileState:
    name = Path(file).name
    fact_file = name if name in FACT_FILES and Path(file).parent.name == "data" else ""
    return FileState(
        file=file,
        fact_file=fact_file,
        matters=tuple(
            Matter(each.message, each.line, _way(each.field) if fact_file else "") for each in found
        ),
    )


def _way(field: str) -> str:
    """From the field of a fault to the group that holds it."""
    steps = field.split(".")
    while steps and not steps[-1].isdecimal():
        steps.pop()
    return "/".join(steps)
