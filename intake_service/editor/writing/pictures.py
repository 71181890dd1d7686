"""„Obrázky“: a photo from a phone becomes a picture that texts can show."""

from functools import partial
from typing import Any, Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import RadioField

from centre.exchange.outputs import output_of
from centre.intake import addresses
from centre.language.i18n import N_, gettext
from centre.language.languages import LANGUAGES
from centre.pictures.pictures import Picture
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
from intake_service.web.forms import Form, Needed
from intake_service.work.editing.writing import pictures

bp = Blueprint("pictures", __name__, url_prefix="/obrazky")

WORDS_MAX: Final = 250
"""Characters; who listens to a page listens to all of them."""
PEOPLE: Final = {
    "nobody": N_("nobody can be recognised in it"),
    "agreed": N_("people can be recognised, and they agreed that it is published"),
}


class PictureForm(Form):
    """What is said of a picture. The fields of the languages are added below."""

    people = RadioField(
        N_("People in the picture"),
        [Needed(N_("Please say whether somebody can be recognised in the picture."))],
        choices=PEOPLE,
        validate_choice=True,
    )


_ALTERNATIVE: Final = words_fields(
    "alternative",
    N_("What is in the picture, for those who do not see it"),
    N_("Please write what is in the picture: it is read out to those who do not see it."),
    WORDS_MAX,
    long=True,
)
_Words: type[PictureForm] = type("PictureWords", (PictureForm,), _ALTERNATIVE)


class NewPictureForm(_Words):  # type: ignore[misc, valid-type]
    """The same with a photo."""

    photo = SentFile(
        N_("Photo"),
        [
            Chosen(
                N_("Please choose a photo."),
                N_("The photo has more than 20 MB. Please choose a smaller one."),
            )
        ],
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )


@bp.get("")
@with_editor
def show_all(editor: EditorIdentity) -> ResponseReturnValue:
    """All pictures, the newest first."""
    found = [*pictures.all_pictures(service()).by_name.values()]
    return pages.show(
        "writing/pictures.html",
        title=gettext("Pictures"),
        editor=editor,
        pictures=[each.entry for each in reversed(found)],
    )


@bp.get("/novy")
@with_editor
def ask_new(editor: EditorIdentity) -> ResponseReturnValue:
    """The form for a photo."""
    return _show_new(editor, NewPictureForm(formdata=None))


@bp.post("/novy")
@guard.gives_back
@guard.takes_file
@with_editor
def add(editor: EditorIdentity) -> ResponseReturnValue:
    """Make pictures of a photo, and show the mark for texts."""
    form = NewPictureForm()
    if not form.validate():
        return _show_new(editor, form, *form.refusal)
    made: list[str] = []
    words = words_in_languages(form, "alternative")
    refused = saved_files.try_to(
        lambda: made.append(
            pictures.add(service(), editor.name, form.photo.data, words, form.people.data)
        )
    )
    if refused:
        return _show_new(editor, form, *_told(form, refused))
    return redirect(url_for(".show", name=made[0]), 303)


@bp.get("/<name>")
@with_editor
def show(editor: EditorIdentity, name: str) -> ResponseReturnValue:
    """One picture: its mark, and what is said of it."""
    return _show(editor, _found(name))


@bp.post("/<name>")
@guard.gives_back
@with_editor
def reword(editor: EditorIdentity, name: str) -> ResponseReturnValue:
    """Say something else of it."""
    found = _found(name)
    form = _Words()
    if not form.validate():
        return _show(editor, found, form, *form.refusal)
    words = words_in_languages(form, "alternative")
    save = partial(pictures.reword, service(), editor.name, name, words, form.people.data)
    refused = _or_not_found(save)
    if refused:
        return _show(editor, found, form, refused.notice, refused.status)
    return redirect(url_for(".show_all"), 303)


@bp.post("/<name>/odebrat")
@with_editor
def remove(editor: EditorIdentity, name: str) -> ResponseReturnValue:
    """Offer it to no page any more."""
    found = _found(name)
    refused = _or_not_found(partial(pictures.remove, service(), editor.name, name))
    if refused:
        return _show(editor, found, notice=refused.notice, status=refused.status)
    return redirect(url_for(".show_all"), 303)


@bp.get("/soubor/<file>")
@with_editor
def file(_editor: EditorIdentity, file: str) -> ResponseReturnValue:
    """One file of a picture, which readers may not see yet."""
    return picture_file(file, picture_of(file))


def picture_of(file: str) -> Picture:
    """The picture that a file belongs to."""
    try:
        return pictures.of_file(service(), file)
    except LookupError:
        raise NotFound from None


def picture_file(file: str, picture: Picture) -> ResponseReturnValue:
    """A file of a picture as readers will get it."""
    try:
        response = pages.respond((picture.folder / file).read_bytes())
    except OSError:
        raise NotFound from None
    response.mimetype = output_of(addresses.picture(file)).media_type
    return response


def _or_not_found(save: Any) -> NotSaved | None:
    try:
        return saved_files.try_to(save)
    except LookupError:
        raise NotFound from None


def _told(form: NewPictureForm, refused: NotSaved) -> tuple[str | None, int]:
    """What is wrong with the photo stands beside its field."""
    if not refused.of_file:
        return refused.notice, refused.status
    form.photo.errors = [refused.notice]
    return None, refused.status


def _found(name: str) -> Picture:
    found = pictures.all_pictures(service()).by_name.get(name)
    if found is None:
        raise NotFound
    return found


def _show_new(
    editor: EditorIdentity, form: NewPictureForm, notice: str | None = None, status: int = 200
) -> ResponseReturnValue:
    return pages.show(
        "writing/new-picture.html",
        title=gettext("New picture"),
        status=status,
        editor=editor,
        form=form,
        languages=LANGUAGES,
        notice=notice,
    )


def _show(
    editor: EditorIdentity,
    picture: Picture,
    form: Form | None = None,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    entry = picture.entry
    said = {f"alternative_{lang}": text for lang, text in entry.alternative.by_language.items()}
    return pages.show(
        "writing/picture.html",
        title=gettext("Picture: %(name)s") % {"name": entry.name},
        status=status,
        editor=editor,
        picture=entry,
        mark=f"[[picture:{entry.name}]]",
        form=form or _Words(formdata=None, data={**said, "people": entry.people}),
        languages=LANGUAGES,
        is_sent=request.method == "POST",
        notice=notice,
    )
