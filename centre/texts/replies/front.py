"""What stands above the text of a reply template."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from centre.intake.addresses import KINDS
from centre.intake.topics import TOPICS
from centre.reading.front_matter import PassageFront
from centre.reading.messages import quoted, suggestion
from centre.reading.values import refuse
from centre.texts.crisis_words import Phrases


def _one_of(known: tuple[str, ...], found: tuple[str, ...]) -> tuple[str, ...]:
    for each in found:
        if each not in known:
            near = suggestion(each, known)
            message = f"čekáme jen {', '.join(known)}; je tu {quoted(each)}{near}"
            raise refuse("unknown_choice", message)
    return found


def _kinds(found: tuple[str, ...]) -> tuple[str, ...]:
    return _one_of(KINDS, found)


def _topics(found: tuple[str, ...]) -> tuple[str, ...]:
    return _one_of(TOPICS, found)


class ReplyFront(PassageFront):
    """The head of a template.

    Kinds, topics and ``for_children`` stand in the Czech original and hold for its translations.
    """

    title: Annotated[str, Field(title="Název, podle kterého ji najdete")]
    kinds: Annotated[
        tuple[str, ...], AfterValidator(_kinds), Field(title="Ke kterým druhům dotazu patří")
    ] = ()
    topics: Annotated[
        tuple[str, ...], AfterValidator(_topics), Field(title="Ke kterým tématům")
    ] = ()
    words: Annotated[Phrases, Field(title="Slova v dotazu, po kterých se nabídne")] = ()
    for_children: Annotated[bool, Field(title="Patří k dotazu, který píše dítě")] = False

    @model_validator(mode="after")
    def _is_next_after_last(self) -> Self:
        if self.reviewed_on and self.next_review and self.next_review <= self.reviewed_on:
            message = "příští kontrola (next_review) má být po té poslední (reviewed_on)"
            raise refuse("review", message)
        return self
