"""Small changes that pass the check: the site builds, and no hour, number or word that was not
touched has changed. FUZZ_BUILDS says how many builds there are, of sixteen changes each."""

import os
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from random import Random

import pytest

from centre.approvals.standing import Standing
from centre.intake.addresses import SEARCH
from centre.language.i18n import gettext, speaking
from centre.language.languages import LANGUAGES
from centre.listings.indicators import INDICATORS
from centre.proofreading.proof_reader import ProofReader
from centre.reading.faults import Fault, Faults
from centre.reading.front_matter import FrontMatter
from centre.reading.reader import read_markdown
from centre.texts import content
from centre.texts.pages import SECTIONS, Page
from site_plugins.checks import list_headings
from site_plugins.drawing import town_map
from site_plugins.search.questions import read_questions
from tests.built import Pelican
from tests.fuzz.changes import Change, change_of, files_of
from tests.fuzz.one_change import OneChange, remembered
from tests.paths import ROOT

CONTENT = ROOT / "content"
DAY = "2026-11-28"
BUILDS = int(os.environ.get("FUZZ_BUILDS", "4"))
TOGETHER = 16
"""Changes in one build, each in a file of its own."""
SEED = int(os.environ.get("FUZZ_SEED", "1"))

JUDGEMENTS = "data/judgements.yaml"
HELPLINES = "data/helplines.yaml"
RESULTS = "data/results.csv"
LISTS_OF_PAGES = {f"{address.lstrip('/')}index.html" for address in SEARCH.values()}
"""They name parts of other pages, which begin and end elsewhere when a line runs into the next."""

READ_BY_PEOPLE = {".atom", ".csv", ".html", ".ics", ".json", ".webmanifest"}
Site = dict[str, Counter[str]]
"""The tokens of each file of a built site."""

_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_FINGERPRINT = re.compile(r"\.[0-9a-f]{8}\.")
_OF_THE_CALENDAR = """
pondělí úterý středa středu čtvrtek pátek sobota sobotu neděle neděli po út st čt pá so ne
ledna února března dubna května června července srpna září října listopadu prosince
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
january february march april may june july august september october november december
понеділок вівторок середа середу четвер пятниця субота неділя
"""
"""How the days and months that stand in a file as numbers are said."""


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> list[list[Change]]:
    """Changes that pass the check, in groups that pass it together."""
    folder = tmp_path_factory.mktemp("passing")
    with remembered():
        one_change = OneChange(CONTENT, folder)
        return [list(_group(one_change, number)) for number in range(BUILDS)]


def _group(one_change: OneChange, number: int) -> Iterator[Change]:
    """Each change has a chance of its own: an edit of one file draws no other changes elsewhere."""
    chance = Random(f"{SEED} {number}")
    names = files_of(CONTENT)
    data = [name for name in names if name.startswith(("data/", "brand/"))]
    taken: set[str] = set()
    tries = Counter[str]()
    while len(taken) < TOGETHER:
        name = chance.choice(data if len(taken) < TOGETHER // 2 else names)
        tries[name] += 1
        change = change_of(CONTENT, name, Random(f"{SEED} {number} {name} {tries[name]}"))
        if name not in taken and change.after != change.before and not one_change.faults(change):
            taken.add(name)
            yield change


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, pelican: Pelican) -> Site:
    """The words of the site as it was."""
    return built(pelican, CONTENT, tmp_path_factory.mktemp("before"))


@pytest.mark.parametrize("number", range(BUILDS))
def test_what_passes_is_built_and_nothing_untouched_has_changed(
    number: int,
    groups: list[list[Change]],
    before: Site,
    pelican: Pelican,
    tmp_path: Path,
) -> None:
    changed = tmp_path / "content"
    shutil.copytree(CONTENT, changed)
    changes = groups[number]
    for change in changes:
        (changed / change.name).write_bytes(change.after)
    left = without_objections(changed, changes)
    assert len(left) >= TOGETHER * 0.9, "changes in different files hinder each other"
    after = built(pelican, changed, tmp_path)
    touched = Counter[str]()
    for change in left:
        named = [*figures_named(change), *price_named(change)]
        touched.update(tokens("\n".join([*touched_lines(change), *named])))
    touched.update(_OF_THE_CALENDAR.split())
    filled_in = {page for change in left if fills_in(change) for page in pages_of(change)}
    of_their_files = tokens("\n".join(line for change in left for line in all_lines(change)))
    for file, old, new in pairs(before, after):
        allowed = touched | of_their_files if file in LISTS_OF_PAGES else touched
        strange = {token for token in (old - new) + (new - old) if token not in allowed}
        message = f"{file}: {strange} after {left} (FUZZ_SEED={SEED})"
        assert file in filled_in or not strange, message


def pairs(before: Site, after: Site) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    """Each file before and after; those that moved, as after a change of an address, as one."""
    for file in before.keys() & after.keys():
        yield file, before[file], after[file]
    gone = sum((before[file] for file in before.keys() - after.keys()), Counter[str]())
    come = sum((after[file] for file in after.keys() - before.keys()), Counter[str]())
    yield "moved", gone, come


def without_objections(changed: Path, changes: list[Change]) -> list[Change]:
    """The changes of a group that pass the whole check together; the others are put back."""
    left = list(changes)
    while True:
        faults = _faults(changed)
        files = {fault.file for fault in faults}
        refused = [each for each in left if (changed / each.name).as_posix() in files]
        if not faults:
            return left
        assert refused, "\n".join(map(str, faults))
        for each in refused:
            (changed / each.name).write_bytes(each.before)
            left.remove(each)


def _faults(folder: Path) -> list[Fault]:
    try:
        found = content.read_leniently(folder, date.fromisoformat(DAY))
    except Faults as error:
        return list(error.all)
    drawn = town_map.faults(folder / "data")
    asked = read_questions(found)[1]
    lists = list_headings.faults(found)
    return [*found.faults, *lists, *drawn, *asked, *ProofReader(found).errors()]


def built(pelican: Pelican, source: Path, folder: Path) -> Site:
    """The tokens of each file of the site that a person or a calendar reads.

    The index of the search is none of them: its stems and counts follow from the pages.
    """
    output = folder / "output"
    frame = f'FRAME_PATH="{folder / "frame.json"}"'
    run = pelican(
        str(source), "-s", "pelicanconf.py", "-o", str(output), "-e", frame, BUILD_DAY=DAY
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    files = (path for path in output.rglob("*") if path.suffix in READ_BY_PEOPLE)
    return {
        path.relative_to(output).as_posix(): tokens(path.read_text("utf-8"))
        for path in files
        if not _FINGERPRINT.search(path.name) and not path.name.startswith("search.")
    }


def tokens(text: str) -> Counter[str]:
    """Words and numbers, as they are read."""
    unfolded = text.replace("\n ", "").replace("\\n", " ") if "BEGIN:VCALENDAR" in text else text
    plain = unescape(_TAG.sub(" ", _FINGERPRINT.sub(".", unfolded)))
    return Counter(
        str(int(token)) if token.isdecimal() else token
        for token in _TOKEN.findall(plain.casefold())
    )


def touched_lines(change: Change) -> list[str]:
    """The lines that were touched and those beside them, before and after."""
    old = as_read(change.before)
    new = as_read(change.after)
    if old == new:
        return []
    same_at_start = _alike(old, new)
    same_at_end = min(_alike(old[::-1], new[::-1]), len(old) - same_at_start)
    around = 8 if change.name.startswith("data/") else 1
    return [
        line
        for side in (old, new)
        for line in side[max(0, same_at_start - around) : len(side) - same_at_end + around]
    ]


def figures_named(change: Change) -> list[str]:
    """What a touched row of the figures is called where it is shown; the row holds a mark."""
    if change.name != RESULTS:
        return []
    marks = {cell for line in touched_lines(change) for cell in line.split(",")}
    named = [each for each in INDICATORS.values() if each.id in marks]
    found = []
    for lang in LANGUAGES:
        with speaking(lang):
            found += [f"{each.name} {each.unit}" for each in named]
    return found


def price_named(change: Change) -> list[str]:
    """What a line says of its price where it is shown; the file says yes or no."""
    if change.name != HELPLINES or not any("free:" in line for line in touched_lines(change)):
        return []
    found = []
    for lang in LANGUAGES:
        with speaking(lang):
            found += [gettext("free of charge"), gettext("a paid call")]
    return found


def all_lines(change: Change) -> list[str]:
    """Every line of the file, before and after."""
    return [*as_read(change.before), *as_read(change.after)]


def fills_in(change: Change) -> bool:
    """Whether a touched line asks for facts or links, which bring words from elsewhere.

    So does each judgement: it is said in words of the goals; and a note of a figure, which names
    all figures that share it. Other headings of a text may bring its list of contents, or take it
    away.
    """
    return (
        change.name == JUDGEMENTS
        or (change.name == RESULTS and notes(change.before) != notes(change.after))
        or any("[[" in line or "](" in line for line in touched_lines(change))
        or headings(change.before) != headings(change.after)
    )


def notes(written: bytes) -> set[str]:
    """The different last cells of a table, however many figures each belongs to."""
    return {line.rpartition(",")[2].strip() for line in as_read(written) if line.strip()}


def headings(written: bytes) -> int:
    """How many lines of a text are headings."""
    return sum(line.startswith("#") for line in as_read(written))


def pages_of(change: Change) -> set[str]:
    """The files of the built site that are made of a text, or of the figures and judgements."""
    if change.name in (JUDGEMENTS, RESULTS):
        return {page_of(f"{lang}/pages/results.md") for lang in LANGUAGES}
    return {page_of(change.name)}


def page_of(name: str) -> str:
    """The file of the built site for a file of the content; empty for what has no page."""
    lang, section, file = (*name.split("/"), "", "")[:3]
    if section not in SECTIONS or not file:
        return ""
    front, text, _ = read_markdown(CONTENT / name, lang, FrontMatter)
    assert front
    assert text
    page = Page(front, text, section, Standing(name, print=""))
    return f"{page.address.lstrip('/')}index.html"


def as_read(written: bytes) -> list[str]:
    """The lines of a file without what no reader sees: encoding, line ends, letters in parts."""
    is_wide = written.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = written.decode("utf-16" if is_wide else "utf-8-sig", "replace")
    return unicodedata.normalize("NFC", text).splitlines()


def _alike(some: list[str], others: list[str]) -> int:
    """How many lines are the same from the first on."""
    pairs = enumerate(zip(some, others, strict=False))
    shorter = min(len(some), len(others))
    return next((number for number, (one, other) in pairs if one != other), shorter)
