"""In which texts of a centre a fact stands, so that whoever changes it knows what readers meet."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from centre.language.languages import ORIGINAL
from centre.layers.folder import text_files
from centre.reading.faults import Faults
from centre.reading.text_files import text_of

FOLDERS: Final = ("pages", "services", "questions", "news", "intake", "desk")
WITHOUT_TITLE: Final = {"intake": "Slova u formulářů a ve schránce", "desk": "Šablona odpovědi"}
"""How texts of a folder are called that nobody opens by a title."""

_TITLE: Final = re.compile(r"^title:\s*(.+?)\s*$", re.MULTILINE)


def of_snippet(root: Path, kinds: tuple[str, ...], name: str) -> list[str]:
    """The titles of texts with a snippet such as ``[[tel:centre]]``, each once."""
    snippet = re.compile(rf"\[\[(?:{'|'.join(kinds)}):{re.escape(name)}\]\]")
    return list(dict.fromkeys(_titles(root, snippet)))


def of_words(root: Path, words: str) -> list[str]:
    """The titles of texts in which these words are written out."""
    return list(dict.fromkeys(_titles(root, re.compile(re.escape(words), re.IGNORECASE))))


def _titles(root: Path, pattern: re.Pattern[str]) -> Iterator[str]:
    for folder in FOLDERS:
        paths, _ = text_files(root, f"{ORIGINAL}/{folder}", ".md")
        for path in paths:
            with suppress(Faults):  # whatever cannot be read is told by the check
                text = text_of(path)
                if pattern.search(text):
                    yield _title(folder, text, path)


def _title(folder: str, text: str, path: Path) -> str:
    found = _TITLE.search(text)
    title = found[1].strip("\"'") if found else path.stem
    if folder == "intake":
        return WITHOUT_TITLE[folder]
    return f"{WITHOUT_TITLE[folder]}: {title}" if folder in WITHOUT_TITLE else title
