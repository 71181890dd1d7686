"""What a look at all pages found, for the page about accessibility.

Written by `make accessibility`.
"""

import os
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from centre.facts.clock_times import PRAGUE
from tests.browser import looks

WANTED = "ACCESSIBILITY_RECORD"
"""Names the file to write.

Without it nothing is written: a part of the tests is no look at all pages.
"""

TEXT = """# Píše ho make accessibility, když projde všechny stránky v prohlížeči. Rukou se nemění.
checked_on: {day}
site_pages: {site_pages}
service_pages: {service_pages}
widths: [{widths}]
schemes: [{schemes}]
axe: {axe}
chromium: "{chromium}"
faults: {faults}
"""


@dataclass
class Record:
    """Pages that were looked at, each with the number of faults on it."""

    site: dict[str, int] = field(default_factory=dict)
    service: dict[str, int] = field(default_factory=dict)
    chromium: str = ""

    def write(self) -> None:
        """Write the file that was asked for."""
        if path := os.environ.get(WANTED):
            Path(path).write_text(self.text, "utf-8")

    @property
    def text(self) -> str:
        """The record as `centre.listings.accessibility` reads it."""
        version = re.search(r"axe v([\d.]+)", AXE_SCRIPT)
        assert version
        return TEXT.format(
            day=datetime.now(PRAGUE).date(),
            site_pages=len(self.site),
            service_pages=len(self.service),
            widths=", ".join(map(str, looks.WIDTHS)),
            schemes=", ".join(looks.SCHEMES),
            axe=version[1],
            chromium=self.chromium.partition(".")[0],
            faults=sum(self.site.values()) + sum(self.service.values()),
        )
