"""What the limits know of an address: its network, hashed for a day; and whose word they take for
it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from intake_service import clock
from intake_service.sender import create_sender_app
from intake_service.store import vault
from intake_service.work.rate_limits import LOCAL, Act, Day, RateLimits
from intake_service.work.service import Service
from tests.built import BuiltSite
from tests.intake.browser import Visitor
from tests.intake.process import RemoteVisitor, Server

ASK = "/dotaz/o-sobe"
HERE = "192.0.2.7"
THERE = "198.51.100.7"
NOON = datetime(2027, 3, 8, 12, 0, tzinfo=clock.PRAGUE)

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("192.0.2.7", "192.0.2.250", 2),
        ("192.0.2.7", "192.0.3.7", 1),
        ("192.0.2.7", "192.1.2.7", 0),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 4),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", 3),
        ("2001:db8:1:2::1", "2001:db8:1:102::1", 2),
        ("2001:db8:1:2::1", "2001:db8:2:2::1", 1),
        ("2001:db8:1:2::1", "2001:db9:1:2::1", 0),
        ("::ffff:192.0.2.7", "192.0.2.8", 2),
        ("127.0.0.1", "::1", 1),
        ("127.0.0.1", None, 1),
        ("127.0.0.1", "no address", 1),
        ("127.0.0.1", "192.0.2.7", 0),
    ],
)
def test_networks_are_counted_from_one_household_to_one_provider(
    one: str, other: str | None, shared: int
) -> None:
    today = Day(clock.today())

    def networks(address: str | None) -> set[str]:
        return set(today.buckets(address, by_provider=True))

    assert len(networks(one) & networks(other)) == shared


def test_nothing_of_an_address_is_remembered_and_the_key_changes_every_day(
    service: Service,
) -> None:
    remembered = []
    for day in (0, 1):
        with time_machine.travel(NOON + timedelta(days=day)):
            for act in Act:
                service.rate_limits.count(act, HERE)
                service.rate_limits.count(act, None)
            remembered.append(sorted(service.rate_limits._day.counts.storage.events))  # type: ignore[attr-defined]
            key = service.rate_limits._day.key
    keys = [{part for name in names for part in name.split("/")} for names in remembered]
    networks = [{part for part in each if re.fullmatch(r"[0-9a-f]{32}", part)} for each in keys]
    assert [len(each) for each in networks] == [2, 2]  # its /24 and its /16
    assert networks[0].isdisjoint(networks[1])
    assert keys[1] - networks[1] == keys[0] - networks[0]
    assert not any("192" in part for part in keys[0] - networks[0])
    assert networks[0].isdisjoint(Day(NOON.date()).buckets(HERE, by_provider=True))
    assert len(key) == vault.KEY_SIZE


def sends(app: Flask, network: str, forwarded: str, text: str) -> int:
    public = Visitor(app)
    public.client.environ_base.update(REMOTE_ADDR=network, HTTP_X_FORWARDED_FOR=forwarded)
    public.open(ASK)
    return public.send(text=text).status


def test_without_a_proxy_nobody_can_say_they_come_from_elsewhere(
    opened: Callable[..., Service],
) -> None:
    app = create_sender_app(opened(sends_network=1))
    assert sends(app, HERE, "203.0.1.1", "První.") == 200
    assert sends(app, HERE, "203.0.2.1", "Druhá.") == 429
    assert sends(app, THERE, "203.0.1.1", "Třetí.") == 200


def test_behind_a_proxy_only_its_word_counts(opened: Callable[..., Service]) -> None:
    """The proxy adds the address that it saw at the end; what stood before it is ignored."""
    app = create_sender_app(opened(proxies=1, sends_network=1))
    assert sends(app, "10.0.0.1", HERE, "První.") == 200
    assert sends(app, "10.0.0.1", f"203.0.1.1, {HERE}", "Druhá.") == 429
    assert sends(app, "10.0.0.1", f"{HERE}, {THERE}", "Třetí.") == 200


def test_behind_a_proxy_visitors_without_an_address_are_onion_visitors(
    opened: Callable[..., Service],
) -> None:
    app = create_sender_app(opened(proxies=1, sends_local=1))
    assert sends(app, "127.0.0.1", "127.0.0.1", "První.") == 200
    assert sends(app, "127.0.0.1", "unknown", "Druhá.") == 429


@pytest.mark.parametrize("address", [HERE, "2001:db8::1", None])
def test_two_processes_hide_the_same_network_differently(
    service: Service, address: str | None
) -> None:
    one, other = (RateLimits(service.settings)._day.bucket(address) for _ in range(2))
    assert (one == other) is (one == LOCAL)


def test_whoever_comes_over_an_onion_service_names_no_other_path(
    tmp_path: Path, built_site: BuiltSite
) -> None:
    """Such a visitor connects from this machine, as a proxy does that may say where the service
    lives."""
    server = Server(tmp_path, built_site)
    server.start()
    try:
        for name, path in (
            ("SCRIPT_NAME", "/evil"),
            ("SCRIPT_NAME", "/odp"),
            ("PATH_INFO", "/pult/"),
        ):
            page = RemoteVisitor(server, headers={name: path}).open("/odpoved")
            assert (page.status, page.title) == (200, "Přečíst si odpověď")
    finally:
        server.stop()
