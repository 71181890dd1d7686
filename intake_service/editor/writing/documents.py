"""„Dokumenty“: a PDF from a phone or a computer is offered to readers, or taken off the list."""

from functools import partial
from typing import Final

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import SelectField
from wtforms.validators import ValidationError

from centre.language.i18n import N_, gettext
from centre.language.languages import LANGUAGES, ORIGINAL
from intake_service import clock
from intake_service.editor.access import with_editor
from intake_service.editor.identity import EditorIdentity
from intake_service.editor.writing import saved_files
from intake_service.editor.writing.saved_files import NotSaved
from intake_service.editor.writing.uploads import (
    Chosen,
    SentFile,
    words_fields,
    words_in_languages,
)
from intake_service.web import guard, pages
from intake_service.web.current import service
from intake_service.web.forms import Form, WholeNumber
from intake_service.work.editing.writing import offered_documents

bp = Blueprint("documents", __name__, url_prefix="/dokumenty")

TITLE_MAX: Final = 120  # characters
FIRST_YEAR: Final = 1990
KINDS: Final = {
    "annual-report": N_("annual report"),
    "registration": N_("permission or certificate"),
    "rules": N_("rules or standards"),
    "form": N_("form to print"),
    "other": N_("another one"),
}
_LANGUAGES: Final = {lang: each.name_for_editors for lang, each in LANGUAGES.items()}


class YearOfDocument:
    """Validator: a year that a document can be of."""

    def __call__(self, _form: Form, field: WholeNumber) -> None:
        this_year = clock.today().year
        if field.data is None or not FIRST_YEAR <= field.data <= this_year + 1:
            field.errors = []
            raise ValidationError(
                gettext("Please write a year in four digits, such as %(year)s.")
                % {"year": this_year}
            )


class DocumentForm(Form):
    """A PDF and what readers learn before they fetch it. Titles are added below."""

    pdf = SentFile(
        N_("PDF file"),
        [
            Chosen(
                N_("Please choose a PDF file."),
                N_("The file has more than 20 MB. Please make the pictures in it smaller."),
            )
        ],
        render_kw={"accept": "application/pdf"},
    )
    kind = SelectField(N_("What it is"), choices=KINDS, default="annual-report")
    year = WholeNumber(N_("Of which year"), [YearOfDocument()], render_kw={"inputmode": "numeric"})
    language = SelectField(
        N_("In which language it is written"), choices=_LANGUAGES, default=ORIGINAL
    )


_Form: type[DocumentForm] = type(
    "DocumentFormInAllLanguages",
    (DocumentForm,),
    words_fields("title", N_("Name of the document"), N_("Please write a name."), TITLE_MAX),
)


@bp.get("")
@with_editor
def show_all(editor: EditorIdentity) -> ResponseReturnValue:
    """All documents that readers find."""
    return _show_all(editor)


@bp.get("/novy")
@with_editor
def ask_new(editor: EditorIdentity) -> ResponseReturnValue:
    """The form for a PDF."""
    return _show_new(editor, _Form(formdata=None, data={"year": clock.today().year}))


@bp.post("/novy")
@guard.gives_back
@guard.takes_file
@with_editor
def add(editor: EditorIdentity) -> ResponseReturnValue:
    """Offer a PDF to readers."""
    form = _Form()
    if not form.validate():
        return _show_new(editor, form, *form.refusal)
    save = partial(
        offered_documents.add,
        service(),
        editor.name,
        form.pdf.data,
        title=words_in_languages(form, "title"),
        kind=form.kind.data,
        year=form.year.data or 0,
        language=form.language.data,
    )
    refused = saved_files.try_to(save)
    if refused and refused.of_file:
        form.pdf.errors = [refused.notice]
        return _show_new(editor, form, None, refused.status)
    if refused:
        return _show_new(editor, form, refused.notice, refused.status)
    return redirect(url_for(".show_all"), 303)


@bp.post("/<name>/odebrat")
@with_editor
def remove(editor: EditorIdentity, name: str) -> ResponseReturnValue:
    """Offer a document no more."""
    try:
        refused = saved_files.try_to(
            partial(offered_documents.remove, service(), editor.name, name)
        )
    except LookupError:
        raise NotFound from None
    if refused:
        return _show_all(editor, refused)
    return redirect(url_for(".show_all"), 303)


def _show_all(editor: EditorIdentity, refused: NotSaved | None = None) -> ResponseReturnValue:
    return pages.show(
        "writing/documents.html",
        title=gettext("Documents"),
        status=refused.status if refused else 200,
        editor=editor,
        documents=offered_documents.all_documents(service()),
        kinds={kind: gettext(words) for kind, words in KINDS.items()},
        languages=LANGUAGES,
        notice=refused.notice if refused else None,
    )


def _show_new(
    editor: EditorIdentity, form: DocumentForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    return pages.show(
        "writing/new-document.html",
        title=gettext("New document"),
        status=status,
        editor=editor,
        form=form,
        languages=LANGUAGES,
        notice=notice,
    )
