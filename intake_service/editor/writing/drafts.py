"""„Rozepsané“: a page in its fields, saved at each press and as one types."""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Conflict, NotFound, RequestEntityTooLarge, ServiceUnavailable

from centre.editing.fields import EditedField, FieldKind
from centre.editing.history import CannotUndo
from centre.editing.pages.marks import all_marks
from centre.editing.pages.page_text import FIRST, PageText, fields_of
from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import gettext
from centre.language.languages import LANGUAGES
from centre.reading.faults import Faults
from centre.texts.pages import read_pages
from intake_service.editor import notices
from intake_service.editor.access import with_editor
from intake_service.editor.identity import EditorIdentity
from intake_service.editor.writing.forms import DraftForm
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work import texts
from intake_service.work.editing.saving import CannotWrite
from intake_service.work.editing.writing import (
    drafts,
    offered_documents,
    pictures,
    publishing,
)
from intake_service.work.editing.writing.drafts import (
    Draft,
    NoSuchDraft,
    SavedMeanwhile,
    TooMuch,
)

bp = Blueprint("drafts", __name__, url_prefix="/rozepsane")


@bp.get("")
@with_editor
def show_all(editor: EditorIdentity) -> ResponseReturnValue:
    """What the team has begun and readers do not see."""
    return pages.show(
        "writing/drafts.html",
        title=gettext("Drafts"),
        editor=editor,
        drafts=drafts.all_drafts(service()),
    )


@bp.get("/<draft_id>")
@with_editor
def show(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """A draft in its fields."""
    return _show(editor, find(draft_id), DraftForm(formdata=None))


@bp.post("/<draft_id>")
@guard.gives_back
@with_editor
def save(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """Keep what was typed, and go on to what the button says."""
    draft = find(draft_id)
    form = DraftForm()
    typed, body = _typed(draft)
    press = request.form.get("press", "")
    if press == "vlozit":
        body = _with_mark(body, texts.showable(request.form.get("mark", "")))
    if not form.validate():
        notice, status = form.refusal
        return _show(editor, draft, form, typed, body, notice, status)
    try:
        drafts.save(service(), draft_id, editor.name, typed, body, form.state)
    except SavedMeanwhile as error:
        form.begin(error.now.revision)
        notice = gettext(
            "Somebody has saved this draft meanwhile. Your words are in the fields, theirs stand "
            "below them. Save once more, and yours count; or open what is saved."
        )
        return _show(editor, error.now, form, typed, body, notice, HTTPStatus.CONFLICT)
    except NoSuchDraft:
        raise NotFound from None
    except TooMuch:
        notice = gettext("This is more text than a page can have. Please divide it.")
        too_large = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return _show(editor, draft, form, typed, body, notice, too_large)
    except CannotRewrite:
        notice = notices.cannot_rewrite()
        return _show(editor, draft, form, typed, body, notice, HTTPStatus.CONFLICT)
    except CannotWrite:
        notice = gettext(
            "It cannot be saved: the disk cannot be written. Your words are still here. "
            "Please tell whoever runs the server."
        )
        return _show(editor, draft, form, typed, body, notice, HTTPStatus.SERVICE_UNAVAILABLE)
    match press:
        case "nahled":
            return redirect(url_for("draft_previews.show", draft_id=draft_id), 303)
        case "zverejnit":
            return redirect(url_for("page_publishing.show_one", draft_id=draft_id), 303)
        case "vlozit":
            return redirect(url_for(".show", draft_id=draft_id, _anchor="text"), 303)
    return redirect(url_for(".show", draft_id=draft_id), 303)


@bp.post("/<draft_id>/prubezne")
@with_editor
def save_typing(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """Keep what stands in the fields of a page whose script saves; it is told by the status."""
    draft = find(draft_id)
    form = DraftForm()
    typed, body = _typed(draft)
    if not form.validate():
        raise Conflict
    try:
        drafts.save(service(), draft_id, editor.name, typed, body, form.state)
    except (SavedMeanwhile, CannotRewrite):
        raise Conflict from None  # a press of a button says why
    except NoSuchDraft:
        raise NotFound from None
    except TooMuch:
        raise RequestEntityTooLarge from None
    except CannotWrite:
        raise ServiceUnavailable from None
    return "", HTTPStatus.NO_CONTENT


@bp.post("/<draft_id>/zahodit")
@with_editor
def discard(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """Throw a draft away as its page showed it."""
    draft = find(draft_id)
    form = DraftForm()
    is_seen = form.state.seen == draft.revision or form.state.window == draft.window != ""
    try:
        publishing.discard(service(), draft if is_seen else replace(draft, revision=0))
    except SavedMeanwhile as error:
        notice = gettext(
            "Somebody has saved this draft meanwhile, so it is still here. Look at it once more; "
            "then it can be thrown away."
        )
        conflict = HTTPStatus.CONFLICT
        return _show(editor, error.now, DraftForm(formdata=None), notice=notice, status=conflict)
    except CannotWrite:
        return _show_unwritable(editor, draft)
    return redirect(url_for(".show_all"), 303)


@bp.post("/<draft_id>/na-nove-zneni")
@with_editor
def carry_over(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """Hold a draft against what readers see by now: its changes carried over, or as it is."""
    draft = find(draft_id)
    takes_over = request.form.get("press") == "prenest"
    try:
        if takes_over:
            publishing.carry_over(service(), draft)
        else:
            publishing.hold_on(service(), draft)
    except CannotUndo:
        notice = gettext(
            "Both change the same place, so it cannot be carried over by itself. "
            "What readers see stands below; take from it what you want."
        )
        form = DraftForm(formdata=None)
        return _show(editor, draft, form, notice=notice, status=HTTPStatus.CONFLICT)
    except NoSuchDraft:
        raise NotFound from None
    except CannotWrite:
        return _show_unwritable(editor, draft)
    except (SavedMeanwhile, Faults):
        pass  # the page says how it stands
    return redirect(url_for(".show", draft_id=draft_id), 303)


def find(draft_id: str) -> Draft:
    """The draft of an address."""
    try:
        return drafts.find(service(), draft_id)
    except NoSuchDraft:
        raise NotFound from None


def _show_unwritable(editor: EditorIdentity, draft: Draft) -> ResponseReturnValue:
    unavailable = HTTPStatus.SERVICE_UNAVAILABLE
    form = DraftForm(formdata=None)
    return _show(editor, draft, form, notice=pages.try_again(), status=unavailable)


def _show(
    editor: EditorIdentity,
    draft: Draft,
    form: DraftForm,
    typed: dict[str, str] | None = None,
    body: str | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if not form.window.data:
        form.begin(draft.revision)
    page = draft.page
    found = fields_of(page, draft.text).fields
    now = _what_readers_see(draft)
    others = [each for each in drafts.of_page(service(), page) if each.id != draft.id]
    return pages.show(
        "writing/draft.html",
        title=draft.title,
        status=status,
        editor=editor,
        draft=draft,
        form=form,
        first=[each for each in found if each.name in FIRST],
        rest=[each for each in found if each.name not in FIRST],
        kinds=FieldKind,
        values=typed or {},
        saved_body=PageText.of(draft.text).plain_body,
        body=PageText.of(draft.text).plain_body if body is None else body,
        conflict=status == HTTPStatus.CONFLICT and body is not None,
        notice=notice,
        now=now,
        others=others,
        marks=all_marks(
            service().facts,
            read_pages(service().settings.content)[0],
            page.lang,
            pictures=pictures.all_pictures(service()),
            documents=offered_documents.all_documents(service()),
        ),
        language=LANGUAGES[page.lang],
    )


def _what_readers_see(draft: Draft) -> str | None:
    """The text of the published page where it is another one than when the draft was begun."""
    try:
        now = publishing.open_page(service(), draft.page).text
    except Faults:
        return None
    if now == draft.base:
        return None
    try:
        return PageText.of(now).plain_body
    except CannotRewrite:
        return now  # withdrawn, so empty; or damaged


def _typed(draft: Draft) -> tuple[dict[str, str], str]:
    """What stands in the fields above the text, and the text."""
    found = fields_of(draft.page, draft.text).fields
    typed = {each.name: _value(each) for each in found if _came(each)}
    return typed, texts.showable(request.form.get("text", ""))


def _came(field: EditedField) -> bool:
    return field.kind is FieldKind.YES_OR_NO or field.name in request.form


def _value(field: EditedField) -> str:
    if field.kind is FieldKind.YES_OR_NO:
        return "true" if field.name in request.form else "false" if field.value else ""
    return texts.showable(request.form.get(field.name, ""))


def _with_mark(body: str, mark: str) -> str:
    """The mark at the end of the text, with an empty line before it."""
    return f"{body.rstrip()}\n\n{mark.strip()}".strip("\r\n") if mark.strip() else body
