"""The one reader: files become models and texts; what is wrong has its file, line and field."""

from pathlib import Path

import pytest

from centre.reading.faults import Fault, file_name
from centre.reading.front_matter import PassageFront, Text
from centre.reading.models import Fact
from centre.reading.reader import Row, read_file, read_markdown, read_table
from centre.reading.values import Weekday


class Opening(Fact):
    day: Weekday
    note: str = "nic"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.yaml"


def test_a_missing_file_is_a_fault_only_where_it_has_to_be(file: Path) -> None:
    assert read_file(file, Opening, required=False) == (None, [])
    assert read_file(file, Opening) == (None, [Fault(file_name(file), 1, "", "soubor chybí")])


def test_a_link_that_leads_nowhere_is_a_fault_even_where_no_file_has_to_be(file: Path) -> None:
    file.symlink_to("nowhere")
    _, (fault,) = read_file(file, Opening, required=False)
    assert fault.file == file_name(file)


@pytest.mark.parametrize(
    "typed",
    [
        "day: c\u030ct\n",  # NFD
        "day:\u00a0čt\n",
        "day: čt\u00a0\n",
        "\u00a0day: čt\n".replace("\u00a0", "\u200b"),
        "d\u200bay: č\u00adt\n",
        "day: čt\ufeff\n",
        "day: \u202ačt\u202c\n",
        "\u200bday: čt\u2009\n",
        "day: čt\r\nnote: nic\r\n",
    ],
)
def test_hidden_signs_and_letters_in_two_parts_mean_what_is_seen(file: Path, typed: str) -> None:
    file.write_bytes(typed.encode())
    assert read_file(file, Opening) == (Opening(day="čt"), [])


def test_words_after_a_sign_of_comment_are_told(file: Path) -> None:
    file.write_text("day: po\nnote: Pokoj #5\n", "utf-8")
    _, (fault,) = read_file(file, Opening)
    assert fault.line == 2
    assert fault.message.startswith("text za znakem # by zmizel jako poznámka")


@pytest.mark.parametrize(
    "typed",
    ["day: po # poznámka\n", "day: po\n#poznámka\n", "day: po  #\n", "day: po\n\n  #5\n"],
)
def test_a_comment_is_one(file: Path, typed: str) -> None:
    file.write_text(typed, "utf-8")
    assert read_file(file, Opening) == (Opening(day="po"), [])


def test_a_letter_of_another_alphabet_is_named(file: Path) -> None:
    file.write_text("day: pо\n", "utf-8")
    _, (fault,) = read_file(file, Opening)
    assert fault.message.endswith("; „о“ je z azbuky, přepište ho latinkou")


def test_so_is_one_in_the_name_of_a_field(file: Path) -> None:
    file.write_text("dаy: po\n", "utf-8")
    _, faults = read_file(file, Opening)
    assert "„а“ je z azbuky, přepište ho latinkou" in str(faults[-1])


@pytest.mark.parametrize(
    "typed",
    [r'"\u0000"', r'"\ud800"', r'"\x07"', r'"\L"', r'"\ue000answer_day\ue001"', r'"\N"'],
)
def test_escapes_bring_in_no_sign_that_a_page_could_not_show(file: Path, typed: str) -> None:
    file.write_text(f"day: po\nnote: {typed}\n", "utf-8")
    _, (fault,) = read_file(file, Opening)
    assert (fault.line, fault.field) == (2, "note")
    assert fault.message.startswith("nečitelný znak (U+")


@pytest.mark.parametrize("typed", ["[" * 3000, "a: " + "{a: " * 2000, "- " * 3000])
def test_brackets_without_end_are_a_fault(file: Path, typed: str) -> None:
    file.write_text(typed, "utf-8")
    assert read_file(file, Opening)[1]


# Markdown


def passage(tmp_path: Path, written: str) -> tuple[PassageFront | None, Text | None, list[Fault]]:
    path = tmp_path / "passage.md"
    path.write_bytes(written.encode())
    return read_markdown(path, "cs", PassageFront)


@pytest.mark.parametrize("before", ["", "\n", "\ufeff", "\u200b", " \n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_header_is_one_whatever_nobody_sees_before_it(
    tmp_path: Path, before: str, end: str
) -> None:
    written = f"{before}---\napproval: lawyer\n---\nSlova.\n".replace("\n", end)
    front, text, faults = passage(tmp_path, written)
    assert faults == []
    assert front.approval == ("lawyer",)
    assert text.source == "Slova.\n"
    assert text.first_line == before.count("\n") + 4


@pytest.mark.parametrize("fence", ["--", "----", "–––", "—", "——-"])
def test_a_fence_that_a_phone_improved_is_told(tmp_path: Path, fence: str) -> None:
    front, _, faults = passage(tmp_path, f"{fence}\napproval: lawyer\n{fence}\nSlova.\n")
    if fence == "—":
        assert front is None
    (fault,) = faults
    assert fault.line == 1
    assert fault.message.startswith("hlavička začíná a končí třemi spojovníky ---")


def test_a_hard_space_hides_no_heading_and_no_list(tmp_path: Path) -> None:
    _, text, _ = passage(
        tmp_path, "##\u00a0Nadpis\n\n-\u00a0bod\n\u00a0 - další\n> \u00a0a\n\n2\u00a0mg\n"
    )
    assert text.source == "## Nadpis\n\n- bod\n  - další\n>  a\n\n2\u00a0mg\n"


def test_a_hard_space_after_a_number_keeps_a_date_a_date(tmp_path: Path) -> None:
    _, text, _ = passage(tmp_path, "24.\u00a0prosince zavřeno\n")
    assert text.source == "24.\u00a0prosince zavřeno\n"


@pytest.mark.parametrize(
    ("header", "field"),
    [("next_review: 2027-13-45", "next_review"), ("reviewed_on: zítra", "reviewed_on")],
)
def test_a_mistake_in_a_header_has_its_line(tmp_path: Path, header: str, field: str) -> None:
    front, text, (fault,) = passage(tmp_path, f"---\napproval: lawyer\n{header}\n---\nSlova.\n")
    assert (front, fault.line, fault.field) == (None, 3, field)
    assert text.source == "Slova.\n"


# Tables


def table(tmp_path: Path, written: str) -> tuple[list[Row], list[Fault]]:
    path = tmp_path / "table.csv"
    path.write_bytes(written.encode())
    return read_table(path, ("year", "note"))


@pytest.mark.parametrize(
    "written",
    [
        "year,note\n2025,ano\n",
        "year;note\r\n2025;ano\r\n",
        "year\tnote\r2025\tano",
        "\ufeffyear,note\n2025,ano",
        "sep=;\nyear;note\n2025;ano\n",
        '"year","note"\n"2025"," ano "\n',
        "\n;;\nyear;note;;\n2025;ano;;\n;;;\n",
        "year,note\n,\n2025,ano\n",
    ],
)
def test_a_table_is_read_however_a_spreadsheet_wrote_it(tmp_path: Path, written: str) -> None:
    rows, faults = table(tmp_path, written)
    assert faults == []
    assert [row.cells for row in rows] == [{"year": "2025", "note": "ano"}]


@pytest.mark.parametrize(
    ("written", "line", "message"),
    [
        ("", 1, "první řádek má být year,note; je tu „“"),
        ("rok,note\n", 1, "první řádek má být year,note; je tu „rok,note“"),
        ("year,note\n2025\n", 2, "má mít 2 sloupců, má jich 1"),
        ("year,note\n2024,a\n\n2025,ano,ne\n", 4, "má mít 2 sloupců, má jich 3"),
        ('year,note\n2025,"ano\n2026,ne\n', 1, "soubor neumíme přečíst jako tabulku CSV"),
        ('year,note\n2025,"a\nb"\n', 2, "buňka přes víc řádků; nejspíš nejsou zavřené uvozovky"),
        ('year,note\n2025,"a"b\n', 1, "soubor neumíme přečíst jako tabulku CSV"),
    ],
)
def test_what_a_table_lacks_is_told_with_its_line(
    tmp_path: Path, written: str, line: int, message: str
) -> None:
    _, faults = table(tmp_path, written)
    assert [(fault.line, fault.message) for fault in faults] == [(line, message)]


def test_a_row_knows_its_line_in_the_file(tmp_path: Path) -> None:
    rows, _ = table(tmp_path, "sep=,\nyear,note\n\n2025,ano\n")
    assert rows == [Row(4, {"year": "2025", "note": "ano"})]
