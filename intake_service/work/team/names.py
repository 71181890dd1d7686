"""Names of people: shown as they were typed, compared in one form."""

import unicodedata


def tidy(typed: str) -> str:
    """The name as it is kept: composed letters, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def comparable(name: str) -> str:
    """Equal for names that people take for the same: case, width, spaces, coding of accents."""
    folded = unicodedata.normalize("NFKC", tidy(name)).casefold()
    return unicodedata.normalize("NFKC", folded)
