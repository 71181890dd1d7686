"""How a text stands: whose approval it needs, and what its present words were given of it."""

import unicodedata
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from centre.approvals.given import Approvals, Given
from centre.language.i18n import gettext
from centre.reading.approval import Approval

ROLE_NAMES: Final[dict[Approval, str]] = {
    "clinician": "lékař",
    "lawyer": "právník",
    "native-reader": "rodilý mluvčí",
}
"""Who approves, in the words of editors."""


def print_of(*words: str | None) -> str:
    """Sixteen hexadecimal digits that change with every word that a reader reads.

    How lines are broken and which spaces are hard is no word. What a snippet shows is not among
    them either: who approved a text did not approve the phone in it.
    """
    lines = (" ".join(unicodedata.normalize("NFC", each or "").split()) for each in words)
    return blake2b("\n".join(lines).encode("utf-8"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Standing:
    """How one text stands; ``name`` is as in approvals, such as ``cs/pages/wound.md``."""

    name: str
    print: str
    needs: tuple[Approval, ...] = ()
    approvals: tuple[Given, ...] = ()
    """All that the text was ever given, whatever its words were then."""

    @classmethod
    def of(
        cls, approvals: Approvals, name: str, needs: tuple[Approval, ...], *words: str | None
    ) -> "Standing":
        """How the text of these ``words`` stands."""
        return cls(name=name, print=print_of(*words), needs=needs, approvals=approvals.of(name))

    @property
    def given(self) -> tuple[Given, ...]:
        """The approvals of the present words."""
        return tuple(each for each in self.approvals if each.print == self.print)

    @property
    def waits_for(self) -> tuple[Approval, ...]:
        """Whose approval is missing."""
        present = {each.role for each in self.given}
        return tuple(role for role in self.needs if role not in present)

    @property
    def lost(self) -> tuple[Given, ...]:
        """The last approval of each role that is missing because the words have changed since."""
        last = {each.role: each for each in self.approvals}
        return tuple(last[role] for role in self.waits_for if role in last)

    @property
    def is_delicate(self) -> bool:
        """Whether a wrong word may harm the reader: a doctor or a lawyer still has to see it."""
        return "clinician" in self.waits_for or "lawyer" in self.waits_for

    @property
    def waiting(self) -> str:
        """Whose approval is missing, in the language spoken and in few sentences; empty when none
        is."""
        doctor = "clinician" in self.waits_for
        lawyer = "lawyer" in self.waits_for
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
        if "native-reader" in self.waits_for:
            sentences.append(gettext("A native speaker has not checked this translation yet."))
        return " ".join(sentences)


def in_words(given: Given) -> str:
    """„lékař MUDr. Jana Malá 3. 2. 2026“, for editors."""
    return f"{ROLE_NAMES[given.role]} {given.approved_by} {given.approved_on:%-d. %-m. %Y}"
