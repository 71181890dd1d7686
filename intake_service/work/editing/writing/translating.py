"""Translations: begun from the original, and held against what it said when they were made."""

from centre.editing.opened_file import ChangedMeanwhile
from centre.editing.pages import beginnings, differences
from centre.editing.pages.differences import Difference
from centre.editing.pages.page_files import PageFile
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.reading.faults import Faults
from intake_service import clock
from intake_service.work.editing.writing import drafts, publishing, remembered_texts
from intake_service.work.editing.writing.drafts import Draft
from intake_service.work.editing.writing.remembered_texts import Remembered
from intake_service.work.service import Service


def original_of(service: Service, page: PageFile) -> str:
    """The Czech file as readers see it; empty where there is none. Raises Faults."""
    return publishing.open_page(service, page.in_(ORIGINAL)).text


def begin(service: Service, author: str, page: PageFile) -> Draft:
    """A draft of a translation that nobody has made yet.

    Raises ChangedMeanwhile where there is one by now or no original, CannotRewrite, Faults, and as
    drafts.begin does.
    """
    original = original_of(service, page)
    if not original or publishing.open_page(service, page).text:
        raise ChangedMeanwhile
    text = beginnings.translation_beginning(page, original, clock.today())
    return drafts.begin(service, author, page, "", text)


def changed_since(service: Service, page: PageFile) -> list[Difference]:
    """What the Czech text says differently than when the translation was published; nothing where
    that is not known, or no Czech text can be read."""
    then = remembered_texts.recall(service, Remembered.ORIGINAL, page)
    if then is None:
        return []
    czech = page.in_(ORIGINAL)
    try:
        return differences.differences(czech, then, original_of(service, page))
    except Faults:
        return []


def hold_against(service: Service, page: PageFile, before: str) -> None:
    """Remember of a Czech page what it said ``before`` it was changed, for each translation that
    readers have: they were made of that, unless an earlier text is known."""
    for lang in LANGUAGES:
        other = page.in_(lang)
        if lang == ORIGINAL or not before or not _is_there(service, other):
            continue
        if remembered_texts.recall(service, Remembered.ORIGINAL, other) is None:
            remembered_texts.remember(service, Remembered.ORIGINAL, other, before)


def behind(service: Service) -> list[PageFile]:
    """Translations whose Czech text has changed since they were made."""
    return [
        page
        for page in remembered_texts.pages(service, Remembered.ORIGINAL)
        if _is_there(service, page) and is_behind(service, page)
    ]


def is_behind(service: Service, page: PageFile) -> bool:
    """Whether the Czech text has changed since the translation was made."""
    return bool(changed_since(service, page))


def _is_there(service: Service, page: PageFile) -> bool:
    try:
        return bool(publishing.open_page(service, page).text)
    except Faults:
        return False


def note_original(service: Service, page: PageFile) -> None:
    """Remember what the Czech text says while its translation is published."""
    original = original_of(service, page)
    remembered_texts.remember(service, Remembered.ORIGINAL, page, original)
