"""Somebody of the team who counts the taps: what a way takes is held against what was meant."""

import time

from tests.browser.clicks import follow
from tests.browser.people import DESK, Counsellor


class Tapper(Counsellor):
    """Counts taps on links and buttons; no page on the way may be wider than the screen."""

    taps = 0
    began = 0.0

    def begin(self, path: str = "") -> None:
        """Where the way begins; from here on taps and seconds count."""
        self.open(DESK + path)
        self.start_counting()

    def start_counting(self) -> None:
        """The way begins on the page that is open."""
        self.taps = 0
        self.began = time.monotonic()

    def tap(self, what: str) -> None:
        """Tap a link or a button that leads on."""
        self.taps += 1
        follow(self.page.locator(what).first)
        fits = self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert fits, f"{self.path} is wider than the screen"

    def unfold(self, what: str) -> None:
        """Tap what unfolds on the page."""
        self.taps += 1
        self.page.locator(f"{what} summary").first.click()

    def choose(self, name: str, value: str) -> None:
        """Choose from a list: a tap as well."""
        self.taps += 1
        self.page.locator(f'main [name="{name}"]').select_option(value)

    def mark(self, what: str) -> None:
        """Tap a choice or a box."""
        self.taps += 1
        self.page.locator(f"main {what}").check()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.began

    def tell(self, story: str) -> None:
        """Print what it took (`-s`); the seconds are those of this machine."""
        print(f"\n{story}: {self.taps} taps, {self.seconds:.1f} s")

    @property
    def words(self) -> str:
        return str(self.page.locator("main").inner_text())
