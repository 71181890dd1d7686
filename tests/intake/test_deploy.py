"""What is shipped for the server fits the code: addresses, settings, headers."""

import re
from pathlib import Path

import pytest

from centre import addresses
from centre.words import LANGUAGES
from intake_service import settings
from intake_service.web.headers import CONTENT_SECURITY_POLICY

DEPLOY = Path(__file__).parents[2] / "deploy"
PROXY = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [*addresses.LINKABLE, "sent"])
def test_the_proxy_hands_every_address_of_the_intake_to_the_service(name: str, lang: str) -> None:
    found = re.search(r"location ~ (\S+dotaz\S+) \{", PROXY)
    assert found
    assert re.search(found.group(1), addresses.intake(name, lang))


def test_the_proxy_keeps_pages_of_the_site_to_itself() -> None:
    found = re.search(r"location ~ (\S+dotaz\S+) \{", PROXY)
    assert found
    for address in ("/", "/dotazy/", "/en/", "/en/askew/", "/odpovednost/"):
        assert not re.search(found.group(1), address)


def test_the_proxy_writes_no_address_down() -> None:
    assert PROXY.count("access_log off;") == PROXY.count("server {")
    assert "log_format" not in PROXY


def test_the_shipped_settings_are_settings() -> None:
    lines = (DEPLOY / "kacko.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    loaded = settings.load(given)
    assert loaded.https
    assert loaded.proxies == 1


def test_the_static_site_has_the_same_policy_as_the_service() -> None:
    assert CONTENT_SECURITY_POLICY in (DEPLOY / "headers.conf").read_text(encoding="utf-8")
