"""Where the builder answers."""

import os
from pathlib import Path
from typing import Final

SOCKET: Final = "KACKO_BUILDER"
"""In the environment; without it the socket lies in the data directory."""


def socket_path() -> Path:
    """The socket that the environment says."""
    given = os.environ.get(SOCKET)
    folder = Path(os.environ.get("INTAKE_DATA") or "var")
    return (Path(given) if given else folder / "builder.sock").absolute()
