"""Structured data as a search engine reads them: expanded, and held against the terms of
schema.org."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pyld import jsonld

from tests.built import Written

KNOWN = json.loads((Path(__file__).with_name("schema_org.json")).read_text("utf-8"))
ORG = "http://schema.org/"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def document_of(page: Written) -> Any:
    """The JSON-LD of a built page, or None."""
    found = [script for script in page.all("script") if script.get("type") == "application/ld+json"]
    assert len(found) <= 1, page.address
    return json.loads("".join(found[0].itertext())) if found else None


def vocabulary(url: str, options: object = None) -> dict[str, Any]:
    """The terms of schema.org that we use, in place of its own context: tests ask no network."""
    assert url == "https://schema.org"
    context = {name: ORG + name for name in (*KNOWN["types"], *KNOWN["properties"])}
    context["url"] = {"@id": ORG + "url", "@type": "@id"}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": context},
    }


def expanded(document: Any) -> list[Any]:
    """The document in full; a property that the vocabulary does not know is a failure."""

    def unknown(name: str) -> None:
        raise AssertionError(f"schema.org knows no {name}")

    return jsonld.expand(document, {"documentLoader": vocabulary}, on_property_dropped=unknown)


def nodes(part: Any) -> Iterator[dict]:
    """Every node of an expanded document that has a type."""
    if isinstance(part, list):
        for each in part:
            yield from nodes(each)
    elif isinstance(part, dict):
        if "@type" in part:
            yield part
        for each in part.values():
            yield from nodes(each)


def with_ancestors(kind: str) -> Iterator[str]:
    while kind:
        yield kind
        kind = KNOWN["types"][kind]


def check(document: Any) -> Any:
    """Each type, property and value is one that schema.org allows there."""
    found = expanded(document)
    typed = {node["@id"]: node["@type"][0] for node in nodes(found) if "@id" in node}
    for node in nodes(found):
        (kind,) = (each.removeprefix(ORG) for each in node["@type"])
        assert kind in KNOWN["types"], kind
        for name, values in node.items():
            if name.startswith("@"):
                continue
            allowed = KNOWN["properties"][name.removeprefix(ORG)]
            assert set(with_ancestors(kind)) & set(allowed["of"]), f"{kind} has no {name}"
            for value in values:
                assert fits(value, allowed["is"], typed), f"{name}: {value}"
    return found


def fits(value: dict[str, Any], kinds: Iterable[str], typed: Mapping[str, str]) -> bool:
    if "@value" not in value:
        kind = (value.get("@type") or [typed.get(value["@id"], "")])[0].removeprefix(ORG)
        return "URL" in kinds if not kind else bool(set(with_ancestors(kind)) & set(kinds))
    text = value["@value"]
    checks = {
        "Text": lambda: isinstance(text, str) and text.strip() == text != "",
        "Number": lambda: isinstance(text, int | float),
        "Date": lambda: re.fullmatch(r"\d{4}(-\d\d-\d\d)?", str(text)),
        "Time": lambda: re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(text)),
        "DayOfWeek": lambda: text in WEEKDAYS,
    }
    return any(checks[kind]() for kind in kinds if kind in checks)


def values(node: Any, name: str) -> list[Any]:
    return [value["@value"] for value in node.get(ORG + name, [])]


def one(node: Any, name: str) -> Any:
    (found,) = values(node, name)
    return found


def open_on(place: Any, day: date) -> Any:
    """When a place is open on a day, as an expanded document tells it."""
    special = [
        each for each in place.get(ORG + "specialOpeningHoursSpecification", []) if holds(each, day)
    ]
    usual = [each for each in place.get(ORG + "openingHoursSpecification", []) if holds(each, day)]
    spans = [(one(each, "opens"), one(each, "closes")) for each in special or usual]
    return without_seams(span for span in spans if span != ("00:00", "00:00"))


def holds(specification: Any, day: date) -> bool:
    weekdays = values(specification, "dayOfWeek")
    first = values(specification, "validFrom")
    last = values(specification, "validThrough")
    return (
        (not weekdays or WEEKDAYS[day.weekday()] in weekdays)
        and (not first or first[0] <= day.isoformat())
        and (not last or day.isoformat() <= last[0])
    )


def without_seams(spans: Iterable[Any]) -> Any:
    joined = []
    for start, end in sorted(spans):
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def of_type(found: Any, kind: str) -> list[Any]:
    return [node for node in nodes(found) if node["@type"] == [ORG + kind]]
