"""Every setting of the service, read once from the environment and checked at start.

A setting `data` is the environment variable `INTAKE_DATA`. A bad value stops the start and names
itself.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from centre.intake import maximums

PREFIX = "INTAKE_"
CONTENT = "KACKO_CONTENT"
"""The folder of the content, for site and service alike; `INTAKE_CONTENT` was its name before."""
BUILDER = "KACKO_BUILDER"
"""The socket of `kacko builder`, for it and for the desk alike."""
MIB = 1024 * 1024
ORIGIN = (
    r"(https://([a-z0-9-]+\.)*[a-z][a-z0-9-]*(:[0-9]+)?"
    r"|http://[a-z2-7]+\.onion|http://localhost(:[0-9]+)?)"
)
"""Where browsers let a security key answer: at a name, never at a bare number."""


class BadSettings(Exception):
    """One line for each setting that cannot be used."""


class Settings(BaseModel):
    """What the operator may choose; the defaults fit one small machine.

    Times that readers are told (`centre/intake/maximums.py`) may only get shorter.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Field(Path("var"), description="data directory: database, server secret, log")
    content: Path = Field(
        Path("content"),
        description="folder with the pages and facts that staff edit; KACKO_CONTENT says it, too",
    )
    site: Path = Field(Path("output"), description="folder with the built site")
    frame: Path = Field(
        Path("var/frame.json"),
        description="what the built site tells the service: addresses, assets",
    )
    database_url: str = Field(
        "",
        pattern=r"^($|sqlite:|postgresql(\+psycopg)?:)",
        description="SQLAlchemy address of a PostgreSQL database; empty: SQLite in INTAKE_DATA",
    )
    https: bool = Field(
        False, description="true behind TLS: Secure cookies with the __Host- prefix, HSTS"
    )
    proxies: int = Field(
        0, ge=0, le=5, description="how many proxies in front may name the visitor's address"
    )
    host: str = Field("127.0.0.1", description="address that `kacko run` listens on")
    port: int = Field(8000, ge=1, le=65535, description="port that `kacko run` listens on")
    threads: int = Field(32, ge=1, le=512, description="threads of each server process")
    text_max: int = Field(
        20_000, ge=100, le=30_000, description="longest text of a message, in characters"
    )
    body_max: int = Field(4 * MIB, ge=100_000, description="largest request body, in bytes")
    send_permits: int = Field(
        2, ge=1, description="receipts hashed at once while sending; 32 MiB each"
    )
    mailbox_permits: int = Field(
        2, ge=1, description="receipts hashed at once while opening; 32 MiB each"
    )
    login_permits: int = Field(
        1, ge=1, description="passwords hashed at once at the desk; 128 MiB each"
    )
    permit_seconds: float = Field(
        5.0, gt=0, description="longest wait for a permit before an honest 503"
    )
    lock_seconds: float = Field(
        10.0, gt=0, description="longest wait for the database before an honest 503"
    )
    sends_network: int = Field(30, ge=1, description="messages in an hour from one network")
    sends_local: int = Field(
        120, ge=1, description="messages in an hour from this machine: onion visitors"
    )
    sends_everybody: int = Field(300, ge=1, description="messages in an hour from everywhere")
    replies_network: int = Field(
        60, ge=1, description="messages in an hour in open mailboxes of one network"
    )
    replies_local: int = Field(
        240,
        ge=1,
        description="messages in an hour in open mailboxes of this machine: onion visitors",
    )
    wrong_receipts_network: int = Field(
        10, ge=1, description="wrong receipts in ten minutes from one network"
    )
    wrong_receipts_local: int = Field(
        600, ge=1, description="wrong receipts in ten minutes from this machine: onion visitors"
    )
    logins_network: int = Field(5, ge=1, description="logins in a minute from one network")
    logins_local: int = Field(10, ge=1, description="logins in a minute from this machine")
    form_seconds: int = Field(
        3,
        ge=0,
        le=60,
        description="a form sent sooner after it was opened has to be sent once more",
    )
    form_hours: int = Field(
        maximums.FORM_HOURS,
        ge=1,
        le=maximums.FORM_HOURS,
        description="how long an opened form may be sent",
    )
    receipt_minutes: int = Field(
        maximums.RECEIPT_MINUTES,
        ge=1,
        le=maximums.RECEIPT_MINUTES,
        description="how long the page with the receipt survives a reload",
    )
    sent_hours: int = Field(
        maximums.SENT_HOURS,
        ge=1,
        le=maximums.SENT_HOURS,
        description="how long the same text counts as already sent",
    )
    mailbox_idle_minutes: int = Field(
        maximums.MAILBOX_IDLE_MINUTES,
        ge=1,
        le=maximums.MAILBOX_IDLE_MINUTES,
        description="a quiet mailbox closes after this time",
    )
    mailbox_hours: int = Field(
        maximums.MAILBOX_HOURS,
        ge=1,
        le=maximums.MAILBOX_HOURS,
        description="a mailbox closes after this time in any case",
    )
    desk_origins: str = Field(
        "",
        pattern=rf"^({ORIGIN}(, ?{ORIGIN})*)?$",
        description="addresses at which the desk is opened (https://pult.example.cz, "
        "http://….onion), split by commas, so that security keys work there; empty: none do",
    )
    desk_idle_minutes: int = Field(30, ge=1, description="a quiet desk logs out after this time")
    desk_hours: int = Field(12, ge=1, description="a desk session ends after this time in any case")
    draft_hours: int = Field(
        90 * 24, ge=1, description="how long an unfinished text is kept after its last change"
    )
    invitation_hours: int = Field(
        72, ge=1, description="how long an invitation to the desk can be accepted"
    )
    inbox_page: int = Field(25, ge=1, le=90, description="enquiries on one page of the inbox")
    smtp_host: str = Field(
        "", description="mail server for hints and notices; empty: no mail is sent"
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="port of the mail server")
    smtp_tls: bool = Field(True, description="STARTTLS before anything is said")
    smtp_user: str = Field("", description="user at the mail server; empty: none is needed")
    smtp_password_file: str = Field("", description="file with the password at the mail server")
    smtp_seconds: float = Field(20.0, gt=0, description="longest wait for the mail server")
    mail_from: str = Field(
        "", description="sender of all mail; choose a name that says nothing of drugs or help"
    )
    notices_to: str = Field(
        "",
        description="addresses of staff for notices, split by commas; with a name of somebody at "
        "the desk (Jana <jana@posta.example>) they choose which letters they get",
    )
    shared: bool = Field(
        False,
        description="true where the faces run as users of their own: the data directory is open "
        "to its group",
    )
    own_data: Path | None = Field(
        None,
        description="directory of one process alone, for its copies of the last good facts and "
        "passages; empty: the data directory",
    )
    secret: Path | None = Field(
        None,
        description="file with the server secret, or with the sender's part of it "
        "(`kacko split-secret`); empty: server-secret in the data directory",
    )
    tick_key: Path | None = Field(
        None, description="file with the key of hints; empty: in the data directory"
    )
    tombstones: Path | None = Field(
        None,
        description="file that says what was deleted, kept with the backups; "
        "empty: in the data directory",
    )
    backup_key: str = Field(
        "",
        description="public half (age1…) of the key that opens backups, or several split by "
        "commas; the private half stays elsewhere; empty: no backup can be made",
    )
    backup_command: str = Field(
        "",
        description="command that sends a backup to another machine; {file} stands for it",
    )
    certificate: Path | None = Field(
        None,
        description="file with the certificate of the site (PEM), so that `kacko doctor` tells its "
        "end; empty: nobody looks",
    )
    operator: str = Field(
        "",
        description="address of whoever runs the server, for letters about faults; "
        "empty: INTAKE_NOTICES_TO",
    )
    ping_command: str = Field(
        "",
        description="command that the chores run while nothing is bad, so that somebody elsewhere "
        "hears of it when it stays away",
    )
    builder: Path | None = Field(
        None,
        description="socket of `kacko builder`, which shows drafts as pages; KACKO_BUILDER says "
        "it, too; empty: builder.sock in the data directory",
    )
    changed: Path | None = Field(
        None,
        description="file that is made when the desk has written a page of the site; a unit of "
        "systemd waits for it and builds; empty: the nightly build brings the page",
    )
    tick_seconds: float = Field(60.0, gt=0, description="how often `kacko run` does the chores")

    @property
    def copies(self) -> Path:
        """Where the copies of the last good facts and passages lie."""
        return self.own_data or self.data

    @property
    def builder_socket(self) -> Path:
        """Where `kacko builder` answers."""
        return self.builder or self.data / "builder.sock"

    @property
    def database(self) -> str:
        """The address of the database, in SQLAlchemy's form."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'intake.sqlite3'}"

    @property
    def place_is_chosen(self) -> bool:
        """Whether somebody said where the data lies, so that it may be made there."""
        return not self.model_fields_set.isdisjoint({"data", "database_url"})


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raise BadSettings with one line for each that is wrong or unknown."""
    environ = os.environ if environ is None else environ
    given = {
        name[len(PREFIX) :].lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX)
    }
    if folder := environ.get(CONTENT):
        _agree_on(folder, given.get("content", folder))
        given["content"] = folder
    if socket := environ.get(BUILDER):
        given.setdefault("builder", socket)
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise BadSettings("\n".join(_explain(fault) for fault in error.errors())) from None


def _agree_on(folder: str, named_before: str) -> None:
    """Site and service on two folders would tell readers two truths."""
    if Path(named_before).resolve() != Path(folder).resolve():
        raise BadSettings(f"{CONTENT} and {PREFIX}CONTENT name two folders; keep the first")


def _explain(fault: Mapping[str, object]) -> str:
    location = fault["loc"]
    name = PREFIX + str(location[0] if isinstance(location, tuple) else location).upper()
    if fault["type"] == "extra_forbidden":
        return f"{name}: no such setting; `kacko settings` lists them all"
    return f"{name}: {fault['msg']} (found: {fault['input']!r})"


def table() -> list[tuple[str, str, str]]:
    """Each setting as (environment variable, default, meaning), in the order of this file."""
    return [
        (PREFIX + name.upper(), str(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
