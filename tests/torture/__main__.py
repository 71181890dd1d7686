"""``make torture``: each fault for some rounds under load, on SQLite and on PostgreSQL.

``ROUNDS=5 make torture``; ``FAULTS='clock secret' make torture`` takes those with such words in
their names, ``DATABASES=postgresql`` only that one. Every receipt that was shown has to open its
text afterwards. It prints Markdown, and begins nothing more after MINUTES.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
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
from tests.torture.faults import FAULTS, FELT_SECONDS, Fault, House, mail_server_on

ROUNDS = int(os.environ.get("ROUNDS", "1"))
MINUTES = float(os.environ.get("MINUTES", "12"))
WANTED = os.environ.get("FAULTS", "").split()
DATABASES = os.environ.get("DATABASES", "sqlite postgresql").split()
PEOPLE = 3
BETWEEN = 4  # receipts that are shown before a fault, and after it
READERS = 2  # as many as the service lets through its Argon2id at once
PASSWORD = "čtyři slova která nepatří k sobě"
HEAD = (
    "rounds | acknowledged | lost | 503 | longest wait | the operator is told |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


@dataclass
class Row:
    """What came of one fault."""

    name: str
    rounds: int = 0
    shown: int = 0
    lost: int = 0
    refused: int = 0
    waited: float = 0
    told: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        figures = f"{self.rounds} | {self.shown} | {self.lost} | {self.refused}"
        told = ", ".join(sorted(self.told)) or "nothing"
        return f"| {self.name} | {figures} | {self.waited:.0f} s | {told} |"


def main() -> int:
    """0 when nothing that was acknowledged was lost."""
    faults = [each for each in FAULTS if not WANTED or any(word in each.name for word in WANTED)]
    lost = 0
    begun = time.monotonic()
    until = begun + 60 * MINUTES
    with tempfile.TemporaryDirectory(prefix="kacko-torture-") as folder, ExitStack() as stack:
        site = build_site(Path(folder) / "site")
        found = provide.path_of("pg_ctl")
        bases: list[postgres.Server | None] = [None] if "sqlite" in DATABASES else []
        if found and "postgresql" in DATABASES:
            bases.append(stack.enter_context(postgres.running(Path(found).resolve().parent)))
        for number, base in enumerate(bases):
            print(f"| {'PostgreSQL' if base else 'SQLite'} | {HEAD}", flush=True)
            place = Path(folder) / str(number)
            place.mkdir()
            with _house(place, site, base) as house:
                usual = {hours: house.doctor(hours=hours) for hours in (0, 3)}
                for fault in (each for each in faults if each.fits(house)):
                    if time.monotonic() > until:
                        print(f"| {fault.name} | not reached | | | | | |", flush=True)
                        continue
                    row = _tortured(house, fault, usual)
                    lost += row.lost
                    print(row, flush=True)
    print(f"\n{(time.monotonic() - begun) / 60:.1f} minutes in all.")
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
    house = House(server, base, mail_server_on(port))
    try:
        server.start()
        server.command("tick")
        yield house
    finally:
        server.kill()
        house.mail.stop()


def _tortured(house: House, fault: Fault, usual: dict[int, set[str]]) -> Row:
    row = Row(fault.name)
    before = len(house.events())
    with Crowd(house.server.port, PEOPLE) as crowd:
        for _round in range(ROUNDS):
            crowd.wait_for(len(crowd.shown) + BETWEEN)
            with fault.felt(house):
                threading.Event().wait(FELT_SECONDS)
                hours = fault.asked_later
                row.told |= house.doctor(hours=hours) - usual[hours]
            crowd.wait_for(len(crowd.shown) + BETWEEN)
            row.rounds += 1
    row.told |= {f"log: {event}" for event in house.events()[before:]}
    row.shown = len(crowd.shown)
    row.refused = crowd.refused
    row.waited = crowd.longest_wait
    row.lost = _lost(house.server, crowd.shown)
    return row


def _lost(server: Server, shown: dict[str, str]) -> int:
    """How many receipts do not open what was sent for them."""
    url = server.settings.get("DATABASE_URL", "")
    settings = Settings(data=server.data, content=ROOT / "content", database_url=str(url))
    service = open_service(settings)
    try:
        with ThreadPoolExecutor(READERS) as readers:
            texts = readers.map(partial(_read, service), shown)
            return sum(read != text for read, text in zip(texts, shown.values(), strict=True))
    finally:
        service.close()


def _read(service: Service, receipt: str) -> str:
    opened = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    return mailbox.contents(service, opened).messages[0].text


if __name__ == "__main__":
    sys.exit(main())
