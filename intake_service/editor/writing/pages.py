"""The home of pages: one is found, looked at, begun, withdrawn."""

from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.approvals.standing import ROLE_NAMES, in_words
from centre.editing.opened_file import ChangedMeanwhile
from centre.editing.pages import beginnings, page_checking
from centre.editing.pages.page_files import PageFile, PageKind
from centre.editing.pages.page_text import fields_of
from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import N_, gettext
from centre.reading.faults import Faults
from intake_service import clock
from intake_service.editor import notices
from intake_service.editor.access import with_editor
from intake_service.editor.forms import as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.editor.writing.forms import TITLE_MAX, NewPageForm
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work import texts
from intake_service.work.editing import saving
from intake_service.work.editing.saving import CannotWrite, NotInOrder
from intake_service.work.editing.writing import drafts, overview, publishing, translating
from intake_service.work.editing.writing.drafts import TooMuch

bp = Blueprint("web_pages", __name__, url_prefix="/stranky")

NAMES = {
    PageKind.PAGE: N_("Page"),
    PageKind.QUESTION: N_("Question with an answer"),
    PageKind.SERVICE: N_("Service"),
    PageKind.NEWS: N_("News"),
}
NEW = {
    PageKind.PAGE: N_("New page"),
    PageKind.QUESTION: N_("New question with an answer"),
    PageKind.SERVICE: N_("New service"),
    PageKind.NEWS: N_("New piece of news"),
}


@bp.get("")
@with_editor
def show_all(editor: EditorIdentity) -> ResponseReturnValue:
    """All pages, or those of a kind and of some words of their titles."""
    chosen = request.args.get("druh", "")
    kind = next((each for each in PageKind if each.value == chosen), None)
    words = texts.showable(request.args.get("hledat", ""))[:100]
    return pages.show(
        "writing/pages.html",
        title=gettext("Pages of the website"),
        editor=editor,
        kinds=[(each, gettext(NAMES[each])) for each in PageKind],
        new=[(each, gettext(NEW[each])) for each in PageKind],
        kind=kind,
        words=words,
        found=overview.find_pages(service(), kind, words),
        drafts=drafts.all_drafts(service()),
    )


@bp.get("/nova/<kind>")
@with_editor
def ask_title(editor: EditorIdentity, kind: str) -> ResponseReturnValue:
    """What a new page is called."""
    return _show_new(editor, _kind(kind), NewPageForm(formdata=None))


@bp.post("/nova/<kind>")
@guard.gives_back
@with_editor
def begin(editor: EditorIdentity, kind: str) -> ResponseReturnValue:
    """Begin a new page from what its kind begins with."""
    wanted = _kind(kind)
    form = NewPageForm()
    if not form.validate():
        return _show_new(editor, wanted, form, *form.refusal)
    title = " ".join((form.title.data or "").split())[:TITLE_MAX]
    taken = {*overview.taken_names(service())}
    taken |= {each.page.id for each in drafts.all_drafts(service())}
    page = beginnings.new_page(wanted, title, taken)
    text = beginnings.beginning(page, title, clock.today())
    try:
        draft = drafts.begin(service(), editor.name, page, "", text)
    except (TooMuch, CannotWrite):
        return _show_new(editor, wanted, form, _not_begun(), HTTPStatus.SERVICE_UNAVAILABLE)
    return redirect(url_for("drafts.show", draft_id=draft.id), 303)


@bp.get("/<lang>/<kind>/<page_id>")
@with_editor
def show(editor: EditorIdentity, lang: str, kind: str, page_id: str) -> ResponseReturnValue:
    """One page: what can be done with it, what is being written about it, what was changed."""
    return _show(editor, _page(lang, kind, page_id))


@bp.post("/<lang>/<kind>/<page_id>/upravit")
@with_editor
def edit(editor: EditorIdentity, lang: str, kind: str, page_id: str) -> ResponseReturnValue:
    """Go on in one's own draft of a page, or begin one."""
    page = _page(lang, kind, page_id)
    own = [each for each in drafts.of_page(service(), page) if each.author == editor.name]
    if own:
        return redirect(url_for("drafts.show", draft_id=own[0].id), 303)
    try:
        text = publishing.open_page(service(), page).text
        fields_of(page, text)  # raises where its head could not be changed
    except (Faults, CannotRewrite):
        notice = notices.cannot_rewrite()
        return _show(editor, page, notice, HTTPStatus.CONFLICT)
    try:
        draft = drafts.begin(service(), editor.name, page, text, text)
    except (TooMuch, CannotWrite):
        return _show(editor, page, _not_begun(), HTTPStatus.SERVICE_UNAVAILABLE)
    return redirect(url_for("drafts.show", draft_id=draft.id), 303)


@bp.post("/<lang>/<kind>/<page_id>/stahnout")
@with_editor
def withdraw(editor: EditorIdentity, lang: str, kind: str, page_id: str) -> ResponseReturnValue:
    """Take a page away from readers; the history brings it back."""
    page = _page(lang, kind, page_id)
    try:
        step = publishing.withdraw(service(), editor.name, page)
    except NotInOrder as error:
        notice = gettext("It cannot be withdrawn yet, because something leads to it or needs it:")
        found = [
            f"{page_checking.short_name(each.file)}: {as_sentence(each.message)}"
            for each in error.faults
        ]
        return _show(editor, page, notice, HTTPStatus.UNPROCESSABLE_ENTITY, found)
    except (ChangedMeanwhile, Faults, CannotRewrite):
        notice = notices.changed_meanwhile()
        return _show(editor, page, notice, HTTPStatus.CONFLICT)
    except CannotWrite:
        notice = notices.cannot_write()
        return _show(editor, page, notice, HTTPStatus.SERVICE_UNAVAILABLE)
    return redirect(url_for("steps.done", number=step.number), 303)


def _show(
    editor: EditorIdentity,
    page: PageFile,
    notice: str | None = None,
    status: int = 200,
    found: list[str] | None = None,
) -> ResponseReturnValue:
    try:
        opened = publishing.open_page(service(), page)
        standing = page_checking.standing_of(opened, page, opened.text)
    except Faults as faults:
        notice = notice or gettext("This file cannot be read:")
        found = found or list(map(str, faults.all))
        standing = None
    return pages.show(
        "writing/page.html",
        title=overview.title_of(service(), page),
        status=status,
        editor=editor,
        page=page,
        kind=gettext(NAMES[page.kind]),
        drafts=drafts.of_page(service(), page),
        translations=overview.translations(service(), page),
        approvals=list(map(in_words, standing.given)) if standing else [],
        waits_for=[ROLE_NAMES[role] for role in standing.waits_for] if standing else [],
        is_own=publishing.can_be_withdrawn(service(), page),
        product_changes=publishing.common_changed_since(service(), page),
        changed=translating.changed_since(service(), page) if page.is_translation else (),
        goes_back=publishing.goes_back_to_common(service(), page),
        steps=[each for each in saving.steps(service()).steps() if each.file == page.name],
        notice=notice,
        found=found or [],
    )


def _show_new(
    editor: EditorIdentity,
    kind: PageKind,
    form: NewPageForm,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    return pages.show(
        "writing/new-page.html",
        title=gettext(NEW[kind]),
        status=status,
        editor=editor,
        kind=kind,
        form=form,
        notice=notice,
    )


def _not_begun() -> str:
    return gettext(
        "No draft can be begun: there are too many of them, or the disk cannot be written. "
        "Please tell whoever runs the server."
    )


def _kind(value: str) -> PageKind:
    try:
        return PageKind(value)
    except ValueError:
        raise NotFound from None


def _page(lang: str, kind: str, page_id: str) -> PageFile:
    """The page of an address, as long as it is one of ours and is there."""
    page = PageFile.of(f"{lang}/{kind}/{page_id}.md")
    if page is None:
        raise NotFound
    try:
        is_there = bool(publishing.open_page(service(), page).text)
    except Faults:
        is_there = True
    if not is_there:
        raise NotFound
    return page
