"""Rescue from a terminal: who works here, a new key for the safe, a backup that was put back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from intake_service.settings import Settings
from intake_service.store import vault
from intake_service.store.roster import RosterRestored
from intake_service.store.terms import Act, Duty
from intake_service.work.audit import chain
from intake_service.work.colleagues import handover
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import open_service
from intake_service.work.team import invitations, logins, totp
from intake_service.work.team.sessions import SessionExpired
from tests.intake.browser import Person
from tests.intake.cli.terminal import PASSWORD, Terminal, found
from tests.intake.software_key import have_key

Intake = Callable[..., Result]
GROUPS = 14


@pytest.fixture
def jana(intake: Intake, files: list[str], tmp_path: Path) -> Person:
    """The only one who works here, with the paper of the safe."""
    assert intake("setup", *files).exit_code == 0
    key, *codes = (tmp_path / "recovery").read_text().splitlines()
    secret = (tmp_path / "totp").read_text().strip()
    return Person("Jana", PASSWORD, secret, codes, key)


@pytest.fixture
def eva(intake: Intake, settings: Settings, jana: Person) -> Person:
    """A colleague who coordinates and answers, too."""
    service = open_service(settings)
    code = invitations.invite(service, "Eva", [Duty.ANSWERS, Duty.COORDINATES])
    joined = invitations.join(service, code, PASSWORD + "!", totp.new_secret())
    service.close()
    assert intake("admit", "Eva", typed=jana.recovery_key + "\n").exit_code == 0
    return Person("Eva", PASSWORD + "!", joined.totp_secret, joined.recovery_codes)


def told(result: Result) -> list[str]:
    """What a command that succeeded said, before the last line, which says where it worked."""
    assert result.exit_code == 0
    return result.output.splitlines()[:-1]


def logs_in(settings: Settings, person: Person) -> bool:
    service = open_service(settings)
    try:
        return bool(logins.log_in(service, person.name, person.password, person.code()))
    except logins.LoginRefused:
        return False
    finally:
        service.close()


@pytest.mark.usefixtures("eva")
def test_the_terminal_tells_and_changes_what_people_do(intake: Intake) -> None:
    assert told(intake("people")) == [
        "Eva: answers, coordinates",
        "Jana: answers, coordinates, edits",
    ]
    assert told(intake("duties", "Eva", "--duty=edits")) == ["Eva: edits"]
    assert told(intake("people")) == ["Eva: edits", "Jana: answers, coordinates, edits"]
    last = intake("duties", "Jana", "--duty=edits")
    assert (last.exit_code, "last coordinator" in last.output) == (1, True)
    nothing = intake("duties", "Eva")
    assert (nothing.exit_code, "at least one --duty" in nothing.output) == (2, True)
    nobody = intake("duties", "Petr", "--duty=edits")
    assert (nobody.exit_code, "nobody called Petr" in nobody.output) == (1, True)


def test_the_terminal_lets_somebody_go(intake: Intake, settings: Settings, eva: Person) -> None:
    assert logs_in(settings, eva)
    assert told(intake("let-go", "Eva")) == ["Eva is out."]
    assert not logs_in(settings, eva)
    again = intake("let-go", "Eva")
    assert (again.exit_code, "nobody called Eva" in again.output) == (1, True)
    last = intake("let-go", "Jana")
    assert (last.exit_code, "make another one first" in last.output) == (1, True)


def test_the_paper_of_the_safe_is_tried_in_every_group(intake: Intake, jana: Person) -> None:
    groups = jana.recovery_key.split()
    right = intake("test-recovery-key", typed="\n".join(groups).lower() + "\n")
    assert (right.exit_code, "It opens." in right.output) == (0, True)
    for number in (0, GROUPS // 2, GROUPS - 1):
        wrong = [*groups]
        wrong[number] = "AAAA" if groups[number] != "AAAA" else "BBBB"
        tried = intake("test-recovery-key", typed="\n".join(wrong) + "\n")
        assert (tried.exit_code, "It opens." in tried.output) == (1, False)


@pytest.mark.usefixtures("takes_seconds")
def test_a_new_key_for_the_safe_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    data = tmp_path / "data"
    old, codes = set_up(data)
    terminal = Terminal("new-recovery-key", data=data)
    terminal.type("Name of somebody who answers", "Jana")
    terminal.type("Password", PASSWORD)
    terminal.type("Code from the app", codes[0])
    new = key_in(terminal.read(f"Retype group 1 of {GROUPS}"))
    for number, group in enumerate(new.split(), 1):
        terminal.type(f"Retype group {number} of {GROUPS}", group)
    terminal.read("The new key is in force")
    assert terminal.process.wait(timeout=90) == 0
    for key, status in ((old, 1), (new, 0)):
        trying = Terminal("test-recovery-key", data=data)
        for number, group in enumerate(key.split(), 1):
            trying.type(f"Group {number} of {GROUPS}", group)
        trying.read("opens nothing here" if status else "It opens.")
        assert trying.process.wait(timeout=90) == status


def set_up(data: Path) -> tuple[str, list[str]]:
    """Recovery key and codes of a new desk, whose only person is Jana."""
    data.mkdir()
    options = {name: data.parent / name for name in ("password", "totp", "recovery")}
    options["password"].write_text(PASSWORD, encoding="utf-8")
    given = [f"--{name}-file={path}" for name, path in options.items()]
    terminal = Terminal("setup", "--name=Jana", *given, data=data)
    terminal.read("the forms are open")
    assert terminal.process.wait(timeout=90) == 0
    key, *codes = options["recovery"].read_text().splitlines()
    return key, codes


def key_in(text: str) -> str:
    """The recovery key that stands in a text."""
    return found(rf"(?:[0-9A-Z]{{4}} ){{{GROUPS - 1}}}[0-9A-Z]{{4}}", text)


def test_a_backup_that_was_put_back_is_accepted_by_a_person_and_who_left_stays_out(
    intake: Intake, settings: Settings, tmp_path: Path, jana: Person, eva: Person
) -> None:
    kept = tmp_path / "backup"
    shutil.copytree(settings.data, kept)
    intake("let-go", "Eva")
    for file in settings.data.glob("intake.sqlite3*"):
        file.unlink()
    for file in kept.glob("intake.sqlite3*"):
        shutil.copy2(file, settings.data)
    with pytest.raises(RosterRestored):
        logs_in(settings, jana)
    unsure = intake("accept-restored-roster", typed="n\n")
    assert (unsure.exit_code, "Eva: answers, coordinates" in unsure.output) == (1, True)
    done = intake("accept-restored-roster", "--yes")
    assert (done.exit_code, "Eva had left before, and is out again." in done.output) == (0, True)
    assert logs_in(settings, jana)
    assert not logs_in(settings, eva)
    again = intake("accept-restored-roster", "--yes")
    assert (again.exit_code, "the newest known" in again.output) == (1, True)


def test_the_terminal_removes_the_security_keys_of_who_lost_one(
    intake: Intake, settings: Settings, eva: Person
) -> None:
    service = open_service(settings)
    cookie = logins.log_in(service, eva.name, eva.password, eva.code())
    staff = logins.resume(service, cookie)
    have_key(service, staff, "na klíčích")
    service.close()
    assert "Eva: answers, coordinates; security keys: 1" in told(intake("people"))
    unsure = intake("people", "--remove-keys", "eva", typed="n\n")
    assert (unsure.exit_code, "Remove all 1 security keys of Eva?" in unsure.output) == (1, True)
    assert "Eva: answers, coordinates; security keys: 1" in told(intake("people"))
    done = intake("people", "--remove-keys", "eva", "--yes")
    assert told(done)[0].startswith("Eva: 1 security keys")
    none_left = intake("people", "--remove-keys", "eva", "--yes")
    assert (none_left.exit_code, "has no security keys" in none_left.output) == (1, True)
    assert "Eva: answers, coordinates" in told(intake("people"))
    service = open_service(settings)
    with pytest.raises(SessionExpired):
        logins.resume(service, cookie)
    noted = chain.newest(service, 1)[0]
    assert (noted.who, noted.act, noted.person) == ("", Act.REMOVED_KEYS, "Eva")
    service.close()
    assert logs_in(settings, eva)


def test_the_terminal_leaves_no_enquiry_to_nobody(
    intake: Intake, settings: Settings, eva: Person, jana: Person, cheap_receipts: None
) -> None:
    service = open_service(settings)
    enquiries.send(service, Submission("message", "cs", "Křičeli na mě.", vault.new_key()))
    cookie = logins.log_in(service, eva.name, eva.password, eva.code())
    staff = logins.resume(service, cookie)
    handover.hand_over(service, staff, 1, handover.ANYBODY, handover.Why.CANNOT, after=1)
    service.close()
    for command in (("let-go", "Jana"), ("duties", "Jana", "--duty", "coordinates")):
        refused = intake(*command)
        assert refused.exit_code == 1
        assert "some enquiries nobody else would see" in refused.output
    assert logs_in(settings, jana)
