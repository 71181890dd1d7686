"""The search words that the list of pages shows: like any other word on a page, they must hurt
nobody."""

from collections.abc import Iterator

from centre.language.i18n import LANGUAGES
from centre.proofreading.prose import Piece, Prose
from centre.texts.synonyms import Synonyms


def proses(synonyms: Synonyms) -> Iterator[Prose]:
    """What of ``synonyms.yaml`` is shown, an entry each."""
    for lang in LANGUAGES:
        for entry in synonyms.of(lang):
            if entry.listed:
                here, words = entry.fault("listed", ""), ", ".join(entry.listed)
                yield Prose(here.file, lang, (Piece("head", here.line, words, words, here.field),))
