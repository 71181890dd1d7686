"""„Všechny údaje“: a form for every group of every file of facts."""

import re
from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.editing.fact_files import FACT_FILES, FactFile
from centre.editing.fields import EditedField, FieldKind
from centre.editing.opened_file import ChangedMeanwhile
from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import gettext
from centre.listings.funder_tables import FunderRow
from centre.reading.faults import Faults
from centre.reading.models import FieldPath
from centre.reading.text_files import without_hidden_signs
from intake_service import clock
from intake_service.editor import notices
from intake_service.editor.access import with_editor
from intake_service.editor.confirming import unconfirmed
from intake_service.editor.forms import FactsForm, as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.work import texts
from intake_service.work.editing import facts, saving
from intake_service.work.editing.facts import NoSuchGroup, NothingChanged, OpenedGroup
from intake_service.work.editing.saving import CannotWrite, Edit, NotInOrder
from intake_service.work.figures import names

_DIGITS = re.compile("[0-9]{1,4}")
CALLED = "overeno"
"""The button of a helpline: somebody has called it today, and it is right."""

bp = Blueprint("facts", __name__, template_folder="templates", url_prefix="/udaje")


@bp.get("")
@with_editor
def show(editor: EditorIdentity) -> ResponseReturnValue:
    """All files of facts."""
    return pages.show(
        "fact-files.html", title=gettext("All facts"), editor=editor, files=FACT_FILES.values()
    )


@bp.get("/<file>/", defaults={"way": ""})
@bp.get("/<file>/<path:way>")
@with_editor
def open_group(editor: EditorIdentity, file: str, way: str) -> ResponseReturnValue:
    """The fields of a group, and the lists below it."""
    at = _opened(file, way)
    if isinstance(at, Faults):
        return _damaged(editor, FACT_FILES[file], at)
    return _show(editor, at, FactsForm(formdata=None, seen=at.opened.mark))


@bp.post("/<file>/", defaults={"way": ""})
@bp.post("/<file>/<path:way>")
@guard.gives_back
@with_editor
def save(editor: EditorIdentity, file: str, way: str) -> ResponseReturnValue:
    """Check what was typed, and let readers have it."""
    at = _opened(file, way)
    if isinstance(at, Faults):
        return _damaged(editor, FACT_FILES[file], at)
    form = FactsForm()
    typed = {field.name: _typed(field) for field in at.group.fields}
    if CALLED in request.form and "checked" in typed:
        typed["checked"] = clock.today().isoformat()
    if not form.validate():
        notice, status = form.refusal
        return _show(editor, at, form, typed, notice, status)
    if form.seen.data != at.opened.mark:
        form.seen.data = at.opened.mark
        notice = gettext(
            "Somebody has changed this file meanwhile. Your words are in the fields; "
            "look at what stands below them by now, and save once more."
        )
        return _show(editor, at, form, typed, notice, HTTPStatus.CONFLICT)
    drops = "smazat" in request.form and isinstance(at.path[-1] if at.path else "", int)
    try:
        edit = facts.dropped_edit(at) if drops else facts.filled_in_edit(at, typed)
    except NothingChanged:
        return _show(editor, at, form, typed, gettext("Nothing has changed."))
    except NotInOrder as error:
        return _refused(editor, at, form, typed, error)
    except CannotRewrite:
        notice = notices.cannot_rewrite()
        return _show(editor, at, form, typed, notice, HTTPStatus.CONFLICT)
    dangerous = at.file.is_dangerous(at.path) if drops else facts.is_dangerous(at, typed)
    if dangerous and (notice := unconfirmed(editor, form.code.data or "")):
        return _show(editor, at, form, typed, notice, HTTPStatus.FORBIDDEN, needs_code=True)
    return _saved(editor, at, form, typed, edit)


def _saved(
    editor: EditorIdentity, at: OpenedGroup, form: FactsForm, typed: dict[str, str], edit: Edit
) -> ResponseReturnValue:
    try:
        step = saving.save(service(), editor.name, edit)
    except NotInOrder as error:
        return _refused(editor, at, form, typed, error)
    except ChangedMeanwhile:
        notice = notices.changed_meanwhile()
        return _show(editor, at, form, typed, notice, HTTPStatus.CONFLICT)
    except CannotWrite:
        notice = notices.cannot_write()
        return _show(editor, at, form, typed, notice, HTTPStatus.SERVICE_UNAVAILABLE)
    return redirect(url_for("steps.done", number=step.number), 303)


def _refused(
    editor: EditorIdentity,
    at: OpenedGroup,
    form: FactsForm,
    typed: dict[str, str],
    error: NotInOrder,
) -> ResponseReturnValue:
    beside, others = facts.by_field(at, error.faults)
    notice = " ".join(map(as_sentence, others)) or None
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _show(editor, at, form, typed, notice, status, errors=beside)


def _show(
    editor: EditorIdentity,
    at: OpenedGroup,
    form: FactsForm,
    typed: dict[str, str] | None = None,
    notice: str | None = None,
    status: int = 200,
    *,
    errors: dict[str, list[str]] | None = None,
    needs_code: bool = False,
) -> ResponseReturnValue:
    conflict = status == HTTPStatus.CONFLICT
    return pages.show(
        "fact-group.html",
        title=at.title,
        status=status,
        editor=editor,
        at=at,
        kinds=FieldKind,
        values=typed or {},
        errors={name: list(map(as_sentence, each)) for name, each in (errors or {}).items()},
        conflict=conflict,
        form=form,
        notice=notice,
        needs_code=needs_code,
        places=service().facts.places,
        figures=names.by_figure() if at.group.model is FunderRow else {},
        called=CALLED if at.file.name == "helplines.yaml" and at.path and not at.is_new else "",
        may_drop=not at.is_new and bool(at.path) and isinstance(at.path[-1], int),
        way=_way(at.path),
        way_to=lambda entries, step: _way((*at.path, *entries.path, step)),
    )


def _way(path: FieldPath) -> str:
    return "/".join(map(str, path))


def _damaged(editor: EditorIdentity, file: FactFile, faults: Faults) -> ResponseReturnValue:
    """A file that no form can show: its faults, and its text to look at."""
    path = service().settings.content / "data" / file.name
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        text = ""
    return pages.show(
        "damaged-facts.html",
        title=file.title,
        status=HTTPStatus.CONFLICT,
        editor=editor,
        file=file,
        faults=faults.all,
        lines=texts.showable(text).split("\n"),
    )


def _opened(name: str, way: str) -> OpenedGroup | Faults:
    file = FACT_FILES.get(name)
    if file is None:
        raise NotFound
    steps = filter(None, way.split("/"))
    path: FieldPath = tuple(int(step) if _DIGITS.fullmatch(step) else step for step in steps)
    is_new = bool(path) and path[-1] == "novy"
    try:
        return facts.open_group(service(), file, path[:-1] if is_new else path, is_new=is_new)
    except NoSuchGroup:
        raise NotFound from None
    except Faults as faults:
        return faults


def _typed(field: EditedField) -> str:
    if field.kind is FieldKind.YES_OR_NO:
        return "true" if field.name in request.form else "false" if field.value else ""
    return texts.showable(without_hidden_signs(request.form.get(field.name, "")))
