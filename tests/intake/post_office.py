"""A real mail server on loopback, and what goes through it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import time_machine
from sqlalchemy import select

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Letter
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.service import Service
from tests.intake import daily

ADDRESS = "nekdo.s.dlouhou.adresou@schranka.example"
TEAM = "tym@posta.example"
MORNING = datetime(2027, 3, 8, 7, 0, tzinfo=clock.PRAGUE)  # a Monday, before the daily notice


@dataclass
class PostOffice:
    """Keeps what it takes, refuses whom it is told to, hangs up at the sight of some."""

    taken: list[Any] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    hung_up_on: set[str] = field(default_factory=set)
    greeted_by: list[str] = field(default_factory=list)

    async def handle_MAIL(
        self, _server: Any, session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        self.greeted_by.append(session.host_name)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.hung_up_on:
            server.transport.close()
        if address in self.refused:
            return "550 nobody of this name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.taken.append(envelope)
        return "250 OK"

    def empty(self) -> None:
        """A new day: nothing came, nobody is refused."""
        for each in (self.taken, self.refused, self.hung_up_on, self.greeted_by):
            each.clear()

    @property
    def letters(self) -> list[EmailMessage]:
        parsed = (message_from_bytes(each.content, policy=policy.default) for each in self.taken)
        return [each for each in parsed if isinstance(each, EmailMessage)]

    def last(self) -> EmailMessage:
        return self.letters[-1]


def ask(
    service: Service, email: str | None = ADDRESS, *, language: str = "cs", text: str = "Otázka."
) -> OpenedMailbox:
    """The mailbox of somebody who has asked, and wants a hint if they give an address."""
    submission = Submission("counselling", language, text, cookie=vault.new_key(), email=email)
    handle = enquiries.send(service, submission)
    receipt = enquiries.sent(service, submission.cookie, handle).receipt
    return mailbox.resume(service, mailbox.open_with_receipt(service, receipt))


def tick_after(service: Service, **time: float) -> int:
    """How many letters the chores send so long after that Monday morning."""
    with time_machine.travel(MORNING + timedelta(**time)):
        return daily.tick(service).sent


def outbox(service: Service) -> list[Letter]:
    """What waits, or was given up."""
    with service.store.read() as session:
        return list(session.scalars(select(Letter).order_by(Letter.send_after)))
