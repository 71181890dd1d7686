"""A published question is a file like any other and passes the same check."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from centre.reading.front_matter import FrontMatter
from centre.reading.reader import read_markdown
from centre.texts import content
from tests.paths import ROOT

DAY = date(2026, 11, 24)
ASKED = Question(
    title="Půjčil jsem kamarádovi jehlu: co teď?",
    lead="Nechte se oba otestovat. Test je zdarma a bez dokladů.",
    question="Půjčil jsem kamarádovi jehlu.\n\nMám se bát?",
    answer="Přijďte na [test](page:testing).\n\n"
    "- Zavolat můžete na [[tel:centre]].\n- Doklady nechceme.",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the sample's content."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.mark.usefixtures("takes_seconds")
def test_a_written_question_is_a_page_of_the_site_that_waits_for_approval(root: Path) -> None:
    page_id = published_questions.new_id(root, ASKED)
    assert page_id == "question-pujcil-jsem-kamaradovi-jehlu-co-ted"
    text = published_questions.page(ASKED, page_id, DAY)
    assert published_questions.faults(root, DAY, page_id, text) == []
    published_questions.write(root, page_id, text)
    found = content.read(root, DAY)
    page = found.pages.get(page_id, "cs")
    assert page is not None
    assert (page.address, page.front.title) == (
        f"/otazky/{page_id.removeprefix('question-')}/",
        ASKED.title,
    )
    assert (page.front.approval, page.front.parent, page.front.exit) == (
        ("clinician",),
        "questions",
        True,
    )
    assert (page.front.reviewed_on, page.front.next_review) == (DAY, date(2027, 5, 25))
    assert page_id in [child.id for child in found.pages.children("questions", "cs")]
    html = found.text(page).html
    assert (
        "<blockquote>\n<p>Půjčil jsem kamarádovi jehlu.</p>\n<p>Mám se bát?</p>\n</blockquote>"
        in html
    )
    assert "<li>Doklady nechceme.</li>" in html
    assert not list(root.rglob(".*"))


def test_the_same_title_twice_makes_two_pages(root: Path) -> None:
    first = published_questions.new_id(root, ASKED)
    published_questions.write(root, first, published_questions.page(ASKED, first, DAY))
    assert published_questions.new_id(root, ASKED) == f"{first}-2"


@pytest.mark.parametrize(
    ("title", "page_id"),
    [
        ("Ona: „Ne!“ #1 'a' \"b\" {x} [y] & \\", "question-ona-ne-1-a-b-x-y"),
        ("🙂", "question-otazka"),
        ("Мама", "question-otazka"),
        ("Slovo " * 30, "question-" + "-".join(["slovo"] * 10)),
        ("a" * 200, "question-" + "a" * 60),
        ("- x: y", "question-x-y"),
    ],
)
def test_any_title_gives_a_usable_id_and_front_matter(root: Path, title: str, page_id: str) -> None:
    asked = Question(**{**ASKED.__dict__, "title": title})
    made = published_questions.new_id(root, asked)
    assert made == page_id
    published_questions.write(root, made, published_questions.page(asked, made, DAY))
    front, _text, faults = read_markdown(published_questions.path(root, made), "cs", FrontMatter)
    assert faults == []
    assert front is not None
    assert front.title == " ".join(title.split())


@pytest.mark.usefixtures("takes_seconds")
def test_the_check_says_all_that_is_wrong(root: Path) -> None:
    wrong = Question(
        title=ASKED.title,
        lead="Feťák není nadávka.",
        question="# Nadpis\n\nCo teď?",
        answer="Volejte 777 123 456 nebo [[tel:nobody]].\n\n"
        "<b>Čtěte</b> [tuto stránku](page:nowhere).",
    )
    said = " ".join(
        fault.message
        for fault in published_questions.faults(
            root, DAY, "question-new", published_questions.page(wrong, "question-new", DAY)
        )
    )
    for each in (
        "nadpis první úrovně",
        "777 123 456",
        "nobody",
        "html v textu",
        "nowhere",
        "feťák",
    ):
        assert each in said.lower(), said


@pytest.mark.usefixtures("takes_seconds")
def test_a_mistake_elsewhere_is_not_its_own(root: Path) -> None:
    (root / "cs" / "pages" / "about.md").write_text("broken", "utf-8")
    text = published_questions.page(ASKED, "question-new", DAY)
    assert published_questions.faults(root, DAY, "question-new", text) == []


@pytest.mark.usefixtures("takes_seconds")
def test_a_centre_without_an_archive_can_publish_an_answer(tmp_path: Path) -> None:
    root = shutil.copytree(ROOT / "examples" / "kyjov", tmp_path / "content")
    assert not published_questions.has_archive(root)
    text = published_questions.page(ASKED, "question-new", DAY, in_archive=False)
    assert published_questions.faults(root, DAY, "question-new", text) == []
