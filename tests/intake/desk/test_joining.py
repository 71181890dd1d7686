"""From an invitation to the first login: each step once, in words, and only with a colleague's
consent."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
import time_machine
from flask import Flask

from intake_service.store.receipts import ALPHABET
from intake_service.work.service import Service
from intake_service.work.team import invitations, people, totp
from tests.intake.browser import DeskVisitor, Page, Person
from tests.intake.desk.test_team import ask
from tests.intake.moments import later

pytestmark = pytest.mark.usefixtures("cheap_receipts")

PASSWORD = "docela jiná slova pro Evu"


def invite(desk: DeskVisitor, name: str = "Eva") -> str:
    desk.open("/tym")
    return desk.send("/tym/pozvat", name=name).receipt


def join(newcomer: DeskVisitor, invitation: str, **instead: str) -> Page:
    newcomer.open("/pozvanka")
    page = newcomer.send("/pozvanka", invitation=invitation)
    if "secret" not in page.text or page.status != 200:
        return page
    secret = page.fields("/hotovo")["secret"]
    typed = {"password": PASSWORD, "again": PASSWORD, "code": pyotp.TOTP(secret).now()}
    return newcomer.send("/hotovo", **{**typed, **instead})


def test_an_invitation_leads_to_a_login_that_reads_what_came_before(
    desk: DeskVisitor, desk_app: Flask, sender_app: Flask, service: Service
) -> None:
    ask(sender_app, "Dřívější otázka.")
    code = invite(desk)
    newcomer = DeskVisitor(desk_app)
    newcomer.open("/pozvanka")
    page = newcomer.send("/pozvanka", invitation=code.lower())
    assert "Eva" in page.words
    secret = page.fields("/hotovo")["secret"]
    joined = newcomer.send(
        "/hotovo", password=PASSWORD, again=PASSWORD, code=pyotp.TOTP(secret).now()
    )
    items = (each.text or "" for each in joined.all("li"))
    codes = [text for text in items if re.fullmatch(f"[{ALPHABET}]{{5}} [{ALPHABET}]{{5}}", text)]
    assert len(codes) == totp.RECOVERY_CODES
    eva = Person("Eva", PASSWORD, secret, codes)
    waits = newcomer.log_in(eva)
    assert (waits.status, "nejdřív vás musí přijmout" in waits.alerts) == (403, True)
    assert "Dřívější otázka." not in waits.text
    desk.open("/tym")
    assert "Čekají na přijetí" in desk.page.words
    assert "Čekají na přijetí" not in desk.send("/prijmout").words
    assert "Dřívější otázka." in newcomer.log_in(eva).words
    assert newcomer.open("/dotaz/1").written == ["Dřívější otázka."]
    newcomer.send("/odhlaseni")
    assert newcomer.log_in(eva, code=codes[0]).path == "/"


def test_a_code_that_was_typed_while_waiting_is_used_up(
    desk_app: Flask, colleague: Callable[..., Person], service: Service, coordinator: Person
) -> None:
    eva = colleague("Eva", admitted=False)
    visitor = DeskVisitor(desk_app)
    visitor.log_in(eva)
    people.admit_with_recovery_key(service, "Eva", coordinator.recovery_key)
    assert visitor.log_in(eva, code=eva.used_code()).status == 403
    assert visitor.log_in(eva).path == "/"


def test_an_invitation_works_once_and_for_three_days(
    desk: DeskVisitor, desk_app: Flask, service: Service
) -> None:
    newcomer = DeskVisitor(desk_app)
    code = invite(desk)
    assert join(newcomer, code).title == "Uschovejte si záložní kódy"
    used = join(newcomer, code)
    assert (used.status, "Pozvánku s tímto kódem nemáme" in used.alerts) == (404, True)
    late = invite(desk, "Petr")
    with time_machine.travel(later(hours=73)):
        assert join(DeskVisitor(desk_app), late).status == 404
    assert join(DeskVisitor(desk_app), "0000 0000 0000 000?").status == 404
    assert join(DeskVisitor(desk_app), "nonsense").status == 404


def test_two_who_accept_one_invitation_at_once_become_one_person(
    desk: DeskVisitor, service: Service
) -> None:
    code = invite(desk)

    def accept(_who: int) -> bool:
        try:
            return bool(invitations.join(service, code, PASSWORD, totp.new_secret()))
        except invitations.NoSuchInvitation:
            return False

    with ThreadPoolExecutor(3) as threads:
        assert sorted(threads.map(accept, range(3))) == [False, False, True]


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        ({"again": "něco jiného"}, "Hesla se liší"),
        ({"password": "krátké", "again": "krátké"}, "snadno uhodnout"),
        ({"password": "EvaEvaEvaEvaEvaEva", "again": "EvaEvaEvaEvaEvaEva"}, "snadno uhodnout"),
        ({"code": "000000"}, "Tenhle kód aplikace teď neukazuje"),
        ({"secret": "short"}, "Tenhle kód aplikace teď neukazuje"),
        ({"secret": "Ž" * 5000}, "Tenhle kód aplikace teď neukazuje"),
        ({"password": ""}, "Vyplňte prosím: Nové heslo"),
    ],
)
def test_joining_goes_wrong_in_words_and_can_be_finished(
    desk: DeskVisitor, desk_app: Flask, instead: dict[str, str], words: str
) -> None:
    newcomer = DeskVisitor(desk_app)
    page = join(newcomer, invite(desk), **instead)
    assert (page.status, words in page.alerts) == (422, True)
    assert PASSWORD not in page.text
    secret = page.fields("/hotovo")["secret"]
    done = newcomer.send(
        "/hotovo", password=PASSWORD, again=PASSWORD, code=pyotp.TOTP(secret).now()
    )
    assert done.title == "Uschovejte si záložní kódy"


@pytest.mark.parametrize("name", ["Jana", "Eva", "", "   ", "x" * 61])
def test_a_name_that_cannot_be_invited_is_told_so(desk: DeskVisitor, name: str) -> None:
    invite(desk, "Eva")
    desk.open("/tym")
    page = desk.send("/tym/pozvat", name=name)
    assert page.status == 422
    assert page.alerts
