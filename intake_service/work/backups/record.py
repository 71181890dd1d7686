"""When a backup was last made, sent to another machine and proven to open: `backups.json`."""

from datetime import date
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from centre.reading.durable import flush
from intake_service.store import own_files

RECORD: Final = "backups.json"


class Record(BaseModel):
    """Days, each None until it has happened for the first time."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    made: date | None = None
    sent: date | None = None
    proven: date | None = None

    @classmethod
    def read(cls, data: Path) -> Self:
        """What the data directory remembers; nothing, where that cannot be read."""
        try:
            return cls.model_validate_json((data / RECORD).read_bytes())
        except (OSError, ValidationError):
            return cls()

    def write(self, data: Path) -> None:
        """Keep it in the data directory. Raises OSError."""
        fresh = data / f"{RECORD}.new"
        fresh.unlink(missing_ok=True)
        own_files.make_file(fresh)
        fresh.write_text(self.model_dump_json(), "utf-8")
        flush(fresh)
        fresh.replace(data / RECORD)


def note(data: Path, **days: date) -> None:
    """Change some of the days. Raises OSError."""
    Record.read(data).model_copy(update=days).write(data)
