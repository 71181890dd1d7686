"""The build as an operator runs it: once, in watch mode, and for publishing."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from site_plugins.checks.publishing import overridden
from tests.built import BuiltSite, Pelican, run_pelican_anew
from tests.site.conftest import Draft

WATCH = """
import sys
from pathlib import Path
from pelican.settings import read_settings
from centre.keeping.memory import Memory
from site_plugins.run.site import Site

folder, output = Path(sys.argv[1]), sys.argv[2]
settings = read_settings(
    "pelicanconf.py",
    override={
        "PATH": str(folder),
        "OUTPUT_PATH": output,
        "FRAME_PATH": f"{output}.json",
        "WATCH": True,
    },
)
site = Site(settings)
site.memory = Memory()  # as kacko.watcher


def spoil(file, old, new):
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    site.run()
    print(Path(output, "index.html").read_text("utf-8").replace(chr(10), " "))


spoil("cs/pages/home.md", "title: ", "title: ")
spoil("cs/pages/home.md", "page:first-visit", "page:first-wisit")
spoil("data/centre.yaml", "demo: true", "demo: maybe")
spoil("data/centre.yaml", "demo: maybe", "demo: true")
spoil("cs/pages/home.md", "page:first-wisit", "page:first-visit")
"""


def test_one_shot_build_ends_with_the_faults_and_leaves_the_old_site_alone(
    draft: Draft, tmp_path: Path, pelican: Pelican
) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / "index.html").write_text("the old site")
    draft.replace("cs/pages/home.md", "page:first-visit", "page:first-wisit")
    built = pelican(
        str(draft.folder), "-o", str(output), "-e", f'FRAME_PATH="{tmp_path / "frame.json"}"'
    )
    assert built.returncode == 1
    assert "cs/pages/home.md:" in built.stderr
    assert "mysleli jste „first-visit“?" in built.stderr
    assert "Traceback" not in built.stderr + built.stdout
    assert (output / "index.html").read_text() == "the old site"
    assert not (tmp_path / "frame.json").exists()


@pytest.mark.usefixtures("pelican")
def test_watch_mode_shows_faults_on_the_page_and_goes_on(draft: Draft, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        textwrap.dedent(WATCH),
        str(draft.folder),
        str(tmp_path / "output"),
    ]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    sound, bad_link, bad_facts, bad_link_again, sound_again = [
        line
        for line in ran.stdout.splitlines()
        if line.lstrip().startswith(("<!doctype", "<!DOCTYPE"))
    ]
    assert "Chyby v obsahu" not in sound
    assert "Chyby v obsahu: " in bad_link
    assert "first-wisit" in bad_link
    assert "Web nejde sestavit" in bad_facts
    assert "data/centre.yaml:3: demo: " in bad_facts
    assert "Chyby v obsahu: " in bad_link_again
    assert sound_again == sound
    assert ran.stderr.count("Chyb: ") == 3


def test_a_sample_is_not_published_by_mistake(tmp_path: Path, pelican: Pelican) -> None:
    arguments = (
        "-s",
        "publishconf.py",
        "-o",
        str(tmp_path / "out"),
        "-e",
        f'FRAME_PATH="{tmp_path}/frame.json"',
    )
    refused = pelican(*arguments, PUBLISH_ANYWAY="approval")
    assert refused.returncode == 1
    assert "content/data/centre.yaml:3: demo: web je ukázka" in refused.stderr
    assert "PUBLISH_ANYWAY=sample" in refused.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("takes_seconds")
def test_old_helpline_checks_warn_and_then_refuse(draft: Draft) -> None:
    for day, told in (("2027-03-01", True), ("2026-11-21", False)):
        code, lines = draft.check("--publish", "--day", day)
        assert code == 0
        assert any("nikdo neověřil" in line for line in lines) is told


def test_a_stale_number_is_marked_on_the_page(tmp_path: Path, pelican: Pelican) -> None:
    output = tmp_path / "out"
    arguments = ("-o", str(output), "-e", f'FRAME_PATH="{tmp_path}/frame.json"')
    built = pelican(*arguments, BUILD_DAY="2027-08-01")
    assert built.returncode == 0, built.stderr
    crisis = (output / "krize" / "index.html").read_text("utf-8")
    assert "Neověřeno od 21.\xa0listopadu 2026." in crisis


def test_an_override_that_does_not_exist_is_refused() -> None:
    assert overridden(" sample, helplines ") == {"sample", "helplines"}
    assert overridden("") == frozenset()
    with pytest.raises(ValueError, match="known are sample, helplines, approval"):
        overridden("smaple")


def test_the_frame_is_plain_json(built_site: BuiltSite) -> None:
    assert json.loads(built_site.frame_file.read_text("utf-8"))["demo"] is True


@pytest.mark.usefixtures("pelican")
def test_the_same_content_makes_the_same_site_again(built_site: BuiltSite, tmp_path: Path) -> None:
    """Warm or from the very start."""
    again = run_pelican_anew(
        *(
            "-s",
            "publishconf.py",
            "-o",
            str(tmp_path / "output"),
            "-e",
            f'FRAME_PATH="{tmp_path}/frame.json"',
        ),
        PUBLISH_ANYWAY="sample,helplines,approval",
        PYTHONHASHSEED="12",  # another order in every set
    )
    assert again.returncode == 0, again.stderr
    first = files_in(built_site.output)
    second = files_in(tmp_path / "output")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
