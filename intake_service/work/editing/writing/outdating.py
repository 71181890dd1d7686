"""Translations that a changed Czech page leaves behind: where a wrong word may harm, readers are
told."""

from collections.abc import Iterator
from contextlib import suppress

from centre.approvals.outdated import OUTDATED_FILE, OutdatedTranslations, read_outdated
from centre.approvals.standing import Standing
from centre.editing import opened_file
from centre.editing.pages import page_checking
from centre.editing.pages.page_files import PageFile
from centre.exchange import published_facts
from centre.language.languages import LANGUAGES
from centre.reading.faults import Faults
from intake_service import clock
from intake_service.work import site_changes
from intake_service.work.editing.writing import publishing
from intake_service.work.editing.writing.drafts import Draft
from intake_service.work.service import Service


def languages(service: Service, draft: Draft) -> list[str]:
    """The languages, as editors call them, whose readers would be told once a draft is
    published."""
    return [LANGUAGES[page.lang].name_for_editors for page, _ in _left_behind(service, draft)]


def note(service: Service, draft: Draft) -> None:
    """Note whom a draft leaves behind, before it is published: until then the note says nothing.

    Where it cannot be written, readers are not told.
    """
    before = _standing(service, draft.page, draft.base)
    behind = list(_left_behind(service, draft))
    if before is None or not behind:
        return
    root = service.settings.content
    with suppress(OSError, Faults), opened_file.alone(root):
        noted, _ = read_outdated(root)
        for _, standing in behind:
            noted = noted.with_(standing, before, clock.today())
        _write(service, noted)


def is_up_to_date(service: Service, page: PageFile) -> None:
    """A translation was published: whatever it says now, somebody has held it against the Czech
    page."""
    root = service.settings.content
    with suppress(OSError), opened_file.alone(root):
        noted, _ = read_outdated(root)
        if (left := noted.without(page.name)) != noted:
            _write(service, left)
            site_changes.tell(service.settings)


def _left_behind(service: Service, draft: Draft) -> Iterator[tuple[PageFile, Standing]]:
    """Translations that readers have, of a page that needs a doctor or a lawyer and now says
    something else."""
    if draft.page.is_translation or not draft.base:
        return
    before = _standing(service, draft.page, draft.base)
    after = _standing(service, draft.page, draft.text)
    if before is None or after is None or not after.needs or before.print == after.print:
        return
    for lang in LANGUAGES:
        other = draft.page.in_(lang)
        with suppress(Faults):
            text = publishing.open_page(service, other).text
            if other.is_translation and text and (found := _standing(service, other, text)):
                yield other, found


def _standing(service: Service, page: PageFile, text: str) -> Standing | None:
    return page_checking.standing_of(publishing.open_page(service, page), page, text)


def _write(service: Service, noted: OutdatedTranslations) -> None:
    root = service.settings.content
    published_facts.publish(root, OUTDATED_FILE, noted.write(root))
