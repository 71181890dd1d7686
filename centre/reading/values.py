"""Small values in the facts: words in several languages, days, times of day, phone numbers.

Each reads the text that stands in the file and refuses what cannot be meant, in Czech.
"""

import re
from datetime import date, time
from typing import Annotated, Any, Literal, Self

from babel import localedata
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from centre.language.by_language import field_for_each_language
from centre.language.i18n import gettext, language, speaking
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.language.localized_text import LocalizedText
from centre.reading.messages import quoted
from centre.reading.models import Fact
from centre.reading.web_addresses import is_mail_address, objection


def refuse(kind: str, message: str) -> PydanticCustomError:
    """The error to raise from a check of ours, with its Czech message; ``kind`` is for programs."""
    return PydanticCustomError(f"refused_{kind}", "{message}", {"message": message})


@field_for_each_language(str | None, default=None)
class Translations(Fact):
    """Words for readers: in Czech, and in other languages where somebody has translated them.

    In a file either plain Czech text or a group with a field for each language.
    """

    cs: Annotated[str, Field(title=LANGUAGES[ORIGINAL].name_for_editors)]

    @model_validator(mode="before")
    @classmethod
    def _plain_text_is_czech(cls, found: Any) -> Any:
        return {ORIGINAL: found} if isinstance(found, str) else found

    @classmethod
    def of_message(cls, message: str) -> Self:
        """A message of the catalogues, in every language."""
        found = {}
        for lang in LANGUAGES:
            with speaking(lang):
                found[lang] = gettext(message)
        return cls(**found)

    def in_(self, lang: str) -> LocalizedText:
        """The words in ``lang``, or in Czech when nobody has translated them."""
        found = self.language_of(lang)
        return LocalizedText(self.by_language[found], found)

    @property
    def by_language(self) -> dict[str, str]:
        """The words in each language that somebody has written."""
        return {lang: text for lang in LANGUAGES if (text := getattr(self, lang))}

    def language_of(self, lang: str) -> str:
        """The language that ``in_(lang)`` really answers in, for the ``lang`` attribute."""
        return lang if lang in self.by_language else ORIGINAL

    def __str__(self) -> str:
        return str(self.in_(language.get()))

    def __html__(self) -> str:
        """How templates write it."""
        return self.in_(language.get()).__html__()


_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,15})?")
_BETWEEN_DIGITS = re.compile(r"[\s().\-/\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
"""How people split a number, with the unseen marks of direction that phones copy along."""
_FIRST_YEAR = 1990
_LAST_YEAR = 2100


def _day(found: Any) -> Any:
    if not isinstance(found, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
        if type(found) is date:
            return found
        raise refuse(
            "day", f"čekáme datum ve tvaru RRRR-MM-DD, třeba 2026-12-24; je tu {quoted(found)}"
        )
    try:
        day = date.fromisoformat(found)
    except ValueError as error:
        raise refuse("no_such_day", f"den {quoted(found)} v kalendáři není") from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise refuse("year", f"čekáme rok od {_FIRST_YEAR} do {_LAST_YEAR}; je tu {quoted(found)}")
    return day


def _clock(found: Any, instead: str = "1:59, nebo 3:00") -> Any:
    if isinstance(found, time):
        return found
    match = _CLOCK.fullmatch(found) if isinstance(found, str) else None
    if found == "24:00":
        raise refuse("midnight", "den začíná v 0:00; 24:00 se píše jen na konci")
    if not match:
        raise refuse(
            "clock", f"čekáme čas od 0:00 do 23:59, třeba 9:00 nebo 16:30; je tu {quoted(found)}"
        )
    if int(match[1]) == 2:  # on two nights a year this hour is missing or comes twice
        raise refuse("clock_change", f"mezi 2:00 a 2:59 se mění letní čas; napište {instead}")
    return time(int(match[1]), int(match[2]))


def _end_clock(found: Any) -> Any:
    if found == "24:00":
        return time(0)
    if found in ("0:00", "00:00"):
        raise refuse("midnight", "konec dne se píše 24:00")
    if found in ("2:00", "02:00"):  # the one moment of that hour which every night has
        return time(2)
    return _clock(found, instead="2:00, nebo 3:00")


def _typed_as(pattern: re.Pattern[str], expected: str) -> BeforeValidator:
    """A check of how a number is written, since Python reads more than people: „1_0“, „1.000“."""

    def check_digits(found: Any) -> Any:
        if isinstance(found, str) and not pattern.fullmatch(found.strip()):
            raise refuse("number", f"{expected}; je tu {quoted(found)}")
        return found

    return BeforeValidator(check_digits)


def _phone(found: str) -> str:
    digits = _BETWEEN_DIGITS.sub("", found)
    match = re.fullmatch(r"(?:(?:\+|00)420)?([0-9]{3})([0-9]{3})([0-9]{3})", digits)
    if not match:
        raise refuse(
            "phone",
            f"čekáme české číslo o devíti číslicích, třeba +420 601 234 567; je tu {quoted(found)}",
        )
    return f"+420 {match[1]} {match[2]} {match[3]}"


def _helpline_number(found: str) -> str:
    digits = _BETWEEN_DIGITS.sub("", found)
    if match := re.fullmatch(r"(?:\+|00)420([0-9]{6}|[0-9]{9})", digits):
        digits = match[1]
    if not re.fullmatch(r"[0-9]{3}|[0-9]{6}|[0-9]{9}", digits):
        raise refuse(
            "phone", f"čekáme číslo o třech, šesti nebo devíti číslicích; je tu {quoted(found)}"
        )
    return " ".join(re.findall(r"\d{3}", digits))


def _email_address(found: str) -> str:
    if not is_mail_address(found):
        raise refuse("email", f"čekáme e-mail, třeba kontakt@centrum.cz; je tu {quoted(found)}")
    return found


def _web_address(found: str) -> str:
    if message := objection(found):
        raise refuse("address", f"{message}; je tu {quoted(found)}")
    return found


def _language_code(found: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", found) or not localedata.exists(found):
        raise refuse(
            "language",
            f"čekáme dvoupísmenný kód jazyka, třeba {', '.join(LANGUAGES)}; je tu {quoted(found)}",
        )
    return found


def matching(pattern: str, expected: str) -> Any:
    """A check that a text has the shape of ``pattern``; ``expected`` names it in Czech."""

    def check_shape(found: str) -> str:
        if not re.fullmatch(pattern, found):
            raise refuse("shape", f"čekáme {expected}; je tu {quoted(found)}")
        return found

    return AfterValidator(check_shape)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day of the calendar."""

Clock = Annotated[
    time,
    BeforeValidator(lambda found: _clock(found)),
    WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"}),
]
"""A time of day at which something begins, never between 2:00 and 2:59, when clocks change."""

EndClock = Annotated[
    time,
    BeforeValidator(_end_clock),
    WithJsonSchema({"type": "string", "pattern": r"^(([01]?\d|2[0-3]):[0-5]\d|24:00)$"}),
]
"""A time of day at which something ends; „24:00“ is kept as ``time(0)``."""

WholeNumber = Annotated[int, _typed_as(_WHOLE, "čekáme celé číslo psané jen číslicemi")]
"""A number of things, days or a year, in digits and nothing else."""

DecimalNumber = Annotated[float, _typed_as(_DECIMAL, "čekáme číslo s desetinnou tečkou")]
"""Digits, with a point and more digits or without."""

PhoneNumber = Annotated[str, AfterValidator(_phone)]
"""A Czech number, kept as „+420 601 234 567“ however it was typed."""

HelplineNumber = Annotated[str, AfterValidator(_helpline_number)]
"""A helpline's number in threes: „155“, „116 111“, „800 350 000“, however it was typed."""

LanguageCode = Annotated[str, AfterValidator(_language_code)]
"""An ISO 639 code of a language that staff can read."""

Identifier = Annotated[
    str,
    matching(
        r"(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*",
        "malá písmena bez háčků, číslice a spojovníky, třeba havlickuv-brod, nejvýše 80 znaků",
    ),
]
"""A name for links and files; it never changes once it was published.

Its length leaves room for endings: file systems take 255 bytes.
"""

EmailAddress = Annotated[str, AfterValidator(_email_address)]
"""An address for letters, without quotes, encoded words and letters outside ASCII before the @."""

WebAddress = Annotated[
    str,
    matching(r"https?://[^\s/]+\S*", "adresu, která začíná https://"),
    AfterValidator(_web_address),
]
"""An address that links, feeds and redirects can lead to."""

SecureAddress = Annotated[
    str, matching(r"https://\S+", "adresu, která začíná https://"), AfterValidator(_web_address)
]
"""The same, by TLS only."""


def _split(found: Any) -> Any:
    if not isinstance(found, str):
        return found
    return tuple(part.strip() for part in found.split(",") if part.strip())


Commas = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Words on one line with commas between them."""

Weekday = Literal["po", "út", "st", "čt", "pá", "so", "ne"]
WEEKDAYS: tuple[Weekday, ...] = ("po", "út", "st", "čt", "pá", "so", "ne")
"""Days as they are written in the files, from Monday."""
