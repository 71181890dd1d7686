"""The one command: what it finds, what it loads, and what it says."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kacko import environment, main
from site_plugins.run import publication
from site_plugins.run.publication import NotBuilt
from tests.paths import ROOT
from tests.site.run.small_site import SmallSite, served, small_site


def kacko(*words: str) -> Result:
    result = CliRunner().invoke(main.commands, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    """The site that the environment names, with a build that takes no time."""
    monkeypatch.setenv("KACKO_CONTENT", str(tmp_path / "words"))
    monkeypatch.setenv("KACKO_SITE", str(tmp_path / "site"))
    monkeypatch.setattr(publication.Site, "_run", SmallSite._run)
    return small_site(tmp_path)


def test_every_command_can_be_called_and_says_what_it_does() -> None:
    context = click.Context(main.commands)
    for name in main.commands.list_commands(context):
        command = main.commands.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help


def test_no_name_stands_for_two_commands() -> None:
    names = main.commands.list_commands(click.Context(main.commands))
    assert len(names) == len(set(names))


def test_the_chores_of_every_minute_load_nothing_of_the_build() -> None:
    assert {"pelican", "site_plugins"}.isdisjoint(loaded_by("tick"))


def test_the_builds_own_commands_load_nothing_of_the_service() -> None:
    assert "intake_service" not in loaded_by("check")


def loaded_by(name: str) -> set[str]:
    """What a new process has imported once it knows the command of that name."""
    script = (
        "import sys, click\n"
        "from kacko import main\n"
        f"main.commands.get_command(click.Context(main.commands), {name!r})\n"
        "print(*{each.partition('.')[0] for each in sys.modules})"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return set(told.stdout.split())


def test_a_site_is_published_renewed_and_taken_back(site: SmallSite) -> None:
    site.write("one")
    assert "č. 1" in kacko("publish").output
    site.write("two")
    assert "č. 2" in kacko("publish").output
    site.write("three")
    assert "č. 2" in kacko("rebuild").output
    assert served(site) == "two"
    assert "č. 1" in kacko("rollback").output
    assert served(site) == "one"


def test_a_rollback_without_a_publication_before_says_so(site: SmallSite) -> None:
    site.write("one")
    kacko("publish")
    result = kacko("rollback")
    assert result.exit_code == 1
    assert "Není k čemu se vrátit" in result.output


def test_a_refusal_is_told_as_it_is_and_changes_nothing(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("one")
    kacko("publish")

    def refuse(*_given: object) -> None:
        raise NotBuilt("content/data/hours.yaml:12: hours.0.from: nejde\nChyb: 1\n")

    monkeypatch.setattr(publication.Site, "_run", refuse)
    result = kacko("publish")
    assert result.exit_code == 1
    assert result.output.startswith("content/data/hours.yaml:12:")
    assert served(site) == "one"


def test_two_at_once_are_told(site: SmallSite) -> None:
    site.write("one")
    with site.releases.alone():
        result = kacko("publish")
    assert result.exit_code == 1
    assert "Zrovna se sestavuje" in result.output


def test_the_check_speaks_json(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    result = kacko("check", str(tmp_path), "--json")
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert {"file", "line", "field", "message"} == told["faults"][0].keys()


def test_a_check_that_is_called_in_a_wrong_way_is_no_fault_of_the_content() -> None:
    assert kacko("check", "/no/such/folder").exit_code == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("KACKO_SITE=/srv/site", "/srv/site"),
        ('KACKO_SITE="/srv/our site"', "/srv/our site"),
        ("KACKO_SITE='/srv/our site'", "/srv/our site"),
        ("  KACKO_SITE=/srv/a=b  ", "/srv/a=b"),
        ("# KACKO_SITE=/srv/site", None),
        ("KACKO_SITE", None),
        ("", None),
    ],
)
def test_the_settings_of_the_units_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, expected: str | None
) -> None:
    found: dict[str, str] = {}
    monkeypatch.setattr("os.environ", found)
    (tmp_path / "kacko.env").write_text(f"# settings\n{line}\n")
    environment.load(tmp_path / "kacko.env")
    assert found.get("KACKO_SITE") == expected


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"KACKO_SITE": "/mine"}
    monkeypatch.setattr("os.environ", found)
    (tmp_path / "kacko.env").write_text("KACKO_SITE=/other\n")
    environment.load(tmp_path / "kacko.env")
    assert found == {"KACKO_SITE": "/mine"}


def test_no_file_of_settings_is_no_matter(tmp_path: Path) -> None:
    environment.load(tmp_path / "nothing.env")
    environment.load(tmp_path)


@pytest.mark.parametrize("written", ["without: [", "without: [fodo]", "- nothing"])
def test_a_mistake_about_the_common_texts_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    file = tmp_path / "data" / "common.yaml"
    file.parent.mkdir()
    file.write_text(written, "utf-8")
    monkeypatch.setenv("KACKO_CONTENT", str(tmp_path))
    result = kacko("common", "--seen")
    assert result.exit_code == 1
    assert f"{file}:1:" in result.output
    assert file.read_text("utf-8") == written
