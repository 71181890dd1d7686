"""People and keys: whatever is changed, swapped, taken away or put back is refused."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_service.settings import Settings
from intake_service.store.roster import (
    NothingToAccept,
    RosterChanged,
    RosterRefused,
    RosterRestored,
)
from intake_service.store.roster_rows import COVERED, NOT_COVERED
from intake_service.store.terms import Duty
from intake_service.work.enquiry import enquiries
from intake_service.work.post import letters
from intake_service.work.service import GENERATION_FILE, Service, open_service
from intake_service.work.team import invitations, logins, people, totp
from intake_service.work.team.sessions import SessionExpired
from tests.examples import examples
from tests.intake.browser import Person
from tests.intake.conftest import PASSWORD, Founded, cheap_keys
from tests.intake.software_key import have_key
from tests.paths import ROOT

pytestmark = pytest.mark.usefixtures("cheap_passwords", "cheap_receipts")

DATABASE = "intake.sqlite3"
change_password = partial(logins.change_password, tell=letters.post_account_changed)


def test_every_column_of_people_and_keys_is_covered_or_excused() -> None:
    for table, names in COVERED.items():
        columns = set(table.__table__.columns.keys())
        excused = {name for of, name in NOT_COVERED if of is table}
        assert set(names) | excused == columns
        assert not set(names) & excused


@dataclass(frozen=True)
class Past:
    """Copies of a database after each change of the team, and the data directory of the last."""

    data: Path
    copies: list[Path]


@pytest.fixture(scope="module")
def past(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Jana has a security key; Eva and Petr join, Petr coordinates, Eva leaves, Jana changes her
    password and has another key."""
    folder = tmp_path_factory.mktemp("past")
    data = folder / "data"
    shutil.copytree(founded.data, data)
    jana = founded.coordinator
    copies: list[Path] = []
    with cheap_keys():
        service = open_service(Settings(data=data, content=ROOT / "content"))

        def keep() -> None:
            copies.append(folder / f"{len(copies)}.sqlite3")
            with closing(sqlite3.connect(data / DATABASE)) as database:
                database.execute("VACUUM INTO ?", (str(copies[-1]),))

        cookie = logins.log_in(service, "Jana", jana.password, jana.recovery_codes[1])
        have_key(service, logins.resume(service, cookie), "na klíčích")
        keep()
        for name in ("Eva", "Petr"):
            code = invitations.invite(service, name, [Duty.ANSWERS])
            invitations.join(service, code, PASSWORD + name, totp.new_secret())
            people.admit_with_recovery_key(service, name, jana.recovery_key)
            keep()
        petr = people.colleague(service, "Petr").id
        people.set_duties(service, petr, [Duty.ANSWERS, Duty.COORDINATES])
        keep()
        people.part_with(service, people.colleague(service, "Eva").id)
        keep()
        cookie = logins.log_in(service, "Jana", jana.password, jana.recovery_codes[0])
        staff = logins.resume(service, cookie)
        change_password(service, staff, jana.password, "docela jiné heslo pro Janu")
        have_key(service, staff, "doma")
        keep()
        service.close()
    return Past(data, copies)


@pytest.fixture(scope="module")
def bench(past: Past, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An open service; each example puts its own database under it."""
    data = tmp_path_factory.mktemp("bench") / "data"
    shutil.copytree(past.data, data)
    with cheap_keys():
        service = open_service(Settings(data=data, content=ROOT / "content"))
        yield service
        service.close()


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def put(service: Service, table: str, content: list[tuple[object, ...]]) -> None:
    """Fill a table as somebody does who writes to the database."""
    with closing(sqlite3.connect(service.settings.data / DATABASE)) as database:
        database.execute(f"DELETE FROM {table}")
        for row in content:
            marks = ", ".join("?" * len(row))
            database.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)
        database.commit()


def is_refused(service: Service) -> bool:
    with service.store.read() as session:
        try:
            service.roster.verify(session)
        except RosterRefused:
            return True
    return False


TABLES = [table.__tablename__ for table in COVERED] + ["roster"]
STEPS = st.integers(0, 5)


@given(
    choice=st.lists(st.tuples(st.sampled_from(TABLES), STEPS), min_size=1, max_size=6),
)
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_tables_of_different_days_are_refused(
    bench: Service, past: Past, choice: list[tuple[str, int]]
) -> None:
    """Any mixture of older tables under the newest ones, up to all of one day: a roll-back."""
    older = dict(choice)
    newest = past.copies[-1]
    differs = False
    for table in TABLES:
        content = rows(past.copies[older.get(table, 5)], table)
        differs |= content != rows(newest, table)
        put(bench, table, content)
    assert is_refused(bench) is differs


@given(
    table=st.sampled_from(TABLES[:-1]),
    step=STEPS,
    seed=st.data(),
)
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_row_put_back_taken_away_or_exchanged_is_refused(
    bench: Service, past: Past, table: str, step: int, seed: st.DataObject
) -> None:
    newest = past.copies[-1]
    for each in TABLES:
        put(bench, each, rows(newest, each))
    before = rows(newest, table)
    old = rows(past.copies[step], table)
    content = list(before)
    what = seed.draw(st.sampled_from(["put back", "taken away", "exchanged"]))
    if what == "put back":
        row = seed.draw(st.sampled_from(old))
        content = [each for each in content if each[:2] != row[:2]] + [row]
    elif what == "taken away":
        content.remove(seed.draw(st.sampled_from(content)))
    else:
        one = seed.draw(st.sampled_from(content))
        other = seed.draw(st.sampled_from(content))
        column = seed.draw(st.integers(0, len(one) - 1))
        content = [
            tuple(other[column] if i == column else value for i, value in enumerate(each))
            if each == one
            else each
            for each in content
        ]
    put(bench, table, content)
    names = database_columns(newest, table)
    excused = {name for of, name in NOT_COVERED if of.__tablename__ == table}

    def covered(of: list[tuple[object, ...]]) -> set[tuple[object, ...]]:
        return {
            tuple(value for name, value in zip(names, row, strict=True) if name not in excused)
            for row in of
        }

    differs = covered(rows(bench.settings.data / DATABASE, table)) != covered(before)
    assert is_refused(bench) is differs


def database_columns(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def test_a_whole_older_database_closes_the_desk_until_somebody_says_so(
    past: Past, settings: Settings
) -> None:
    """With Eva who has left, and the password that Jana has changed."""
    shutil.copytree(past.data, settings.data)
    shutil.copy(past.copies[2], settings.data / DATABASE)
    service = open_service(settings)
    with pytest.raises(RosterRestored):
        logins.log_in(service, "Jana", PASSWORD, "123456")
    submission = enquiries.Submission("counselling", "cs", "Otázka.", cookie=b"c" * 32)
    with pytest.raises(RosterRestored):
        enquiries.send(service, submission)
    service.roster.accept()
    assert [each.name for each in people.everybody(service)] == ["Eva", "Jana", "Petr"]
    assert not is_refused(service)
    assert enquiries.send(service, submission)
    with pytest.raises(NothingToAccept):
        service.roster.accept()
    service.close()


def test_a_changed_row_cannot_be_accepted(past: Past, settings: Settings) -> None:
    shutil.copytree(past.data, settings.data)
    service = open_service(settings)
    (settings.data / GENERATION_FILE).unlink()
    put_duties = "UPDATE counsellor SET duties = 'answers coordinates edits' WHERE name = 'Petr'"
    with closing(sqlite3.connect(settings.data / DATABASE)) as database:
        database.execute(put_duties)
        database.commit()
    with pytest.raises(RosterChanged):
        service.roster.accept()
    service.close()


def test_data_on_another_machine_wait_for_a_word(past: Past, settings: Settings) -> None:
    """The file of the highest generation is in no backup."""
    shutil.copytree(past.data, settings.data)
    (settings.data / GENERATION_FILE).unlink()
    service = open_service(settings)
    assert is_refused(service)
    service.roster.accept()
    assert not is_refused(service)
    service.close()


def test_a_power_cut_between_commit_and_file_locks_nobody_out(
    past: Past, settings: Settings
) -> None:
    shutil.copytree(past.data, settings.data)
    mark = settings.data / GENERATION_FILE
    newest = int(mark.read_text())
    mark.write_text(f"{newest - 1}\n")
    service = open_service(settings)
    assert not is_refused(service)
    assert int(mark.read_text()) == newest
    service.close()


def test_without_its_seal_a_known_team_is_refused(past: Past, settings: Settings) -> None:
    """Otherwise whoever deletes the seal would have their own rows sealed at the next start."""
    shutil.copytree(past.data, settings.data)
    with closing(sqlite3.connect(settings.data / DATABASE)) as database:
        database.execute("DELETE FROM roster")
        database.commit()
    service = open_service(settings)
    assert is_refused(service)
    service.close()


def test_a_sealed_invitation_says_what_it_was_made_for(
    service: Service, coordinator: Person
) -> None:
    code = invitations.invite(service, "Eva", [Duty.EDITS])
    with closing(sqlite3.connect(service.settings.data / DATABASE)) as database:
        database.execute("UPDATE invitation SET duties = 'answers coordinates'")
        database.commit()
    with pytest.raises(invitations.NoSuchInvitation):
        invitations.invited_name(service, code)


def test_a_used_invitation_that_is_put_back_makes_nobody(service: Service) -> None:
    code = invitations.invite(service, "Eva", [Duty.ANSWERS])
    [row] = rows(service.settings.data / DATABASE, "invitation")
    invitations.join(service, code, PASSWORD + "Eva", totp.new_secret())
    put(service, "invitation", [row])
    with pytest.raises(invitations.NoSuchInvitation):
        invitations.join(service, code, PASSWORD + "Eva", totp.new_secret())


def test_sessions_end_everywhere_at_once(
    service: Service, coordinator: Person, colleague: Callable[..., Person]
) -> None:
    eva = colleague("Eva")
    cookies = [
        logins.log_in(service, eva.name, eva.password, code) for code in eva.recovery_codes[:3]
    ]
    staff = logins.resume(service, cookies[0])
    kept = change_password(service, staff, eva.password, "docela jiné heslo pro Evu")
    for cookie in cookies:
        with pytest.raises(SessionExpired):
            logins.resume(service, cookie)
    assert logins.resume(service, kept).name == "Eva"
    logins.end_everywhere(service, staff)
    with pytest.raises(SessionExpired):
        logins.resume(service, kept)
    with pytest.raises(SessionExpired):
        logins.remember(service, kept)
    jana = logins.log_in(service, "Jana", coordinator.password, coordinator.recovery_codes[0])
    assert logins.resume(service, jana).name == "Jana"


def test_a_session_row_that_is_put_back_opens_nothing(
    service: Service, colleague: Callable[..., Person]
) -> None:
    eva = colleague("Eva")
    cookie = logins.log_in(service, eva.name, eva.password, eva.recovery_codes[0])
    visits = rows(service.settings.data / DATABASE, "visit")
    logins.end_everywhere(service, logins.resume(service, cookie))
    put(service, "visit", visits)
    with pytest.raises(SessionExpired):
        logins.resume(service, cookie)
