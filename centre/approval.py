"""Whose approval a text still waits for, and the words that say so to its reader."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from centre.reading import Fact
from centre.words import gettext

Approval = Literal["clinician", "lawyer", "native-reader"]


def _one_or_several(found: Any) -> Any:
    return (found,) if isinstance(found, str) else found


class Approved(Fact):
    """What a text says of its approval: ``approval: lawyer``, or ``approval: [clinician, native-reader]``."""

    approval: Annotated[tuple[Approval, ...], BeforeValidator(_one_or_several)] = ()

    @property
    def is_delicate(self) -> bool:
        """Whether a wrong word may harm the reader: a doctor or a lawyer has to see it."""
        return "clinician" in self.approval or "lawyer" in self.approval

    @property
    def waiting(self) -> str:
        """A sentence for each approval that is missing, in the language spoken; empty when none is."""
        said = {
            "clinician": gettext("A doctor has not approved this text yet. If in doubt, call 155 or ask us."),
            "lawyer": gettext("A lawyer has not approved this text yet."),
            "native-reader": gettext("A native speaker has not checked this translation yet."),
        }
        return " ".join(said[each] for each in self.approval)


def claimed_too_early(translation: Approved, original: Approved) -> Iterator[str]:
    """What is wrong with a translation that no longer waits for somebody for whom its original still does."""
    for each in original.approval:
        if each not in translation.approval:
            yield f"chybí „{each}“: na to čeká i český originál"
