"""Every word and number that a centre states, one by one, with file and line: for checks that look
at all of them alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property

from centre.language.folding import fold
from centre.language.languages import ORIGINAL
from centre.proofreading.prose import Kind, Prose, prose
from centre.reading.faults import Fault
from centre.reading.models import Fact
from centre.reading.values import Translations
from centre.texts.content import Content


@dataclass(frozen=True)
class Statement:
    """A field of the facts, or a piece of a text.

    ``name`` is the field, or the kind of the piece; ``raw`` is what was typed, marks included.
    """

    place: Fault
    name: str
    text: str
    raw: str
    lang: str

    @cached_property
    def folded(self) -> str:
        """In small letters without accents, spaces and lines as they are."""
        return fold(self.text)

    def fault(self, message: str, before: str = "") -> Fault:
        """A fault here; ``before`` is what stands in the text before the place that is meant."""
        line = self.place.line + before.count("\n")
        return Fault(self.place.file, line, self.place.field, message)


def in_facts(content: Content) -> list[Statement]:
    """What stands among the facts and lists."""
    return list(_within((content.facts, content.listings), None, "", set()))


def in_texts(content: Content) -> list[Statement]:
    """What stands in pages, news and passages, their titles and leads included."""
    texts = [prose(page.text, page.front) for page in content.pages]
    texts += [prose(item.text, item.front) for item in content.news]
    texts += [prose(passage.text) for passage in content.passages]
    return [each for text in texts for each in _pieces(text)]


def _pieces(text: Prose) -> Iterator[Statement]:
    for piece in text.pieces:
        kind: Kind | str = piece.field or piece.kind
        place = Fault(text.file, piece.line, piece.field, "")
        yield Statement(place, kind, piece.text, piece.raw, text.lang)


def _within(found: object, owner: Fact | None, name: str, seen: set[int]) -> Iterator[Statement]:
    if isinstance(found, str):
        if owner is not None:
            yield Statement(owner.fault(name, ""), name, found, found, ORIGINAL)
        return
    if id(found) in seen:
        return
    seen.add(id(found))
    if isinstance(found, Translations):
        yield from _translated(found, owner, name)
    elif isinstance(found, Fact):
        for field, described in type(found).model_fields.items():
            yield from _within(getattr(found, field), found, described.alias or field, seen)
    elif isinstance(found, Mapping):
        for each in found.values():
            yield from _within(each, owner, name, seen)
    elif isinstance(found, tuple):
        for each in found:
            yield from _within(each, owner, name, seen)
    elif is_dataclass(found):
        for part in fields(found):
            yield from _within(getattr(found, part.name), owner, name, seen)


def _translated(words: Translations, owner: Fact | None, name: str) -> Iterator[Statement]:
    for lang, text in words.by_language.items():
        if words.line:
            yield Statement(words.fault(lang, ""), name, text, text, lang)
        elif owner is not None and owner.line:  # neither: a default of ours, which nobody wrote
            yield Statement(owner.fault(name, ""), name, text, text, lang)
