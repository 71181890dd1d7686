"""While content is watched, readers see what a fresh build makes, and nothing saved is lost."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.kacko.watching.watched_site import WatchedSite, files_of
from tests.paths import ROOT

SERIES = int(os.environ.get("WATCHED_SERIES") or 2)
EDITS = 5
PATIENCE = 120

pytestmark = pytest.mark.usefixtures("takes_seconds")


@pytest.mark.parametrize("seed", range(SERIES))
def test_after_any_edits_the_site_is_that_of_a_fresh_build(tmp_path: Path, seed: int) -> None:
    watched = WatchedSite.beneath(tmp_path)
    chance = Random(seed)
    watched.site.run()
    for number in range(EDITS):
        watched.edit(chance)
        if chance.randrange(3) == 0:
            watched.edit(chance)
        watched.site.run()
        fresh = watched.fresh(tmp_path / f"fresh-{number}")
        assert files_of(watched.output) == fresh


def test_facts_that_cannot_be_read_are_told_on_home_and_cost_no_other_page(tmp_path: Path) -> None:
    watched = WatchedSite.beneath(tmp_path)
    watched.site.run()
    before = files_of(watched.output)
    hours = watched.content / "data" / "hours.yaml"
    sound = hours.read_text("utf-8")
    hours.write_text(f"{sound}\nnesmysl: [", "utf-8")
    watched.site.run()
    broken = files_of(watched.output)
    assert "hours.yaml" in broken.pop("index.html").decode()
    assert broken == {name: each for name, each in before.items() if name != "index.html"}
    hours.write_text(sound, "utf-8")
    watched.site.run()
    assert files_of(watched.output) == before


def test_of_all_pages_only_the_one_that_changed_is_written(tmp_path: Path) -> None:
    watched = WatchedSite.beneath(tmp_path)
    watched.site.run()
    before = {path: path.stat().st_mtime_ns for path in watched.output.rglob("*.html")}
    page = next(each for each in watched.pages if each.stem.startswith("stranka"))
    page.write_text(page.read_text("utf-8") + "\nSlovo navíc.\n", "utf-8")
    watched.site.run()
    changed = [path for path, time in before.items() if path.stat().st_mtime_ns != time]
    assert page.stem in str(changed)
    assert len(changed) == 1


def test_a_page_that_somebody_took_away_is_written_anew(tmp_path: Path) -> None:
    watched = WatchedSite.beneath(tmp_path)
    for _ in range(3):  # by then all that is no page has settled
        watched.site.run()
    gone, edited, *_ = sorted(watched.output.glob("stranka*/index.html"))
    before = gone.read_bytes()
    gone.unlink()
    page = next(each for each in watched.pages if each.stem == edited.parent.name)
    page.write_text(page.read_text("utf-8") + "\nSlovo navíc.\n", "utf-8")
    watched.site.run()
    assert gone.read_bytes() == before
    assert "Slovo navíc." in edited.read_text("utf-8")


def test_a_page_that_is_empty_while_it_is_saved_is_not_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = WatchedSite.beneath(tmp_path)
    watched.site.run()
    page = next(each for each in watched.pages if each.stem.startswith("stranka"))
    shown = watched.output / page.stem / "index.html"
    text = page.read_text("utf-8")
    there = []
    build = watched.site._build

    def saved_meanwhile() -> bool:
        is_built = build()
        there.append(shown.exists())
        if not page.read_text("utf-8"):
            page.write_text(f"{text}\nVěta navíc.\n", "utf-8")
        return is_built

    page.write_text("", "utf-8")
    monkeypatch.setattr(watched.site, "_build", saved_meanwhile)
    watched.site.run()
    assert there == [True, True]
    assert "Věta navíc." in shown.read_text("utf-8")


@contextmanager
def reading(pages: list[Path]) -> Iterator[list[str]]:
    """Read all ``pages`` again and again; what was gone or half is noted."""
    gone: list[str] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            for page in pages:
                try:
                    if "</html>" not in page.read_text("utf-8"):
                        gone.append(f"{page} is half")
                except OSError as error:
                    gone.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield gone
    finally:
        over.set()
        reader.join()


def until(page: Path, text: str, watch: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not (page.exists() and text in page.read_text("utf-8")):
        assert watch.poll() is None, "the watcher has ended"
        assert time.monotonic() < deadline, f"no {text!r} on the page"
        time.sleep(0.05)


def test_no_save_is_lost_and_no_page_is_gone_meanwhile(tmp_path: Path) -> None:
    watched = WatchedSite.beneath(tmp_path)
    words = [sys.executable, "-m", "kacko.watcher", str(watched.content), str(watched.output)]
    watch = subprocess.Popen([*words, str(tmp_path / "frame.json")], cwd=ROOT)
    try:
        page = next(each for each in watched.pages if each.stem.startswith("stranka"))
        shown = watched.output / page.stem / "index.html"
        until(shown, "</html>", watch)
        until(watched.output / "sw.js", "", watch)
        text = page.read_text("utf-8")
        with reading(sorted(watched.output.rglob("*.html"))) as gone:
            for number in range(8):
                page.write_text(f"{text}\nVěta číslo {number}.\n", "utf-8")
                time.sleep(0.1 * (number % 4))
            until(shown, "Věta číslo 7.", watch)
            shown_files = files_of(watched.output)
        assert gone == []
        assert "reload." in shown.read_text("utf-8")
        assert any(name.startswith("assets/reload.") for name in shown_files)
    finally:
        watch.terminate()
        watch.wait()


def test_no_other_build_shows_itself_anew(pelican: object, tmp_path: Path) -> None:
    watched = WatchedSite.beneath(tmp_path)
    words = [sys.executable, "-m", "pelican", str(watched.content), "-s", "pelicanconf.py", "-q"]
    frame = f'FRAME_PATH="{tmp_path / "frame.json"}"'
    subprocess.run([*words, "-o", str(watched.output), "-e", frame], cwd=ROOT, check=True)
    assert not [name for name in files_of(watched.output) if "reload" in name]
    assert "reload" not in (watched.output / "index.html").read_text("utf-8")
