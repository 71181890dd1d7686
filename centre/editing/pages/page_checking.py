"""What is wrong with a page as it is being written, each fault with the line that it is about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from centre.approvals.given import Given, read_approvals
from centre.approvals.standing import Standing
from centre.editing.checking import remembering
from centre.editing.opened_file import OpenedFile
from centre.editing.pages import beginnings
from centre.editing.pages.page_files import PageFile, PageKind
from centre.proofreading.proof_reader import ProofReader
from centre.proofreading.prose import Prose, prose
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import as_if_written
from centre.reading.front_matter import FrontMatter
from centre.reading.reader import read_markdown
from centre.texts import content
from centre.texts.content import Content

_NOT_WRITTEN: Final = "tu je ještě co doplnit; napište to, nebo smažte"


@dataclass(frozen=True)
class PlacedFault:
    """Something to mend in a draft, or to look at."""

    words: str
    line: int
    """In the file, counted from 1; 0 where another file is meant."""
    shown: str
    """What stands on that line; the name of the file where it is another one."""


@dataclass(frozen=True)
class Checked:
    """What the check says of a draft."""

    wrong: tuple[PlacedFault, ...]
    """What stops it from being published."""
    advice: tuple[PlacedFault, ...]


def check(page: PageFile, opened: OpenedFile, text: str, day: date) -> Checked:
    """What is wrong with ``text`` in the place of a page, and what it would break elsewhere."""
    file = file_name(opened.path)
    with remembering():
        faults, advice = _found(page, opened, text, day)
        elsewhere = [each for each in faults if each.file != file]
        if elsewhere:  # reading everything takes seconds: once is enough where all is in order
            before = {_told(each) for each in _found(page, opened, opened.text, day)[0]}
            elsewhere = [each for each in elsewhere if _told(each) not in before]
    new = [*(each for each in faults if each.file == file), *elsewhere]
    new += unfinished(file, text)
    return Checked(
        tuple(placed_faults(page, new, file, text)), tuple(placed_faults(page, advice, file, text))
    )


def _found(
    page: PageFile, opened: OpenedFile, text: str, day: date
) -> tuple[Sequence[Fault], Sequence[Fault]]:
    """Every fault with ``text`` in the place of the page, and advice on the page itself."""
    with as_if_written(opened.path, opened.written(text)):
        try:
            found = content.read_leniently(opened.root, day)
        except Faults as error:
            return error.all, ()
        reader = ProofReader(found)
        of_page = _prose(page, found)
        advice = list(reader.advice_on(of_page)) if of_page else []
        return [*found.faults, *reader.errors()], advice


def unfinished(file: str, text: str) -> Iterator[Fault]:
    """Places that a person still has to fill in."""
    for number, line in enumerate(text.split("\n"), 1):
        if beginnings.is_unfinished(line):
            yield Fault(file, number, "", _NOT_WRITTEN)


def placed_faults(
    page: PageFile, faults: Iterable[Fault], file: str, text: str
) -> Iterator[PlacedFault]:
    """Faults as their writer understands them: by what stands on the line."""
    lines = text.replace("\r\n", "\n").split("\n")
    for each in sorted(set(faults)):
        if each.file == file:
            shown = lines[each.line - 1].strip() if 0 < each.line <= len(lines) else ""
            yield PlacedFault(_in_words(page, each), each.line, shown)
        else:
            yield PlacedFault(_in_words(page, each), 0, short_name(each.file))


def short_name(file: str) -> str:
    """A file below the folder of the content: ``cs/pages/wound.md``."""
    return "/".join(file.split("/")[-3:])


def lost_approvals(opened: OpenedFile, page: PageFile, text: str) -> tuple[Given, ...]:
    """Approvals that the page loses when it says ``text``."""
    if page.kind is PageKind.NEWS:
        return ()
    before = _standing(opened, page, opened.text)
    after = _standing(opened, page, text)
    return tuple(each for each in before.given if each not in after.given) if after else ()


def standing_of(opened: OpenedFile, page: PageFile, text: str) -> Standing | None:
    """How a page would stand with those who approve it; None for news, and what has no head."""
    return None if page.kind is PageKind.NEWS else _read_standing(opened, page, text)


def _standing(opened: OpenedFile, page: PageFile, text: str) -> Standing:
    return _read_standing(opened, page, text) or Standing(page.name, "")


def _read_standing(opened: OpenedFile, page: PageFile, text: str) -> Standing | None:
    with as_if_written(opened.path, text):
        front, read, _ = read_markdown(opened.path, page.lang, FrontMatter)
    if front is None or read is None:
        return None
    approvals, _ = read_approvals(opened.root)
    words = (front.title, front.nav, front.lead, read.source)
    return Standing.of(approvals, page.name, front.approval, *words)


def _prose(page: PageFile, found: Content) -> Prose | None:
    if page.kind is PageKind.NEWS:
        item = found.news.translations(page.id).get(page.lang)
        return prose(item.text, item.front) if item else None
    read = found.pages.get(page.id, page.lang)
    return prose(read.text, read.front) if read else None


def _in_words(page: PageFile, fault: Fault) -> str:
    title = next(
        (
            info.title
            for name, info in page.kind.front.model_fields.items()
            if fault.field.split(".")[0] in (name, info.alias) and info.title
        ),
        "",
    )
    message = f"{title}: {fault.message}" if title else fault.message
    return f"{message[:1].upper()}{message[1:]}."


def _told(fault: Fault) -> tuple[str, str, str]:
    return fault.file, fault.field, fault.message
