"""Watch mode under mistakes: the editor sees them with file and line, whatever fails afterwards."""

import json
import runpy
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from centre.reading.faults import Fault
from pelicanconf import IGNORE_FILES
from site_plugins.checks import check_content
from site_plugins.run.console import print_unforeseen
from site_plugins.run.watching import is_noticed
from tests.paths import ROOT
from tests.site.conftest import Draft

pytestmark = pytest.mark.usefixtures("pelican")

DRIVER = """
import json
import sys
from pathlib import Path
from pelican.settings import read_settings
from centre.keeping.memory import Memory
from site_plugins.run.site import Site

folder, output, watch, before = sys.argv[1:]
settings = {"PATH": folder, "OUTPUT_PATH": output, "FRAME_PATH": output + ".json"}
site = Site(read_settings("pelicanconf.py", override={**settings, "WATCH": watch == "watch"}))
site.memory = Memory()  # as kacko.watcher
exec(before)
for changes in json.load(sys.stdin):
    for file, text in changes.items():
        Path(folder, file).write_text(text, "utf-8")
    site.run()
    written = {path.relative_to(output).as_posix() for path in Path(output).rglob("*.*")}
    page = Path(output, "index.html").read_text("utf-8")
    print(json.dumps({"home": page, "files": sorted(written)}))
"""
FAIL_LATER = """
from site_plugins.files import calendars
calendars.title_of = lambda place: {}["nobody foresaw this"]
"""
FAIL_WHILE_PROOFREADING = """
from site_plugins.run.reading import ProofReader
ProofReader.errors = lambda reader: {}["nobody foresaw this"]
"""
HOME = "cs/pages/home.md"
PATIENCE = 120  # seconds for one build on a busy machine
SENTENCE = "Program skončil nečekanou chybou (KeyError: "


def run(
    folder: Path,
    output: Path,
    *steps: dict[str, str],
    mode: str = "watch",
    before: str = "",
) -> subprocess.CompletedProcess[str]:
    """Build once for each step, after its files were written."""
    command = [sys.executable, "-c", DRIVER]
    return subprocess.run(
        [*command, str(folder), str(output), mode, before],
        input=json.dumps(steps),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def builds_of(ran: subprocess.CompletedProcess[str]) -> list[dict[str, str | list[str]]]:
    """What each step left: the home page, and the names of all files."""
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith('{"home"')]


def spoiled(text: str) -> str:
    """A page whose header cannot be used any more."""
    assert "\nnext_review: " in text
    return text.replace("\nnext_review: ", "\nnext_review: 2027-13-45 #", 1)


def lost(sound: dict[str, str | list[str]], broken: dict[str, str | list[str]]) -> set[str]:
    """Files that the broken build did not write, fingerprinted assets aside."""
    return {file for file in set(sound["files"]) - set(broken["files"]) if "assets/" not in file}


def test_a_broken_header_of_the_home_page_costs_no_other_file(draft: Draft, tmp_path: Path) -> None:
    text = (draft.folder / HOME).read_text("utf-8")
    steps = [
        {},
        {HOME: spoiled(text)},
        {HOME: text.replace("title: ", "titel: ", 1)},
        {HOME: text.replace("---\n", "", 1)},
        {HOME: ""},
        {HOME: text},
    ]
    sound, *broken, mended = builds_of(run(draft.folder, tmp_path / "output", *steps))
    for build in broken:
        assert "Web nejde sestavit" in build["home"]
        assert f"{HOME}:" in build["home"]
        assert lost(sound, build) == set()
    assert "next_review: den „2027-13-45“" in broken[0]["home"]
    assert mended == sound


def test_with_every_page_broken_the_facts_are_still_published(draft: Draft, tmp_path: Path) -> None:
    czech = spoiled_titles(draft.folder, "cs")
    others = spoiled_titles(draft.folder, "en", "uk")
    builds = builds_of(run(draft.folder, tmp_path / "output", czech, others))
    for build, broken in zip(builds, (czech, czech | others), strict=True):
        files = {"kalendar.ics", "hours.json", "sitemap.xml", "sw.js", "hledat/index.html"}
        assert files <= set(build["files"])
        for name in broken:
            assert f"{name}:" in build["home"]


def spoiled_titles(folder: Path, *languages: str) -> dict[str, str]:
    """Every page of these languages with a header that cannot be used."""
    sections = ("pages", "services", "questions")
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8").replace(
            "\ntitle:", "\ntitel:", 1
        )
        for lang in languages
        for section in sections
        for path in (folder / lang / section).glob("*.md")
    }


def test_whatever_fails_later_the_known_mistakes_come_first(draft: Draft, tmp_path: Path) -> None:
    broken = {HOME: spoiled((draft.folder / HOME).read_text("utf-8"))}
    output = tmp_path / "output"
    for before in (FAIL_LATER, FAIL_WHILE_PROOFREADING):
        ran = run(draft.folder, output, broken, before=before)
        [build] = builds_of(ran)
        home = str(build["home"])
        assert home.index(f"{HOME}:") < home.index(SENTENCE)
        assert ran.stderr.index(f"{HOME}:") < ran.stderr.index(SENTENCE)
        log = output.with_name("build-error.txt")
        assert str(log) in home
        assert "Traceback" in log.read_text("utf-8")


def test_a_build_in_one_go_ends_with_a_sentence_and_no_traceback(
    draft: Draft, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    ran = run(draft.folder, output, {}, mode="once", before=FAIL_LATER)
    assert ran.returncode == 1
    assert SENTENCE in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    broken = {HOME: spoiled((draft.folder / HOME).read_text("utf-8"))}
    ran = run(draft.folder, output, broken, mode="once", before=FAIL_WHILE_PROOFREADING)
    assert ran.returncode == 1
    assert ran.stderr.index(f"{HOME}:") < ran.stderr.index(SENTENCE)
    assert "Traceback" not in ran.stdout + ran.stderr


def test_the_check_tells_what_it_knows_whatever_fails(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.replace(HOME, "\nnext_review: ", "\nnext_review: 2027-13-45 #")
    monkeypatch.setattr(
        "centre.proofreading.proof_reader.ProofReader.errors", lambda reader: {}["unforeseen"]
    )
    code, lines = draft.check()
    assert code == check_content.NOT_CHECKED
    assert lines[0].startswith(f"{HOME}:")
    assert SENTENCE in lines[-1]


def until(page: Path, text: str, watch: "subprocess.Popen[str]") -> None:
    """Wait until the home page has ``text``; a slow machine may take long, a deaf one for ever."""
    deadline = time.monotonic() + PATIENCE
    while not (page.exists() and text in page.read_text("utf-8", "replace")):
        assert watch.poll() is None, "watch mode has ended"
        assert time.monotonic() < deadline, f"no {text!r} on the page"
        time.sleep(0.2)


@pytest.fixture
def watched(draft: Draft, tmp_path: Path) -> Iterator[tuple[Path, Path, "subprocess.Popen[str]"]]:
    """Pelican's own watch mode on content below a hidden folder, its home page, and the process."""
    folder = tmp_path / ".local" / "src" / "content"
    folder.parent.mkdir(parents=True)
    draft.folder.rename(folder)
    output = tmp_path / "output"
    command = [sys.executable, "-m", "pelican", "-r", str(folder), "-s", "pelicanconf.py"]
    with subprocess.Popen(
        [*command, "-o", str(output), "-e", f'FRAME_PATH="{tmp_path}/frame.json"'],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as watch:
        try:
            until(output / "index.html", "<h1", watch)
            yield folder, output / "index.html", watch
        finally:
            watch.terminate()


def test_content_is_watched_below_a_hidden_folder_and_after_it_was_away(
    watched: tuple[Path, Path, "subprocess.Popen[str]"],
) -> None:
    folder, page, watch = watched
    text = (folder / HOME).read_text("utf-8")
    (folder / HOME).write_text(text.replace("title: ", "title: Poprvé ", 1), "utf-8")
    until(page, "Poprvé", watch)
    folder.rename(folder.with_name("away"))
    until(page, "teď chybí", watch)
    shutil.copytree(folder.with_name("away"), folder)  # not the folder that was watched before
    until(page, "Poprvé", watch)
    (folder / HOME).write_text(text.replace("title: ", "title: Podruhé ", 1), "utf-8")
    until(page, "Podruhé", watch)


SAVE_WHILE_READING = f"""
from site_plugins.run import reading
read = reading.content.read_leniently
page = Path(folder, {HOME!r})
def read_then_save(*given):
    found = read(*given)
    if "Poprvé" not in page.read_text("utf-8"):
        page.write_text(page.read_text("utf-8").replace("title: ", "title: Poprvé ", 1), "utf-8")
    return found
reading.content.read_leniently = read_then_save
"""


def test_what_is_saved_during_a_build_is_built_too(draft: Draft, tmp_path: Path) -> None:
    [build] = builds_of(run(draft.folder, tmp_path / "output", {}, before=SAVE_WHILE_READING))
    assert "Poprvé" in build["home"]


@pytest.mark.parametrize("parent", [".local/src", ".hidden", "src"])
def test_a_change_is_noticed_below_any_hidden_folder(tmp_path: Path, parent: str) -> None:
    assert is_noticed(tmp_path / parent / "content", IGNORE_FILES)


@pytest.mark.parametrize("parent", ["node_modules/centre", ".git/worktrees", "x/.venv/y"])
def test_folders_of_other_programs_stay_unwatched(tmp_path: Path, parent: str) -> None:
    assert not is_noticed(tmp_path / parent / "content", IGNORE_FILES)


def test_the_editor_is_told_where_nothing_is_watched(draft: Draft, tmp_path: Path) -> None:
    folder = tmp_path / "node_modules" / "content"
    folder.parent.mkdir()
    draft.folder.rename(folder)
    ran = run(folder, tmp_path / "output", {})
    assert "node_modules/content se nesledují" in ran.stderr


def test_a_record_that_cannot_be_kept_costs_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    known = [Fault("cs/pages/home.md", 11, "next_review", "den v kalendáři není")]
    sentence = print_unforeseen(KeyError("cs\nTraceback"), taken / "folder", known)
    told = capsys.readouterr().err.splitlines()
    assert told == [str(known[0]), "Chyb: 1", sentence]
    assert "nejde uložit" in sentence


def test_settings_for_publishing_end_with_a_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("centre.facts.loading.load_facts", lambda data: {}["unforeseen"])
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "publishconf.py"))
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith(SENTENCE)
    assert (tmp_path / "var" / "build-error.txt").exists()
