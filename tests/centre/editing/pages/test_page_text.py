"""A page as fields and a text, and back: what nobody touched stays, byte for byte."""

import pytest

from centre.editing.pages import paragraphs
from centre.editing.pages.differences import differences, in_short
from centre.editing.pages.page_files import PageFile, PageKind, page_files
from centre.editing.pages.page_text import PageText, fields_of, filled_in_text
from centre.editing.rewriting import CannotRewrite
from centre.language.languages import LANGUAGES, ORIGINAL
from tests.paths import ROOT

CONTENT = ROOT / "content"
PAGES = [
    page for lang in LANGUAGES for kind in PageKind for page in page_files(CONTENT, lang, kind)
]
WOUND = "cs/pages/wound.md"


def text_of(page: PageFile) -> str:
    return (CONTENT / page.name).read_bytes().decode()


def typed_back(page: PageFile, text: str, **typed: str) -> str:
    """The file as a browser sends it back, with some fields typed anew."""
    fields = {each.name: each.value for each in fields_of(page, text).fields}
    body = PageText.of(text).plain_body.replace("\n", "\r\n")
    return filled_in_text(page, text, {**fields, **typed}, body)


def test_every_page_comes_back_as_it_was() -> None:
    assert len(PAGES) > 200
    assert [page.name for page in PAGES if typed_back(page, text_of(page)) != text_of(page)] == []


def test_a_new_title_changes_one_line() -> None:
    page = PageFile.of(WOUND)
    assert page
    before = text_of(page)
    after = typed_back(page, before, title='Rána: "absces" #1')
    changed = [line for line in after.split("\n") if line not in before.split("\n")]
    assert changed == ['title: "Rána: \\"absces\\" #1"']


def test_line_ends_of_windows_stay() -> None:
    page = PageFile.of(WOUND)
    assert page
    text = text_of(page).replace("\n", "\r\n")
    after = filled_in_text(page, text, {}, "První.\n\nDruhý.")
    assert after.endswith("První.\r\n\r\nDruhý.\r\n")
    assert "\n" not in after.replace("\r\n", "")


@pytest.mark.parametrize("text", ["", "Bez hlavičky.", "---\ntitle: a\n", "--- a\n---\n"])
def test_what_has_no_head_is_refused(text: str) -> None:
    page = PageFile.of(WOUND)
    assert page
    with pytest.raises(CannotRewrite):
        fields_of(page, text)


@pytest.mark.parametrize(
    "name",
    [
        "../cs/pages/wound.md",
        "cs/pages/../../data/centre.yaml",
        "cs/pages/wound.yaml",
        "cs/data/centre.md",
        "cs/intake/crisis.md",
        "de/pages/wound.md",
        "cs/pages/.md",
        "cs/pages/a b.md",
        "cs/pages/wound.md\n",
        f"cs/pages/{'a' * 61}.md",
        "",
    ],
)
def test_no_other_name_is_a_page(name: str) -> None:
    assert PageFile.of(name) is None


def test_translations_stand_beside_their_originals() -> None:
    translations = [page for page in PAGES if page.lang != ORIGINAL]
    fitting = 0
    for page in translations:
        found = paragraphs.pairs(text_of(page.in_(ORIGINAL)), text_of(page))
        if found is not None:
            fitting += 1
            body = PageText.of(text_of(page)).plain_body
            assert paragraphs.joined([each.translation for each in found]) == body
    assert fitting > len(translations) * 0.9


def test_a_missing_paragraph_leaves_the_others_in_their_places() -> None:
    original = "---\na: b\n---\n\nJedna.\n\nDvě.\n\nTři.\n"
    body = paragraphs.joined(["One.", "", "Three.\n\nMore."])
    found = paragraphs.pairs(original, f"---\na: b\n---\n\n{body}\n")
    assert found is not None
    assert [each.translation for each in found] == ["One.", "", "Three.\nMore."]


def test_a_difference_is_one_sentence_without_marks() -> None:
    page = PageFile.of(WOUND)
    assert page
    before = text_of(page)
    after = before.replace("2. Ránu opláchněte vodou", "2. Ránu omyjte vodou")
    (found,) = differences(page, before, after)
    assert found.before == "Ránu opláchněte vodou a přikryjte sterilním krytím."
    assert found.after == "Ránu omyjte vodou a přikryjte sterilním krytím."


def test_a_link_that_leads_elsewhere_is_a_difference() -> None:
    page = PageFile.of(WOUND)
    assert page
    before = text_of(page)
    (found,) = differences(page, before, before.replace("(page:accompaniment)", "(page:crisis)"))
    assert "(page:crisis)" in found.after


def test_a_long_change_is_short_in_the_history() -> None:
    page = PageFile.of(WOUND)
    assert page
    before = text_of(page)
    assert in_short(page, "", before) == "nová stránka"
    assert in_short(page, before, "") == "stažená stránka"
    assert len(in_short(page, before, "---\ntitle: x\n---\n\nVšechno jinak.\n")) < 600
