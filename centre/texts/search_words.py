"""Words that readers search by and that no page holds: ``search_words`` above a page's text.

People search in words of their own, often in slang. Such a word leads them to help and is never
shown; only ``listed_words`` are, in the list of all pages by letter.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from centre.keeping.memory import made_of
from centre.reading.faults import Fault
from centre.reading.front_matter import WHOLE_PAGE, FrontMatter
from centre.reading.messages import fold, suggestion
from centre.texts.pages import Page, Pages
from centre.texts.renderer import Rendered

Texts = Mapping[tuple[str, str], Rendered]
WordsByAnchor = dict[str, tuple[str, ...]]
"""Words by the anchor of the heading where they lead; by ``""`` those that lead to the page."""

_FIELDS = ("search_words", "listed_words")


def searched(page: Page) -> WordsByAnchor:
    """Every word that leads to the page, those of the list by letter first."""
    found = listed(page)
    for anchor, words in _by_anchor(page.front.search_words).items():
        found[anchor] = (*found.get(anchor, ()), *words)
    return found


def listed(page: Page) -> WordsByAnchor:
    """The words that the list by letter shows."""
    return _by_anchor(page.front.listed_words)


def _by_anchor(words: Mapping[str, tuple[str, ...]]) -> WordsByAnchor:
    return {"" if name == WHOLE_PAGE else name: found for name, found in words.items()}


def faults(pages: Pages, texts: Texts) -> Iterator[Fault]:
    """What is no word, and what leads to a heading that its page does not have."""
    for page in pages:
        front = page.front
        text = texts[page.id, page.lang]
        yield from made_of("search words", (front, text), partial(_faults_in, front, text))


def _faults_in(front: FrontMatter, text: Rendered) -> tuple[Fault, ...]:
    return tuple(_faults_of(front, text.anchors))


def _faults_of(front: FrontMatter, anchors: frozenset[str]) -> Iterator[Fault]:
    for field in _FIELDS:
        for name, words in getattr(front, field).items():
            place = f"{field}.{name}"
            if name != WHOLE_PAGE and name not in anchors:
                near = suggestion(name, anchors)
                yield front.fault(place, f"stránka nemá kotvu „{name}“{near}")
            for word in words:
                if not fold(word):
                    yield front.fault(place, f"„{word}“ není slovo")
