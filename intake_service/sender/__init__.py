"""What the anonymous sender sees: forms, the receipt, the mailbox."""

from pathlib import Path

from flask import Flask, Response, g, request

from centre.intake import cookies
from centre.language import i18n
from centre.language.i18n import gettext
from centre.language.languages import LANGUAGES, ORIGINAL
from intake_service.sender import (
    ask,
    feedback,
    leaving,
    mailbox,
    mailbox_page,
    notifications,
    publication,
    receipt,
)
from intake_service.store.vault import Refused
from intake_service.web import given_back, log, pages
from intake_service.web.faces import new_face
from intake_service.work.enquiry.opened_mailbox import NothingOpens
from intake_service.work.service import Service


def create_sender_app(service: Service) -> Flask:
    """The public face."""
    templates = Path(__file__).with_name("templates")
    app = new_face(service, cookies.SENDER, templates, speak=_speak_language_of_address)
    app.before_request(mailbox_page.note_what_was_shown)
    app.register_error_handler(Refused, _damaged)
    app.register_error_handler(NothingOpens, mailbox.gone)
    for blueprint in (
        ask.blueprint(),
        receipt.bp,
        mailbox.bp,
        notifications.bp,
        feedback.bp,
        publication.bp,
        leaving.bp,
    ):
        app.register_blueprint(blueprint)
    return app


def _damaged(_error: Refused) -> Response:
    """What is stored does not open: said honestly, and the operator hears of it."""
    log.event("damaged", route=request.endpoint or "")
    return pages.show(
        "damaged.html",
        title=gettext("We cannot open this conversation"),
        status=503,
        kept=given_back.typed(),
    )


def _speak_language_of_address() -> None:
    first = request.path.split("/")[1]
    g.lang = first if first in LANGUAGES else ORIGINAL
    i18n.language.set(g.lang)
