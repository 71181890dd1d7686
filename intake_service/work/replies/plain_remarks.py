"""What reads badly: „ty“, an abbreviation that nobody explained, a sentence of many words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from centre.language.i18n import gettext
from centre.proofreading.checks import abbreviations, informal
from centre.proofreading.lists import read_lists
from centre.proofreading.prose import prose
from centre.proofreading.sentences import count_words
from centre.reading.front_matter import Text
from intake_service.work.replies.remark import Answer, Remark

MOST_WORDS: Final = 20
_POINT: Final = "- "
_BEGINNING: Final = 5  # words by which a sentence is found again


def in_order(answer: Answer, data: Path) -> Iterator[Remark]:
    """Remarks on how it reads; ``data`` holds the abbreviations that everybody knows."""
    words = prose(Text("", 1, answer.text, answer.lang))
    for each in informal.familiar_words(words):
        yield Remark(each.word, gettext("We say “vy”, also to children."))
        break
    known = read_lists(data).abbreviations.of(answer.lang)
    for each in abbreviations.unexplained_words(words, known):
        yield Remark(each.word, gettext("Not everybody knows this abbreviation. Write it out."))
        break
    for sentence in answer.sentences:
        if sentence.startswith(_POINT):
            continue  # a helpline with all that is known of it
        if (length := count_words(sentence)) > MOST_WORDS:
            beginning = " ".join(sentence.split()[:_BEGINNING])
            message = gettext("This sentence has %(words)s words. Split it: at most %(most)s.")
            yield Remark(f"{beginning} …", message % {"words": length, "most": MOST_WORDS})
            break
