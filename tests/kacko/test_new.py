"""A centre that begins: a few answers make a folder that builds, and a list of what is left."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from centre.layers.account import account
from centre.starting import adopting, own_facts
from centre.starting.answers import NoHours, read_hours
from centre.starting.folder import EXAMPLES
from centre.starting.tasks import TASKS_FILE
from centre.texts import content
from kacko.main import commands
from kacko.new import NOTHING
from site_plugins.checks.publishing import objections
from tests.built import DAY, BuiltSite
from tests.site.run.test_examples import ITS_ALONE

STARTS = (NOTHING, *EXAMPLES)
ANSWERS = {
    "--name": "K-centrum Kojetín",
    "--provider": "Pomocná síť, z.ú.",
    "--legal-form": "zapsaný ústav",
    "--town": "Kojetín",
    "--phone": "581 111 222",
    "--outreach-phone": "",
    "--hours": "po-čt 9-12, 13-16, pá 9-13",
    "--outreach": "Kojetín, Chropyně",
    "--languages": "cs, en",
    "--scope": "all",
    "--age": "",
    "--abstinence": "one-goal",
    "--from": NOTHING,
}
DAY_OF_BUILD = date.fromisoformat(DAY)
WRITTEN_BY_A_PERSON = (
    ("ico: 00000000", "ico: 25596641"),
    ("registration: 0000000", "registration: 4217395"),
    ("doplnte@doplnte.invalid", "centrum@kcentrum-kojetin.cz"),
    ("doplnte.invalid", "www.kcentrum-kojetin.cz"),
    ("Doplňte: podle čeho lidé poznají terénní pracovníky", "dva lidé s modrou taškou"),
    ("doplňte okres", "Přerov"),
    ("doplňte ulici a číslo", "Nádražní 12"),
    ("000 00", "752 01"),
)


def start(folder: Path, **changed: str) -> Result:
    """Run `kacko new` with all answers as options, on the day of all builds."""
    answers = {**ANSWERS, **{f"--{name}": value for name, value in changed.items()}}
    words = [word for pair in answers.items() for word in pair]
    with time_machine.travel(DAY_OF_BUILD, tick=False):
        return CliRunner().invoke(commands, ["new", str(folder), *words])


def do_the_list(folder: Path) -> None:
    """What a person writes into the places that wait for it."""
    for page in folder.rglob("*.md"):
        text = page.read_text("utf-8").replace(f"{adopting.GO_THROUGH}\n\n", "")
        page.write_text(re.sub("Doplňte: [^\n]*", "Tohle napsal tým.", text), "utf-8")
    for facts in folder.rglob("*.yaml"):
        text = facts.read_text("utf-8")
        for mark, written in WRITTEN_BY_A_PERSON:
            text = text.replace(mark, written)
        facts.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("po 9-12", ["po 9:00 12:00"]),
        ("Po–st 9:30 – 14", ["po 9:30 14:00", "út 9:30 14:00", "st 9:30 14:00"]),
        ("čt 9.00-12.00, 13-17; pá 8-10", ["čt 9:00 12:00", "čt 13:00 17:00", "pá 8:00 10:00"]),
        ("", []),
    ],
)
def test_hours_are_typed_as_people_write_them(typed: str, read: list[str]) -> None:
    assert [f"{block.day} {block.opens} {block.closes}" for block in read_hours(typed)] == read


@pytest.mark.parametrize("typed", ["9-12", "každý den", "po devět až pět", "pá-po 9-12"])
def test_hours_that_cannot_be_read_are_refused(typed: str) -> None:
    with pytest.raises(NoHours):
        list(read_hours(typed))


@pytest.mark.parametrize(
    "text", ["no", "Dům: u nádraží", "# 5", '„U Lva“ "5"', "12", "a #b", "[x]"]
)
def test_any_answer_is_safe_in_a_file(text: str) -> None:
    assert own_facts.scalar(text).startswith('"')


def test_the_folder_holds_only_what_is_the_centres_own(tmp_path: Path) -> None:
    made = start(tmp_path / "centre")
    assert made.exit_code == 0, made.output
    files = {
        path.relative_to(tmp_path / "centre").as_posix()
        for path in (tmp_path / "centre").rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    assert {name for name in files if name.startswith("data/")} == {
        f"data/{name}.yaml"
        for name in ("centre", "places", "hours", "closures", "target_groups", "common")
    }
    assert {"cs/pages/home.md", "cs/pages/team.md", TASKS_FILE} < files
    assert not [name for name in files if "/services/" in name or "/intake/" in name]


def test_it_has_seen_the_common_texts_that_it_begins_with(tmp_path: Path) -> None:
    start(tmp_path / "centre")
    found = account(tmp_path / "centre")
    assert found is not None
    assert found.common
    assert not found.to_look_at


def test_its_history_begins_with_it(tmp_path: Path) -> None:
    start(tmp_path / "centre")
    git = ["git", "-C", str(tmp_path / "centre")]
    log = subprocess.run(
        [*git, "log", "--format=%s"], capture_output=True, encoding="utf-8", check=True
    )
    assert log.stdout == "Založit centrum\n"
    left = subprocess.run(
        [*git, "status", "--short"], capture_output=True, encoding="utf-8", check=True
    )
    assert left.stdout == ""


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    refused = start(tmp_path)
    assert refused.exit_code == 1
    assert "není prázdná" in refused.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("option", "typed"),
    [
        ("phone", "155 a 156"),
        ("phone", ""),
        ("name", " "),
        ("hours", "pořád"),
        ("age", "osm"),
        ("languages", "česky"),
    ],
)
def test_an_answer_that_cannot_be_is_told_before_anything_is_written(
    option: str, typed: str, tmp_path: Path
) -> None:
    refused = start(tmp_path / "centre", **{option: typed})
    assert refused.exit_code == 2
    assert f"--{option}" in refused.output
    assert not (tmp_path / "centre").exists()


def test_what_no_option_says_is_asked(tmp_path: Path) -> None:
    typed = ["Centrum", "", "", "Kojetín", "581111222", *[""] * 8]
    answers = "\n".join(typed) + "\n"
    asked = CliRunner().invoke(commands, ["new", str(tmp_path / "c")], input=answers)
    assert asked.exit_code == 0, asked.output
    assert "Název centra" in asked.output
    written = (tmp_path / "c" / "data" / "centre.yaml").read_text("utf-8")
    assert 'number: "+420 581 111 222"' in written


def test_with_yes_nothing_is_asked_and_what_nobody_can_guess_has_to_be_given(
    tmp_path: Path,
) -> None:
    words = ["new", str(tmp_path / "c"), "--yes", "--name", "Centrum", "--town", "Kojetín"]
    refused = CliRunner().invoke(commands, words)
    assert refused.exit_code == 2
    assert "--phone" in refused.output
    assert not (tmp_path / "c").exists()
    made = CliRunner().invoke(commands, [*words, "--phone", "581 111 222"])
    assert made.exit_code == 0, made.output
    assert "Poskytovatel" not in made.output


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_lends_words_and_no_fact(name: str, tmp_path: Path) -> None:
    start(tmp_path / "centre", **{"from": name})
    made = {
        path: path.read_text("utf-8")
        for path in (tmp_path / "centre").rglob("*.*")
        if path.is_file()
    }
    told = "\n".join(text for path, text in made.items() if ".git" not in path.parts)
    assert [word for word in ITS_ALONE[name] if word in told] == []
    assert "příklad podle" not in told.lower()
    assert adopting.GO_THROUGH in told


@pytest.mark.parametrize("name", STARTS)
def test_the_list_of_what_is_left_is_at_most_a_page(name: str, tmp_path: Path) -> None:
    start(tmp_path / "centre", **{"from": name, "hours": "", "provider": ""})
    lines = (tmp_path / "centre" / TASKS_FILE).read_text("utf-8").splitlines()
    assert len(lines) <= 55
    assert max(map(len, lines)) <= 100


@pytest.mark.usefixtures("takes_seconds")
@pytest.mark.parametrize("name", STARTS)
def test_it_is_in_order_at_once_and_every_gap_keeps_it_from_the_public(
    name: str, tmp_path: Path
) -> None:
    start(tmp_path / "centre", **{"from": name})
    found = content.read(tmp_path / "centre", DAY_OF_BUILD)
    gaps = [each for each in objections(found, DAY_OF_BUILD) if each.refuses]
    assert {each.name for each in gaps} == {"unfinished", "numbers", "addresses", "approval"}
    marked = {
        path.name
        for path in (tmp_path / "centre").rglob("*.*")
        if path.suffix in (".md", ".yaml")
        and path.name not in (TASKS_FILE, "hours.yaml")
        and re.search("doplňte", path.read_text("utf-8"), re.IGNORECASE)
    }
    told = {Path(each.fault.file).name for each in gaps if each.name == "unfinished"}
    assert marked == told


@pytest.mark.usefixtures("takes_seconds")
@pytest.mark.parametrize("scope", ["illegal", "all", "behavioural"])
def test_any_answers_make_sound_facts(scope: str, tmp_path: Path) -> None:
    start(tmp_path / "c", scope=scope, hours="", outreach="", age="18", abstinence="prospect")
    found = content.read(tmp_path / "c", DAY_OF_BUILD)
    assert found.facts.centre.minimum_age == 18
    assert found.facts.centre.scope == scope
    gaps = [each.fault.field for each in objections(found, DAY_OF_BUILD) if each.refuses]
    assert "opening_note" in gaps  # no hours yet


@pytest.mark.usefixtures("pelican")
@pytest.mark.parametrize("name", STARTS)
def test_it_is_published_once_its_list_is_done_and_not_before(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "centre"
    start(folder, **{"from": name})
    monkeypatch.setenv("KACKO_CONTENT", str(folder))
    monkeypatch.setenv("KACKO_SITE", str(tmp_path / "site"))
    monkeypatch.setenv("PUBLISH_ANYWAY", "approval")
    monkeypatch.setenv("BUILD_DAY", DAY)
    if name == NOTHING:  # the others differ in nothing that would let them through
        refused = CliRunner().invoke(commands, ["publish"])
        assert refused.exit_code == 1
        assert "PUBLISH_ANYWAY=addresses,numbers,unfinished" in refused.output
    do_the_list(folder)
    published = CliRunner().invoke(commands, ["publish"])
    assert published.exit_code == 0, published.output
    served = tmp_path / "site" / "current"
    site = BuiltSite(served / "public", served / "frame.json")
    assert "K-centrum Kojetín" in site.pages["/"].text
    assert "https://www.kcentrum-kojetin.cz/" in site.file("/sitemap.xml").read_text("utf-8")
    told = "".join(page.text for page in site.pages.values())
    assert not re.search("Káčko|Ukázk|Doplňte|doplnte", told)
