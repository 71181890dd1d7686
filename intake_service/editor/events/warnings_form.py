"""The form of a warning: in Czech, and in other languages where somebody can."""

from typing import Any, Final

from wtforms import Field, SelectField
from wtforms.widgets import TextArea

from centre.language.i18n import N_, gettext
from centre.language.languages import LANGUAGES, ORIGINAL
from intake_service import clock
from intake_service.editor.events.publishing import EventForm
from intake_service.web.forms import Line

TEXTS: Final = {
    "title": N_("In short"),
    "area": N_("Where it is going on"),
    "what": N_("What is going on"),
    "advice": N_("What people can do"),
    "source": N_("How we know it"),
}
CERTAINTIES: Final = {
    "unverified": N_("not verified"),
    "likely": N_("likely"),
    "confirmed": N_("confirmed"),
}
FIELDS: Final = {
    "valid_to": "until",
    "certainty": "certainty",
    "id": "title_cs",
    **{name: f"{name}_{ORIGINAL}" for name in TEXTS},
    **{f"{name}.{lang}": f"{name}_{lang}" for name in TEXTS for lang in LANGUAGES},
}
"""Fields of the form by the last steps of the way to a fault in the file."""

MISSING: Final = {
    "title": N_("Please write in a few words what you warn of."),
    "area": N_("Please write where it is going on."),
    "what": N_("Please write what is going on."),
    "advice": N_("Please write what people can do."),
    "source": N_("Please write how we know it; without names."),
}


class WarningForm(EventForm):
    """What is the same in all languages. Texts are added by `form_of_warning`."""

    until = Line(N_("Until and including"), render_kw={"type": "date", "required": True})
    certainty = SelectField(N_("How sure it is"), choices=CERTAINTIES, default="unverified")

    def texts(self, lang: str) -> list[Field]:
        """The fields of one language."""
        return [self[f"{name}_{lang}"] for name in TEXTS]

    def fields(self) -> dict[str, Any]:
        """The warning as it would stand in the file; a field that is wrong says so."""
        until = self.day_in(self.until, gettext("Please write until when to warn."))
        if until and until < clock.today():
            self.until.errors = [gettext("This day is over. Please write one that is to come.")]
        for name, message in MISSING.items():
            field = self[f"{name}_{ORIGINAL}"]
            if not (field.data or "").strip():
                field.errors = [gettext(message)]
        found: dict[str, Any] = {"valid_to": until.isoformat() if until else ""}
        for name in TEXTS:
            typed = {
                lang: " ".join((self[f"{name}_{lang}"].data or "").split()) for lang in LANGUAGES
            }
            found[name] = {lang: text for lang, text in typed.items() if text}
        return {**found, "certainty": self.certainty.data}


def _text_fields() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for lang in LANGUAGES:
        required: dict[str, object] = {"required": True} if lang == ORIGINAL else {}
        for name, label in TEXTS.items():
            look = {"lang": lang, **required}
            lines = None if name == "title" else TextArea()
            if lines:
                look["rows"] = 2
            found[f"{name}_{lang}"] = Line(label, render_kw=look, widget=lines)
    return found


_FORM: type[WarningForm] = type("FormInAllLanguages", (WarningForm,), _text_fields())


def form_of_warning(*, empty: bool = False) -> WarningForm:
    """A form with the texts of all languages: as it was sent, or empty."""
    return _FORM(formdata=None) if empty else _FORM()
