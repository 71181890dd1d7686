"""Texts as they were on a day that matters, so that it can be told what has changed since: the
Czech original when a translation was published, the common text when it became the centre's own."""

import json
from contextlib import suppress
from enum import Enum
from pathlib import Path

from centre.editing.pages.page_files import PageFile
from intake_service.store import own_files
from intake_service.work.editing.uncommitted import FOLDER
from intake_service.work.service import Service


class Remembered(Enum):
    """Which text of a page."""

    ORIGINAL = "originals"
    COMMON = "commons"


def remember(service: Service, which: Remembered, page: PageFile, text: str) -> None:
    """Keep a text for a page; where it cannot be, only a comparison will be missing."""
    path = _file(service, which, page)
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        own_files.write(path, json.dumps({"text": text}, ensure_ascii=False).encode())


def recall(service: Service, which: Remembered, page: PageFile) -> str | None:
    """The text that was kept; None where none was."""
    try:
        return str(json.loads(_file(service, which, page).read_text("utf-8"))["text"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def pages(service: Service, which: Remembered) -> list[PageFile]:
    """The pages of which such a text is kept."""
    folder = service.settings.data / FOLDER / which.value
    names = (path.stem.replace(".", "/") for path in sorted(folder.glob("*.json")))
    return [page for name in names if (page := PageFile.of(f"{name}.md"))]


def _file(service: Service, which: Remembered, page: PageFile) -> Path:
    name = page.name.removesuffix(".md").replace("/", ".")
    return service.settings.data / FOLDER / which.value / f"{name}.json"
