"""The sender's process works with its part of the server secret, and has nothing of the desk's."""

import os
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import update

from centre.intake import cookies
from intake_service import clock
from intake_service.cli import main
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.store.models import Roster, TeamKey
from intake_service.store.terms import Act
from intake_service.store.vault import KEY_SIZE, NotHeld, SenderPart, Vault
from intake_service.work import chores
from intake_service.work.audit import chain
from intake_service.work.casework import cases
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service, WrongSecret, open_service
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor

BOX = "/odpoved"
SECRET = bytes(range(KEY_SIZE))

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def part(service: Service, tmp_path: Path) -> Path:
    """A file with the sender's part of this service's secret."""
    file = tmp_path / "part"
    file.write_bytes(bytes(service.vault.sender))
    return file


@pytest.fixture
def for_sender(service: Service, part: Path) -> Iterator[Service]:
    """The same service as the sender's process has it."""
    opened = open_service(service.settings.model_copy(update={"secret": part}))
    yield opened
    opened.close()


def test_a_whole_conversation_needs_only_the_senders_part(
    for_sender: Service, service: Service, staff: Staff
) -> None:
    public = Visitor(create_sender_app(for_sender))
    public.open("/dotaz/o-sobe")
    receipt = public.send(text="Otázka.").receipt
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    public.open(BOX)
    assert public.send(receipt=receipt).written == ["Otázka.", "Odpověď."]
    public.send("/napsat", text="Ještě něco.")
    assert [each.text for each in cases.open_case(service, staff, 1).messages][-1] == "Ještě něco."
    public.open(f"{BOX}/smazat")
    assert public.send("/smazat").title == "Rozhovor je smazaný"


def test_the_chores_need_only_the_senders_part(for_sender: Service) -> None:
    done = daily.tick(for_sender)
    assert done.roster == ""
    mailing = {"smtp_host": "127.0.0.1", "smtp_port": 9, "mail_from": "a@posta.example"}
    settings = for_sender.settings.model_copy(update=mailing)
    service = open_service(settings)
    chores.tick(service)
    service.close()


def test_old_lines_of_the_record_go_at_a_login_where_the_chores_cannot_cut_them(
    for_sender: Service, service: Service, coordinator: Person
) -> None:
    with service.store.write() as session:
        chain.note(service, session, "Jana", Act.OPENED, 1)
    with time_machine.travel(clock.now() + timedelta(days=400)):
        daily.tick(for_sender)
        assert len(chain.newest(service, 10)) == 1
        DeskVisitor(create_desk_app(service)).log_in(coordinator)
        assert chain.newest(service, 10) == []
        assert chain.verify(service).is_whole


@pytest.mark.parametrize(
    "use",
    [
        lambda vault: vault.password_key("heslo", bytes(16)),
        lambda vault: vault.cookie_key(cookies.DESK.plain_name),
        lambda vault: vault.mac("counsellor", b"", b""),
        lambda vault: vault.mac("roster", b""),
        lambda vault: vault.slow_code_hash(bytes(16)),
        lambda vault: vault.invitation_hash("ABCD"),
    ],
)
def test_what_only_the_desk_needs_cannot_be_made_of_it(use: Callable[[Vault], object]) -> None:
    assert use(Vault(SECRET))
    with pytest.raises(NotHeld):
        use(Vault(bytes(SenderPart.of(SECRET))))


def test_the_part_holds_nothing_of_the_secret_and_both_make_the_same() -> None:
    written = bytes(SenderPart.of(SECRET))
    assert SECRET not in written
    whole = Vault(SECRET)
    part = Vault(written)
    assert (whole.is_whole, part.is_whole) == (True, False)
    assert whole.shared_mac("x", b"1") == part.shared_mac("x", b"1") != whole.mac("x", b"1")
    name = cookies.SENDER.plain_name
    assert whole.cookie_key(name) == part.cookie_key(name)


def test_the_desk_does_not_start_on_the_senders_part(for_sender: Service) -> None:
    with pytest.raises(NotHeld):
        create_desk_app(for_sender)


def test_the_part_of_another_secret_is_refused(service: Service, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(bytes(SenderPart.of(SECRET)))
    with pytest.raises(WrongSecret):
        open_service(service.settings.model_copy(update={"secret": other}))


def test_what_an_earlier_version_sealed_is_vouched_for_at_the_next_whole_start(
    service: Service, part: Path
) -> None:
    with service.store.write() as session:
        session.execute(update(TeamKey).values(sender_mac=None))
        session.execute(update(Roster).values(sender_mac=None))
    with pytest.raises(WrongSecret):
        open_service(service.settings.model_copy(update={"secret": part}))
    open_service(service.settings).close()
    opened = open_service(service.settings.model_copy(update={"secret": part}))
    assert Visitor(create_sender_app(opened)).open("/dotaz/o-sobe").status == 200
    opened.close()


def test_the_command_writes_the_part_for_its_owner_alone(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "sender-secret"
    environment = {"INTAKE_DATA": str(service.settings.data), "INTAKE_CONTENT": "content"}
    for _each in range(2):
        result = CliRunner().invoke(main, ["split-secret", str(file)], env=environment)
        assert result.exit_code == 0, result.output
    assert file.read_bytes() == bytes(service.vault.sender)
    assert file.stat().st_mode & 0o777 == 0o600
    again = CliRunner().invoke(
        main, ["split-secret", str(file)], env=environment | {"INTAKE_SECRET": str(file)}
    )
    assert again.exit_code == 1


def as_user(user: int, group: int, act: Callable[[], None]) -> bool:
    """Do it in a process of that user, who keeps files to themselves; says whether it worked."""
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setgid(group)
            os.setuid(user)
            os.umask(0o077)
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be two other users")
def test_two_users_of_one_group_write_one_database_and_read_no_secret_of_each_other(
    service: Service, part: Path, tmp_path: Path
) -> None:
    group = 64200
    sender = 64201
    desk = 64202
    service.close()
    data = service.settings.data
    secret = tmp_path / "secret"
    (data / "server-secret").rename(secret)
    for folder in tmp_path.parents:
        if folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o711)
    tmp_path.chmod(0o711)
    own = {}
    for user, file in ((sender, part), (desk, secret)):
        os.chown(file, user, user)
        file.chmod(0o600)
        own[user] = tmp_path / f"own-{user}"
        own[user].mkdir()
        os.chown(own[user], user, user)
    os.chown(data, 0, group)
    data.chmod(0o2770)
    for file in data.glob("last-good-*"):
        file.unlink()  # each process keeps copies of its own
    for file in data.iterdir():
        os.chown(file, desk, group)
        file.chmod(0o660)

    def send(user: int, file: Path, text: str) -> bool:
        changed = {"secret": file, "shared": True, "own_data": own[user]}
        settings = service.settings.model_copy(update=changed)

        def act() -> None:
            opened = open_service(settings)
            enquiries.send(opened, Submission("counselling", "cs", text, b"c" * 32))
            opened.close()

        return as_user(user, group, act)

    assert send(sender, part, "Od pisatele.")
    assert send(desk, secret, "Od týmu.")
    assert send(sender, part, "A ještě jednou od pisatele.")
    assert not send(sender, secret, "Cizí tajemství.")
    assert not send(desk, part, "Cizí tajemství.")
    assert {file.stat().st_mode & 0o7777 for file in data.iterdir()} == {0o660}
