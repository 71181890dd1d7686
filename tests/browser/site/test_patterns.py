"""The ring around what has the focus, measured in pixels on every kind of control of „Vzorník“."""

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from site_plugins.pages.pattern_book import ADDRESS, FORMS
from tests.browser.still import served
from tests.built import BuiltSite

pytestmark = pytest.mark.browser

VIEWPORT = {"width": 720, "height": 600}
AROUND = 12  # px

ONE_OF_EACH_KIND = """() => {
  const kinds = new Set();
  const controls = "a[href], button, summary, input, select, textarea";
  for (const each of document.querySelectorAll(controls)) {
    const { display, backgroundColor, color } = getComputedStyle(each);
    const kind = [each.localName, each.className, display, backgroundColor, color].join();
    if (kinds.has(kind) || !each.getClientRects().length || each.closest(".skip")) continue;
    if (each.tabIndex < 0) continue;
    kinds.add(kind);
    each.dataset.kind = kinds.size;
  }
  return kinds.size;
}"""

CHANGED = """async ([before, after]) => {
  const pixels = async (data) => {
    const response = await fetch(`data:image/png;base64,${data}`);
    const image = await createImageBitmap(await response.blob());
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height).data;
  };
  const linear = (part) => (part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = (data, at) => {
    const [red, green, blue] = [...data.slice(at, at + 3)].map(linear);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const [one, other] = [await pixels(before), await pixels(after)];
  let changed = 0;
  for (let at = 0; at < one.length; at += 4) {
    const [darker, lighter] = [light(one, at), light(other, at)].sort((a, b) => a - b);
    if (lighter / darker >= 3) changed += 1;
  }
  return changed;
}"""


@pytest.fixture(scope="module")
def origin(site: BuiltSite) -> Iterator[str]:
    with served(site.output) as origin:
        yield origin


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [ADDRESS, FORMS])
def test_a_ring_of_two_pixels_shows_what_has_the_focus(
    browser: Browser, origin: str, address: str, scheme: str
) -> None:
    """The size and contrast that WCAG 2.2, 2.4.13 asks for (AAA)."""
    context = browser.new_context(viewport=VIEWPORT, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    blank = context.new_page()
    page.goto(origin + address)
    weak = []
    kinds = page.evaluate(ONE_OF_EACH_KIND)
    for kind in range(1, kinds + 1):
        control = page.locator(f'[data-kind="{kind}"]')
        changed = _changed(page, blank, control)
        wanted = _perimeter(control) * 2
        if changed < wanted:
            weak.append(
                f"{changed} of {wanted} px: {control.evaluate('each => each.outerHTML')[:120]}"
            )
    context.close()
    assert kinds > 5
    assert not weak, "\n".join(weak)


def _changed(page: Page, blank: Page, control: Locator) -> int:
    control.focus()  # brings it into view
    page.evaluate("document.activeElement.blur()")
    box = control.bounding_box()
    left = max(0, box["x"] - AROUND)
    top = max(0, box["y"] - AROUND)
    right = min(VIEWPORT["width"], box["x"] + box["width"] + AROUND)
    bottom = min(VIEWPORT["height"], box["y"] + box["height"] + AROUND)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    before = page.screenshot(clip=clip, caret="hide")
    control.focus()
    after = page.screenshot(clip=clip, caret="hide")
    return int(
        blank.evaluate(CHANGED, [base64.b64encode(each).decode() for each in (before, after)])
    )


def _perimeter(control: Locator) -> int:
    return int(
        control.evaluate("""each => {
          const boxes = [...each.getClientRects()];
          return boxes.reduce((sum, { width, height }) => sum + 2 * (width + height), 0);
        }""")
    )
