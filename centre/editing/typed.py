"""How staff type a day, a time of day, a number: what they mean, as files write it."""

import re
from datetime import date, time
from functools import cache
from typing import Final

from babel.dates import get_month_names
from pydantic import TypeAdapter, ValidationError

from centre.facts.clock_times import MIDNIGHT
from centre.language.folding import fold
from centre.language.languages import ORIGINAL
from centre.reading.messages import quoted
from centre.reading.values import Clock, Day, EndClock, PhoneNumber

_DAY: TypeAdapter[date] = TypeAdapter(Day)
_CLOCK: TypeAdapter[time] = TypeAdapter(Clock)
_END: TypeAdapter[time] = TypeAdapter(EndClock)
_PHONE: TypeAdapter[str] = TypeAdapter(PhoneNumber)

_DAY_IN_FILE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_IN_FIGURES: Final = re.compile(r"([0-9]{1,2})\s?([./-])\s?([0-9]{1,2})\s?\2\s?([0-9]{4})")
_DAY_IN_WORDS: Final = re.compile(r"([0-9]{1,2})\.?\s?([^\W\d_]{3,})\s([0-9]{4})")
_TIME: Final = r"([0-9]{1,2})(?:\s?[:.,]\s?([0-9]{2}))?(?:\s?h(?:od)?\.?)?"
_ONE_TIME: Final = re.compile(_TIME)
_TWO_TIMES: Final = re.compile(rf"(?:od\s)?{_TIME}\s?(?:[-\u2010-\u2015]|až|do)\s?{_TIME}")
_COORDINATES: Final = re.compile(
    r"([0-9]{2}\.[0-9]{3,15})\s?[°]?\s?N?,\s?([0-9]{2}\.[0-9]{3,15})\s?[°]?\s?E?"
)
_THOUSANDS: Final = re.compile(r"(?<=[0-9])[\s\u00a0\u202f](?=[0-9]{3}(?:[^0-9]|$))")


class Mistyped(Exception):
    """What was typed means nothing; the message says in Czech what is expected."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def day(typed: str) -> date:
    """„24. 12. 2026“, „24. prosince 2026“ or „2026-12-24“. Raises Mistyped."""
    text = day_as_in_file(typed)
    if not _DAY_IN_FILE.fullmatch(text):
        raise Mistyped(f"čekáme den, třeba 24. 12. 2026; je tu {quoted(text or None)}")
    try:
        return _DAY.validate_python(text)
    except ValidationError as error:
        if _DAY_IN_FILE.fullmatch(typed.strip()):
            raise Mistyped(_message(error)) from None
        raise Mistyped(_message(error).replace(text, " ".join(typed.split()))) from None


def day_as_in_file(typed: str) -> str:
    """„2026-12-24“, however the day was typed; what means no day stays as it is."""
    text = " ".join(typed.split())
    if found := _DAY_IN_FIGURES.fullmatch(text):
        return f"{found[4]}-{int(found[3]):02}-{int(found[1]):02}"
    if (found := _DAY_IN_WORDS.fullmatch(text)) and (month := _months().get(fold(found[2]))):
        return f"{found[3]}-{month:02}-{int(found[1]):02}"
    return text


@cache
def _months() -> dict[str, int]:
    """„prosinec“ and „prosince“, without their accents, by which people often save themselves."""
    return {
        fold(name): number
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, ORIGINAL).items()
    }


def clock(typed: str) -> time:
    """„9“, „9.00“, „09:00“ as the time at which something begins. Raises Mistyped."""
    return _time(_CLOCK, typed)


def end_clock(typed: str) -> time:
    """The same as an end; „24“ is midnight, kept as ``time(0)``. Raises Mistyped."""
    return _time(_END, typed)


def clock_in_file(at: time) -> str:
    """„9:00“: as files write a time."""
    return f"{at.hour}:{at.minute:02}"


def end_in_file(at: time) -> str:
    """The same of an end: „24:00“ for midnight."""
    return "24:00" if at == MIDNIGHT else clock_in_file(at)


def phone(typed: str) -> str:
    """„601234567“ as „+420 601 234 567“. Raises Mistyped."""
    try:
        return _PHONE.validate_python(" ".join(typed.split()))
    except ValidationError as error:
        raise Mistyped(_message(error)) from None


def whole_number(typed: str) -> int:
    """„12 480“, „12480“, „12 480,00“ of a spreadsheet. Raises Mistyped."""
    text = re.sub(r"[,.]0+$", "", _THOUSANDS.sub("", typed.strip()))
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    if re.fullmatch(r"-[0-9]+([,.][0-9]+)?", text):
        raise Mistyped(f"záporné číslo tu být nemůže; je tu {quoted(typed)}")
    if re.fullmatch(r"[0-9]+[,.][0-9]+", text):
        raise Mistyped(f"čekáme celé číslo bez desetinné čárky; je tu {quoted(typed)}")
    raise Mistyped(f"čekáme celé číslo, třeba 12 480; je tu {quoted(typed.strip() or None)}")


def postal_code(typed: str) -> str:
    """„59101“ as „591 01“; whatever else stays as it is, for the check to refuse."""
    digits = "".join(typed.split())
    return f"{digits[:3]} {digits[3:]}" if re.fullmatch("[0-9]{5}", digits) else typed.strip()


def coordinates(typed: str) -> dict[str, str]:
    """„49.5626N, 15.9392E“, as maps give it, in the fields of a file. Raises Mistyped."""
    found = _COORDINATES.fullmatch(" ".join(typed.split()))
    if not found:
        raise Mistyped(
            f"čekáme souřadnice zkopírované z mapy, třeba 49.5626N, 15.9392E; je tu {quoted(typed)}"
        )
    return {"lat": found[1], "lon": found[2]}


def time_as_in_file(typed: str) -> str:
    """„9:00“ of „9“, „9.00“ and „9 hod.“; what means no time stays as it is."""
    text = " ".join(typed.split())
    found = _ONE_TIME.fullmatch(text)
    return f"{int(found[1])}:{found[2] or '00'}" if found else text


def _time(rule: TypeAdapter[time], typed: str) -> time:
    text = time_as_in_file(typed)
    if not text:
        raise Mistyped("čekáme čas, třeba 9.00")
    if _TWO_TIMES.fullmatch(text):
        raise Mistyped(f"čekáme jen jeden čas, druhý patří do pole vedle; je tu {quoted(text)}")
    try:
        return rule.validate_python(text)
    except ValidationError as error:
        raise Mistyped(_message(error)) from None


def _message(error: ValidationError) -> str:
    return str(error.errors()[0].get("ctx", {}).get("message") or error.errors()[0]["msg"])
