"""The words for readers that stand among the facts, such as why it is closed, or whom a helpline is
for.

They are read like a text: one prose for each file and language, every value a piece with its own
line.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from centre.language.languages import LANGUAGES, ORIGINAL
from centre.proofreading.prose import Piece, Prose, without_marks
from centre.reading.faults import Fault
from centre.reading.models import Fact
from centre.reading.values import Translations

_NAMES = {"name", "operator"}
"""Fields that hold proper names: plain Czech is right in every language."""

FieldText = tuple[Fact, str, Translations]
"""The fact that says something, in which of its fields, and the words."""


def texts_of(facts: object) -> list[FieldText]:
    """All words in ``facts`` (a fact, or whatever holds some), each once."""
    return list(_texts_within(facts, None, "", set()))


def proses(words: Iterable[FieldText]) -> list[Prose]:
    """The words as texts to read."""
    pieces: dict[tuple[str, str], list[Piece]] = {}
    for owner, field, each in words:
        for lang, text in each.by_language.items():
            place = _place(owner, field, each, lang)
            piece = Piece("paragraph", place.line, text, without_marks(text, lang), place.field)
            pieces.setdefault((place.file, lang), []).append(piece)
    return [Prose(file, lang, tuple(read)) for (file, lang), read in pieces.items()]


def untranslated(words: Iterable[FieldText], spoken: Iterable[str]) -> Iterator[Fault]:
    """Advice on words that a reader of one of the languages ``spoken`` will get in Czech."""
    wanted = [lang for lang in LANGUAGES if lang != ORIGINAL and lang in spoken]
    for owner, field, each in words:
        missing = [lang for lang in wanted if each.language_of(lang) == ORIGINAL]
        is_plain = not each.line
        if missing and not (is_plain and field in _NAMES):
            place = _place(owner, field, each, ORIGINAL)
            groups = " ve skupině cs, en, uk" if is_plain else ""
            message = (
                f"chybí překlad ({', '.join(missing)}), čtenář uvidí češtinu; dopište ho{groups}"
            )
            yield Fault(place.file, place.line, place.field, message)


def _place(owner: Fact, field: str, words: Translations, lang: str) -> Fault:
    return words.fault(lang, "") if words.line else owner.fault(field, "")


def _texts_within(
    found: object, owner: Fact | None, field: str, seen: set[int]
) -> Iterator[FieldText]:
    if id(found) in seen:
        return
    seen.add(id(found))
    if isinstance(found, Translations):
        if owner is not None:
            yield owner, field, found
    elif isinstance(found, Fact):
        for name in type(found).model_fields:
            yield from _texts_within(getattr(found, name), found, name, seen)
    elif isinstance(found, Mapping):
        for each in found.values():
            yield from _texts_within(each, owner, field, seen)
    elif isinstance(found, tuple):
        for each in found:
            yield from _texts_within(each, owner, field, seen)
    elif is_dataclass(found):
        for part in fields(found):
            yield from _texts_within(getattr(found, part.name), owner, field, seen)
