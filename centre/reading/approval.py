"""Whose approval a text still waits for, and the words that say so to its reader."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from centre.language.i18n import gettext
from centre.reading.models import Fact

Approval = Literal["clinician", "lawyer", "native-reader"]


def _one_or_several(found: Any) -> Any:
    return (found,) if isinstance(found, str) else found


class Approved(Fact):
    """What a text says of its approval: ``approval: lawyer``, or ``approval: [clinician,
    native-reader]``."""

    approval: Annotated[tuple[Approval, ...], BeforeValidator(_one_or_several)] = ()

    @property
    def is_delicate(self) -> bool:
        """Whether a wrong word may harm the reader: a doctor or a lawyer has to see it."""
        return "clinician" in self.approval or "lawyer" in self.approval

    @property
    def waiting(self) -> str:
        """Whose approval is missing, in the language spoken and in few sentences; empty when none
        is."""
        doctor = "clinician" in self.approval
        lawyer = "lawyer" in self.approval
        sentences = []
        if doctor and lawyer:
            sentences.append(
                gettext(
                    "No doctor and no lawyer has approved this text yet. "
                    "If in doubt, call 155 or ask us."
                )
            )
        elif doctor:
            sentences.append(
                gettext("A doctor has not approved this text yet. If in doubt, call 155 or ask us.")
            )
        elif lawyer:
            sentences.append(gettext("A lawyer has not approved this text yet."))
        if "native-reader" in self.approval:
            sentences.append(gettext("A native speaker has not checked this translation yet."))
        return " ".join(sentences)


def claimed_too_early(translation: Approved, original: Approved) -> Iterator[str]:
    """What is wrong with a translation that no longer waits for somebody for whom its original
    still does."""
    for each in original.approval:
        if each not in translation.approval:
            yield f"chybí „{each}“: na to čeká i český originál"
