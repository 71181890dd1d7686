"""Translations that fall behind their original: a step, a link, a fact or a number that only one of
them has.

No program knows whether a sentence is translated well, but it sees whether a dose of 1.8 mg is
there.
"""

import re
from collections import Counter
from collections.abc import Iterator

from centre.language.languages import ORIGINAL
from centre.reading.faults import Fault
from centre.reading.front_matter import Text
from centre.texts.pages import Page, Pages

_SNIPPET = re.compile(r"\[\[[^\]]+\]\]")
_LINK = re.compile(r"\]\(((?:page|intake):[^)\s]+)")
_HEADING = re.compile(r"^\s*#{2,} ", re.MULTILINE)
_STEP = re.compile(r"^\s*\d+\. ", re.MULTILINE)
_POINT = re.compile(r"^\s*[-*] ", re.MULTILINE)
_CARD = re.compile(r"^!!! \w+", re.MULTILINE)
_NUMBER = re.compile(r"(?<![\w#/])\d+(?:[.,]\d+)?")

_COUNTED = {"nadpisů": _HEADING, "kroků": _STEP, "odrážek": _POINT, "rámečků": _CARD}


def behind(pages: Pages) -> Iterator[Fault]:
    """Advice on every translation that does not have what its original has, or has more."""
    for page in pages:
        yield from behind_original(page, pages)


def behind_original(page: Page, pages: Pages) -> Iterator[Fault]:
    """Advice on one translation."""
    original = pages.get(page.id, ORIGINAL)
    if original and page.lang != ORIGINAL:
        for message in _differences(original.text, page.text):
            yield Fault(page.text.file, page.text.first_line, "", f"{message}; porovnejte je")


def _differences(original: Text, translation: Text) -> Iterator[str]:
    for counted, pattern in _COUNTED.items():
        expected = len(pattern.findall(original.source))
        found = len(pattern.findall(translation.source))
        if found != expected:
            yield f"překlad má {found} {counted}, český originál {expected}"
    expected_details = _details(original.source)
    found_details = _details(translation.source)
    if missing := _listed(expected_details - found_details):
        yield f"v překladu chybí {missing}, co český originál má"
    if added := _listed(found_details - expected_details):
        yield f"překlad má navíc {added}, co český originál nemá"


def _details(source: str) -> Counter[str]:
    plain = _STEP.sub("", _SNIPPET.sub("", source))
    numbers = (number.replace(",", ".") for number in _NUMBER.findall(plain))
    return Counter([*_SNIPPET.findall(source), *_LINK.findall(source), *numbers])


def _listed(details: Counter[str]) -> str:
    return ", ".join(sorted(details.elements()))
