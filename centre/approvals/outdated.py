"""Translations that do not say yet what their Czech page says: ``data/outdated_translations.yaml``.

The desk writes it when a Czech page is published whose translations stay as they are. An entry
holds for the words that it speaks of: a translation that changes is up to date again, and so is one
whose Czech page goes back to what it said.
"""

from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from centre.approvals.given import Print, TextName, nothing_is_none
from centre.approvals.standing import Standing
from centre.reading.durable import make_shared_folder, put
from centre.reading.faults import Fault
from centre.reading.models import Fact
from centre.reading.reader import read_file
from centre.reading.values import Day
from centre.reading.yaml_text import yaml

OUTDATED_FILE: Final = "outdated_translations.yaml"

_HEAD: Final = """\
# Které překlady ještě neříkají, co jejich česká stránka. Píše a maže to web sám při zveřejnění.
"""


class Outdated(Fact):
    """One translation."""

    text: Annotated[TextName, Field(title="Překlad")]
    print: Annotated[Print, Field(title="Otisk slov překladu")]
    original_print: Annotated[Print, Field(title="Otisk českých slov, která překlad říká")]
    changed_on: Annotated[Day, Field(title="Kdy se česká stránka změnila")]


class _OutdatedFile(Fact):
    """The whole file."""

    outdated: Annotated[tuple[Outdated, ...], BeforeValidator(nothing_is_none)]


@dataclass(frozen=True, slots=True)
class OutdatedTranslations:
    """All entries of a centre."""

    all: tuple[Outdated, ...] = ()

    def since(self, translation: Standing, original: Standing) -> date | None:
        """When the Czech page was changed, while its translation does not show it yet."""
        for each in self.all:
            if each.text == translation.name and each.print == translation.print:
                return None if each.original_print == original.print else each.changed_on
        return None

    def with_(
        self, translation: Standing, original: Standing, changed_on: date
    ) -> "OutdatedTranslations":
        """The same once the Czech page, which stood as ``original``, says something else.

        What a translation has missed already stays as it is.
        """
        if any(
            each.text == translation.name and each.print == translation.print for each in self.all
        ):
            return self
        made = Outdated(
            text=translation.name,
            print=translation.print,
            original_print=original.print,
            changed_on=changed_on,
        )
        return OutdatedTranslations((*self.without(translation.name).all, made))

    def without(self, translation: str) -> "OutdatedTranslations":
        """The same once a translation, named as in its entry, is up to date."""
        return OutdatedTranslations(tuple(each for each in self.all if each.text != translation))

    def write(self, root: Path) -> bytes:
        """Write the file of the centre in the folder ``root``; what it says. Raises OSError."""
        text = StringIO()
        entries = [each.model_dump(mode="json") for each in self.all]
        yaml().dump({"outdated": entries}, text)
        written = (_HEAD + text.getvalue()).encode()
        path = root / "data" / OUTDATED_FILE
        make_shared_folder(path.parent)
        put(path, written)
        return written


def read_outdated(root: Path) -> tuple[OutdatedTranslations, list[Fault]]:
    """The entries of the centre in the folder ``root``, and every fault.

    A file that cannot be read tells readers nothing.
    """
    made, faults = read_file(root / "data" / OUTDATED_FILE, _OutdatedFile, required=False)
    return OutdatedTranslations(made.outdated if made else ()), faults
