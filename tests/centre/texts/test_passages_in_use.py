"""A passage that an editor breaks gives way to its last good copy, a missing one to the product's
own."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from centre.approvals.given import Given
from centre.approvals.writing import add
from centre.facts.loading import load_facts
from centre.language.i18n import speaking
from centre.reading.faults import Fault
from centre.reading.last_good import LastGood
from centre.texts import passages_in_use
from centre.texts.pages import read_pages
from centre.texts.passages import Passages, UnknownPassageError, read_passages
from centre.texts.passages_in_use import passage_stamps, read_passages_in_use
from centre.texts.renderer import Renderer
from centre.texts.snippets import FactSnippets
from tests.paths import ROOT

TODAY = date(2026, 11, 28)
OWN = "Tohle píše centrum samo."


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    facts = load_facts(ROOT / "content" / "data", today=TODAY)
    return Renderer(FactSnippets(facts, TODAY), read_pages(ROOT / "content")[0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Passages of a centre, one of them in its own words."""
    for lang in ("cs", "en"):
        shutil.copytree(ROOT / "content" / lang / "intake", tmp_path / lang / "intake")
    (tmp_path / "cs" / "intake" / "paused.md").write_text(f"{OWN}\n", "utf-8")
    return tmp_path


@pytest.fixture
def read(
    folder: Path, renderer: Renderer, tmp_path: Path
) -> Callable[[], tuple[Passages, list[Fault]]]:
    """Reads the passages as a running service does."""
    last_good = LastGood(tmp_path / "last-good.zip")
    return lambda: read_passages_in_use(folder, renderer, last_good)


BREAK = {
    "no end of the head": lambda path: path.write_text("---\napproval: [", "utf-8"),
    "empty": lambda path: path.write_text(" \n", "utf-8"),
    "another encoding": lambda path: path.write_bytes("Píše se š.".encode("cp1250")),
    "HTML": lambda path: path.write_text("<b>Tučně.", "utf-8"),
}


@pytest.mark.parametrize("broken", BREAK.values(), ids=BREAK)
def test_a_broken_passage_gives_way_to_its_last_good_copy(
    read: Callable[[], tuple[Passages, list[Fault]]], folder: Path, broken: Callable[..., Any]
) -> None:
    sound, faults = read()
    assert faults == []
    broken(folder / "cs" / "intake" / "paused.md")
    shown, faults = read()
    assert faults
    assert {fault.file.rpartition("/")[2] for fault in faults} == {"paused.md"}
    assert shown.html("paused") == sound.html("paused") == f"<p>{OWN}</p>"


@pytest.mark.parametrize("broken", BREAK.values(), ids=BREAK)
def test_before_anything_was_kept_the_products_own_stands_in(
    read: Callable[[], tuple[Passages, list[Fault]]],
    folder: Path,
    broken: Callable[..., Any],
    renderer: Renderer,
) -> None:
    broken(folder / "cs" / "intake" / "paused.md")
    shown, _ = read()
    own, _ = read_passages(ROOT / "content", renderer)
    assert shown.html("paused") == own.html("paused")


@pytest.mark.parametrize("name", ["paused.MD", "paused.md.txt", "paused (kopie).md", None])
def test_a_missing_or_renamed_passage_is_the_products_own_and_is_told(
    read: Callable[[], tuple[Passages, list[Fault]]],
    folder: Path,
    name: str | None,
    renderer: Renderer,
) -> None:
    read()
    path = folder / "cs" / "intake" / "paused.md"
    path.rename(path.with_name(name)) if name else path.unlink()
    shown, faults = read()
    own, _ = read_passages(ROOT / "content", renderer)
    assert shown.html("paused") == own.html("paused")
    assert {fault.file.rpartition("/")[2] for fault in faults} >= {"paused.md", name or "paused.md"}


def test_where_the_content_is_the_products_own_a_missing_passage_is_the_last_good_one(
    read: Callable[[], tuple[Passages, list[Fault]]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages_in_use, "PRODUCT", folder)
    sound, _ = read()
    before = sound.html("crisis")
    (folder / "cs" / "intake" / "crisis.md").unlink()
    assert read()[0].html("crisis") == before


def test_a_translation_that_was_taken_away_does_not_come_back(
    read: Callable[[], tuple[Passages, list[Fault]]], folder: Path
) -> None:
    read()
    (folder / "en" / "intake" / "paused.md").unlink()
    shown, faults = read()
    assert faults == []
    with speaking("en"):
        assert shown.html("paused").startswith('<div lang="cs">')


def test_left_over_files_of_programs_are_no_fault(
    read: Callable[[], tuple[Passages, list[Fault]]], folder: Path
) -> None:
    intake = folder / "cs" / "intake"
    for name in (".#paused.md", "paused.md~", "._paused.md", ".DS_Store"):
        (intake / name).write_bytes(b"\x00\xff")
    (intake / ".#retention.md").symlink_to("nobody@nowhere.123")
    assert read()[1] == []


def test_a_passage_that_nobody_shows_is_named(
    read: Callable[[], tuple[Passages, list[Fault]]], folder: Path
) -> None:
    (folder / "cs" / "intake" / "pausd.md").write_text("Text.\n", "utf-8")
    (fault,) = read()[1]
    assert fault.message == (
        "pasáž „pausd“ formuláře neukazují; smažte ji, nebo přejmenujte; mysleli jste „paused“?"
    )


def test_with_neither_copy_nor_own_an_unknown_passage_is_an_error(
    read: Callable[[], tuple[Passages, list[Fault]]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages_in_use, "PRODUCT", folder)
    (folder / "cs" / "intake" / "crisis.md").unlink()
    (folder / "en" / "intake" / "crisis.md").unlink()
    with pytest.raises(UnknownPassageError):
        read()[0].html("crisis")


def test_an_approval_is_noticed_and_a_broken_file_of_approvals_only_brings_the_notice_back(
    folder: Path, read: Callable[[], tuple[Passages, list[Fault]]]
) -> None:
    notice = '<p class="waiting">'
    before = passage_stamps(folder)
    passages, _ = read()
    assert notice in passages.html("crisis")
    [crisis] = [each.standing for each in passages if each.standing.name == "cs/intake/crisis.md"]
    given = Given(
        text=crisis.name,
        print=crisis.print,
        role="clinician",
        approved_by="MUDr. Jana Malá",
        approved_on=TODAY,
    )
    add(folder, [given])
    assert passage_stamps(folder) != before
    assert notice not in read()[0].html("crisis")
    (folder / "data" / "approvals.yaml").write_text("approvals: [", "utf-8")
    passages, faults = read()
    assert notice in passages.html("crisis")
    assert [fault.file for fault in faults] == [f"{folder}/data/approvals.yaml"]


def test_a_last_good_copy_keeps_the_approval_of_its_words(
    folder: Path, read: Callable[[], tuple[Passages, list[Fault]]]
) -> None:
    [crisis] = [each.standing for each in read()[0] if each.standing.name == "cs/intake/crisis.md"]
    given = Given(
        text=crisis.name,
        print=crisis.print,
        role="clinician",
        approved_by="MUDr. Jana Malá",
        approved_on=TODAY,
    )
    add(folder, [given])
    (folder / "cs" / "intake" / "crisis.md").write_text("<b>Tučně.", "utf-8")
    assert '<p class="waiting">' not in read()[0].html("crisis")
