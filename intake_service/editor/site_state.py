"""„Stav webu“: what is wrong, what runs out, and the way to each form."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from centre.language.i18n import gettext
from centre.language.languages import LANGUAGES
from intake_service.editor.access import with_editor
from intake_service.editor.identity import EditorIdentity
from intake_service.web import content_cache, pages
from intake_service.web.current import service
from intake_service.work.editing import site_state
from intake_service.work.editing.writing import translating

bp = Blueprint("site_state", __name__, template_folder="templates", url_prefix="/stav")


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """How the content stands today."""
    return pages.show(
        "site-state.html",
        title=gettext("How the website stands"),
        editor=editor,
        behind=[(page, LANGUAGES[page.lang]) for page in translating.behind(service())],
        state=site_state.look(service(), dict(content_cache.in_use().frame.facts)),
    )
