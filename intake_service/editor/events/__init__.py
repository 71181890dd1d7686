"""„Co se stalo?“: an event that staff know, as one short form with its sentence for readers."""

from typing import Final

from flask import Blueprint

from centre.language.i18n import N_
from intake_service.editor.events import (
    colleagues,
    exceptions,
    figures,
    helplines,
    moving,
    phones,
    promise,
    season,
    warnings,
)

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    season.bp,
    exceptions.bp,
    phones.bp,
    helplines.bp,
    promise.bp,
    warnings.bp,
    figures.bp,
    moving.bp,
    colleagues.bp,
)

EVENTS: Final = (
    ("exceptions.show", N_("Closed, or open beyond the usual hours")),
    ("season.show", N_("New opening hours")),
    ("phones.show", N_("A new phone number")),
    ("helplines.show", N_("Helplines")),
    ("warnings.show", N_("A warning")),
    ("promise.show", N_("When we answer")),
    ("colleagues.show", N_("A new colleague, or somebody left")),
    ("moving.show", N_("We are moving")),
    ("figures.show", N_("Results of a year")),
)
"""The page of each event and what its button says, the most frequent first."""
