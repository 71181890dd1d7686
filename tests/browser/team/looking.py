"""What is seen on a phone at the desk."""

import os
from pathlib import Path
from typing import Final

from tests.browser.people import Counsellor

PICTURES: Final = os.environ.get("KACKO_PICTURES", "")
"""A folder for pictures of the way, for whoever wants to look; those in the docs are from here."""


def words(desk: Counsellor) -> str:
    """What the open page says."""
    return desk.page.locator("main").inner_text()


def look(desk: Counsellor, name: str) -> None:
    """Nothing is wider than the phone; a picture, where somebody wants one."""
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    if PICTURES:
        desk.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
