"""A draft as the real page, in a frame in which nothing can run or be sent."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.language.i18n import gettext
from centre.reading.faults import Faults
from intake_service.editor.access import with_editor
from intake_service.editor.identity import EditorIdentity
from intake_service.editor.writing.drafts import find
from intake_service.web import headers, pages
from intake_service.web.current import service
from intake_service.work.editing.writing import previews
from intake_service.work.editing.writing.previews import PagePreview

bp = Blueprint("draft_previews", __name__, url_prefix="/rozepsane")


@bp.get("/<draft_id>/nahled")
@with_editor
def show(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """The page as readers would see it, and what is wrong with it, line by line."""
    draft = find(draft_id)
    seen: PagePreview | None
    try:
        seen = previews.look(service(), draft)
        broken: list[str] = []
    except Faults as faults:
        seen = None
        broken = list(map(str, faults.all))
    headers.allow_frames()
    return pages.show(
        "writing/preview.html",
        title=gettext("Preview: %(title)s") % {"title": draft.title},
        editor=editor,
        draft=draft,
        seen=seen,
        broken=broken,
    )


@bp.get("/<draft_id>/stranka")
@with_editor
def page(_editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """The page itself."""
    files = url_for("pictures.file", file="")
    html = previews.html(service(), find(draft_id), files)
    if not html:
        raise NotFound
    headers.sandbox()
    return pages.respond(html)
