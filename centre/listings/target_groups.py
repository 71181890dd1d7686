"""Whom the centre is for: ``target_groups.yaml``."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from centre.facts.centre import Centre
from centre.reading.faults import Fault
from centre.reading.models import Fact
from centre.reading.values import Identifier, Translations, WholeNumber

Kind = Literal["illegal", "legal", "behavioural", "women", "close-ones", "public"]

_OF_SCOPE: dict[str, tuple[Kind, ...]] = {
    "illegal": ("illegal",),
    "all": ("illegal", "legal"),
    "behavioural": ("illegal", "legal", "behavioural"),
}
"""By the centre's scope: for which dependences it may name a group."""


class Point(Fact):
    """One sign by which readers know themselves."""

    name: Annotated[Translations | None, Field(title="Tučný začátek")] = None
    text: Annotated[Translations, Field(title="Text")]


class TargetGroup(Fact):
    """People the centre is for, spoken to.

    ``age_from`` is only for a group with an age of its own.
    """

    id: Annotated[Identifier, Field(title="Kotva")]
    kind: Annotated[
        Kind,
        Field(
            title="Druh",
            description="illegal, legal: lidé, kteří užívají; behavioural: závislost bez látky; "
            "women: ženy; close-ones: blízcí; public: veřejnost",
        ),
    ]
    title: Annotated[Translations, Field(title="Nadpis")]
    age_from: Annotated[WholeNumber | None, Field(title="Od věku", ge=0, le=26)] = None
    text: Annotated[tuple[Translations, ...], Field(title="Odstavce")] = ()
    points: Annotated[tuple[Point, ...], Field(title="Body")] = ()
    close: Annotated[tuple[Translations, ...], Field(title="Odstavce za body")] = ()


class TargetGroups(Fact):
    """``target_groups.yaml``."""

    groups: Annotated[tuple[TargetGroup, ...], Field(title="Cílové skupiny", min_length=1)]


def faults_in_groups(groups: Sequence[TargetGroup], centre: Centre) -> Iterator[Fault]:
    """Groups against the centre's scope, and anchors that are taken twice."""
    allowed = _OF_SCOPE[centre.scope]
    seen: dict[str, TargetGroup] = {}
    for group in groups:
        if group.kind in _OF_SCOPE["behavioural"] and group.kind not in allowed:
            message = (
                f"skupina „{group.kind}“ nepatří do rozsahu „{centre.scope}“ (scope v centre.yaml)"
            )
            yield group.fault("kind", message)
        if group.id in seen:
            yield group.fault(
                "id", f"kotvu „{group.id}“ už má skupina na řádku {seen[group.id].line}"
            )
        seen.setdefault(group.id, group)
    if (
        groups
        and centre.scope == "behavioural"
        and not any(each.kind == "behavioural" for each in groups)
    ):
        message = (
            "rozsah je „behavioural“, ale v target_groups.yaml není skupina pro závislost bez látky"
        )
        yield centre.fault("scope", message)
