"""``make check`` reads as a careful colleague would: errors end it, advice is only told."""

import shutil
import stat
import time
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from centre.intake.passage_names import PASSAGE_NAMES
from centre.proofreading import checks, proof_reader
from centre.proofreading.checks import spelling
from centre.proofreading.proof_reader import ProofReader
from centre.reading.faults import Faults
from centre.texts import content
from site_plugins.checks import check_content
from site_plugins.run.reading import read_content
from tests.paths import ROOT
from tests.unprivileged import closed, unprivileged

CHECKS = f"{checks.__name__}."

PAGE = """---
title: {title}
translation_id: {id}
slug: {id}
lead: >-
  {lead}
group: help
reviewed_on: 2026-01-05
next_review: {next}
---

{text}
"""


@dataclass
class House:
    """The facts of the sample centre around a few pages of a test's own."""

    folder: Path

    def write(
        self,
        lang: str,
        page_id: str,
        text: str,
        *,
        title: str = "Nadpis",
        lead: str = "Úvod.",
        next: str = "2027-01-05",
    ) -> None:
        path = self.folder / lang / "pages" / f"{page_id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            PAGE.format(id=page_id, text=text, title=title, lead=lead, next=next), "utf-8"
        )

    def check(self, *options: str, day: str = "2026-11-21") -> tuple[int, list[str]]:
        result = CliRunner().invoke(check_content.main, [str(self.folder), "--day", day, *options])
        return result.exit_code, result.output.replace(f"{self.folder}/", "").splitlines()


@pytest.fixture
def house(tmp_path: Path) -> House:
    for part in ("data", "brand", "documents"):
        shutil.copytree(ROOT / "content" / part, tmp_path / part)
    (tmp_path / "data" / "search_questions.yaml").unlink()  # they lead to pages that are not here
    shutil.rmtree(tmp_path / "brand" / "drawings")  # so do they
    house = House(tmp_path)
    house.write("cs", "home", "Vítejte.")
    return house


@pytest.fixture(autouse=True)
def _no_dictionary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spelling, "PROGRAM", tmp_path / "no-hunspell")


def test_errors_of_all_kinds_and_files_end_the_check(house: House) -> None:
    house.write("cs", "first", "Viz [zde](page:home).\n\nPřijď.", title="Feťáci", lead="Co je KHS.")
    intake = house.folder / "cs" / "intake"
    intake.mkdir()
    for name in PASSAGE_NAMES:
        (intake / f"{name}.md").write_text("Pasáž.\n", "utf-8")
    (intake / "promise.md").write_text("Volejte 155.\n", "utf-8")
    code, lines = house.check()
    assert code == 1
    assert [line.split(" ")[0] for line in lines] == [
        "cs/intake/promise.md:1:",
        "cs/pages/first.md:2:",
        "cs/pages/first.md:5:",
        "cs/pages/first.md:12:",
        "cs/pages/first.md:14:",
        "Chyb:",
    ]
    assert "title: „Feťáci“" in lines[1]
    assert "lead: zkratku „KHS“" in lines[2]


def test_missing_and_renamed_passages_end_the_check(house: House) -> None:
    intake = house.folder / "cs" / "intake"
    intake.mkdir()
    for name in PASSAGE_NAMES - {"crisis"}:
        (intake / f"{name}.md").write_text("Pasáž.\n", "utf-8")
    (intake / "crisis.MD").write_text("Pasáž.\n", "utf-8")
    code, lines = house.check()
    assert code == 1
    assert lines == [
        "cs/intake/crisis.MD:1: program takový soubor nečte; přejmenujte ho na „crisis.md“",
        "cs/intake/crisis.md:1: pasáž chybí a formuláře ji potřebují; vraťte ji",
        "Chyb: 2",
    ]


def test_advice_is_told_and_fails_nothing(house: House) -> None:
    house.write("cs", "first", 'Řekl "ano".')
    code, lines = house.check()
    assert code == 0
    assert [line for line in lines if line.startswith("Rada: ")] == [
        'Rada: cs/pages/first.md:12: uvozovky "; v tomto jazyce se píší „…“'
    ]
    assert lines[-1].startswith("V pořádku: 2 stránek")


def test_a_build_stops_at_an_error_and_a_preview_shows_it(house: House) -> None:
    house.write("cs", "home", "Viz [zde](page:home).")
    settings = {
        "PATH": house.folder,
        "BUILD_DAY": "2026-11-21",
        "OUTPUT_PATH": house.folder / "output",
    }
    with pytest.raises(Faults, match="neříká, kam vede"):
        read_content(SimpleNamespace(settings={**settings, "WATCH": False}))
    preview = SimpleNamespace(settings={**settings, "WATCH": True})
    read_content(preview)
    assert [fault.line for fault in preview.settings["BUILD"].faults] == [12]


def test_an_overdue_review_is_advice(house: House) -> None:
    house.write("cs", "first", "Text.", next="2026-11-20")
    code, lines = house.check()
    assert code == 0
    assert "Rada: cs/pages/first.md:9: next_review: kontrola měla být do 20. 11. 2026" in "\n".join(
        lines
    )
    assert "next_review" not in "\n".join(house.check(day="2026-11-20")[1])


def test_a_fault_in_an_editors_list_is_told_with_its_line(house: House) -> None:
    (house.folder / "data" / "words_to_avoid.yaml").write_text(
        "cs:\n  - words: fuj\n    rekni: jej\n", "utf-8"
    )
    code, lines = house.check()
    assert code == 1
    assert any(
        line.startswith("data/words_to_avoid.yaml:3: cs.0.rekni: neznámé pole") for line in lines
    )


def test_editors_extend_the_lists(house: House) -> None:
    house.write("cs", "first", "Fuj, to je šumák. Pomůže KHS.")
    house.write("en", "first", "Go to Úpice or Řípec.")
    (house.folder / "data" / "words_to_avoid.yaml").write_text(
        "cs:\n  - words: šum*\n    say: ticho\n", "utf-8"
    )
    (house.folder / "data" / "abbreviations.yaml").write_text("cs: ČR, KHS\n", "utf-8")
    (house.folder / "data" / "spelling.txt").write_text("# jména\nŘípec  # obec\n", "utf-8")
    _, lines = house.check()
    assert lines == ["cs/pages/first.md:12: „šumák“ člověka sráží; lépe: ticho", "Chyb: 1"]


def test_without_a_dictionary_one_line_says_so(house: House) -> None:
    code, lines = house.check()
    assert code == 0
    assert [line for line in lines if "hunspell" in line] == [
        "Pravopis nezkontrolován: chybějí balíky hunspell a hunspell-cs."
    ]


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """A program in place of hunspell: it hears the same and answers the same way."""
    folder = folder / ".stand-in"  # beside the content, and no part of it
    folder.mkdir()
    program = folder / "stand-in"
    dictionary = folder / "cs_CZ"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    dictionary.with_suffix(".dic").touch()
    monkeypatch.setattr(spelling, "PROGRAM", program)
    monkeypatch.setattr(spelling, "DICTIONARY", dictionary)


def test_unknown_words_are_advice_at_their_first_place(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    house.write("cs", "first", "Přijtě k nám.\n\nPřijtě do Přijtětína. Přijtě naloxon HIV.")
    house.write("en", "first", "Prijte.")
    stand_in(monkeypatch, tmp_path, "grep '^Při\\|nalox\\|HIV\\|Prijte'")
    code, lines = house.check()
    assert code == 0
    assert [
        line.partition(";")[0] for line in lines if "slovník" in line and "/pages/" in line
    ] == ["Rada: cs/pages/first.md:12: slovo „Přijtě“ slovník nezná"]


def test_a_broken_dictionary_is_no_error(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in(monkeypatch, tmp_path, "exit 3")
    code, lines = house.check()
    assert code == 0
    assert any(line.startswith("Pravopis nezkontrolován: hunspell selhal") for line in lines)


def advice_to_read_oneself(house: House) -> list[str]:
    _, lines = house.check()
    return [line.partition("pravidla: ")[2] for line in lines if "nemá pravidla" in line]


def test_a_check_without_rules_for_a_language_says_so_once(house: House) -> None:
    assert advice_to_read_oneself(house) == []
    house.write("en", "home", "Welcome.")
    house.write("uk", "home", "Вітаємо.", title="Назва", lead="Вступ.")
    assert advice_to_read_oneself(house) == ["pravopis (en, uk)"]


def test_a_language_without_words_to_avoid_is_told(house: House) -> None:
    house.write("en", "home", "Welcome.")
    avoided = house.folder / "data" / "words_to_avoid.yaml"
    czech = avoided.read_text("utf-8").partition("\nen:\n")[0]
    avoided.write_text(czech + "\n", "utf-8")
    assert advice_to_read_oneself(house) == ["pravopis (en); slova, která člověka srážejí (en)"]


def test_no_check_forgets_to_say_which_languages_it_knows() -> None:
    modules = [import_module(each.name) for each in iter_modules(checks.__path__, CHECKS)]
    knowing = [each.LANGUAGES_KNOWN for each in modules if hasattr(each, "LANGUAGES_KNOWN")]
    told = [id(languages) for languages in proof_reader.LANGUAGES_KNOWN.values()]
    assert len(knowing) > 7
    assert {id(languages) for languages in knowing} <= set(told)


def test_the_real_dictionary_answers_as_the_stand_in(
    hunspell: str, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("cs", "first", "Přijtě k nám, pomůžeme vám.")
    monkeypatch.setattr(spelling, "PROGRAM", Path(hunspell))
    _, lines = house.check()
    assert [line.partition(";")[0] for line in lines if "slovník" in line] == [
        "Rada: cs/pages/first.md:12: slovo „Přijtě“ slovník nezná"
    ]


@pytest.mark.usefixtures("takes_seconds")
def test_the_sample_has_no_fault_of_language_and_reading_it_takes_little() -> None:
    sample = content.read(ROOT / "content", date(2026, 11, 21))
    before = time.process_time()
    reader = ProofReader(sample)
    assert reader.errors() == []
    reader.advice()
    assert time.process_time() - before < 3


@pytest.mark.parametrize(
    ("name", "mode"),
    [("data/hours.yaml", 0), ("data/map.yaml", 0), (".", 0), ("cs", 0o444), ("brand", 0o444)],
)
def test_what_may_not_be_read_is_told_by_its_name(tmp_path: Path, name: str, mode: int) -> None:
    root = shutil.copytree(ROOT / "content", tmp_path / "content")

    def checked() -> tuple[int, list[str]]:
        with closed(root / name, mode):
            result = CliRunner().invoke(check_content.main, [str(root), "--day", "2026-11-21"])
        return result.exit_code, result.output.splitlines()

    code, told = unprivileged(checked)
    assert code == 1
    assert [line for line in told if line.startswith(str(root / name)) and "oprávnění" in line]
    assert not any("nečekanou chybou" in line for line in told)


@pytest.mark.usefixtures("whole_content")
@pytest.mark.parametrize(
    ("name", "mode"),
    [
        *((name, 0) for name in ("data/results.csv", "data/spelling.txt", "brand/wordmark.svg")),
        *((name, 0) for name in ("cs/pages/home.md", "cs", "cs/intake", "data", "data/goals")),
        *((name, 0o444) for name in ("uk/intake", "cs/pages", "data", "data/goals", ".")),
    ],
)
def test_so_it_is_with_every_kind_of_file_and_folder(tmp_path: Path, name: str, mode: int) -> None:
    test_what_may_not_be_read_is_told_by_its_name(tmp_path, name, mode)
