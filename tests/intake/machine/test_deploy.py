"""What is shipped for the server fits the code: addresses, settings, headers."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service import settings
from intake_service.web.headers import ONE_YEAR, SITE_HEADERS
from tests.intake.proxy import Tls, shipped_proxy
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
USERS = {
    "kacko-sender.service": "kacko-sender",
    "kacko-desk.service": "kacko-desk",
    "kacko-tick.service": "kacko-tick",
    "kacko-secret.service": "kacko-desk",
    "kacko-backup.service": "kacko-desk",
    "kacko-commit.service": "kacko-desk",
}
"""The units that hold keys, and their users."""
KEYLESS = {
    "kacko-publish.service": "kacko",
    "kacko-rebuild.service": "kacko",
    "kacko-failure@.service": "kacko-tick",
    "kacko-builder.service": "kacko-builder",
    "kacko-mirror.service": "kacko-mirror",
}
CHOICES = (
    (),
    ("--certificate", "/certificate", "--hsts"),
    ("--certificate", "/certificate", "--onion", "abc.onion", "--brotli"),
    (
        *("--certificate", "/certificate", "--desk", "pult.example"),
        *("--desk-certificate", "/certificate"),
    ),
    (
        *("--certificate", "/certificate", "--desk", "127.0.0.1"),
        *("--desk-certificate", "/certificate"),
    ),
    ("--desk", "pult.example"),
)
"""What an operator may choose for the proxy."""
SENDER = (DEPLOY / "nginx" / "sender.conf").read_text(encoding="utf-8")
UNITS = DEPLOY / "systemd"
MAY_TALK = {
    "kacko-tick.service",
    "kacko-backup.service",
    "kacko-failure@.service",
    "kacko-mirror.service",
}
"""Units that reach other machines: for letters, copies of backups, the history of the content."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [*addresses.LINKABLE, "sent"])
def test_the_proxy_hands_every_address_of_the_intake_to_the_service(name: str, lang: str) -> None:
    found = re.search(r"location ~ (\S+dotaz\S+) \{", SENDER)
    assert found
    assert re.search(found.group(1), addresses.intake(name, lang))


def test_the_proxy_keeps_pages_of_the_site_to_itself() -> None:
    found = re.search(r"location ~ (\S+dotaz\S+) \{", SENDER)
    assert found
    for address in ("/", "/dotazy/", "/en/", "/en/askew/", "/odpovednost/"):
        assert not re.search(found.group(1), address)


@pytest.mark.parametrize("words", CHOICES, ids=" ".join)
def test_the_proxy_writes_no_address_down(words: tuple[str, ...]) -> None:
    written = shipped_proxy("--domain", "kacko.example", *words)
    assert written.count("access_log off;") == written.count("server {")
    assert "log_format" not in written


def test_the_shipped_settings_are_settings() -> None:
    lines = (DEPLOY / "kacko.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    loaded = settings.load_settings(given)
    assert loaded.https
    assert loaded.proxies == 1


def test_the_static_site_has_the_same_headers_as_the_service() -> None:
    given = dict(
        re.findall(
            r'^add_header (\S+) "?(.*?)"? always;$', nginx_part("headers.conf"), re.MULTILINE
        )
    )
    assert given == SITE_HEADERS | {"Strict-Transport-Security": "$kacko_hsts"}


@pytest.mark.parametrize("words", CHOICES, ids=" ".join)
def test_old_tls_is_refused_and_no_version_is_told(words: tuple[str, ...]) -> None:
    written = shipped_proxy("--domain", "kacko.example", *words)
    speaking_tls = len(re.findall(r"listen (?:[0-9.]+:)?443 ssl", written))
    assert re.findall(r"ssl_protocols (.*?);", written) == ["TLSv1.2 TLSv1.3"] * speaking_tls
    assert written.count("server_tokens off;") == written.count("server {")


@pytest.mark.parametrize("words", CHOICES, ids=" ".join)
def test_whatever_is_chosen_nginx_takes_it(
    nginx: str, openssl: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    tls = Tls.made(openssl, tmp_path)
    tls.certificate.rename(tmp_path / "fullchain.pem")
    tls.key.rename(tmp_path / "privkey.pem")
    here = tuple(str(tmp_path) if word == "/certificate" else word for word in words)
    written = shipped_proxy("--domain", "kacko.example", *here)
    written = written.replace("/opt/kacko/current", str(ROOT)).replace("brotli_static on;", "")
    parts = tmp_path / "nginx"
    shutil.copytree(DEPLOY / "nginx", parts)
    for part in parts.iterdir():
        part.write_text(part.read_text().replace("/opt/kacko/current", str(ROOT)))
    written = written.replace(str(DEPLOY / "nginx"), str(parts))
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ {written} }}"
    )
    tried = subprocess.run(
        [nginx, "-t", "-e", str(tmp_path / "start.log"), "-c", str(configuration)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert tried.returncode == 0, tried.stderr


def test_forms_wait_for_a_certificate_and_the_site_does_not() -> None:
    written = shipped_proxy("--domain", "kacko.example")
    assert "site.conf" in written
    assert "challenge.conf" in written
    assert "sender.conf" not in written
    assert "desk.conf" not in written


def test_browsers_insist_on_tls_only_once_the_certificate_renews_itself() -> None:
    words = ("--domain", "kacko.example", "--certificate", "/certificate")
    assert 'map $host $kacko_hsts { default ""; }' in shipped_proxy(*words)
    assert f"max-age={ONE_YEAR}; includeSubDomains" in shipped_proxy(*words, "--hsts")


def test_a_desk_on_its_own_host_is_not_on_the_publics() -> None:
    words = ("--domain", "kacko.example", "--certificate", "/c", "--desk", "10.0.0.5")
    written = shipped_proxy(*words, "--desk-certificate", "/d")
    public = re.search(r"server_name kacko.example;\n    ssl.*?\n\}", written, re.DOTALL)
    desk = re.search(r"listen 10\.0\.0\.5:443 .*?\n\}", written, re.DOTALL)
    assert public
    assert desk
    assert "desk.conf" not in public[0]
    assert "desk.conf" in desk[0]
    assert "sender.conf" not in desk[0]


@pytest.mark.parametrize("unit", [path.name for path in UNITS.glob("*.service")])
def test_no_unit_may_do_more_than_it_needs(unit: str) -> None:
    lines = set(unit_text(unit).splitlines())
    for name in (
        "NoNewPrivileges",
        "PrivateTmp",
        "PrivateDevices",
        "ProtectHome",
        "RestrictSUIDSGID",
    ):
        assert f"{name}=yes" in lines
    assert {
        f"User={KEYLESS.get(unit) or USERS[unit]}",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
        "SystemCallFilter=@system-service",
    } <= lines
    families = next(line for line in lines if line.startswith("RestrictAddressFamilies="))
    assert (families == "RestrictAddressFamilies=AF_UNIX") is (unit not in MAY_TALK)


@pytest.mark.parametrize("unit", USERS)
def test_no_unit_that_holds_keys_lets_them_reach_the_disk(unit: str) -> None:
    lines = unit_text(unit).splitlines()
    assert {"MemorySwapMax=0", "LimitCORE=0", "UMask=0077"} <= set(lines)
    assert "Environment=INTAKE_SECRET=%d/server-secret" in lines
    assert "StateDirectory=kacko" not in lines  # systemd would give it to one user alone


@pytest.mark.parametrize("unit", USERS)
def test_only_the_desk_is_given_the_whole_server_secret(unit: str) -> None:
    given = [each for each in unit_text(unit).splitlines() if each.startswith("LoadCredential=")]
    whole = "LoadCredential=server-secret:/etc/kacko/server-secret"
    part = "LoadCredential=server-secret:/run/kacko-secret/sender-secret"
    assert given == [whole if USERS[unit] == "kacko-desk" else part]
    assert (
        "Requires=kacko-secret.service" in unit_text(unit).replace("kacko-sender.socket ", "")
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


def test_who_shows_drafts_reads_the_content_and_nothing_of_the_service() -> None:
    lines = unit_text("kacko-builder.service").splitlines()
    assert {"Group=kacko", "PrivateNetwork=yes", "UMask=0077"} <= set(lines)
    assert not [line for line in lines if line.startswith(("LoadCredential=", "ReadWritePaths="))]
    hidden = " ".join(line for line in lines if line.startswith("InaccessiblePaths="))
    for folder in ("/var/lib/kacko", "/etc/kacko/server-secret", "/run/kacko-secret"):
        assert f"-{folder}" in hidden
    made = shipped("kacko.sysusers.conf")
    assert re.search(r"^u kacko-builder ", made, re.MULTILINE)
    assert not re.search(r"^m kacko-builder ", made, re.MULTILINE)


def test_only_the_desk_opens_the_door_of_who_shows_drafts() -> None:
    door = (UNITS / "kacko-builder.socket").read_text("utf-8").splitlines()
    assert {"SocketUser=kacko-desk", "SocketMode=0660"} <= set(door)
    place = "/run/kacko/builder.sock"
    assert f"ListenStream={place}" in door
    assert f"Environment=KACKO_BUILDER={place}" in unit_text("kacko-desk.service").splitlines()


@pytest.mark.parametrize("unit", ["kacko-tick.service", "kacko-failure@.service"])
def test_whoever_writes_letters_can_read_the_password_of_the_mail_server(unit: str) -> None:
    password = r"^z \S+/smtp-password +0640 root +(\S+)"
    found = re.search(password, shipped("kacko.tmpfiles.conf"), re.MULTILINE)
    assert found
    groups = re.findall(r"^(?:Group|SupplementaryGroups)=(\S+)$", unit_text(unit), re.MULTILINE)
    assert found[1] in groups


def shipped(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def unit_text(name: str) -> str:
    return shipped(f"systemd/{name}")


def nginx_part(name: str) -> str:
    return shipped(f"nginx/{name}")
