"""The reply templates: ``content/<lang>/desk/<name>.md``, read, checked, found by name.

The product brings common ones; a centre's own lie beside them, and stand in for one of the same
name. A translation takes kinds, topics and whom it is for from its Czech original.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from centre.approvals.given import Approvals
from centre.approvals.standing import Standing
from centre.keeping.memory import made_of
from centre.language.i18n import language
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.layers.folder import text_files
from centre.reading.approval import needs_too_little
from centre.reading.faults import Fault
from centre.reading.front_matter import Text
from centre.reading.reader import read_markdown
from centre.texts.renderer import Snippets
from centre.texts.replies import filling
from centre.texts.replies.front import ReplyFront

FOLDER: Final = "desk"

TemplateKey = tuple[str, str]
"""Name and language."""


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """One template in one language."""

    name: str
    front: ReplyFront
    text: Text
    standing: Standing

    @property
    def lang(self) -> str:
        return self.text.lang


class ReplyTemplates:
    """All templates by name, each in the language of the enquiry, else in Czech."""

    def __init__(self, templates: Mapping[TemplateKey, ReplyTemplate]) -> None:
        self._templates = dict(templates)

    @property
    def names(self) -> tuple[str, ...]:
        """Of all templates, in the order of their Czech titles."""
        originals = [each for each in self if each.lang == ORIGINAL]
        return tuple(each.name for each in sorted(originals, key=lambda each: each.front.title))

    def __iter__(self) -> Iterator[ReplyTemplate]:
        """Each template in each language."""
        return iter(self._templates.values())

    def get(self, name: str, lang: str) -> ReplyTemplate | None:
        """The template in this language, else in Czech; None for a name that nobody knows."""
        return self._templates.get((name, lang)) or self._templates.get((name, ORIGINAL))

    def title(self, name: str) -> str:
        """What the template is called in the language spoken, else in Czech. Raises KeyError."""
        return (self.get(name, language.get()) or self.original(name)).front.title

    def original(self, name: str) -> ReplyTemplate:
        """The Czech template of that name. Raises KeyError."""
        return self._templates[name, ORIGINAL]

    def in_all_languages(self, name: str) -> tuple[ReplyTemplate, ...]:
        """The template in every language in which it is written."""
        found = (self._templates.get((name, lang)) for lang in LANGUAGES)
        return tuple(each for each in found if each)


@dataclass(frozen=True, slots=True)
class TemplateReading:
    """The templates of one content that can be used, and every fault.

    One with a fault is left out: a wrong number must not get into an answer.
    """

    templates: ReplyTemplates
    faults: tuple[Fault, ...]

    @classmethod
    def of(cls, content: Path, snippets: Snippets, approvals: Approvals) -> Self:
        """Read the templates under ``content``; each mark is tried with ``snippets``."""
        sound: dict[TemplateKey, ReplyTemplate] = {}
        faults: list[Fault] = []
        originals: dict[str, ReplyFront | None] = {}
        for lang in LANGUAGES:
            paths, unread = text_files(content, f"{lang}/{FOLDER}", ".md")
            faults += unread
            for path in paths:
                template, found = _read(path, lang, snippets, approvals)
                if lang == ORIGINAL:
                    originals[path.stem] = template.front if template else None
                elif template and path.stem not in originals:
                    found += [_without_original(template)]
                elif template and (original := originals[path.stem]):
                    found += _against_original(template.front, original)
                is_usable = lang == ORIGINAL or (path.stem, ORIGINAL) in sound
                if template and not found and is_usable:
                    sound[path.stem, lang] = template
                faults += found
        return cls(ReplyTemplates(sound), tuple(faults))


def _read(
    path: Path, lang: str, snippets: Snippets, approvals: Approvals
) -> tuple[ReplyTemplate | None, list[Fault]]:
    front, text, faults = read_markdown(path, lang, ReplyFront)
    if front is None or text is None:
        return None, faults
    if not text.source.strip():
        message = "šablona je prázdná; napište ji, nebo soubor smažte"
        return None, [*faults, Fault(text.file, 1, "", message)]
    faults += made_of("reply", (text, snippets), lambda: tuple(filling.faults(text, snippets)))
    name = f"{lang}/{FOLDER}/{path.name}"
    standing = Standing.of(approvals, name, front.approval, front.title, text.source)
    return ReplyTemplate(path.stem, front, text, standing), faults


def _without_original(template: ReplyTemplate) -> Fault:
    message = f"šablona „{template.name}“ nemá český originál"
    return Fault(template.text.file, 1, "", message)


def _against_original(front: ReplyFront, original: ReplyFront) -> Iterator[Fault]:
    for message in needs_too_little(front, original):
        yield front.fault("approval", message)
    for field in ("kinds", "topics", "for_children"):
        if getattr(front, field):
            yield front.fault(field, "patří jen do českého originálu; tady řádek smažte")
