"""Whom a new centre is for: groups in words that hold for any of its scope."""

from collections.abc import Iterator
from typing import Final

from centre.starting.answers import Answers
from centre.starting.own_facts import scalar

_Group = tuple[str, str, str, str]
"""Anchor, kind, title, text."""

_ILLEGAL: Final[_Group] = (
    "uzivate-drogy",
    "illegal",
    "Užíváte drogy",
    "Často, občas, nebo zkoušíte. Závislost mít nemusíte a přestat slibovat taky ne.",
)
_LEGAL: Final[_Group] = (
    "alkohol-a-leky",
    "legal",
    "Pijete alkohol nebo berete léky",
    "Když vám to přerůstá přes hlavu, přijďte nebo napište.",
)
_BEHAVIOURAL: Final[_Group] = (
    "zavislost-bez-latky",
    "behavioural",
    "Hrajete o peníze",
    "Závislost může vzniknout i bez látky. I s tím přijďte.",
)
_CLOSE_ONES: Final[_Group] = (
    "blizci",
    "close-ones",
    "Máte strach o někoho blízkého",
    "Pomoc je i pro vás. Začněte stránkou [Pro blízké](page:close-ones).",
)
_OF_SCOPE: Final = {
    "illegal": (_ILLEGAL, _CLOSE_ONES),
    "all": (_ILLEGAL, _LEGAL, _CLOSE_ONES),
    "behavioural": (_ILLEGAL, _LEGAL, _BEHAVIOURAL, _CLOSE_ONES),
}


def target_groups(answers: Answers) -> str:
    """The file."""
    return "\n".join(
        [
            "# Pro koho centrum je. kind musí odpovídat poli scope v centre.yaml.",
            "groups:",
            *(line for group in _OF_SCOPE[answers.scope] for line in _lines(group)),
            "",
        ]
    )


def _lines(group: _Group) -> Iterator[str]:
    anchor, kind, title, text = group
    yield f"  - id: {anchor}"
    yield f"    kind: {kind}"
    yield f"    title: {scalar(title)}"
    yield f"    text: [{scalar(text) if ',' not in text else _quoted(text)}]"


def _quoted(text: str) -> str:
    return f'"{text}"'
