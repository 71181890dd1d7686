"""Words as whoever types in a hurry writes them: small letters without marks."""

import unicodedata
from functools import cache
from itertools import filterfalse


@cache
def fold(word: str) -> str:
    """``word`` in lower case and without marks: „Čistý“ becomes „cisty“, «її» becomes «іі»."""
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join(filterfalse(unicodedata.combining, parts))
