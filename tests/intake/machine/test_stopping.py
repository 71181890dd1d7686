"""A server that is told to stop answers all who have come; the next one takes who comes later."""

import re
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.built import BuiltSite
from tests.intake.conftest import Founded
from tests.intake.load import ASK, Client, token_in, wait_until
from tests.intake.machine.test_faults import Face
from tests.intake.process import Server
from tests.intake.shipped import DEPLOY, UNFELT, Gunicorn, command, environment

pytestmark = pytest.mark.alone

PEOPLE = 33  # one more than there are threads

AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3, inheritable=True)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.argv[2], sys.argv[2:])
"""


class Crowd:
    """People who have a form open and send it at once."""

    def __init__(self, port: int) -> None:
        self.answers: list[int | str] = []
        forms = [(client, token_in(client.get(ASK).text)) for client in people(port)]
        self._people = [threading.Thread(target=self._send, args=form) for form in forms]

    def _send(self, client: Client, token: str) -> None:
        try:
            self.answers.append(client.post(ASK, csrf_token=token, text="Otázka.").status)
        except OSError as error:
            self.answers.append(type(error).__name__)

    def start(self) -> None:
        for person in self._people:
            person.start()

    def join(self) -> None:
        for person in self._people:
            person.join()


def people(port: int) -> Iterator[Client]:
    return (Client(port) for _ in range(PEOPLE))


def are_answered(crowd: Crowd) -> bool:
    """Whether all were: with a receipt, or an honest 503 where there was too much to do."""
    return len(crowd.answers) == PEOPLE and set(crowd.answers) <= {303, 503}


@pytest.mark.parametrize("come", [1, 20])
def test_whoever_has_come_is_answered(
    tmp_path: Path, founded: Founded, built_site: BuiltSite, come: int
) -> None:
    face = Face(tmp_path, founded, built_site)
    crowd = Crowd(face.port)
    before = face.server.sockets
    crowd.start()
    wait_until(lambda: face.server.sockets >= before + come)
    assert face.server.stop() == 0
    crowd.join()
    assert are_answered(crowd), crowd.answers


def test_the_one_process_of_a_small_machine_answers_them_too(
    tmp_path: Path, built_site: BuiltSite
) -> None:
    server = Server(tmp_path, built_site, threads=8)
    server.start()
    crowd = Crowd(server.port)
    before = crowd.answers
    crowd.start()
    wait_until(lambda: bool(before))
    server.stop()
    crowd.join()
    assert are_answered(crowd), crowd.answers


class Regular(threading.Thread):
    """Somebody who opens the form and sends it, again and again, and notes what came back."""

    def __init__(self, port: int, done: threading.Event) -> None:
        super().__init__()
        self._client = Client(port)
        self._done = done
        self.answers: list[int | str] = []

    def run(self) -> None:
        while not self._done.is_set():
            try:
                form = self._client.get(ASK)
                sent = self._client.post(ASK, csrf_token=token_in(form.text), text="Otázka.")
                self.answers += [form.status, sent.status]
            except OSError as error:
                self.answers.append(type(error).__name__)


def test_while_systemd_holds_the_socket_nobody_notices_a_restart(
    tmp_path: Path, founded: Founded, built_site: BuiltSite
) -> None:
    Face(tmp_path, founded, built_site).server.stop()  # it makes the data
    settings = {
        "data": tmp_path / "data",
        "frame": built_site.frame_file,
        "site": built_site.output,
    }
    given = environment(**settings) | UNFELT
    done = threading.Event()
    with socket.socket() as door:
        door.set_inheritable(True)
        door.bind(("127.0.0.1", 0))
        door.listen(2048)
        port = door.getsockname()[1]
        words = command("kacko-sender.service", "unix:/nowhere.sock")
        start = [sys.executable, "-c", AS_SYSTEMD, str(door.fileno()), *words]
        regulars = [Regular(port, done) for _ in range(4)]
        for regular in regulars:
            regular.start()
        try:
            for run in range(3):
                before = sum(len(each.answers) for each in regulars)
                server = Gunicorn(start, given, tmp_path / f"{run}.txt", held=door.fileno())
                wait_until(lambda seen=before: sum(len(e.answers) for e in regulars) > seen + 8)
                if run == 2:
                    done.set()
                    for regular in regulars:
                        regular.join()
                assert server.stop() == 0
        finally:
            done.set()
    answers = [answer for regular in regulars for answer in regular.answers]
    assert set(answers) <= {200, 303, 503}


@pytest.mark.parametrize("face", ["sender", "desk"])
def test_the_shipped_units_hold_the_sockets_that_the_proxy_asks(face: str) -> None:
    held = (DEPLOY / "systemd" / f"kacko-{face}.socket").read_text(encoding="utf-8")
    service = (DEPLOY / "systemd" / f"kacko-{face}.service").read_text(encoding="utf-8")
    proxy = (DEPLOY / "nginx" / "http.conf").read_text(encoding="utf-8")
    assert f"ListenStream=/run/kacko/{face}.sock\n" in held
    assert f"server unix:/run/kacko/{face}.sock;" in proxy
    required = re.search(r"^Requires=(.*)$", service, re.MULTILINE)
    assert required
    assert f"kacko-{face}.socket" in required[1].split()
    assert "RuntimeDirectory" not in service  # systemd would take the sockets away with it
