"""Once a week a letter says how the website stands, in numbers and nothing else."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from intake_service.store.terms import Act, Purpose
from intake_service.work import switches
from intake_service.work.audit import chain
from intake_service.work.service import Service
from intake_service.work.switches import Switches
from intake_service.work.team.logins import Staff
from tests.intake.post_office import TEAM, PostOffice, outbox, tick_after
from tests.paths import ROOT

pytestmark = pytest.mark.usefixtures("cheap_receipts", "monday_morning", "takes_seconds")

STATE = re.compile(
    r"Stav webu: špatně \d+, k prohlédnutí \d+, ještě není vidět \d+, mimo repozitář \d+\. "
    r"Co to je, najdete na pultu\."
)


@pytest.fixture
def service(with_mail: Callable[..., Service], tmp_path: Path) -> Service:
    """A centre that is no sample."""
    content = Path(shutil.copytree(ROOT / "examples" / "kyjov", tmp_path / "kyjov"))
    centre = content / "data" / "centre.yaml"
    centre.write_text(centre.read_text("utf-8").replace("demo: true", "demo: false"), "utf-8")
    return with_mail(content=content)


def about_the_website(post: PostOffice) -> list[str]:
    """The words of such letters, on one line each."""
    texts = (" ".join(each.get_content().split()) for each in post.letters)
    return [each for each in texts if "Stav webu" in each]


def test_it_comes_on_monday_and_once_a_week(service: Service, post: PostOffice) -> None:
    tick_after(service, minutes=10)
    assert about_the_website(post) == []
    for days in range(7):
        tick_after(service, days=days, hours=2)
    (told,) = about_the_website(post)
    assert STATE.match(told)
    assert "http" not in told
    assert post.letters[0]["To"] == TEAM
    tick_after(service, days=7, hours=2)
    assert len(about_the_website(post)) == 2


def test_it_brings_the_end_of_the_record_of_work(
    service: Service, staff: Staff, post: PostOffice
) -> None:
    with service.store.write() as session:
        chain.note(service, session, staff.name, Act.ANSWERED, 1)
    end = chain.head(service)
    tick_after(service, hours=2)
    (told,) = about_the_website(post)
    assert f"Konec záznamu o práci: {end}" in told
    assert chain.holds(service, end)


def test_chores_that_stood_still_on_monday_lose_none(service: Service, post: PostOffice) -> None:
    tick_after(service, days=3, hours=5)
    assert len(about_the_website(post)) == 1


def test_a_server_that_takes_no_mail_loses_none(service: Service, post: PostOffice) -> None:
    post.refused.add(TEAM)
    tick_after(service, hours=2)
    assert about_the_website(post) == []
    post.refused.clear()
    tick_after(service, days=1, hours=2)
    assert len(about_the_website(post)) == 1


def test_a_coordinator_switches_it_off(service: Service) -> None:
    switches.turn_to(service, Switches(weekly_letter=False))
    tick_after(service, hours=2)
    assert switches.current(service) == Switches(weekly_letter=False)
    assert [each.purpose for each in outbox(service) if each.purpose is Purpose.WEBSITE] == []


def test_nobody_is_told_of_a_sample(with_mail: Callable[..., Service], post: PostOffice) -> None:
    tick_after(with_mail(), hours=2)
    assert about_the_website(post) == []
