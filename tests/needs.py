"""What a test needs besides Python is read from its fixtures; one that needs nothing is `quick`."""

from typing import Any

import pytest

from tests.provide import program


def tool(name: str) -> Any:
    """A fixture of that name: where the program is. Without the program a test is skipped aloud."""

    @pytest.fixture(scope="session", name=name)
    def found(request: pytest.FixtureRequest) -> str:
        return program(request, name)

    return found


NEEDS = {
    "browser": "a Chromium",
    "built_site": "a built site",
    "copied": "the tests of a whole copy",
    "site": "a built site",
    "pelican": "a built site",
    "engine": "node for the engine of opening hours",
    "faults_in": "Java for the Nu checker",
    "hunspell": "hunspell",
    "nginx": "nginx",
    "node": "node",
    "openssl": "openssl",
    "pg_ctl": "PostgreSQL",
    "strace": "strace",
    "whole_content": "minutes, for it goes through every file of the content",
}
"""What a test needs that has one of these fixtures, by itself or through others."""


def mark_quick(items: list[pytest.Item]) -> None:
    """Mark what needs none of NEEDS, and need not be alone."""
    for item in items:
        alone = item.get_closest_marker("alone")
        if not alone and NEEDS.keys().isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.quick)


def weight(item: pytest.Item) -> int:
    """Sorts tests: those with a browser first, quick ones late, those that run alone at the end."""
    if item.get_closest_marker("alone"):
        return len(NEEDS) + 1
    fixtures = getattr(item, "fixturenames", ())
    return next((at for at, name in enumerate(NEEDS) if name in fixtures), len(NEEDS))
