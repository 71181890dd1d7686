"""A draft read by somebody outside: a doctor, a lawyer, a native speaker, a colleague.

A link of 128 random bits opens this one draft for seven days, without an account; only its hash is
kept. What they say holds for the words that they saw, and for no others.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, get_args
from unicodedata import normalize

from centre.approvals import writing
from centre.approvals.given import APPROVALS_FILE, Given
from centre.approvals.standing import ROLE_NAMES, Standing
from centre.editing import opened_file
from centre.exchange import published_facts
from centre.language.i18n import N_
from centre.reading.approval import Approval
from centre.reading.faults import Faults
from intake_service import clock
from intake_service.store import own_files
from intake_service.work.editing.saving import CannotWrite
from intake_service.work.editing.writing import drafts
from intake_service.work.editing.writing.drafts import Draft, NoSuchDraft
from intake_service.work.service import Service

FOLDER: Final = "outside-readers"
LASTS: Final = timedelta(days=7)
SECRET_SIZE: Final = 16  # bytes
ASKED_MAX: Final = 20
"""Of one draft."""
WORDS_MAX: Final = 5_000  # characters
NAME_MAX: Final = 120

COLLEAGUE: Final = "colleague"
ROLES: Final = {
    "clinician": N_("a doctor"),
    "lawyer": N_("a lawyer"),
    "native-reader": N_("a native speaker"),
    COLLEAGUE: N_("a colleague"),
}
AGREES: Final = "agrees"
WITH_CHANGES: Final = "with-changes"


class NoSuchReading(Exception):
    """The link was never made, is over, was taken back, or its draft is gone: all look alike."""


class AskedTooMany(Exception):
    """So many links open this draft already."""


@dataclass(frozen=True)
class OutsideReading:
    """One person asked to read one draft, and what they have said."""

    hash: str
    draft: str
    role: str
    asked_by: str
    until: str
    """ISO 8601; from then on the link opens nothing."""
    verdict: str = ""
    """Empty until they have said something."""
    name: str = ""
    words: str = ""
    on: str = ""
    """The day on which they said it."""
    read: str = ""
    """The print of the file that they saw."""

    @property
    def is_open(self) -> bool:
        return not self.verdict and datetime.fromisoformat(self.until) > clock.now()

    @property
    def agrees(self) -> bool:
        return self.verdict == AGREES

    @property
    def last_day(self) -> date:
        return datetime.fromisoformat(self.until).date()

    def holds_for(self, text: str) -> bool:
        """Whether they agreed to just these words."""
        return self.agrees and self.read == print_of(text)


def ask(service: Service, author: str, draft: Draft, role: str) -> str:
    """The secret of a new link to a draft. Raises AskedTooMany, CannotWrite."""
    secret = secrets.token_urlsafe(SECRET_SIZE)
    until = (clock.now() + LASTS).isoformat(timespec="seconds")
    with drafts.alone(service):
        if len(of_draft(service, draft)) >= ASKED_MAX:
            raise AskedTooMany
        _write(service, OutsideReading(_hash(secret), draft.id, role, author, until))
    return secret


def open_link(service: Service, secret: str) -> tuple[OutsideReading, Draft]:
    """What a link opens. Raises NoSuchReading."""
    found = _read(_file(service, _hash(secret)))
    if found is None or datetime.fromisoformat(found.until) <= clock.now():
        raise NoSuchReading
    try:
        return found, drafts.find(service, found.draft)
    except NoSuchDraft:
        raise NoSuchReading from None


def say(
    service: Service, secret: str, *, verdict: str, name: str, words: str, seen: str
) -> OutsideReading:
    """Keep what somebody has said, once; ``seen`` is the print of what their page showed.

    Raises NoSuchReading, also where it was said already, and CannotWrite.
    """
    with drafts.alone(service):
        found, _ = open_link(service, secret)
        if not found.is_open or verdict not in (AGREES, WITH_CHANGES):
            raise NoSuchReading
        said = replace(
            found,
            verdict=verdict,
            name=normalize("NFC", " ".join(name.split()))[:NAME_MAX],
            words=words[:WORDS_MAX],
            on=clock.today().isoformat(),
            read=seen,
        )
        return _write(service, said)


def of_draft(service: Service, draft: Draft) -> list[OutsideReading]:
    """All who were asked to read a draft."""
    found = filter(None, map(_read, sorted((service.settings.data / FOLDER).glob("*.json"))))
    return sorted((each for each in found if each.draft == draft.id), key=lambda each: each.until)


def take_back(service: Service, draft: Draft, link: str) -> None:
    """Let a link open nothing any more. Raises CannotWrite."""
    with drafts.alone(service):
        for each in of_draft(service, draft):
            if each.hash == link:
                _remove(_file(service, each.hash))


def forget(service: Service, draft: Draft) -> None:
    """The same for all links to a draft that is gone, and for what is no link. Raises
    CannotWrite."""
    with drafts.alone(service):
        for path in (service.settings.data / FOLDER).glob("*.json"):
            found = _read(path)
            if found is None or found.draft == draft.id:
                _remove(path)


def approvals(service: Service, draft: Draft, standing: Standing | None) -> list[Given]:
    """The approvals that a draft brings along: of those who agreed to just its words."""
    if standing is None:
        return []
    given = (
        Given(
            text=draft.file,
            print=standing.print,
            role=role,
            approved_by=normalize("NFC", each.name),
            approved_on=date.fromisoformat(each.on),
        )
        for each in of_draft(service, draft)
        for role in _approvals_of(each.role)
        if role in standing.waits_for and each.holds_for(draft.text) and each.name
    )
    return list({(each.role, each.approved_by): each for each in given}.values())


def write_approvals(service: Service, given: list[Given]) -> None:
    """Add them to the centre's file, for the next build too. Raises CannotWrite."""
    root = service.settings.content
    try:
        with opened_file.alone(root):
            writing.add(root, given)
            written = (root / "data" / APPROVALS_FILE).read_bytes()
            published_facts.publish(root, APPROVALS_FILE, written)
    except (Faults, OSError) as error:
        raise CannotWrite from error


def print_of(text: str) -> str:
    """Changes with every sign of a draft."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _approvals_of(role: str) -> Iterator[Approval]:
    return (each for each in get_args(Approval) if each == role and each in ROLE_NAMES)


def _hash(secret: str) -> str:
    return hashlib.blake2b(
        secret.encode("utf-8", "replace"), digest_size=16, person=b"outside-reader"
    ).hexdigest()


def _file(service: Service, link: str) -> Path:
    return service.settings.data / FOLDER / f"{link}.json"


def _write(service: Service, reading: OutsideReading) -> OutsideReading:
    path = _file(service, reading.hash)
    written = json.dumps(asdict(reading), ensure_ascii=False).encode()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        own_files.write(path, written)
    except OSError as error:
        raise CannotWrite from error
    return reading


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite from error


def _read(path: Path) -> OutsideReading | None:
    try:
        return OutsideReading(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
