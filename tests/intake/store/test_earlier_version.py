"""A database that an earlier version made comes up to date, and nothing of it is lost."""

from intake_service.store.terms import State
from intake_service.work.casework import cases
from intake_service.work.enquiry import mailbox
from intake_service.work.team import people, recovery_key
from tests.intake.conftest import Earlier


def test_every_word_of_an_earlier_database_is_read_at_the_desk(earlier: Earlier) -> None:
    eva = earlier.log_in("Eva")
    for thread in earlier.known["threads"]:
        case = cases.open_case(earlier.service, eva, thread["number"])
        assert [message.text for message in case.messages] == thread["texts"]
        assert case.kind == thread["kind"]
        assert [note.text for note in case.notes] == thread.get("notes", [])
        assert (case.feedback.sentence if case.feedback else None) == thread.get("feedback")
        assert (case.offer.question.question if case.offer else None) == thread.get("offer")
    states = {n: cases.open_case(earlier.service, eva, n).state for n in range(1, 6)}
    assert states == {
        1: State.WAITING,
        2: State.WAITING,
        3: State.ANSWERED,
        4: State.CLOSED,
        5: State.BINNED,
    }


def test_every_receipt_of_an_earlier_database_opens_its_mailbox(earlier: Earlier) -> None:
    for thread in earlier.known["threads"]:
        cookie = mailbox.open_with_receipt(earlier.service, thread["receipt"])
        box = mailbox.resume(earlier.service, cookie)
        shown = mailbox.contents(earlier.service, box)
        assert [message.text for message in shown.messages] == thread["texts"]
        assert shown.hint is (thread["email"] is not None)


def test_everybody_of_an_earlier_team_logs_in_as_before(earlier: Earlier) -> None:
    assert earlier.log_in("Jana").coordinates
    assert not earlier.log_in("Eva").coordinates
    assert [each.name for each in people.everybody(earlier.service)] == ["Eva", "Jana", "Petr"]
    assert people.invited_name(earlier.service, earlier.known["invitations"]["Karel"]) == "Karel"
    assert recovery_key.read(earlier.known["recovery_key"])
    people.admit_with_recovery_key(earlier.service, "Petr", earlier.known["recovery_key"])
    assert set(earlier.log_in("Petr").team) == {1, 2}
