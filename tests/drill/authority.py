"""An authority for certificates on the machine itself: Pebble, which Let's Encrypt tests with."""

import json
import ssl
import time
import urllib.request
from contextlib import suppress
from typing import Final

from tests.drill.machine import Machine

DIRECTORY: Final = "https://localhost:14000/dir"
ROOTS: Final = "https://localhost:15000/roots/0"
_FOLDER: Final = "/root/authority"
_SETTINGS: Final = {
    "listenAddress": "127.0.0.1:14000",
    "managementListenAddress": "127.0.0.1:15000",
    "certificate": f"{_FOLDER}/certificate.pem",
    "privateKey": f"{_FOLDER}/key.pem",
    "httpPort": 80,
    "tlsPort": 443,
    "ocspResponderURL": "",
    "externalAccountBindingRequired": False,
}


def begin(machine: Machine) -> None:
    """Start it; the machine trusts the connection to it, as it would trust Let's Encrypt's."""
    machine.run("apt-get", "-qq", "install", "--yes", "pebble", "openssl", "ca-certificates")
    machine.path(_FOLDER).mkdir(exist_ok=True)
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    name = ("-addext", "subjectAltName=DNS:localhost")
    files = ("-keyout", f"{_FOLDER}/key.pem", "-out", f"{_FOLDER}/certificate.pem")
    machine.run("openssl", *words.split(), *name, *files)
    trusted = "/usr/local/share/ca-certificates/authority.crt"
    machine.run("cp", f"{_FOLDER}/certificate.pem", trusted)
    machine.run("update-ca-certificates")
    settings = machine.path(f"{_FOLDER}/settings.json")
    settings.write_text(json.dumps({"pebble": _SETTINGS}), "utf-8")
    unit = ("--unit=authority", "--setenv=PEBBLE_VA_NOSLEEP=1", "--setenv=PEBBLE_WFE_NONCEREJECT=0")
    machine.run("systemd-run", "--quiet", *unit, "pebble", "-config", f"{_FOLDER}/settings.json")


def root(machine: Machine) -> ssl.SSLContext:
    """What a browser knows that trusts this authority."""
    known = ssl.create_default_context(cafile=str(machine.path(f"{_FOLDER}/certificate.pem")))
    for _ in range(60):
        with (
            suppress(OSError),
            urllib.request.urlopen(ROOTS, context=known, timeout=10) as answer,
        ):
            return ssl.create_default_context(cadata=answer.read().decode())
        time.sleep(0.5)
    raise TimeoutError(ROOTS)
