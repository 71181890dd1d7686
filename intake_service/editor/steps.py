"""What was changed, in words; each step can be taken back."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.editing.fact_files import FACT_FILES
from centre.editing.history import CannotUndo, Step
from centre.editing.opened_file import ChangedMeanwhile
from centre.editing.pages.page_files import PageFile
from centre.language.i18n import gettext
from centre.language.languages import ORIGINAL
from centre.language.localized_text import LocalizedText
from centre.reading.faults import Faults
from intake_service.editor.access import with_editor
from intake_service.editor.confirming import unconfirmed
from intake_service.editor.forms import CodeForm, as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.web import content_cache, pages
from intake_service.web.current import service
from intake_service.work.editing import dangerous_changes, saving
from intake_service.work.editing.saving import CannotWrite, NotInOrder

bp = Blueprint("steps", __name__, template_folder="templates")


@bp.get("/zmeny")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """All that was changed here, the newest first."""
    return pages.show(
        "steps.html",
        title=gettext("What was changed"),
        editor=editor,
        steps=saving.steps(service()).steps(),
    )


@bp.get("/zmeny/<int:number>")
@with_editor
def done(editor: EditorIdentity, number: int) -> ResponseReturnValue:
    """One change: whether readers see it by now, the way back, words to pass on."""
    return _show(editor, _find(number))


@bp.get("/zmeny/<int:number>/cedule")
@with_editor
def sheet(editor: EditorIdentity, number: int) -> ResponseReturnValue:
    """The sentence in large letters, for the door."""
    step = _find(number)
    return pages.show("door-sheet.html", title=step.words, editor=editor, step=step)


@bp.post("/zmeny/<int:number>/vzit-zpet")
@with_editor
def undo(editor: EditorIdentity, number: int) -> ResponseReturnValue:
    """Take the change back, as a change of its own."""
    step = _find(number)
    form = CodeForm()
    file = FACT_FILES.get(step.file)
    if file and file.dangerous and (notice := unconfirmed(editor, form.code.data or "")):
        return _show(editor, step, notice, 403, form)
    try:
        taken_back = saving.undo(service(), editor.name, step)
    except (CannotUndo, Faults, ChangedMeanwhile):
        notice = gettext(
            "It cannot be taken back any more: somebody has changed the same place since."
        )
        return _show(editor, step, notice, 409)
    except NotInOrder as error:
        notice = " ".join(as_sentence(each.message) for each in error.faults)
        return _show(editor, step, notice, 422)
    except CannotWrite:
        return _show(editor, step, pages.try_again(), 503)
    return redirect(url_for(".done", number=taken_back.number), 303)


@bp.post("/zmeny/<int:number>/videno")
@with_editor
def see(editor: EditorIdentity, number: int) -> ResponseReturnValue:
    """A colleague has looked at a dangerous change."""
    step = _find(number)
    if not dangerous_changes.see(service(), step, editor.name):
        notice = gettext("Please let a colleague look at it: whoever typed it sees a mistake last.")
        return _show(editor, step, notice, 403)
    return redirect(url_for("day_changes.show"), 303)


def _show(
    editor: EditorIdentity,
    step: Step,
    notice: str | None = None,
    status: int = 200,
    form: CodeForm | None = None,
) -> ResponseReturnValue:
    taken_back = any(each.undoes == step.number for each in saving.steps(service()).steps())
    shown = dict(content_cache.in_use().frame.facts)
    return pages.show(
        "step.html",
        title=gettext("Taken back") if step.takes_back else gettext("Saved"),
        status=status,
        editor=editor,
        step=step,
        page=PageFile.of(step.file),
        words=LocalizedText(step.words, ORIGINAL),
        notice=notice,
        taken_back=taken_back,
        is_shown=saving.is_shown(service(), step, shown),
        form=form or CodeForm(formdata=None),
        needs_code=form is not None,
        waits_for_colleague=dangerous_changes.is_unseen(service(), step),
    )


def _find(number: int) -> Step:
    step = saving.steps(service()).find(number)
    if step is None:
        raise NotFound
    return step
