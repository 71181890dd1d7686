"""A content of its own that an editor changes from the desk."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from intake_service.desk import create_desk_app
from intake_service.settings import Settings
from intake_service.store.terms import Duty
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Person

TUESDAY = "2026-12-01"


@pytest.fixture(autouse=True)
def _on_tuesday_morning() -> Iterator[None]:
    with time_machine.travel(f"{TUESDAY}T09:00+01:00", tick=False):
        yield


@pytest.fixture
def content(settings: Settings, tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.content, tmp_path / "content"))


@pytest.fixture
def service(opened: Callable[..., Service], content: Path) -> Service:
    """A service over content that a test may change."""
    return opened(content=content)


@pytest.fixture
def app(service: Service, cheap_receipts: None) -> Flask:
    return create_desk_app(service)


@pytest.fixture
def editor(colleague: Callable[..., Person]) -> Person:
    """Somebody who edits and does nothing else."""
    return colleague("Eva", Duty.EDITS)


@pytest.fixture
def eva(app: Flask, editor: Person) -> DeskVisitor:
    """She has just logged in."""
    visitor = DeskVisitor(app)
    visitor.log_in(editor)
    return visitor
