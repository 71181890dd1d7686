"""Adding to the approvals of a centre. What somebody wrote there before stays, byte for byte."""

import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Final
from unicodedata import normalize

from centre.approvals.given import APPROVALS_FILE, ApprovalsFile, Given
from centre.reading.durable import make_shared_folder, put
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import is_there
from centre.reading.models import check, read_yaml
from centre.reading.text_files import plain_spaces, text_of
from centre.reading.yaml_text import yaml

_HEAD: Final = """\
# Co kdo schválil. Řádky přidává příkaz kacko approve; co ještě čeká, vypíše kacko approvals.
# Text, který se po schválení změní, o schválení přijde.
approvals:
"""
_ITEM = re.compile(r"^( *)- ", re.MULTILINE)
_EMPTY = re.compile(r"^(approvals:) *\[ *\]", re.MULTILINE)


def add(root: Path, given: Sequence[Given]) -> None:
    """Write new approvals at the end of the file in the folder ``root``; one that stands there
    already, whatever its day, is not written twice.

    Raises Faults for a file that cannot be read, or cannot be added to, and OSError.
    """
    path = root / "data" / APPROVALS_FILE
    before: tuple[Given, ...] = ()
    text = _HEAD
    if is_there(path):
        before = _made(text_of(path), path)
        text = path.read_bytes().decode("utf-8", "replace")
    fresh = _not_among(before, given)
    if not fresh:
        return
    after = _longer(text, fresh)
    if not _says(after, (*before, *fresh), path):
        message = "na konec souboru nejde nic připsat; srovnejte odsazení posledních řádků"
        raise Faults([Fault(file_name(path), 1, "", message)])
    make_shared_folder(path.parent)
    put(path, after.encode("utf-8"))


def _not_among(before: Sequence[Given], given: Sequence[Given]) -> list[Given]:
    known = {each.without_day for each in before}
    fresh = {each.without_day: each for each in reversed(given)}
    return [each for known_as, each in reversed(fresh.items()) if known_as not in known]


def _made(text: str, path: Path) -> tuple[Given, ...]:
    file = file_name(path)
    made, faults = check(ApprovalsFile, read_yaml(plain_spaces(text), file), file)
    if made is None:
        raise Faults(faults)
    return made.approvals


def _says(text: str, approvals: Sequence[Given], path: Path) -> bool:
    try:
        return _made(normalize("NFC", text.removeprefix("\ufeff")), path) == tuple(approvals)
    except Faults:
        return False


def _longer(text: str, given: Sequence[Given]) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    text = _EMPTY.sub(r"\1", text)
    if not text.endswith("\n"):
        text += end
    edge = (_ITEM.findall(text) or ["  "])[-1]
    return text + "".join(f"{line}{end}" for each in given for line in _item(each, edge))


def _item(given: Given, edge: str) -> list[str]:
    """The lines of one approval, as far from the edge as others are."""
    fields = StringIO()
    yaml().dump(given.model_dump(mode="json"), fields)
    first, *rest = fields.getvalue().splitlines()
    return [f"{edge}- {first}", *(f"{edge}  {line}" for line in rest)]
