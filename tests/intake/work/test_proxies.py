"""A proxy that the settings do not count is noticed, and said to whoever can mend it."""

import json
import logging
from collections.abc import Callable, Iterator

import pytest
import time_machine

from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.moments import later

ASK = "/dotaz/o-sobe"
SAID = "nastavení INTAKE_PROXIES neodpovídá"

FITTING = [
    (0, {}),
    (0, {"HTTP_USER_AGENT": "x", "HTTP_ACCEPT": "*/*"}),
    (1, {"HTTP_X_FORWARDED_FOR": "192.0.2.7", "HTTP_X_FORWARDED_PROTO": "https"}),
    (1, {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.7"}),
    (2, {"HTTP_X_FORWARDED_FOR": "192.0.2.7, 10.0.0.1"}),
]
MISCOUNTED = [
    (0, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}),
    (0, {"HTTP_FORWARDED": "for=192.0.2.7"}),
    (0, {"HTTP_X_REAL_IP": "192.0.2.7"}),
    (0, {"HTTP_CF_CONNECTING_IP": "192.0.2.7"}),
    (0, {"HTTP_X_FORWARDED_PROTO": "https"}),
    (1, {}),
    (2, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}),
    (2, {"HTTP_X_FORWARDED_FOR": " , 192.0.2.7"}),
]


@pytest.fixture
def events() -> Iterator[list[str]]:
    """What the log says."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(json.loads(record.getMessage())["event"])

    logger = logging.getLogger("intake")
    listener = Listener()
    level = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    yield said
    logger.setLevel(level)
    logger.removeHandler(listener)


def come(service: Service, headers: dict[str, str]) -> None:
    """Somebody opens the form three times."""
    public = Visitor(create_sender_app(service))
    public.client.environ_base.update(headers)
    for _ in range(3):
        assert public.open(ASK).status == 200


@pytest.mark.parametrize(("count", "headers"), MISCOUNTED)
def test_a_proxy_that_is_not_counted_is_said_once_and_to_coordinators(
    opened: Callable[..., Service],
    coordinator: Person,
    colleague: Callable[..., Person],
    events: list[str],
    count: int,
    headers: dict[str, str],
) -> None:
    service = opened(proxies=count)
    come(service, headers)
    assert events.count("proxies-miscounted") == 1
    as_counted = {"HTTP_X_FORWARDED_FOR": ", ".join(["192.0.2.1"] * count)} if count else {}
    desk = DeskVisitor(create_desk_app(service))
    desk.client.environ_base.update(as_counted)
    desk.log_in(coordinator)
    assert SAID in desk.open("/").words
    with time_machine.travel(later(hours=25)):
        desk.log_in(coordinator)
        assert SAID not in desk.open("/").words


@pytest.mark.parametrize(("count", "headers"), FITTING)
def test_what_fits_is_no_news(
    opened: Callable[..., Service],
    coordinator: Person,
    events: list[str],
    count: int,
    headers: dict[str, str],
) -> None:
    service = opened(proxies=count)
    come(service, headers)
    desk = DeskVisitor(create_desk_app(service))
    desk.client.environ_base.update(headers)
    desk.log_in(coordinator)
    assert "proxies-miscounted" not in events
    assert SAID not in desk.open("/").words


def test_a_counsellor_is_not_troubled_with_it(
    service: Service, colleague: Callable[..., Person]
) -> None:
    come(service, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"})
    desk = DeskVisitor(create_desk_app(service))
    desk.log_in(colleague("Eva"))
    assert SAID not in desk.open("/").words
