"""A page that somebody is writing."""

import re
from pathlib import Path

import pytest
from flask import Flask

from intake_service.store.terms import Duty
from tests.intake.browser import DeskVisitor, Page

WOUND = "/web/stranky/cs/pages/wound"


def draft_id(page: Page) -> str:
    """The draft of the page of the desk."""
    found = re.search("/(?:rozepsane|preklad)/([0-9a-f]{16})", page.path)
    assert found, page.path
    return found[1]


def begin(visitor: DeskVisitor, address: str = WOUND) -> str:
    """Begin a draft of a page, and have it open."""
    visitor.open(address)
    return draft_id(visitor.send("/upravit"))


def begin_new(visitor: DeskVisitor, kind: str, title: str) -> str:
    """Begin a new page, and have it open."""
    visitor.open(f"/web/stranky/nova/{kind}")
    return draft_id(visitor.send(f"/nova/{kind}", title=title))


@pytest.fixture
def adam(app: Flask, colleague: object) -> DeskVisitor:
    """A colleague who edits, too."""
    visitor = DeskVisitor(app)
    visitor.log_in(colleague("Adam", Duty.EDITS))
    return visitor


@pytest.fixture
def wound(content: Path) -> Path:
    """The file of a page that doctors approve."""
    return content / "cs" / "pages" / "wound.md"
