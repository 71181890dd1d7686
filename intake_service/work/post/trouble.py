"""What the mail server said when it took no letter: its last words, until it takes one again.

Of a refusal of one letter only the numbers are kept: its words may repeat the address.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from intake_service.settings import Settings
from intake_service.store import own_files
from intake_service.work.post.mail import CannotSend, NoServer

FILE = "mail-trouble.json"
LONGEST = 300  # characters


@dataclass(frozen=True)
class Trouble:
    """Why no letter went."""

    said: str
    of_server: bool = True
    """Whether the server took none at all; otherwise it refused one."""


def note(settings: Settings, error: CannotSend) -> None:
    """Remember the words of a failure."""
    path = settings.data / FILE
    trouble = Trouble(str(error)[:LONGEST], of_server=isinstance(error, NoServer))
    with suppress(OSError):
        own_files.make_file(path)
        path.write_text(json.dumps(asdict(trouble)), "utf-8")


def forget(settings: Settings) -> None:
    """A letter has gone."""
    with suppress(OSError):
        (settings.data / FILE).unlink(missing_ok=True)


def last(settings: Settings) -> Trouble:
    """What went wrong last; without words where nothing is known."""
    try:
        return Trouble(**json.loads((settings.data / FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return Trouble("")
