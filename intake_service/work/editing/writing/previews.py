"""A draft as the real page and what is wrong with it: by the builder, else by our own check."""

from dataclasses import dataclass

from centre.editing.pages import page_checking
from centre.editing.pages.page_checking import Checked
from centre.intake import addresses
from centre.pictures import pictures_in_texts
from centre.reading.faults import Fault, file_name
from intake_service.work.editing import builder_client
from intake_service.work.editing.builder_client import BuilderUnavailable, FoundFault
from intake_service.work.editing.writing import publishing
from intake_service.work.editing.writing.drafts import Draft
from intake_service.work.service import Service


@dataclass(frozen=True)
class PagePreview:
    """A draft as it can be looked at just now."""

    html: str
    """The whole page; empty while there is no preview."""
    checked: Checked


def look(service: Service, draft: Draft) -> PagePreview:
    """Its preview and its faults. Raises centre.reading.faults.Faults."""
    try:
        preview = builder_client.preview(service, draft.file, draft.text)
    except BuilderUnavailable:
        return PagePreview("", publishing.check(service, draft))
    file = file_name(publishing.open_page(service, draft.page).path)
    wrong = [_fault(file, each) for each in preview.faults if not each.advice]
    wrong += page_checking.unfinished(file, draft.text)
    advice = [_fault(file, each) for each in preview.faults if each.advice]
    return PagePreview(
        preview.html,
        Checked(
            tuple(page_checking.placed_faults(draft.page, wrong, file, draft.text)),
            tuple(page_checking.placed_faults(draft.page, advice, file, draft.text)),
        ),
    )


def html(service: Service, draft: Draft, pictures_at: str = addresses.PICTURES) -> str:
    """The page alone; empty while there is no preview.

    Pictures that the site does not have yet are fetched from below ``pictures_at``.
    """
    try:
        found = builder_client.preview(service, draft.file, draft.text).html
    except BuilderUnavailable:
        return ""
    return pictures_in_texts.fetched_from(found, pictures_at)


def _fault(file: str, found: FoundFault) -> Fault:
    return Fault(file, found.line, found.field or "", found.message)
