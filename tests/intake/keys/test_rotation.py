"""Conversations get fresh keys beside everything else, may be stopped anywhere, and go on."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from intake_service.store.models import Epoch
from intake_service.work.casework import cases, rotation
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor
from tests.intake.keys.test_leaving import ask, back, make_earlier, open_box, zdenek  # noqa: F401
from tests.paths import ROOT

pytestmark = pytest.mark.usefixtures("cheap_receipts")

CONVERSATIONS = 12
ROTATE_AND_BE_KILLED = """
import sys
from pathlib import Path
from intake_service.settings import Settings
from intake_service.store.vault import Key
from intake_service.work.casework import rotation
from intake_service.work.enquiry import epochs
from intake_service.work.service import open_service
from intake_service.work.team.logins import Staff

service = open_service(Settings(data=Path(sys.argv[1]), content=Path("content")))
team = {int(n): Key(bytes.fromhex(key)) for n, key in (pair.split("=") for pair in sys.argv[2:])}
staff = Staff.__new__(Staff)
object.__setattr__(staff, "team", team)
seal_anew = epochs._seal_anew
begun = 0

def seal_and_stop(*given):
    global begun
    seal_anew(*given)
    begun += 1
    if begun == 5:
        print("in the middle", flush=True)
        sys.stdin.read()

epochs._seal_anew = seal_and_stop
rotation.rotate(service, staff, at_most=100)
"""


def epochs_of_each(service: Service) -> list[int]:
    with service.store.read() as session:
        counts = select(func.count()).select_from(Epoch).group_by(Epoch.enquiry_id)
        return list(session.scalars(counts))


def test_two_colleagues_rotate_at_once_while_a_sender_writes(
    service: Service,
    zdenek: Staff,  # noqa: F811
    back: Callable[[], Staff],  # noqa: F811
) -> None:
    boxes = [
        open_box(service, ask(service, f"Otázka {number}.")) for number in range(CONVERSATIONS)
    ]
    people.part_with(service, zdenek.id)
    jana = back()

    def write(number: int) -> None:
        mailbox.write_again(service, boxes[number], f"Dodatek {number}.", after=1)

    with ThreadPoolExecutor(8) as at_once:
        rotations = [at_once.submit(rotation.rotate, service, jana, at_most=100) for _ in range(2)]
        written = [at_once.submit(write, number) for number in range(CONVERSATIONS)]
        for rotated in rotations:
            rotated.result()
        for each in written:
            each.result()
    assert rotation.progress(service).is_over
    assert epochs_of_each(service) == [1] * CONVERSATIONS
    for number, box in enumerate(boxes):
        both = [f"Otázka {number}.", f"Dodatek {number}."]
        assert [each.text for each in mailbox.contents(service, box).messages] == both
        assert [each.text for each in cases.open_case(service, jana, number + 1).messages] == both


def test_a_process_killed_in_the_middle_leaves_whole_conversations_and_another_goes_on(
    service: Service,
    zdenek: Staff,  # noqa: F811
    back: Callable[[], Staff],  # noqa: F811
) -> None:
    boxes = [
        open_box(service, ask(service, f"Otázka {number}.")) for number in range(CONVERSATIONS)
    ]
    people.part_with(service, zdenek.id)
    jana = back()
    keys = [f"{version}={key.hex()}" for version, key in jana.team.items()]
    command = [sys.executable, "-c", ROTATE_AND_BE_KILLED, f"{service.settings.data}", *keys]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"in the middle\n"
        process.kill()
    assert rotation.progress(service).done == 4
    assert rotation.rotate(service, jana, at_most=100) == CONVERSATIONS - 4
    assert epochs_of_each(service) == [1] * CONVERSATIONS
    for number, box in enumerate(boxes):
        assert mailbox.contents(service, box).messages[0].text == f"Otázka {number}."
        assert cases.open_case(service, jana, number + 1).messages[0].text == f"Otázka {number}."


def test_the_team_page_shows_how_far_it_has_come_and_goes_on_at_a_press(
    service: Service,
    zdenek: Staff,  # noqa: F811
    desk: DeskVisitor,
    desk_app: Flask,
) -> None:
    for number in range(3):
        ask(service, f"Otázka {number}.")
    make_earlier(service, 3)
    assert desk.open("/tym").path == "/tym"
    assert "Nové klíče" not in desk.open("/tym").words
    people.part_with(service, zdenek.id)
    assert "Nové klíče má 0 z 3 rozhovorů." in desk.open("/tym").words
    words = desk.send("/tym/klice").words
    assert "Nové klíče má 2 z 3 rozhovorů." in words
    assert "č. 3." in words


def test_who_opens_the_inbox_carries_it_on(
    service: Service,
    zdenek: Staff,  # noqa: F811
    desk: DeskVisitor,
) -> None:
    for number in range(7):
        ask(service, f"Otázka {number}.")
    people.part_with(service, zdenek.id)
    desk.open("/")
    assert rotation.progress(service).done == rotation.AT_ONCE
    desk.open("/")
    assert rotation.progress(service).is_over
