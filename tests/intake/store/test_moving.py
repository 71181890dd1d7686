"""A centre that has outgrown its file moves to a database server, whole or not at all."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, delete, select, text, update

from intake_service.cli import main
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.store import copying, db
from intake_service.store.models import Counsellor, Enquiry
from intake_service.work.backups import moving
from intake_service.work.backups.moving import NotMoved
from intake_service.work.service import NoDatabase, Service, open_service
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.postgres import Server

pytestmark = pytest.mark.usefixtures("cheap_receipts", "cheap_passwords")

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"


def asked(service: Service, question: str) -> str:
    """The receipt of a question."""
    visitor = Visitor(create_sender_app(service))
    visitor.open(ASK)
    return visitor.send(text=question).receipt


def moved_to(service: Service, url: str) -> Service:
    return open_service(service.settings.model_copy(update={"database_url": url}))


def test_receipts_answers_people_and_numbers_are_the_same_there(
    service: Service, server: Server, coordinator: Person
) -> None:
    receipts = [asked(service, each) for each in ("Bojím se. 🙂", "Україна", "Třetí.")]
    with service.store.write() as session:
        session.execute(delete(Enquiry).where(Enquiry.number == 3))
    url = server.make_another()
    done = moving.move(service, url)
    assert {each.name: each.rows for each in done.tables}["enquiry"] == 2
    there = moved_to(service, url)
    try:
        for receipt, question in zip(receipts, ("Bojím se. 🙂", "Україна"), strict=False):
            sender = Visitor(create_sender_app(there))
            sender.open(BOX)
            assert sender.send(receipt=receipt).written == [question]
        desk = DeskVisitor(create_desk_app(there))
        desk.log_in(coordinator)
        desk.open("/dotaz/1")
        assert "Bojím se. 🙂" in desk.page.text
        asked(there, "Čtvrtá.")
        with there.store.read() as session:
            numbers = session.scalars(select(Enquiry.number).order_by(Enquiry.number)).all()
        assert list(numbers) == [1, 2, 4]  # that of the deleted one is not used again
    finally:
        there.close()


def test_the_file_of_before_is_put_aside_and_no_service_begins_a_new_one(
    service: Service, server: Server
) -> None:
    asked(service, "Otázka.")
    file = service.store.file
    assert file
    done = moving.move(service, server.make_another())
    assert done.left.exists()
    assert [path.name for path in file.parent.glob("intake.sqlite3*")] == []
    with pytest.raises(NoDatabase):
        open_service(service.settings, may_be_new=False)


def test_a_service_that_still_runs_is_told_and_nothing_is_moved(
    service: Service, opened: Callable[..., Service], server: Server
) -> None:
    receipt = asked(service, "Otázka.")
    url = server.make_another()
    running = opened()
    running.store.hold()
    with pytest.raises(NotMoved, match="in use"):
        moving.move(service, url)
    sender = Visitor(create_sender_app(running))
    sender.open(BOX)
    assert sender.send(receipt=receipt).written == ["Otázka."]


def test_a_database_that_holds_something_is_left_alone(
    service: Service, opened: Callable[..., Service], server: Server
) -> None:
    asked(service, "Otázka.")
    url = server.make_another()
    moving.move(service, url)
    second = open_service(
        service.settings.model_copy(update={"data": service.settings.data.parent / "second"})
    )
    with pytest.raises(NotMoved, match="not empty"):
        moving.move(second, url)


def test_whatever_breaks_on_the_way_leaves_the_file_as_it_was(
    service: Service, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = asked(service, "Otázka.")
    url = server.make_another()
    copy_all = copying.copy_all

    def spoilt(source: Connection, target: Connection) -> list[copying.TableCopy]:
        done = copy_all(source, target)
        target.execute(update(Counsellor).values(duties="edits"))
        return done

    with monkeypatch.context() as patch:
        patch.setattr(copying, "copy_all", spoilt)
        with pytest.raises(NotMoved, match="people and keys"):
            moving.move(service, url)
    again = open_service(service.settings)
    try:
        sender = Visitor(create_sender_app(again))
        sender.open(BOX)
        assert sender.send(receipt=receipt).written == ["Otázka."]
    finally:
        again.close()
    moving.move(again, url)  # nothing was left on the server


def _copy_without_messages(source: Connection, target: db.Store) -> None:
    with target.write() as session:
        session.execute(text("CREATE RULE lost AS ON INSERT TO message DO INSTEAD NOTHING"))
        copying.copy_all(source, session.connection())


def test_a_row_that_arrives_otherwise_is_noticed(service: Service, server: Server) -> None:
    asked(service, "Otázka.")
    target = db.Store(server.make_another())
    target.migrate()
    file = service.store.file
    assert file
    service.close()
    with copying.held_alone(file) as source, pytest.raises(copying.NotEqual, match="message"):
        _copy_without_messages(source, target)
    target.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://kacko:heslo@db.example/kacko", "~/.pgpass"),
        ("mysql://kacko@db.example/kacko", "only postgresql"),
        ("sem prosím", "not an address"),
        ("postgresql://kacko@127.0.0.1:1/kacko", "the server says"),
    ],
)
def test_an_address_that_will_not_do_is_told_in_a_sentence(
    service: Service, url: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_DATA", str(service.settings.data))
    result = CliRunner().invoke(main, ["move-to", url])
    assert result.exit_code == 1
    assert "nothing was moved" in result.output
    assert told in result.output
    assert "Traceback" not in result.output
