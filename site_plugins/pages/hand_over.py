"""The page about what the centre could hand over: the inventory of data under its headings."""

from typing import Any

from pelican import signals

from centre.intake.data_inventory import items_about
from centre.intake.data_items import Form, Subject
from site_plugins.pages.sections import sections
from site_plugins.run.build import build_of

PAGE = "hand-over"
LISTS = {
    "citelne": items_about(Form.CLEAR, Subject.SENDER),
    "zamcene": items_about(Form.SEALED, Subject.SENDER),
    "tym": items_about(Form.CLEAR, Subject.STAFF) + items_about(Form.SEALED, Subject.STAFF),
    "program": items_about(Form.CLEAR, Subject.SERVICE) + items_about(Form.SEALED, Subject.SERVICE),
    "otisky": [item for subject in Subject for item in items_about(Form.BLANK, subject)],
}
"""What to list, by the anchor of its heading. Each part of the inventory stands in one list."""


def add_lists(generator: Any, content: Any) -> None:
    """Give the page its own template and its lists."""
    if content.doc.id != PAGE:
        return
    build = build_of(generator)
    html = build.content.text(content.doc).body
    content.template = PAGE
    generator.context |= {"sections": sections(html), "lists": LISTS}


def register() -> None:
    """Called by Pelican."""
    signals.page_generator_write_page.connect(add_lists)
