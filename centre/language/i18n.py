"""The words of both halves: which language is spoken, its catalogue, its dates.

Messages are written in English in the code and in the templates. The catalogues are read straight
from their ``.po`` files; there is no compile step that could be forgotten.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from babel.units import format_unit
from jinja2 import Environment
from markupsafe import Markup, escape

from centre.language.language import Language
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.language.typography import bind, unbroken

_TIME_RANGE = re.compile(r"\d{1,2}[.:]\d\d–\d{1,2}[.:]\d\d")

language: ContextVar[str] = ContextVar("language", default=ORIGINAL)
"""The code of the language being spoken now."""


class UnknownLanguageError(ValueError):
    """A language that the product does not speak."""

    def __init__(self, lang: str) -> None:
        super().__init__(f"unknown language {lang!r}; known are {', '.join(LANGUAGES)}")


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak ``lang`` inside the block, then whatever was spoken before."""
    if lang not in LANGUAGES:
        raise UnknownLanguageError(lang)
    token = language.set(lang)
    try:
        yield
    finally:
        language.reset(token)


def spoken() -> Language:
    """The language being spoken now, with all that it needs."""
    return LANGUAGES[language.get()]


@cache
def _catalogue(lang: str) -> NullTranslations:
    """Translations of one language. A fuzzy entry counts as missing: nobody has read it yet."""
    path = LANGUAGES[lang].catalogue
    if path is None:
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=lang, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def N_(message: str) -> str:  # noqa: N802 - the name by which gettext's tools know it
    """``message`` itself, marked for translation; whoever shows it translates it then."""
    return message


def gettext(message: str) -> str:
    """``message`` in the spoken language."""
    return str(_catalogue(language.get()).gettext(message))


def ngettext(singular: str, plural: str, number: int) -> str:
    """The right plural of the spoken language for ``number`` (Czech and Ukrainian have three)."""
    return str(_catalogue(language.get()).ngettext(singular, plural, number))


def language_names(codes: Iterable[str]) -> str:
    """„čeština, angličtina“, "Czech, English", «чеська, англійська» for ISO 639 codes."""
    names = Locale.parse(spoken().locale).languages
    return ", ".join(names.get(code, code) for code in codes)


def in_seconds(seconds: int) -> str:
    """„za 12 minut“, "in 12 minutes", «через 12 хвилин»; minutes are rounded up, so that nobody
    comes too early."""
    whole = seconds if seconds < 60 else -(-seconds // 60) * 60
    return str(
        format_timedelta(
            datetime.timedelta(seconds=whole),
            threshold=1.0001,
            add_direction=True,
            locale=spoken().locale,
        )
    )


def on_day(day: datetime.date) -> str:
    """„ve středu 25. listopadu“, "on Wednesday 25 November", «у середу 25 листопада»."""
    return f"{_on_weekday(day)} {_format(day, spoken().dates.day)}"


def on_date(day: datetime.date) -> str:
    """The same with the year, for a day that may be a year away: „v neděli 28. listopadu 2027“."""
    return f"{_on_weekday(day)} {date_words(day)}"


def day_words(day: datetime.date) -> str:
    """„středa 25. listopadu“, "Wednesday 25 November", «середа, 25 листопада»."""
    dates = spoken().dates
    return f"{weekday_words(day)}{dates.after_weekday}{_format(day, dates.day)}"


def day_words_with_year(day: datetime.date) -> str:
    """„čtvrtek 24. prosince 2026“, "Thursday 24 December 2026"."""
    return f"{weekday_words(day)}{spoken().dates.after_weekday}{date_words(day)}"


def short_day(day: datetime.date) -> str:
    """„st 25. 11.“, "Wed 25 Nov", «ср 25.11»: for lists and table cells."""
    return _format(day, spoken().dates.short)


def date_words(day: datetime.date) -> str:
    """„25. listopadu 2026“, "25 November 2026", «25 листопада 2026 року»."""
    return _format(day, spoken().dates.day_with_year)


def month_words(month: str) -> str:
    """„listopad 2026“, "November 2026", «листопад 2026» of a month as `2026-11`."""
    return _format(datetime.date.fromisoformat(f"{month}-01"), "LLLL y")


def day_of_month(day: datetime.date) -> str:
    """„25. listopadu“, "25 November", «25 листопада»."""
    return _format(day, spoken().dates.day)


def weekday_words(day: datetime.date | int) -> str:
    """„středa“ of a date, or of a weekday's number with Monday as 0."""
    if isinstance(day, int):
        day = datetime.date(2024, 1, 1 + day)  # 1 January 2024 was a Monday
    return _format(day, "EEEE")


def short_weekday(day: datetime.date | int) -> str:
    """„st“ of a date, or of a weekday's number with Monday as 0."""
    if isinstance(day, int):
        day = datetime.date(2024, 1, 1 + day)
    return _format(day, "EEE")


def time_words(time: datetime.time) -> str:
    """„9.00“ in Czech, "9:00" elsewhere; always the 24-hour clock."""
    return f"{time.hour}{spoken().clock_point}{time.minute:02}"


def at_time(time: datetime.time) -> str:
    """„v 9.00“, „ve 14.00“, "at 9:00", «об 11:00»; midnight is the end of a day, 24.00."""
    spoken_now = spoken()
    usual, other = spoken_now.at_time
    before = other if time.hour in spoken_now.at_time_other else usual
    return f"{before} {time_words(time) if time != datetime.time(0) else _midnight()}"


def time_range(start: datetime.time, end: datetime.time) -> str:
    """„9.00–16.00“; midnight as an end is 24.00."""
    return f"{time_words(start)}–{time_words(end) if end != datetime.time(0) else _midnight()}"


def language_words(code: str) -> str:
    """„ukrajinština“, "Ukrainian", «українська»: a language in the language spoken."""
    return str(Locale.parse(spoken().locale).languages.get(code, code))


def list_words(things: Sequence[str]) -> str:
    """„1.1, 1.2 a 2.1“ of several things."""
    return format_list(things, locale=spoken().locale)


def number_words(number: float) -> str:
    """„12 480“, "12,480"; one decimal place at most."""
    return format_decimal(number, "#,##0.#", locale=spoken().locale)


def in_years(years: int) -> str:
    """„5 let“, in the language spoken."""
    return format_unit(years, "duration-year", locale=spoken().locale)


def size_words(size: int) -> str:
    """„340 kB“, „1,2 MB“, «340 кБ» for a number of bytes; a kilobyte has a thousand."""
    locale = spoken().locale
    if size < 1_000_000:
        return format_unit(-(-size // 1000), "kilobyte", "short", locale=locale)
    return format_unit(size / 1_000_000, "megabyte", "short", "#,##0.0", locale=locale)


def install(env: Environment) -> None:
    """Teach a Jinja environment these words: ``_``, ``{% trans %}`` and the date filters.

    In a template messages and dates have their hard spaces; elsewhere, as in a letter, it is plain.
    """
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(_set_gettext, _set_ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update({name: _bound(words) for name, words in FILTERS.items()})
    env.filters.update({name: _whole(words) for name, words in DATES.items()})
    env.filters["bound"] = _bound(str)
    env.filters["unbroken_times"] = _unbroken_times


def _unbroken_times(words: str) -> Markup:
    """A sentence with its hard spaces, in which no line ends inside „9.00–16.00“ either."""
    bound = str(escape(bind(words, language.get())))
    return Markup(_TIME_RANGE.sub(r'<span class="times">\g<0></span>', bound))  # noqa: S704


def _whole(words: Callable[..., str]) -> Callable[..., str]:
    """``words`` as a filter whose results stand on one line."""
    return lambda *given: unbroken(words(*given))


def _bound(words: Callable[..., str]) -> Callable[..., str]:
    """``words`` as a filter whose results have their hard spaces."""
    return lambda *given: bind(words(*given), language.get())


def _set_gettext(message: str) -> str:
    return _set(message, language.get())


@cache
def _set(message: str, lang: str) -> str:
    return bind(str(_catalogue(lang).gettext(message)), lang)


def _set_ngettext(singular: str, plural: str, number: int) -> str:
    return bind(ngettext(singular, plural, number), language.get())


def _on_weekday(day: datetime.date) -> str:
    return spoken().on_weekdays[day.weekday()]


def _midnight() -> str:
    return f"24{spoken().clock_point}00"


def _format(day: datetime.date, pattern: str) -> str:
    # CLDR writes «пʼятниця» with U+02BC; the pages write every apostrophe as ’
    return format_date(day, pattern, locale=spoken().locale).replace("\u02bc", "’")


DATES: dict[str, Callable[..., str]] = {
    "on_day": on_day,
    "on_date": on_date,
    "day_words": day_words,
    "short_day": short_day,
    "date_words": date_words,
}
FILTERS: dict[str, Callable[..., str]] = {
    "language_names": language_names,
    "month_words": month_words,
    "number_words": number_words,
    "weekday_words": weekday_words,
    "short_weekday": short_weekday,
    "time_words": time_words,
}
