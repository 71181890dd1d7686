"""Mistakes in the list of search words are told with file and line; sound ones lead where they
should."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from centre.proofreading.proof_reader import ProofReader
from centre.texts import content
from centre.texts.content import Content
from centre.texts.pages import Pages
from centre.texts.synonyms import aims, read_synonyms
from tests.paths import ROOT
from tests.site.conftest import Draft

DAY = date(2026, 11, 21)
FILE = "synonyms.yaml"


@pytest.fixture(scope="module")
def sound() -> Content:
    return content.read(ROOT / "content", DAY)


@pytest.fixture
def told(tmp_path: Path, sound: Content) -> Callable[[str | bytes], list[str]]:
    """What is wrong with the list when it says just this."""

    def read(written: str | bytes) -> list[str]:
        typed = written if isinstance(written, bytes) else written.encode()
        (tmp_path / FILE).write_bytes(typed)
        _, faults = read_synonyms(tmp_path, sound.pages, sound.texts)
        return [str(fault).replace(f"{tmp_path}/", "") for fault in faults]

    return read


def entry(**fields: str) -> str:
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "cs:\n  - " + "\n    ".join(lines) + "\n"


def test_sound_words_lead_to_their_pages(sound: Content) -> None:
    (found,) = [each for each in sound.synonyms.of("cs") if "žloutenka" in each.words]
    first, second, _ = aims(found, "cs", sound.pages)
    assert (first.page.id, first.anchor) == ("infections", "zloutenka-typu-c")
    assert (second.page.id, second.anchor) == ("testing", "")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            entry(words="perník", pages="substance"),
            "3: cs.0.pages: stránka „substance“ neexistuje; mysleli jste „substances“?",
        ),
        (
            entry(words="perník", pages="substances#stimulanty"),
            "3: cs.0.pages: stránka „substances“ nemá kotvu „stimulanty“;"
            " mysleli jste „stimulancia“?",
        ),
        (entry(words="perník"), "2: cs.0.pages: chybí povinné pole"),
        (
            entry(words="perník", pages=""),
            "3: cs.0.pages: čekáme seznam, každou položku na řádku s pomlčkou; je tu prázdno",
        ),
        (entry(words='","', pages="crisis"), "2: cs.0: chybí slova (words, nebo listed)"),
        (entry(words="perník, …", pages="crisis"), "2: cs.0.words: „…“ není slovo"),
        (
            entry(slova="perník", pages="crisis"),
            "2: cs.0.slova: neznámé pole; známe words, listed, pages",
        ),
        ("de:\n  - words: Nadel\n", "1: de: neznámé pole; známe cs, en, uk"),
        (
            "cs:\n  - words: perník, piko\n    pages: crisis\n"
            "  - listed: Pernik\n    pages: wound\n",
            "4: cs.1.listed: „Pernik“ už je na řádku 2; napište obě stránky na jedno místo",
        ),
        (
            "cs:\n  - words: perník\n    words: piko\n    pages: crisis\n",
            "3: pole „words“ je v jedné skupině dvakrát; nechte jen jedno",
        ),
        (
            b"cs:\n  - words: pern\xedk\n",
            "2: písmeno v kódování Windows-1250; uložte soubor v kódování UTF-8",
        ),
        ("", "1: soubor je prázdný"),
    ],
)
def test_every_mistake_is_told_with_its_line(
    told: Callable[[str | bytes], list[str]], written: str | bytes, fault: str
) -> None:
    assert f"{FILE}:{fault}" in told(written)


def test_a_page_that_is_not_translated_cannot_be_the_aim(tmp_path: Path, sound: Content) -> None:
    czech = Pages(page for page in sound.pages if page.id != "wound" or page.lang == "cs")
    (tmp_path / FILE).write_text("uk:\n  - words: гній\n    pages: wound\n", "utf-8")
    _, (fault,) = read_synonyms(tmp_path, czech, sound.texts)
    assert str(fault).endswith(f"{FILE}:3: uk.0.pages: stránka „wound“ není přeložená (uk)")


def test_several_mistakes_are_told_at_once(told: Callable[[str | bytes], list[str]]) -> None:
    written = (
        entry(words="perník", pages="nic, taky-nic, crisis#nikde")
        + "en:\n  - words: ice\n    pages: open-data\n"
    )
    assert len(told(written)) == 4


def test_without_a_list_nothing_is_wrong(tmp_path: Path, sound: Content) -> None:
    found, faults = read_synonyms(tmp_path, sound.pages, sound.texts)
    assert (found.of("cs"), faults) == ((), [])


def test_the_build_tells_them_like_any_other_mistake(draft: Draft) -> None:
    line = draft.line(f"data/{FILE}", "  - words: perník")
    draft.replace(f"data/{FILE}", "substances#stimulancia", "substances#stimulanty")
    code, lines = draft.check()
    assert code == 1
    assert any(each.startswith(f"data/{FILE}:{line + 2}: cs.0.pages: ") for each in lines)


def test_a_word_that_is_listed_hurts_nobody_and_a_hidden_one_may_be_slang(draft: Draft) -> None:
    draft.replace(f"data/{FILE}", "listed: Pervitin", "listed: Pervitin, narkoman")
    draft.replace(f"data/{FILE}", "words: perník", "words: feťák, perník")
    code, lines = draft.check()
    assert code == 1
    line = draft.line(f"data/{FILE}", "    listed: Pervitin, narkoman")
    (told,) = lines[:-1]
    assert told.startswith(f"data/{FILE}:{line}: cs.0.listed: „narkoman“ člověka sráží; lépe: ")


def test_the_list_of_the_sample_is_sound(sound: Content) -> None:
    assert not ProofReader(sound).errors()
