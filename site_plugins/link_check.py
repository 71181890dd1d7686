"""Checks what was written: links, anchors, headings, ids, and that nothing is fetched from elsewhere.

Texts were checked while they were read; this catches what templates and plugins do to them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican import signals

from centre import addresses
from centre.faults import Fault
from site_plugins.build import Build, build_of, tell

_FETCHING = {"script": "src", "img": "src", "source": "src", "iframe": "src", "link": "href"}
_FETCHED_LINKS = {"stylesheet", "icon", "manifest", "preload"}
_SCHEMES = {"https", "tel", "mailto", "sms", "geo"}


@dataclass
class WrittenPage(HTMLParser):
    """What one HTML file says of itself."""

    ids: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        fetches = tag != "link" or _FETCHED_LINKS & set(given.get("rel", "").split())
        if tag in _FETCHING and _FETCHING[tag] in given and fetches:
            self.fetched.append(given[_FETCHING[tag]])
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.inline.append(tag)

    @classmethod
    def read(cls, path: Path) -> "WrittenPage":
        """Parse the file at ``path``."""
        page = cls()
        page.feed(path.read_text("utf-8"))
        return page


def check(build: Build) -> list[Fault]:
    """Everything wrong with the HTML files of ``build.output``."""
    output = build.output
    written = {path: WrittenPage.read(path) for path in sorted(output.rglob("*.html"))}
    sources = {
        output / page.address.lstrip("/") / "index.html": page.text.file for page in build.content.pages
    }
    faults = [
        Fault(source, 1, "", "stránka se nesestavila")
        for path, source in sources.items()
        if path not in written
    ]
    for path, page in written.items():
        name = sources.get(path, path.relative_to(output).as_posix())
        faults += [Fault(name, 1, "", message) for message in _objections(path, page, output, written)]
    return faults


def _objections(
    path: Path, page: WrittenPage, output: Path, written: dict[Path, WrittenPage]
) -> Iterator[str]:
    for link in dict.fromkeys(page.links):
        if problem := _problem(link, path, output, written):
            yield f"odkaz {link}: {problem}"
    for address in page.fetched:
        if urlsplit(address).netloc or not (output / address.lstrip("/")).is_file():
            yield f"stránka stahuje {address}, což mezi soubory webu není"
    for anchor, times in page.ids.items():
        if times > 1:
            yield f"kotva „{anchor}“ je na stránce {times}krát"
    if page.levels.count(1) != 1:
        yield f"stránka má mít jeden nadpis první úrovně, má jich {page.levels.count(1)}"
    for before, after in pairwise(page.levels):
        if after > before + 1:
            yield f"nadpis úrovně {after} přeskočil úroveň {before + 1}"
    own_style = path.is_relative_to(output / addresses.ERRORS.strip("/"))  # the proxy allows it by its hash
    for tag in dict.fromkeys(() if own_style else page.inline):
        yield f"<{tag}> má vložený styl nebo skript, které bezpečnostní pravidla nepustí"


def _problem(link: str, path: Path, output: Path, written: dict[Path, WrittenPage]) -> str:
    target = urlsplit(link)
    if target.scheme or target.netloc:
        return "" if target.scheme in _SCHEMES else "takový odkaz na stránce být nemá"
    if target.path and addresses.is_intake(target.path):
        return ""
    there = path
    if target.path:
        there = output / target.path.lstrip("/")
        there = there / "index.html" if target.path.endswith("/") else there
    if there not in written:
        return "" if there.is_file() else "nikam nevede"
    missing = target.fragment and target.fragment not in written[there].ids
    return f"na cílové stránce není kotva „{target.fragment}“" if missing else ""


def check_output(pelican: Any) -> None:
    """Check the whole output: end a one-shot build, or show the faults on every page in watch mode."""
    build = build_of(pelican)
    if build.faults:
        return  # the texts come first; their faults are on every page already
    faults = check(build)
    build.add(faults)
    if faults:
        tell(faults)
        _show(build, faults)


def _show(build: Build, faults: list[Fault]) -> None:
    rows = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults)
    for path in build.output.rglob("*.html"):
        page = path.read_text("utf-8")
        path.write_text(page.replace("<main", f'<ul class="summary wrap">{rows}</ul><main', 1), "utf-8")


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(check_output)
