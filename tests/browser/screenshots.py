"""Pictures for the docs: the main pages, phone and desktop, light and dark; editor and desk on a
phone.

Run by `make screenshots`; `python -m tests.browser.screenshots editor` takes the editor's alone,
with `desk` those of the desk.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

from intake_service import clock
from kacko.builder.app import App
from kacko.builder.previews import Previews
from tests.browser.clicks import follow
from tests.browser.conftest import FLAGS
from tests.browser.house import House, running
from tests.browser.people import DESK, Counsellor, Sender
from tests.built import build_site
from tests.kacko.builder.builders import answering
from tests.paths import ROOT
from tests.provide import BROWSERS

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"phone": {"width": 360, "height": 640}, "desktop": {"width": 1280, "height": 800}}
SCHEMES = ("light", "dark")
PAGES = {
    "home": "/",
    "outreach": "/teren/",
    "crisis": "/krize/",
    "close-ones": "/blizci/",
    "question": "/otazky/",
    "results": "/vysledky/",
}
QUESTION = "Syn je poslední dobou v noci pryč a nechce o tom mluvit. Nevím, co dělat."


EDITOR = {
    "editor-helpline": "web/udaje/helplines.yaml/helplines/5",
    "editor-state": "web/stav",
}


DESK_PAGES = {
    "desk-find": "najit",
    "desk-counter": "u-pultu",
    "desk-notebook": "sesit",
    "desk-figures": "cisla",
}


def main(only: str = "") -> None:
    """Build the sample, play one question and its answer, take a picture of each page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS.split())
        content = Path(shutil.copytree(ROOT / "content", folder / "content"))
        site = build_site(folder, BUILD_DAY=f"{clock.today()}")
        previews = Previews(content)
        previews.warm_up()
        with (
            running(site, folder, content=content) as house,
            answering(App(previews), house.data / "builder.sock"),
        ):
            for part, pictures in BEHIND_THE_LOGIN.items():
                if only in ("", part):
                    context = browser.new_context(
                        viewport=SIZES["phone"], java_script_enabled=False
                    )
                    for name, page in pictures(Counsellor(context.new_page(), house)):
                        page.screenshot(path=FOLDER / f"{name}.png")
                    context.close()
            for size, viewport in SIZES.items() if not only else ():
                for scheme in SCHEMES:
                    look: Any = {"viewport": viewport, "color_scheme": scheme}
                    context = browser.new_context(**look, java_script_enabled=False)
                    for name, page in _pictures(context.new_page(), house):
                        page.screenshot(path=FOLDER / f"{name}-{size}-{scheme}.png")
                    context.close()
        browser.close()


def _pictures(page: Page, house: House) -> Iterator[tuple[str, Page]]:
    """Each page in turn, ready for its picture."""
    for name, address in PAGES.items():
        page.goto(house.url + address)
        yield name, page
    page.goto(f"{house.url}/dotaz/blizci")
    _send(page)
    yield "form-with-errors", page
    page.fill("#text", QUESTION)
    _send(page)
    yield "receipt", page
    receipt = page.inner_text("#receipt > [aria-hidden]")
    page.goto(f"{house.url}/odpoved")
    page.fill("#receipt", receipt)
    _send(page)
    yield "mailbox", page


def _of_editor(editor: Counsellor) -> Iterator[tuple[str, Page]]:
    """What somebody sees who changes the website, in the order of docs/pro-editory.md."""
    page = editor.page
    editor.log_in(editor.house.coordinator)
    editor.open(f"{DESK}web/")
    if not page.locator(".choices a:visible").count():
        page.locator("summary").first.click()
    for name in ("editor-choices", "editor-sentence"):
        follow(page.locator(".choices a:visible").first)
        yield name, page
    follow(page.locator("main form button.button").last)
    yield "editor-saved", page
    for name, address in EDITOR.items():
        editor.open(DESK + address)
        yield name, page
    yield from _of_writing(editor)


def _of_writing(editor: Counsellor) -> Iterator[tuple[str, Page]]:
    """A photo is added, news shows it, and readers are about to get both."""
    page = editor.page
    editor.open(f"{DESK}web/obrazky/novy")
    yield "editor-new-picture", page
    sent = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": _yard()}
    page.locator('[name="photo"]').set_input_files(sent)
    editor.fill(alternative_cs="Dvorek centra s lavičkou")
    page.get_by_label("nikdo na něm není poznat").check()
    editor.press("/novy")
    yield "editor-picture", page
    editor.open(f"{DESK}web/stranky/nova/news")
    editor.fill(title="Nový dvorek")
    editor.press("/nova/news")
    editor.fill(
        lead="Dá se tu posedět i zaparkovat kolo.",
        text="Přijďte se podívat.\n\n[[picture:dvorek-centra-s-lavickou]]",
    )
    follow(page.locator('button[value="ulozit"]'))
    yield "editor-draft", page
    follow(page.locator('button[value="nahled"]'))
    page.frame_locator("iframe").locator("h1").wait_for()
    yield "editor-preview", page
    follow(page.locator('main a[href*="/zverejnit/"]'))
    yield "editor-publishing", page
    editor.open(f"{DESK}web/dokumenty/novy")
    yield "editor-new-document", page


def _yard() -> bytes:
    """A photo of no place: a wall, a bench, grass."""
    picture = Image.new("RGB", (1600, 1200), "#9cc4d8")
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, 300, 1600, 800), "#d8b89a")
    drawn.rectangle((0, 800, 1600, 1200), "#6f9a5b")
    for top in (640, 740):
        drawn.rounded_rectangle((450, top, 1150, top + 60), 20, "#6b4a2f")
    for left in (500, 1060):
        drawn.rectangle((left, 800, left + 40, 940), "#4a3422")
    written = BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()


def _of_desk(desk: Counsellor) -> Iterator[tuple[str, Page]]:
    """What a counsellor sees in a shift, in the order of docs/pro-poradce.md."""
    page = desk.page
    for text in ("Už nechci žít.", "Na ruce mám absces a bolí to. Je mi 17."):
        Sender(page, desk.house).ask(text)
    number = desk.house.newest
    desk.log_in(desk.house.coordinator)
    yield "desk-home", page
    desk.open(f"{DESK}dotaz/{number}")
    yield "desk-enquiry", page
    follow(page.locator('button[name="suggested"]').first)
    desk.fill(text="Dobrý den,\nránu nemačkejte. Ošetříme ji zdarma, dnes do 17 hodin.\nTým centra")
    desk.press("/nahled")
    page.locator("#nahled").evaluate("each => each.scrollIntoView()")
    yield "desk-check", page
    desk.press("/odpoved")
    page.locator("#odeslano").evaluate("each => each.scrollIntoView()")
    yield "desk-sent", page
    follow(page.locator('button[formaction$="/vzit-zpet/dotaz"]'))
    yield "desk-take-back", page
    for name, address in DESK_PAGES.items():
        desk.open(DESK + address)
        yield name, page


BEHIND_THE_LOGIN = {"editor": _of_editor, "desk": _of_desk}


def _send(page: Page) -> None:
    """A picture that is taken between two pages fails."""
    with page.expect_navigation():
        page.click("main form button[type=submit]")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
