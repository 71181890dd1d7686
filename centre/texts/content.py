"""Everything under ``content/`` read once: facts, pages, passages, held against each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from centre.approvals.given import Approvals, read_approvals
from centre.approvals.standing import Standing
from centre.facts.loading import Facts, load_facts
from centre.hours.timetable import Timetable
from centre.layers.folder import is_common_text, said
from centre.listings.lines import Line, has_lists
from centre.listings.loading import Listings, read_listings
from centre.reading.faults import Fault, Faults, file_name
from centre.texts import search_words
from centre.texts.brand import read_wordmark
from centre.texts.crisis_words import CrisisWords, read_crisis_words
from centre.texts.folder import stray_files
from centre.texts.pages import Page, Pages, read_pages
from centre.texts.passages import Passages, read_passages
from centre.texts.renderer import Jump, Rendered, Renderer
from centre.texts.snippets import FactSnippets


@dataclass(frozen=True, slots=True)
class Content:
    """What staff wrote, ready to be shown. ``faults`` is empty unless it was read leniently."""

    root: Path
    day: date
    facts: Facts
    listings: Listings
    pages: Pages
    texts: Mapping[tuple[str, str], Rendered]
    passages: Passages
    approvals: Approvals
    wordmark: str
    crisis_words: CrisisWords
    faults: tuple[Fault, ...] = ()

    def text(self, page: Page) -> Rendered:
        """The text of a page as HTML."""
        return self.texts[page.id, page.lang]

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How every text stands with those who approve it."""
        return tuple(each.standing for each in (*self.pages, *self.passages))

    def page_of(self, path: Path) -> Page | None:
        """The page that a file became, or nothing when it could not be used."""
        return self.pages.of_file(file_name(path))


def read(root: Path, day: date) -> Content:
    """Read all content as of ``day``. Raises Faults with every fault of every file."""
    content = read_leniently(root, day)
    if content.faults:
        raise Faults(content.faults)
    return content


def read_leniently(root: Path, day: date) -> Content:
    """Read all content as of ``day``: what can be used, together with the faults.

    Raises Faults only where the facts themselves cannot be read: no page can be shown without them.
    Even then every other fault is told too, as far as it can be seen without the facts.
    """
    pages, faults = read_pages(root)
    faults += stray_files(root)
    approvals, found = read_approvals(root)
    faults += (*found, *approvals.faults(day))
    faults += said(root)[1]
    crisis_words, found = read_crisis_words(root / "data")
    faults += found
    try:
        facts = load_facts(root / "data", today=day)
    except Faults as error:
        raise Faults([*error.all, *faults, *_faults_without_facts(root, pages)]) from None
    faults += _uncomputable(facts, root / "data")
    listings, found = read_listings(root / "data", facts.centre, day)
    faults += found
    snippets = FactSnippets(facts, day)
    texts, found = _rendered(pages, Renderer(snippets, pages, listings))
    faults += found
    faults += _dead_anchors(texts, pages)
    faults += search_words.faults(pages, texts)
    passages, found = read_passages(root, Renderer(snippets, pages))
    faults += found
    wordmark, found = read_wordmark(root)
    faults += found
    return Content(
        root=root,
        day=day,
        facts=facts,
        listings=listings,
        pages=pages,
        texts=MappingProxyType(texts),
        passages=passages,
        approvals=approvals,
        wordmark=wordmark,
        crisis_words=crisis_words,
        faults=Faults(faults).all,
    )


def _uncomputable(facts: Facts, data: Path) -> Iterable[Fault]:
    """A fault where the engine of the hours refuses what the models have let through."""
    try:
        Timetable(facts)
    except Exception as error:  # whatever the engine raises; a build would only fail later
        message = f"z hodin a výjimek nejde spočítat, kdy je otevřeno ({type(error).__name__})"
        yield Fault(file_name(data / "hours.yaml"), 1, "hours", message)


def _rendered(
    pages: Pages, renderer: Renderer
) -> tuple[dict[tuple[str, str], Rendered], list[Fault]]:
    texts: dict[tuple[str, str], Rendered] = {}
    faults: list[Fault] = []
    for page in pages:
        texts[page.id, page.lang], found = renderer.render(page.text, page=page.id)
        faults += found
    return texts, faults


class _AnyFact:
    """Stands in for facts that cannot be read now: whatever a text asks for may be among them."""

    def get(self, kind: str, name: str) -> str:
        """The name itself, as the piece of a text."""
        return name

    def lines(self, name: str, lang: str) -> Sequence[Line]:
        """No lines, although a list may bring headings of its own."""
        return ()


def _faults_without_facts(root: Path, pages: Pages) -> list[Fault]:
    """What is wrong in the texts and in the wordmark without a look at any fact."""
    unknown = _AnyFact()
    texts, faults = _rendered(pages, Renderer(unknown, pages, unknown))
    complete = [page for page in pages if not has_lists(page.text)]
    faults += _dead_anchors(
        {(page.id, page.lang): texts[page.id, page.lang] for page in complete}, pages
    )
    faults += read_passages(root, Renderer(unknown, pages))[1]
    faults += read_wordmark(root)[1]
    return faults


def _dead_anchors(texts: Mapping[tuple[str, str], Rendered], pages: Pages) -> Iterable[Fault]:
    for text in texts.values():
        for jump in text.jumps:
            target = texts.get((jump.page, jump.lang))
            if target and jump.anchor not in target.anchors:
                yield _where_it_can_be_mended(jump, pages.get(jump.page, jump.lang))


def _where_it_can_be_mended(jump: Jump, target: Page | None) -> Fault:
    """Of a common text a centre cannot change the link, only its own page that lacks the anchor."""
    if target is None or not is_common_text(jump.fault.file) or is_common_text(target.text.file):
        return jump.fault
    message = f"vedou sem společné texty; k nadpisu, kde to stojí, dejte {{#{jump.anchor}}}"
    return Fault(target.text.file, 1, "", message)
