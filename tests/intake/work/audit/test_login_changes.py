"""Whoever's login is changed hears of it, and the record of work says so."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from intake_service.desk import create_desk_app
from intake_service.store import models
from intake_service.store.terms import LetterChoice
from intake_service.work.post import letters, wishes
from intake_service.work.security_keys import keys
from intake_service.work.service import Service
from intake_service.work.team import logins
from tests.intake.browser import DeskVisitor, Person
from tests.intake.desk.test_account import another_phone
from tests.intake.desk.test_security_keys import HERE, add_key
from tests.intake.post_office import PostOffice, outbox, tick_after
from tests.intake.software_key import SoftwareKey

JANA = "jana@posta.example"
EVA = "eva@posta.example"
NEW_PASSWORD = "úplně jiná čtveřice slov"
TO_ONESELF = "Změnil se způsob, jakým se přihlašujete"
TO_COORDINATORS = "Někomu z týmu se změnil způsob"

pytestmark = pytest.mark.usefixtures("cheap_passwords", "monday_morning")

Change = Callable[[DeskVisitor, Person], None]


@pytest.fixture
def service(with_mail: Callable[..., Service]) -> Service:
    """Jana coordinates and answers; keys work at this desk."""
    return with_mail(notices_to=f"Jana <{JANA}>, Eva <{EVA}>", desk_origins=HERE)


@pytest.fixture
def eva(service: Service, colleague: Callable[..., Person]) -> Person:
    """Eva answers, and wants no letters."""
    person = colleague("Eva")
    cookie = logins.log_in(service, person.name, person.password, person.code())
    wishes.choose(service, logins.resume(service, cookie), LetterChoice.NONE)
    return person


@pytest.fixture
def at_desk(service: Service, eva: Person) -> DeskVisitor:
    """Eva's browser, where she has logged in."""
    visitor = DeskVisitor(create_desk_app(service))
    visitor.log_in(eva)
    return visitor


def change_password(visitor: DeskVisitor, person: Person) -> None:
    visitor.open("/ucet")
    visitor.send("/ucet", old=person.password, password=NEW_PASSWORD, again=NEW_PASSWORD)


def take_another_phone(visitor: DeskVisitor, person: Person) -> None:
    phone = another_phone(visitor, person)
    visitor.send("/telefon", old=person.password, code=phone.code())


def add_a_key(visitor: DeskVisitor, person: Person) -> None:
    add_key(visitor, person, SoftwareKey())


def remove_a_key(visitor: DeskVisitor, person: Person) -> None:
    add_key(visitor, person, SoftwareKey())
    visitor.open("/ucet")
    visitor.send("/odebrat")


CHANGES = [
    (change_password, "změnil(a) své heslo"),
    (take_another_phone, "nastavil(a) jiný telefon"),
    (add_a_key, "přidal(a) bezpečnostní klíč"),
    (remove_a_key, "odebral(a) bezpečnostní klíč"),
]


def received(post: PostOffice, beginning: str) -> list[str]:
    """To whom letters that begin like this went."""
    found = []
    for letter, envelope in zip(post.letters, post.taken, strict=True):
        if letter.get_content().startswith(beginning):
            found += envelope.rcpt_tos
    return found


@pytest.mark.parametrize(("change", "_noted"), CHANGES)
def test_whose_login_changes_gets_one_letter_of_their_own_that_says_nothing_more(
    at_desk: DeskVisitor,
    eva: Person,
    service: Service,
    post: PostOffice,
    change: Change,
    _noted: str,
) -> None:
    change(at_desk, eva)
    tick_after(service, minutes=1)
    assert received(post, TO_ONESELF) == [EVA]
    assert received(post, TO_COORDINATORS) == []
    assert "Eva" not in post.last().as_string()
    assert len({len(each.get_content().rstrip("\n").encode()) for each in post.letters}) == 1


@pytest.mark.parametrize(("change", "noted"), CHANGES)
def test_the_record_of_work_says_whose_login_changed(
    at_desk: DeskVisitor, eva: Person, desk: DeskVisitor, change: Change, noted: str
) -> None:
    change(at_desk, eva)
    rows = [" ".join(row.itertext()) for row in desk.open("/zaznam").all("tr")]
    assert any("Eva" in row and noted in " ".join(row.split()) for row in rows)


def test_where_nobody_has_an_address_of_their_own_coordinators_hear_of_it(
    at_desk: DeskVisitor,
    eva: Person,
    service: Service,
    post: PostOffice,
) -> None:
    object.__setattr__(service.settings, "notices_to", f"Jana <{JANA}>")
    change_password(at_desk, eva)
    tick_after(service, minutes=1)
    assert received(post, TO_COORDINATORS) == [JANA]


def test_a_letter_that_waits_does_not_tell_the_table_whose_it_is(
    at_desk: DeskVisitor, eva: Person, service: Service
) -> None:
    change_password(at_desk, eva)
    (letter,) = outbox(service)
    with service.store.read() as session:
        people = session.scalars(select(models.Counsellor.id)).all()
    assert letter.trace not in people
    assert letter.box is None


def test_without_a_mail_server_no_letter_waits(
    opened: Callable[..., Service], coordinator: Person
) -> None:
    service = opened()
    cookie = logins.log_in(service, coordinator.name, coordinator.password, coordinator.code())
    staff = logins.resume(service, cookie)
    keys.remove(service, staff, b"k" * 16, tell=letters.post_account_changed)
    assert outbox(service) == []
