"""Czech public holidays (Act 245/2000 Sb.) with their names in every language of the house."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from holidays import country_holidays

from centre.language.languages import LANGUAGES, ORIGINAL
from centre.reading.values import Translations


def public_holiday(day: date) -> Translations | None:
    """The name of the public holiday on ``day``, or None on any other day."""
    return _holidays_of(day.year).get(day)


@lru_cache(maxsize=32)
def _holidays_of(year: int) -> Mapping[date, Translations]:
    names = {
        code: country_holidays("CZ", years=year, expand=False, language=language.holidays)
        for code, language in LANGUAGES.items()
    }
    # Two names of one day come joined by a semicolon.
    return {
        day: Translations(**{lang: names[lang][day].replace("; ", ", ") for lang in names})
        for day in sorted(names[ORIGINAL])
    }
