"""A file that a form brings, and the words that stand beside it in each language."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import FileField
from wtforms.validators import StopValidation
from wtforms.widgets import TextArea

from centre.language.i18n import gettext
from centre.language.languages import LANGUAGES, ORIGINAL
from intake_service.web import guard
from intake_service.web.forms import Form, Line, Needed, Text


class SentFile(FileField):
    """One file, all of it in memory; empty while nothing was chosen."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = self.data.read() if hasattr(self.data, "read") else b""


class Chosen:
    """Validator: a file was chosen, and is none too large."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, missing: str, too_large: str) -> None:
        self._missing = missing
        self._too_large = too_large

    def __call__(self, _form: Form, field: SentFile) -> None:
        if not field.data:
            raise StopValidation(gettext(self._missing))
        if len(field.data) > guard.FILE_MAX:
            raise StopValidation(gettext(self._too_large))


def words_fields(
    name: str, label: str, missing: str, most: int, *, long: bool = False
) -> dict[str, Line]:
    """A field for each language, the Czech one needed; for a class of forms."""
    found = {}
    for lang in LANGUAGES:
        rules = [Needed(missing)] if lang == ORIGINAL else []
        found[f"{name}_{lang}"] = Line(
            label,
            [*rules, Text(most, required=lang == ORIGINAL)],
            widget=TextArea() if long else None,
            render_kw={"lang": lang},
        )
    return found


def words_in_languages(form: Form, name: str) -> Mapping[str, str]:
    """What was typed in each language, on one line; a language without words is left out."""
    typed = {lang: " ".join((form[f"{name}_{lang}"].data or "").split()) for lang in LANGUAGES}
    return {lang: text for lang, text in typed.items() if text}
