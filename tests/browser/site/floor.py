"""The oldest browsers that the pages are made for, and a style sheet as such a browser understands
it.

What a browser knows is looked up in MDN's browser-compat-data, which comes from npm for the tests
alone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import tinycss2
from tinycss2.ast import AtRule, Declaration, FunctionBlock, IdentToken, Node, QualifiedRule

from tests.paths import ROOT

DATA = ROOT / "tests/checkers/node_modules/@mdn/browser-compat-data/data.json"


@dataclass(frozen=True)
class Browser:
    """A browser by its name in the data, and its version."""

    name: str
    version: float

    def knows(self, feature: dict[str, Any], prefix: str = "", other_name: str = "") -> bool:
        """Whether it has a feature of the data, plainly, with this prefix, or by another name."""
        told = feature["__compat"]["support"].get(self.name, {"version_added": False})
        found = told if isinstance(told, list) else [told]
        return any(self._has(each) for each in found if _called(each) == (prefix, other_name))

    def _has(self, support: dict[str, Any]) -> bool:
        if "flags" in support:
            return False
        added = _number(support["version_added"])
        removed = support.get("version_removed")
        return added <= self.version and (removed is None or _number(removed) > self.version)


CHROME = Browser("chrome", 80)
IPHONE = Browser("safari_ios", 12)


def _called(support: dict[str, Any]) -> tuple[str, str]:
    return support.get("prefix", ""), support.get("alternative_name", "")


def _number(version: object) -> float:
    return (
        float(version.lstrip("≤"))
        if isinstance(version, str) and version != "preview"
        else float("inf")
    )


@cache
def known() -> dict[str, Any]:
    """All of the data."""
    return dict(json.loads(DATA.read_text("utf-8")))


def stripped(css: str, browser: Browser) -> tuple[str, set[str]]:
    """The style sheet without what ``browser`` does not know, and the names of that."""
    lost: set[str] = set()
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules, browser, lost)), lost


def _kept(rules: list[Node], browser: Browser, lost: set[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, AtRule):
            missing = set(_missing_of_at_rule(rule, browser))
            if missing:
                lost |= missing
            elif rule.at_keyword == "media":
                inside = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                media = tinycss2.serialize(rule.prelude)
                yield f"@media{media}{{{''.join(_kept(inside, browser, lost))}}}"
            else:
                yield rule.serialize()
        elif isinstance(rule, QualifiedRule):
            missing = set(_missing_of_selector(rule.prelude, browser))
            lost |= missing
            if not missing:  # one unknown selector of a list drops the whole rule
                kept = _kept_declarations(rule, browser, lost)
                yield f"{tinycss2.serialize(rule.prelude)}{{{kept}}}"


def _kept_declarations(rule: QualifiedRule, browser: Browser, lost: set[str]) -> str:
    parsed = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    declarations = [each for each in parsed if isinstance(each, Declaration)]
    grid = any(
        "grid" in each.name or "grid" in tinycss2.serialize(each.value) for each in declarations
    )
    kept = []
    for each in declarations:
        missing = set(_missing_of_declaration(each, browser, grid=grid))
        lost |= missing
        if not missing:
            kept.append(each.serialize())
    return ";".join(kept)


def _missing_of_declaration(
    declaration: Declaration, browser: Browser, *, grid: bool
) -> Iterator[str]:
    name = declaration.name
    if name.startswith("--"):
        return
    prefix, plain = _prefix(name)
    plain, other_name = ("gap", name) if name == "grid-gap" else (plain, "")
    feature = known()["css"]["properties"].get(plain)
    if feature is None or not browser.knows(feature, prefix, other_name):
        yield name
        return
    if (
        name in ("gap", "row-gap", "column-gap")
        and not grid
        and not browser.knows(feature["flex_context"])
    ):
        yield f"{name} outside of a grid"
    for value in declaration.value:
        if isinstance(value, IdentToken):
            prefix, keyword = _prefix(value.value)
            if keyword in feature and not browser.knows(feature[keyword], prefix):
                yield f"{name}: {value.value}"
        elif isinstance(value, FunctionBlock):
            function = known()["css"]["types"].get(value.name)
            if function and not browser.knows(function):
                yield f"{value.name}()"


def _missing_of_selector(prelude: list[Node], browser: Browser) -> Iterator[str]:
    after_colon = False
    for token in prelude:
        name = getattr(token, "name", None) or getattr(token, "value", "")
        if after_colon and isinstance(token, IdentToken | FunctionBlock):
            prefix, plain = _prefix(name)
            feature = known()["css"]["selectors"].get(plain)
            if feature is None or not browser.knows(feature, prefix):
                yield f":{name}"
        after_colon = getattr(token, "value", "") == ":"


def _missing_of_at_rule(rule: AtRule, browser: Browser) -> Iterator[str]:
    at_rule = known()["css"]["at-rules"].get(rule.at_keyword)
    if at_rule is None or not browser.knows(at_rule):
        yield f"@{rule.at_keyword}"
    elif rule.at_keyword == "media":
        for block in rule.prelude:
            for token in getattr(block, "content", ()):
                plain = getattr(token, "value", "")
                feature = at_rule.get(str(plain).removeprefix("min-").removeprefix("max-"))
                if isinstance(token, IdentToken) and feature and not browser.knows(feature):
                    yield f"({plain})"


def _prefix(name: str) -> tuple[str, str]:
    if name.startswith("-"):
        _, vendor, plain = name.split("-", 2)
        return f"-{vendor}-", plain
    return "", name


def unknown_to_scripts(*browsers: Browser) -> list[str]:
    """Built-in objects and members that one of the browsers lacks, like `Array.prototype.at`.

    The data do not always tell a member of instances from one of the constructor, so both may be
    named.
    """
    found = []
    for name, thing in (known()["api"] | known()["javascript"]["builtins"]).items():
        if _lacking(thing, browsers):
            found.append(name)
            continue
        for member, feature in thing.items():
            if member != "__compat" and _lacking(feature, browsers):
                plain = member.removesuffix("_static")
                found += (
                    [f"{name}.{plain}"]
                    if plain != member
                    else [f"{name}.{plain}", f"{name}.prototype.{plain}"]
                )
    return found


def _lacking(feature: dict[str, Any], browsers: tuple[Browser, ...]) -> bool:
    return "__compat" in feature and not all(browser.knows(feature) for browser in browsers)
