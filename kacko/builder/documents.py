"""A PDF as it would be published, for whoever is about to add it to the centre's documents."""

from dataclasses import dataclass
from typing import Final

from centre.documents.documents import HEAVY_BYTES
from centre.documents.pdf_files import NotPublishable, published

MOST_BYTES: Final = 20_000_000
"""The largest file that is taken."""


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """What would be published: without what it says of its makers."""

    content: bytes
    pages: int
    advice: tuple[str, ...]
    """In Czech; stops nothing."""


def checked(content: bytes, title: str, lang: str) -> CheckedDocument:
    """The PDF ``content`` with its ``title``, in the language of its words.

    Raises centre.documents.pdf_files.NotPublishable.
    """
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise NotPublishable(f"soubor má víc než {most} MB; zmenšete v něm obrázky")
    if not content.startswith(b"%PDF-"):
        raise NotPublishable("soubor není PDF; uložte ho do PDF z programu, kde vznikl")
    made = published(content, title, lang)
    advice = []
    if not made.has_text:
        advice.append(
            "je to jen obrázek papíru, nejde v něm hledat ani ho předčítat; uložte PDF přímo"
            " z programu, kde text vznikl, nebo ho nechte rozpoznat (OCR)"
        )
    if len(made.content) > HEAVY_BYTES:
        advice.append("na mobilních datech je to moc; zmenšete v něm obrázky")
    return CheckedDocument(made.content, made.pages, tuple(advice))
