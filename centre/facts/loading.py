"""All facts of the centre in one frozen object, read from ``content/data``, checked as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from centre.facts import consistency
from centre.facts.centre import Centre
from centre.facts.clock_times import PRAGUE
from centre.facts.helplines import Helpline, Helplines
from centre.facts.opening_hours import Block, Closure, Exceptions, Hours, Special
from centre.facts.places import Place, Places, Premises, Town
from centre.layers.folder import data_file
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import read_below
from centre.reading.models import Fact, check
from centre.reading.reader import read_node
from centre.reading.salvage import sound_part

FILES: Final = ("centre.yaml", "places.yaml", "hours.yaml", "closures.yaml", "helplines.yaml")
"""The files of the facts; all must be there. Other files in the folder belong to others."""

_Model = TypeVar("_Model", bound=Fact)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What the centre says of itself. Whoever holds one holds facts that agree with each other."""

    centre: Centre
    premises: tuple[Premises, ...]
    towns: tuple[Town, ...]
    places: Mapping[str, Place]
    hours: Mapping[str, tuple[Block, ...]]
    closures: tuple[Closure, ...]
    specials: tuple[Special, ...]
    helplines: Mapping[str, Helpline]
    checked_on: Mapping[str, date]
    advice: tuple[Fault, ...]

    @property
    def doors(self) -> tuple[Place, ...]:
        """Where people come and where the phone stands: premises, or all towns of a centre without
        any."""
        return self.premises or self.towns


def load_facts(data: Path, *, today: date | None = None) -> Facts:
    """Read and check all files in the folder ``data``.

    ``today`` decides only what is advised against as past; without it, it is today in Prague.
    Raises Faults with every fault of every file.
    """
    day = today or datetime.now(PRAGUE).date()
    files = [data_file(data, name) for name in FILES]
    return read_below("facts", files, lambda: _loaded(data, day), data, day)


def _loaded(data: Path, today: date) -> Facts:
    reading = _Reading(data)
    centre = reading.file("centre.yaml", Centre)
    places = reading.file("places.yaml", Places)
    hours = reading.file("hours.yaml", Hours)
    exceptions = reading.file("closures.yaml", Exceptions)
    helplines = reading.file("helplines.yaml", Helplines)
    reading.faults.extend(
        _disagreements(centre, places, hours, exceptions, helplines, reading.place_ids)
    )
    if reading.faults or not (centre and places and hours and exceptions and helplines):
        raise Faults(reading.faults)

    everywhere: tuple[Place, ...] = (*places.premises, *places.towns)
    blocks = {entry.place: entry.blocks for entry in hours.hours}
    past = consistency.advice(
        hours.hours,
        (*exceptions.closures, *exceptions.specials),
        everywhere,
        today,
    )
    return Facts(
        centre=centre,
        premises=places.premises,
        towns=places.towns,
        places=MappingProxyType({place.id: place for place in everywhere}),
        hours=MappingProxyType({place.id: blocks.get(place.id, ()) for place in everywhere}),
        closures=exceptions.closures,
        specials=exceptions.specials,
        helplines=MappingProxyType({line.id: line for line in helplines.helplines}),
        checked_on=MappingProxyType(
            {
                "centre": centre.checked_on,
                "places": places.checked_on,
                "hours": hours.checked_on,
                "closures": exceptions.checked_on,
            }
        ),
        advice=tuple(sorted(past)),
    )


def _disagreements(
    centre: Centre | None,
    places: Places | None,
    hours: Hours | None,
    exceptions: Exceptions | None,
    helplines: Helplines | None,
    known: set[str] | None,
) -> Iterator[Fault]:
    """Faults between facts, as far as they could be read.

    ``known`` ids include those of faulty places.
    """
    if places:
        yield from consistency.places(
            places.premises, places.towns, centre.town if centre else None
        )
    if centre and places:
        yield from consistency.centre_and_places(centre, places.premises, places.towns)
    if hours:
        towns = {town.id for town in places.towns} if places else set()
        yield from consistency.hours(hours.hours, known, towns)
    if exceptions:
        yield from consistency.exceptions(exceptions.closures, exceptions.specials, known)
    if helplines:
        yield from consistency.helplines(helplines.helplines)


class _Reading:
    """One run over the files: collects faults and keeps what is sound, so that the rest is compared
    too."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.faults: list[Fault] = []
        self.place_ids: set[str] | None = None

    def file(self, name: str, model: type[_Model]) -> _Model | None:
        """The file as ``model``; of a faulty one what is sound, or None."""
        path = data_file(self.data, name)
        label = file_name(path)
        try:
            node = read_node(path)
        except Faults as broken:
            self.faults.extend(broken.all)
            return None
        sound, faults = check(model, node, label)
        self.faults.extend(faults)
        if model is Places:
            self.place_ids = set(_ids(node))
        return sound or sound_part(model, node, label)


def _ids(node: Any) -> Iterator[str]:
    """Ids of all places in the file, of the faulty ones too: hours may well be known for them."""
    groups = node.values() if isinstance(node, Mapping) else ()
    for entry in (entry for group in groups if isinstance(group, list) for entry in group):
        if isinstance(entry, Mapping) and isinstance(entry.get("id"), str):
            yield entry["id"]
