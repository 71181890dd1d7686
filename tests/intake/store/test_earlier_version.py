"""A database that an earlier version made comes up to date, and nothing of it is lost."""

import time_machine

from intake_service.store.terms import State
from intake_service.work.casework import cases, drafts, rotation
from intake_service.work.enquiry import mailbox
from intake_service.work.team import invitations, people, recovery_key
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
    assert (
        invitations.invited_name(earlier.service, earlier.known["invitations"]["Karel"]) == "Karel"
    )
    assert recovery_key.read(earlier.known["recovery_key"])
    people.admit_with_recovery_key(earlier.service, "Petr", earlier.known["recovery_key"])
    assert set(earlier.log_in("Petr").team) == {1, 2}


def test_what_was_unfinished_in_an_earlier_version_is_found_by_its_handle(
    earlier: Earlier,
) -> None:
    known = earlier.known["draft"]
    with time_machine.travel(f"{earlier.known['day']}T12:00:00+01:00"):
        kept = drafts.find(earlier.service, earlier.log_in("Eva"), known["handle"])
    assert kept
    assert (kept.number, kept.fields) == (known["number"], {"text": known["text"]})


def test_every_mailbox_of_an_earlier_database_gets_fresh_keys_when_it_is_opened(
    earlier: Earlier,
) -> None:
    eva = earlier.log_in("Eva")
    before = rotation.progress(earlier.service)
    assert (before.total, before.wait_for_sender) == (1, [1])
    for thread in earlier.known["threads"]:
        box = mailbox.resume(
            earlier.service, mailbox.open_with_receipt(earlier.service, thread["receipt"])
        )
        mailbox.write_again(earlier.service, box, "A dál?", after=len(thread["texts"]))
        both = [*thread["texts"], "A dál?"]
        assert [each.text for each in mailbox.contents(earlier.service, box).messages] == both
        case = cases.open_case(earlier.service, eva, thread["number"])
        assert [message.text for message in case.messages] == both
        assert [note.text for note in case.notes] == thread.get("notes", [])
        cases.add_note(earlier.service, eva, thread["number"], "Po čase.")
        assert cases.open_case(earlier.service, eva, thread["number"]).notes[-1].text == "Po čase."
    assert rotation.progress(earlier.service).is_over
