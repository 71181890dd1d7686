"""The order of words in the list from A to Z: the letters of each language in their own places."""

import random

import pytest

from centre.language.collation import index_letter, sort_key

IN_ORDER = {
    "cs": (
        "155 záchranná služba",
        "absces",
        "Cesta",
        "Čaj",
        "ďábel",
        "dar",
        "dávka",
        "hygiena",
        "hygiena rukou",
        "hygienik",
        "Chci pomoct",
        "chlad",
        "infekce",
        "rada",
        "ráda",
        "řada",
        "syn",
        "šátek",
        "ustálit",
        "ústav",
        "zábava",
        "žloutenka",
        "шприц",
    ),
    "en": (
        "2C-B",
        "cannabis",
        "chlamydia",
        "crisis",
        "ice",
        "ID card",
        "naloxone",
        "Žďár nad Sázavou",
    ),
    "uk": (
        "гепатит",
        "голка",
        "ґанок",
        "діти",
        "екстазі",
        "є",
        "жито",
        "зима",
        "игрек",
        "іній",
        "їжа",
        "юнак",
        "HIV",
    ),
}


@pytest.mark.parametrize("lang", IN_ORDER)
def test_words_stand_as_in_a_dictionary(lang: str) -> None:
    words = list(IN_ORDER[lang])
    random.Random(7).shuffle(words)
    assert tuple(sorted(words, key=lambda word: sort_key(word, lang))) == IN_ORDER[lang]


@pytest.mark.parametrize(
    ("words", "lang", "first"),
    [
        ("Chci pomoct", "cs", "CH"),
        ("Chci pomoct", "en", "C"),
        ("čaj", "cs", "Č"),
        ("ústav", "cs", "U"),
        ("„Káčko“", "cs", "K"),
        ("155", "cs", "#"),
        ("Žďár", "en", "Z"),
        ("їжа", "uk", "Ї"),
        ("ґанок", "uk", "Ґ"),
        ("HIV", "uk", "H"),
        ("…", "cs", "#"),
    ],
)
def test_each_word_stands_under_its_letter(words: str, lang: str, first: str) -> None:
    assert index_letter(words, lang) == first
