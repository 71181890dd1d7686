"""What editors, phones and synchronised folders make of the facts: told at its line, or it means
what is seen; never anything else."""

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from centre.facts.loading import load_facts
from centre.reading.faults import Faults, file_name
from tests.paths import SMALL_CENTRE

TODAY = date(2026, 11, 21)
BLOCK = "{day: po, from: 9:00, to: 12:00}"
PHONE = "+420601234567"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(SMALL_CENTRE, tmp_path / "data")


def changed(data: Path, name: str, old: str, new: str) -> tuple[Path, int]:
    """The file with ``new`` in place of ``old``, and the line where it stands."""
    path = data / name
    written = path.read_text("utf-8")
    assert old in written
    path.write_bytes(written.replace(old, new, 1).encode())
    return path, written[: written.index(old)].count("\n") + 1


def assert_told(data: Path, path: Path, line: int) -> None:
    with pytest.raises(Faults) as told:
        load_facts(data, today=TODAY)
    first = told.value.all[0]
    assert (first.file, first.line) == (file_name(path), line)
    assert all(fault.message and "\n" not in fault.message for fault in told.value.all)


@pytest.mark.parametrize(
    "block",
    [
        *(
            f"{{day: po, from: {begin}, to: {end}}}"
            for begin, end in (
                *(("24:00", "24:00"), ("22:00", "6:00"), ("25:00", "26:00"), ("8.30", "12.00")),
                *(("8:30-", "12:00"), ("8", "12"), ("od 8", "do 12"), ("8:30", "8:30")),
                *(("8:5", "12:00"), ("9:00:00", "12:00"), ("9:00", "12:60"), ("9h", "12h")),
                *(("540", "720"), ("9:00", "00:00"), ("9:00", "0:00"), ("-1:00", "12:00")),
                *(("9am", "12pm"), ("2:30", "12:00"), ("1:00", "2:30"), ("~", "12:00")),
                *(("9:00–12:00", "12:00"), ("９:00", "12:00"), ("9：00", "12:00"), ("", "12:00")),
                *(("9:00", "24:01"), ("12:30", "1:30"), ("1_2:00", "13:00"), ("null", "12:00")),
            )
        ),
        *(
            f"{{day: {day}, from: 9:00, to: 12:00}}"
            for day in ("Po", "pondělí", "mon", "po-pá", "ut", "pо", "svátek", "1", "[po, st]")
        ),
        "&a {day: po, from: 9:00, to: 12:00}",
        "*a",
        "{<<: {day: po}, from: 9:00, to: 12:00}",
        "{day: po, day: út, from: 9:00, to: 12:00}",
        '!!python/object/apply:os.system ["ls"]',
        "{day: po, frоm: 9:00, to: 12:00}",
        "{day: po, from: 9:00, to: 12:00, valid_from: 2026-02-29}",
        "{day: po, from: 9:00, to: 12:00, valid_to: 10000-01-01}",
        "{day: po, from: 9:00, to: 12:00, valid_from: 2027-01-01, valid_to: 2026-01-01}",
        "{day: po, from: 9:00, to: 12:00, weeks: liché}",
        "{day: po, from: 9:00, to: 12:00, staff: 1e1}",
        "{day: po, from: 9:00, to: 12:00}\u2028",
        "po 9:00",
    ],
)
def test_odd_hours_are_told_at_their_line(data: Path, block: str) -> None:
    assert_told(data, *changed(data, "hours.yaml", BLOCK, block))


@pytest.mark.parametrize(
    "day",
    [
        *("2026-02-29", "2026-11-31", "0000-01-01", "1026-12-24", "20261224", "24.12.2026"),
        *("24. 12. 2026", "2026-12-24T00:00:00", "2026/12/24", "26-12-24", "2026-1-5", "zítra"),
        *("2026–12–24", "2026-W52", "2026-12", "2026-00-10", "٢٠٢٦-12-24", "12-24-2026", "~"),
        *("2126-12-24", "[2026-12-24]", "2026-12-24 (čt)"),
    ],
)
def test_an_odd_day_is_told_at_its_line(data: Path, day: str) -> None:
    assert_told(data, *changed(data, "closures.yaml", "2026-12-24", day))


@pytest.mark.parametrize(
    "reason",
    [
        *("Stávka #5", "Pozor: stávka", '"Stávka', "'Stávka' dál", "- stávka", "%s", "`a`", "@a"),
        *("{a}", "[a]", "!a b", "&a b", "*a*", "? a", "> a", "| a", '""', "{en: a}"),
    ],
)
def test_words_that_yaml_would_change_are_told(data: Path, reason: str) -> None:
    assert_told(data, *changed(data, "closures.yaml", "malování", reason))


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_why_it_is_closed_need_not_be_told(data: Path, nothing: str) -> None:
    changed(data, "closures.yaml", "malování", nothing)
    assert any(closure.reason is None for closure in load_facts(data).closures)


@pytest.mark.parametrize(
    "number",
    [
        *("0123", "+421 601 234 567", "601#234567", "[601] 234 567", "601 234 56", "1e9", "155"),
        *("601 234 567 linka 2", "tel:601234567", "６01 234 567", "60l 234 567", "+420601×234×567"),
    ],
)
def test_an_odd_phone_number_is_told(data: Path, number: str) -> None:
    assert_told(data, *changed(data, "centre.yaml", PHONE, number))


@pytest.mark.parametrize(
    "number",
    [
        *("1_0", "+5", "0o17", "0x1F", "1e1", "1.0", "5.", ".5", "1.000", "1 000", "٥", "５", "²"),
        *(
            "0b11",
            "1,0",
            "1:30",
            "5,",
            "V",
            "pět",
            "true",
            "~",
            "--5",
            "−5",
            "5 dnů",
            "inf",
            "'1_0'",
        ),
    ],
)
def test_a_number_that_a_person_would_not_write_so_is_told(data: Path, number: str) -> None:
    assert_told(data, *changed(data, "centre.yaml", "answer_days: 3", f"answer_days: {number}"))


@pytest.mark.parametrize("number", ["5", "05", '"5"', "'5'", "5 # dnů", "\u00a05", "5\u200b"])
def test_a_number_in_plain_digits_is_read_as_it_looks(data: Path, number: str) -> None:
    changed(data, "centre.yaml", "answer_days: 3", f"answer_days: {number}")
    assert load_facts(data, today=TODAY).centre.answer_days == 5


@pytest.mark.parametrize(
    "written",
    [
        *(b"", b" \n\n", b"# nic\n", b"- a\n- b\n", "zavřeno\n".encode(), b"5\n", b"\x00" * 99),
        *(b"checked_on: 2026-11-21\nhours:\n", b"a: 1\n---\nb: 2\n", b"a: &x [1]\nb: *x\n"),
        *(b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"#" * 2_000_001, b"a: 1\na: 2\n", b"\tb: 1\n"),
    ],
)
def test_a_file_of_something_else_is_told(data: Path, written: bytes) -> None:
    (data / "hours.yaml").write_bytes(written)
    with pytest.raises(Faults) as told:
        load_facts(data, today=TODAY)
    assert {fault.file for fault in told.value.all} == {file_name(data / "hours.yaml")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("day: po", "day:\u00a0po"),
        ("day: po", "day:\tpo"),
        ("from: 9:00", "fr\u200bom: 09:00"),
        ("      - {", "\u00a0     - {"),
        ("{day: čt", "\ufeff{day: c\u030ct"),
        ("checked_on", "%YAML 1.1\n---\nchecked_on"),
        ("9:00", '"9:00"'),
    ],
)
def test_what_is_seen_is_what_is_meant(data: Path, old: str, new: str) -> None:
    before = load_facts(data, today=TODAY)
    path = data / "hours.yaml"
    written = path.read_text("utf-8")
    assert old in written
    path.write_bytes(written.replace(old, new).encode())
    after = load_facts(data, today=TODAY)
    assert after.hours == before.hours
    assert after.hours["dum"][0].opens == time(9)
