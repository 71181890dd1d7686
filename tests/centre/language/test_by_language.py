"""Groups with a field for each language, as editors write them and as they are told of slips."""

import pickle

import pytest

from centre.language.by_language import field_for_each_language
from centre.language.languages import LANGUAGES
from centre.proofreading.lists import Abbreviations, WordsToAvoid
from centre.reading.models import Fact, check, read_yaml
from centre.reading.values import Translations


@field_for_each_language(int, default=0)
class Counted(Fact):
    """Pages by language."""

    en: int


def told(model: type[Fact], text: str) -> list[str]:
    _, faults = check(model, read_yaml(text, "data/x.yaml"), "data/x.yaml")
    return [f"{fault.line} {fault.field}: {fault.message}" for fault in faults]


def test_a_model_has_a_field_for_each_language_and_its_own_stays() -> None:
    assert set(Counted.model_fields) == set(LANGUAGES)
    assert Counted(en=3).model_dump() == {"cs": 0, "en": 3, "uk": 0}
    assert told(Counted, "cs: 1") == ["1 en: chybí povinné pole"]
    assert Counted.__doc__ == "Pages by language."


@pytest.mark.parametrize("model", [Translations, WordsToAvoid, Abbreviations])
def test_a_language_that_nobody_speaks_is_told_with_those_that_are(model: type[Fact]) -> None:
    known = ", ".join(model.model_fields)
    assert [line for line in told(model, "de: x") if line.startswith("1 de")] == [
        f"1 de: neznámé pole; známe {known}"
    ]
    assert [line for line in told(model, "cz: x\nukr: x") if "ukr" in line] == [
        "2 ukr: neznámé pole; mysleli jste „uk“?"
    ]


def test_a_form_for_editors_names_each_language() -> None:
    titles = [field.title for field in Translations.model_fields.values()]
    assert titles == ["Česky", "Anglicky", "Ukrajinsky"]


def test_words_by_language_can_be_kept_and_compared() -> None:
    words = Translations.model_validate({"cs": "malování", "en": "painting"})
    assert pickle.loads(pickle.dumps(words)) == words
    assert list(words.by_language) == ["cs", "en"]


def test_a_message_is_known_in_every_language() -> None:
    words = Translations.of_message("When & where")
    assert words.by_language == {"cs": "Kdy a kde", "en": "When & where", "uk": "Коли й де"}
