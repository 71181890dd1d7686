"""What senders were shown while the database took nothing: to be noted as soon as it does."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """The last message that was shown of an enquiry."""

    position: int
    message_id: bytes
    """Another one can stand at its position since, when it was taken back."""


class Unmarked:
    """Enquiries and how far each was shown, in the memory of this process."""

    def __init__(self) -> None:
        self._shown: dict[bytes, Shown] = {}
        self._lock = threading.Lock()
        self.turn = threading.Lock()
        """Of who notes them: one request waits for the database, not all of them."""

    def add(self, enquiry_id: bytes, shown: Shown) -> None:
        """Remember that an enquiry was shown up to this message."""
        with self._lock:
            self._shown[enquiry_id] = shown

    def all(self) -> dict[bytes, Shown]:
        """All of them, and up to which message each was shown."""
        with self._lock:
            return dict(self._shown)

    def forget(self, noted: Mapping[bytes, Shown]) -> None:
        """Forget those that are noted by now, unless something else of them was shown since."""
        with self._lock:
            for enquiry_id, shown in noted.items():
                if self._shown.get(enquiry_id) == shown:
                    del self._shown[enquiry_id]
