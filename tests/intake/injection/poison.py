"""A text that tries to be more than a text, and the look-out for places where it would be."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import unquote

from flask import Flask
from werkzeug.test import TestResponse

from centre.intake import addresses
from intake_service import clock
from tests.intake.browser import NAMESPACE, Page, Visitor
from tests.intake.web.test_guards import routes

WORD: Final = "jedovatka"
"""Stands in each poison, so that it is found wherever it comes out."""
PRODUCT: Final = "1787569"
"""What a template engine would make of 1337 × 1337."""
LINE: Final = (
    f"=1+1|'{WORD}\"><b onclick=1>{{{{1337*1337}}}}{{% raw %}}%(x)s%s{{0.a}}${{1337*1337}}"
    "</textarea><script>1</script>&#106;\u202eabc\u2066"
)
"""For a field of one line: a formula, markup, an end of the field, templates, reversed writing."""
TEXT: Final = f'{LINE}\r\nX-Injected: {WORD}\r\n=HYPERLINK("//x")\r\n<!--\r\n[a](javascript:1)'
"""For a text: also headers, commands at the beginning of a line, a comment, a link."""
SHORT: Final = f"=<b>{WORD}"
"""Where no more fits."""
NAME: Final = f"<b>{WORD}</b>{{{{1337*1337}}}}%(x)s"
"""For somebody of the team."""
EMAIL: Final = f"={WORD}+%s{{0}}@example.org"
"""An address that is one, as far as an address may go."""

LEFT_TO_RIGHT_AGAIN: Final = ("bdi", "textarea", "input", "option", "title")
"""What ends reversed writing where it ends."""
BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def poisoned(fields: Iterable[Any], *, line: str = LINE, text: str = TEXT) -> dict[str, str]:
    """Poison for every field of a form into which somebody types, by name; the first choice where
    one has to be made, today where a day has."""
    typed = {}
    for each in fields:
        name = each.get("name")
        if each.tag == f"{NAMESPACE}textarea":
            typed[name] = text
        elif each.tag == f"{NAMESPACE}select":
            values = [option.get("value") for option in each.iter(f"{NAMESPACE}option")]
            typed[name] = next(filter(None, values), "")
        elif each.get("type", "text") in ("text", "search"):
            typed[name] = line
        elif each.get("type") == "date":
            typed[name] = clock.today().isoformat()
    return typed


def buttons(page: Page) -> Iterator[str]:
    """Where the buttons of a page lead that send something."""
    for form in page.all("form"):
        if form.get("method") == "post":
            yield form.get("action") or page.path
            for button in form.iter(f"{NAMESPACE}button"):
                if button.get("formaction"):
                    yield button.get("formaction")


def everywhere(app: Flask) -> Iterator[str]:
    """Every address that an app answers to, but the one that ends what is open."""
    return (path for path in routes(app, "GET") if path != addresses.EXIT)


def look(visitor: Visitor, path: str) -> bool:
    """Open an address, check that poison is text there and nothing else; whether any stands
    there."""
    response = visitor.client.get(path, follow_redirects=True)
    check(visitor, response)
    return WORD in response.get_data(as_text=True)


def press(visitor: Visitor, address: str, fields: dict[str, str]) -> None:
    """Send fields, and check what comes back."""
    check(visitor, visitor.client.post(address, data=fields, follow_redirects=True))


def check(visitor: Visitor, response: TestResponse) -> None:
    """Poison is text in a page, a table, a file, and in no header."""
    check_headers(response)
    if response.mimetype == "text/html":
        check_page(visitor.see(response))
    elif response.mimetype == "text/csv":
        check_table(response.get_data(as_text=True))


def check_headers(response: TestResponse) -> None:
    """No header is ours by name only, and none has poison in it."""
    assert "X-Injected" not in response.headers
    for name, value in response.headers:
        assert WORD not in unquote(value), (name, value)


def check_page(page: Page) -> None:
    """Poison is text, was not worked out, and does not reverse what stands around it."""
    assert PRODUCT not in page.text, page.path
    parents = {child: parent for parent in page.tree.iter() for child in parent}
    for each in page.tree.iter():
        if not isinstance(each.tag, str):
            assert WORD not in (each.text or ""), "a comment"
            continue
        check_element(each)
        for text, place in ((each.text, each), (each.tail, parents.get(each))):
            if text and "\u202e" in text and WORD in text:
                assert is_isolated(place, parents), (page.path, place.tag, place.attrib)


def check_element(each: Any) -> None:
    """An element is ours: no script without a file, nothing that happens by itself."""
    tag = each.tag.removeprefix(NAMESPACE)
    assert tag != "script" or each.get("src"), each.text
    for name, value in each.attrib.items():
        assert not name.lower().startswith("on"), name
        if name in ("href", "src", "action", "formaction"):
            assert WORD not in unquote(value), (tag, name, value)
            assert not value.lower().lstrip().startswith("javascript:"), value


def is_isolated(place: Any, parents: dict[Any, Any]) -> bool:
    """Whether what is written here ends here, whatever its direction."""
    while place is not None:
        tag = place.tag.removeprefix(NAMESPACE)
        if tag in LEFT_TO_RIGHT_AGAIN or place.get("dir") == "auto":
            return True
        place = parents.get(place)
    return False


def check_table(told: str) -> None:
    """No cell of a table is taken for a command."""
    for row in csv.reader(io.StringIO(told.removeprefix("\ufeff")), delimiter=";"):
        for cell in row:
            assert not cell.lstrip(" \u00a0").startswith(BEGINS_FORMULA), cell
