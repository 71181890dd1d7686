"""Which templates may fit a question: by what its writer chose and wrote."""

from dataclasses import dataclass
from typing import Final

from centre.language.folding import fold
from centre.texts.crisis_words import pattern_of
from centre.texts.replies.templates import ReplyTemplate, ReplyTemplates

MOST_SUGGESTED: Final = 3
_MOST_WORDS = 3  # a long letter that names everything must not outweigh what was chosen
CRISIS: Final = "crisis"


@dataclass(frozen=True, slots=True)
class Question:
    """What is known of a question that waits for an answer."""

    kind: str
    text: str
    topic: str = ""
    urgent: bool = False
    by_a_child: bool = False


def suggested(templates: ReplyTemplates, question: Question) -> tuple[ReplyTemplate, ...]:
    """At most three templates in Czech, the likeliest first; none where nothing speaks for any."""
    weights = {name: _weight(templates, name, question) for name in templates.names}
    likely = sorted((name for name in weights if weights[name]), key=lambda name: -weights[name])
    return tuple(templates.original(name) for name in likely[:MOST_SUGGESTED])


def _weight(templates: ReplyTemplates, name: str, question: Question) -> int:
    front = templates.original(name).front
    if front.kinds and question.kind not in front.kinds:
        return 0
    phrases = (each.front.words for each in templates.in_all_languages(name))
    pattern = pattern_of(tuple(phrase for listed in phrases for phrase in listed))
    found = {match[0] for match in pattern.finditer(fold(question.text))}
    weight = 2 * min(len(found), _MOST_WORDS)
    weight += 3 * (question.topic in front.topics)
    weight += 2 * (question.by_a_child and front.for_children)
    # In a crisis it comes first whatever else the question is about.
    return weight + 10 * (question.urgent and bool(found) and CRISIS in front.topics)
