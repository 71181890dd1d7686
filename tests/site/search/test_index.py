"""The search index and the list from A to Z: light, true to the pages, and silent about slang."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest

from centre.intake import addresses
from centre.language import collation
from centre.language.i18n import LANGUAGES
from centre.texts import content
from centre.texts.content import Content
from site_plugins.run.build import Build
from site_plugins.run.reading import build_day
from site_plugins.search import index
from site_plugins.search.page_parts import parts_of
from site_plugins.search.stems import fits, fold, folded_words, keys_of, stemmer, words_of
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


def parts(index: dict[str, Any]) -> Any:
    """Where each part of an index leads, and its title or heading, in order."""
    for address, title, *headings in index["pages"]:
        yield address, title
        for told in headings:
            heading, _, anchor = told.partition("|")
            words = words_of(heading) if index["anchors"] == "NFC" else folded_words(heading)
            yield f"{address}#{anchor or '-'.join(words)}", heading


def references(listed: Any) -> Any:
    """Words and the numbers of the parts to which they lead."""
    found = []
    number = 0
    for each in listed:
        if isinstance(each, str):
            found.append((each, []))
            number = 0
        else:
            number += each
            found[-1][1].append(number)
    return found


def search_page(built_site: BuiltSite, lang: str) -> Written:
    return built_site.pages[addresses.SEARCH[lang]]


def weight(built_site: BuiltSite, address: str) -> int:
    return len(brotli.compress(built_site.file(address).read_bytes()))


def test_all_indexes_together_weigh_at_most_25_kib(built_site: BuiltSite) -> None:
    assert sum(weight(built_site, f"/search.{lang}.json") for lang in LANGUAGES) <= 25 * KIB


@pytest.mark.usefixtures("takes_seconds")
def test_where_too_much_is_said_what_pages_use_least_is_left_out(
    sample: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = Build(day=sample.day, watch=False, output=tmp_path, content=sample)
    full = {lang: json.loads(text) for lang, text in index.indexes(build).items()}
    monkeypatch.setattr(index, "MOST_BYTES", 0)
    spare = {lang: json.loads(text) for lang, text in index.indexes(build).items()}
    for lang in LANGUAGES:
        assert spare[lang]["pages"] == full[lang]["pages"]
        assert spare[lang]["also"] == full[lang]["also"]
        kept, left = (len(references(index[lang]["words"])) for index in (full, spare))
        assert 0 < left < kept


def test_a_page_with_search_loads_at_most_3_kib_of_script(built_site: BuiltSite) -> None:
    assert (
        sum(weight(built_site, built_site.frame.asset(name)) for name in ("site.js", "search.js"))
        <= 3 * KIB
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_of_the_index_is_there_under_its_heading(
    built_site: BuiltSite, indexes: dict[str, Any], lang: str
) -> None:
    for address, heading in parts(indexes[lang]):
        target = urlsplit(address)
        page = built_site.pages[target.path]
        assert page.lang == lang
        assert heading in page.text
        assert not target.fragment or target.fragment in page.anchors(), address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_a_language_is_in_its_index(
    built_site: BuiltSite, indexes: dict[str, Any], lang: str
) -> None:
    listed = {address for address, *_ in indexes[lang]["pages"]}
    assert {
        found[lang].address for found in built_site.frame.pages.values() if lang in found
    } <= listed
    assert listed & set(addresses.SEARCH.values()) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_lead_to_parts_that_are_there(indexes: dict[str, Any], lang: str) -> None:
    number_of_parts = len(list(parts(indexes[lang])))
    for listed in ("words", "also"):
        for words, numbers in references(indexes[lang][listed]):
            assert words
            assert numbers
            assert all(0 <= number < number_of_parts for number in numbers), words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_browser_agrees_with_the_stems_of_the_build(sample: Content, lang: str) -> None:
    """Whatever form of a word the texts have, it fits what the index keeps: no stemmer is missed
    there."""
    forms = defaultdict(set)
    for page in sample.pages:
        for part in parts_of(sample.text(page).html) if page.lang == lang else ():
            for word in part.words:
                forms[stemmer(lang)(word)].add(fold(word))
    assert sum(len(found) > 1 for found in forms.values()) > 200
    for stem, found in forms.items():
        keys = keys_of(stem, found)
        assert all(len(form) < 3 or any(fits(form, key) for key in keys) for form in found), found


def test_the_words_of_readers_are_in_no_page_unless_listed(
    built_site: BuiltSite, sample: Content
) -> None:
    pages = [folded_words(page.text) for page in built_site.pages.values()]
    shown = {word for words in pages for word in words}
    for slang in ("perník", "péčko", "buprák", "háro", "buchna", "smack", "баян"):
        assert any(slang in entry.words for lang in LANGUAGES for entry in sample.synonyms.of(lang))
        assert folded_words(slang)[0] not in shown


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
    assert links["Havlíčkův Brod"] == "/teren/#havlickuv-brod"


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
