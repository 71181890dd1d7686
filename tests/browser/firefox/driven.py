"""Firefox, driven over the protocol that is built into it (Marionette): it wants no driver.

Playwright drives only a Firefox of its own making, which no distribution has.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.firefox.tunnel import Tunnel
from tests.ports import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""Under this name WebDriver hands over an element."""
STATE = "return document.readyState"
PATIENCE = 60  # seconds until a page is there, on a busy machine

SETTINGS: dict[str, bool | int | str] = {
    # As people have it: the settings for tests would switch the cache of whole pages off.
    "remote.prefs.recommended": False,
    "network.proxy.type": 1,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.allow_hijacking_localhost": True,
    # Nothing is asked of its maker.
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#nowhere",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}

FLAGS = "--headless --marionette --no-remote"
WINDOW = {"MOZ_HEADLESS_WIDTH": "600", "MOZ_HEADLESS_HEIGHT": "1600"}
"""So high that the exit, along the lower edge, covers nothing that a story clicks."""


class Refused(Exception):
    """The browser says no: its own words."""


class Firefox:
    """One window without a screen, with a fresh profile. Its commands are those of WebDriver
    (https://www.w3.org/TR/webdriver2/)."""

    def __init__(self, program: str, tunnel: Tunnel, *, script: bool) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="firefox-"))
        port = free_port()
        own = {"marionette.port": port, "network.proxy.ssl_port": tunnel.port}
        settings = {**SETTINGS, **own, "javascript.enabled": script}
        (self._folder / "user.js").write_text(_written(settings), "utf-8")
        self._process = subprocess.Popen(
            [program, *FLAGS.split(), "--profile", str(self._folder)],
            env=os.environ | WINDOW,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._socket = self._connected(port)
        self._line = self._socket.makefile("rwb")
        self._number = 0
        self._read()  # its greeting
        self.command("NewSession", acceptInsecureCerts=True)

    def command(self, name: str, /, **parameters: Any) -> Any:
        """Give a command of WebDriver and return its value; raises Refused."""
        self._number += 1
        message = json.dumps([0, self._number, f"WebDriver:{name}", parameters]).encode()
        self._line.write(b"%d:%s" % (len(message), message))
        self._line.flush()
        _kind, _number, error, result = self._read()
        if error:
            raise Refused(error["message"])
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def close(self) -> None:
        """End the browser, and take its profile away."""
        self._line.close()
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)

    def open(self, address: str) -> None:
        """Type an address."""
        self.command("Navigate", url=address)

    def back(self) -> None:
        """Go back."""
        self.command("Back")

    def forward(self) -> None:
        """Go forward."""
        self.command("Forward")

    @property
    def address(self) -> str:
        """Where the window is."""
        return str(self.command("GetCurrentURL"))

    @property
    def cookies(self) -> list[str]:
        """Names of the cookies that the open page would send."""
        return [each["name"] for each in self.command("GetCookies")]

    def all(self, selector: str) -> list[str]:
        """The elements that a selector finds, each as WebDriver names it."""
        found = self.command("FindElements", using="css selector", value=selector)
        return [each[ELEMENT] for each in found]

    def text(self, selector: str) -> str:
        """The words that are seen in the first such element."""
        return str(self.command("GetElementText", id=self._first(selector)))

    def value(self, selector: str) -> str:
        """What stands in a field."""
        return str(self.command("GetElementProperty", id=self._first(selector), name="value"))

    def type(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.command("ElementSendKeys", id=self._first(selector), text=text)

    def press(self, selector: str) -> None:
        """Click, once the page is there: before it has painted something it takes no click.

        What comes of it is waited for by `until`.
        """
        element = self._first(selector)
        self.until(lambda: self.command("ExecuteScript", script=STATE, args=[]) == "complete")
        self.command("ElementClick", id=element)

    @property
    def shown(self) -> str:
        """All that can be read: the page, and what stands in its fields."""
        fields = self.all("textarea, input")
        typed = [self.command("GetElementProperty", id=each, name="value") for each in fields]
        return " ".join([self.text("body"), *(str(each) for each in typed)])

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something is true; raises AssertionError with the page that is shown."""
        end = time.monotonic() + PATIENCE
        while not self._is(true):
            assert time.monotonic() < end, f"{self.address}: {self.shown}"
            time.sleep(0.05)

    def wait_for(self, selector: str) -> None:
        """Wait until there is such an element."""
        self.until(lambda: self.all(selector))

    def _first(self, selector: str) -> str:
        self.wait_for(selector)
        return self.all(selector)[0]

    def _is(self, true: Callable[[], object]) -> bool:
        try:
            return bool(true())
        except Refused:  # between two pages there is none
            return False

    def _connected(self, port: int) -> socket.socket:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
            except OSError:
                assert self._process.poll() is None, "Firefox ended"
                assert time.monotonic() < end, "Firefox does not answer"
                time.sleep(0.1)

    def _read(self) -> Any:
        digits = b""
        while (digit := self._line.read(1)) != b":":
            assert digit, "Firefox hung up"
            digits += digit
        return json.loads(self._line.read(int(digits)))


def _written(settings: dict[str, bool | int | str]) -> str:
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(settings[name])});" for name in settings]
    return "\n".join(lines)
