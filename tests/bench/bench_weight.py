"""What our pages weigh beside the same words in other front ends, and how many files a browser
fetches.

    python -m tests.bench.bench_weight

The others are built from their npm packages (`make bench` fetches them), in the page template that
each documents, with their styles and scripts as shipped. They get our words without our classes,
icons and data, which is in their favour. A browser says what it fetches at a first visit; every
text is then weighed by Brotli at the same level, and what has a compression of its own as it is.
"""

import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean
from typing import Any
from xml.etree.ElementTree import Element

import brotli
import html5lib
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Request, Route, sync_playwright

from tests.paths import ROOT
from tests.provide import BROWSERS

MODULES = ROOT / "var" / "bench" / "node_modules"
TEMPLATES = Path(__file__).with_name("frontends")
PAGES = ("/", "/teren/", "/krize/", "/otazky/", "/otazky/musim-prestat/")
ORIGIN = "http://bench.test"
LEVEL = 11
COMPRESSED = {".woff", ".woff2", ".png", ".ico", ".webp"}
KINDS = {".html": "HTML", ".css": "CSS", ".js": "JS"}
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


@dataclass(frozen=True)
class Frontend:
    """Somebody's front end: where its files are in its package."""

    name: str
    template: str
    files: Path


FRONTENDS = (
    Frontend("govuk-frontend", "govuk.html", MODULES / "govuk-frontend" / "dist" / "govuk"),
    Frontend("nhsuk-frontend", "nhsuk.html", MODULES / "nhsuk-frontend" / "dist" / "nhsuk"),
    Frontend("Bootstrap", "bootstrap.html", MODULES / "bootstrap" / "dist"),
    Frontend("Pico", "pico.html", MODULES / "@picocss" / "pico" / "css"),
)


@dataclass(frozen=True)
class Weight:
    """Bytes of one page by kind, the files that were fetched, and those that lie with somebody
    else."""

    bytes: Mapping[str, int]
    requests: int
    foreign: int

    @property
    def total(self) -> int:
        return sum(self.bytes.values())


def weigh(browser: Browser, page: Path | bytes, files: Path) -> Weight:
    """Open a page once, as a stranger with a phone does.

    Files of others are asked for but not weighed.
    """
    fetched: dict[str, bytes] = {}
    foreign: set[str] = set()

    def answer(route: Route, request: Request) -> None:
        if not request.url.startswith(ORIGIN):
            foreign.add(
                request.url.rpartition(".")[0]
            )  # an older format that is tried next is the same file
            route.abort()
            return
        path = request.url.removeprefix(ORIGIN).split("?")[0]
        body = _page(page) if path == "/" else (files / path.lstrip("/")).read_bytes()
        fetched[path if path != "/" else "/index.html"] = body
        route.fulfill(
            body=body, content_type=TYPES.get(Path(path).suffix, "text/html; charset=utf-8")
        )

    context = browser.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    context.route("**/*", answer)
    opened = context.new_page()
    opened.goto(f"{ORIGIN}/", wait_until="networkidle")
    opened.evaluate("document.fonts.ready.then(() => true)")
    opened.wait_for_load_state("networkidle")
    context.close()
    sizes: dict[str, int] = {}
    for path, body in fetched.items():
        kind = KINDS.get(Path(path).suffix, "other")
        sizes[kind] = sizes.get(kind, 0) + _size(path, body)
    return Weight(sizes, len(fetched) + len(foreign), len(foreign))


def rewritten(page: Path, frontend: Frontend) -> bytes:
    """Our page's words, menu and foot in the template of another front end."""
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    menu = _landmark(tree, "header")
    foot = _landmark(tree, "footer")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,
        undefined=StrictUndefined,
    )
    text = environment.get_template(frontend.template).render(
        lang=tree.get("lang"),
        title=tree.findtext(".//title"),
        skip=tree.findtext("body/a"),
        site=_words(next(each for each in tree.iter("a") if each.get("class") == "brand")),
        menu=[_link(link) for each in menu.iter("nav") for link in each.iter("a")],
        foot=[_column(each) for each in foot.iter("div") if each.find("h2") is not None],
        words=_plain(next(tree.iter("main"))),
    )
    return text.encode()


def _landmark(tree: Element, name: str) -> Element:
    return next(each for each in tree.findall(f"body/{name}"))


def _link(link: Element) -> dict[str, str]:
    return {"name": _words(link), "address": link.get("href", "")}


def _column(column: Element) -> dict[str, Any]:
    return {"title": column.findtext("h2"), "links": [_link(link) for link in column.iter("a")]}


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _plain(main: Element) -> str:
    """The inside of `main` as plain HTML."""
    bare = copy.deepcopy(main)
    for parent in list(bare.iter()):
        for child in [each for each in parent if each.tag in ("svg", "script")]:
            parent.remove(child)
        for name in [each for each in parent.attrib if each == "class" or each.startswith("data-")]:
            del parent.attrib[name]
    whole = html5lib.serialize(bare, omit_optional_tags=False, quote_attr_values="always")
    return str(whole).partition(">")[2].rpartition("</main>")[0]


def _page(page: Path | bytes) -> bytes:
    return page if isinstance(page, bytes) else page.read_bytes()


def _size(path: str, body: bytes) -> int:
    return (
        len(body) if Path(path).suffix in COMPRESSED else len(brotli.compress(body, quality=LEVEL))
    )


def measure(browser: Browser, output: Path) -> Iterator[tuple[str, dict[str, Weight]]]:
    """Each page with its weight in every front end; ours comes first."""
    for address in PAGES:
        page = output / address.lstrip("/") / "index.html"
        found = {"Káčko": weigh(browser, page, output)}
        for frontend in FRONTENDS:
            if frontend.files.is_dir():
                found[frontend.name] = weigh(browser, rewritten(page, frontend), frontend.files)
        yield address, found


def build(folder: Path) -> Path:
    """The sample as it would be published."""
    output = folder / "output"
    command = [
        sys.executable,
        "-m",
        "pelican",
        "content",
        "-s",
        "publishconf.py",
        "-o",
        str(output),
        "-q",
    ]
    command += ["-e", f'FRAME_PATH="{folder / "frame.json"}"']
    environment = {**os.environ, "PUBLISH_ANYWAY": "sample,helplines,approval"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return output


def _row(name: str, weight: Weight, ours: Weight) -> str:
    kinds = "".join(
        f"{weight.bytes.get(kind, 0) / 1024:>8.1f}" for kind in (*KINDS.values(), "other")
    )
    foreign = f", {weight.foreign} of them from elsewhere, not weighed" if weight.foreign else ""
    more = f"{weight.total / ours.total:>6.1f}×"
    return f"  {name:<16}{kinds}{weight.total / 1024:>9.1f}{more}{weight.requests:>9}{foreign}"


def main() -> None:
    """Print a table for each page, and how much heavier the others are on average."""
    missing = [frontend.name for frontend in FRONTENDS if not frontend.files.is_dir()]
    if missing:
        print(
            f"NOT COMPARED with {', '.join(missing)}: npm is needed to fetch them", file=sys.stderr
        )
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    heavier: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = build(Path(folder))
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        heads = "".join(f"{kind:>8}" for kind in (*KINDS.values(), "other"))
        print(f"KiB, Brotli {LEVEL}{'':>4}{heads}{'all':>9}{'':>7}{'requests':>9}")
        for address, weights in measure(browser, output):
            print(address)
            for name, weight in weights.items():
                print(_row(name, weight, weights["Káčko"]))
                heavier.setdefault(name, []).append(weight.total / weights["Káčko"].total)
        browser.close()
    means = (
        f"{name} {geometric_mean(times):.1f}×" for name, times in heavier.items() if name != "Káčko"
    )
    print("heavier than ours on average:", ", ".join(means) or "nobody to compare with")


if __name__ == "__main__":
    main()
