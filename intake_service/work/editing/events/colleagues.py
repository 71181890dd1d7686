"""A new colleague, or somebody who left: in which languages the team answers."""

from collections.abc import Sequence
from typing import Final

from centre.editing import rewriting
from centre.language.i18n import gettext, language_names
from intake_service.work.editing import saving
from intake_service.work.editing.saving import Edit
from intake_service.work.service import Service

FILE: Final = "centre.yaml"


def change(service: Service, languages: Sequence[str]) -> Edit | None:
    """The languages of answers; None where they are the same.

    Raises Faults, rewriting.CannotRewrite.
    """
    if set(languages) == set(service.facts.centre.answers_in):
        return None
    opened = saving.open_file(service, FILE)
    text = opened.text
    now = opened.content["answers_in"]
    for lang in languages:
        if lang not in now:
            text = rewriting.add(text, ("answers_in",), lang)
    for number, lang in reversed(list(enumerate(now))):
        if lang not in languages:
            text = rewriting.drop(text, ("answers_in", number))
    words = {"languages": language_names(languages)}
    return Edit(opened, text, gettext("We answer in these languages: %(languages)s.") % words)
