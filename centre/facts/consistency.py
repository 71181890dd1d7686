"""Facts that are right by themselves but disagree with each other: overlaps, unknown names, two
spellings.

Each check takes what could be read and gives its faults; ``advice`` gives what deserves a look but
must never stop a build, because nobody may be there to mend it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from centre.facts.centre import PURPOSES, Centre
from centre.facts.clock_times import end_in_figures
from centre.facts.helplines import Helpline
from centre.facts.opening_hours import EVERYWHERE, Block, Closure, HoursOfPlace, Special
from centre.facts.places import Place, Premises, Town
from centre.language.languages import ORIGINAL
from centre.reading.faults import Fault
from centre.reading.messages import fold, suggestion
from centre.reading.models import Fact


def centre_and_places(
    centre: Centre, premises: Sequence[Premises], towns: Sequence[Town]
) -> Iterator[Fault]:
    """The centre's own facts against its places."""
    phones = centre.contacts.phones
    purposes = [*PURPOSES, *phones]
    for place in premises:
        if place.phone not in purposes:
            yield place.fault(
                "phone",
                f"telefon „{place.phone}“ v centre.yaml není{suggestion(place.phone, purposes)}",
            )
    for purpose, phone in phones.items():
        if purpose not in PURPOSES and purpose not in {place.phone for place in premises}:
            near = suggestion(purpose, PURPOSES)
            yield phone.fault("", f"telefon „{purpose}“ nepoužívá žádné místo v places.yaml{near}")
        if phone.fictional and not centre.demo:
            yield phone.fault(
                "number", f"{phone.number} je smyšlené číslo; smí tu být jen v ukázce (demo: true)"
            )
    for town in towns:
        if town.district not in centre.service_area:
            near = suggestion(town.district, centre.service_area)
            yield town.fault(
                "district", f"okres „{town.district}“ není mezi okresy v centre.yaml{near}"
            )


def places(
    premises: Sequence[Premises], towns: Sequence[Town], home: str | None
) -> Iterator[Fault]:
    """One place has one name, and one name means one place."""
    seen: dict[str, Place] = {}
    everywhere: tuple[Place, ...] = (*premises, *towns)
    for place in everywhere:
        if place.id == EVERYWHERE:
            yield place.fault("id", f"značka „{EVERYWHERE}“ znamená všechna místa; zvolte jinou")
        if place.id in seen:
            first = seen[place.id]
            yield place.fault(
                "id", f"značka „{place.id}“ už patří jinému místu (řádek {first.line})"
            )
        seen.setdefault(place.id, place)
    titles: dict[str, Town] = {}
    for town in towns:
        first = titles.setdefault(fold(town.title_in(ORIGINAL)), town)
        if first is not town:
            yield town.fault(
                "name", f"totéž místo už je na řádku {first.line} jako „{first.title_in(ORIGINAL)}“"
            )
    yield from _one_spelling(premises, towns, home)


def _one_spelling(
    premises: Sequence[Premises], towns: Sequence[Town], home: str | None
) -> Iterator[Fault]:
    spellings = {fold(home): home} if home else {}
    named: list[tuple[str, Fact, str]] = [(town.name.cs, town, "name") for town in towns]
    named += [(place.address.town, place.address, "town") for place in premises]
    for name, fact, field in named:
        first = spellings.setdefault(fold(name), name)
        if name != first:
            yield fact.fault(field, f"jedno město má dvě jména: „{name}“ a „{first}“")


def hours(
    entries: Sequence[HoursOfPlace], known: set[str] | None, towns: set[str]
) -> Iterator[Fault]:
    """Weekly hours: known places, no overlap, and never one worker alone outdoors.

    ``known`` is None when the places could not be read at all.
    """
    seen: dict[str, HoursOfPlace] = {}
    for entry in entries:
        if known is not None and entry.place not in known:
            yield entry.fault("place", unknown_place(entry.place, known))
        if entry.place in seen:
            first = seen[entry.place].line
            yield entry.fault(
                "place", f"„{entry.place}“ už hodiny má na řádku {first}; napište je k sobě"
            )
        seen.setdefault(entry.place, entry)
        for block, later in combinations(entry.blocks, 2):
            if block.meets(later):
                yield later.fault(
                    "from", f"kryje se s hodinami {_times(block)} na řádku {block.line}"
                )
        for block in entry.blocks:
            if block.staff == 1 and entry.place in towns:
                yield block.fault("staff", "v terénu jsou vždy nejméně dva pracovníci")


def exceptions(
    closures: Sequence[Closure], specials: Sequence[Special], known: set[str] | None
) -> Iterator[Fault]:
    """Closures and special openings: known places, and nothing open and closed at once."""
    both: tuple[Closure | Special, ...] = (*closures, *specials)
    for exception in both:
        for place in exception.places:
            if known is not None and place not in known | {EVERYWHERE}:
                yield exception.fault("places", unknown_place(place, known))
    for special in specials:
        for closure in closures:
            if special.meets(closure):
                reason = closure.because.in_(ORIGINAL)
                yield special.fault(
                    "date", f"v tu dobu je zavřeno ({reason}, řádek {closure.line})"
                )
    for special, later in combinations(specials, 2):
        if later.meets(special):
            yield later.fault("from", f"kryje se s mimořádnou dobou na řádku {special.line}")


def helplines(lines: Sequence[Helpline]) -> Iterator[Fault]:
    """Each helpline once."""
    seen: dict[str, Helpline] = {}
    for helpline in lines:
        if helpline.id in seen:
            first = seen[helpline.id].line
            yield helpline.fault("id", f"linka „{helpline.id}“ už je na řádku {first}")
        seen.setdefault(helpline.id, helpline)


def advice(
    entries: Sequence[HoursOfPlace],
    exceptions: Sequence[Closure | Special],
    places: Sequence[Place],
    today: date,
) -> Iterator[Fault]:
    """What has passed, or seems forgotten."""
    for exception in exceptions:
        last_day = exception.last_day if isinstance(exception, Closure) else exception.day
        if last_day < today:
            yield exception.fault("", f"skončilo {last_day}; můžete to smazat")
    for entry in entries:
        for block in entry.blocks:
            if block.valid_to and block.valid_to < today:
                yield block.fault(
                    "valid_to", f"platnost skončila {block.valid_to}; řádky můžete smazat"
                )
    for place in places:
        missing = [
            name
            for name in ("accessibility", "directions", "coordinates")
            if not getattr(place, name, 1)
        ]
        if missing:
            yield place.fault(
                "", f"chybí {', '.join(missing)}; pro čtenáře to na stránce místa je důležité"
            )
    with_hours = {entry.place for entry in entries if entry.blocks}
    for place in places:
        if place.id not in with_hours:
            yield place.fault("id", f"místo „{place.id}“ nemá v hours.yaml žádné hodiny")


def unknown_place(place: str, known: Iterable[str]) -> str:
    """What to say of a place that ``places.yaml`` does not know."""
    return f"místo „{place}“ v places.yaml není{suggestion(place, sorted(known))}"


def _times(block: Block) -> str:
    return f"{block.day} {block.opens:%H:%M}–{end_in_figures(block.closes)}"
