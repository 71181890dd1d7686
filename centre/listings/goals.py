"""What the centre wants to achieve: models of goals under ``goals/``, of which a centre picks its
own.

A model is a file. It names its sections, and in them goals, the indicators by which one sees that
they are met, and the effects that are hoped for; a goal may point at both. Which models hold is a
fact of the centre.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from centre.reading.faults import Fault
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.values import Identifier, Translations, refuse

Kind = Literal["goals", "steps", "indicators", "effects"]


class Item(Fact):
    """One goal, step, indicator or effect. Its ``mark`` is the sign before it, by which others name
    it.

    ``only`` is the condition under which an indicator says anything. ``figures`` are the counts in
    ``results.csv`` that measure it; an indicator without them is judged by the staff once a year.
    """

    mark: Annotated[str | None, Field(title="Značka", description="prázdné: pořadí v seznamu")] = (
        None
    )
    name: Annotated[Translations | None, Field(title="Tučný začátek")] = None
    text: Annotated[Translations | None, Field(title="Text")] = None
    only: Annotated[Translations | None, Field(title="Platí jen, když")] = None
    indicators: Annotated[tuple[str, ...], Field(title="Ukazatele")] = ()
    effects: Annotated[tuple[str, ...], Field(title="Dopady")] = ()
    figures: Annotated[tuple[Identifier, ...], Field(title="Čísla ve výsledcích")] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.name and not self.text:
            raise refuse("empty_item", "chybí text (text), nebo aspoň tučný začátek (name)")
        return self


class Group(Fact):
    """Goals that belong together, with words before and after them. Items with a mark show it."""

    style: Annotated[Literal["numbers", "bullets"], Field(title="Před položkami")] = "numbers"
    title: Annotated[Translations | None, Field(title="Nadpis")] = None
    intro: Annotated[tuple[Translations, ...], Field(title="Před seznamem")] = ()
    items: Annotated[tuple[Item, ...], Field(title="Položky")] = ()
    close: Annotated[tuple[Translations, ...], Field(title="Za seznamem")] = ()


class Section(Fact):
    """A heading of the page and what stands under it. Its ``id`` is its anchor, the same in every
    model.

    ``absent`` is said instead where no picked model has the section, since other pages lead to it.
    """

    id: Annotated[Identifier, Field(title="Kotva")]
    kind: Annotated[Kind, Field(title="Druh")] = "goals"
    title: Annotated[Translations, Field(title="Nadpis")]
    groups: Annotated[tuple[Group, ...], Field(title="Skupiny", min_length=1)]
    absent: Annotated[Translations | None, Field(title="Když oddíl centrum nemá")] = None


class Model(Fact):
    """One file of the folder ``goals``."""

    title: Annotated[Translations, Field(title="Název modelu")]
    sections: Annotated[tuple[Section, ...], Field(title="Oddíly", min_length=1)]


@dataclass(frozen=True, slots=True)
class Goals:
    """The sections of the picked models, in the order of the page, and those of all others."""

    sections: tuple[Section, ...] = ()
    others: tuple[Section, ...] = ()

    @classmethod
    def picked(cls, models: dict[str, Model], names: Sequence[str]) -> Self:
        """The goals of a centre that picked the models of these ``names``."""
        return cls(
            sections=tuple(section for name in names for section in models[name].sections),
            others=tuple(
                section
                for name, model in models.items()
                if name not in names
                for section in model.sections
            ),
        )

    @property
    def absent(self) -> list[Section]:
        """Sections that other pages lead to and that no picked model has."""
        present = {section.id for section in self.sections}
        return [section for section in self.others if section.absent and section.id not in present]

    def marks(self, kind: Kind) -> dict[str, Item]:
        """All items of the sections of one kind by their marks."""
        return dict(_marked(section for section in self.sections if section.kind == kind))

    def marks_anywhere(self, kind: Kind) -> dict[str, Item]:
        """All items of one kind by their marks, those of models that were not picked included."""
        others = (section for section in self.others if section.kind == kind)
        return dict(_marked(others)) | self.marks(kind)


def faults_in_goals(goals: Goals) -> Iterator[Fault]:
    """Anchors and marks that are taken twice, and goals that point at nothing.

    To point at an indicator that only a model not picked has is no mistake.
    """
    seen: dict[str, Section] = {}
    for section in goals.sections:
        if section.id in seen:
            yield section.fault(
                "id", f"kotvu „{section.id}“ už má oddíl na řádku {seen[section.id].line}"
            )
        seen.setdefault(section.id, section)
    for kind in ("indicators", "effects"):
        known = goals.marks_anywhere(kind)
        taken: set[str] = set()
        for mark, item in _marked(section for section in goals.sections if section.kind == kind):
            if mark in taken:
                yield item.fault("mark", f"značku „{mark}“ už má jiná položka")
            taken.add(mark)
        for item in (item for section in goals.sections for _, item in _marked([section])):
            for wanted in getattr(item, kind):
                if wanted not in known:
                    yield item.fault(kind, f"„{wanted}“ v cílech není{suggestion(wanted, known)}")


def _marked(sections: Iterable[Section]) -> Iterator[tuple[str, Item]]:
    for section in sections:
        items = [item for group in section.groups for item in group.items]
        for number, item in enumerate(items, 1):
            yield item.mark or str(number), item
