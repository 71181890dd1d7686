"""PDFs for readers: cleaned by the builder, listed and offered; taken off the list."""

import re
from collections.abc import Mapping
from typing import Final

from markdown.extensions.toc import slugify

from centre.documents.documents import DOCUMENTS_FILE, DocumentEntry, DocumentKind, DocumentList
from centre.editing import offered_files, rewriting
from centre.editing.history import Step
from centre.language.languages import ORIGINAL
from centre.reading.reader import read_file
from intake_service.work.editing import builder_client, saving
from intake_service.work.editing.builder_client import CheckedDocument
from intake_service.work.editing.saving import Edit
from intake_service.work.editing.writing import drafts
from intake_service.work.editing.writing.pictures import Refused
from intake_service.work.service import Service

LONGEST_NAME: Final = 60
MOST: Final = 300


def all_documents(service: Service) -> tuple[DocumentEntry, ...]:
    """Those that are listed."""
    path = service.settings.content / "data" / DOCUMENTS_FILE
    listed, _ = read_file(path, DocumentList, required=False)
    return listed.documents if listed else ()


def add(
    service: Service,
    author: str,
    pdf: bytes,
    *,
    title: Mapping[str, str],
    kind: DocumentKind,
    year: int,
    language: str,
) -> Step:
    """Offer a PDF to readers. Its address is made from its title, and stays its own for ever.

    Raises Refused, builder_client.BuilderUnavailable, rewriting.CannotRewrite,
    centre.reading.faults.Faults, and as saving.save does.
    """
    made = builder_client.document(service, pdf, title.get(language) or title[ORIGINAL], language)
    if made.refusal:
        raise Refused(made.refusal)
    with drafts.alone(service):  # two at once would take one name, and each other's file
        return _add(service, author, made, title, kind, year, language)


def _add(
    service: Service,
    author: str,
    made: CheckedDocument,
    title: Mapping[str, str],
    kind: DocumentKind,
    year: int,
    language: str,
) -> Step:
    opened = saving.open_file(service, DOCUMENTS_FILE)
    if len(all_documents(service)) >= MOST:
        raise Refused(f"dokumentů je už {MOST}; nejdřív některé odeberte")
    file = _file_name(service, title[ORIGINAL], year)
    entry = {
        "file": file,
        "title": dict(title),
        "kind": kind,
        "year": str(year),
        "language": language,
    }
    text = rewriting.add(opened.text, ("documents",), entry)
    root = service.settings.content
    advice = "".join(f" ({each})" for each in made.advice)
    words = f"Nový dokument: {title[ORIGINAL]}, stran {made.pages}{advice}"
    try:
        offered_files.put_hidden_document(root, file, made.content)
        return saving.save(service, author, Edit(opened, text, words))
    except BaseException:
        offered_files.remove_hidden_document(root, file)
        raise


def remove(service: Service, author: str, name: str) -> Step:
    """Offer a document no more. Raises LookupError where there is none by now, NotInOrder where a
    text leads to it, and as ``add`` does."""
    opened = saving.open_file(service, DOCUMENTS_FILE)
    listed = list((opened.content or {}).get("documents") or ())
    files = [str(each.get("file")) for each in listed]
    number = files.index(f"{name}.pdf") if f"{name}.pdf" in files else None
    if number is None:
        raise LookupError
    text = rewriting.drop(opened.text, ("documents", number))
    return saving.save(service, author, Edit(opened, text, f"Dokument {name}.pdf: odebrán"))


def _file_name(service: Service, title: str, year: int) -> str:
    """``vyrocni-zprava-2025.pdf``; a name that another one has or had gets a number."""
    plain = re.sub(r"[^a-z0-9]+", "-", slugify(title, "-"))[:LONGEST_NAME].strip("-") or "dokument"
    named = plain if str(year) in plain else f"{plain}-{year}"
    root = service.settings.content
    numbered = (named, *(f"{named}-{number}" for number in range(2, MOST * 2)))
    return next(
        f"{each}.pdf" for each in numbered if not offered_files.is_taken(root, f"{each}.pdf")
    )
