"""What is known of a question that waits for an answer, from its conversation."""

from collections.abc import Sequence

from centre.texts.replies.suggestions import Question
from intake_service.work.conversation.threads import Message


def question_of(kind: str, messages: Sequence[Message], *, urgent: bool) -> Question:
    """What the sender wrote since the last answer, or at all while there is none newer; what was
    chosen in the form holds for the whole conversation."""
    asked = [each for each in messages if not each.from_team]
    last_answer = max((each.position for each in messages if each.from_team), default=0)
    newest = [each for each in asked if each.position > last_answer] or asked[-1:]
    chosen = {name: value for each in asked for name, value in each.extras.items()}
    return Question(
        kind=kind,
        text="\n".join(each.text for each in newest),
        topic=chosen.get("topic", ""),
        urgent=urgent,
        by_a_child=any(each.is_from_a_child for each in asked),
    )
