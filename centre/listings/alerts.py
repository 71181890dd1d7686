"""Warnings of something unusually dangerous: ``alerts.yaml``. Each begins and ends by itself."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from centre.reading.faults import Fault
from centre.reading.models import Fact
from centre.reading.values import Day, Identifier, Translations, refuse

LONGEST_DAYS = 365
"""What holds for longer is no alert; it belongs on a page."""

Certainty = Literal["confirmed", "likely", "unverified"]


class Alert(Fact):
    """What is going on, what to do about it, how we know, and how long it holds, both days
    included."""

    id: Annotated[
        Identifier, Field(title="Značka", description="nikdy se nemění; je v odkazech a v kanálu")
    ]
    valid_from: Annotated[Day, Field(title="Platí od")]
    valid_to: Annotated[Day, Field(title="Platí do, včetně")]
    changed_on: Annotated[Day | None, Field(title="Naposledy upraveno")] = None
    title: Annotated[Translations, Field(title="Nadpis")]
    area: Annotated[Translations, Field(title="Kde")]
    what: Annotated[Translations, Field(title="Co se děje")]
    advice: Annotated[Translations, Field(title="Co můžete udělat")]
    source: Annotated[Translations, Field(title="Odkud to víme")]
    certainty: Annotated[
        Certainty,
        Field(
            title="Jistota",
            description="confirmed: potvrzeno; likely: nejspíš; unverified: neověřeno",
        ),
    ]

    sample: Annotated[bool, Field(title="Ukázka")] = False

    @model_validator(mode="after")
    def _ends_in_time(self) -> Self:
        if self.valid_to < self.valid_from:
            raise refuse("alert_ends", "konec platnosti (valid_to) je před začátkem (valid_from)")
        if (self.valid_to - self.valid_from).days > LONGEST_DAYS:
            raise refuse(
                "alert_lasts",
                f"varování platí nejdéle {LONGEST_DAYS} dní; trvalé rady patří na stránku",
            )
        if self.changed_on and self.changed_on < self.valid_from:
            raise refuse(
                "alert_changed", "úprava (changed_on) je před začátkem platnosti (valid_from)"
            )
        return self

    @property
    def updated(self) -> date:
        """The day of its last change."""
        return self.changed_on or self.valid_from

    def holds(self, day: date) -> bool:
        """Whether it is in force on ``day``."""
        return self.valid_from <= day <= self.valid_to


class Alerts(Fact):
    """``alerts.yaml``."""

    checked_on: Annotated[Day, Field(title="Naposledy ověřeno")]
    alerts: Annotated[tuple[Alert, ...], Field(title="Varování")] = ()


def in_force(alerts: Sequence[Alert], day: date) -> list[Alert]:
    """Those that hold on ``day``, the newest first."""
    return sorted(
        (alert for alert in alerts if alert.holds(day)),
        key=lambda alert: alert.updated,
        reverse=True,
    )


def faults_in_alerts(alerts: Sequence[Alert], *, demo: bool) -> Iterator[Fault]:
    """Each alert has a name of its own, and none is invented."""
    seen: dict[str, Alert] = {}
    for alert in alerts:
        if alert.id in seen:
            yield alert.fault("id", f"varování „{alert.id}“ už je na řádku {seen[alert.id].line}")
        seen.setdefault(alert.id, alert)
        if alert.sample and not demo:
            yield alert.fault("sample", "ukázkové varování smí být jen v ukázce (demo: true)")


def advice_on_alerts(alerts: Sequence[Alert], today: date) -> Iterator[Fault]:
    """What has ended is shown nowhere any more."""
    for alert in alerts:
        if alert.valid_to < today:
            message = (
                f"varování skončilo {alert.valid_to} a web ho neukazuje; prodlužte ho, nebo smažte"
            )
            yield alert.fault("valid_to", message)
