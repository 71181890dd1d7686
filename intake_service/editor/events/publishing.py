"""How every event gets to readers: its sentence is shown, then it is checked, written and kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from centre.editing import opened_file, typed
from centre.editing.opened_file import ChangedMeanwhile
from centre.editing.typed import Mistyped
from centre.reading.faults import Fault
from intake_service.editor import notices
from intake_service.editor.confirming import unconfirmed
from intake_service.editor.forms import CodeForm, as_sentence
from intake_service.editor.identity import EditorIdentity
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.web.forms import HiddenLine
from intake_service.work.editing import saving
from intake_service.work.editing.saving import CannotWrite, Edit, NotInOrder


class EventForm(CodeForm):
    """Around the fields of an event: `shown` is the print of the file that the shown sentence is
    about."""

    shown = HiddenLine("")

    def was_shown(self, edit: Edit) -> bool:
        """Whether the page showed the sentence of just this change; from now on it does."""
        wanted = opened_file.mark(edit.text.encode())
        was = bool(self.shown.data == wanted)
        self.shown.data = wanted
        return was

    def is_saved(self, opened: opened_file.OpenedFile) -> bool:
        """Whether the file says just that already: the button was pressed twice."""
        return bool(self.shown.data == opened.mark)

    def day_in(self, field: Field, missing: str = "") -> date | None:
        """The day in a field; None where it is empty or wrong, which it then says itself."""
        text = (field.data or "").strip()
        try:
            if text:
                return typed.day(text)
            if missing:
                field.errors = [missing]
        except Mistyped as error:
            field.errors = [as_sentence(error.message)]
        return None

    def put_faults(self, faults: Sequence[Fault], fields: Mapping[str, str]) -> str | None:
        """Write each fault beside the field that it is about, told by the last steps of its way.

        What belongs to none is given back as a notice.
        """
        others = []
        for fault in faults:
            steps = fault.field.split(".")
            ways = (".".join(steps[-2:]), steps[-1])
            name = next((fields[way] for way in ways if way in fields), "")
            if name in self:
                self[name].errors = [*self[name].errors, as_sentence(fault.message)]
            else:
                others.append(as_sentence(fault.message))
        return " ".join(dict.fromkeys(others)) or None


@dataclass(frozen=True)
class Refused:
    """Why a change was not saved."""

    status: int
    notice: str | None = None
    faults: tuple[Fault, ...] = ()
    needs_code: bool = False


def publish(
    editor: EditorIdentity, form: EventForm, edit: Edit, *, dangerous: bool = False
) -> ResponseReturnValue | Refused:
    """Save the change and lead to its page, or say why not."""
    if dangerous and (notice := unconfirmed(editor, form.code.data or "")):
        return Refused(HTTPStatus.FORBIDDEN, notice, needs_code=True)
    try:
        step = saving.save(service(), editor.name, edit)
    except NotInOrder as error:
        return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, faults=tuple(error.faults))
    except ChangedMeanwhile:
        notice = notices.changed_meanwhile()
        return Refused(HTTPStatus.CONFLICT, notice)
    except CannotWrite:
        notice = notices.cannot_write()
        return Refused(HTTPStatus.SERVICE_UNAVAILABLE, notice)
    return redirect(url_for("steps.done", number=step.number), 303)


def publish_once_shown(
    editor: EditorIdentity,
    form: EventForm,
    edit: Edit,
    *,
    put: Callable[[Sequence[Fault]], str | None],
    show: Callable[[str | None, int], ResponseReturnValue],
) -> ResponseReturnValue:
    """Show the sentence of the change; the press after that saves it and leads to its page.

    `put` writes faults beside their fields and gives what belongs to none; `show` draws the form
    with that notice and a status.
    """
    if not form.was_shown(edit):
        return show(None, HTTPStatus.OK)
    answer = publish(editor, form, edit)
    if isinstance(answer, Refused):
        return show(answer.notice or put(answer.faults), answer.status)
    return answer


def show_damaged(editor: EditorIdentity, title: str) -> ResponseReturnValue:
    """The page instead of a form whose file cannot be changed here."""
    return pages.show(
        "events/event-damaged.html",
        title=title,
        status=HTTPStatus.CONFLICT,
        editor=editor,
        notice=notices.cannot_rewrite(),
    )


def saved_already() -> ResponseReturnValue:
    """Where a button leads that was pressed twice."""
    return redirect(url_for("steps.show"), 303)
