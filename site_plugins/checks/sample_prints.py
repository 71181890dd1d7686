"""What a centre has in common with the product's own sample, although it states it of itself.

The sample is known by prints, not by its files: a centre may be written over them. `make prints`
writes them after a change of the sample.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from centre.documents.documents import ENDING, FOLDER
from centre.facts.opening_hours import Block, Closure, Special
from centre.language.folding import fold
from centre.proofreading.prose import prose
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import content_files, is_there
from centre.reading.models import Fact
from centre.reading.text_files import text_of
from centre.reading.values import Translations
from centre.texts.content import Content

PRINTS: Final = Path(__file__).with_name("sample_prints.txt")

OWN_PAGES: Final = frozenset(
    {"home", "about", "contact", "documents", "donate", "house-rules", "jobs", "outreach", "team"}
    | {"mission"}
)
"""Pages that speak of one centre; all others may be the same everywhere."""
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_SENTENCE = 60  # letters from which on nobody writes the same by chance
_PARAGRAPHS = 2  # one may be the same by chance
_WORDING = 25
_FIGURES = 3  # one number of a year may be the same by chance
_BLOCKS = 3  # „Monday from nine“ may, too

Kind = Literal["fact", "text", "figure"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something by which the sample could be known."""

    kind: Kind
    text: str
    fault: Fault

    @property
    def print(self) -> str:
        """Sixteen hexadecimal digits."""
        said = f"{self.kind}\n{' '.join(fold(self.text).split())}"
        return blake2b(said.encode("utf-8"), digest_size=8).hexdigest()


def facts(content: Content) -> Iterator[Fault]:
    """Hours, places, people and figures that are the sample's."""
    known = known_prints()
    found = [mark for mark in marks(content) if mark.print in known]
    yield from (mark.fault for mark in found if mark.kind == "fact")
    figures = [mark.fault for mark in found if mark.kind == "figure"]
    if len(figures) >= _FIGURES:
        first = figures[0]
        message = f"čísel stejných jako v ukázce: {len(figures)}; napište svá, nebo soubor smažte"
        yield Fault(first.file, first.line, first.field, message)


def texts(content: Content) -> Iterator[Fault]:
    """Files whose paragraphs are the sample's, each once, at its first one."""
    known = known_prints()
    found = [mark for mark in marks(content) if mark.kind == "text" and mark.print in known]
    counted = Counter(mark.fault.file for mark in found)
    first = {mark.fault.file: mark.fault for mark in reversed(found)}
    for file, number in counted.items():
        if number < _PARAGRAPHS:
            continue
        message = (
            f"stejné jako v ukázce (odstavců: {number}); stránka mluví o vás, napište ji po svém"
        )
        yield Fault(file, first[file].line, "", message)


def known_prints() -> frozenset[str]:
    """By what this sample and earlier ones are known."""
    return frozenset(PRINTS.read_text("ascii").split())


def marks(content: Content) -> Iterator[Mark]:
    """Everything by which the sample could be known, were ``content`` the sample."""
    yield from _of_the_centre(content)
    yield from _of_places(content)
    yield from _of_hours(content)
    yield from _of_lists(content)
    yield from _of_files(content.root)
    yield from _of_documents(content.root)
    own = [prose(page.text, page.front) for page in content.pages if page.id in OWN_PAGES]
    own += [prose(item.text, item.front) for item in content.news]
    for text in own:
        for piece in text.pieces:
            if len(piece.text) >= _SENTENCE:
                yield Mark("text", piece.text, Fault(text.file, piece.line, "", ""))


def _of_the_centre(content: Content) -> Iterator[Mark]:
    centre = content.facts.centre
    contacts = centre.contacts
    for lang, name in centre.name.by_language.items():
        yield Mark("fact", f"{lang} {_IN_BRACKETS.sub('', name)}", centre.fault("name", _SAME))
    yield from _words(centre.provider, "name", centre.provider.name, least=1)
    yield _mark(centre, "base_url", centre.base_url)
    yield _mark(contacts, "email", contacts.email)
    if contacts.data_box:
        yield _mark(contacts, "data_box", contacts.data_box)
    for phone in contacts.phones.values():
        yield _mark(phone, "number", phone.digits)
    yield from _words(centre, "recognise", centre.recognise)
    yield from _words(centre, "opening_note", centre.opening_note)
    for funder in centre.funders:
        yield from _words(funder, "name", funder.name, least=1)
    for processor in centre.processors:
        yield from _words(processor, "name", processor.name, least=1)


def _of_places(content: Content) -> Iterator[Mark]:
    for house in content.facts.premises:
        yield _mark(house.address, "street", str(house.address))
        if house.coordinates:
            where = f"{house.coordinates.lat} {house.coordinates.lon}"
            yield _mark(house.coordinates, "", where)
        yield from _words(house, "accessibility", house.accessibility)
        yield from _words(house, "directions", house.directions)
    for town in content.facts.towns:
        yield _mark(town, "", town.model_dump_json())


def _of_hours(content: Content) -> Iterator[Mark]:
    for place, blocks in content.facts.hours.items():
        if blocks:
            said = "\n".join(sorted(map(_of_block, blocks)))
            whose = "" if len(blocks) >= _BLOCKS else f"{place}\n"
            yield _mark(blocks[0], "", f"{whose}{said}")
    exceptions: tuple[Closure | Special, ...] = (*content.facts.closures, *content.facts.specials)
    for exception in exceptions:
        yield _mark(exception, "", exception.model_dump_json(exclude={"reason": {"en", "uk"}}))


def _of_block(block: Block) -> str:
    return block.model_dump_json(exclude_defaults=True)


def _of_lists(content: Content) -> Iterator[Mark]:
    listings = content.listings
    for alert in listings.alerts.alerts if listings.alerts else ():
        for name in ("title", "area", "what", "advice", "source"):
            yield from _words(alert, name, getattr(alert, name))
    for partner in listings.partners.partners:
        yield from _words(partner, "name", partner.name, least=1)
        yield from _words(partner, "offers", partner.offers)
    for table in listings.funder_tables:
        yield _mark(table, "title", table.title)
    for year in listings.judgements.years:
        for judgement in year.judgements:
            yield from _words(judgement, "text", judgement.text)


def _of_files(root: Path) -> Iterator[Mark]:
    for name in ("brand/wordmark.svg", "data/map.yaml", "data/accessibility.yaml"):
        if text := _text_of(root / name):
            yield Mark("fact", text, Fault(file_name(root / name), 1, "", _SAME))
    results = root / "data" / "results.csv"
    for line, row in enumerate(csv.reader(_text_of(results).splitlines()), 1):
        if len(row) >= 4 and row[3].strip().isdigit():
            said = " ".join(cell.strip() for cell in row[:4])
            yield Mark("figure", said, Fault(file_name(results), line, "value", _SAME))


def _of_documents(root: Path) -> Iterator[Mark]:
    paths, _ = content_files(root / FOLDER, ENDING)
    for path in paths:
        digest = blake2b(path.read_bytes(), digest_size=8).hexdigest()
        message = "je to dokument z ukázky; dejte sem svůj, nebo ho smažte"
        yield Mark("fact", f"pdf {digest}", Fault(file_name(path), 1, "", message))


def _text_of(path: Path) -> str:
    try:
        return text_of(path) if is_there(path) else ""
    except Faults:
        return ""  # whoever reads the file tells it


_SAME = "je to stejné jako v ukázce; napište, co platí u vás"


def _mark(owner: Fact, field: str, text: str) -> Mark:
    return Mark("fact", text, owner.fault(field, _SAME))


def _words(
    owner: Fact, field: str, words: Translations | None, least: int = _WORDING
) -> Iterator[Mark]:
    for lang, text in (words.by_language if words else {}).items():
        if len(text) >= least:
            place = words if words and words.line else None
            fault = place.fault(lang, _SAME) if place else owner.fault(field, _SAME)
            yield Mark("fact", text, fault)
