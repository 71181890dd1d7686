"""What a new page begins with, by its kind: its order, and places that a person fills in."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from markdown.extensions.toc import slugify

from centre.editing import rewriting
from centre.editing.pages.page_files import LONGEST_ID, PageFile, PageKind
from centre.editing.pages.page_text import PageText
from centre.language.languages import ORIGINAL

NEXT_REVIEW: Final = timedelta(days=365)
TO_FILL_IN: Final = "Doplňte:"
"""Begins what a person still has to write; nothing with it is published."""

_HEADS: Final = {
    PageKind.PAGE: "group: help\n",
    PageKind.QUESTION: "group: help\nparent: questions\n",
    PageKind.SERVICE: "group: service\nparent: services\n",
    PageKind.NEWS: "",
}
_BODIES: Final = {
    PageKind.PAGE: (
        "Doplňte: to nejdůležitější první větou.\n\n## Doplňte: nadpis\n\nDoplňte: text\n"
    ),
    PageKind.QUESTION: (
        "## Otázka\n\n> Doplňte: otázka, bez jmen a míst\n\n## Odpověď\n\nDoplňte: odpověď\n"
    ),
    PageKind.SERVICE: (
        "Doplňte: co uděláme a pro koho.\n\n## Jak to chodí\n\n"
        '!!! steps "Postup"\n    1. Doplňte: první krok\n    2. Doplňte: druhý krok\n'
    ),
    PageKind.NEWS: "Doplňte: co je nového, kdy a kde.\n",
}


def new_page(kind: PageKind, title: str, taken: Collection[str]) -> PageFile:
    """The Czech page of this title; its name is told from those that are ``taken``."""
    words = re.sub(r"[^a-z0-9]+", "-", slugify(title, "-")).strip("-")
    name = words[: LONGEST_ID - 4].strip("-") or "stranka"
    if re.fullmatch(r"[0-9]{4}", name):
        name = f"rok-{name}"  # four digits are the address of a whole year of news
    numbered = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return PageFile(ORIGINAL, kind, next(each for each in numbered if each not in taken))


def beginning(page: PageFile, title: str, today: date) -> str:
    """The whole file of a new Czech page."""
    head = f"title: x\ntranslation_id: {page.id}\nslug: {page.id}\nlead: x\n{_HEADS[page.kind]}"
    if page.kind is PageKind.NEWS:
        head += f"from: {today}\n"
    else:
        head += f"reviewed_on: {today}\nnext_review: {today + NEXT_REVIEW}\n"
    head = rewriting.put(head, ("title",), title)
    head = rewriting.put(head, ("lead",), f"{TO_FILL_IN} jedna věta, co tu člověk najde")
    return f"---\n{head}---\n\n{_BODIES[page.kind]}"


def is_unfinished(text: str) -> bool:
    """Whether somebody still has to fill something in."""
    return TO_FILL_IN in text


def translation_beginning(page: PageFile, original: str, today: date) -> str:
    """The file of a translation: the head of the original, without the words of its text."""
    parts = PageText.of(original)
    head = parts.head
    for field in ("nav", "search_words", "listed_words", "reviewed_by", "consented_on"):
        if field in rewriting.read(head):
            head = rewriting.drop(head, (field,))
    head = rewriting.put(head, ("lead",), f"{TO_FILL_IN} překlad")
    if page.kind is not PageKind.NEWS:
        found = parts.said.get("approval") or []
        needed = [found] if isinstance(found, str) else list(found)
        if "native-reader" not in needed:
            head = rewriting.put(head, ("approval",), [*needed, "native-reader"])
        head = rewriting.put(head, ("reviewed_on",), str(today))
        head = rewriting.put(head, ("next_review",), str(today + NEXT_REVIEW))
    return f"---\n{head}---\n\n"
