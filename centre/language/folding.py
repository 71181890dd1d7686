"""Words as whoever types in a hurry writes them: small letters without accents and apostrophes."""

import re
import unicodedata
from typing import Final

# Apostrophes as keyboards have them, and a letter that many lack.
_SPELLED_ALIKE: Final = str.maketrans("ґ", "г", "'’‘ʼ`´′")
_MARK: Final = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """``text`` in lower case, without accents and apostrophes: „Čistý“ becomes „cisty“, «Її»
    becomes «іі».

    Nothing is remembered of it: what people write in confidence is folded, too. The script of the
    search does the same, ``fold`` in ``theme/static/js/search/1-find.js``; a test holds the two
    together.
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_SPELLED_ALIKE))
    return _MARK.sub("", plain)
