"""Pages that are rendered once for many visitors."""

import re
from collections.abc import Mapping
from secrets import token_hex


class Blanks:
    """Marks that stand in a page where something of the visitor is filled in."""

    def __init__(self, *names: str) -> None:
        salt = token_hex(8)  # nothing that staff wrote may look like a mark
        self.marks = {name: f"blank-{salt}-{name}" for name in names}

    def __getitem__(self, name: str) -> str:
        return self.marks[name]


class PreparedPage:
    """A page rendered with blanks; each of them stands in it once."""

    def __init__(self, html: str, blanks: Blanks) -> None:
        names = {mark: name for name, mark in blanks.marks.items()}
        pieces = re.split("|".join(f"({re.escape(mark)})" for mark in names), html)
        pieces = [piece for piece in pieces if piece is not None]
        self._fixed = [piece.encode() for piece in pieces[::2]]
        self._names = [names[mark] for mark in pieces[1::2]]
        if sorted(self._names) != sorted(names.values()):
            raise ValueError(f"blanks {self._names} in a page that has {list(names.values())}")

    def filled(self, values: Mapping[str, str]) -> bytes:
        """The page with a value in each blank; values are tokens that need no escaping."""
        found = [self._fixed[0]]
        for name, fixed in zip(self._names, self._fixed[1:], strict=True):
            found += (values[name].encode(), fixed)
        return b"".join(found)
