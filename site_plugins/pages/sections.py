"""A page's text cut at its headings, so that lists made from facts can stand under them.

A list finds its place by the anchor of a heading, which is the same in all languages; the texts
stay the page's own, so staff change them like any other.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from centre.reading.faults import Fault
from centre.texts.pages import Page


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the second level with its text; what stands before the first has no anchor."""

    anchor: str
    html: Markup


def sections(html: str) -> list[Section]:
    """The parts of a rendered text, in their order."""
    parts = re.split(r"(?=<h2\b)", html)
    # Made by our renderer, which takes no HTML from texts.
    return [Section(_anchor(part), Markup(part)) for part in parts]  # noqa: S704


def without_heading(page: Page, html: str, anchors: Iterable[str]) -> list[Fault]:
    """A fault for each of ``anchors`` that no heading has."""
    found = {section.anchor for section in sections(html)}
    return [
        page.front.fault("", f"v textu chybí nadpis s kotvou #{anchor}, pod kterým má být seznam")
        for anchor in anchors
        if anchor not in found
    ]


def _anchor(part: str) -> str:
    found = re.match(r'<h2\b[^>]*\bid="([^"]+)"', part)
    return found[1] if found else ""
