"""Writes the folder of a new centre: only what is its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import Final

from centre.facts.loading import Facts, load_facts
from centre.language.languages import ORIGINAL
from centre.layers.folder import COMMON_FILE
from centre.listings.loading import TARGET_GROUPS
from centre.starting.adopting import adopted, names_of
from centre.starting.answers import Answers
from centre.starting.own_facts import facts_files
from centre.starting.target_groups import target_groups
from centre.starting.tasks import TASKS_FILE, tasks

STARTERS: Final = Path(__file__).parent / "pages"
_EXAMPLES: Final = Path(__file__).parents[2] / "examples"
EXAMPLES: Final = tuple(sorted(path.name for path in _EXAMPLES.iterdir() if path.is_dir()))
"""The names of the centres whose words may be lent."""
_REVIEW_AFTER: Final = timedelta(days=182)
_ADOPTED: Final = ("home", "mission", "target-groups", "outreach")
"""Pages whose words another centre may lend. All others tell who it is, or are made of facts."""

_COMMON: Final = """\
# Pod touto složkou leží společné texty programu: o zdraví, právech, krizi a další.
# without: značky těch, které mluví o něčem, co neděláte, třeba [food, hygiene].
without: []
seen: {}
"""

_NOT_KEPT: Final = """\
.published-facts
.editing.lock
/pictures/
"""
"""Notes of the program in the folder, and photos: a history never forgets a face."""

_ABSTINENCE: Final = {
    "not-required": "Život bez drog není podmínkou pomoci. Kdo se pro něj rozhodne, toho"
    " podpoříme.",
    "one-goal": "Život bez drog je jeden z možných cílů. Kdo k němu míří, toho podpoříme.",
    "prospect": "Život bez drog vidíme jako možný výhled. Podmínkou pomoci není.",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A centre whose words may be lent: the folder of its Czech pages, and its facts."""

    pages: Path
    facts: Facts


def lent(name: str) -> Example:
    """The example of that name, one of EXAMPLES."""
    folder = _EXAMPLES / name
    return Example(pages=folder / ORIGINAL / "pages", facts=load_facts(folder / "data"))


def files(answers: Answers, today: date, example: Example | None) -> Mapping[str, str]:
    """The text of every file of the new folder, by its path there."""
    goals = ("personal-goals",)
    made = {f"data/{name}": text for name, text in facts_files(answers, today, goals).items()}
    made[f"data/{TARGET_GROUPS}"] = target_groups(answers)
    made[f"data/{COMMON_FILE}"] = _COMMON
    for page, text in _pages(answers, today, example):
        made[f"{ORIGINAL}/pages/{page}.md"] = text
    made[TASKS_FILE] = tasks(answers, made)
    made[".gitignore"] = _NOT_KEPT
    return made


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the files into a folder that is not there yet, or empty. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(17, "složka není prázdná", str(folder))
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _pages(answers: Answers, today: date, example: Example | None) -> Iterator[tuple[str, str]]:
    given = {
        "today": str(today),
        "next_review": str(today + _REVIEW_AFTER),
        "abstinence": _ABSTINENCE[answers.abstinence],
        "age": _age(answers),
    }
    for page in sorted(path.stem for path in STARTERS.glob("*.md")):
        if page == "no-outreach":
            continue
        goes_out = page != "outreach" or bool(answers.outreach_towns)
        words = _words_of(example, page) if example and goes_out else ""
        if example and words:
            names = names_of(example.facts)
            yield page, adopted(words, names, today, today + _REVIEW_AFTER)
        else:
            starter = page if goes_out else "no-outreach"
            text = (STARTERS / f"{starter}.md").read_text("utf-8")
            yield page, Template(text).substitute(given)


def _words_of(example: Example, page: str) -> str:
    """The page of an example, if it can lend it: one without outreach has only that to say."""
    file = example.pages / f"{page}.md"
    if page not in _ADOPTED or not file.exists():
        return ""
    if page == "outreach" and not example.facts.towns:
        return ""
    return file.read_text("utf-8")


def _age(answers: Answers) -> str:
    if answers.minimum_age is None:
        return "Doplňte: jestli máte nějakou věkovou hranici."
    return "Některé služby máme až od [[fact:minimum_age]] let. Je vám méně? Poradíme, kam jít."
