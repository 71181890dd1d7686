"""Reads all content once at the start of each run, and hands its pages to Pelican."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.readers import BaseReader

from centre.facts.clock_times import PRAGUE
from centre.language.languages import LANGUAGES
from centre.layers.folder import common_under
from centre.proofreading.proof_reader import ProofReader
from centre.reading.faults import Faults
from centre.texts import content
from centre.texts.pages import SECTIONS, Page
from site_plugins.run.build import Build, build_of


class PageReader(BaseReader):  # type: ignore[misc]  # Pelican carries no types
    """Gives Pelican the pages that were already read, checked and rendered."""

    file_extensions = ["md"]  # noqa: RUF012 - Pelican's own spelling

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """HTML and metadata of one page.

        One that cannot be used is skipped; its faults are known.
        """
        build = build_of(self)
        page = build.content.page_of(Path(source_path))
        if page is None:
            return "", {"status": "skip"}
        return build.content.text(page).html, {
            "title": page.front.title,
            "lang": page.lang,
            "translation_id": page.id,
            "slug": page.front.slug,
            "template": template_of(page),
            "status": "published",
            "url": page.address.lstrip("/"),
            "save_as": f"{page.address.lstrip('/')}index.html",
            "doc": page,
        }


def template_of(page: Page) -> str:
    """The name of the page's template; a service that names none gets that of services."""
    if page.section == "services" and page.front.template == "page":
        return "service"
    return page.front.template


def read_content(pelican: Any) -> None:
    """Read everything under ``content/``. In a one-shot build any fault ends the run here."""
    settings = pelican.settings
    day = build_day(settings.get("BUILD_DAY"))
    loaded = content.read_leniently(Path(settings["PATH"]), day)
    build = Build(
        day=day,
        watch=settings["WATCH"],
        output=Path(settings["OUTPUT_PATH"]),
        content=loaded,
        faults=list(loaded.faults),
    )
    settings["PAGE_PATHS"] = _page_paths(build.content.root)
    settings["BUILD"] = build  # from here on its faults are known, whatever fails below
    build.faults = list(Faults([*loaded.faults, *ProofReader(loaded).errors()]).all)
    if build.faults and not build.watch:
        raise Faults(build.faults)


def _page_paths(root: Path) -> list[str]:
    """Where Pelican finds pages: in the centre's folder, and in the common texts under it."""
    folders = [f"{lang}/{section}" for lang in LANGUAGES for section in SECTIONS]
    common = common_under(root)
    return folders if common is None else [*folders, *(str(common / each) for each in folders)]


def build_day(setting: str | None) -> date:
    """The day of ``setting``, for tests and previews; today in Prague when that is empty."""
    return date.fromisoformat(setting) if setting else datetime.now(PRAGUE).date()


def use_reader(readers: Any) -> None:
    """Read every Markdown file through PageReader, whatever readers Pelican has of its own."""
    readers.reader_classes = {"md": PageReader, "static": readers.reader_classes["static"]}


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(read_content)
    signals.readers_init.connect(use_reader)
