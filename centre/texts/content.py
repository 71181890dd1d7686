"""Everything under ``content/`` read once: facts, pages, passages, held against each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from centre.approvals.given import Approvals, read_approvals
from centre.approvals.outdated import OutdatedTranslations, read_outdated
from centre.approvals.standing import Standing
from centre.documents.documents import Documents
from centre.facts.loading import Facts, load_facts
from centre.hours.timetable import Timetable
from centre.keeping.memory import made_of
from centre.language.languages import ORIGINAL
from centre.layers.folder import is_common_text, said
from centre.listings.lines import Line, has_lists
from centre.listings.loading import Listings, read_listings
from centre.news.items import News, NewsItem
from centre.news.reading import advice_on_news, read_news
from centre.pictures.pictures import Picture, Pictures, read_pictures
from centre.pictures.widths import PAGE_BYTES
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.messages import suggestion
from centre.texts import search_words
from centre.texts.brand import read_drawings, read_wordmark
from centre.texts.crisis_words import CrisisWords, read_crisis_words
from centre.texts.folder import stray_files
from centre.texts.pages import Page, Pages, read_pages
from centre.texts.passages import Passages, read_passages
from centre.texts.renderer import Jump, Rendered, Renderer
from centre.texts.replies.templates import ReplyTemplates, TemplateReading
from centre.texts.snippets import FactSnippets

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Content:
    """What staff wrote, ready to be shown. ``faults`` is empty unless it was read leniently."""

    root: Path
    day: date
    facts: Facts
    listings: Listings
    pages: Pages
    news: News
    texts: Mapping[tuple[str, str], Rendered]
    passages: Passages
    replies: ReplyTemplates
    approvals: Approvals
    outdated: OutdatedTranslations
    wordmark: str
    drawings: Mapping[str, str]
    """Drawings by the id of the page that shows them."""
    crisis_words: CrisisWords
    pictures: Pictures = field(default_factory=Pictures)
    faults: tuple[Fault, ...] = ()

    def text(self, page: Page) -> Rendered:
        """The text of a page as HTML."""
        return self.texts[page.id, page.lang]

    def news_text(self, item: NewsItem) -> Rendered:
        """The text of a piece of news as HTML."""
        return self.texts[item.place_among_texts, item.lang]

    @property
    def shown_pictures(self) -> list[Picture]:
        """Those that a text shows: the others are for nobody outside yet."""
        names = {use.name for text in self.texts.values() for use in text.pictures}
        return [each for name, each in self.pictures.by_name.items() if name in names]

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How every text stands with those who approve it."""
        return tuple(each.standing for each in (*self.pages, *self.passages, *self.replies))

    @property
    def advice(self) -> tuple[Fault, ...]:
        """What has passed, is long ago, or is found by nobody; it stops nothing."""
        texts = (*self.texts.values(), *self.passages.rendered)
        linked = {link.name for text in texts for link in text.documents}
        unlinked = (each.entry for each in self.listings.documents if each.entry.name not in linked)
        message = "na dokument nikde nevede odkaz; dejte na stránku Dokumenty [[list:documents]]"
        found = (each.fault("file", message) for each in unlinked)
        return (
            *self.facts.advice,
            *self.listings.advice,
            *advice_on_news(self.news),
            *found,
        )

    def outdated_since(self, page: Page) -> date | None:
        """When the Czech page was changed, where a translation of a text that needs a doctor or a
        lawyer does not show it yet."""
        original = self.pages.get(page.id, ORIGINAL)
        if original is None or original is page or not original.standing.needs:
            return None
        return self.outdated.since(page.standing, original.standing)

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
    faults = _FoundFaults()
    pages = faults.of(read_pages(root))
    news = faults.of(read_news(root, day))
    faults += stray_files(root)
    approvals = faults.of(read_approvals(root))
    faults += approvals.faults(day)
    outdated = faults.of(read_outdated(root))
    faults.of(said(root))
    crisis_words = faults.of(read_crisis_words(root / "data"))
    try:
        facts = load_facts(root / "data", today=day)
    except Faults as error:
        raise Faults([*error.all, *faults, *_faults_without_facts(root, pages, news)]) from None
    faults += _uncomputable(facts, root / "data")
    listings, in_lists = read_listings(root / "data", facts.centre, day)
    faults += in_lists
    snippets = made_of("snippets", (facts,), lambda: FactSnippets(facts, day), day)
    pictures = faults.of(read_pictures(root))
    of_pages = made_of(
        "snippets of pages", (facts, pictures), lambda: FactSnippets(facts, day, pictures), day
    )
    texts = faults.of(_rendered(pages, news, Renderer(of_pages, pages, listings)))
    faults += _too_heavy(texts.values(), pictures)
    faults += _dead_anchors(texts, pages, lists_are_whole=not in_lists)
    faults += search_words.faults(pages, texts)
    passages = faults.of(read_passages(root, Renderer(snippets, pages)))
    faults += _dead_document_links((*texts.values(), *passages.rendered), listings.documents)
    replies = TemplateReading.of(root, snippets, approvals)
    faults += replies.faults
    wordmark = faults.of(read_wordmark(root))
    drawings = faults.of(read_drawings(root, pages.ids))
    return Content(
        root=root,
        day=day,
        facts=facts,
        listings=listings,
        pages=pages,
        news=news,
        texts=MappingProxyType(texts),
        passages=passages,
        replies=replies.templates,
        approvals=approvals,
        outdated=outdated,
        wordmark=wordmark,
        drawings=drawings,
        crisis_words=crisis_words,
        pictures=pictures,
        faults=Faults(faults).all,
    )


class _FoundFaults(list[Fault]):
    """What is wrong with all that was read so far."""

    def of(self, read: tuple[Read, Iterable[Fault]]) -> Read:
        """What was read; its faults are kept here."""
        self += read[1]
        return read[0]


def _uncomputable(facts: Facts, data: Path) -> Iterable[Fault]:
    """A fault where the engine of the hours refuses what the models have let through."""
    try:
        Timetable(facts)
    except Exception as error:  # whatever the engine raises; a build would only fail later
        message = f"z hodin a výjimek nejde spočítat, kdy je otevřeno ({type(error).__name__})"
        yield Fault(file_name(data / "hours.yaml"), 1, "hours", message)


def _rendered(
    pages: Pages, news: News, renderer: Renderer
) -> tuple[dict[tuple[str, str], Rendered], list[Fault]]:
    texts: dict[tuple[str, str], Rendered] = {}
    faults: list[Fault] = []
    for page in pages:
        texts[page.id, page.lang], found = renderer.render(page.text, page=page.id)
        faults += found
    for item in news:
        place = item.place_among_texts
        texts[place, item.lang], found = renderer.render(item.text, page=place)
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


def _faults_without_facts(root: Path, pages: Pages, news: News) -> list[Fault]:
    """What is wrong in the texts and in the wordmark without a look at any fact."""
    unknown = _AnyFact()
    texts, faults = _rendered(pages, news, Renderer(unknown, pages, unknown))
    faults += _dead_anchors(texts, pages, lists_are_whole=False)
    faults += read_passages(root, Renderer(unknown, pages))[1]
    faults += TemplateReading.of(root, unknown, Approvals()).faults
    faults += read_wordmark(root)[1]
    faults += read_drawings(root, pages.ids)[1]
    return faults


def _dead_anchors(
    texts: Mapping[tuple[str, str], Rendered], pages: Pages, *, lists_are_whole: bool
) -> Iterable[Fault]:
    """Jumps that lead nowhere; a list that cannot be read may have held their heading."""
    for text in texts.values():
        for jump in text.jumps:
            target = texts.get((jump.page, jump.lang))
            page = pages.get(jump.page, jump.lang)
            if target is None or jump.anchor in target.anchors:
                continue
            if lists_are_whole or page is None or not has_lists(page.text):
                yield _where_it_can_be_mended(jump, page)


def _dead_document_links(texts: Iterable[Rendered], documents: Documents) -> Iterable[Fault]:
    if documents.broken:
        return
    for link in (link for text in texts for link in text.documents):
        if link.name not in documents.names:
            near = suggestion(link.name, documents.names)
            yield replace(link.fault, message=f"{link.fault.message}{near}")


def _too_heavy(texts: Iterable[Rendered], pictures: Pictures) -> Iterable[Fault]:
    """Pages whose pictures are more than a phone with little data should fetch."""
    for text in texts:
        weight = 0
        for use in text.pictures:
            found = pictures.by_name.get(use.name)
            weight += found.weight if found else 0
            if found and weight > PAGE_BYTES:
                message = (
                    f"obrázky na stránce mají s tímhle dohromady {weight // 1000} kB, na mobilních"
                    f" datech je to moc; vejde se {PAGE_BYTES // 1000} kB, některý odeberte"
                )
                yield replace(use.fault, message=message)
                break


def _where_it_can_be_mended(jump: Jump, target: Page | None) -> Fault:
    """Of a common text a centre cannot change the link, only its own page that lacks the anchor."""
    if target is None or not is_common_text(jump.fault.file) or is_common_text(target.text.file):
        return jump.fault
    message = f"vedou sem společné texty; k nadpisu, kde to stojí, dejte {{#{jump.anchor}}}"
    return Fault(target.text.file, 1, "", message)
