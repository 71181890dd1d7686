"""A picture in a text: in its widths, with words for who does not see it, and never too much."""

from datetime import date

import pytest

from centre.pictures.pictures_in_texts import fetched_from
from centre.pictures.widths import BUDGET, PAGE_BYTES
from centre.texts import content
from site_plugins.run.differences import differences
from tests.centre.pictures.made_picture import WORDS, YARD, lay_picture
from tests.site.conftest import Draft, content_copy, draft

__all__ = ["content_copy", "draft"]

DAY = date(2026, 11, 21)
MARK = f"[[picture:{YARD}]]"
WOUND = "cs/pages/wound.md"


def html_of(draft: Draft, page: str = "wound", lang: str = "cs") -> str:
    found = content.read(draft.folder, DAY)
    return found.text(found.pages.get(page, lang)).html


def told(draft: Draft) -> list[str]:
    found = content.read_leniently(draft.folder, DAY)
    return [str(fault).replace(f"{draft.folder}/", "") for fault in found.faults]


def test_a_picture_is_shown_in_its_widths(draft: Draft) -> None:
    lay_picture(draft.folder)
    draft.append(WOUND, MARK)
    html = html_of(draft)
    assert f'<img alt="{WORDS["cs"]}" ' in html
    for part in (
        'src="/obrazky/dvorek-960.jpg"',
        'width="1440"',
        'height="1080"',
        'loading="lazy"',
        'type="image/webp"',
        "/obrazky/dvorek-480.webp 480w, /obrazky/dvorek-960.webp 960w, "
        "/obrazky/dvorek-1440.webp 1440w",
    ):
        assert part in html


def test_what_is_read_elsewhere_fetches_its_pictures_all_the_same(draft: Draft) -> None:
    lay_picture(draft.folder)
    draft.append(WOUND, MARK)
    html = fetched_from(html_of(draft), "https://centrum.example/obrazky/")
    assert html.count("https://centrum.example/obrazky/dvorek-") == 4


@pytest.mark.parametrize("text", [MARK, f"Slova {MARK} kolem."])
def test_a_picture_that_is_not_there_is_told(draft: Draft, text: str) -> None:
    line = draft.append(WOUND, text.replace(YARD, "dvorecek"))
    lay_picture(draft.folder)
    assert told(draft) == [
        f"{WOUND}:{line}: obrázek „dvorecek“ nemáme; mysleli jste „dvorek“?; přidáte ho na pultu"
        " (Obrázky)"
    ]


def test_each_language_wants_its_own_words(draft: Draft) -> None:
    lay_picture(draft.folder, words={"cs": "Dvorek"})
    draft.append(WOUND, MARK)
    line = draft.append("uk/pages/wound.md", MARK)
    assert told(draft) == [
        f"uk/pages/wound.md:{line}: obrázek „dvorek“ nemá ukrajinsky napsáno, co na něm je;"
        " doplňte to v Obrázcích"
    ]


def test_files_that_are_gone_are_told_once_and_the_page_does_without(draft: Draft) -> None:
    lay_picture(draft.folder)
    (draft.folder / "pictures" / "dvorek-960.webp").unlink()
    draft.append(WOUND, MARK)
    (fault,) = told(draft)
    assert fault.startswith("data/pictures.yaml:2: pictures.0.name: soubor dvorek-960.webp")


def test_pictures_belong_to_pages_alone(draft: Draft) -> None:
    lay_picture(draft.folder)
    line = draft.append("cs/intake/complaint.md", MARK)
    assert told(draft) == [
        f"cs/intake/complaint.md:{line}: obrázek může být jen na stránce webu, tady ne"
    ]


def test_a_page_with_too_many_pictures_says_what_fits(draft: Draft) -> None:
    lay_picture(draft.folder, size=BUDGET[480])
    most = PAGE_BYTES // BUDGET[480]
    draft.append(WOUND, "\n\n".join([MARK] * most))
    assert not told(draft)
    draft.append(WOUND, MARK)
    (fault,) = told(draft)
    assert "na mobilních datech je to moc; vejde se 250 kB, některý odeberte" in fault


def test_a_picture_of_markdown_is_told_how_it_is_done_here(draft: Draft) -> None:
    draft.append(WOUND, "![dvorek](/obrazky/dvorek-960.jpg)")
    assert any(
        "přidejte na pultu (Obrázky) a sem dejte [[picture:…]]" in each for each in told(draft)
    )


def test_only_what_a_page_shows_is_for_readers(draft: Draft) -> None:
    lay_picture(draft.folder)
    before = content.read(draft.folder, DAY)
    assert not before.shown_pictures
    draft.append(WOUND, MARK)
    after = content.read(draft.folder, DAY)
    (shown,) = after.shown_pictures
    assert next(iter(shown.files)) == "/obrazky/dvorek-480.webp"
    assert "Obrázek dvorek: nově (Dvorek s lavičkou)" in differences(before, after)
