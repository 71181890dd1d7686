"""What the centre tells of itself and its work in lists: goals, groups, partners, alerts,
documents, yearly results and tables of funders.

Each list is a file in ``content/data``; none has to be there. A text shows one by
``[[list:name]]``. The service needs none of them, so a slip in one never touches it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from centre.documents.documents import (
    DOCUMENTS_FILE,
    FOLDER,
    Documents,
    advice_on_documents,
    read_documents,
)
from centre.facts.centre import Centre
from centre.layers.folder import data_file, layers_of, text_files
from centre.listings import texts
from centre.listings.accessibility import (
    Accessibility,
    accessibility_text,
    advice_on_accessibility,
)
from centre.listings.alerts import Alert, Alerts, advice_on_alerts, faults_in_alerts, in_force
from centre.listings.funder_tables import (
    FUNDER_TABLES,
    FunderTable,
    FunderTables,
    faults_in_funder_tables,
)
from centre.listings.goals import Goals, Model, faults_in_goals
from centre.listings.goals_text import goals_text
from centre.listings.judgements import Judgements, faults_in_judgements
from centre.listings.lines import Line, UnknownListError
from centre.listings.partners import NamedPartners, Partners, PartnerTypes, faults_in_partners
from centre.listings.results import Results, read_results
from centre.listings.target_groups import TargetGroup, TargetGroups, faults_in_groups
from centre.reading.faults import Fault, Faults
from centre.reading.files import is_there, read_below
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.reader import read_file

GOALS = "goals"
ACCESSIBILITY = "accessibility.yaml"
ALERTS = "alerts.yaml"
PARTNER_TYPES = "partner_types.yaml"
PARTNERS = "partners.yaml"
TARGET_GROUPS = "target_groups.yaml"
JUDGEMENTS = "judgements.yaml"
RESULTS = "results.csv"
LISTS = (
    *(GOALS, ACCESSIBILITY, ALERTS, PARTNER_TYPES, PARTNERS, TARGET_GROUPS, JUDGEMENTS),
    *(DOCUMENTS_FILE, RESULTS, FUNDER_TABLES),
)
"""The files of the lists, and the folder of the goals."""

_Model = TypeVar("_Model", bound=Fact)


@dataclass(frozen=True, slots=True)
class Listings:
    """All lists, as of ``day``. Those without a file are empty."""

    centre: Centre
    day: date
    goals: Goals = field(default_factory=Goals)
    groups: tuple[TargetGroup, ...] = ()
    partners: Partners = field(default_factory=Partners)
    alerts: Alerts | None = None
    judgements: Judgements = field(default_factory=Judgements)
    results: Results = field(default_factory=Results)
    accessibility: Accessibility | None = None
    documents: Documents = field(default_factory=Documents)
    funder_tables: tuple[FunderTable, ...] = ()

    @property
    def alerts_in_force(self) -> list[Alert]:
        """The alerts that hold today, the newest first."""
        return in_force(self.alerts.alerts, self.day) if self.alerts else []

    def lines(self, name: str, lang: str) -> Sequence[Line]:
        """Markdown for ``[[list:name]]``; raises UnknownListError with a Czech sentence."""
        if name not in self._texts:
            near = suggestion(name, self._texts) or f"; známe {', '.join(self._texts)}"
            raise UnknownListError(f"seznam „{name}“ neznáme{near}")
        return self._texts[name](lang)

    @property
    def _texts(self) -> dict[str, Callable[[str], Sequence[Line]]]:
        around = self.alerts or self.centre
        return {
            "goals": lambda lang: goals_text(self.goals, lang),
            "target-groups": lambda lang: texts.target_groups_text(self.groups, lang),
            "partners": lambda lang: texts.partners_text(self.partners, self.centre, lang),
            "alerts": lambda lang: texts.alerts_text(self.alerts_in_force, around, lang),
            "accessibility": lambda lang: accessibility_text(self.accessibility, self.centre, lang),
            "documents": lambda lang: texts.documents_text(self.documents, self.centre, lang),
            "judgements": lambda lang: texts.judgements_text(self.judgements, self.goals, lang),
        }

    @property
    def advice(self) -> tuple[Fault, ...]:
        """What has passed or is long ago; it stops nothing."""
        ended = advice_on_alerts(self.alerts.alerts if self.alerts else (), self.day)
        return (
            *ended,
            *advice_on_accessibility(self.accessibility, self.day),
            *advice_on_documents(self.documents),
        )


def read_listings(data: Path, centre: Centre, day: date) -> tuple[Listings, list[Fault]]:
    """All lists in the folder ``data`` as far as they are sound, and every fault."""
    made, faults = read_below(
        "listings",
        [*layers_of(data), data.parent / FOLDER],
        lambda: _read_all(data, centre, day),
        day,
        of=(centre,),
    )
    return made, list(faults)


def _read_all(data: Path, centre: Centre, day: date) -> tuple[Listings, list[Fault]]:
    reading = _Reading(data)
    paths, reading.faults = text_files(data.parent, f"{data.name}/{GOALS}", ".yaml")
    models = {path.stem: reading.at(path, Model) for path in paths}
    goals = _picked(reading, centre, models)
    groups = reading.file(TARGET_GROUPS, TargetGroups)
    types = reading.file(PARTNER_TYPES, PartnerTypes)
    named = reading.file(PARTNERS, NamedPartners)
    partners = Partners(types.types if types else (), named.partners if named else ())
    alerts = reading.file(ALERTS, Alerts)
    judgements = reading.file(JUDGEMENTS, Judgements) or Judgements()
    results = Results()
    if is_there(path := data / RESULTS):
        results, found = read_results(path, demo=centre.demo, this_year=day.year)
        reading.faults += found
    funders = reading.file(FUNDER_TABLES, FunderTables) or FunderTables()
    documents, found = read_documents(data.parent, demo=centre.demo, this_year=day.year)
    reading.faults += found
    listings = Listings(
        centre=centre,
        day=day,
        goals=goals,
        groups=groups.groups if groups else (),
        partners=partners,
        alerts=alerts,
        judgements=judgements,
        results=results,
        accessibility=reading.file(ACCESSIBILITY, Accessibility),
        documents=documents,
        funder_tables=funders.tables,
    )
    reading.faults += faults_in_goals(goals)
    reading.faults += faults_in_groups(listings.groups, centre)
    if types or not reading.exists(PARTNER_TYPES):
        reading.faults += faults_in_partners(partners, demo=centre.demo)
    reading.faults += faults_in_alerts(alerts.alerts if alerts else (), demo=centre.demo)
    reading.faults += faults_in_funder_tables(funders.tables, demo=centre.demo)
    if all(models.values()):
        reading.faults += faults_in_judgements(judgements, goals, day.year, demo=centre.demo)
    return listings, list(Faults(reading.faults).all)


def _picked(reading: "_Reading", centre: Centre, models: dict[str, Model | None]) -> Goals:
    for name in centre.goals:
        if name not in models:
            near = suggestion(name, models) or f"; známe {', '.join(models)}"
            reading.faults.append(
                centre.fault("goals", f"model cílů „{name}“ ve složce goals není{near}")
            )
    sound = {name: model for name, model in models.items() if model}
    return Goals.picked(sound, [name for name in centre.goals if name in sound])


class _Reading:
    """One run over the files; collects faults."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.faults: list[Fault] = []

    def file(self, name: str, model: type[_Model]) -> _Model | None:
        """The file as ``model``; nothing when it is faulty or is not there."""
        return self.at(data_file(self._data, name), model)

    def at(self, path: Path, model: type[_Model]) -> _Model | None:
        """The file at ``path`` as ``file`` gives it."""
        made, found = read_file(path, model, required=False)
        self.faults += found
        return made

    def exists(self, name: str) -> bool:
        """Whether there is such a file at all."""
        return is_there(data_file(self._data, name))
