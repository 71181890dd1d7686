"""What only robots do is asked about once more; whoever writes loses no word by it."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine

from centre.intake import addresses
from intake_service import clock
from intake_service.sender import create_sender_app
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.service import Service
from tests.intake.browser import Visitor
from tests.intake.work.test_rate_limits import kept

ASK = "/dotaz/o-sobe"
NOON = datetime(2027, 3, 8, 12, 0, tzinfo=clock.PRAGUE)

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_sent_at_once_asks_for_one_more_press_and_keeps_all(
    opened: Callable[..., Service], kind: str
) -> None:
    service = opened(form_seconds=3)
    public = Visitor(create_sender_app(service))
    with time_machine.travel(NOON, tick=False) as now:
        public.open(addresses.intake(kind, "cs"))
        now.shift(2)
        page = public.send(text="Vložený\r\ntext.")
        assert (page.status, page.typed()) == (422, "Vložený\ntext.")
        assert "Ještě jednou, prosím" in page.alerts
        assert page.alerts.endswith(
            "Odeslat"
        )  # at once, without looking for the button under the form
        assert kept(service) == 0
        now.shift(1)
        assert public.send().status == 200
        assert kept(service) == 1


def test_who_corrects_a_form_or_changes_its_language_is_not_asked_again(
    opened: Callable[..., Service],
) -> None:
    public = Visitor(create_sender_app(opened(form_seconds=3)))
    with time_machine.travel(NOON, tick=False) as now:
        public.open(ASK)
        now.shift(3)
        assert public.send(text="").status == 422
        public.post("/en/ask/myself", **public.page.fields(), switch="1")
        assert public.send(text="A question.").receipt


@pytest.mark.parametrize("stamped", ["", "nothing", "MTc3MjM5NDAwMA.forged"])
def test_whoever_forges_when_the_form_was_opened_waits_from_now(
    opened: Callable[..., Service], stamped: str
) -> None:
    public = Visitor(create_sender_app(opened(form_seconds=3)))
    with time_machine.travel(NOON, tick=False) as now:
        public.open(ASK)
        now.shift(60)
        assert public.send(text="Otázka.", opened=stamped).status == 422
        assert public.send().status == 422
        now.shift(3)
        assert public.send().receipt


def test_a_clock_that_was_set_back_asks_nobody(opened: Callable[..., Service]) -> None:
    public = Visitor(create_sender_app(opened(form_seconds=3)))
    with time_machine.travel(NOON, tick=False) as now:
        public.open(ASK)
        now.shift(-1)
        assert (
            public.send(text="Otázka.").status == 400
        )  # the token is of a later time, and the page says so
        assert public.send().receipt


def test_whoever_fills_in_what_nobody_sees_is_asked_and_not_dropped(public: Visitor) -> None:
    public.open(ASK)
    page = public.send(text="Otázka.", homepage="https://example.org")
    assert (page.status, page.typed(), page.fields()["homepage"]) == (422, "Otázka.", "")
    assert "Ještě jednou, prosím" in page.alerts
    assert public.send().receipt
