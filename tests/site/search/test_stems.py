"""Forms of a word find each other: those the texts know for certain, others by what they share."""

from itertools import product

import pytest

from centre.language.i18n import UnknownLanguageError
from site_plugins.search.stems import fits, fold, folded_words, keys_of, stemmer, words_of

FORMS = {
    "cs": [
        "stříkačka stříkačky stříkaček stříkačkami",
        "žloutenka žloutenky žloutenku žloutenkou",
        "test testu testy testem",
        "závislost závislosti závislostí",
        "dluh dluhy dluhů dluhem",
        "syn synovi synem",
    ],
    "en": ["needle needles", "test tests tested testing", "worry worries worried", "debt debts"],
    "uk": [
        "шприц шприца шприців шприцами",
        "голка голки голку голкою",
        "лікування лікуванню лікуванням",
        "залежність залежності залежностей",
        "борг борги боргів боргами",
    ],
}
EVERY = [(lang, group.split()) for lang, groups in FORMS.items() for group in groups]


@pytest.mark.parametrize(("lang", "forms"), EVERY, ids=[forms[0] for _, forms in EVERY])
def test_forms_of_a_word_have_one_stem_and_one_beginning(lang: str, forms: list[str]) -> None:
    stems = {stemmer(lang)(form) for form in forms}
    assert len(stems) == 1
    assert len(keys_of(stems.pop(), map(fold, forms))) == 1


@pytest.mark.parametrize(("lang", "forms"), EVERY, ids=[forms[0] for _, forms in EVERY])
def test_a_form_that_no_text_has_is_found_too(lang: str, forms: list[str]) -> None:
    """The texts know only one form; readers type all of them, without marks."""
    for known, typed in product(forms, forms):
        (key,) = keys_of(stemmer(lang)(known), [fold(known)])
        assert fits(fold(typed), key), f"{typed} does not find {known}, kept as {key}"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("prace", "pravo"),
        ("test", "tesar"),
        ("kontakt", "kontrola"),
        ("hra", "hrana"),
        ("s", "syn"),
        ("", "syn"),
    ],
)
def test_what_only_begins_alike_is_another_word(typed: str, word: str) -> None:
    assert fits(typed, word) is (typed == "hra")  # which „hrana“ goes on from, while somebody types


def test_a_word_is_found_while_it_is_typed() -> None:
    word = fold("hepatitida")
    assert [fits(word[:length], word) for length in range(1, len(word) + 1)] == [False] + [True] * 9


def test_all_forms_of_a_text_fit_even_where_the_stem_changes() -> None:
    keys = keys_of("ruk", ["ruka", "ruce", "rukou"])
    assert all(any(fits(form, key) for key in keys) for form in ("ruka", "ruce", "rukou"))


def test_marks_apostrophes_and_case_do_not_count() -> None:
    assert folded_words("Žlutá, PŘÍŠTĚ; п’ять об’їзд someone’s") == [
        "zluta",
        "priste",
        "пять",
        "обізд",
        "someones",
    ]
    assert words_of(
        "Pr\N{COMBINING CARON}i\N{COMBINING ACUTE ACCENT}s\N{COMBINING CARON}te 2026"
    ) == [
        "příšte",
        "2026",
    ]


def test_a_language_without_a_stemmer_is_refused() -> None:
    with pytest.raises(UnknownLanguageError):
        stemmer("de")
