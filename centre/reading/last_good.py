"""The last good copy: files that were sound, kept where an editor's slip cannot reach them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from centre.reading.durable import flush


class LastGood:
    """A set of files by name, in one archive that is always whole, even after a power cut."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive

    def files(self) -> dict[str, bytes]:
        """What was kept last; empty when nothing was, or when it cannot be read any more."""
        try:
            with ZipFile(self._archive) as archive:
                return {name: archive.read(name) for name in archive.namelist()}
        except (OSError, BadZipFile):
            return {}

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Keep ``files`` in place of what was kept before. Raises OSError."""
        if not files or files == self.files():
            return
        folder = self._archive.parent
        prefix = f"{self._archive.name}."
        with NamedTemporaryFile(dir=folder, prefix=prefix, delete=False) as fresh:
            written = Path(fresh.name)
            try:
                with ZipFile(fresh, "w") as archive:
                    for name, content in files.items():
                        archive.writestr(name, content)
                fresh.close()
                flush(written)
                written.replace(self._archive)
                flush(folder)
            except BaseException:
                written.unlink(missing_ok=True)
                raise

    @contextmanager
    def unpacked(self) -> Iterator[Path]:
        """A folder with what was kept, for the length of the block."""
        with TemporaryDirectory(prefix="kacko-") as folder:
            for name, content in self.files().items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            yield Path(folder)
