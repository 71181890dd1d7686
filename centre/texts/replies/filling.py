"""A template as the plain text of an answer: facts in the place of its marks.

Only the template is ever looked through for marks. What a sender or a counsellor has typed never
passes here, so a mark in it stays the letters that it is.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from centre.language.i18n import speaking
from centre.reading.faults import Fault
from centre.reading.front_matter import Text
from centre.reading.messages import suggestion
from centre.texts.markup import SNIPPET, raw_html
from centre.texts.renderer import Snippets, UnknownSnippetError

VALUES: Final = ("answer_day", "next_opening", "next_outreach")
"""What the desk knows besides the facts: the day that is promised, and who can be met when."""

_MARK = re.compile(rf"{SNIPPET}(?P<stop>\.?)")
_ITEM = re.compile(r"(?:[-*+]|\d+\.)\s")
_HEADING_OR_CARD = re.compile(r"^\s*(?:#{1,6}\s|!!!\s|>\s|\|)", re.MULTILINE)
_SIGNS = re.compile(r"\*\*|__|`|\]\(|\{:")

Values = Mapping[str, str | None]
"""By name; None for what this centre does not have."""


class _NotKnown(Exception):
    """A mark asks for what this centre does not have."""


def filled(text: Text, snippets: Snippets, values: Values) -> str:
    """The words of a template with the facts of now: paragraphs and points of lists.

    A paragraph or a point that needs what the centre does not have is left out. A mark that nobody
    knows stays as it was typed: the check has told it.
    """
    with speaking(text.lang):
        paragraphs = ("\n".join(_lines(block, snippets, values)) for block in _blocks(text.source))
        return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def faults(text: Text, snippets: Snippets) -> Iterator[Fault]:
    """Marks that nobody knows, and signs that a plain text would show as they are."""
    with speaking(text.lang):
        for found in _MARK.finditer(text.source):
            try:
                _piece(found, snippets, dict.fromkeys(VALUES))
            except _NotKnown:
                continue
            except UnknownSnippetError as error:
                yield _fault(text, found.start(), str(error))
    for line, sign in raw_html(text.source):
        message = f"HTML v odpovědi nejde použít; je tu „{sign}“"
        yield Fault(*text.place(line - 1), "", message)
    for pattern in (_HEADING_OR_CARD, _SIGNS):
        for found in pattern.finditer(text.source):
            sign = found[0].strip()
            message = f"odpověď je prostý text, „{sign}“ by v ní zůstalo; pište jen věty a odrážky"
            yield _fault(text, found.start() + found[0].index(sign), message)


def _blocks(source: str) -> Iterator[list[str]]:
    """The lines of each paragraph and list, as they shall stand: a wrapped line is joined again."""
    for block in re.split(r"\n\s*\n", source.strip()):
        lines: list[str] = []
        for written in block.split("\n"):
            line = " ".join(written.split())
            if lines and not _ITEM.match(line):
                lines[-1] = f"{lines[-1]} {line}"
            else:
                lines.append(line)
        yield lines


def _lines(block: list[str], snippets: Snippets, values: Values) -> Iterator[str]:
    def piece(found: re.Match[str]) -> str:
        try:
            words = _piece(found, snippets, values)
        except UnknownSnippetError:
            return found[0]
        return words if words.endswith(".") else words + found["stop"]  # „…, z.ú.“ ends itself

    for line in block:
        try:
            yield _MARK.sub(piece, line)
        except _NotKnown:
            continue


def _piece(found: re.Match[str], snippets: Snippets, values: Values) -> str:
    if found["kind"] == "value":
        if found["name"] not in VALUES:
            near = suggestion(found["name"], VALUES)
            raise UnknownSnippetError(f"hodnotu „{found['name']}“ tu program nedává{near}")
        value: Element | str | None = values[found["name"]]
    else:
        value = snippets.get(found["kind"], found["name"])
    if value is None:
        raise _NotKnown
    return value if isinstance(value, str) else _in_words(value)


def _in_words(piece: Element) -> str:
    """The words of a piece; a link that shows no address is followed by it."""
    words = " ".join("".join(piece.itertext()).split())
    href = piece.get("href", "")
    return f"{words} ({href})" if href.startswith("https://") else words


def _fault(text: Text, position: int, message: str) -> Fault:
    return Fault(*text.place(text.source.count("\n", 0, position)), "", message)
