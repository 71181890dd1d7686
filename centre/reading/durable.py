"""What has to outlast a power cut."""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Return once the disk holds the content of a file, or the names in a directory.

    Raises OSError.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
