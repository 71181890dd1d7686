"""What CONTRIBUTING.md says of adding: each list is followed in a copy, and is enough."""

from pathlib import Path

import pytest

from tests.tools.repository_copy import Copied, RepositoryCopy

WORDS = {
    "Offer help": ("Nabídnout pomoc", "Запропонувати допомогу"),
    "an offer of help": ("nabídka pomoci", "пропозиція допомоги"),
    "What can you do?": ("Co umíte?", "Що ви вмієте?"),
}


def test_a_kind_of_enquiry(copied: Copied) -> None:
    copy = copied("How to add a kind of enquiry")
    copy.insert(
        "centre/intake/addresses.py",
        '    "help": {"cs": "/dotaz/pomoc", "en": "/en/ask/help", "uk": "/uk/zapyt/pomich"},\n',
        before='    "message": {',
    )
    names = "centre/intake/passage_names.py"
    copy.insert(names, '    "intro-help",\n', before="})\n")
    kinds = "intake_service/work/conversation/kinds.py"
    copy.insert(
        kinds,
        "class HelpFields(WithText):\n"
        '    skill = StringField(N_("What can you do?"), default="")\n\n\n',
        before="Choices = ",
    )
    copy.insert(
        kinds,
        'Kind(id="help", title=N_("Offer help"), name=N_("an offer of help"), '
        'intro="intro-help", fields=HelpFields, page="donate"),\n        ',
        before='Kind(\n            id="message"',
    )
    copy.write("content/cs/intake/intro-help.md", "Napište nám, s čím chcete pomoct.\n")
    copy.write("content/en/intake/intro-help.md", "Tell us how you would like to help.\n")
    copy.write("content/uk/intake/intro-help.md", "Напишіть, чим хочете допомогти.\n")
    for number, lang in enumerate(("cs", "uk")):
        for message, translations in WORDS.items():
            copy.append(
                f"centre/language/locale/{lang}/LC_MESSAGES/messages.po",
                f'\nmsgid "{message}"\nmsgstr "{translations[number]}"\n',
            )
    copy.append("content/cs/pages/donate.md", "\n[Nabídněte svůj čas](intake:help).\n")
    copy.append("content/en/pages/donate.md", "\n[Offer your time](intake:help).\n")

    copy.run(
        *("pytest", "-p", "no:cacheprovider", "-x", "-k", "help or test_i18n or every_kind"),
        "tests/centre/language/test_i18n.py",
        "tests/intake/sender/test_kinds.py",
        "tests/intake/sender/test_form_told.py",
        "tests/intake/sender/test_found_by_search.py",
        "tests/intake/web/test_languages.py",
        "tests/intake/store/test_data_inventory.py",
    )
    assert copy.touched == set(copy.steps)


def test_an_output_of_the_site(copied: Copied) -> None:
    copy = copied("How to add an output of the site")
    copy.write("site_plugins/files/humans.py", HUMANS)
    copy.insert(
        "pelicanconf.py", '    "site_plugins.files.humans",\n', before='    "site_plugins.checks'
    )
    copy.write("tests/site/files/test_humans.py", TEST_HUMANS)
    copy.run("pytest", "-p", "no:cacheprovider", "tests/site/files/test_humans.py")
    assert copy.touched == set(copy.steps)


def test_a_check_of_words(copied: Copied) -> None:
    copy = copied("How to add a check of words")
    copy.write("centre/proofreading/checks/shouting.py", SHOUTING)
    reader, test = copy.steps[1:]
    copy.insert(reader, "    shouting,\n", before="    translations,\n")
    call = "yield from shouting.shouted(text)\n        "
    copy.insert(reader, call, before="yield from placeholders")
    wrong = '    ("cs", "Přijďte!! Čekáme.", "„Přijďte!!“ křičí; stačí tečka"),\n'
    copy.insert(test, wrong, before="    # abbreviations\n")
    copy.run("pytest", "-p", "no:cacheprovider", test)
    assert copy.touched == set(copy.steps)


def test_a_file_that_the_list_does_not_name_may_not_be_touched(tmp_path: Path) -> None:
    copy = RepositoryCopy(tmp_path, ["site_plugins/files/….py"])
    copy.touched.clear()
    with pytest.raises(AssertionError, match=r"does not name pelicanconf\.py"):
        copy.write("pelicanconf.py", "")


HUMANS = '''"""``/humans.txt``: who made the site."""

from typing import Any

from pelican import signals

from site_plugins.run.build import build_of


def write(pelican: Any) -> None:
    """Write the file."""
    build = build_of(pelican)
    name = build.content.facts.centre.provider.name
    (build.output / "humans.txt").write_text(f"{name}\\n", "utf-8")


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write)
'''
TEST_HUMANS = """
def test_the_file_names_whoever_runs_the_centre(built_site):
    assert "Ukázk" in built_site.file("/humans.txt").read_text("utf-8")
"""
SHOUTING = '''"""More than one exclamation mark: a reader in need feels shouted at."""

import re
from collections.abc import Iterator

from centre.proofreading.prose import Prose
from centre.reading.faults import Fault

_MARKS = re.compile(r"\\S*!{2,}")


def shouted(prose: Prose) -> Iterator[Fault]:
    """Every place with several exclamation marks in a row."""
    for piece in prose.pieces:
        for found in _MARKS.finditer(piece.text):
            yield prose.fault(piece, found.start(), f"„{found[0]}“ křičí; stačí tečka")
'''
