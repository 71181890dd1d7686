"""Pages of the site that an answer may lead to, by what the question is about."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from centre.texts.replies.suggestions import Question

BY_TOPIC: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "health": ("wound", "needle-prick", "infections"),
        "testing": ("when-to-test", "infections", "vaccination"),
        "exchange": ("safer-use", "needles-when-closed"),
        "crisis": ("crisis", "after-hours"),
        "treatment": ("treatment", "hepatitis-c-cure"),
        "social": ("social-help",),
        "housing": ("social-help",),
        "law": ("rights", "being-hurt"),
        "flat": ("flat-visits", "flat-visit-checklist"),
    }
)
BY_KIND: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "relatives": ("close-ones", "parents-found-bag", "parents-throw-out", "parents-debts"),
        "complaint": ("complaints", "rights"),
        "journalist": ("journalists",),
        "trainee": ("jobs",),
    }
)
ALWAYS: Final = ("outreach", "contact", "first-visit")


def pages(question: Question) -> tuple[str, ...]:
    """Ids of pages, the likeliest first; one that a centre does not have is left to the reader."""
    crisis = BY_TOPIC["crisis"] if question.urgent else ()
    topic = BY_TOPIC.get(question.topic, ())
    return tuple(dict.fromkeys((*crisis, *topic, *BY_KIND.get(question.kind, ()), *ALWAYS)))
