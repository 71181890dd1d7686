"""The static site alone, as of any day, under the policy that is shipped for it; and what its
script says."""

import functools
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from centre.facts.clock_times import PRAGUE
from centre.hours.timetable import Timetable
from centre.intake.addresses import ASSETS, ERRORS
from centre.language.i18n import on_day, time_words
from tests.built import build_site
from tests.paths import ROOT


def shipped_policy(path: str = "/") -> str:
    """The Content-Security-Policy that the proxy sends with ``path``; its own pages have one of
    their own."""
    name = "errors.conf" if path.startswith(ERRORS) else "headers.conf"
    conf = ROOT / "deploy" / "nginx" / name
    found = re.search(r'Content-Security-Policy "([^"]+)"', conf.read_text("utf-8"))
    assert found
    return found[1]


def build(folder: Path, day: str, content: Path = ROOT / "content") -> Path:
    """The output of a strict build of ``content`` as of ``day``."""
    return build_site(folder, str(content), BUILD_DAY=day).output


LOOKS_EVERY = 20_000
"""Milliseconds after which a page looks at the clock (theme/static/js/2-days.js)."""


class _Strict(SimpleHTTPRequestHandler):
    reachable: Callable[[str], bool] = staticmethod(lambda path: True)

    def do_GET(self) -> None:
        if self.reachable(self.path):
            super().do_GET()
        else:
            self.close_connection = True  # without a word, as when a line is cut

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", shipped_policy(self.path))
        if not self.path.startswith(ASSETS):
            self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Patient(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # a reader who leaves is no fault
            super().handle_error(request, client_address)


@contextmanager
def served(output: Path, reachable: Callable[[str], bool] | None = None) -> Iterator[str]:
    """Serve a built site on a loopback port until the block ends; gives its origin.

    ``reachable`` says of each path whether it is answered; it may take its time.
    """
    handler = (
        type("Handler", (_Strict,), {"reachable": staticmethod(reachable)})
        if reachable
        else _Strict
    )
    server = _Patient(("127.0.0.1", 0), functools.partial(handler, directory=output))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Reader:
    """Opens pages of static sites at moments on the reader's clock, and keeps what a browser
    complains of."""

    def __init__(self, browser: Browser) -> None:
        self.wrong: list[str] = []
        self._browser = browser
        self._contexts = ExitStack()

    def open(
        self,
        url: str,
        at: datetime,
        *,
        zone: str = "Europe/Prague",
        before: str = "",
        change: Callable[[dict[str, Any]], object] | None = None,
    ) -> Page:
        """The page, once the script has had its say.

        ``before`` runs first; ``change`` changes the hours.
        """
        context = self._browser.new_context(timezone_id=zone)
        self._contexts.callback(context.close)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on(
            "console", lambda message: message.type == "error" and self.wrong.append(message.text)
        )
        if before:
            page.add_init_script(before)
        if change:
            page.route("**/hours.json", lambda route: changed(route, change))
        page.clock.set_fixed_time(at)
        with page.expect_response("**/hours.json") as hours:
            page.goto(url)
        hours.value.finished()
        page.wait_for_function("document.querySelector('[data-now]')")
        page.evaluate("new Promise((done) => setTimeout(done, 30))")
        return page

    def close(self) -> None:
        """Close all pages. Raises AssertionError for anything that went wrong in one of them."""
        self._contexts.close()
        assert not self.wrong


def let_it_be(page: Page, at: datetime) -> None:
    """Make it another moment for a page that stays open, and let it look at the clock."""
    page.clock.set_fixed_time(at)
    page.clock.run_for(LOOKS_EVERY)


def changed(route: Route, change: Callable[[dict[str, Any]], object]) -> None:
    """Answer with the hours as ``change`` leaves them."""
    hours = route.fetch().json()
    change(hours)
    route.fulfill(json=hours)


def said(page: Page, place: str = "") -> list[str]:
    """What the script says on the page, or only of one place."""
    chosen = f'[data-now="{place}"]' if place else "[data-now]"
    return [" ".join(text.split()) for text in page.locator(f"{chosen}:visible").all_inner_texts()]


def today(page: Page) -> str | None:
    """The day that is marked as today."""
    return page.locator("[aria-current=date]").get_attribute("data-day")


def prague(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=PRAGUE)


def expected(timetable: Timetable, place: str, at: datetime) -> str:
    """A part of the sentence that nothing else would say."""
    coming = timetable.intervals(place, at.date(), at.date() + timedelta(50))
    for interval in coming:
        if interval.start <= at < interval.end:
            return f"do {time_words(interval.end.time())}."
    after = [interval for interval in coming if interval.start > at]
    following = next((interval for interval in after if not interval.by_appointment), after[0])
    day = following.start.date()
    near = {at.date(): "dnes", at.date() + timedelta(1): "zítra"}
    return f"{near.get(day) or on_day(day)} od {time_words(following.start.time())}"
