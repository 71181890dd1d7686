"""Mistakes in the words that readers search by are told with file and line; sound ones lead where
they should, and are shown only where they may be."""

import pytest

from centre.proofreading.proof_reader import ProofReader
from centre.texts import content, search_words
from centre.texts.content import Content
from site_plugins.run.reading import build_day
from tests.built import DAY
from tests.paths import ROOT
from tests.site.conftest import Draft

PAGE = "cs/pages/donate.md"


@pytest.fixture(scope="module")
def sound() -> Content:
    return content.read(ROOT / "content", build_day(DAY))


def page_with(draft: Draft, written: str) -> list[str]:
    """What the check says of a page that has these words above its text."""
    path = draft.folder / PAGE
    text = path.read_text("utf-8")
    head, _, rest = text.partition("\nsearch_words:")
    body = rest[rest.index("\n---\n") :]
    path.write_text(f"{head}\n{written}{body}", "utf-8")
    code, lines = draft.check()
    assert code == 1
    line = head.count("\n") + 2
    return [each.replace(f"{PAGE}:{line}: ", "") for each in lines if each.startswith(PAGE)]


def test_words_lead_to_a_page_and_to_its_headings(sound: Content) -> None:
    page = sound.pages.get("crisis", "cs")
    found = search_words.searched(page)
    assert "Předávkování" in found[""]
    assert "zabít se" in " ".join(found["myslenky-na-sebevrazdu"])
    assert set(found) - {""} <= set(sound.text(page).anchors)


@pytest.mark.parametrize("field", ["search_words", "listed_words"])
def test_words_on_one_line_lead_to_the_page(draft: Draft, field: str) -> None:
    draft.replace(PAGE, "\nsearch_words:", f"\n{field}: prachy, peníze na účet\nold:")
    path = draft.folder / PAGE
    text = path.read_text("utf-8")
    head, _, rest = text.partition("\nold:")
    path.write_text(head + rest[rest.index("\n---\n") :], "utf-8")
    page = content.read(draft.folder, build_day(DAY)).pages.get("donate", "cs")
    assert search_words.searched(page) == {"": ("prachy", "peníze na účet")}


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            "search_words:\n  jak-dar-pouzivam: prachy",
            "search_words.jak-dar-pouzivam: stránka nemá kotvu „jak-dar-pouzivam“",
        ),
        ("search_words: prachy, …", "search_words.page: „…“ není slovo"),
        ("listed_words: …", "listed_words.page: „…“ není slovo"),
        ("search_word: prachy", "search_word: neznámé pole; mysleli jste „search_words“?"),
        ("search_words:\n  - prachy", "search_words: čekáme skupinu polí"),
    ],
)
def test_every_mistake_is_told_with_its_line(draft: Draft, written: str, fault: str) -> None:
    told = page_with(draft, written)
    assert any(fault in each for each in told), told


def test_a_word_that_is_listed_hurts_nobody_and_a_hidden_one_may_be_slang(draft: Draft) -> None:
    told = page_with(draft, "search_words: feťák, prachy\nlisted_words: Dar, narkoman")
    assert any("narkoman" in each for each in told)
    assert not any("feťák" in each for each in told)


def test_the_sample_has_words_for_every_page_that_people_look_for(sound: Content) -> None:
    for page in sound.pages:
        assert search_words.searched(page) or page.id == "home", page.address


def test_a_proof_reader_reads_only_what_is_shown(sound: Content) -> None:
    assert list(ProofReader(sound).errors()) == []
