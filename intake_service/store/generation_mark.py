"""The file with the highest generation of the roster, outside the database and its backup."""

import secrets
from pathlib import Path

from centre.reading.durable import flush
from intake_service.store import own_files


class GenerationMark:
    """A number that only grows, in a file of its own beside the server secret.

    Each method raises OSError where the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> int | None:
        """The number; None where there is no file. Raises ValueError for what is no number."""
        try:
            return int(self.path.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None

    def raise_to(self, generation: int) -> None:
        """Write a higher number in one durable step; a lower one changes nothing."""
        known = self.read()
        if known is not None and known >= generation:
            return
        fresh = self.path.with_name(f"{self.path.name}.{secrets.token_hex(8)}")
        own_files.make_file(fresh)
        fresh.write_text(f"{generation}\n", encoding="ascii")
        flush(fresh)
        fresh.replace(self.path)
        flush(self.path.parent)
