"""What must be settled before a site goes public. Loaded only by ``publishconf.py``.

Each refusal has a name and can be overridden by it, one by one and knowingly, in
``PUBLISH_ANYWAY``. The nightly rebuild overrides them all: a stale number must never freeze the
opening hours.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import click
from pelican import signals

from centre.approvals.standing import Standing
from centre.proofreading.checks import reviews
from centre.reading.faults import Fault, Faults
from centre.reading.front_matter import FrontMatter, PassageFront
from centre.texts.content import Content
from centre.texts.snippets import CHECK_LASTS_DAYS
from site_plugins.checks import remnants
from site_plugins.run.build import build_of
from site_plugins.run.console import print_warnings
from site_plugins.run.refusals import NAMES, VARIABLE, Refusal


@dataclass(frozen=True, slots=True)
class Objection:
    """Something that is not ready. ``refuses`` is false for a mere warning."""

    name: Refusal
    fault: Fault
    refuses: bool = True


def objections(content: Content, day: date) -> Iterator[Objection]:
    """Everything that is not ready for the public on ``day``."""
    centre = content.facts.centre
    if centre.demo:
        message = "web je ukázka; až budou údaje skutečné, přepište demo na false"
        yield Objection("sample", centre.fault("demo", message))
    for name, fault in remnants.found(content):
        yield Objection(name, fault)
    expired = set(reviews.old_checks(content.facts, day, CHECK_LASTS_DAYS))
    for fault in reviews.old_checks(content.facts, day):
        yield Objection("helplines", fault, refuses=fault in expired)
    for text in (*content.pages, *content.passages):
        yield from _of_a_text(text.front, text.standing, day)


def _of_a_text(
    front: FrontMatter | PassageFront, standing: Standing, day: date
) -> Iterator[Objection]:
    if standing.waits_for:
        waits_for = ", ".join(standing.waits_for)
        fault = front.fault("approval", f"text čeká na schválení ({waits_for})")
        yield Objection("approval", fault, refuses="clinician" in standing.waits_for)
    elif _is_unseen(front):
        message = (
            "u textu o bezpečí chybí, kdo ho má schválit (approval: clinician), nebo kdo ho "
            "zkontroloval (reviewed_by)"
        )
        yield Objection("approval", front.fault("", message))
    for fault in reviews.lost_approvals(front, standing):
        yield Objection("approval", fault, refuses=False)
    if front.next_review and front.next_review < day:
        fault = front.fault("next_review", "termín příští kontroly už minul")
        yield Objection("approval", fault, refuses=False)


def _is_unseen(front: FrontMatter | PassageFront) -> bool:
    """Whether a text on safety names nobody at all who has seen it or has to."""
    is_safety = isinstance(front, FrontMatter) and front.group == "safety"
    return is_safety and not front.approval and not front.reviewed_by


def overridden(value: str) -> frozenset[str]:
    """The names in ``PUBLISH_ANYWAY``, split by commas.

    Raises ValueError for one that does not exist.
    """
    names = frozenset(name.strip() for name in value.split(",") if name.strip())
    if unknown := names - set(NAMES):
        raise ValueError(f"{VARIABLE}: {', '.join(sorted(unknown))}? known are {', '.join(NAMES)}")
    return names


def refuse(pelican: Any) -> None:
    """End the build with all refusals that nobody has overridden; tell the rest as warnings."""
    build = build_of(pelican)
    found = list(objections(build.content, build.day))
    allowed = overridden(os.environ.get(VARIABLE, ""))
    refused = [each for each in found if each.refuses and each.name not in allowed]
    print_warnings(each.fault for each in found if each not in refused)
    if refused:
        names = ",".join(sorted({each.name for each in refused}))
        click.echo(f"Nejde zveřejnit. Kdo ví, co dělá, nastaví {VARIABLE}={names}", err=True)
        raise Faults(each.fault for each in refused)


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(refuse)
