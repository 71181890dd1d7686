"""What the hours cost from the files of staff to the files for machines, for 1, 20 and 200 places.

    python -m tests.bench.bench_hours [RUNS]

Prints the least of a few runs in milliseconds of processor time: what else the machine does can
only add to it. The last columns tell how many times more it is for twenty times and then ten times
as many places.
"""

import gc
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from time import process_time

from centre.facts.loading import Facts, load_facts
from centre.hours.timetable import Timetable
from centre.texts.pages import HOME, Page, read_pages
from site_plugins.files import calendars, hours_json
from site_plugins.files.structured_data import StructuredData, as_script
from tests.paths import ROOT

DATA = ROOT / "content" / "data"
SIZES = (1, 20, 200)
DAY = date(2026, 11, 21)
ORIGIN = "https://kacko.example.org"
WEEK = """      - {day: po, from: 9:00, to: 12:00}
      - {day: po, from: 13:00, to: 17:00}
      - {day: st, from: 13:00, to: 18:00, weeks: odd}
      - {day: st, from: 9:00, to: 12:00, weeks: even}
      - {day: čt, from: 9:00, to: 11:00, by_appointment: true}
      - {day: so, from: 15:00, to: 18:00, valid_from: 2027-04-01, valid_to: 2027-10-31}
"""


def write_data(folder: Path, places: int) -> None:
    """A centre with one house for every ten places, and an exception of its own for every fifth."""
    for name in ("centre.yaml", "helplines.yaml"):
        (folder / name).write_text((DATA / name).read_text("utf-8"), "utf-8")
    centre = (folder / "centre.yaml").read_text("utf-8")
    (folder / "centre.yaml").write_text(_without_a_second_house(centre), "utf-8")
    houses = max(1, places // 10)
    checked = "checked_on: 2026-11-21\n"
    premises = "".join(map(_house, range(houses)))
    towns = "".join(map(_town, range(houses, places)))
    (folder / "places.yaml").write_text(
        f"{checked}premises:\n{premises}" + (f"towns:\n{towns}" if towns else ""), "utf-8"
    )
    hours = "".join(f"  - place: place-{n}\n    blocks:\n{WEEK}" for n in range(places))
    (folder / "hours.yaml").write_text(f"{checked}hours:\n{hours}", "utf-8")
    (folder / "closures.yaml").write_text(checked + "".join(_exceptions(places)), "utf-8")


def _without_a_second_house(centre: str) -> str:
    before, _, after = centre.partition("    centre-havlickuv-brod:\n")
    return before + after[after.index("  email:") :]


def _house(n: int) -> str:
    return (
        f"  - id: place-{n}\n    name: Dům {n}\n"
        f"    address: {{street: Ukázková {n + 1}, town: Město {n}, postal_code: 591 01}}\n"
        "    coordinates: {lat: 49.5, lon: 15.9}\n"
        "    accessibility: bez schodů\n    directions: od náměstí\n"
    )


def _town(n: int) -> str:
    return (
        f"  - id: place-{n}\n    name: Město {n}\n"
        "    kinds: [street]\n    district: Havlíčkův Brod\n"
    )


def _exceptions(places: int) -> list[str]:
    lines = ["closures:\n  - {date: 2026-12-24, until: 2027-01-01, places: all, reason: Vánoce}\n"]
    own = range(0, places, 5)
    for n in own:
        day = DAY + timedelta(20 + n % 300)
        lines.append(
            f"  - {{date: {day}, until: {day + timedelta(4)}, "
            f"places: place-{n}, reason: Malování}}\n"
        )
    lines.append("specials:\n")
    for n in own:
        day = date(2027, 11, 17) + timedelta(n % 300)
        lines.append(
            f"  - {{date: {day}, from: 9:00, to: 15:00, "
            f"places: place-{n}, reason: Den otevřených dveří}}\n"
        )
    return lines


class DataPath:
    """One run from files to files; each step keeps what the next one needs."""

    def __init__(self, folder: Path, home: list[Page]) -> None:
        self.folder = folder
        self.home = home
        self.facts: Facts
        self.timetable: Timetable
        self.made: dict[str, bytes] = {}

    def steps(self) -> dict[str, Callable[[], None]]:
        """The steps in order, by what the table calls them."""
        return {
            "read and check": self.read,
            "compile": self.compile,
            "expand two years": self.expand,
            "calendars": self.calendars,
            "hours.json, schema": self.hours,
            "JSON-LD, 3 languages": self.structured_data,
            "write files": self.write,
        }

    def read(self) -> None:
        self.facts = load_facts(self.folder, today=DAY)

    def compile(self) -> None:
        self.timetable = Timetable(self.facts)

    def expand(self) -> None:
        for place in self.facts.places:
            self.timetable.intervals(place, DAY, DAY + calendars.HORIZON)

    def calendars(self) -> None:
        self.made |= calendars.calendars(self.facts, self.timetable, DAY, ORIGIN)

    def hours(self) -> None:
        found = hours_json.hours(self.facts, self.timetable, DAY, ORIGIN)
        self.made[hours_json.ADDRESS] = hours_json.as_json(found).encode()
        self.made[hours_json.SCHEMA_ADDRESS] = str(hours_json.schema(ORIGIN)).encode()

    def structured_data(self) -> None:
        data = StructuredData(self.facts, self.timetable, DAY, ORIGIN)
        for page in self.home:
            found = data.of_page(page)
            self.made[f"{page.address}data.json"] = as_script(found).encode() if found else b""

    def write(self) -> None:
        for address, content in self.made.items():
            path = self.folder / "output" / address.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def measure(places: int, runs: int, home: list[Page]) -> tuple[dict[str, float], int]:
    """The least milliseconds of each step, and bytes of all files."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        write_data(Path(name), places)
        for _ in range(runs):
            run = DataPath(Path(name), home)
            for step, work in run.steps().items():
                gc.collect()
                start = process_time()
                work()
                times.setdefault(step, []).append((process_time() - start) * 1000)
    totals = [sum(run) for run in zip(*times.values(), strict=True)]
    least = {step: min(found) for step, found in times.items()}
    return {**least, "all": min(totals)}, sum(map(len, run.made.values()))


def row(name: str, figures: list[float]) -> str:
    """A line of the table: the figures, and how many times each is more than the one before."""
    grown = [later / max(earlier, 0.01) for earlier, later in pairwise(figures)]
    return (
        f"{name:<22}"
        + "".join(f"{each:>13.1f}" for each in figures)
        + "".join(f"{by:>12.1f}×" for by in grown)
    )


def main() -> None:
    """Measure all sizes and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    home = list(read_pages(DATA.parent)[0].translations(HOME).values())
    measure(1, 1, home)  # what is loaded once is not counted
    found = [measure(size, runs, home) for size in SIZES]
    heads = [f"{size} places" for size in SIZES] + [
        f"{one}→{other} " for one, other in pairwise(SIZES)
    ]
    lines = [f"{f'least ms of {runs} runs':<22}" + "".join(f"{head:>13}" for head in heads)]
    lines += [row(step, [times[step] for times, _ in found]) for step in found[0][0]]
    lines.append(row("KiB of files", [size / 1024 for _, size in found]))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
