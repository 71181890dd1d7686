"""A draft as a page: the one that a build makes, with what the check says of it."""

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from centre.approvals.outdated import OutdatedTranslations
from centre.texts.content import read_leniently
from kacko.builder.previews import NoPlaceForTexts, Preview, Previews
from tests.built import DAY, BuiltSite, Pelican
from tests.paths import ROOT
from tests.site.conftest import Draft

WOUND = "cs/pages/wound.md"


@pytest.fixture(scope="module")
def previews(takes_seconds: None) -> Previews:
    return Previews(ROOT / "content", DAY)


def text_of(file: str) -> str:
    return (ROOT / "content" / file).read_text("utf-8")


def told(preview: Preview) -> list[tuple[int, str | None]]:
    return [(fault.line, fault.field) for fault in preview.faults if not fault.advice]


@pytest.mark.parametrize(
    "file",
    [
        "cs/pages/home.md",
        "cs/pages/contact.md",
        "cs/pages/outreach.md",
        "cs/pages/results.md",
        "cs/services/exchange.md",
        "en/pages/home.md",
        "uk/pages/crisis.md",
    ],
)
def test_a_preview_of_what_is_published_is_the_page_that_is_published(
    previews: Previews, built_site: BuiltSite, file: str
) -> None:
    preview = previews.preview(file, text_of(file))
    assert preview.html == built_site.file(preview.address).read_text("utf-8")
    assert told(preview) == []


def test_a_translation_says_that_the_czech_page_was_changed(draft: Draft) -> None:
    day = date.fromisoformat(DAY)
    pages = read_leniently(draft.folder, day).pages
    czech = pages.get("wound", "cs")
    english = pages.get("wound", "en")
    assert czech
    assert english
    OutdatedTranslations().with_(english.standing, czech.standing, day).write(draft.folder)
    file = "en/pages/wound.md"
    text = text_of(file)
    assert "does not show it yet" not in Previews(draft.folder, DAY).preview(file, text).html
    draft.replace("cs/pages/wound.md", "title: ", "title: Nově ")
    html = Previews(draft.folder, DAY).preview(file, text).html
    note = re.search(r"The Czech page was changed on ([^;]+);.+?</p>", html, re.DOTALL)
    assert note
    assert note[1].replace("\xa0", " ") == "21 November 2026"
    assert f'href="{czech.address}" hreflang="cs"' in note[0]
    assert "se změnila" not in Previews(draft.folder, DAY).preview(WOUND, text_of(WOUND)).html


def test_a_page_that_does_not_exist_yet_is_shown_at_its_address(previews: Previews) -> None:
    text = text_of(WOUND).replace("translation_id: wound", "translation_id: second-wound")
    text = text.replace("\nslug: ", "\nslug: nova-")
    preview = previews.preview("cs/pages/second-wound.md", text)
    assert preview.address.startswith("/nova-")
    assert "<main" in preview.html
    assert told(preview) == []
    assert not (ROOT / "content/cs/pages/second-wound.md").exists()


def test_what_is_wrong_is_told_with_its_line_and_field(previews: Previews) -> None:
    text = text_of(WOUND).replace("\nlead:", "\nleed:", 1)
    preview = previews.preview(WOUND, text)
    line = next(number for number, each in enumerate(text.split("\n"), 1) if each[:5] == "leed:")
    assert (line, "leed") in told(preview)
    assert not preview.html


def test_a_text_that_asks_for_an_unknown_fact_is_told_and_still_shown(previews: Previews) -> None:
    text = f"{text_of(WOUND).rstrip()}\n\nVolejte [[tel:../../etc/passwd]].\n"
    preview = previews.preview(WOUND, text)
    assert [line for line, _ in told(preview)] == [text.count("\n")]
    assert "passwd" not in preview.html.partition("<main")[0]


def test_what_a_draft_breaks_on_another_page_is_told_with_it(previews: Previews) -> None:
    text = text_of(WOUND).replace("\nslug: ", "\nslug: kontakt # ", 1)
    preview = previews.preview(WOUND, text)
    assert any("kontakt" in fault.message for fault in preview.faults)


@pytest.mark.parametrize(
    "file",
    [
        "../secrets/pages/x.md",
        "cs/pages/../../../x.md",
        "/etc/passwd",
        "cs/pages/x.md\n",
        "cs/pages/.x.md",
        "data/centre.yaml",
        "cs/pages/x.html",
        "",
    ],
)
def test_only_places_of_texts_are_taken(previews: Previews, file: str) -> None:
    with pytest.raises(NoPlaceForTexts):
        previews.preview(file, "x")


def test_a_draft_changes_nothing_for_the_next_one(previews: Previews) -> None:
    before = previews.preview(WOUND, text_of(WOUND))
    previews.preview(WOUND, text_of(WOUND).replace("title: ", "title: Jiný ", 1))
    assert previews.preview(WOUND, text_of(WOUND)) == before


def test_a_changed_page_is_what_a_fresh_build_makes_of_it(
    pelican: Pelican, draft: Draft, tmp_path: Path
) -> None:
    previews = Previews(draft.folder, DAY)
    text = (draft.folder / WOUND).read_text("utf-8")
    changed = text.replace("title: ", "title: Nová ", 1).rstrip() + "\n\nPřijďte [[tel:centre]].\n"
    preview = previews.preview(WOUND, changed)
    (draft.folder / WOUND).write_text(changed, "utf-8")
    built = BuiltSite.beneath(tmp_path)
    environment = {"PUBLISH_ANYWAY": "sample,helplines,approval"}
    ran = pelican(
        "-s", "publishconf.py", *built.options, KACKO_CONTENT=str(draft.folder), **environment
    )
    assert ran.returncode == 0, ran.stderr
    assert preview.html == built.file(preview.address).read_text("utf-8")


KINDS = (
    WOUND,
    "cs/pages/home.md",
    "cs/pages/contact.md",
    "cs/pages/outreach.md",
    "cs/services/exchange.md",
    "en/pages/wound.md",
    "uk/pages/home.md",
)
"""Pages of several kinds; each has a template or lists of its own."""


def edited(chance: Random, text: str) -> str:
    """A text with one small change, as a person makes it."""
    words = chance.choice(["Slovo navíc.", "Volejte [[tel:centre]].", "[Kontakt](page:contact)."])
    match chance.randrange(3):
        case 0:
            return text.replace("\ntitle: ", f"\ntitle: {chance.choice('ABC')}. ", 1)
        case 1:
            return text.replace("\nlead: ", "\nlead: Nově: ", 1)
        case _:
            return f"{text.rstrip()}\n\n{words}\n"


def test_what_is_remembered_makes_the_page_that_a_fresh_builder_makes(
    takes_seconds: None, draft: Draft
) -> None:
    chance = Random(19)
    remembering = Previews(draft.folder, DAY)
    for number in range(4):
        file = chance.choice(KINDS)
        text = (draft.folder / file).read_text("utf-8")
        remembering.preview(file, edited(chance, text))
        saved = chance.choice(KINDS)
        path = draft.folder / saved
        path.write_text(edited(chance, path.read_text("utf-8")), "utf-8")
        if number == 2:
            draft.replace("data/centre.yaml", "answer_days: 3", "answer_days: 4")
        file = chance.choice(KINDS)
        text = edited(chance, (draft.folder / file).read_text("utf-8"))
        assert remembering.preview(file, text) == Previews(draft.folder, DAY).preview(file, text)
