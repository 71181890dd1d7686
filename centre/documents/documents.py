"""The documents that the centre offers: ``documents.yaml``, and the PDFs in the folder beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from centre.documents.pdf_files import NotPublishable, PdfFile, published
from centre.intake import addresses
from centre.reading.faults import Fault, file_name
from centre.reading.files import content_files
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.reader import read_file
from centre.reading.values import LanguageCode, Translations, WholeNumber, matching

DOCUMENTS_FILE: Final = "documents.yaml"
FOLDER: Final = "documents"
ENDING: Final = ".pdf"

HEAVY_BYTES: Final = 2_000_000
"""From here on it costs a reader with little data too much."""

DocumentKind = Literal["registration", "annual-report", "rules", "form", "other"]
KINDS: Final[tuple[DocumentKind, ...]] = get_args(DocumentKind)
"""In the order in which readers find them."""

FileName = Annotated[
    str,
    matching(
        r"(?=.{1,80}$)[a-z0-9]+([-_][a-z0-9]+)*\.pdf",
        "jméno souboru z malých písmen bez háčků, číslic a spojovníků, třeba"
        " vyrocni-zprava-2025.pdf, nejvýše 80 znaků",
    ),
]


class DocumentEntry(Fact):
    """What readers learn of a document before they fetch it. A sample one may stand only in a
    sample centre."""

    file: Annotated[
        FileName, Field(title="Soubor ve složce documents", description="po zveřejnění se nemění")
    ]
    title: Annotated[Translations, Field(title="Název")]
    kind: Annotated[
        DocumentKind,
        Field(
            title="Druh",
            description="registration: oprávnění; annual-report: výroční zpráva; rules: pravidla;"
            " form: formulář; other: jiný",
        ),
    ]
    year: Annotated[WholeNumber, Field(title="Rok", ge=1990, le=2100)]
    language: Annotated[LanguageCode, Field(title="Jazyk dokumentu")]
    sample: Annotated[bool, Field(title="Ukázka")] = False

    @property
    def name(self) -> str:
        """By what texts link to it, ``document:name``."""
        return self.file.removesuffix(ENDING)


class DocumentList(Fact):
    """``documents.yaml``."""

    documents: Annotated[tuple[DocumentEntry, ...], Field(title="Dokumenty")] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document with the file that readers get."""

    entry: DocumentEntry
    pdf: PdfFile

    @property
    def address(self) -> str:
        """Where it lies; the same in all languages, and as long as its file has its name."""
        return addresses.document(self.entry.name)


@dataclass(frozen=True, slots=True)
class Documents:
    """Those that can be offered, as they are listed.

    ``broken`` tells that others cannot: a link to one that is missing is no mistake then.
    """

    offered: tuple[Document, ...] = ()
    broken: bool = False

    def __iter__(self) -> Iterator[Document]:
        return iter(self.offered)

    @property
    def names(self) -> tuple[str, ...]:
        """By what texts link to them."""
        return tuple(each.entry.name for each in self.offered)

    def of_kind(self, kind: DocumentKind) -> list[Document]:
        """Those of one kind, the newest first."""
        found = (each for each in self.offered if each.entry.kind == kind)
        return sorted(found, key=lambda each: each.entry.year, reverse=True)


def read_documents(root: Path, *, demo: bool, this_year: int) -> tuple[Documents, list[Fault]]:
    """The documents of the centre whose folder is ``root``, and every fault.

    They are never the product's: a centre without such a list offers none.
    """
    folder = root / FOLDER
    paths, faults = content_files(folder, ENDING)
    listed, found = read_file(root / "data" / DOCUMENTS_FILE, DocumentList, required=False)
    faults += found
    if found:
        return Documents(broken=True), faults
    documents = listed.documents if listed else ()
    faults += _faults_in_list(documents, demo=demo, this_year=this_year)
    faults += _not_listed(paths, documents)
    files = {path.name: path for path in paths}
    offered = []
    for document in documents:
        if document.file not in files:
            near = suggestion(document.file, files)
            message = f"soubor {document.file} ve složce documents není{near}"
            faults.append(document.fault("file", message))
            continue
        try:
            pdf = _pdf(document, files[document.file])
        except NotPublishable as error:
            faults.append(Fault(file_name(files[document.file]), 1, "", str(error)))
        else:
            offered.append(Document(document, pdf))
    is_broken = len(offered) < len(documents)
    return Documents(tuple(offered), broken=is_broken), faults


def advice_on_documents(documents: Documents) -> Iterator[Fault]:
    """What readers will have a hard time with."""
    for each in documents:
        if not each.pdf.has_text:
            message = (
                f"{each.entry.file} je jen obrázek papíru, nejde v něm hledat ani ho předčítat;"
                " uložte PDF přímo z programu, kde text vznikl, nebo ho nechte rozpoznat (OCR)"
            )
            yield each.entry.fault("file", message)
        if len(each.pdf.content) > HEAVY_BYTES:
            size = f"{len(each.pdf.content) / 1_000_000:.1f}".replace(".", ",")
            message = (
                f"{each.entry.file} má {size} MB, na mobilních datech je to moc; zmenšete v něm"
                " obrázky"
            )
            yield each.entry.fault("file", message)


def _pdf(document: DocumentEntry, path: Path) -> PdfFile:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotPublishable(f"soubor nejde otevřít ({error.strerror})") from error
    return published(content, str(document.title.in_(document.language)), document.language)


def _faults_in_list(
    documents: Sequence[DocumentEntry], *, demo: bool, this_year: int
) -> Iterator[Fault]:
    seen: dict[str, DocumentEntry] = {}
    for document in documents:
        if document.file in seen:
            line = seen[document.file].line
            yield document.fault("file", f"{document.file} už je na řádku {line}")
        seen.setdefault(document.file, document)
        if document.year > this_year + 1:
            yield document.fault("year", f"rok {document.year} ještě nenastal")
        if document.sample and not demo:
            yield document.fault("sample", "ukázkový dokument smí být jen v ukázce (demo: true)")


def _not_listed(paths: Sequence[Path], documents: Sequence[DocumentEntry]) -> Iterator[Fault]:
    listed = {document.file for document in documents}
    for path in paths:
        if path.name not in listed:
            message = f"o souboru nic neříká data/{DOCUMENTS_FILE}; zapište ho tam, nebo ho smažte"
            yield Fault(file_name(path), 1, "", message)
