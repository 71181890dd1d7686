"""What somebody outside sees by their link: one draft as the real page, and a field for a word."""

from http import HTTPStatus

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import RadioField, TextAreaField

from centre.editing.pages.page_text import PageText
from centre.editing.rewriting import CannotRewrite
from centre.language.i18n import N_, gettext
from centre.reading.faults import Faults
from intake_service.editor.writing.pictures import picture_file, picture_of
from intake_service.web import guard, headers, pages
from intake_service.web.current import service
from intake_service.web.forms import Form, HiddenLine, Line, Needed, Text
from intake_service.work.editing.saving import CannotWrite
from intake_service.work.editing.writing import outside_readers, previews, publishing
from intake_service.work.editing.writing.drafts import Draft
from intake_service.work.editing.writing.outside_readers import (
    AGREES,
    NAME_MAX,
    ROLES,
    WITH_CHANGES,
    WORDS_MAX,
    NoSuchReading,
    OutsideReading,
)

bp = Blueprint("outside_reading", __name__, url_prefix="/ke-kontrole")

VERDICTS = {
    AGREES: N_("I agree with it as it is"),
    WITH_CHANGES: N_("It should be changed; I write how below"),
}


class WordForm(Form):
    """What somebody outside says of a draft; `seen` is the print of what their page showed."""

    seen = HiddenLine("")
    rating = RadioField(
        N_("What do you say?"),
        [Needed(N_("Please choose one of the two."))],
        choices=VERDICTS,
        validate_choice=True,
    )
    name = Line(
        N_("Your name, with your degree or profession"),
        [Needed(N_("Please write your name: it says who has approved the words."))],
        render_kw={"maxlength": NAME_MAX},
    )
    text = TextAreaField(N_("What you want to tell us"), [Text(WORDS_MAX, required=False)])


@bp.get("/<secret>")
def show(secret: str) -> ResponseReturnValue:
    """The draft, what has changed in it, and the form; thanks once a word was given."""
    reading, draft = _opened(secret)
    return _show(secret, reading, draft, WordForm(formdata=None))


@bp.post("/<secret>")
@guard.gives_back
def say(secret: str) -> ResponseReturnValue:
    """Keep the word."""
    reading, draft = _opened(secret)
    form = WordForm()
    is_in_order = form.validate()
    is_overtaken = form.seen.data != outside_readers.print_of(draft.text)
    if is_overtaken:
        form.rating.data = None  # it was said of other words
    if not is_in_order and (form.expired or not is_overtaken):
        return _show(secret, reading, draft, form, *form.refusal)
    if is_overtaken:
        notice = gettext("The text was changed meanwhile. Please look at it once more.")
        return _show(secret, reading, draft, form, notice, HTTPStatus.CONFLICT)
    try:
        said = outside_readers.say(
            service(),
            secret,
            verdict=form.rating.data,
            name=form.name.data or "",
            words=form.text.data or "",
            seen=form.seen.data or "",
        )
    except NoSuchReading:
        raise NotFound from None
    except CannotWrite:
        unavailable = HTTPStatus.SERVICE_UNAVAILABLE
        return _show(secret, reading, draft, form, pages.try_again(), unavailable)
    return _show(secret, said, draft, form)


@bp.get("/<secret>/stranka")
def page(secret: str) -> ResponseReturnValue:
    """The page itself."""
    reading, draft = _opened(secret)
    files = url_for(".picture", secret=secret, file="")
    html = previews.html(service(), draft, files) if reading.is_open else ""
    if not html:
        raise NotFound
    headers.sandbox()
    return pages.respond(html)


@bp.get("/<secret>/obrazky/<file>")
def picture(secret: str, file: str) -> ResponseReturnValue:
    """A picture of the page."""
    reading, draft = _opened(secret)
    found = picture_of(file)
    if not reading.is_open or f"[[picture:{found.entry.name}]]" not in draft.text:
        raise NotFound
    return picture_file(file, found)


def _opened(secret: str) -> tuple[OutsideReading, Draft]:
    try:
        return outside_readers.open_link(service(), secret)
    except NoSuchReading:
        raise NotFound from None


def _show(
    secret: str,
    reading: OutsideReading,
    draft: Draft,
    form: WordForm,
    notice: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if not reading.is_open:
        return pages.show(
            "writing/outside-thanks.html", title=gettext("Thank you"), draft=draft, reading=reading
        )
    form.seen.data = outside_readers.print_of(draft.text)
    try:
        planned = publishing.preview_of(service(), draft)
        body = PageText.of(draft.text).plain_body
    except (Faults, CannotRewrite):
        planned = None
        body = draft.text
    headers.allow_frames()
    return pages.show(
        "writing/outside-reading.html",
        title=draft.title,
        status=status,
        draft=draft,
        reading=reading,
        role=gettext(ROLES[reading.role]),
        changes=() if planned is None or draft.is_new else planned.differences,
        body=body,
        has_preview=bool(previews.html(service(), draft)),
        secret=secret,
        form=form,
        notice=notice,
    )
