"""The approvals that a centre was given: ``data/approvals.yaml``, which is its own in any case.

Each speaks of the words that somebody saw, by their print. A text that changes loses it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from centre.reading.approval import Approval
from centre.reading.faults import Fault
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.reader import read_file
from centre.reading.values import Day, matching

APPROVALS_FILE: Final = "approvals.yaml"

TextName = Annotated[
    str,
    matching(
        r"[a-z]{2,3}/[a-z]+/[a-z0-9-]+\.md", "jméno souboru s textem, třeba cs/pages/wound.md"
    ),
]
"""A text by its file under the content, whichever layer it comes from."""


Print = Annotated[str, matching(r"[0-9a-f]{16}", "otisk o 16 znacích; zapíše ho program")]
"""Sixteen hexadecimal digits of a text's words."""


class Given(Fact):
    """One approval."""

    text: Annotated[TextName, Field(title="Text, který někdo schválil")]
    print: Annotated[Print, Field(title="Otisk slov, která viděl")]
    role: Annotated[Approval, Field(title="Jako kdo ho schválil")]
    approved_by: Annotated[str, Field(title="Kdo ho schválil")]
    approved_on: Annotated[Day, Field(title="Kdy ho schválil")]

    @property
    def without_day(self) -> "Given":
        """The same approval, whenever it was given: once is enough."""
        return self.model_copy(update={"approved_on": date.min})


def nothing_is_none(found: Any) -> Any:
    """A list without lines is an empty one."""
    return () if found is None else found


class ApprovalsFile(Fact):
    """The whole file."""

    approvals: Annotated[tuple[Given, ...], BeforeValidator(nothing_is_none)]


@dataclass(frozen=True, slots=True)
class Approvals:
    """All approvals of a centre, in the order of the file."""

    all: tuple[Given, ...] = ()
    _by_text: Mapping[str, tuple[Given, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_text: dict[str, tuple[Given, ...]] = {}
        for each in self.all:
            by_text[each.text] = (*by_text.get(each.text, ()), each)
        object.__setattr__(self, "_by_text", by_text)

    def of(self, text: str) -> tuple[Given, ...]:
        """Those of one text, whatever its words were then."""
        return self._by_text.get(text, ())

    def faults(self, day: date) -> Iterator[Fault]:
        """Approvals that lie after ``day``, and those that are written twice."""
        seen: dict[Given, Given] = {}
        for each in self.all:
            if each.approved_on > day:
                message = f"{each.approved_on:%-d. %-m. %Y} teprve bude; opravte datum"
                yield each.fault("approved_on", message)
            first = seen.setdefault(each.without_day, each)
            if first is not each:
                message = f"totéž schválení už je na řádku {first.line}; jedno smažte"
                yield each.fault("", message)

    def advice(self, texts: Collection[str]) -> Iterator[Fault]:
        """Approvals of what is not among ``texts``: renamed, removed, or mistyped.

        It harms nobody, so it stops nothing: an upgrade may take a common text away.
        """
        for each in self.all:
            if each.text not in texts:
                near = suggestion(each.text, texts)
                message = f"text {each.text} na webu není; schválení můžete smazat{near}"
                yield each.fault("text", message)


def read_approvals(root: Path) -> tuple[Approvals, list[Fault]]:
    """The approvals of the centre in the folder ``root``, and every fault.

    A file that cannot be read approves nothing.
    """
    made, faults = read_file(root / "data" / APPROVALS_FILE, ApprovalsFile, required=False)
    return Approvals(made.approvals if made else ()), faults
