"""`/readyz` and `/healthz` answer on the socket, to nobody who comes from a network."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from intake_service import create_desk_app, create_sender_app
from tests.built import BuiltSite
from tests.intake.house import House
from tests.intake.work.health.well import Machine

PROBES = ("/healthz", "/readyz")


@pytest.fixture(params=[create_sender_app, create_desk_app], ids=["sender", "desk"])
def face(request: pytest.FixtureRequest, well: Machine) -> Iterator[FlaskClient]:
    """A face, called as its server calls it for somebody at the socket."""
    app = request.param(well.settings)
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = ""
    yield client
    app.extensions["intake"].close()


def read(face: FlaskClient, path: str) -> tuple[int, dict[str, Any]]:
    answer = face.get(path)
    return answer.status_code, json.loads(answer.data)


def test_a_healthy_machine_is_ready(face: FlaskClient) -> None:
    told = {"bad": [], "chores_age": 0, "build_age": 0}
    assert read(face, "/readyz") == (200, told)
    assert read(face, "/healthz") == (200, {"chores_age": 0, "build_age": 0})


def test_without_its_frame_a_face_is_alive_and_not_ready(face: FlaskClient, well: Machine) -> None:
    well.settings.frame.unlink()
    status, told = read(face, "/readyz")
    assert (status, told["bad"]) == (503, ["frame"])
    assert read(face, "/healthz") == (200, {"chores_age": 0, "build_age": None})


def test_an_old_backup_is_told_and_closes_nothing(face: FlaskClient, well: Machine) -> None:
    well.record(made=None)
    status, told = read(face, "/readyz")
    assert (status, told["bad"]) == (200, ["backup"])


@pytest.mark.parametrize("path", PROBES)
@pytest.mark.parametrize(
    "came",
    [
        {"REMOTE_ADDR": "127.0.0.1"},
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_PROTO": "https"},
        {"REMOTE_ADDR": "", "HTTP_FORWARDED": "for=192.0.2.7"},
    ],
)
def test_who_comes_from_a_network_finds_no_such_page(
    face: FlaskClient, path: str, came: dict[str, str]
) -> None:
    answer = face.get(path, environ_overrides=came)
    assert answer.status_code == 404
    assert b"chores_age" not in answer.data


class _Socket(HTTPConnection):
    """HTTP over a socket of this machine."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=30)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(str(self._path))


def test_the_shipped_service_answers_on_its_socket_and_not_through_the_proxy(
    nginx: str, built_site: BuiltSite, tmp_path: Path
) -> None:
    house = House(nginx, tmp_path, built_site)
    house.start()
    try:
        for path in PROBES:
            with closing(_Socket(house.proxy.folder / "sender.sock")) as connection:
                connection.request("GET", path)
                told = json.loads(connection.getresponse().read())
            assert told["build_age"] is not None
            answer = house.client().get(path)
            assert answer.status == 404
    finally:
        house.stop()
        house.proxy.stop()
