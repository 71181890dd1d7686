"""What is shipped for the server fits the code: addresses, settings, headers."""

import re

import pytest

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service import settings
from intake_service.web.headers import ONE_YEAR, SITE_HEADERS
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
USERS = {
    "kacko-sender.service": "kacko-sender",
    "kacko-desk.service": "kacko-desk",
    "kacko-tick.service": "kacko-tick",
    "kacko-secret.service": "kacko-desk",
}
"""The units that hold keys, and their users."""
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
    loaded = settings.load_settings(given)
    assert loaded.https
    assert loaded.proxies == 1


def test_the_static_site_has_the_same_headers_as_the_service() -> None:
    given = dict(
        re.findall(r'^add_header (\S+) "(.*)" always;$', shipped("headers.conf"), re.MULTILINE)
    )
    assert given == SITE_HEADERS | {"Strict-Transport-Security": given["Strict-Transport-Security"]}
    assert given["Strict-Transport-Security"] == f"max-age={ONE_YEAR}; includeSubDomains"


def test_old_tls_is_refused_and_no_version_is_told() -> None:
    speaking_tls = PROXY.count("server {") - PROXY.count("return 301")
    assert re.findall(r"ssl_protocols (.*);", PROXY) == ["TLSv1.2 TLSv1.3"] * speaking_tls
    assert "server_tokens off;" in PROXY


@pytest.mark.parametrize("unit", [path.name for path in DEPLOY.glob("*.service")])
def test_no_unit_may_do_more_than_it_needs(unit: str) -> None:
    lines = set(shipped(unit).splitlines())
    for name in (
        "NoNewPrivileges",
        "PrivateTmp",
        "PrivateDevices",
        "ProtectHome",
        "RestrictSUIDSGID",
    ):
        assert f"{name}=yes" in lines
    assert {
        f"User={USERS.get(unit, 'kacko')}",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
        "SystemCallFilter=@system-service",
    } <= lines
    families = next(line for line in lines if line.startswith("RestrictAddressFamilies="))
    assert (families == "RestrictAddressFamilies=AF_UNIX") is (unit != "kacko-tick.service")


@pytest.mark.parametrize("unit", USERS)
def test_no_unit_that_holds_keys_lets_them_reach_the_disk(unit: str) -> None:
    lines = shipped(unit).splitlines()
    assert {"MemorySwapMax=0", "LimitCORE=0", "UMask=0077"} <= set(lines)
    assert "Environment=INTAKE_SECRET=%d/server-secret" in lines
    assert "StateDirectory=kacko" not in lines  # systemd would give it to one user alone


@pytest.mark.parametrize("unit", USERS)
def test_only_the_desk_is_given_the_whole_server_secret(unit: str) -> None:
    given = [each for each in shipped(unit).splitlines() if each.startswith("LoadCredential=")]
    whole = "LoadCredential=server-secret:/etc/kacko/server-secret"
    part = "LoadCredential=server-secret:/run/kacko-secret/sender-secret"
    assert given == [whole if USERS[unit] == "kacko-desk" else part]
    assert (
        "Requires=kacko-secret.service" in shipped(unit).replace("kacko-sender.socket ", "")
    ) is (given == [part])


def test_every_user_of_a_unit_is_made_and_shares_the_data_and_nothing_else() -> None:
    made = shipped("kacko.sysusers.conf")
    for user in USERS.values():
        assert re.search(rf"^u {user} ", made, re.MULTILINE)
        assert re.search(rf"^m {user} +kacko-data$", made, re.MULTILINE)
    assert not re.search(r"^m kacko +", made, re.MULTILINE)  # who builds the site opens no database
    folder = re.search(
        r"^d /var/lib/kacko +2770 \S+ +kacko-data ", shipped("kacko.tmpfiles.conf"), re.M
    )
    assert folder
    assert "INTAKE_SHARED=true" in shipped("kacko.env")


def shipped(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")
