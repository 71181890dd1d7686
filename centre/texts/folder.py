"""What a folder of content may hold: every name in it that nothing reads is told.

Whoever saves ``hours.yml`` or ``retention.md.txt`` has to hear that nobody will read it.
"""

from pathlib import Path
from typing import Final

from centre.approvals.given import APPROVALS_FILE
from centre.approvals.outdated import OUTDATED_FILE
from centre.documents import documents
from centre.facts.loading import FILES
from centre.language.languages import LANGUAGES
from centre.layers.folder import COMMON_FILE
from centre.listings.loading import LISTS
from centre.news.reading import NEWS_FOLDER
from centre.pictures import pictures
from centre.pictures.pictures import PICTURES_FILE
from centre.reading.faults import Fault
from centre.reading.files import unknown_files
from centre.texts.brand import DRAWINGS
from centre.texts.crisis_words import CRISIS_WORDS_FILE
from centre.texts.pages import SECTIONS

DATA_FILES: Final = (
    *FILES,
    *LISTS,
    CRISIS_WORDS_FILE,
    *("abbreviations.yaml", "spelling.txt", "words_to_avoid.yaml"),  # proofreading's
    *("map.yaml", "search_questions.yaml"),  # the site's
    PICTURES_FILE,
    COMMON_FILE,
    APPROVALS_FILE,
    OUTDATED_FILE,
)
"""Everything that may lie in ``data``."""


def stray_files(content: Path) -> list[Fault]:
    """Every file and folder of ``content`` that nothing reads, outside the folders of texts.

    The folders of texts are looked through by whoever reads them.
    """
    folders = (*LANGUAGES, "data", "brand", documents.FOLDER, pictures.FOLDER)
    faults = unknown_files(content, (*folders, "README.md", "UKOLY.md"))
    faults += unknown_files(content / "data", DATA_FILES)
    faults += unknown_files(content / "brand", ("wordmark.svg", DRAWINGS))
    for lang in LANGUAGES:
        faults += unknown_files(content / lang, (*SECTIONS, "intake", "desk", NEWS_FOLDER))
    return faults
