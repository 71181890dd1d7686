"""PDFs of the centre: offered where their page says, in the words of its language."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from centre.texts import content
from site_plugins.run.differences import differences
from tests.built import BuiltSite
from tests.centre.documents.made_pdf import pdf
from tests.site.conftest import Draft

DAY = date(2026, 11, 21)
REPORT = "documents/vyrocni-zprava-2025.pdf"
LISTED = "[[list:documents]]"
SAID = {
    "cs": "Výroční zpráva 2025 (ukázka), 2025 (PDF, čeština, 2 strany, 21 kB)",
    "en": "Annual report 2025 (sample), 2025 (PDF, Czech, 2 pages, 21 kB)",
    "uk": "Річний звіт за 2025 рік (зразок), 2025 (PDF, чеська, 2 сторінки, 21 кБ)",
}


@pytest.mark.parametrize("lang", SAID)
def test_a_reader_learns_what_a_document_is_before_fetching_it(
    built_site: BuiltSite, lang: str
) -> None:
    page = built_site.pages[built_site.frame.address("documents", lang)]
    assert SAID[lang] in page.text.replace("\xa0", " ")
    (link,) = [each for each in page.all("a") if "vyrocni-zprava" in each.get("href", "")]
    assert link.get("href") == "/dokumenty/vyrocni-zprava-2025.pdf"
    assert link.get("hreflang") == (None if lang == "cs" else "cs")
    served = built_site.file(link.get("href")).read_bytes()
    assert len(PdfReader(BytesIO(served)).pages) == 2


def test_a_text_can_lead_to_a_document(draft: Draft) -> None:
    draft.append("cs/pages/complaints.md", "[Formulář](document:complaint-form)")
    found = content.read(draft.folder, DAY)
    html = found.text(found.pages.get("complaints", "cs")).html
    assert '<a href="/dokumenty/complaint-form.pdf">Formulář</a>' in html


@pytest.mark.parametrize("file", ["cs/pages/complaints.md", "cs/intake/complaint.md"])
def test_a_link_to_a_document_that_is_not_there_is_told(draft: Draft, file: str) -> None:
    line = draft.append(file, "[Formulář](document:complaint-from)")
    code, lines = draft.check()
    assert code == 1
    message = "dokument „complaint-from“ mezi dokumenty centra není; mysleli jste „complaint-form“?"
    assert f"{file}:{line}: {message}" in lines


def test_a_broken_document_is_told_once_and_not_by_its_links(draft: Draft) -> None:
    draft.append("cs/pages/complaints.md", "[Zpráva](document:vyrocni-zprava-2025)")
    (draft.folder / REPORT).write_bytes(b"%PDF-1.7")
    code, lines = draft.check()
    assert code == 1
    assert [line.partition(":")[0] for line in lines] == [REPORT, "Chyb"]


def test_a_document_that_no_page_leads_to_is_told_and_stops_nothing(draft: Draft) -> None:
    for lang in ("cs", "en", "uk"):
        draft.replace(f"{lang}/pages/documents.md", LISTED, "")
    code, lines = draft.check()
    assert code == 0
    assert len([line for line in lines if "na dokument nikde nevede odkaz" in line]) == 2


def test_without_documents_the_page_says_so(draft: Draft) -> None:
    (draft.folder / "data/documents.yaml").unlink()
    for path in (draft.folder / "documents").iterdir():
        path.unlink()
    (draft.folder / "cs/news/report-2025.md").unlink()  # leads to one of them
    found = content.read(draft.folder, DAY)
    html = found.text(found.pages.get("documents", "cs")).html
    assert "Zatím tu žádný dokument není." in html


def change_title(folder: Path) -> None:
    listed = folder / "data/documents.yaml"
    listed.write_text(listed.read_text("utf-8").replace("Complaint form", "Form"), "utf-8")


def put_another_file(folder: Path) -> None:
    (folder / REPORT).write_bytes(pdf())


def rename(folder: Path) -> None:
    (folder / "documents/vytah-ze-standardu.pdf").rename(folder / "documents/standardy.pdf")
    listed = folder / "data/documents.yaml"
    written = listed.read_text("utf-8")
    listed.write_text(written.replace("vytah-ze-standardu.pdf", "standardy.pdf"), "utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (change_title, ["Dokument /dokumenty/complaint-form.pdf: jinak popsaný"]),
        (put_another_file, ["Dokument /dokumenty/vyrocni-zprava-2025.pdf: jiný soubor"]),
        (
            rename,
            [
                "Dokument /dokumenty/vytah-ze-standardu.pdf: už není (Výtah ze standardů kvality)",
                "Dokument /dokumenty/standardy.pdf: nově Výtah ze standardů kvality",
            ],
        ),
    ],
    ids=["title", "file", "name"],
)
def test_before_publishing_it_is_said_which_documents_change(
    draft: Draft, change: Callable[[Path], None], told: list[str]
) -> None:
    before = content.read(draft.folder, DAY)
    change(draft.folder)
    assert differences(before, content.read(draft.folder, DAY)) == told
