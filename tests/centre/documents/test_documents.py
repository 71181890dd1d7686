"""What is said of documents and what lies in their folder belong together; a slip is told."""

from datetime import date
from pathlib import Path

import pytest

from centre.documents.documents import HEAVY_BYTES, advice_on_documents, read_documents
from centre.documents.pdf_files import published
from centre.texts import content
from tests.centre.documents.made_pdf import pdf, signed_by_its_maker
from tests.paths import ROOT

ENTRY = """\
documents:
  - file: zprava.pdf
    title: {cs: Zpráva, en: Report}
    kind: annual-report
    year: 2025
    language: cs
"""


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """A centre with one document."""
    put(tmp_path, "data/documents.yaml", ENTRY)
    put(tmp_path, "documents/zprava.pdf", pdf(signed_by_its_maker))
    return tmp_path


def put(centre: Path, name: str, written: str | bytes) -> None:
    path = centre / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(written.encode() if isinstance(written, str) else written)


def told(centre: Path, *, demo: bool = False) -> list[str]:
    _, faults = read_documents(centre, demo=demo, this_year=2026)
    return [str(fault).replace(f"{centre}/", "") for fault in faults]


def test_a_document_keeps_its_address_and_loses_what_it_said_of_its_maker(centre: Path) -> None:
    documents, faults = read_documents(centre, demo=False, this_year=2026)
    assert not faults
    (document,) = documents
    assert document.address == "/dokumenty/zprava.pdf"
    assert document.pdf == published(pdf(signed_by_its_maker), "Zpráva", "cs")


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "zprava.pdf",
            "zpravy.pdf",
            "data/documents.yaml:2: documents.0.file: soubor zpravy.pdf ve složce documents není;"
            " mysleli jste „zprava.pdf“?",
        ),
        (
            "file: zprava.pdf",
            "file: Zpráva 2025.pdf",
            "data/documents.yaml:2: documents.0.file: čekáme jméno souboru z malých písmen",
        ),
        ("annual-report", "report", "documents.0.kind: je tu „report“, čekáme jedno z: registr"),
        ("2025", "2035", "data/documents.yaml:5: documents.0.year: rok 2035 ještě nenastal"),
        ("2025", "loni", "documents.0.year: čekáme celé číslo"),
        ("language: cs", "language: čeština", "documents.0.language: čekáme dvoupísmenný kód"),
        (
            "language: cs",
            "language: cs\n    sample: true",
            "documents.0.sample: ukázkový dokument smí být jen v ukázce",
        ),
    ],
)
def test_a_slip_in_the_list_is_told(centre: Path, right: str, wrong: str, message: str) -> None:
    assert right in ENTRY
    put(centre, "data/documents.yaml", ENTRY.replace(right, wrong, 1))
    assert any(message in line for line in told(centre)), told(centre)


def test_a_document_that_is_listed_twice_is_told(centre: Path) -> None:
    put(centre, "data/documents.yaml", ENTRY + ENTRY.partition("\n")[2])
    assert told(centre) == ["data/documents.yaml:7: documents.1.file: zprava.pdf už je na řádku 2"]


def test_a_file_that_is_not_listed_is_told(centre: Path) -> None:
    put(centre, "documents/pravidla.pdf", pdf())
    assert told(centre) == [
        "documents/pravidla.pdf:1: o souboru nic neříká data/documents.yaml; zapište ho tam, nebo"
        " ho smažte"
    ]


@pytest.mark.parametrize("name", ["Zpráva.pdf", "zprava (1).pdf", "zprava.docx"])
def test_a_file_that_nobody_reads_is_told(centre: Path, name: str) -> None:
    put(centre, f"documents/{name}", pdf())
    (line,) = told(centre)
    assert line.startswith(f"documents/{name}:1: ")


def test_a_file_that_is_no_pdf_is_told_by_its_name_and_not_offered(centre: Path) -> None:
    put(centre, "documents/zprava.pdf", b"PK\x03\x04 an office file")
    documents, _ = read_documents(centre, demo=False, this_year=2026)
    assert not documents.offered
    assert documents.broken
    (line,) = told(centre)
    assert line.startswith("documents/zprava.pdf:1: soubor nejde přečíst jako PDF")


def test_a_centre_without_documents_has_none_and_no_fault(tmp_path: Path) -> None:
    documents, faults = read_documents(tmp_path, demo=False, this_year=2026)
    assert not faults
    assert not documents.offered


def test_advice_names_a_scan_and_what_is_heavy(centre: Path) -> None:
    put(centre, "documents/zprava.pdf", pdf(words="1" * HEAVY_BYTES))
    documents, _ = read_documents(centre, demo=False, this_year=2026)
    scan, heavy = advice_on_documents(documents)
    assert "zprava.pdf je jen obrázek papíru" in scan.message
    assert "zprava.pdf má 2,0 MB" in heavy.message


def test_the_sample_says_in_each_document_that_it_is_one() -> None:
    found = content.read(ROOT / "content", date(2026, 11, 21)).listings.documents
    assert len(found.offered) == 3
    assert all(document.entry.sample for document in found)
