"""``python -m tests.drill [SUITE]``: the drill, told step by step with its times.

It needs root, this machine's ports 80 and 443, and what ``tests/provide.py drill`` brings.
"""

import json
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pyotp

from tests.drill import authority
from tests.drill.machine import Failed, Machine
from tests.drill.versions import Versions
from tests.drill.visitor import Visitor, Visits
from tests.paths import ROOT

NAME = "kacko.test"
PASSWORD = "čtyři slova která nepatří k sobě"
KEPT = "Bojím se o bratra. Otázka, která přežije stroj."
DELETED = "Otázka, kterou pisatel smaže po záloze."
ANSWER = "Děkujeme za důvěru. Zavolejte nám, nebo přijďte."
OVERRIDDEN = "unfinished,approval,helplines,numbers,addresses"
"""What publishing refuses of a centre that nobody has finished; all else it has to take."""
FIRST = "v9.0.0"
STEPS = (
    ("what it stands on", ""),
    ("the content", ""),
    ("the database", ""),
    ("into use", FIRST),
    ("the last upgrade was not finished", FIRST),
)
"""What `kacko upgrade` says before each step, and which version has to be in use when it is killed;
any where none is named."""
DESK = Path("/var/lib/kacko-desk")
BACKUPS = Path("/var/lib/kacko/backups")
CENTRE = (
    *("--yes", "--name=Kontaktní centrum Cvičiště", "--provider=Cvičiště", "--town=Žďár"),
    *("--legal-form=zapsaný spolek", "--phone=566 123 456", "--hours=po-pá 9-16"),
)


class Drill:
    """One run on one suite of Debian."""

    def __init__(self, suite: str, folder: Path) -> None:
        self._suite = suite
        self._folder = folder
        self._begun = time.monotonic()
        self._key = folder / "backup.key"
        subprocess.run(["age-keygen", "-o", self._key], check=True, capture_output=True)

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """Say what is done, and how long it took."""
        begun = time.monotonic()
        yield
        print(f"{time.monotonic() - begun:7.1f} s  {words}", flush=True)

    def run(self) -> None:
        """All of it. Raises Failed, AssertionError."""
        first = self._machine("first")
        try:
            self._install(first)
            self._open_a_centre(first)
            kept, deleted = self._ask_and_answer(first)
            self._back_up(first)
            self._delete(first, deleted)
            self._is_well(first)
            self._upgrade(first)
            self._is_well(first)
            with self.step("the machine is started again: forms and desk are there"):
                first.stop()
                first.boot()
                assert Visitor(NAME, self._trusting).open("/odpoved").status == 200
            with self.step("what an operator keeps elsewhere leaves the machine"):
                self._carry_away(first)
        finally:
            first.throw_away()
        second = self._machine("second")
        try:
            self._install(second)
            self._restore(second)
            self._find_again(second, kept, deleted)
            self._set_backup_key(second)
            self._back_up(second)
            self._is_well(second)
            self._uninstall(second)
        finally:
            second.throw_away()
        print(f"{time.monotonic() - self._begun:7.1f} s  in all, Debian {self._suite}")

    def _machine(self, name: str) -> Machine:
        machine = Machine(self._folder / name, self._suite)
        with self.step(f"{name} machine: a bare Debian boots"):
            machine.make()
            hosts = machine.path("/etc/hosts")
            hosts.write_text(f"127.0.0.1 localhost {NAME}\n", "utf-8")
            machine.boot()
        return machine

    def _install(self, machine: Machine) -> None:
        with self.step("an authority for certificates, and the repository (not part of it)"):
            machine.run("apt-get", "-qq", "install", "--yes", "git")
            authority.begin(machine)
            words = ["git", "clone", "--quiet", "--no-hardlinks", ROOT]
            subprocess.run([*words, machine.path("/root/kacko")], check=True)
        with self.step(f"deploy/install.sh {NAME}"):
            said = machine.run(
                *("/root/kacko/deploy/install.sh", NAME),
                *("--mail", f"spravce@{NAME}", "--acme", authority.DIRECTORY),
            )
        assert "it renews itself" in said, said
        with self.step("deploy/install.sh once more, with nothing after it"):
            said = machine.run("/root/kacko/deploy/install.sh")
        assert f"nginx serves {NAME}" in said, said
        self._trusting: ssl.SSLContext = authority.root(machine)

    def _open_a_centre(self, machine: Machine) -> None:
        with self.step("kacko new, kacko check"):
            machine.run("kacko", "new", "/srv/kacko/content", *CENTRE)
            machine.run("kacko", "check")
        with self.step("kacko publish"):
            self._publish(machine)
        password = machine.path(f"{DESK}/password")
        password.write_text(PASSWORD, "utf-8")
        machine.run("chown", "kacko-desk:", str(DESK / "password"))
        with self.step("kacko setup: forms and desk open"):
            files = (f"--{name}-file={DESK / name}" for name in ("password", "totp", "recovery"))
            machine.run("kacko", "setup", "--name=Jana", *files)
        self._totp = machine.path(f"{DESK}/totp").read_text("utf-8").strip()
        self._set_backup_key(machine)

    def _set_backup_key(self, machine: Machine) -> None:
        public = re.search(r"age1\w+", self._key.read_text("utf-8"))
        assert public
        with machine.path("/etc/kacko/kacko.env").open("a", encoding="utf-8") as settings:
            settings.write(f"INTAKE_BACKUP_KEY={public[0]}\n")

    def _publish(self, machine: Machine) -> None:
        anyway = {"PUBLISH_ANYWAY": OVERRIDDEN}
        machine.run("kacko", "publish", "--yes", environment=anyway)
        home = Visitor(NAME, self._trusting).open("/")
        assert home.status == 200
        assert "Cvičiště" in home.words
        assert home.headers["Strict-Transport-Security"]

    def _ask_and_answer(self, machine: Machine) -> tuple[str, str]:
        with self.step("two questions through TLS, one answered at the desk, read with its code"):
            kept, deleted = [self._ask(text) for text in (KEPT, DELETED)]
            desk = self._log_in()
            page = desk.open("/pult/dotaz/1")
            assert KEPT in page.written
            desk.send("/dotaz/1/odpoved", text=ANSWER)
            assert ANSWER in self._mailbox(kept).page.written
        return kept, deleted

    def _ask(self, text: str) -> str:
        sender = Visitor(NAME, self._trusting)
        sender.open("/dotaz/o-sobe")
        time.sleep(4)  # a form that is sent at once has to be sent once more
        page = sender.send(text=text)
        return page.receipt

    def _mailbox(self, receipt: str) -> Visitor:
        sender = Visitor(NAME, self._trusting)
        sender.open("/odpoved")
        sender.send(receipt=receipt)
        return sender

    def _log_in(self) -> Visitor:
        counsellor = Visitor(NAME, self._trusting)
        counsellor.open("/pult/prihlaseni")
        code = pyotp.TOTP(self._totp).now()
        page = counsellor.send("/prihlaseni", name="Jana", password=PASSWORD, code=code)
        assert page.status == 200, page.alerts
        assert not page.path.endswith("/prihlaseni"), page.alerts
        return counsellor

    def _back_up(self, machine: Machine) -> None:
        with self.step("the backup of the night (its unit)"):
            machine.run("systemctl", "start", "kacko-backup.service")
            assert list(machine.path(str(BACKUPS)).glob("*.age"))

    def _delete(self, machine: Machine, receipt: str) -> None:
        with self.step("one sender deletes everything, after the backup"):
            sender = self._mailbox(receipt)
            assert DELETED in sender.page.written
            sender.open("/odpoved/smazat")
            sender.send("/smazat")
            machine.run("systemctl", "start", "kacko-tick.service")

    def _is_well(self, machine: Machine) -> None:
        failed = machine.run("systemctl", "--failed", "--no-legend", "--plain")
        assert failed.strip() == "", failed
        told = json.loads(machine.run("kacko", "doctor", "--json", check=False).split("\n", 1)[1])
        found = {each["id"]: each["level"] for each in told["checks"] if each["level"] != "well"}
        print(f"           kacko doctor: {found}")
        assert "bad" not in found.values(), told

    def _upgrade(self, machine: Machine) -> None:
        """A newer version under a signature, killed at each step; one that does not start; nobody
        is sent away meanwhile."""
        versions = Versions(machine)
        versions.sign(FIRST)
        with self.step(f"kacko upgrade, killed at {len(STEPS)} steps, and once more"):
            with Visits(NAME, self._trusting) as visits:
                for told, in_use in STEPS:
                    machine.kill_at(told, partial(versions.is_in_use, in_use), "kacko", "upgrade")
                said = machine.run("kacko", "upgrade")
            assert "the last upgrade was not finished" in said, said
            assert versions.in_use == FIRST
            print(f"           visits meanwhile: {visits.told}")
        versions.break_desk()
        versions.sign("v9.0.1")
        with self.step("kacko upgrade to one whose desk does not start: the one of before goes on"):
            said = machine.run("kacko", "upgrade", check=False)
            assert f"{FIRST} is in use again" in said, said
            assert versions.in_use == FIRST
            assert Visitor(NAME, self._trusting).open("/pult/prihlaseni").status == 200

    def _carry_away(self, machine: Machine) -> None:
        self._backup = self._folder / "elsewhere.tar.age"
        shutil.copy(max(machine.path(str(BACKUPS)).glob("*.age")), self._backup)
        shutil.copy(machine.path("/var/lib/kacko/tombstones"), self._folder / "tombstones")

    def _restore(self, machine: Machine) -> None:
        shutil.copy(self._folder / "tombstones", machine.path("/var/lib/kacko/tombstones"))
        for source, name in ((self._backup, "backup.tar.age"), (self._key, "backup.key")):
            shutil.copy(source, machine.path(f"/root/{name}"))
        with self.step("kacko restore"):
            words = ("--identity", "/root/backup.key", "--content", "/srv/kacko/content")
            machine.run("kacko", "restore", "/root/backup.tar.age", *words)
        with self.step("kacko accept-restored-roster, kacko publish"):
            machine.run("kacko", "accept-restored-roster", "--yes")
            self._publish(machine)

    def _find_again(self, machine: Machine, kept: str, deleted: str) -> None:
        with self.step("the old code opens, the desk logs in, deleted stays deleted"):
            machine.run("kacko", "tick")
            page = self._mailbox(kept).page
            assert page.written[:2] == [KEPT, ANSWER], page.words
            assert self._mailbox(deleted).page.status == 404
            assert KEPT in self._log_in().open("/pult/dotaz/1").written

    def _uninstall(self, machine: Machine) -> None:
        with self.step("deploy/uninstall.sh: data and content stay"):
            machine.run("/root/kacko/deploy/uninstall.sh")
            assert machine.path("/var/lib/kacko/intake.sqlite3").exists()
            assert machine.path("/srv/kacko/content/data").is_dir()
            assert not machine.path("/opt/kacko").exists()


def main() -> None:
    """Run it on Debian 12, or on the suite that is given."""
    suite = sys.argv[1] if len(sys.argv) > 1 else "bookworm"
    with TemporaryDirectory(prefix="kacko-drill-") as folder:
        try:
            Drill(suite, Path(folder)).run()
        except Failed as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
