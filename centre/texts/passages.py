"""The passages of the intake: longer and sensitive words that staff edit, shown by both halves.

A passage is ``content/<lang>/intake/<name>.md``. It has no address; a page or a form shows it by
name, and may fill in values such as the promised day.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Self

from centre.approvals.given import Approvals, read_approvals
from centre.approvals.standing import Standing
from centre.intake.passage_names import PASSAGE_NAMES
from centre.language.i18n import language
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.layers.folder import text_files
from centre.reading.approval import needs_too_little
from centre.reading.faults import Fault, file_name
from centre.reading.files import can_be_listed
from centre.reading.front_matter import PassageFront, Text
from centre.reading.messages import suggestion
from centre.reading.reader import read_markdown
from centre.texts.renderer import Rendered, Renderer

FOLDER = "intake"

PassageKey = tuple[str, str]
"""Name and language."""

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
    standing: Standing

    @property
    def lang(self) -> str:
        return self.text.lang


class Passages:
    """All passages by name, in the language spoken, else in Czech."""

    def __init__(self, passages: Mapping[PassageKey, Passage]) -> None:
        self._passages = dict(passages)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._passages)

    def __iter__(self) -> Iterator[Passage]:
        """Each passage in each language."""
        return iter(self._passages.values())

    @property
    def rendered(self) -> Iterator[Rendered]:
        """The text of each as HTML."""
        return (passage.rendered for passage in self)

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
        if passage.standing.is_delicate:
            filled += f'<p class="waiting">{escape(passage.standing.waiting)}</p>'
        return filled

    def _find(self, name: str) -> Passage:
        for lang in (language.get(), ORIGINAL):
            if found := self._passages.get((name, lang)):
                return found
        raise UnknownPassageError(name)


def read_passages(content: Path, renderer: Renderer) -> tuple[Passages, list[Fault]]:
    """Read and render all passages; those that can be used, and every fault."""
    reading = PassageReading.of(content, renderer, read_approvals(content)[0])
    return Passages(reading.passages), reading.all_faults


@dataclass(frozen=True, slots=True)
class PassageReading:
    """The passages of one content: those that can be used, and what is wrong with each file."""

    passages: Mapping[PassageKey, Passage]
    faults: Mapping[PassageKey, tuple[Fault, ...]]
    """By passage; none of a passage that is sound."""
    misplaced: tuple[Fault, ...]
    """Files that are no passage, and passages that are missing."""

    @classmethod
    def of(
        cls,
        content: Path,
        renderer: Renderer,
        approvals: Approvals,
        names: Collection[str] = PASSAGE_NAMES,
    ) -> Self:
        """Read and render the passages of these ``names`` under ``content``."""
        passages: dict[PassageKey, Passage] = {}
        faults: dict[PassageKey, tuple[Fault, ...]] = {}
        misplaced: list[Fault] = []
        for lang in LANGUAGES:
            folder = content / lang / FOLDER
            paths, unread = text_files(content, f"{lang}/{FOLDER}", ".md")
            misplaced += unread
            misplaced += [_unknown(path) for path in paths if path.stem not in PASSAGE_NAMES]
            for path in paths:
                if path.stem not in names:
                    continue
                key = path.stem, lang
                passage, found = _read(path, lang, renderer, approvals)
                if passage is not None:
                    found += _against_original(passage, path.stem, passages, faults)
                    passages[key] = passage
                if found:
                    faults[key] = tuple(found)
            if lang == ORIGINAL and can_be_listed(folder):
                misplaced += _missing(folder, {path.stem for path in paths})
        return cls(passages=passages, faults=faults, misplaced=tuple(misplaced))

    @property
    def all_faults(self) -> list[Fault]:
        """Every fault of every file."""
        return [*self.misplaced, *(fault for each in self.faults.values() for fault in each)]

    @property
    def sound(self) -> dict[PassageKey, Passage]:
        """The passages without a fault."""
        return {key: each for key, each in self.passages.items() if key not in self.faults}


def _read(
    path: Path, lang: str, renderer: Renderer, approvals: Approvals
) -> tuple[Passage | None, list[Fault]]:
    front, text, faults = read_markdown(path, lang, PassageFront)
    if front is None or text is None:
        return None, faults
    if not text.source.strip():
        return None, [*faults, Fault(text.file, 1, "", "pasáž je prázdná; napište ji znovu")]
    rendered, found = renderer.render(text, values=VALUES)
    name = f"{lang}/{FOLDER}/{path.name}"
    standing = Standing.of(approvals, name, front.approval, text.source)
    return Passage(front, text, rendered, standing), faults + found


def _unknown(path: Path) -> Fault:
    near = suggestion(path.stem, PASSAGE_NAMES)
    message = f"pasáž „{path.stem}“ formuláře neukazují; smažte ji, nebo přejmenujte{near}"
    return Fault(file_name(path), 1, "", message)


def _missing(folder: Path, present: Collection[str]) -> Iterator[Fault]:
    for name in sorted(PASSAGE_NAMES.difference(present)):
        message = "pasáž chybí a formuláře ji potřebují; vraťte ji"
        yield Fault(file_name(folder / f"{name}.md"), 1, "", message)


def _against_original(
    translation: Passage,
    name: str,
    passages: Mapping[PassageKey, Passage],
    faults: Mapping[PassageKey, object],
) -> Iterator[Fault]:
    """Values of the Czech passage that its translation lacks: a receipt must not get lost."""
    file = translation.text.file
    key = name, ORIGINAL
    if translation.lang == ORIGINAL:
        return
    if key not in passages:
        if key not in faults:
            yield Fault(file, 1, "", f"pasáž „{name}“ nemá český originál")
        return
    original = passages[key]
    for message in needs_too_little(translation.front, original.front):
        yield Fault(file, 1, "approval", message)
    for value in sorted(original.rendered.values - translation.rendered.values):
        yield Fault(file, 1, "", f"v překladu chybí [[value:{value}]], který český originál má")
