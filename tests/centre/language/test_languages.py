"""Each language has all that the product asks of one."""

import json
from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date

from centre.language.folding import fold
from centre.language.language import Language, folded_endings
from centre.language.languages import LANGUAGES, ORIGINAL

each_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))


def test_the_language_that_all_falls_back_to_comes_first() -> None:
    assert next(iter(LANGUAGES)) == ORIGINAL


@each_language
def test_a_language_is_known_to_cldr_by_its_own_name(language: Language) -> None:
    locale = Locale.parse(language.locale)
    assert locale.language == language.code
    assert locale.language_name
    assert locale.language_name.casefold() == language.name.casefold()


@each_language
def test_its_patterns_write_the_month_of_a_day_and_never_a_weekday_twice(
    language: Language,
) -> None:
    wednesday = date(2026, 11, 25)
    weekday = format_date(wednesday, "EEE", locale=language.locale)
    for pattern in (language.dates.day, language.dates.day_with_year):
        written = format_date(wednesday, pattern, locale=language.locale)
        assert "25" in written
        assert "E" not in pattern
    assert format_date(wednesday, language.dates.short, locale=language.locale).startswith(weekday)
    assert len(set(language.on_weekdays)) == 7


@each_language
def test_its_stop_words_and_endings_are_folded_as_what_is_typed(language: Language) -> None:
    for word in (*language.stop_words, *language.endings):
        assert word == fold(word)
        assert word.isalpha()


@each_language
def test_a_language_has_some_sixty_stop_words_and_none_without_which_sense_is_lost(
    language: Language,
) -> None:
    assert 60 <= len(language.stop_words) <= 200
    told = {"ne", "bez", "sam", "nemam", "byt", "moc", "not", "no", "off", "without", "alone"}
    told |= {"ill", "id", "не", "без", "сам", "мати"}
    assert not told & language.stop_words


@each_language
def test_the_longest_ending_comes_first(language: Language) -> None:
    assert list(language.endings) == sorted(language.endings, key=len, reverse=True)
    assert language.endings == folded_endings(" ".join(language.endings))


@each_language
def test_the_alphabet_has_the_letters_of_its_stop_words(language: Language) -> None:
    letters = {fold(letter) for letter in language.alphabet.split()}
    foreign = {letter for word in language.stop_words for letter in word} - letters
    assert foreign <= {"ы", "э"}, "Russian words among the Ukrainian ones"


@each_language
def test_its_catalogue_is_there_unless_the_code_speaks_it(language: Language) -> None:
    assert language.is_in_code or (language.catalogue and language.catalogue.is_file())


def test_the_code_speaks_one_language() -> None:
    assert [language.code for language in LANGUAGES.values() if language.is_in_code] == ["en"]


@each_language
def test_what_the_search_takes_from_a_language_can_travel_in_a_file(language: Language) -> None:
    taken = [sorted(language.stop_words), language.endings, language.anchor_form]
    assert json.loads(json.dumps(taken)) == [taken[0], list(language.endings), taken[2]]


@pytest.mark.parametrize(
    ("word", "folded"), [("Čistý", "cisty"), ("її", "іі"), ("П’ЯТЬ", "пять"), ("don't", "dont")]
)
def test_a_folded_word_has_no_marks_and_no_apostrophes(word: str, folded: str) -> None:
    assert fold(word) == folded
