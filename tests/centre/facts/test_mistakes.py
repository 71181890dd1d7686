"""Each slip of an editor is told with its file and line, in Czech, and all slips in one run."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from centre.facts.loading import FILES, load_facts
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.models import read_yaml
from tests.paths import SMALL_CENTRE

SMALL = SMALL_CENTRE


class Slip(BaseModel):
    """In ``file``, ``right`` is typed as ``wrong``; the fault stands on the line of ``marked``."""

    name: str
    file: str
    right: str
    wrong: str
    marked: str = ""
    field: str = ""
    message: str
    one_bad_day: bool = False


class Slips(BaseModel):
    slips: tuple[Slip, ...]


TABLE = read_yaml((Path(__file__).parent / "slips.yaml").read_text("utf-8"), "slips.yaml")
SLIPS = Slips.model_validate(TABLE).slips
ONE_BAD_DAY = [each for each in SLIPS if each.one_bad_day]


@pytest.fixture
def editor(tmp_path: Path) -> "Editor":
    return Editor(tmp_path)


class Editor:
    """Somebody who writes into a copy of the small centre."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in FILES:
            (folder / name).write_text((SMALL / name).read_text("utf-8"), "utf-8")

    def slips(self, made: Any) -> None:
        before = self.read(made.file)
        assert made.right in before
        (self.folder / made.file).write_text(before.replace(made.right, made.wrong, 1), "utf-8")

    def read(self, file: str) -> str:
        return (self.folder / file).read_text("utf-8")

    def line(self, made: Any) -> int:
        text = self.read(made.file)
        return text.count("\n", 0, text.index(made.marked or made.wrong)) + 1

    def expects(self, made: Any) -> Fault:
        return Fault(file_name(self.folder / made.file), self.line(made), made.field, made.message)

    def faults(self) -> tuple[Fault, ...]:
        try:
            load_facts(self.folder, today=date(2026, 11, 1))
        except Faults as faults:
            return faults.all
        return ()


@pytest.mark.parametrize("made", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_told_with_its_line(editor: Editor, made: Slip) -> None:
    editor.slips(made)
    assert editor.expects(made) in editor.faults()


def test_all_slips_of_one_day_are_told_in_one_run(editor: Editor) -> None:
    for each in ONE_BAD_DAY:
        editor.slips(each)
    expected = {editor.expects(each) for each in ONE_BAD_DAY}
    assert len(expected) == len(ONE_BAD_DAY) > 20
    assert set(editor.faults()) == expected


def test_faults_come_in_the_order_of_files_and_lines(editor: Editor) -> None:
    for each in ONE_BAD_DAY:
        editor.slips(each)
    faults = editor.faults()
    assert list(faults) == sorted(faults, key=lambda fault: (fault.file, fault.line))


def test_a_file_that_is_read_again_is_as_faulty_as_before(editor: Editor) -> None:
    for each in ONE_BAD_DAY:
        editor.slips(each)
    assert editor.faults() == editor.faults() == editor.faults()


def test_a_fault_reads_like_a_compilers(editor: Editor) -> None:
    editor.slips(SLIPS[0])
    assert str(Faults(editor.faults())) == (
        f"{file_name(editor.folder / 'hours.yaml')}:7: hours.0.blocks.2.from: "
        "čekáme čas od 0:00 do 23:59, třeba 9:00 nebo 16:30; je tu „9:0“"
    )


def test_a_file_in_the_repository_is_named_from_its_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SMALL.parents[2])
    assert file_name(SMALL / "hours.yaml") == "tests/centre/small_centre/hours.yaml"


def test_hours_of_a_faulty_place_are_not_called_unknown(editor: Editor) -> None:
    places = editor.read("places.yaml").replace("    name: Chalupa\n", "")
    (editor.folder / "places.yaml").write_text(places, "utf-8")
    assert [fault.field for fault in editor.faults()] == ["premises.1.name"]


def test_an_unreadable_file_of_places_does_not_make_every_place_unknown(editor: Editor) -> None:
    (editor.folder / "places.yaml").write_text("premises: [x\nb: c", "utf-8")
    assert [fault.message for fault in editor.faults()] == [
        "seznam v závorkách není zavřený nebo v něm chybí čárka"
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_told(editor: Editor, name: str) -> None:
    (editor.folder / name).unlink()
    assert Fault(file_name(editor.folder / name), 1, "", "soubor chybí") in editor.faults()


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_told(editor: Editor, name: str) -> None:
    (editor.folder / name).write_text("# nic\n", "utf-8")
    assert Fault(file_name(editor.folder / name), 1, "", "soubor je prázdný") in editor.faults()


def test_a_file_in_another_encoding_is_told_with_the_line_of_its_first_letter_that_hurts(
    editor: Editor,
) -> None:
    (editor.folder / "hours.yaml").write_bytes("checked_on: 2026-11-21\n# čt\n".encode("cp1250"))
    (fault,) = editor.faults()
    assert (fault.line, fault.message) == (
        2,
        "písmeno v kódování Windows-1250; uložte soubor v kódování UTF-8",
    )
