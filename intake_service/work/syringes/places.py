"""In what sort of place syringes lie, as far as the words of a report tell."""

import re
from typing import Final

from centre.language.i18n import N_, gettext
from intake_service.store.terms import FindPlace

NAMES: Final = {
    FindPlace.PLAYGROUND: N_("playground"),
    FindPlace.SCHOOL: N_("school or kindergarten"),
    FindPlace.PARK: N_("park or wood"),
    FindPlace.STATION: N_("station or stop"),
    FindPlace.STREET: N_("street or car park"),
    FindPlace.OTHER: N_("another place"),
}
"""What they are called, as messages; where children are comes first."""

OF_CHILDREN: Final = (FindPlace.PLAYGROUND, FindPlace.SCHOOL)

_WORDS: Final = {
    FindPlace.PLAYGROUND: r"hřišt|pískovišt|prolézačk|playground|sandpit|майданчик|пісочниц",
    FindPlace.SCHOOL: r"škol|jesl[eí]|školk|school|kindergarten|школ|садоч|садк",
    FindPlace.STREET: r"parkovišt|ulic|chodník|car park|street|pavement|парков|вулиц|тротуар",
    FindPlace.PARK: r"\bpar(?:k|ku|kem|ky|ků|cích)\b|\bles[aeuíy]?\b|\bpark\b|\bwood|парк|ліс",
    FindPlace.STATION: r"nádraž|zastávk|station|bus stop|вокзал|зупинк|станці",
}
_PATTERNS: Final = {place: re.compile(words) for place, words in _WORDS.items()}


def name(place: FindPlace) -> str:
    """What a sort of place is called, in the language spoken."""
    return gettext(NAMES[place])


def told_by(text: str) -> FindPlace:
    """The sort of place that a text speaks of; of several, where children are."""
    folded = text.casefold()
    found = (place for place, pattern in _PATTERNS.items() if pattern.search(folded))
    return next(found, FindPlace.OTHER)
