"""``make torture``: each fault for some rounds under load, on SQLite and on PostgreSQL.

``ROUNDS=5 make torture``; ``FAULTS='clock secret' make torture`` takes those with such words in
their names. Every receipt that was shown has to open its text afterwards.
"""

import json
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from intake_service.settings import Settings
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service, open_service
from tests import provide
from tests.built import BuiltSite, build_site
from tests.intake import postgres
from tests.intake.load import Crowd
from tests.intake.process import Server
from tests.paths import ROOT
from tests.ports import free_port
from tests.torture.faults import FAULTS, FELT_SECONDS, Fault, House

ROUNDS = int(os.environ.get("ROUNDS", "2"))
WANTED = os.environ.get("FAULTS", "").split()
PEOPLE = 3
BETWEEN = 4  # receipts that are shown before a fault, and after it
PASSWORD = "čtyři slova která nepatří k sobě"
HEAD = f"{'':30}{'rounds':>7}{'shown':>7}{'lost':>6}{'503':>6}{'cut off':>9}  the doctor says"


@dataclass
class Row:
    """What came of one fault."""

    name: str
    rounds: int = 0
    shown: int = 0
    lost: int = 0
    refused: int = 0
    cut_off: int = 0
    told: str = ""

    def __str__(self) -> str:
        figures = f"{self.rounds:>7}{self.shown:>7}{self.lost:>6}{self.refused:>6}{self.cut_off:>9}"
        return f"{self.name:30}{figures}  {self.told}"


def main() -> int:
    """0 when nothing that was acknowledged was lost."""
    faults = [each for each in FAULTS if not WANTED or any(word in each.name for word in WANTED)]
    lost = 0
    with tempfile.TemporaryDirectory(prefix="kacko-torture-") as folder, ExitStack() as stack:
        site = build_site(Path(folder) / "site")
        found = provide.path_of("pg_ctl")
        bases: list[postgres.Server | None] = [None]
        if found:
            bases.append(stack.enter_context(postgres.running(Path(found).resolve().parent)))
        for number, base in enumerate(bases):
            print("PostgreSQL" if base else "SQLite", HEAD, sep="\n", flush=True)
            place = Path(folder) / str(number)
            place.mkdir()
            with _house(place, site, base) as house:
                for fault in faults:
                    if house.has_file or not fault.of_files_only:
                        row = _tortured(house, fault)
                        lost += row.lost
                        print(row, flush=True)
    return 1 if lost else 0


@contextmanager
def _house(folder: Path, site: BuiltSite, base: postgres.Server | None) -> Iterator[House]:
    port = free_port()
    mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": False, "smtp_seconds": 2}
    letters = {"mail_from": "zprava@posta.example", "notices_to": "tym@posta.example"}
    where = {"database_url": base.make_another()} if base else {}
    server = Server(folder, site, **mail, **letters, **where)
    (folder / "password").write_text(PASSWORD)
    secrets = [f"--totp-file={folder / 'totp'}", f"--recovery-file={folder / 'recovery'}"]
    server.command("setup", "--name=Jana", f"--password-file={folder / 'password'}", *secrets)
    server.start()
    yield House(server, base, port)
    server.kill()


def _tortured(house: House, fault: Fault) -> Row:
    row = Row(fault.name)
    with Crowd(house.server.port, PEOPLE) as crowd:
        for _round in range(ROUNDS):
            crowd.wait_for(len(crowd.shown) + BETWEEN)
            with fault.felt(house):
                threading.Event().wait(FELT_SECONDS)
                row.told = _doctor(house.server)
            crowd.wait_for(len(crowd.shown) + BETWEEN)
            row.rounds += 1
    row.shown = len(crowd.shown)
    row.refused = crowd.refused
    row.cut_off = crowd.cut_off
    row.lost = _lost(house.server, crowd.shown)
    return row


def _doctor(server: Server) -> str:
    """The checks that are not well, as `kacko doctor` names them."""
    said = server.said("doctor", "--json")
    try:
        return ", ".join(each["id"] for each in json.loads(said)["checks"] if each["fault"])
    except (ValueError, KeyError):
        return said.strip().splitlines()[-1][:60] if said.strip() else "nothing"


def _lost(server: Server, shown: dict[str, str]) -> int:
    """How many receipts do not open what was sent for them."""
    url = server.settings.get("DATABASE_URL", "")
    settings = Settings(data=server.data, content=ROOT / "content", database_url=str(url))
    service = open_service(settings)
    try:
        return sum(_read(service, receipt) != text for receipt, text in shown.items())
    finally:
        service.close()


def _read(service: Service, receipt: str) -> str:
    opened = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    return mailbox.contents(service, opened).messages[0].text


if __name__ == "__main__":
    sys.exit(main())
