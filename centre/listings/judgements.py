"""What cannot be counted: ``judgements.yaml``, how the staff judge once a year whether things go
better."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from centre.listings.goals import Goals, Item, Kind
from centre.reading.faults import Fault
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.values import Translations, WholeNumber, refuse

SERVICE = "service"
"""The judgement of the whole: does the help fit where people live, and does it work?"""

Trend = Literal["better", "same", "worse", "unclear"]

_KINDS: dict[str, Kind] = {"indicator": "indicators", "effect": "effects"}
_ABOUT = re.compile(r"(indicator|effect) (\S+)")


class Judgement(Fact):
    """One thing that was judged: ``service``, or „indicator 1.3“ or „effect 7“ of the goals."""

    about: Annotated[str, Field(title="Čeho se týká")]
    trend: Annotated[
        Trend,
        Field(title="Jak", description="better: lépe; same: stejně; worse: hůř; unclear: nevíme"),
    ]
    text: Annotated[Translations | None, Field(title="Slovy")] = None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.about != SERVICE and not _ABOUT.fullmatch(self.about):
            raise refuse(
                "about", "čekáme service, indicator a značku, nebo effect a číslo, třeba „effect 7“"
            )
        return self

    def item(self, goals: Goals) -> Item | None:
        """The goal's item that was judged; nothing for the whole, or where the centre tells no such
        item."""
        return goals.marks(_KINDS[self.about.split()[0]]).get(self.mark) if self.mark else None

    @property
    def mark(self) -> str:
        """The sign of the item, such as „1.3“; empty for the whole."""
        return self.about.partition(" ")[2]


class YearOfJudgements(Fact):
    """What the staff said of one year, and how they came to it."""

    year: Annotated[WholeNumber, Field(title="Rok", ge=1990, le=2100)]
    method: Annotated[Translations, Field(title="Jak to vzniklo")]
    judgements: Annotated[tuple[Judgement, ...], Field(title="Hodnocení", min_length=1)]
    sample: Annotated[bool, Field(title="Ukázka")] = False


class Judgements(Fact):
    """``judgements.yaml``."""

    years: Annotated[tuple[YearOfJudgements, ...], Field(title="Roky")] = ()

    @property
    def latest(self) -> YearOfJudgements | None:
        """The newest year, if there is any."""
        return max(self.years, key=lambda each: each.year, default=None)


def faults_in_judgements(
    judgements: Judgements, goals: Goals, this_year: int, *, demo: bool
) -> Iterator[Fault]:
    """Years and things judged twice or not yet, unknown to the goals, or measured by figures
    instead."""
    seen: set[int] = set()
    for year in judgements.years:
        if year.year in seen or year.year > this_year:
            objection = "ještě nenastal" if year.year > this_year else "tu už je"
            yield year.fault("year", f"rok {year.year} {objection}")
        seen.add(year.year)
        if year.sample and not demo:
            yield year.fault("sample", "ukázkové hodnocení smí být jen v ukázce (demo: true)")
        judged: set[str] = set()
        for judgement in year.judgements:
            if judgement.about in judged:
                yield judgement.fault("about", f"„{judgement.about}“ tu už je")
            judged.add(judgement.about)
            yield from _against(goals, judgement)


def _against(goals: Goals, judgement: Judgement) -> Iterator[Fault]:
    if not judgement.mark:
        return
    known = {
        f"{one} {mark}": item
        for one, kind in _KINDS.items()
        for mark, item in goals.marks_anywhere(kind).items()
    }
    item = known.get(judgement.about)
    if item is None:
        near = suggestion(judgement.about, known)
        yield judgement.fault("about", f"„{judgement.about}“ v cílech není{near}")
    elif item.figures:
        yield judgement.fault(
            "about", f"„{judgement.about}“ se měří čísly ve výsledcích, ne hodnocením"
        )
