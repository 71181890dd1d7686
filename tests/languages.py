"""Words of one language among those of another, as a reader would stumble over them.

Shares nothing with the proof-reader of the content: it looks at pages as they were written.
"""

import re
from collections.abc import Iterable

from babel.messages.pofile import read_po

from centre.language.language import LOCALE
from centre.language.languages import LANGUAGES

CYRILLIC = r"[Ѐ-ӿ]"
CZECH_LETTER = r"[ěščřžýáíéúůťďňó]"
LITTLE_CZECH = (
    "a k s v z o u i se je na nebo jak kde kdy kdo jsme jste jsou jako pokud aby podle"
    " nad pod za od po ve ze"
)
LITTLE_ENGLISH = (
    "the and you your this not with please are is it of for from what when how our who will we"
)


def _any(little: str) -> str:
    return rf"(?<![\w’'./-])(?:{'|'.join(little.split())})(?![\w’'./-])"


_FOREIGN = {
    "cs": re.compile(
        f"{CYRILLIC}|{_any(LITTLE_ENGLISH.replace('not ', '').replace('we', ''))}", re.IGNORECASE
    ),
    "en": re.compile(f"{CYRILLIC}|{CZECH_LETTER}|{_any(LITTLE_CZECH.removeprefix('a '))}"),
    "uk": re.compile(rf"[A-Za-zÀ-ž]*[a-zà-ž][A-Za-zÀ-ž]+|(?i:{CZECH_LETTER})"),
}


def foreign(text: str, lang: str, names: Iterable[str]) -> str | None:
    """The first word in ``text`` that does not belong to ``lang``; ``names`` may stand in any
    language."""
    for name in names:
        text = text.replace(name, "")
    text = re.sub(r"\S*[/@]\S*", "", text)  # addresses
    found = _FOREIGN[lang].search(text)
    return found[0] if found else None


def catalogue(lang: str) -> dict[str, str]:
    """All messages of one plural form with their translation."""
    if lang == "en":
        return {message: message for message in catalogue("cs")}
    with (LOCALE / lang / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return {
            each.id: str(each.string)
            for each in read_po(source, locale=lang)
            if isinstance(each.id, str) and each.id
        }


def of_other_languages(lang: str) -> set[str]:
    """Messages that say in another language what ``lang`` says differently."""
    own = catalogue(lang)
    others = [catalogue(other) for other in LANGUAGES if other != lang]
    return {other[message] for other in others for message in other} - set(own.values())
