"""From bytes to text: what nobody sees is put right, and what cannot be is told with its line."""

import os
import unicodedata
from pathlib import Path

import pytest

from centre.reading.faults import Fault, Faults, file_name
from centre.reading.text_files import text_of

WORDS = "Příliš žluťoučký kůň.\nĎábelské ódy.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "text.md"


def fault_of(path: Path) -> Fault:
    with pytest.raises(Faults) as told:
        text_of(path)
    (fault,) = told.value.all
    assert fault.file == file_name(path)
    return fault


@pytest.mark.parametrize(
    "written",
    [
        WORDS.encode("utf-8-sig"),
        WORDS.replace("\n", "\r\n").encode(),
        WORDS.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", WORDS).encode(),
        WORDS.replace("žl", "ž\u200bl").encode(),
        WORDS.replace("kůň", "ků\u00adň").encode(),
        WORDS.replace("kůň", "\u202akůň\u202c").encode(),
        WORDS.replace("kůň", "kůň\ufe0f").encode(),
        WORDS.replace("kůň", "\ufeffkůň\u2060").encode(),
        WORDS.replace(" kůň", "\u2003kůň").encode(),
    ],
    ids=[
        *(
            "byte order mark",
            "line ends of Windows",
            "line ends of old Macs",
            "letters in two parts",
        ),
        *("space without width", "soft hyphen", "marks of direction", "variant of a sign"),
        *("byte order mark inside", "wide space"),
    ],
)
def test_what_nobody_sees_is_put_right(file: Path, written: bytes) -> None:
    file.write_bytes(written)
    assert text_of(file) == WORDS


@pytest.mark.parametrize("words", ["2\u00a0mg\n", "👩\u200d⚕\ufe0f a ©\ufe0f\n", "Мова п’ять ґ\n"])
def test_what_is_meant_stays(file: Path, words: str) -> None:
    file.write_text(words, "utf-8")
    assert text_of(file) == words


@pytest.mark.parametrize(
    ("written", "line", "message"),
    [
        (WORDS.encode("utf-16"), 1, "soubor je v kódování UTF-16; uložte ho jako UTF-8"),
        (WORDS.encode("utf-16-le"), 1, "soubor je v kódování UTF-16; uložte ho jako UTF-8"),
        (WORDS.encode("utf-32-be"), 1, "soubor je v kódování UTF-16; uložte ho jako UTF-8"),
        (
            b"a\r\nb\r\n" + WORDS.encode("cp1250"),
            3,
            "písmeno v kódování Windows-1250; uložte soubor v kódování UTF-8",
        ),
        (b"a\nb\n\x81\xff", 3, "nečitelný znak; uložte soubor v kódování UTF-8"),
        (
            b"PK\x03\x04\x14",
            1,
            "tohle není text, ale soubor z Wordu, Excelu nebo archiv; uložte ho jako text",
        ),
        (b"%PDF-1.7", 1, "tohle není text, ale PDF; uložte ho jako text"),
        (b"a\nb\x00c\nd\ne\n", 2, "nečitelný znak (U+0000); smažte ho a napište znovu"),
        (b"a\nb\x07\n", 2, "nečitelný znak (U+0007); smažte ho a napište znovu"),
        ("a\nb\u2028c\n".encode(), 2, "nečitelný znak (U+2028); smažte ho a napište znovu"),
        ("a\nb\x85c\n".encode(), 2, "nečitelný znak (U+0085); smažte ho a napište znovu"),
        ("a\n\uf0b7 b\n".encode(), 2, "nečitelný znak (U+F0B7); smažte ho a napište znovu"),
        ("a\n\U0010ffff\n".encode(), 2, "nečitelný znak (U+10FFFF); smažte ho a napište znovu"),
        (
            "a\nb\ufffd\n".encode(),
            2,
            "znak „\ufffd“ stojí místo písmena, které se ztratilo; napište ho znovu",
        ),
        ("a\nzavÅ™eno\n".encode(), 2, "rozsypaná písmena „Å™eno“; má tu být „řeno“"),
        ("a\nÄŤtvrtek\n".encode(), 2, "rozsypaná písmena „ÄŤtvrtek“; má tu být „čtvrtek“"),
        ("a\nod 9 â€“ 12\n".encode(), 2, "rozsypaná písmena „â€““; má tu být „–“"),
    ],
)  # fmt: skip
def test_what_cannot_be_put_right_is_told_in_one_sentence(
    file: Path, written: bytes, line: int, message: str
) -> None:
    file.write_bytes(written)
    assert fault_of(file) == Fault(file_name(file), line, "", message)


@pytest.mark.parametrize(
    "mark",
    [
        *("<<<<<<< HEAD", "=======", ">>>>>>> main", "||||||| 3f2a", "<<<<<<<"),
        *("%%%%%%% změny", "+++++++ obsah", "------- obsah", "<<<<<<", "<<<<<<<<<<< HEAD"),
        *(">>>>>> main", "===========", "||||||||| 3f2a"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_of_two_edits_at_once_are_refused(file: Path, mark: str, end: str) -> None:
    file.write_bytes(f"a{end}b{end}{mark}{end}c{end}".encode())
    fault = fault_of(file)
    assert fault.line == 3
    assert fault.message.startswith(f"tu zůstala značka Gitu „{mark}“")


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "|||||||", "=======", ">>>>>>> main", "<<<<<<"])
@pytest.mark.parametrize(
    "around",
    [
        *("> {}", ">{}", "> > {}", "- {}", "* {}", "  + {}", "12. {}", "1) {}", "> - {}", "    {}"),
        *("\t{}", "note: {}", "  - note: {}", "{},,,,", "{};;;;", '"{}"', '"{}",,,,', "'{}'"),
    ],
)
def test_such_a_mark_is_refused_wherever_it_was_carried(file: Path, around: str, mark: str) -> None:
    file.write_text(f"a\n\n{around.format(mark)}\nb\n", "utf-8")
    fault = fault_of(file)
    assert fault.line == 3
    assert fault.message.startswith("tu zůstala značka Gitu „")
    assert mark in fault.message


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> main"])
@pytest.mark.parametrize(
    "around", ["2025,contacts,contacts,3,{}", "| a | {} |", "slova {}", "# {}"]
)
def test_its_arrows_are_refused_within_a_line_too(file: Path, around: str, mark: str) -> None:
    file.write_text(f"a\n{around.format(mark)}\n", "utf-8")
    assert fault_of(file).line == 2


@pytest.mark.parametrize(
    "line",
    [
        *("Nadpis\n======", "a < b > c", "> > > citát", "| a | b |", "<<<<<", "-------"),
        *("| a | b |\n| ------- | ------- |", "|---------|:-------:|", "- ------- -", "> ====="),
        *(
            "# ======= Hodiny =======",
            "# =======",
            "----------- kde",
            "a ======= b",
            "> > > > > > a",
        ),
        *(">>>>> citát", "| | | | | | | |", "1. =====", "++++++++ kde", "- - - - - - - a"),
        *("Ano?Ne. A co?", "https://example.org/?a=b", "[a](https://example.org/a?b=c)"),
    ],
)
def test_what_only_looks_like_such_a_mark_is_text(file: Path, line: str) -> None:
    file.write_text(f"a\n{line}\n", "utf-8")
    assert text_of(file) == f"a\n{line}\n"


def test_what_is_no_file_is_told_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "folder.md"
    folder.mkdir()
    nowhere = tmp_path / "nowhere.md"
    nowhere.symlink_to("marie@notebook.1234")
    itself = tmp_path / "itself.md"
    itself.symlink_to("itself.md")
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    assert fault_of(folder).message == "čekáme tu soubor, a je to složka"
    assert fault_of(nowhere).message == "odkaz, který nikam nevede; smažte ho"
    assert fault_of(itself).message.startswith("soubor nejde přečíst (")
    assert fault_of(pipe).message == "čekáme tu soubor, a je to něco, co se číst nedá"
    assert fault_of(tmp_path / "lost.md").message == "soubor chybí"
    assert fault_of(tmp_path / "lost" / "folder.md").message == "soubor chybí"


def test_a_file_without_end_is_not_read(file: Path) -> None:
    with file.open("wb") as made:
        made.truncate(3_000_000_000)
    assert fault_of(file).message == "soubor má víc než 2 MB; texty tak dlouhé nejsou"
