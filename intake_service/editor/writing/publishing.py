"""What readers will see differently, in words, with ticks; only what is one's own is ticked."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from centre.approvals.standing import in_words
from centre.editing.opened_file import ChangedMeanwhile
from centre.editing.pages import page_checking
from centre.language.i18n import gettext
from centre.reading.faults import Faults, file_name
from intake_service.editor import notices
from intake_service.editor.access import with_editor
from intake_service.editor.identity import EditorIdentity
from intake_service.editor.writing.drafts import find
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import PlainForm
from intake_service.work.editing.saving import CannotWrite, NotInOrder
from intake_service.work.editing.writing import drafts, outdating, publishing, translating
from intake_service.work.editing.writing.drafts import Draft
from intake_service.work.editing.writing.publishing import PlannedChange, WrittenOn

bp = Blueprint("page_publishing", __name__, url_prefix="/zverejnit")


@dataclass(frozen=True)
class Refused:
    """Why a draft was not published, or not all of it."""

    draft: Draft
    why: tuple[str, ...]


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """All drafts; one's own are ticked."""
    own = (each.id for each in drafts.all_drafts(service()) if each.author == editor.name)
    return _show(editor, PlainForm(formdata=None), own)


@bp.get("/<draft_id>")
@with_editor
def show_one(editor: EditorIdentity, draft_id: str) -> ResponseReturnValue:
    """All drafts; the one that somebody comes from is ticked."""
    return _show(editor, PlainForm(formdata=None), [find(draft_id).id])


@bp.post("")
@guard.gives_back
@with_editor
def publish(editor: EditorIdentity) -> ResponseReturnValue:
    """Let readers have what is ticked, as it was shown."""
    form = PlainForm()
    ticked = set(request.form.getlist("tick"))
    if not form.validate():
        notice, status = form.refusal
        return _show(editor, form, _ids(ticked), notice, status)
    wanted = [each for each in drafts.all_drafts(service()) if mark(each) in ticked]
    if not wanted:
        notice = gettext("Nothing is ticked, or it was changed since. Look at it once more.")
        return _show(editor, form, _ids(ticked), notice, HTTPStatus.UNPROCESSABLE_ENTITY)
    refused, written_on = _publish(editor, wanted, frozenset(request.form.getlist("same-meaning")))
    if written_on:
        notice = gettext("Please look at these drafts:")
        told = [*refused, *written_on]
        return _show(editor, form, _ids(ticked), notice, HTTPStatus.CONFLICT, told)
    if refused:
        notice = gettext("This was not published:")
        unprocessable = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(editor, form, _ids(ticked), notice, unprocessable, refused)
    return redirect(url_for("steps.show"), 303)


def mark(draft: Draft) -> str:
    """Names a draft as it was shown: what was typed since is not published by its tick."""
    return f"{draft.id}.{draft.revision}"


def _publish(
    editor: EditorIdentity, wanted: list[Draft], same_meaning: frozenset[str]
) -> tuple[list[Refused], list[Refused]]:
    """Publish in whatever order works: a page may lead to another one that is new, too. Comes with
    what was not published, and with drafts that somebody has written on while they were.

    Translations of drafts with the ``same_meaning`` stay up to date.
    """
    refused: list[Refused] = []
    written_on: list[Refused] = []
    waiting = wanted
    while waiting:
        refused = []
        for each in waiting:
            if each.id not in same_meaning:
                outdating.note(service(), each)
            try:
                found = _refusal(editor, each)
            except WrittenOn:
                why = gettext(
                    "It is published as it was shown. Somebody has saved something else in it "
                    "meanwhile; that stays here as a draft."
                )
                written_on.append(Refused(each, (why,)))
            else:
                refused += [found] if found else []
        if len(refused) == len(waiting):
            break
        waiting = [each.draft for each in refused]
    return refused, written_on


def _let_out(editor: EditorIdentity, draft: Draft) -> None:
    try:
        publishing.publish(service(), editor.name, draft)
    except WrittenOn:
        _note_original(draft)
        raise
    _note_original(draft)


def _note_original(draft: Draft) -> None:
    if draft.page.is_translation:
        translating.note_original(service(), draft.page)
        outdating.is_up_to_date(service(), draft.page)
    else:
        translating.hold_against(service(), draft.page, draft.base)


def _refusal(editor: EditorIdentity, draft: Draft) -> Refused | None:
    try:
        _let_out(editor, draft)
    except NotInOrder as error:
        file = file_name(publishing.open_page(service(), draft.page).path)
        found = page_checking.placed_faults(draft.page, error.faults, file, draft.text)
        return Refused(draft, tuple(f"{each.shown}: {each.words}" for each in found))
    except ChangedMeanwhile:
        why = gettext("Readers see something else by now than when this draft was begun. Open it.")
        return Refused(draft, (why,))
    except Faults as faults:
        return Refused(draft, tuple(map(str, faults.all)))
    except CannotWrite:
        why = notices.cannot_write()
        return Refused(draft, (why,))
    return None


def _show(
    editor: EditorIdentity,
    form: PlainForm,
    ticked: Iterable[str],
    notice: str | None = None,
    status: int = 200,
    refused: list[Refused] | None = None,
) -> ResponseReturnValue:
    return pages.show(
        "writing/publishing.html",
        title=gettext("What readers will see differently"),
        status=status,
        editor=editor,
        form=form,
        publications=[_seen(each) for each in drafts.all_drafts(service())],
        ticked=frozenset(ticked),
        mark=mark,
        left_behind=_left_behind,
        same_meaning=frozenset(request.form.getlist("same-meaning")),
        in_words=in_words,
        notice=notice,
        unpublished=refused or [],
    )


def _left_behind(draft: Draft) -> list[str]:
    try:
        return outdating.languages(service(), draft)
    except Faults:
        return []


def _seen(draft: Draft) -> PlannedChange:
    try:
        return publishing.preview_of(service(), draft)
    except Faults:
        return PlannedChange(draft, (), (), (), (), is_overtaken=True, becomes_own=False)


def _ids(marks: Iterable[str]) -> set[str]:
    return {each.partition(".")[0] for each in marks}
