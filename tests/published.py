"""What every site that the tests build has to keep, whatever the test is about."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from icalendar import Calendar

from tests.reference_engine import ReferenceEngine


@dataclass
class PublishedHours:
    """The opening hours in OpenStreetMap's syntax that were published, each with its day."""

    strings: set[tuple[str, date]] = field(default_factory=set)

    def objections(self, engine: ReferenceEngine) -> list[str]:
        """What the engine of OpenStreetMap's editors refuses or warns of."""
        return [
            f"{value}: {objection}"
            for value, day in sorted(self.strings)
            for objection in engine.read(value, day, day).objections
        ]


HOURS = PublishedHours()


def check_published(output: Path) -> None:
    """Hold the calendars of a site to their rules, and keep its opening hours for the engine."""
    for path in output.rglob("*.ics"):
        assert repeated_uids(path.read_bytes()) == [], path
    hours = output / "hours.json"
    if hours.exists():
        found = json.loads(hours.read_text("utf-8"))
        day = date.fromisoformat(found["generated_on"])
        HOURS.strings |= {(place["opening_hours"], day) for place in found["places"].values()}


def repeated_uids(calendar: bytes) -> list[str]:
    """Identifiers that more than one event of a calendar has (RFC 5545, 3.8.4.7)."""
    uids = Counter(str(event["UID"]) for event in Calendar.from_ical(calendar).events)
    return [uid for uid, times in uids.items() if times > 1]
