"""A desk with two people: Jana, who also coordinates, and Eva."""

from collections.abc import Callable

import pytest
from flask import Flask

from intake_service.work.service import Service
from intake_service.work.team import people
from tests.intake.browser import DeskVisitor, Person, Visitor


@pytest.fixture
def eva(desk_app: Flask, colleague: Callable[..., Person]) -> DeskVisitor:
    """A colleague who answers, logged in."""
    visitor = DeskVisitor(desk_app)
    visitor.log_in(colleague("Eva"))
    return visitor


@pytest.fixture
def id_of(service: Service) -> Callable[[str], str]:
    """The id of somebody, as forms name them."""

    def find(name: str) -> str:
        return people.colleague(service, name).id.hex()

    return find


@pytest.fixture
def receipt(public: Visitor) -> str:
    """The code of a question that waits, number 1."""
    public.open("/dotaz/o-sobe")
    return public.send(text="Otázka, která čeká.").receipt
