"""What staff type is read as they mean it, or refused in a sentence."""

from datetime import date, time

import pytest
from babel.dates import get_month_names

from centre.editing import typed
from centre.language.folding import fold


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-24",
        "24. 12. 2026",
        "24.12.2026",
        " 24.  12. 2026 ",
        "24/12/2026",
        "24-12-2026",
        "24. prosince 2026",
        "24 prosinec 2026",
        "24. PROSINCE 2026",
        "24.\u00a0prosince\u00a02026",
    ],
)
def test_a_day_may_be_typed_as_people_write_it(text: str) -> None:
    assert typed.day(text) == date(2026, 12, 24)


@pytest.mark.parametrize("text", ["9", "9.00", "9:00", "09:00", "9,00", "9 hod.", "9.00 h"])
def test_a_time_may_be_typed_as_people_write_it(text: str) -> None:
    assert typed.clock(text) == time(9)
    assert typed.clock_in_file(typed.clock(text)) == "9:00"


def test_midnight_is_an_end() -> None:
    assert typed.end_in_file(typed.end_clock("24")) == "24:00"


@pytest.mark.parametrize(
    ("text", "number"),
    [("12480", 12480), ("12 480", 12480), ("12\u00a0480,00", 12480), ("1 234 567", 1234567)],
)
def test_a_number_may_come_from_a_spreadsheet(text: str, number: int) -> None:
    assert typed.whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["601234567", "601.234.567", "601/234567", "(+420) 601-234-567", "00420 601 234 567"]
)
def test_a_phone_may_be_split_as_people_split_it(text: str) -> None:
    assert typed.phone(text) == "+420 601 234 567"


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_may_be_written_out_with_accents_and_without(month: int) -> None:
    for context in ("format", "stand-alone"):
        name = get_month_names("wide", context, "cs")[month]
        for spelled in (name, fold(name), name.upper()):
            assert typed.day(f"7. {spelled} 2027") == date(2027, month, 7)


@pytest.mark.parametrize(
    ("reading", "text", "said"),
    [
        (typed.day, "", "čekáme den, třeba 24. 12. 2026; je tu prázdno"),
        (typed.day, "zítra", "čekáme den"),
        (typed.day, "31. 6. 2027", "v kalendáři není"),
        (typed.day, "24. 12. 26", "čekáme den"),
        (typed.day, "31. února 2027", "den „31. února 2027“ v kalendáři není"),
        (typed.day, "1. blbna 2027", "čekáme den"),
        (typed.clock, "9.00–12.00", "čekáme jen jeden čas"),
        (typed.clock, "9 až 12", "čekáme jen jeden čas"),
        (typed.end_clock, "od 9 do 12", "čekáme jen jeden čas"),
        (typed.clock, "9:5", "čekáme čas od"),
        (typed.clock, "25", "čekáme čas"),
        (typed.clock, "ráno", "čekáme čas"),
        (typed.clock, "24", "den začíná v 0:00"),
        (typed.end_clock, "0.00", "konec dne se píše 24:00"),
        (typed.phone, "60123456", "devíti číslicích"),
        (typed.whole_number, "12,5", "bez desetinné čárky"),
        (typed.whole_number, "-3", "záporné"),
        (typed.whole_number, "asi 12", "čekáme celé číslo"),
        (typed.whole_number, "12 48", "čekáme celé číslo"),
    ],
)
def test_what_means_nothing_is_refused_in_czech(reading: object, text: str, said: str) -> None:
    assert callable(reading)
    with pytest.raises(typed.Mistyped) as refused:
        reading(text)
    assert said in refused.value.message
