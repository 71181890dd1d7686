"""A page of an example as a start for another centre: its order and its wording, none of its facts.

Whatever names the example, its places, its owner or a number is left out; of what stays nobody
knows whether it is true elsewhere, so the page says at its top that somebody has to go through it.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from centre.facts.loading import Facts

GO_THROUGH: Final = (
    '!!! note "Doplňte: projděte tuto stránku"\n'
    "    Věty jsou z příkladu jiného centra. Nechte, co platí u vás, zbytek přepište nebo smažte."
    " Nakonec smažte i tuto poznámku."
)
WRITE: Final = "Doplňte: co sem patří u vás."

_HEAD = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_DAYS = re.compile(r"^(reviewed_on|next_review): .*$", re.MULTILINE)
_LEAD = re.compile(r"^lead: >-\n(?P<lead>(?:  .*\n)+)", re.MULTILINE)
_OF_AN_EXAMPLE = re.compile(
    r"příklad(?!em)|smyšlen|vymyšlen|ukázk|veřejn\w+ údaj|\d|\bokres|\bměst(?:o|a|ě|ech|y)\b|\bkraj"
    r"|\b(?:dv|tř|čtyř|pět|šest|sedm|osm|devět|deset)\w*\s+(?:\w+\s+)?(?:center|centra|měst|okres|let)",
    re.IGNORECASE,
)
_SNIPPET = re.compile(r"\[\[[^\]]*\]\]|\]\([^)]*\)|\{[^}]*\}")


def names_of(facts: Facts) -> frozenset[str]:
    """Beginnings of words by which a centre can be known, however they are inflected."""
    centre = facts.centre
    said = [centre.name.cs, centre.provider.name.cs, centre.town, *centre.service_area]
    said += [place.name.cs for place in facts.places.values()]
    said += [f"{house.address.street} {house.address.town}" for house in facts.premises]
    words = {word for text in said for word in re.findall(r"\w{4,}", text) if word[0].isupper()}
    form = centre.provider.legal_form.cs.split()[0]
    return frozenset({*(_stem(word) for word in words - _ANYBODYS), _stem(form)})


_ANYBODYS: Final = frozenset({"Kontaktní", "Centrum", "Příklad", "Terén", "První", "Druhé"})


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 2)]


def adopted(page: str, names: Collection[str], today: date, next_review: date) -> str:
    """``page``, a Markdown file of an example, for a centre that is none of ``names``."""
    found = _HEAD.fullmatch(page)
    assert found is not None
    head = f"{found['head']}\n"
    days = {"reviewed_on": today, "next_review": next_review}
    head = _DAYS.sub(lambda line: f"{line[1]}: {days[line[1]]}", head)
    head = _LEAD.sub(
        lambda lead: lead[0] if _holds(lead["lead"], names) else f"lead: >-\n  {WRITE}\n", head
    )
    body = "\n\n".join(_parts(found["body"].strip("\n").split("\n\n"), names))
    return f"---\n{head}---\n\n{GO_THROUGH}\n\n{body}\n"


def _parts(parts: list[str], names: Collection[str]) -> Iterator[str]:
    """What stays, with a mark below each heading that nothing stays of."""
    is_empty = False
    for part in parts:
        if part.startswith("## "):
            if is_empty:
                yield WRITE
            is_empty = True
            yield part if _holds(part, names) else "## Doplňte: nadpis"
        elif stays := _lines_that_hold(part, names):
            is_empty = False
            yield stays
    if is_empty:
        yield WRITE


def _lines_that_hold(part: str, names: Collection[str]) -> str:
    if part.startswith("!!!"):
        return "" if "Příklad" in part.partition("\n")[0] else part
    if part.lstrip()[:2] == "- ":
        return "\n".join(line for line in part.splitlines() if _holds(line, names))
    return part if _holds(part, names) else ""


def _holds(text: str, names: Collection[str]) -> bool:
    """Whether nothing in ``text`` is known to be of one centre alone."""
    words = _SNIPPET.sub(" ", text)
    said = re.findall(r"\w+", words)
    return not _OF_AN_EXAMPLE.search(words) and not any(
        word.startswith(name) for word in said for name in names
    )
