"""Names of people: shown as they were typed, compared in one form."""

import unicodedata

from centre.reading.text_files import without_hidden_signs
from intake_service.store.vault import ID_SIZE, Vault


def tidy(typed: str) -> str:
    """The name as it is kept: composed letters, single spaces, none at the ends.

    It stands within sentences, so marks that would reverse them go.
    """
    return " ".join(unicodedata.normalize("NFC", without_hidden_signs(typed)).split())


def comparable(name: str) -> str:
    """Equal for names that people take for the same: case, width, spaces, coding of accents."""
    folded = unicodedata.normalize("NFKC", tidy(name)).casefold()
    return unicodedata.normalize("NFKC", folded)


def alias(secrets: Vault, person: bytes) -> bytes:
    """Stands for somebody of the team where a row must not tell who it is."""
    return secrets.mac("alias", person)[:ID_SIZE]
