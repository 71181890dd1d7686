"""``make icons``: draws the icons for home screens from ``theme/static/icon.svg``, in a browser."""

from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from site_plugins.files.manifest import BRAND, ICONS
from tests.browser.conftest import launch
from tests.paths import ROOT

STATIC = ROOT / "theme" / "static"
SAFE = 0.72
"""How much of a maskable icon the drawing may fill: a phone cuts the rest off in a shape of its
own."""


def draw(browser: Browser) -> Iterator[tuple[str, bytes]]:
    """Each icon by its name, as PNG."""
    svg = (STATIC / "icon.svg").read_text("utf-8")
    for name, (size, purpose) in ICONS.items():
        whole = purpose == "maskable"
        ground, share = (BRAND, SAFE) if whole else ("transparent", 1.0)
        page = browser.new_page(viewport={"width": size, "height": size})
        page.set_content(
            f"<style>body{{margin:0;height:100vh;display:grid;place-items:center;background:{ground}}}"
            f"svg{{width:{size * share}px}}</style>{svg}"
        )
        yield name, page.screenshot(omit_background=True)
        page.close()


def main() -> None:
    """Write all icons."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        if browser is None:
            raise SystemExit("No browser; run tests/provide.py")
        for name, png in draw(browser):
            (STATIC / name).write_bytes(png)
        browser.close()


if __name__ == "__main__":
    main()
