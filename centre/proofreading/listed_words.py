"""The search words that the list of pages shows: like any other word on a page, they must hurt
nobody."""

from collections.abc import Iterator

from centre.language.languages import LANGUAGES
from centre.proofreading.prose import Piece, Prose
from centre.texts.synonyms import Synonyms


def proses(synonyms: Synonyms) -> Iterator[Prose]:
    """What of ``synonyms.yaml`` is shown, an entry each."""
    for lang in LANGUAGES:
        for entry in synonyms.of(lang):
            if entry.listed:
                place = entry.fault("listed", "")
                words = ", ".join(entry.listed)
                piece = Piece("head", place.line, words, words, place.field)
                yield Prose(place.file, lang, (piece,))
