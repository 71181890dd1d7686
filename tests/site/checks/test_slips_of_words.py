"""Every check of language finds what was planted in texts, facts and catalogues, and says what to
do."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from centre.language.language import LOCALE
from centre.proofreading.checks import spelling
from centre.reading.models import read_yaml
from site_plugins.checks import check_content
from tests.site.conftest import Draft

pytestmark = pytest.mark.usefixtures("takes_seconds")

HERE = Path(__file__).parent

ENDS_THE_CHECK = {
    *(
        "words that put a person down",
        "abbreviations",
        "saying ty",
        "untranslated",
        "words of another language",
    ),
    *(
        "words that wait to be written",
        "phone numbers",
        "order of headings",
        "links that say nothing",
    ),
    "pictures without a description",
}
ADVICE = ("Rada: ", "Upozornění: ")
IS_ADVICE = {
    *("long sentences", "untranslated", "quotes", "dashes", "spelling", "reviews overdue"),
    *("old checks of helplines", "certificate", "translations that fall behind", "ended alerts"),
}


class Slip(BaseModel):
    """What somebody typed, and what they are told."""

    check: str
    file: str
    told: str
    typed: str = ""
    right: str = ""
    wrong: str = ""
    marked: str = ""

    def make(self, root: Path) -> str:
        """Type it into a copy of the words under ``root``; gives the line of output that is
        expected."""
        path = root / ("locale" if self.file.endswith(".po") else "content") / self.file
        written = path.read_text("utf-8")
        if self.typed:
            after = f"{written.rstrip()}\n\n{self.typed}\n"
        else:
            assert self.right in written, self
            after = written.replace(self.right, self.wrong, 1)
        path.write_text(after, "utf-8")
        place = after.index(self.marked or self.typed or self.wrong)
        return f"{self.file}:{after.count(chr(10), 0, place) + 1}: {self.told}"


class Slips(BaseModel):
    errors: tuple[Slip, ...]
    advice: tuple[Slip, ...]


SLIPS = Slips.model_validate(
    read_yaml((HERE / "slips_of_words.yaml").read_text("utf-8"), "slips_of_words.yaml")
)


@pytest.fixture
def locale(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the catalogues in place of the real ones, beside the content."""
    folder = draft.folder.with_name("locale")
    shutil.copytree(LOCALE, folder)
    monkeypatch.setattr(check_content, "LOCALE", folder)
    yield folder
    shutil.rmtree(folder)


def test_every_check_has_a_planted_fault() -> None:
    assert {slip.check for slip in SLIPS.errors} == ENDS_THE_CHECK
    assert {slip.check for slip in SLIPS.advice} == IS_ADVICE


def test_all_slips_are_told_in_one_run_and_nothing_else(draft: Draft, locale: Path) -> None:
    expected = [slip.make(locale.parent) for slip in SLIPS.errors]
    code, lines = draft.check()
    told = [line.replace(f"{locale}/", "") for line in lines]
    assert code == 1
    for each in expected:
        assert any(line.startswith(each) for line in told), f"{each}\nnot in\n" + "\n".join(told)
    assert told[-1] == f"Chyb: {len(told) - 1}"


@pytest.fixture
def _dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for hunspell that knows all words but two; the real one is tried elsewhere."""
    program = tmp_path / "hunspell"
    dictionary = tmp_path / "cs_CZ"
    program.write_text("#!/bin/sh\ngrep -xe Poslani -e schyody\n")
    program.chmod(0o700)
    dictionary.with_suffix(".dic").touch()
    monkeypatch.setattr(spelling, "PROGRAM", program)
    monkeypatch.setattr(spelling, "DICTIONARY", dictionary)


@pytest.mark.usefixtures("_dictionary")
def test_what_reads_badly_or_grows_old_is_advice_and_ends_nothing(
    draft: Draft, locale: Path
) -> None:
    expected = [slip.make(locale.parent) for slip in SLIPS.advice]
    code, lines = draft.check()
    told = [
        line.partition(": ")[2].replace(f"{locale}/", "")
        for line in lines
        if line.startswith(ADVICE)
    ]
    assert code == 0
    for each in expected:
        assert any(line.startswith(each) for line in told), f"{each}\nnot in\n" + "\n".join(told)
    beyond = [line for line in told if not line.startswith(tuple(expected))]
    assert len(beyond) == 1
    assert beyond[0].endswith("na co kontrola nemá pravidla: pravopis (en, uk)")
