"""The search index and the list from A to Z: light, true to the pages, and silent about slang."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest

from centre.intake import addresses
from centre.language import collation
from centre.language.languages import LANGUAGES
from centre.texts import content, search_words
from centre.texts.content import Content
from centre.texts.pages import Page
from site_plugins.run.reading import build_day
from site_plugins.search.engine import SearchEngine
from site_plugins.search.index import index
from site_plugins.search.page_parts import parts_of
from site_plugins.search.questions import read_questions
from site_plugins.search.stems import stem, stems_of, words_of
from tests.built import DAY, BuiltSite, Written
from tests.paths import ROOT

KIB = 1024


@pytest.fixture(scope="module")
def sample() -> Content:
    return content.read(ROOT / "content", build_day(DAY))


@pytest.fixture(scope="module")
def indexes(built_site: BuiltSite) -> dict[str, Any]:
    return {
        lang: json.loads(built_site.file(f"/search.{lang}.json").read_text("utf-8"))
        for lang in LANGUAGES
    }


@pytest.fixture(scope="module")
def engines(built_site: BuiltSite) -> Iterator[dict[str, SearchEngine]]:
    """The search of each language, as its script runs it."""
    with ExitStack() as opened:
        yield {
            lang: opened.enter_context(
                SearchEngine(built_site.file(f"/search.{lang}.json").read_text("utf-8"))
            )
            for lang in LANGUAGES
        }


def search_page(built_site: BuiltSite, lang: str) -> Written:
    return built_site.pages[addresses.SEARCH[lang]]


def weight(built_site: BuiltSite, address: str) -> int:
    return len(brotli.compress(built_site.file(address).read_bytes()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_index_of_a_language_weighs_at_most_60_kib(built_site: BuiltSite, lang: str) -> None:
    assert weight(built_site, f"/search.{lang}.json") <= 60 * KIB


def test_the_script_of_the_search_weighs_at_most_8_kib(built_site: BuiltSite) -> None:
    assert weight(built_site, built_site.frame.asset("search.js")) <= 8 * KIB


def test_the_script_says_whose_it_is(built_site: BuiltSite) -> None:
    script = built_site.file(built_site.frame.asset("search.js")).read_text("utf-8")
    assert script.startswith("/*! MiniSearch 7.2.0, copyright Luca Ongaro, MIT licence */")
    licence = (ROOT / "theme/vendor/minisearch.LICENSE.txt").read_text("utf-8")
    assert "Permission is hereby granted, free of charge" in licence


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_of_the_index_is_there_under_its_heading(
    built_site: BuiltSite, engines: dict[str, SearchEngine], lang: str
) -> None:
    for address, heading in engines[lang].places():
        target = urlsplit(address)
        page = built_site.pages[target.path]
        assert page.lang == lang
        assert heading in page.text
        assert not target.fragment or target.fragment in page.anchors(), address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_a_language_is_in_its_index(
    built_site: BuiltSite, indexes: dict[str, Any], lang: str
) -> None:
    listed = {page["address"] for page in indexes[lang]["pages"]}
    assert {
        found[lang].address for found in built_site.frame.pages.values() if lang in found
    } <= listed
    assert listed & set(addresses.SEARCH.values()) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_a_text_is_told_at_its_page(
    sample: Content, indexes: dict[str, Any], lang: str
) -> None:
    """But what is on a third of all pages, and small words."""
    told = {page["address"]: _told(page, lang) for page in indexes[lang]["pages"]}
    written = _written(sample, lang)
    everywhere = _everywhere(written)
    for address, stems in written.items():
        assert stems - told[address] <= everywhere, address


def _written(sample: Content, lang: str) -> dict[str, set[str]]:
    """The stems of each page by its address."""
    return {
        page.address: set(stems_of([page.front.title, page.front.lead, _plain(sample, page)], lang))
        for page in sample.pages
        if page.lang == lang
    }


def _everywhere(written: dict[str, set[str]]) -> set[str]:
    uses = Counter(stem for stems in written.values() for stem in stems)
    return {stem for stem, times in uses.items() if times > len(written) / 3}


def _plain(sample: Content, page: Page) -> str:
    parts = parts_of(sample.text(page).html)
    return " ".join(text for part in parts for text in (part.heading, *part.lines))


def _told(page: dict[str, Any], lang: str) -> set[str]:
    stems = {*page["said"].split(), *stems_of([page["title"]], lang)}
    for heading, _, said, text, rest in page["parts"]:
        stems |= {*said.split(), *rest.split(), *stems_of([heading, text], lang)}
    return stems


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_script_finds_the_same_stems_as_the_build(
    engines: dict[str, SearchEngine], sample: Content, lang: str
) -> None:
    words = {
        word for page in sample.pages for word in _plain(sample, page).split() if page.lang == lang
    }
    small = LANGUAGES[lang].stop_words
    expected = {
        word: [None if each in small else stem(each, lang) for each in words_of(word)]
        for word in sorted(words)
    }
    assert len(expected) > 3000
    assert engines[lang].stems(list(expected)) == list(expected.values())


@pytest.mark.parametrize(
    "text",
    ["Žlutá, PŘÍŠTĚ", "п’ять об'їзд", "someone´s ‘pins’", "Їжа й Ґанок", "ﬁltr 5_6", "e\u0301"],
)
def test_the_script_folds_odd_signs_as_the_build_does(
    engines: dict[str, SearchEngine], text: str
) -> None:
    stems = [stem(word, "en") for word in words_of(text)]
    small = LANGUAGES["en"].stop_words
    expected = [
        None if word in small else each for word, each in zip(words_of(text), stems, strict=True)
    ]
    assert engines["en"].stems([text]) == [expected]


def test_without_words_of_a_crisis_nothing_is_one(sample: Content) -> None:
    found = json.loads(index(sample, "en"))
    found["crisis"]["phrases"] = []
    with SearchEngine(json.dumps(found)) as engine:
        assert engine.in_crisis(["he is not breathing", "", "needles"]) == [False] * 3
        assert engine.find("needles")


def test_a_town_is_found_by_its_name(engines: dict[str, SearchEngine]) -> None:
    for lang, typed in {"cs": "Havlíčkův Brod", "en": "havlickuv brod", "uk": "Havlíčkův"}.items():
        assert addresses.page("havlickuv-brod", "towns", lang) in engines[lang].find(typed)[:3]


def test_the_script_knows_a_crisis_as_the_desk_does(
    engines: dict[str, SearchEngine], sample: Content
) -> None:
    questions = read_questions(sample)[0]
    for lang in LANGUAGES:
        asked = [each.question for each in questions.of(lang)]
        phrases = sample.crisis_words.model_copy(
            update=dict.fromkeys(("cs", "en", "uk", "ru"), ())
            | {"cs": sample.crisis_words.typed_in(lang)}
        )
        expected = [phrases.found_in(question) for question in asked]
        assert any(expected)
        assert engines[lang].in_crisis(asked) == expected


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_who_knows_only_the_czech_name_finds_the_translation(
    engines: dict[str, SearchEngine], sample: Content, lang: str
) -> None:
    found = engines[lang]
    for page_id in ("crisis", "exchange", "pregnancy", "wound"):
        page = sample.pages.get(page_id, lang)
        czech = sample.pages.get(page_id, "cs")
        assert page.address in [
            each.partition("#")[0] for each in found.find(czech.front.title)[:3]
        ]


def test_a_site_that_says_too_much_shows_shorter_lines_and_finds_all_the_same(
    sample: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = index(sample, "cs")
    monkeypatch.setattr("site_plugins.search.index.MOST_BYTES", 0)
    spare = index(sample, "cs")
    assert len(spare) < len(full)
    pages = [json.loads(each)["pages"] for each in (full, spare)]
    everywhere = _everywhere(_written(sample, "cs"))
    for one, other in zip(*pages, strict=True):
        assert _told(one, "cs") - _told(other, "cs") <= everywhere, one["address"]
        assert not any(text for _, _, _, text, rest in other["parts"] if rest)


def test_the_words_of_readers_are_in_no_page_unless_listed(
    built_site: BuiltSite, sample: Content
) -> None:
    shown = {word for page in built_site.pages.values() for word in words_of(page.text)}
    hidden = {
        word
        for page in sample.pages
        for words in search_words.searched(page).values()
        for phrase in words
        for word in words_of(phrase)
    }
    for slang in ("pernik", "pecko", "buprak", "haro", "smack", "баян"):
        assert slang in hidden
        assert slang not in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_has_every_page_in_the_order_of_its_alphabet(
    built_site: BuiltSite, lang: str
) -> None:
    page = search_page(built_site, lang)
    rows = [rows for rows in page.all("ul") if rows.get("class") == "rows"]
    linked = {link.get("href").partition("#")[0] for each in rows for link in each.iter("a")}
    pages = built_site.frame.pages
    for page_id in pages.keys() - {"home"}:
        assert built_site.frame.address(page_id, lang) in linked, page_id
    letters = [heading.text for heading in page.all("h3") if heading.get("id")]
    words = [
        ["".join(link.itertext()) for link in each.iter("a")]
        for each, _ in zip(rows, letters, strict=False)
    ]
    for letter, under in zip(letters, words, strict=True):
        assert all(collation.index_letter(each, lang) == letter for each in under)
    flat = [word for under in words for word in under]
    assert flat == sorted(flat, key=lambda word: collation.sort_key(word, lang)[0])


def test_ch_follows_h_in_czech(built_site: BuiltSite) -> None:
    letters = [heading.text for heading in search_page(built_site, "cs").all("h3")]
    assert letters.index("CH") == letters.index("H") + 1


def test_explained_and_listed_words_lead_to_their_place(built_site: BuiltSite) -> None:
    links = {link.text: link.get("href") for link in search_page(built_site, "cs").all("a")}
    assert links["Žloutenka"] == "/infekce/#zloutenka-typu-c"
    assert links["Duální diagnóza"].startswith("/slovnicek/#")
    assert links["Havlíčkův Brod"] == "/teren/havlickuv-brod/"


def test_what_is_not_translated_stands_apart_and_says_its_language(built_site: BuiltSite) -> None:
    page = search_page(built_site, "en")
    czech = [
        link for link in page.all("a") if link.get("lang") == "cs" and link.get("hreflang") == "cs"
    ]
    assert "/otevrena-data/" in {link.get("href") for link in czech}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_form_could_send_what_is_typed(built_site: BuiltSite, lang: str) -> None:
    page = search_page(built_site, lang)
    (form,) = page.all("form")
    (field,) = page.all("input")
    assert form.get("action") is form.get("method") is field.get("name") is None
    assert form.get("hidden") == ""
    assert field.get("autocomplete") == form.get("autocomplete") == "off"
    assert field.get("spellcheck") == "false"


def test_search_is_one_step_from_every_page(built_site: BuiltSite) -> None:
    for address, page in built_site.pages.items():
        if "menu" in page.anchors():
            links = [link.get("href") for link in page.all("a")]
            assert links.count(addresses.SEARCH[page.lang]) >= 2, address
