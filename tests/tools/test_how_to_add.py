"""What CONTRIBUTING.md says of adding: each list is followed in a copy, and is enough."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from centre.language.language import LOCALE
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


def test_a_language(copied: Copied) -> None:
    copy = copied("How to add a language")
    english = copy.read("centre/language/english.py")
    copy.write("centre/language/esperanto.py", in_esperanto(english))
    languages = "centre/language/languages.py"
    copy.insert(
        languages,
        "from centre.language.esperanto import ESPERANTO\n",
        before="from centre.language.language ",
    )
    copy.replace(languages, r"UKRAINIAN\)", "UKRAINIAN, ESPERANTO)")
    copy.write("centre/language/locale/eo/LC_MESSAGES/messages.po", catalogue_in_esperanto())
    copy.replace("centre/intake/addresses.py", r'"uk": "/uk/([^"]*)"', r'\g<0>, "eo": "/eo/\1"')
    copy.insert("deploy/nginx/http.conf", "    ~^/eo/   /eo;\n", before="    ~^/uk/ ")
    copy.replace("deploy/nginx/sender.conf", r"\|\^/uk/(\(zapyt\S+)", r"\g<0>|^/eo/\1")
    quotes = "centre/proofreading/checks/quotes_and_dashes.py"
    copy.insert(quotes, '    "eo": re.compile(r"[«»]"),\n', before='    "uk": ')
    copy.insert(
        "tests/languages.py",
        '    "eo": re.compile(rf"{CYRILLIC}|{CZECH_LETTER}"),\n',
        before='    "uk": ',
    )
    copy.write("content/eo/pages/home.md", HOME_IN_ESPERANTO)

    told = copy.run("site_plugins.checks.check_content")
    assert "eo 1 z " in told
    copy.run("pelican", "content", "-s", "pelicanconf.py", "-q")
    home = copy.read("output/eo/index.html")
    assert '<html lang="eo"' in home
    assert "Helpo por homoj" in home
    assert 'hreflang="eo"' in copy.read("output/index.html")
    assert copy.read("output/search.eo.json")
    copy.run(
        *("pytest", "-p", "no:cacheprovider", "-x", "-k", "eo or catalogue or every_message"),
        "tests/centre/language",
        "tests/centre/intake",
        "tests/intake/machine/test_deploy.py",
        "tests/intake/sender/test_kinds.py",
        "tests/intake/web/test_languages.py",
    )
    assert copy.touched == set(copy.steps)


def test_a_file_that_the_list_does_not_name_may_not_be_touched(tmp_path: Path) -> None:
    copy = RepositoryCopy(tmp_path, ["site_plugins/files/….py"])
    copy.touched.clear()
    with pytest.raises(AssertionError, match=r"does not name pelicanconf\.py"):
        copy.write("pelicanconf.py", "")


def in_esperanto(english: str) -> str:
    """The entry of a language in the words of another one, as far as a test needs it."""
    changes = {
        "ENGLISH": "ESPERANTO",
        'code="en"': 'code="eo"',
        'name="English"': 'name="Esperanto"',
        'short_name="Eng"': 'short_name="Esp"',
        'locale="en_GB"': 'locale="eo"',
        "    is_in_code=True,\n": "",
    }
    for there, here in changes.items():
        assert there in english
        english = english.replace(there, here)
    return english


def catalogue_in_esperanto() -> str:
    """Every message of the Czech catalogue, in words that no other language has."""
    with (LOCALE / "cs" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        ids = [message.id for message in read_po(source, locale="cs") if message.id]
    made = Catalog(locale="eo")
    for found in ids:
        plural = isinstance(found, tuple)
        made.add(found, tuple(map(_esperanto, found)) if plural else _esperanto(found))
    written = BytesIO()
    write_po(written, made, omit_header=False)
    return written.getvalue().decode("utf-8")


def _esperanto(message: str) -> str:
    kept = r"%\(\w+\)s|%[sd]|\{\w*\}|<[^>]+>|&\w+;"
    return re.sub(rf"({kept})|([A-Za-z]{{2,}})", lambda part: part[1] or f"{part[2]}o", message)


HOME_IN_ESPERANTO = """---
title: Helpo por homoj
translation_id: home
slug: home
lead: >-
  Venu al ni. Ĝi estas senpaga.
nav: Hejmo
group: help
reviewed_on: 2026-11-21
next_review: 2027-05-21
template: home
---

## Kion vi povas atendi

Ni helpas vin.
"""
HUMANS = '''"""``/humans.txt``: who made the site."""

from typing import Any

from pelican import signals

from site_plugins.run.build import build_of


def write(pelican: Any) -> None:
    """Write the file."""
    build = build_of(pelican)
    name = build.content.facts.centre.provider.name
    build.write("/humans.txt", f"{name}\\n")


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
