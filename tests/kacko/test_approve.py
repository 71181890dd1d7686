"""``kacko approve`` and ``kacko approvals``: what a doctor has seen is written down, and what still
waits for one is listed."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kacko import main
from tests.paths import ROOT

WHO = ("--as", "clinician", "--by", "MUDr. Jana Malá", "--on", "2026-11-21")
WOUND = "cs/pages/wound.md"

pytestmark = pytest.mark.usefixtures("takes_seconds")


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a centre over the common texts, as the environment names it."""
    folder = shutil.copytree(ROOT / "examples" / "kyjov", tmp_path / "centre")
    monkeypatch.setenv("KACKO_CONTENT", str(folder))
    return folder


def kacko(*words: str) -> Result:
    result = CliRunner().invoke(main.commands, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def approvals_of(centre: Path) -> str:
    path = centre / "data" / "approvals.yaml"
    return path.read_text("utf-8") if path.exists() else ""


def waiting_for_a_doctor() -> list[str]:
    return kacko("approvals", "--as", "clinician").output.splitlines()


def test_an_approved_text_waits_no_longer_and_stands_among_the_approved(centre: Path) -> None:
    before = waiting_for_a_doctor()
    [line] = [each for each in before if WOUND in each]
    assert line.startswith("    [ ] Rána")
    told = kacko("approve", "wound", *WHO)
    assert told.output == f"Zapsáno: {WOUND}: lékař MUDr. Jana Malá 21. 11. 2026\n"
    assert len(waiting_for_a_doctor()) == len(before) - 1
    approved = kacko("approvals").output.partition("Schváleno: 1\n")[2]
    assert approved.startswith("    [x] Rána")
    assert approved.rstrip().endswith(f"{WOUND}: lékař MUDr. Jana Malá 21. 11. 2026")


def test_a_text_that_changes_waits_again_with_a_word_on_what_it_lost(centre: Path) -> None:
    kacko("approve", "cs/intake/crisis.md", *WHO)
    own = centre / "cs" / "intake" / "crisis.md"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("---\napproval: clinician\n---\nVolejte 155.\n", "utf-8")
    lines = waiting_for_a_doctor()
    place = next(number for number, line in enumerate(lines) if line.endswith(str(own)))
    assert lines[place + 1].strip() == (
        "text se změnil po schválení (lékař MUDr. Jana Malá 21. 11. 2026)"
    )


@pytest.mark.parametrize("name", [WOUND, "pages/wound", str(ROOT / "content" / WOUND)])
def test_a_text_is_known_by_its_file_and_by_each_end_of_its_name(centre: Path, name: str) -> None:
    assert kacko("approve", name, *WHO).exit_code == 0
    assert f"text: {WOUND}\n" in approvals_of(centre)


def test_a_translation_is_named_by_its_language(centre: Path) -> None:
    assert kacko("approve", "intake/crisis", "--lang", "uk", *WHO).exit_code == 0
    assert "text: uk/intake/crisis.md\n" in approvals_of(centre)


def test_what_is_approved_twice_is_written_once(centre: Path) -> None:
    kacko("approve", "wound", *WHO)
    written = approvals_of(centre)
    again = kacko("approve", "wound", "pages/wound", *WHO)
    assert again.output.startswith(f"Už je zapsáno: {WOUND}")
    assert approvals_of(centre) == written


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("wond", *WHO), "Text „wond“ na webu není, nebo je v něm chyba; mysleli jste „wound“?"),
        (("crisis", *WHO), "cs/pages/crisis.md, cs/intake/crisis.md. Napište, který."),
        (("wound", "nic", *WHO), "Text „nic“ na webu není"),
        (("wound", *WHO[:-1], "2126-01-01"), "1. 1. 2126 teprve bude"),
        (("wound", "--as", "clinician", "--by", " "), "Napište za --by, kdo text schválil."),
        (("wound", "--as", "lawyer", "--by", "A"), "právník tu schvalovat nemusí"),
    ],
    ids=["mistyped", "two of the name", "one of two", "to come", "nobody", "needs no lawyer"],
)
def test_a_refusal_says_why_and_writes_nothing(
    centre: Path, words: tuple[str, ...], told: str
) -> None:
    result = kacko("approve", *words)
    assert result.exit_code == 1
    assert told in result.output
    assert not approvals_of(centre)


def test_a_file_with_a_slip_is_told_and_left_alone(centre: Path) -> None:
    path = centre / "data" / "approvals.yaml"
    path.write_text("approvals: [\n", "utf-8")
    result = kacko("approve", "wound", *WHO)
    assert result.exit_code == 1
    assert f"{path}:" in result.output
    assert approvals_of(centre) == "approvals: [\n"


def test_whoever_approves_sees_where_a_number_comes_from(centre: Path) -> None:
    lines = waiting_for_a_doctor()
    place = next(n for n, line in enumerate(lines) if "cs/pages/needle-prick.md" in line)
    assert lines[place + 1].startswith("        podle: PEP do 72 hodin")


def test_a_reply_template_waits_and_is_approved_as_any_text(centre: Path) -> None:
    template = "šablona odpovědi Rána, absces"
    assert f"[ ] {template}:" in kacko("approvals", "--as", "clinician").output
    assert kacko("approve", "wound-or-abscess", *WHO).exit_code == 0
    assert f"[x] {template}:" in kacko("approvals").output
