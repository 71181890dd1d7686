"""A parcel: files in one archive (tar), in one encrypted file (age), with a list of their prints.

`age --decrypt --identity KEY FILE | tar --extract` opens it where this program is not at hand.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from intake_service.store.vault import age_files

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
ENDING: Final = ".tar.age"

_PIECE = 1024 * 1024


class Damaged(Exception):
    """The parcel is not what was packed."""


@dataclass(frozen=True)
class Manifest:
    """What a parcel holds: the SHA-256 of each file by its name, and where the whole comes from."""

    made: str
    """UTC, as `2026-11-29T06:15:00Z`."""
    version: str
    """Of the program."""
    revision: str
    """Of the database's schema."""
    prints: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def pack(
    manifest: Manifest,
    files: Mapping[str, bytes | Path],
    target: Path,
    recipients: Sequence[age_files.Recipient],
) -> None:
    """Write `files` by their names in the archive to `target`, a new file, for `recipients`.

    What was written is read back from the disk and compared before this returns: it is opened by a
    key that is made for it and forgotten. Raises Damaged, OSError.
    """
    for_reading_back = age_files.new_identity()
    everybody = (*recipients, for_reading_back.to_public())
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as helper, os.fdopen(reading, "rb") as source:
        packed = helper.submit(_write_archive, writing, manifest, files)
        try:
            target.touch(mode=0o600, exist_ok=False)
            with target.open("wb") as encrypted:
                age_files.encrypt(source, encrypted, everybody)
                encrypted.flush()
                os.fsync(encrypted.fileno())
        finally:
            source.close()  # whoever still writes into the pipe is told
    expected = packed.result()
    opened = _Print()
    try:
        with target.open("rb") as encrypted:
            age_files.decrypt(encrypted, cast(BinaryIO, opened), [for_reading_back])
    except age_files.CannotOpen as error:
        raise Damaged(f"what was written cannot be read back: {error}") from None
    if opened.digest != expected:
        raise Damaged("what was written is not what was packed")


def unpack(parcel: Path, into: Path, identities: Sequence[age_files.Identity]) -> Manifest:
    """Write the files of a parcel to `into`, an empty folder. Raises Damaged, OSError,
    age_files.CannotOpen."""
    archive = into / "archive.tar"
    with parcel.open("rb") as encrypted, archive.open("xb") as opened:
        age_files.decrypt(encrypted, opened, identities)
    found = {}
    try:
        with tarfile.open(archive, "r:") as packed:
            for member in packed:
                found[member.name] = _extract(packed, member, into)
    except tarfile.TarError as error:
        raise Damaged(f"the archive in it cannot be read: {error}") from None
    archive.unlink()
    return _checked(into / MANIFEST, found)


def _checked(path: Path, found: dict[str, str]) -> Manifest:
    found.pop(MANIFEST, None)
    try:
        manifest = Manifest(**json.loads(path.read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        raise Damaged(
            "it holds no list of what is in it: it is no backup of this program"
        ) from None
    if manifest.format != FORMAT:
        raise Damaged(f"it is of a form that this version does not know ({manifest.format})")
    for name in sorted(manifest.prints.keys() | found.keys()):
        if manifest.prints.get(name) != found.get(name):
            raise Damaged(f"{name} is not what was packed")
    return manifest


def _extract(packed: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> str:
    name = PurePosixPath(member.name)
    source = packed.extractfile(member) if member.isreg() else None
    if source is None or name.is_absolute() or ".." in name.parts:
        raise Damaged(f"{member.name} has no place in a backup")
    path = into / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as target:
        for piece in _pieces(cast(BinaryIO, source)):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def _write_archive(descriptor: int, manifest: Manifest, files: Mapping[str, bytes | Path]) -> bytes:
    """Write the archive; returns the SHA-256 of all of it."""
    with os.fdopen(descriptor, "wb") as pipe:
        written = _Print(pipe)
        with tarfile.open(fileobj=cast(BinaryIO, written), mode="w|") as archive:
            for name, content in files.items():
                manifest.prints[name] = _add(archive, name, content)
            listed = json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode()
            _add(archive, MANIFEST, listed)
    return written.digest


def _add(archive: tarfile.TarFile, name: str, content: bytes | Path) -> str:
    """Add one file; returns its SHA-256. A file that grows meanwhile is taken as long as it was."""
    member = tarfile.TarInfo(name)
    member.mode = 0o600
    with content.open("rb") if isinstance(content, Path) else io.BytesIO(content) as source:
        member.size = source.seek(0, os.SEEK_END)
        source.seek(0)
        passing = _Print(source=source)
        archive.addfile(member, cast(BinaryIO, passing))
    return passing.digest.hex()


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        yield piece


class _Print:
    """Takes the print of what passes; hands it on, where somebody waits for it."""

    def __init__(self, target: BinaryIO | None = None, *, source: BinaryIO | None = None) -> None:
        self._digest = hashlib.sha256()
        self._target = target
        self._source = source

    @property
    def digest(self) -> bytes:
        return self._digest.digest()

    def write(self, piece: bytes) -> int:
        self._digest.update(piece)
        if self._target is not None:
            self._target.write(piece)
        return len(piece)

    def read(self, size: int) -> bytes:
        assert self._source is not None
        piece = self._source.read(size)
        self._digest.update(piece)
        return piece

    def flush(self) -> None:
        if self._target is not None:
            self._target.flush()
