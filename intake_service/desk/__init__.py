"""What counsellors see: the inbox, an enquiry, the team."""

from pathlib import Path

from flask import Flask, Response, request

from centre.intake import cookies
from centre.language import i18n
from centre.language.i18n import gettext
from centre.language.languages import ORIGINAL
from intake_service import editor
from intake_service.desk import (
    access,
    account,
    cases,
    editing,
    health,
    inbox,
    joining,
    login,
    operation,
    publishing,
    team,
)
from intake_service.desk.reports import audit, figures, funders, register, syringes
from intake_service.desk.security_keys import logging_in, own_keys
from intake_service.desk.shift import absences, counter, finding, notebook
from intake_service.store.roster import RosterRefused
from intake_service.store.vault import Refused, Swapped
from intake_service.web import given_back, log, pages
from intake_service.web.faces import new_face
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.editing import saving
from intake_service.work.service import Service
from intake_service.work.team.sessions import SessionExpired


def create_desk_app(service: Service) -> Flask:
    """The desk; it may live on its own port or host, out of the public's reach."""
    app = new_face(service, cookies.DESK, Path(__file__).with_name("templates"), speak=_speak_czech)
    app.register_error_handler(Refused, _damaged)
    app.register_error_handler(NoSuchEnquiry, cases.gone)
    app.register_error_handler(SessionExpired, login.ask_again)
    app.register_error_handler(access.OtherDuty, access.refuse)
    for blueprint in (
        login.bp,
        logging_in.bp,
        account.bp,
        own_keys.bp,
        joining.bp,
        counter.bp,
        finding.bp,
        inbox.bp,
        notebook.bp,
        cases.bp,
        cases.reading.bp_reading,
        cases.supervision.bp_supervision,
        publishing.bp,
        register.bp,
        operation.bp,
        syringes.bp,
        figures.bp,
        funders.bp,
        audit.bp,
        health.bp,
        team.bp,
        absences.bp,
    ):
        app.register_blueprint(blueprint)
    editor.install(app, editing.identify)
    saving.end_cut_off(service)
    return app


def _damaged(error: Refused) -> Response:
    """What is stored does not open: named, nothing of it shown, and the operator hears of it."""
    number = None if isinstance(error, Swapped) else (request.view_args or {}).get("number")
    found = {"reason": type(error).__name__} if isinstance(error, RosterRefused) else {}
    facts = {"enquiry": number} if number else found
    log.event("damaged", route=request.endpoint or "", **facts)
    title = (
        gettext("Enquiry %(number)s is damaged") % {"number": number}
        if number
        else gettext("The desk’s keys are damaged")
    )
    return pages.show("damaged.html", title=title, status=503, kept=given_back.typed())


def _speak_czech() -> None:
    i18n.language.set(ORIGINAL)
