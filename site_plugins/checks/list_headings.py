"""Lists that are made from facts want their headings in the text of the page: the check of the
content and the build ask for the same ones."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from pelican import signals

from centre.listings.indicators import FAMILIES
from centre.reading.faults import Fault
from centre.texts.content import Content
from site_plugins.pages import hand_over, open_data, privacy, results
from site_plugins.pages.sections import without_heading
from site_plugins.run.build import build_of

NEEDED: Final[Mapping[str, Callable[[Content], Iterable[str]]]] = {
    hand_over.PAGE: lambda _content: hand_over.LISTS,
    open_data.PAGE: open_data.anchors,
    privacy.PAGE: lambda _content: privacy.ANCHORS,
    results.PAGE: lambda _content: FAMILIES,
}
"""The anchors of the headings, by page."""


def faults(content: Content) -> list[Fault]:
    """A fault for each heading that a page has lost, in whatever language."""
    return [
        fault
        for page in content.pages
        if page.id in NEEDED
        for fault in without_heading(page, content.text(page).body, NEEDED[page.id](content))
    ]


def check(pelican: Any) -> None:
    """Object to them in a build, before any page is written."""
    build = build_of(pelican)
    build.add_faults(faults(build.content))


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(check)
