"""Whoever has no mouse: everything on a page is reached by Tab, and seen when it is reached."""

from playwright.sync_api import Page

from tests.browser import looks

MOST = 400  # presses; far more than any page of ours has to reach
_BEGIN = """() => {
  window.reached = new Set([document.body]);
  document.querySelector('a[href], button, input, select, textarea, summary').focus();
  reached.add(document.activeElement);
}"""
_IS_NEW = """() => {
  const before = reached.size;
  reached.add(document.activeElement);
  return reached.size > before;
}"""
"""A field for a day is reached once for its day, once for its month and so on."""
_LEFT_OUT = """() => {
  const there = each => each.checkVisibility() && !each.disabled && each.tabIndex >= 0;
  const group = each => each.type === 'radio' && [...reached].some(
    other => other.type === 'radio' && other.name === each.name && other.form === each.form);
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(each => each.type !== 'hidden' && there(each) && !reached.has(each) && !group(each))
    .map(each => `no key reaches ${each.outerHTML.slice(0, 160)}`);
}"""


def faults_by_keyboard(page: Page) -> list[str]:
    """What Tab does not reach on the open page, and where nobody sees that it was reached."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate(looks.MEASURES)
    page.evaluate(_BEGIN)
    found: list[str] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        if page.evaluate(_IS_NEW):
            found += page.evaluate("measure.focus()")
    else:
        found.append("Tab never leaves the page")
    return [*found, *page.evaluate(_LEFT_OUT)]
