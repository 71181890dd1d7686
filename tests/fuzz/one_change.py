"""The check of the whole content with one file changed, in milliseconds.

What was read of the other files is remembered. Texts are rendered anew when facts change.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from centre.facts.loading import FILES, load_facts
from centre.listings import loading
from centre.listings.lines import has_lists
from centre.proofreading.proof_reader import ProofReader
from centre.proofreading.prose import prose
from centre.reading.faults import Fault, Faults
from centre.reading.reader import read_file
from centre.texts import content, pages, passages
from centre.texts.crisis_words import CRISIS_WORDS_FILE, read_crisis_words
from centre.texts.renderer import Renderer
from centre.texts.replies import templates
from centre.texts.snippets import FactSnippets
from site_plugins.checks import list_headings
from site_plugins.drawing import town_map
from site_plugins.search import questions
from site_plugins.search.questions import read_questions
from tests.fuzz.changes import Change

DAY = date(2026, 11, 28)


class OneChange:
    """A copy of the content in which one file after another is changed and put back."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.folder = folder / "content"
        shutil.copytree(source, self.folder)
        sample = content.read(self.folder, DAY)
        self._facts = sample.facts
        self._reader = ProofReader(sample)

    def faults(self, change: Change) -> list[Fault]:
        """What the check says; whatever else is raised is a defect."""
        path = self.folder / change.name
        path.write_bytes(change.after)
        try:
            found = content.read_leniently(self.folder, DAY)
            drawn = town_map.faults(path.parent) if path.name == town_map.FILE else ()
            asked = read_questions(found)[1] if path.name == questions.FILE else ()
            lists = list_headings.faults(found) if path.suffix == ".md" else ()
            of_language = self._faults_of_language(found, path)
            return [*found.faults, *lists, *drawn, *asked, *of_language]
        except Faults as error:
            return list(error.all)
        finally:
            path.write_bytes(change.before)

    def _faults_of_language(self, found: content.Content, path: Path) -> Iterator[Fault]:
        if path.is_relative_to(self.folder / "data"):
            yield from [] if found.faults else ProofReader(found).errors()
        for text, front in (
            *((page.text, page.front) for page in found.pages),
            *((passage.text, None) for passage in found.passages),
            *((reply.text, None) for reply in found.replies),
        ):
            if text.file == path.as_posix():
                yield from self._reader.errors_in(prose(text, front))
                list(self._reader.advice_on(prose(text, front)))


@contextmanager
def remembered() -> Iterator[None]:
    """While it lasts, no file is read twice and no text rendered twice for the same facts."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (pages, passages, templates):
            patch.setattr(module, "read_markdown", _by_bytes(module.read_markdown))
        patch.setattr(loading, "read_file", _by_bytes(read_file))
        patch.setattr(
            content, "read_crisis_words", _by_files(read_crisis_words, (CRISIS_WORDS_FILE,))
        )
        patch.setattr(content, "load_facts", _by_files(load_facts, FILES))
        patch.setattr(content, "read_listings", _by_files(loading.read_listings))
        patch.setattr(content, "FactSnippets", _by_identity(FactSnippets))
        patch.setattr(Renderer, "render", _by_text(Renderer.render))
        yield


def _by_bytes(read: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[object, Any] = {}

    def read_once(path: Path, *given: object, **named: object) -> Any:
        written = path.read_bytes() if path.exists() else None
        key = (path, written, given, tuple(named.items()))
        if key not in known:
            known[key] = read(path, *given, **named)
        return _with_own_faults(known[key])

    return read_once


def _by_files(read: Callable[..., Any], names: tuple[str, ...] = ()) -> Callable[..., Any]:
    """By the bytes of these files of a folder, or of all; what is raised is not remembered."""
    known: dict[object, Any] = {}

    def read_once(data: Path, *given: object, **named: object) -> Any:
        files = [data / name for name in names]
        files = files or sorted(path for path in data.rglob("*") if path.is_file())
        key = (tuple(path.read_bytes() for path in files), *map(id, given))
        if key not in known:
            known[key] = (given, read(data, *given, **named))
        return _with_own_faults(known[key][1])

    return read_once


def _by_identity(make: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[object, Any] = {}

    def make_once(facts: Any, day: date, pictures: object = None) -> Any:
        key = (id(facts), day, id(pictures))
        if key not in known:
            known[key] = (facts, pictures, make(facts, day, pictures))
        return known[key][-1]

    return make_once


def _by_text(render: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[object, Any] = {}

    def render_once(self: Renderer, text: Any, *, page: str = "", values: Any = frozenset()) -> Any:
        snippets = self._snippets
        facts = id(snippets) if hasattr(snippets, "_facts") else type(snippets)
        lists = id(self._lists) if has_lists(text) else None
        key = (text, page, values, facts, lists)
        if key not in known:
            known[key] = (snippets, self._lists, render(self, text, page=page, values=values))
        return _with_own_faults(known[key][2])

    return render_once


def _with_own_faults(found: Any) -> Any:
    """The same again, but lists of faults are copies: whoever gets one may add to it."""
    if not isinstance(found, tuple):
        return found
    return tuple(list(each) if isinstance(each, list) else each for each in found)
