"""The words of buttons, labels and errors: the ``.po`` files, read like texts.

They belong to the programme, not to a centre; but a centre's readers meet them on every page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from centre.proofreading.prose import NEUTRAL, Piece, Prose, without_marks
from centre.reading.faults import Fault, file_name

_FIELD = "msgstr"
_VALUE = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")
_MARKUP = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's messages: what was translated, and faults of what was not."""

    prose: Prose
    faults: tuple[Fault, ...]


def read(locale: Path) -> Iterator[Catalogue]:
    """The catalogues in the folder ``locale``, each of its own language."""
    for path in sorted(locale.glob("*/LC_MESSAGES/messages.po")):
        yield _catalogue(path, path.parents[1].name)


def _catalogue(path: Path, lang: str) -> Catalogue:
    file = file_name(path)
    with path.open("rb") as source:
        messages = [message for message in read_po(source, locale=lang) if message.id]
    pieces: list[Piece] = []
    faults: list[Fault] = []
    for message in messages:
        line = message.lineno or 1
        translations = _all(message.string)
        if message.fuzzy or not all(translations):
            slip = "překlad nikdo nepotvrdil (fuzzy)" if message.fuzzy else "chybí překlad"
            faults.append(Fault(file, line, _FIELD, f"{slip}; přeložte „{_all(message.id)[0]}“"))
        elif translations == _all(message.id) and _is_a_sentence(message):
            faults.append(
                Fault(file, line, _FIELD, f"„{translations[0]}“ zůstalo anglicky; přeložte to")
            )
        else:
            pieces += [_piece(line, text, lang) for text in translations]
    return Catalogue(Prose(file, lang, tuple(pieces)), tuple(faults))


def _all(string: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (string or "",) if isinstance(string, str | None) else tuple(string)


def _is_a_sentence(message: Message) -> bool:
    """More than one word: „Menu“ may be the same in two languages, a sentence never is."""
    return " " in _VALUE.sub("", _all(message.id)[0]).strip()


def _piece(line: int, text: str, lang: str) -> Piece:
    words = without_marks(_MARKUP.sub("", _VALUE.sub(NEUTRAL, text)), lang)
    return Piece("paragraph", line, text, words, _FIELD)
