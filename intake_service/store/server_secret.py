"""The file with the server secret: made once, in one durable step."""

import secrets
from pathlib import Path

from centre.reading.durable import flush


def read(path: Path, *, size: int) -> bytes:
    """The bytes in `path`; `size` random ones if the file does not exist yet."""
    if not path.exists():
        _make(path, size)
    return path.read_bytes()


def _make(path: Path, size: int) -> None:
    """A crash leaves no secret, or a whole one that nothing sealed under it outlives."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    fresh.touch(mode=0o600)
    fresh.write_bytes(secrets.token_bytes(size))
    flush(fresh)
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass  # somebody else was faster: its secret is the one
    finally:
        fresh.unlink()
    flush(path.parent)
