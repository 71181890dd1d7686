"""A page translated paragraph by paragraph: the Czech one above, a field below."""

from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.editing.fields import FieldKind
from centre.editing.opened_file import ChangedMeanwhile, mark
from centre.editing.pages import paragraphs
from centre.editing.pages.page_files import PageFile
from centre.editing.pages.page_text import FIRST, PageText, fields_of
from centre.editing.pages.paragraphs import MOST, Pair
from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import gettext
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.reading.faults import Faults
from intake_service.editor.access import with_editor
from intake_service.editor.identity import EditorIdentity
from intake_service.editor.writing.drafts import find
from intake_service.editor.writing.forms import TranslationForm
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work import texts
from intake_service.work.editing.saving import CannotWrite
from intake_service.work.editing.writing import drafts, translating
from intake_service.work.editing.writing.drafts import Draft, NoSuchDraft, SavedMeanwhile, TooMuch

bp = Blueprint("translating", __name__, url_prefix="/preklad")


@bp.post("/<lang>/<kind>/<page_id>")
@with_editor
def begin(editor: EditorIdentity, lang: str, kind: str, page_id: str) -> ResponseReturnValue:
    """Begin the translation of a page into a language, or go on in one's own draft of it."""
    page = PageFile.of(f"{lang}/{kind}/{page_id}.md")
    if page is None or not page.is_translation:
        raise NotFound
    own = [each for each in drafts.of_page(service(), page) if each.author == editor.name]
    if own:
        return redirect(url_for(".show", draft_id=own[0].id), 303)
    try:
        draft = translating.begin(service(), editor.name, page)
    except (ChangedMeanwhile, CannotRewrite, Faults, TooMuch, CannotWrite):
        raise NotFound from None
    return redirect(url_for(".show", draft_id=draft.id), 303)


@bp.get("/<draft_id>")
@with_editor
def show(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """The draft of a translation beside its original."""
    draft = find(draft_id)
    found = _pairs(draft)
    if found is None:
        return redirect(url_for("drafts.show", draft_id=draft_id), 303)
    return _show(editor, draft, TranslationForm(formdata=None), found)


@bp.post("/<draft_id>")
@guard.gives_back
@with_editor
def save(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """Keep what was translated, beside the Czech text that its page showed."""
    draft = find(draft_id)
    if not draft.page.is_translation:
        raise NotFound
    form = TranslationForm()
    typed = {
        name: texts.showable(request.form[name])
        for name in (*FIRST, "slug", "nav")
        if name in request.form
    }
    fields = [texts.showable(request.form.get(f"odstavec-{number}", "")) for number in range(MOST)]
    try:
        original = translating.original_of(service(), draft.page)
        found = paragraphs.beside(original, fields)
    except (Faults, CannotRewrite):
        raise NotFound from None
    if not form.validate():
        notice, status = form.refusal
        return _show(editor, draft, form, found, typed, notice, status)
    if form.original.data != mark(original.encode()):
        form.original.data = mark(original.encode())
        notice = gettext(
            "The Czech text was changed meanwhile, and nothing is saved yet. Your words are in the "
            "fields. Look whether each still stands by its paragraph, and save once more."
        )
        return _show(editor, draft, form, found, typed, notice, HTTPStatus.CONFLICT)
    body = paragraphs.joined([each.translation for each in found])
    try:
        drafts.save(service(), draft_id, editor.name, typed, body, form.state)
    except NoSuchDraft:
        raise NotFound from None
    except SavedMeanwhile as error:
        form.begin(error.now.revision)
        notice = gettext(
            "Somebody has saved this draft meanwhile. Your words are in the fields, theirs stand "
            "below them. Save once more, and yours count; or open what is saved."
        )
        return _show(
            editor, error.now, form, found, typed, notice, HTTPStatus.CONFLICT, conflict=True
        )
    except (TooMuch, CannotRewrite, CannotWrite):
        unavailable = HTTPStatus.SERVICE_UNAVAILABLE
        return _show(editor, draft, form, found, typed, pages.try_again(), unavailable)
    if request.form.get("press") == "nahled":
        return redirect(url_for("draft_previews.show", draft_id=draft_id), 303)
    return redirect(url_for(".show", draft_id=draft_id), 303)


def _pairs(draft: Draft) -> list[Pair] | None:
    if not draft.page.is_translation:
        raise NotFound
    try:
        return paragraphs.pairs(translating.original_of(service(), draft.page), draft.text)
    except (Faults, CannotRewrite):
        return None


def _saved(draft: Draft) -> dict[int, str]:
    """What is saved by now of each paragraph; nothing where its paragraphs are others."""
    return {number: each.translation for number, each in enumerate(_pairs(draft) or ())}


def _show(
    editor: EditorIdentity,
    draft: Draft,
    form: TranslationForm,
    found: list[Pair],
    typed: dict[str, str] | None = None,
    notice: str | None = None,
    status: int = 200,
    *,
    conflict: bool = False,
) -> ResponseReturnValue:
    if not form.window.data:
        form.begin(draft.revision)
    page = draft.page
    shown = fields_of(page, draft.text).fields
    original = translating.original_of(service(), page)
    form.original.data = form.original.data or mark(original.encode())
    czech = {each.name: each.value for each in fields_of(page.in_(ORIGINAL), original).fields}
    return pages.show(
        "writing/translation.html",
        title=gettext("Translation: %(title)s") % {"title": czech.get("title", page.id)},
        status=status,
        editor=editor,
        draft=draft,
        form=form,
        pairs=found,
        fields=[each for each in shown if each.name in (*FIRST, "slug", "nav")],
        czech=czech,
        kinds=FieldKind,
        values=typed or {},
        conflict=conflict,
        saved_paragraphs=_saved(draft) if conflict else {},
        saved_body=PageText.of(draft.text).plain_body if conflict else "",
        notice=notice,
        language=LANGUAGES[page.lang],
        changed=translating.changed_since(service(), page),
    )
