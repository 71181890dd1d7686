"""The files that lists of pictures and documents name, brought into a published copy with them."""

from collections.abc import Sequence
from pathlib import Path

from centre.documents import documents
from centre.documents.documents import DOCUMENTS_FILE, DocumentList
from centre.pictures import pictures
from centre.pictures.pictures import PICTURES_FILE, PictureList
from centre.reading.reader import read_file


def bring_over(name: str, edited: Path, published: Path) -> None:
    """Let the published copy have just the files that its list ``name`` names by now.

    Other names bring nothing. Raises OSError.
    """
    if name == PICTURES_FILE:
        _bring(edited / pictures.FOLDER, published / pictures.FOLDER, _pictures(published))
    if name == DOCUMENTS_FILE:
        _bring(edited / documents.FOLDER, published / documents.FOLDER, _documents(published))


def _pictures(root: Path) -> Sequence[str]:
    listed, _ = read_file(root / "data" / PICTURES_FILE, PictureList, required=False)
    return [name for each in listed.pictures for name in each.files] if listed else []


def _documents(root: Path) -> Sequence[str]:
    listed, _ = read_file(root / "data" / DOCUMENTS_FILE, DocumentList, required=False)
    return [each.file for each in listed.documents] if listed else []


def _bring(source: Path, target: Path, names: Sequence[str]) -> None:
    for name in names:
        if (source / name).is_file():
            target.mkdir(exist_ok=True)
            (target / name).write_bytes((source / name).read_bytes())
    for path in target.iterdir() if target.is_dir() else ():
        if path.name not in names:
            path.unlink()
