"""What the anonymous sender sees: forms, the receipt, the mailbox."""

from pathlib import Path

from flask import Flask, Response, g, request

from centre.intake import addresses, cookies
from centre.language import i18n
from centre.language.i18n import gettext
from intake_service.sender import afterwards, ask, mailbox, news
from intake_service.store.vault import Refused
from intake_service.web import log, pages
from intake_service.web.faces import new_face
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.enquiry.mailbox import NothingOpens
from intake_service.work.service import Service


def create_sender_app(service: Service) -> Flask:
    """The public face: one address for each form and language, one for the mailbox."""
    app = new_face(service, cookies.SENDER, Path(__file__).with_name("templates"), speak=_speak)
    app.register_error_handler(Refused, _damaged)
    app.register_error_handler(NothingOpens, mailbox.gone)
    for lang in i18n.LANGUAGES:
        for kind in KINDS:
            app.add_url_rule(
                addresses.intake(kind, lang),
                f"ask.{kind}.{lang}",
                ask.form,
                defaults={"kind_id": kind},
            )
            app.add_url_rule(
                addresses.intake(kind, lang),
                f"send.{kind}.{lang}",
                ask.send,
                defaults={"kind_id": kind},
                methods=["POST"],
            )
        app.add_url_rule(addresses.sent("<handle>", lang), f"sent.{lang}", ask.sent)
        app.add_url_rule(addresses.sent("<handle>", lang) + ask.NOTE, f"note.{lang}", ask.note)
        box = addresses.intake("mailbox", lang)
        for path, name, view, method in (
            (box, "mailbox", mailbox.show, "GET"),
            (box, "enter", mailbox.enter, "POST"),
            (f"{box}/napsat", "reply", mailbox.reply, "POST"),
            (f"{box}/smazat", "ask_delete", mailbox.ask_delete, "GET"),
            (f"{box}/smazat", "delete", mailbox.delete, "POST"),
            (f"{box}/zavrit", "leave", mailbox.leave, "POST"),
            (f"{box}/upozorneni", "hint_on", news.hint_on, "POST"),
            (f"{box}/upozorneni/vypnout", "hint_off", news.hint_off, "POST"),
            (f"{box}/pripominka.ics", "reminder", news.reminder, "GET"),
            (f"{box}/hodnoceni", "feedback", afterwards.give_feedback, "POST"),
            (f"{box}/zverejneni", "publication", afterwards.answer_offer, "POST"),
        ):
            app.add_url_rule(path, f"{name}.{lang}", view, methods=[method])
    return app


def _damaged(_error: Refused) -> Response:
    """What is stored does not open: said honestly, and the operator hears of it."""
    log.event("damaged", route=request.endpoint or "")
    return pages.show(
        "damaged.html",
        title=gettext("We cannot open this conversation"),
        status=503,
        kept=pages.typed(),
    )


def _speak() -> None:
    """Speak the language of the address."""
    first = request.path.split("/")[1]
    g.lang = first if first in i18n.LANGUAGES else i18n.LANGUAGES[0]
    i18n.language.set(g.lang)
