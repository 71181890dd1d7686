"""Whose approval a text needs before readers may rely on it."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from centre.reading.models import Fact

Approval = Literal["clinician", "lawyer", "native-reader"]


def _one_or_several(found: Any) -> Any:
    return (found,) if isinstance(found, str) else found


class Approved(Fact):
    """What a text says of its approval: ``approval: lawyer``, or ``approval: [clinician,
    native-reader]``.

    It goes on saying so once the approval was given: that stands in a file of the centre's own.
    """

    approval: Annotated[
        tuple[Approval, ...],
        BeforeValidator(_one_or_several),
        Field(
            title="Čí schválení potřebuje",
            description="clinician: lékař; lawyer: právník; native-reader: rodilý mluvčí; každé na "
            "svůj řádek",
        ),
    ] = ()
    sources: Annotated[
        tuple[str, ...],
        BeforeValidator(_one_or_several),
        Field(title="Odkud to víme; nikde se neukáže, uvidí to ten, kdo schvaluje"),
    ] = ()


def needs_too_little(translation: Approved, original: Approved) -> Iterator[str]:
    """What is wrong with a translation that needs less than its original does."""
    for each in original.approval:
        if each not in translation.approval:
            yield f"chybí „{each}“: potřebuje ho i český originál"
