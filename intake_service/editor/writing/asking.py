"""[Poslat ke kontrole]: a link that opens one draft for seven days, and its end before."""

from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from centre.language.i18n import gettext
from intake_service.editor.access import with_editor
from intake_service.editor.identity import EditorIdentity
from intake_service.editor.writing.drafts import find
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.work.editing.saving import CannotWrite
from intake_service.work.editing.writing import outside_readers
from intake_service.work.editing.writing.drafts import Draft
from intake_service.work.editing.writing.outside_readers import ROLES, AskedTooMany

bp = Blueprint("asking", __name__, url_prefix="/rozepsane")


@bp.get("/<draft_id>/kontrola")
@with_editor
def show(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """Who was asked to read a draft, and what they have said."""
    return _show(editor, find(draft_id))


@bp.post("/<draft_id>/kontrola")
@with_editor
def ask(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """Make a link and show it, this once."""
    draft = find(draft_id)
    role = request.form.get("reason", "")
    if role not in ROLES:
        raise BadRequest
    try:
        secret = outside_readers.ask(service(), editor.name, draft, role)
    except AskedTooMany:
        notice = gettext("This draft has too many links already. Take some of them back.")
        return _show(editor, draft, notice, HTTPStatus.CONFLICT)
    except CannotWrite:
        return _show(editor, draft, pages.try_again(), HTTPStatus.SERVICE_UNAVAILABLE)
    link = url_for("outside_reading.show", secret=secret, _external=True)
    return _show(editor, draft, link=link)


@bp.post("/<draft_id>/kontrola/zrusit")
@with_editor
def take_back(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """Let a link open nothing any more."""
    draft = find(draft_id)
    try:
        outside_readers.take_back(service(), draft, request.form.get("mark", ""))
    except CannotWrite:
        return _show(editor, draft, pages.try_again(), HTTPStatus.SERVICE_UNAVAILABLE)
    return redirect(url_for(".show", draft_id=draft_id), 303)


def _show(
    editor: EditorIdentity,
    draft: Draft,
    notice: str | None = None,
    status: int = 200,
    link: str = "",
) -> ResponseReturnValue:
    return pages.show(
        "writing/asking.html",
        title=gettext("Send for a check: %(title)s") % {"title": draft.title},
        status=status,
        editor=editor,
        draft=draft,
        roles=[(role, gettext(words)) for role, words in ROLES.items()],
        role_names={role: gettext(words) for role, words in ROLES.items()},
        readings=outside_readers.of_draft(service(), draft),
        link=link,
        notice=notice,
    )
