"""The last check looks at the files as they were written, whatever templates and plugins did to
them."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_plugins.checks.links import Checker
from site_plugins.checks.written_html import WrittenPage
from tests.built import BuiltSite

PAGE = """<!DOCTYPE html>
<html lang="cs">
  <head><link rel="stylesheet" href="/a.css"></head>
  <body><h1>Úvod</h1><p id="here">Text.</p>{}</body>
</html>
"""

WRONG = {
    '<a href="/nikde/">x</a>': "odkaz /nikde/: nikam nevede",
    '<a href="/soubor.pdf">x</a>': "odkaz /soubor.pdf: nikam nevede",
    '<a href="/dalsi/#tam">x</a>': "odkaz /dalsi/#tam: na cílové stránce není kotva „tam“",
    '<a href="#tam">x</a>': "odkaz #tam: na cílové stránce není kotva „tam“",
    '<a href="http://example.org/">x</a>': (
        "odkaz http://example.org/: takový odkaz na stránce být nemá"
    ),
    '<a href="//example.org/">x</a>': "odkaz //example.org/: takový odkaz na stránce být nemá",
    '<a href="dalsi/">x</a>': "odkaz dalsi/: takový odkaz na stránce být nemá",
    '<a href="javascript:x">x</a>': "odkaz javascript:x: takový odkaz na stránce být nemá",
    '<script src="https://example.org/x.js"></script>': (
        "stránka stahuje https://example.org/x.js, což mezi soubory webu není"
    ),
    '<img src="/neni.png" alt="">': "stránka stahuje /neni.png, což mezi soubory webu není",
    '<i id="here">x</i>': "kotva „here“ je na stránce 2krát",
    "<h1>Druhý</h1>": "stránka má mít jeden nadpis první úrovně, má jich 2",
    "<h3>Třetí</h3>": "nadpis úrovně 3 přeskočil úroveň 2",
    "<p style='color: red'>x</p>": "<p> má vložený styl nebo skript",
    "<p onclick=x>x</p>": "<p> má vložený styl nebo skript",
    "<style>p {}</style>": "<style> má vložený styl nebo skript",
}

RIGHT = (
    '<a href="/">x</a>',
    '<a href="/dalsi/#here">x</a>',
    '<a href="/a.css">x</a>',
    '<a href="#here">x</a>',
    '<a href="#">x</a>',
    '<a href="/dotaz/o-sobe">x</a>',
    '<a href="https://example.org/?a=1&amp;b=2">x</a>',
    '<a href="tel:155">x</a>',
    '<a href="sms:+420000000002?body=A%20%3E%20B" title="a > b">x</a>',
    "<h2>Druhá</h2><h3>Třetí</h3><h2>Druhá</h2>",
)


@pytest.fixture
def objections(tmp_path: Path) -> Callable[[str], list[Any]]:
    """What is wrong with a page of this body, beside another page and a style sheet."""
    (tmp_path / "dalsi").mkdir()
    (tmp_path / "dalsi" / "index.html").write_text(PAGE.format(""), "utf-8")
    (tmp_path / "a.css").write_text("")

    def look(body: str) -> list[Any]:
        page = tmp_path / "index.html"
        page.write_text(PAGE.format(body), "utf-8")
        return list(Checker(tmp_path).objections(page))

    return look


@pytest.mark.parametrize("body", RIGHT)
def test_what_is_right_is_left_alone(objections: Callable[[str], list[Any]], body: str) -> None:
    assert objections(body) == []


@pytest.mark.parametrize("body", WRONG)
def test_each_mistake_is_told_once(objections: Callable[[str], list[Any]], body: str) -> None:
    (told,) = objections(body + body if body.startswith("<a ") else body)
    assert told.startswith(WRONG[body])


def test_the_quick_look_sees_what_a_browser_sees(built_site: BuiltSite) -> None:
    for page in built_site.pages.values():
        seen = WrittenPage.read(page.path)
        elements = list(page.tree.iter())
        assert seen.ids == Counter(
            element.get("id") for element in elements if element.get("id") is not None
        )
        assert seen.links == [
            element.get("href")
            for element in elements
            if element.tag in ("a", "{http://www.w3.org/2000/svg}a")  # the map's, too
            and element.get("href") is not None
        ]
        levels = [
            element.tag
            for element in elements
            if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        ]
        assert [f"h{level}" for level in seen.levels] == levels
        fetched = [element.get("src") for element in elements if element.tag in ("script", "img")]
        sheets = [
            element.get("href")
            for element in page.all("link")
            if element.get("rel") == "stylesheet"
        ]
        assert set(filter(None, fetched + sheets)) <= set(seen.fetched)
