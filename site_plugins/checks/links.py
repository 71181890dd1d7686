"""Checks what was written: links, anchors, headings, ids, and that nothing is fetched from
elsewhere.

Texts were checked while they were read; this catches what templates and plugins do to them.
"""

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican import signals

from centre.intake import addresses
from centre.reading.faults import Fault
from site_plugins.checks.written_html import WrittenPage
from site_plugins.run.build import Build, build_of

_SCHEMES = {"https", "tel", "mailto", "sms", "geo"}


class Checker:
    """Knows everything that was written.

    Most links stand on every page, so each address is judged once.
    """

    def __init__(self, output: Path) -> None:
        self._output = output
        # The proxy allows the style inside these by its hash.
        self._error_pages = output / addresses.ERRORS.strip("/")
        self.written = {path: WrittenPage.read(path) for path in sorted(output.rglob("*.html"))}
        self._problems: dict[str, str] = {}

    def objections(self, path: Path) -> Iterator[str]:
        """Everything wrong with one page."""
        page = self.written[path]
        for link in dict.fromkeys(page.links):
            problem = _on_itself(link, page) if _is_on_itself(link) else self._problem(link)
            if problem:
                yield f"odkaz {link}: {problem}"
        for address in dict.fromkeys(page.fetched):
            if urlsplit(address).netloc or not (self._output / address.lstrip("/")).is_file():
                yield f"stránka stahuje {address}, což mezi soubory webu není"
        yield from _structure(page)
        if not path.is_relative_to(self._error_pages):
            yield from _inline(page)

    def _problem(self, link: str) -> str:
        if link not in self._problems:
            self._problems[link] = self._judge(link)
        return self._problems[link]

    def _judge(self, link: str) -> str:
        target = urlsplit(link)
        if target.scheme or target.netloc or not target.path.startswith("/"):
            return "" if target.scheme in _SCHEMES else "takový odkaz na stránce být nemá"
        if addresses.is_intake(target.path):
            return ""
        file = self._output / target.path.lstrip("/")
        file = file / "index.html" if target.path.endswith("/") else file
        if file not in self.written:
            return "" if file.is_file() else "nikam nevede"
        missing = target.fragment and target.fragment not in self.written[file].ids
        return _no_anchor(target.fragment) if missing else ""


def objections_to_itself(page: WrittenPage) -> Iterator[str]:
    """Everything wrong with one page that can be seen without the others."""
    for link in dict.fromkeys(page.links):
        if _is_on_itself(link) and (problem := _on_itself(link, page)):
            yield f"odkaz {link}: {problem}"
    yield from _structure(page)
    yield from _inline(page)


def _is_on_itself(link: str) -> bool:
    return link.startswith("#")


def _on_itself(link: str, page: WrittenPage) -> str:
    anchor = urlsplit(link).fragment
    return "" if not anchor or anchor in page.ids else _no_anchor(anchor)


def _structure(page: WrittenPage) -> Iterator[str]:
    for anchor, times in page.ids.items():
        if times > 1:
            yield f"kotva „{anchor}“ je na stránce {times}krát"
    if page.levels.count(1) != 1:
        yield f"stránka má mít jeden nadpis první úrovně, má jich {page.levels.count(1)}"
    for before, after in pairwise(page.levels):
        if after > before + 1:
            yield f"nadpis úrovně {after} přeskočil úroveň {before + 1}"


def _inline(page: WrittenPage) -> Iterator[str]:
    for tag in dict.fromkeys(page.inline):
        yield f"<{tag}> má vložený styl nebo skript, které bezpečnostní pravidla nepustí"


def check(build: Build) -> list[Fault]:
    """Everything wrong with the HTML files of ``build.output``."""
    output = build.output
    checker = Checker(output)
    sources = {build.file(page.address): page.text.file for page in build.content.pages}
    faults = [
        Fault(source, 1, "", "stránka se nesestavila")
        for path, source in sources.items()
        if path not in checker.written
    ]
    sources |= {build.file(item.address): item.text.file for item in build.content.news}
    for path in checker.written:
        name = sources.get(path, path.relative_to(output).as_posix())
        faults += [Fault(name, 1, "", message) for message in checker.objections(path)]
    return faults


def _no_anchor(anchor: str) -> str:
    return f"na cílové stránce není kotva „{anchor}“"


def check_output(pelican: Any) -> None:
    """Check all that was written; what is wrong is shown on every page or ends the build."""
    build = build_of(pelican)
    if build.faults:
        return  # the texts come first; their faults are on every page already
    faults = check(build)
    build.add_faults(faults)
    if faults:
        _show_on_pages(build, faults)


def _show_on_pages(build: Build, faults: list[Fault]) -> None:
    rows = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults)
    for path in build.output.rglob("*.html"):
        page = path.read_text("utf-8")
        build.put(path, page.replace("<main", f'<ul class="summary wrap">{rows}</ul><main', 1))


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(check_output)
