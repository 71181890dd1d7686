"""The tables of docs/threat-model.md: who holds what, and what opens; measured, never typed.

`python -m tests.intake.keys.table` tries everything and writes them anew.
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.intake.keys import attempts
from tests.intake.keys.holders import HOLDERS, Attacker, Holder
from tests.intake.keys.service_life import Life, Written, cheap_time, live
from tests.paths import ROOT

DOCUMENT = ROOT / "docs" / "threat-model.md"
BEGIN = "<!-- tried: begin; `make tried` writes it anew -->"
END = "<!-- tried: end -->"
_BLOCK = re.compile(rf"{re.escape(BEGIN)}\n(.*?){re.escape(END)}", re.DOTALL)

READ: Mapping[str, Written] = {
    "message before": Written.BEFORE,
    "message after": Written.AFTER,
    "note before": Written.NOTE_BEFORE,
    "note after": Written.NOTE_AFTER,
    "address before": Written.ADDRESS_BEFORE,
    "address after": Written.ADDRESS_AFTER,
    "deleted message": Written.DELETED,
}
DONE: Mapping[str, Callable[[Attacker], bool | None]] = {
    "open the mailbox": attempts.opens_mailbox,
    "work at the desk": attempts.works_at_desk,
    "use the team's newest key": attempts.opens_team_key,
    "test a guess at home": attempts.confirms_guess,
    "answer as the team": attempts.answers_as_team,
    "let somebody in": attempts.lets_somebody_in,
    "bring back what was deleted": attempts.brings_back_deleted,
}
WORDS = {True: "**yes**", False: "no", None: "–"}


@dataclass(frozen=True)
class Outcome:
    """What somebody read, and what they could do; None where there was nothing to try it with."""

    read: set[Written] | None
    done: Mapping[str, bool | None]

    @property
    def words_read(self) -> list[str]:
        """A cell for each thing that can be read."""
        return [
            WORDS[None if self.read is None else written in self.read] for written in READ.values()
        ]

    @property
    def words_done(self) -> list[str]:
        """A cell for each thing that can be done."""
        return [WORDS[self.done[what]] for what in DONE]


def outcomes() -> dict[Holder, Outcome]:
    """Let a service live, and everybody try everything."""
    with cheap_time(), tempfile.TemporaryDirectory() as folder:
        life = live(Path(folder))
        return {holder: _outcome(holder, life) for holder in HOLDERS}


def _outcome(holder: Holder, life: Life) -> Outcome:
    return Outcome(
        read=attempts.reads(Attacker.of(holder, life)),
        done={what: attempt(Attacker.of(holder, life)) for what, attempt in DONE.items()},
    )


def written(tried: Mapping[Holder, Outcome]) -> str:
    """Both tables in Markdown."""
    read = ((who, outcome.words_read) for who, outcome in tried.items())
    done = ((who, outcome.words_done) for who, outcome in tried.items())
    tables = (
        _table(
            ["Who", "holds", *READ],
            ([who.who, ", ".join(who.holds), *cells] for who, cells in read),
        ),
        _table(["Who", *DONE], ([who.who, *cells] for who, cells in done)),
    )
    return "\n" + "\n".join(tables) + "\n"


def _table(head: list[str], rows: Iterator[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def in_docs() -> str:
    """What stands between the two marks in the threat model."""
    found = _BLOCK.search(DOCUMENT.read_text("utf-8"))
    return found[1] if found else ""


def main() -> None:
    """Try everything, and write it down."""
    new = f"{BEGIN}\n{written(outcomes())}{END}"
    text = DOCUMENT.read_text("utf-8")
    DOCUMENT.write_text(_BLOCK.sub(lambda _: new, text, count=1), "utf-8")


if __name__ == "__main__":
    main()
