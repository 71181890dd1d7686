"""Tables in Markdown, and the code that their cells name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"#+ (.*)")
_RULE = re.compile(r"\|[ :|-]+\|")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table and the line that it stands on."""

    line: int
    cells: tuple[str, ...]


def table(document: Path, heading: str) -> Iterator[Row]:
    """The rows of the first table under a heading, without its head."""
    under = is_body = False
    for number, line in enumerate(document.read_text("utf-8").splitlines(), 1):
        named = _HEADING.fullmatch(line)
        if named:
            under = named[1] == heading
            is_body = False
        elif not under:
            continue
        elif _RULE.fullmatch(line):
            is_body = True
        elif is_body and line.startswith("|"):
            yield Row(number, tuple(cell.strip() for cell in line.strip("|").split("|")))
        elif is_body:
            return


def code_in(text: str) -> list[str]:
    """What stands between backticks."""
    return _CODE.findall(text)
