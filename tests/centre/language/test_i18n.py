"""The words of all languages: catalogues that are whole, plurals, days in their right case."""

import ast
import re
from collections.abc import Iterator
from datetime import date, time
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment

from centre.language import i18n
from centre.language.i18n import speaking
from centre.language.languages import LANGUAGES
from tests.paths import ROOT

WEDNESDAY = date(2026, 11, 25)


def catalogue(lang: str) -> Catalog:
    path = ROOT / "centre" / "language" / "locale" / lang / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as source:
        return read_po(source, locale=lang, abort_invalid=True)


@pytest.fixture(scope="module")
def used() -> dict[str | tuple[str, ...], str]:
    """Every message in code and templates, with the place where it is used."""
    with (ROOT / "babel.cfg").open() as source:
        methods, options = parse_mapping_cfg(source)
    found = {}
    for folder in ("centre", "site_plugins", "intake_service", "theme"):
        mapping = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
        of_patterns = {
            pattern.removeprefix(f"{folder}/"): given for pattern, given in options.items()
        }
        for file, line, message, _, _ in extract_from_dir(ROOT / folder, mapping, of_patterns):
            found[message] = f"{folder}/{file}:{line}"
    return found


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_every_message_is_translated(used: dict[str | tuple[str, ...], str], lang: str) -> None:
    known = catalogue(lang)
    missing = []
    for message, place in used.items():
        translated = known.get(message if isinstance(message, str) else message[0])
        parts = [] if translated is None or translated.fuzzy else translated.string
        if not parts or not all(parts if isinstance(parts, tuple) else (parts,)):
            missing.append(f"{place}: {message!r}")
    assert not missing, "\n".join(missing)


def _literals() -> Iterator[str]:
    """Every text in the code: the library that finds messages misses those within f-strings."""
    for folder in ("centre", "site_plugins", "intake_service"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_every_translation_is_asked_for(used: dict[str | tuple[str, ...], str], lang: str) -> None:
    asked = {each if isinstance(each, str) else each[0] for each in used}
    asked.update(_literals())
    known = {each.id if isinstance(each.id, str) else each.id[0] for each in catalogue(lang)}
    assert known - asked - {""} == set()


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_translations_fill_in_the_same_values(lang: str) -> None:
    for message in catalogue(lang):
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = placeholders(originals[-1])
        for translation in translations:
            assert placeholders(translation) == wanted, f"{originals[0]!r}: {translation!r}"


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_a_translation_keeps_the_ends_of_its_message(lang: str) -> None:
    for message in catalogue(lang):
        if message.id and isinstance(message.string, str):
            original = message.id[0] if isinstance(message.id, tuple) else message.id
            for end in (" ", "\n", ":", "?"):
                assert original.endswith(end) == message.string.endswith(end), original


def placeholders(text: str) -> list[str]:
    named = re.findall(r"%\((\w+)\)s|(%[sd])", text)
    braces = [name for _, name, _, _ in Formatter().parse(text) if name]
    return sorted(["".join(each) for each in named] + braces)


def test_everything_used_is_found(used: dict[str | tuple[str, ...], str]) -> None:
    assert "Ask anonymously" in used  # a template
    assert "About us" in used  # Python
    assert len(used) > 60


@pytest.mark.parametrize(
    ("lang", "day", "expected"),
    [
        ("cs", WEDNESDAY, "ve středu 25. listopadu"),
        ("cs", date(2026, 11, 23), "v pondělí 23. listopadu"),
        ("cs", date(2026, 11, 26), "ve čtvrtek 26. listopadu"),
        ("cs", date(2026, 11, 28), "v sobotu 28. listopadu"),
        ("en", WEDNESDAY, "on Wednesday 25 November"),
        ("uk", WEDNESDAY, "у середу 25 листопада"),
        ("uk", date(2026, 11, 27), "у п’ятницю 27 листопада"),
    ],
)
def test_a_promised_day_stands_in_its_right_case(lang: str, day: date, expected: str) -> None:
    with speaking(lang):
        assert i18n.on_day(day) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("cs", "ve středu 25. listopadu 2026"),
        ("en", "on Wednesday 25 November 2026"),
        ("uk", "у середу 25 листопада 2026 року"),
    ],
)
def test_a_day_that_may_be_a_year_away_is_told_with_its_year(lang: str, expected: str) -> None:
    with speaking(lang):
        assert i18n.on_date(WEDNESDAY).replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("lang", "day_words", "short", "full", "hours"),
    [
        ("cs", "středa 25. listopadu", "st 25. 11.", "25. listopadu 2026", "9.00–16.30"),
        ("en", "Wednesday 25 November", "Wed 25 Nov", "25 November 2026", "9:00–16:30"),
        ("uk", "середа, 25 листопада", "ср 25.11", "25 листопада 2026 року", "9:00–16:30"),
    ],
)
def test_days_and_hours_are_worded_as_each_language_does(
    lang: str, day_words: str, short: str, full: str, hours: str
) -> None:
    with speaking(lang):
        assert i18n.day_words(WEDNESDAY) == day_words
        assert i18n.short_day(WEDNESDAY) == short
        assert i18n.date_words(WEDNESDAY) == full
        assert i18n.time_range(time(9), time(16, 30)) == hours


def test_weekdays_are_named_by_number_or_date() -> None:
    assert i18n.weekday_words(2) == i18n.weekday_words(WEDNESDAY) == "středa"


def test_the_apostrophe_of_a_ukrainian_friday_is_that_of_the_pages() -> None:
    with speaking("uk"):
        assert i18n.weekday_words(4) == "п’ятниця"
        assert i18n.day_words(date(2026, 11, 27)) == "п’ятниця, 27 листопада"
    assert i18n.short_weekday(6) == "ne"


def test_midnight_as_an_end_is_24_hours() -> None:
    assert i18n.time_range(time(22), time(0)) == "22.00–24.00"


def test_the_language_before_comes_back() -> None:
    with speaking("uk"):
        with speaking("en"):
            assert i18n.gettext("Ask anonymously") == "Ask anonymously"
        assert i18n.gettext("Ask anonymously") == "Запитати анонімно"
    assert i18n.gettext("Ask anonymously") == "Zeptat se anonymně"


def test_a_language_that_nobody_speaks_is_refused() -> None:
    with pytest.raises(i18n.UnknownLanguageError, match="known are cs, en, uk"), speaking("de"):
        pass


def test_a_message_unknown_to_the_catalogue_stays_english() -> None:
    assert i18n.gettext("Nobody has ever written this") == "Nobody has ever written this"


def test_templates_speak_and_escape() -> None:
    env = Environment(autoescape=True)
    i18n.install(env)
    template = env.from_string('{{ _("Checked on %(day)s.", day=day) }} {{ when|on_day }}')
    assert (
        template.render(day="<b>", when=WEDNESDAY)
        == "Zkontrolováno &lt;b&gt;. ve\xa0středu\xa025.\xa0listopadu"
    )
