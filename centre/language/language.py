"""What a language is to this product: one frozen object holds all that differs between two."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from centre.language.folding import fold

LOCALE = Path(__file__).parent / "locale"
"""Where the catalogues lie, a folder for each language."""

AnchorForm = Literal["NFKD", "NFC"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePatterns:
    """How days are written, in CLDR's letters (https://unicode.org/reports/tr35/tr35-dates.html)."""

    day: str
    """„25. listopadu“."""
    day_with_year: str
    """„25. listopadu 2026“."""
    short: str
    """„st 25. 11.“: for lists and table cells."""
    after_weekday: str = " "
    """What stands between a weekday and its date: «середа, 25 листопада»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language in which readers are served."""

    code: str
    """ISO 639-1; the ``lang`` attribute, the folder under ``content/``, the field among facts."""
    name: str
    """As the language calls itself: „Čeština“."""
    short_name: str
    """For narrow screens: „Čes“. A code reads like a country elsewhere."""
    name_for_editors: str
    """How the field with its words is called in a form for staff, in Czech: „Česky“."""

    read_by: tuple[str, ...] = ()
    """Codes of languages whose speakers rather read this one than English."""
    locale: str
    """Of CLDR, for plurals, numbers and names of months."""
    holidays: str
    """Under which name the library ``holidays`` keeps the Czech public holidays in it."""
    is_in_code: bool = False
    """Whether messages are written in it in code and templates, so that it has no catalogue."""

    dates: DatePatterns
    on_weekdays: tuple[str, str, str, str, str, str, str]
    """„v pondělí“ to „v neděli“: CLDR knows weekdays in the nominative only."""
    clock_point: str
    """Between hours and minutes: „9.00“, "9:00"."""
    at_time: tuple[str, str]
    """The word before a time of day, and the one that some hours want: „v 9.00“, „ve 14.00“."""
    at_time_other: frozenset[int] = frozenset()
    """The hours that want the second one."""

    alphabet: str
    """Its letters in order, with spaces between them; „ch“ is one."""
    quotes: tuple[str, str]
    """An opening and a closing quotation mark."""
    one_letter_words: str
    """Words of one letter that no line may end with; where there are none, no space is bound."""
    anchor_form: AnchorForm
    """The Unicode form of a heading before it becomes an anchor: NFKD leaves the letters of ASCII,
    NFC keeps a script that has none."""

    stop_words: frozenset[str]
    """Folded words that the search passes over: they say nothing of what is looked for."""
    endings: tuple[str, ...]
    """Folded endings of inflected words, the longest first, for the search to cut off."""

    @property
    def catalogue(self) -> Path | None:
        """The translated messages; None for the language in which the code writes them."""
        return None if self.is_in_code else LOCALE / self.code / "LC_MESSAGES" / "messages.po"


def folded_set(words: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(map(fold, words.split()))


def folded_endings(endings: str) -> tuple[str, ...]:
    """The endings in a text, folded, the longest first and those of one length by letter."""
    return tuple(sorted(folded_set(endings), key=lambda ending: (-len(ending), ending)))
