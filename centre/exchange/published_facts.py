"""Facts and pages that were published from the desk: it names them, the next build takes them over.

The note lies in the folder of the content. What else somebody is just writing there stays
unpublished.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from centre.documents.documents import DOCUMENTS_FILE
from centre.exchange import offered_files
from centre.facts.loading import FILES
from centre.language.languages import LANGUAGES
from centre.layers.folder import data_file
from centre.listings.funder_tables import FUNDER_TABLES
from centre.listings.loading import ALERTS, PARTNERS, RESULTS
from centre.news.reading import NEWS_FOLDER
from centre.pictures.pictures import PICTURES_FILE
from centre.reading.durable import put
from centre.texts.pages import SECTIONS

NOTE: Final = ".published-facts"


def publish(root: Path, name: str, written: bytes) -> None:
    """Note that the file ``name``, with just these bytes, is for readers; a page that is withdrawn
    has none. ``name`` is as `hours.yaml` or `cs/pages/wound.md`. Call it ``alone``. Raises
    OSError."""
    noted = {**_noted(root), name: print_of(written)}
    put(root / NOTE, (json.dumps(noted, indent=1, sort_keys=True) + "\n").encode())


def is_noted(root: Path, name: str, written: bytes) -> bool:
    """Whether just these bytes of a file are noted for readers."""
    return _noted(root).get(name) == print_of(written)


def prints(root: Path) -> dict[str, str]:
    """The print of each file of facts, and of each page of the centre's own, as it lies there; one
    that cannot be read has none."""
    files = {name: data_file(root / "data", name) for name in _FACTS}
    files |= {path.relative_to(root).as_posix(): path for path in root.glob("*/*/*.md")}
    found = {}
    for name, path in files.items():
        with suppress(OSError):
            if _is_ours(name):
                found[name] = print_of(path.read_bytes())
    return found


def bring_over(edited: Path, published: Path) -> None:
    """Put the noted facts into a published copy, but for those that were changed since by another
    way. Raises OSError."""
    for name, expected in _noted(edited).items():
        if _is_ours(name) and _print_in(edited, name) == expected:
            _bring(_place(edited, name), _place(published, name))
            offered_files.bring_over(name, edited, published)


def are_newer(edited: Path, published: Path) -> bool:
    """Whether facts were saved to be seen at once that a published copy does not have.

    Raises OSError.
    """
    return any(
        _print_in(edited, name) == expected != _print_in(published, name)
        for name, expected in _noted(edited).items()
        if _is_ours(name)
    )


def is_shown(name: str, written: bytes, shown: Mapping[str, str]) -> bool:
    """Whether the site that is served was built from just these bytes; ``shown`` are the prints
    that it has told (``prints``)."""
    return shown.get(name, NOTHING if _PAGE.fullmatch(name) else "") == print_of(written)


def _bring(file: Path, target: Path) -> None:
    if not file.is_file():
        target.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.read_bytes())


def _is_ours(name: str) -> bool:
    return Path(name).name == name or _PAGE.fullmatch(name) is not None


def _place(root: Path, name: str) -> Path:
    return root / name if _PAGE.fullmatch(name) else root / "data" / name


def _print_in(root: Path, name: str) -> str:
    """A file that is not there says as much as an empty one."""
    file = _place(root, name)
    return print_of(file.read_bytes()) if file.is_file() else NOTHING


def _noted(root: Path) -> dict[str, str]:
    try:
        found = json.loads((root / NOTE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(each) for name, each in found.items()} if type(found) is dict else {}


def print_of(written: bytes) -> str:
    """Changes whenever a byte of a file does."""
    return hashlib.blake2b(written, digest_size=16).hexdigest()


NOTHING: Final = print_of(b"")
_FACTS: Final = (
    *(*FILES, ALERTS, PARTNERS, RESULTS, FUNDER_TABLES),
    *(DOCUMENTS_FILE, PICTURES_FILE),
)
_FOLDERS: Final = "|".join((*SECTIONS, NEWS_FOLDER))
_PAGE: Final = re.compile(rf"(?:{'|'.join(LANGUAGES)})/(?:{_FOLDERS})/[a-z0-9]+(?:-[a-z0-9]+)*\.md")
"""Only what is a page goes anywhere, whatever somebody has put into the note."""
