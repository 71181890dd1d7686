"""The passages of the intake: longer and sensitive words that staff edit, shown by both halves.

A passage is ``content/<lang>/intake/<name>.md``. It has no address; a page or a form shows it by
name, and may fill in values such as the promised day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from centre.language.i18n import LANGUAGES, language
from centre.reading.approval import claimed_too_early
from centre.reading.faults import Fault
from centre.reading.files import content_files
from centre.reading.front_matter import PassageFront, Text
from centre.reading.reader import read_markdown
from centre.texts.pages import ORIGINAL
from centre.texts.renderer import Rendered, Renderer

VALUES = frozenset({"answer_day", "delete_day", "receipt", "wait"})
"""What the service can fill into a passage."""


class UnknownPassageError(KeyError):
    """No passage of that name, not even in Czech."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage in one language."""

    front: PassageFront
    text: Text
    rendered: Rendered

    @property
    def lang(self) -> str:
        return self.text.lang


class Passages:
    """All passages by name, in the language spoken, else in Czech."""

    def __init__(self, passages: Mapping[tuple[str, str], Passage]) -> None:
        self._passages = dict(passages)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._passages)

    def __iter__(self) -> Iterator[Passage]:
        """Each passage in each language."""
        return iter(self._passages.values())

    def html(self, name: str, **values: object) -> str:
        """The passage as HTML, with the values escaped; a Czech one among other words says
        ``lang="cs"``.

        A delicate passage says whose approval it waits for.

        Raises UnknownPassageError, and KeyError for a value that the passage shows and nobody gave.
        """
        passage = self._find(name)
        filled = passage.rendered.filled(**values)
        if passage.lang != language.get():
            filled = f'<div lang="{escape(passage.lang)}">{filled}</div>'
        if passage.front.is_delicate:
            filled += f'<p class="waiting">{escape(passage.front.waiting)}</p>'
        return filled

    def _find(self, name: str) -> Passage:
        for lang in (language.get(), ORIGINAL):
            if found := self._passages.get((name, lang)):
                return found
        raise UnknownPassageError(name)


def read_passages(content: Path, renderer: Renderer) -> tuple[Passages, list[Fault]]:
    """Read and render all passages; those that can be used, and every fault."""
    passages: dict[tuple[str, str], Passage] = {}
    faults: list[Fault] = []
    for lang in LANGUAGES:
        paths, found = content_files(content / lang / "intake", ".md")
        faults += found
        for path in paths:
            front, text, found = read_markdown(path, lang, PassageFront)
            faults += found
            if front is None or text is None:
                continue
            rendered, found = renderer.render(text, values=VALUES)
            faults += found
            passages[path.stem, lang] = Passage(front, text, rendered)
            faults += _against_original(passages, path.stem, lang, text.file)
    return Passages(passages), faults


def _against_original(
    passages: Mapping[tuple[str, str], Passage], name: str, lang: str, file: str
) -> Iterable[Fault]:
    """Values of the Czech passage that its translation lacks: a receipt must not get lost."""
    if lang == ORIGINAL:
        return
    original = passages.get((name, ORIGINAL))
    if original is None:
        yield Fault(file, 1, "", f"pasáž „{name}“ nemá český originál")
        return
    translation = passages[name, lang]
    for message in claimed_too_early(translation.front, original.front):
        yield Fault(file, 1, "approval", message)
    for value in sorted(original.rendered.values - translation.rendered.values):
        yield Fault(file, 1, "", f"v překladu chybí [[value:{value}]], který český originál má")
