"""Who holds what: people who work here, people who left, thieves, and whoever has the machine."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from intake_service.store import receipts
from intake_service.store.vault import Key, Vault
from intake_service.work.team import recovery_key
from tests.intake.browser import Person
from tests.intake.keys import service_life
from tests.intake.keys.key_search import DATABASE, KeySearch
from tests.intake.keys.service_life import Life


class Possession(StrEnum):
    """One thing that somebody holds. Everybody reaches the pages of the service."""

    CODE = "the code"
    INVENTED_CODE = "an invented code"
    LOGIN = "password and phone"
    PASSWORD = "a password"
    OLD_LOGIN = "old password, phone and cookie"
    OLD_KEYS = "private keys of then"
    OLD_DATABASE = "database of then"
    DATABASE = "database of now"
    SECRET = "server secret"
    HINTS_KEY = "key of hints"
    SAFE = "recovery key"
    WRITING = "writing to the database"
    SNAPSHOTS = "putting the whole disk back"
    COOKIES = "cookies of those who click"


@dataclass(frozen=True)
class Holder:
    """Somebody, and all that they hold."""

    who: str
    holds: tuple[Possession, ...]
    person: str = ""
    """Whose login it is."""


DISK = (Possession.DATABASE, Possession.SECRET)
LEFT = (Possession.OLD_LOGIN, Possession.OLD_KEYS, Possession.OLD_DATABASE, Possession.DATABASE)
FILES = (Possession.SECRET, Possession.WRITING, Possession.SNAPSHOTS)
MACHINE = (Possession.OLD_DATABASE, Possession.DATABASE, *FILES)

HOLDERS = (
    Holder("Sender", (Possession.CODE,)),
    Holder("Stranger who found the code", (Possession.CODE,)),
    Holder("Stranger", (Possession.INVENTED_CODE,)),
    Holder("Counsellor", (Possession.LOGIN,), person=service_life.COUNSELLOR),
    Holder("Editor", (Possession.LOGIN,), person=service_life.EDITOR),
    Holder(
        "Coordinator who does not answer", (Possession.LOGIN,), person=service_life.ONLY_COORDINATES
    ),
    Holder("Who saw a counsellor's password", (Possession.PASSWORD,)),
    Holder("Counsellor who left", LEFT),
    Holder("Counsellor who left, with the server secret", (*LEFT, Possession.SECRET)),
    Holder("Counsellor who left and writes to the database", (*LEFT, Possession.WRITING)),
    Holder("Counsellor who left and runs the server", (*LEFT, *FILES)),
    Holder("Thief of the database", (Possession.DATABASE,)),
    Holder("Thief of the server secret", (Possession.SECRET,)),
    Holder("Thief of the disk, or of database and secret", DISK),
    Holder("Thief of the disk who saw a password", (*DISK, Possession.PASSWORD)),
    Holder("Thief of the disk who found the code", (*DISK, Possession.CODE)),
    Holder("Thief of a decrypted backup", (Possession.OLD_DATABASE, Possession.SECRET)),
    Holder("Who found the recovery key", (Possession.SAFE,)),
    Holder("Thief of a database and the recovery key", (Possession.SAFE, Possession.DATABASE)),
    Holder(
        "Who writes to the database",
        (Possession.OLD_DATABASE, Possession.DATABASE, Possession.WRITING),
    ),
    Holder("Provider, machine off", MACHINE),
    Holder("Provider live, nobody clicks", (*MACHINE, Possession.HINTS_KEY)),
    Holder("Provider live, people click", (*MACHINE, Possession.HINTS_KEY, Possession.COOKIES)),
)


@dataclass
class Attacker:
    """What a holder has in hand, ready to be tried."""

    life: Life
    search: KeySearch = field(default_factory=KeySearch)
    copies: list[Path] = field(default_factory=list)
    logins: list[Person] = field(default_factory=list)
    password: str = ""
    """Of a counsellor whose phone they do not have."""
    desk_cookies: list[bytes] = field(default_factory=list)
    mailbox_cookies: list[bytes] = field(default_factory=list)
    writes: bool = False
    puts_disk_back: bool = False

    @classmethod
    def of(cls, holder: Holder, life: Life) -> "Attacker":
        """Somebody with real copies of all that they hold."""
        attacker = cls(life)
        for held in holder.holds:
            attacker._take(held, holder.person)
        return attacker

    def _take(self, held: Possession, person: str) -> None:
        life = self.life
        match held:
            case Possession.CODE:
                self.search.codes.add(life.code)
            case Possession.INVENTED_CODE:
                self.search.codes.add(receipts.new())
            case Possession.LOGIN:
                self.logins.append(life.people[person])
            case Possession.PASSWORD:
                self.password = life.people[service_life.COUNSELLOR].password
                self.search.passwords.add(self.password)
            case Possession.OLD_LOGIN:
                self.logins.append(life.people[service_life.LEAVER])
                self.search.passwords.add(life.people[service_life.LEAVER].password)
                self.desk_cookies.append(life.leavers_cookie)
                self.search.cookies.add(life.leavers_cookie)
            case Possession.OLD_KEYS:
                self.search.privates |= {life.leaver.private, *life.leaver.team.values()}
            case Possession.OLD_DATABASE:
                self.copies.append(life.then / DATABASE)
            case Possession.DATABASE:
                self.copies.append(life.now / DATABASE)
            case Possession.SECRET:
                self.search.secrets = Vault.at(life.now / "server-secret")
            case Possession.HINTS_KEY:
                self.search.privates.add(life.tick_key)
            case Possession.SAFE:
                self.search.privates.add(recovery_key.read(life.recovery_key))
            case Possession.WRITING:
                self.writes = True
            case Possession.SNAPSHOTS:
                self.puts_disk_back = True
            case Possession.COOKIES:
                self.desk_cookies.append(life.desk_cookie)
                self.mailbox_cookies.append(life.mailbox_cookie)
                self.search.cookies |= {life.desk_cookie, life.mailbox_cookie}

    @property
    def has_way_to_desk(self) -> bool:
        """Whether there is anything to try at the desk's door."""
        return bool(self.logins or self.password or self.desk_cookies)

    @property
    def has_way_to_mailbox(self) -> bool:
        """Whether there is anything to try at the mailbox's door."""
        return bool(self.search.codes or self.mailbox_cookies)

    @property
    def secrets_or_guess(self) -> Vault:
        """What they make salts and MACs with: the server secret, or one that they invent."""
        return self.search.secrets or Vault(Key(bytes(32)))
