"""The files of facts of a new centre, with comments for whoever edits them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from centre.language.folding import fold
from centre.reading.values import WEEKDAYS
from centre.starting.answers import NOWHERE, TO_WRITE, Answers, Hours

HOUSE: Final = "centrum"
"""The mark of the first premises."""
DISTRICT: Final = f"{TO_WRITE} okres"

_PLAIN = re.compile(r"[^\W\d_][\w /().,+–-]*[\w).]")
_NO_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


def scalar(text: str) -> str:
    """``text`` as YAML holds it: plain where that is safe, else between quotation marks."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _NO_WORDS
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def facts_files(answers: Answers, day: date, goals: Sequence[str]) -> Mapping[str, str]:
    """The text of each file of facts by its name in ``data``."""
    return {
        "centre.yaml": _centre(answers, day, goals),
        "places.yaml": _places(answers, day),
        "hours.yaml": _hours(answers, day),
        "closures.yaml": _CLOSURES.format(day=day),
    }


def _centre(answers: Answers, day: date, goals: Sequence[str]) -> str:
    return "\n".join(
        [
            "# Kdo jsme, jak se k nám dovolat a co slibujeme.",
            "# Text pro čtenáře je buď česky rovnou, nebo ve skupině cs, en, uk.",
            "demo: false  # true znamená ukázku: čísla nejdou vytočit a zprávy nikdo nečte",
            f"checked_on: {day}",
            f"name: {scalar(answers.name)}",
            "provider:",
            f"  name: {scalar(answers.provider or f'{TO_WRITE} poskytovatele')}",
            f"  legal_form: {scalar(answers.legal_form or f'{TO_WRITE} právní formu')}",
            f"  ico: {answers.ico or '00000000'}  # osm číslic",
            f"  registration: {answers.registration or '0000000'}  # číslo služby z registru MPSV",
            f"town: {scalar(answers.town)}",
            f"base_url: {answers.web or f'https://{NOWHERE}'}  # adresa webu",
            f"scope: {answers.scope}  # illegal: nelegální látky; all: i alkohol a léky;"
            " behavioural: i hraní",
            f"abstinence: {answers.abstinence}  # not-required: není podmínkou;"
            " one-goal: jeden z cílů; prospect: výhled",
            f"goals: [{', '.join(goals)}]",
            *(
                [f"minimum_age: {answers.minimum_age}"]
                if answers.minimum_age is not None
                else ["# minimum_age: 15  # když některé služby máte až od věku"]
            ),
            "contacts:",
            "  phones:",
            "    centre:",
            f"      number: {json.dumps(answers.phone)}",
            *(
                ["    outreach:", f"      number: {json.dumps(answers.outreach_phone)}"]
                if answers.outreach_phone
                else []
            ),
            f"  email: {answers.email or f'doplnte@{NOWHERE}'}",
            "answer_days: 5  # do kolika pracovních dnů odpovíte na dotaz; slibujete to čtenářům",
            f"answers_in: [{', '.join(answers.languages)}]  # v čem umíte číst a odpovídat",
            "wait_minutes: 15  # jak dlouho čekáte na domluvené schůzce",
            'recognise: "Doplňte: podle čeho lidé poznají terénní pracovníky"',
            "naloxone: ask  # yes: máte ho; no: nemáte; ask: zeptejte se",
            f"service_area: [{DISTRICT}]  # okresy, ve kterých pracujete",
            *(
                []
                if answers.hours
                else ['opening_note: "Doplňte: otevírací dobu; zapisuje se do hours.yaml"']
            ),
            "",
        ]
    )


def _places(answers: Answers, day: date) -> str:
    lines = [
        "# Kde pracujeme. Souřadnice smějí mít jen kamenná místa (premises); terén se zveřejňuje",
        "# po městech nebo jejich částech a přesné místo sem nepatří.",
        f"checked_on: {day}",
        "premises:",
        f"  - id: {HOUSE}",
        f"    name: {scalar(answers.name)}",
        "    address:",
        f"      street: {scalar(answers.street or f'{TO_WRITE} ulici a číslo')}",
        f"      town: {scalar(answers.town)}",
        f"      postal_code: {answers.postal_code or '000 00'}",
        "    phone: centre",
    ]
    if not answers.outreach_towns:
        return "\n".join([*lines, "towns: []  # terén: města, do kterých chodíte", ""])
    return "\n".join(
        [
            *lines,
            "towns:  # kinds: street ulice, park, station nádraží, stop zastávky, square náměstí",
            *(line for name in answers.outreach_towns for line in _town(name)),
            "",
        ]
    )


def _town(name: str) -> Iterator[str]:
    yield f"  - id: teren-{identifier(name)}"
    yield f"    name: {scalar(name)}"
    yield "    kinds: [street]"
    yield f"    district: {DISTRICT}"


def identifier(name: str) -> str:
    """„Žďár nad Sázavou“ as „zdar-nad-sazavou“."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _hours(answers: Answers, day: date) -> str:
    head = (
        "# Kdy jsme otevření. O svátcích je zavřeno; výjimky patří do closures.yaml.\n"
        "# day: po út st čt pá so ne   weeks: odd (liché) nebo even (sudé)\n"
        f"checked_on: {day}\n"
    )
    if not answers.hours:
        return f"{head}hours: []  # doplňte\n"
    in_order = sorted(answers.hours, key=lambda block: WEEKDAYS.index(block.day))
    blocks = "".join(f"      - {_block(block)}\n" for block in in_order)
    return f"{head}hours:\n  - place: {HOUSE}\n    blocks:\n{blocks}"


def _block(block: Hours) -> str:
    return f"{{day: {block.day}, from: {block.opens}, to: {block.closes}}}"


_CLOSURES = """\
# Výjimky: kdy je zavřeno (closures) a kdy mimořádně otevřeno (specials), třeba
#   - {{date: 2027-07-05, until: 2027-07-09, places: all, reason: Dovolená}}
checked_on: {day}
closures: []
specials: []
"""
