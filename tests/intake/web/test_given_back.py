"""Whatever goes wrong, all that somebody typed into a form comes back, on every form there is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, NoReturn

import pytest
from wtforms import PasswordField

from centre.intake import addresses
from intake_service.desk import forms
from intake_service.store.db import Store
from intake_service.web import given_back
from intake_service.web.forms import Form
from intake_service.work.casework import cases
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.service import Service
from intake_service.work.team import sessions
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired
from tests.intake.browser import NAMESPACE, DeskVisitor, Page, Visitor

PAGES = ("/", "/dotaz/1", "/dotaz/1/zverejneni", "/prijem", "/tym", "/ucet")
TYPED_INTO = {"text", "email", "number", None}

pytestmark = pytest.mark.usefixtures("cheap_receipts")


class Unexpected(Exception):
    """Something that nobody has thought of."""


def fail(*_given: object, **_named: object) -> NoReturn:
    raise Unexpected


@pytest.fixture
def answered(public: Visitor, service: Service, staff: Staff) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    cases.answer(service, staff, 1, "Odpověď.", after=1)


def typed_fields(form: Any) -> list[str]:
    """The names of what its reader can write into, but for secrets."""
    inputs = (each for each in form.iter(NAMESPACE + "input") if each.get("type") in TYPED_INTO)
    areas = form.iter(NAMESPACE + "textarea")
    names = [each.get("name") for each in (*inputs, *areas) if each.get("tabindex") != "-1"]
    return [name for name in names if name and name not in given_back.SECRETS]


def filled(page: Page) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """Each form that is written into: its buttons' addresses, its fields, and what was typed."""
    for form in page.all("form"):
        names = typed_fields(form)
        if not names:
            continue
        canaries = {
            name: f"1{index}" if name == "more_days" else f"Kanárek {index} “{name}”\n ž"
            for index, name in enumerate(names)
        }
        brought = {
            each.get("name"): each.get("value") or ""
            for each in form.iter(NAMESPACE + "input")
            if each.get("type") == "hidden"
        }
        for select in form.iter(NAMESPACE + "select"):
            option = list(select.iter(NAMESPACE + "option"))[-1]
            brought[select.get("name")] = option.get("value") or ""
        own = form.get("action") or page.path
        buttons = [each.get("formaction") or own for each in form.iter(NAMESPACE + "button")]
        for address in dict.fromkeys(buttons):
            yield address, {**brought, **canaries}, list(canaries.values())


def shown(page: Page) -> str:
    """All that stands in fields and text of a page."""
    values = [each.get("value") or "" for each in page.all("input")]
    return "\n".join([*values, "".join(page.tree.itertext())])


def all_comes_back(
    visitor: Visitor, paths: tuple[str, ...], broken: Callable[[], AbstractContextManager[None]]
) -> int:
    tried = 0
    for path in paths:
        for address, fields, canaries in list(filled(visitor.open(path))):
            with broken():
                page = visitor.post(address, **fields)
            missing = [each for each in canaries if each not in shown(page)]
            assert not missing, (address, page.status, missing)
            tried += 1
    return tried


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("method", ["write", "read"])
def test_an_unexpected_error_at_the_desk_loses_nothing(desk: DeskVisitor, method: str) -> None:
    assert all_comes_back(desk, PAGES, partial(broken_store, method)) >= 7


@pytest.mark.usefixtures("answered")
def test_an_expired_login_at_the_desk_loses_nothing(desk: DeskVisitor) -> None:
    """What belongs to an enquiry is sealed and comes back after the login; the rest is shown."""
    for path in ("/prijem", "/tym"):
        for address, fields, canaries in list(filled(desk.open(path))):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(sessions, "resume", _expired)
                page = desk.post(address, **fields)
            assert page.status == 403
            assert all(each in shown(page) for each in canaries), address


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["write", "read"])
def test_an_unexpected_error_at_a_form_loses_nothing(
    public: Visitor, kind: str, method: str
) -> None:
    path = addresses.intake(kind, "cs")
    assert all_comes_back(public, (path,), partial(broken_store, method)) >= 1


def test_no_password_is_given_back() -> None:
    passwords = {
        name
        for form in vars(forms).values()
        if isinstance(form, type) and issubclass(form, Form)
        for name, field in vars(form).items()
        if getattr(field, "field_class", None) is PasswordField
    }
    assert passwords
    assert passwords <= given_back.SECRETS


def test_what_was_chosen_comes_back_in_words(public: Visitor) -> None:
    public.open("/dotaz/o-sobe")
    with broken_store("write"):
        page = public.send(text="Otázka.", topic="housing")
    assert "bydlení nebo práce" in shown(page)


@contextmanager
def broken_store(method: str) -> Iterator[None]:
    """A method of the store fails unexpectedly while this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, method, fail)
        yield


def _expired(*_given: object) -> NoReturn:
    raise SessionExpired
