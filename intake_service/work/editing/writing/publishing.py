"""A draft becomes what readers see: what changes in words, the check, the step in the history."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from centre.approvals.given import Given
from centre.approvals.standing import ROLE_NAMES
from centre.editing.history import CannotUndo, Step, redone
from centre.editing.opened_file import ChangedMeanwhile, OpenedFile
from centre.editing.pages import differences, page_checking
from centre.editing.pages.differences import Difference
from centre.editing.pages.page_checking import Checked
from centre.editing.pages.page_files import PageFile
from centre.editing.pages.page_text import PageText
from centre.editing.rewriting import CannotRewrite
from centre.language.languages import LANGUAGES
from centre.layers.common import PRODUCT
from centre.layers.folder import common_under
from centre.reading.faults import Faults, file_name
from intake_service import clock
from intake_service.work.editing import saving
from intake_service.work.editing.saving import CannotWrite, Edit, NotInOrder
from intake_service.work.editing.writing import drafts, outside_readers, remembered_texts
from intake_service.work.editing.writing.drafts import Draft, SavedMeanwhile
from intake_service.work.editing.writing.remembered_texts import Remembered
from intake_service.work.service import Service

_REFUSED: Final = (NotInOrder, ChangedMeanwhile, Faults, CannotWrite, CannotRewrite)
"""Why a page is not withdrawn."""


class WrittenOn(Exception):
    """A draft was published as it was shown; what somebody has saved in it since stays a draft."""


@dataclass(frozen=True)
class PlannedChange:
    """What readers will see differently once a draft is published."""

    draft: Draft
    differences: tuple[Difference, ...]
    lost: tuple[Given, ...]
    """Approvals that were given to the words of before."""
    given: tuple[Given, ...]
    """Approvals of those outside who agreed to just the new words."""
    waits_for: tuple[str, ...]
    """Whose approval the new words need and do not have, in words."""
    is_overtaken: bool
    """Whether readers see something else by now than when the draft was begun."""
    becomes_own: bool
    """Whether a common text of the product becomes the centre's own by it."""


def open_page(service: Service, page: PageFile) -> OpenedFile:
    """What readers are given of a page; an empty text where there is none. Raises Faults."""
    return OpenedFile.open_text(service.settings.content, page.name)


def preview_of(service: Service, draft: Draft) -> PlannedChange:
    """What publishing a draft would change. Raises Faults."""
    opened = open_page(service, draft.page)
    standing = page_checking.standing_of(opened, draft.page, draft.text)
    given = tuple(outside_readers.approvals(service, draft, standing))
    return PlannedChange(
        draft=draft,
        differences=tuple(differences.differences(draft.page, opened.text, draft.text)),
        lost=page_checking.lost_approvals(opened, draft.page, draft.text),
        given=given,
        waits_for=tuple(
            ROLE_NAMES[role]
            for role in (standing.waits_for if standing else ())
            if role not in {each.role for each in given}
        ),
        is_overtaken=opened.text != draft.base,
        becomes_own=bool(opened.text) and opened.is_new,
    )


def check(service: Service, draft: Draft) -> Checked:
    """What is wrong with a draft, and what deserves a look. Raises Faults."""
    opened = open_page(service, draft.page)
    return page_checking.check(draft.page, opened, draft.text, clock.today())


def publish(service: Service, author: str, draft: Draft) -> Step | None:
    """Let readers have a draft, which is then none any more; None where it changes nothing.

    Raises NotInOrder, opened_file.ChangedMeanwhile where readers see something else by now than
    when it was begun, saving.CannotWrite, Faults; and WrittenOn once it is published, where
    somebody has saved something else in it meanwhile.
    """
    opened = open_page(service, draft.page)
    if opened.text != draft.base:
        raise ChangedMeanwhile
    if missing := list(page_checking.unfinished(file_name(opened.path), draft.text)):
        raise NotInOrder(missing)
    # They hold for just these words: alone they say nothing, and the words come right after them.
    standing = page_checking.standing_of(opened, draft.page, draft.text)
    if given := outside_readers.approvals(service, draft, standing):
        outside_readers.write_approvals(service, given)
    step = None
    if draft.text != opened.text:
        short = differences.in_short(draft.page, opened.text, draft.text)
        step = saving.save(service, author, Edit(opened, draft.text, f"{draft.title}: {short}"))
        if opened.is_new and opened.text:
            remembered_texts.remember(service, Remembered.COMMON, draft.page, opened.text)
    try:
        discard(service, draft)
    except SavedMeanwhile as error:
        drafts.go_on_from(service, error.now, draft.text)
        raise WrittenOn from None
    return step


def discard(service: Service, draft: Draft) -> None:
    """Throw a draft away, with the links that opened it. Raises as drafts.forget does."""
    drafts.forget(service, draft)
    outside_readers.forget(service, draft)


def carry_over(service: Service, draft: Draft) -> Draft:
    """The changes of a draft, made in what readers see by now.

    Raises history.CannotUndo where both change the same place, Faults, and as drafts.rebase does.
    """
    now = open_page(service, draft.page).text
    text = redone(draft.base, draft.text, now)
    try:
        PageText.of(text)
    except CannotRewrite:
        raise CannotUndo from None
    return drafts.rebase(service, draft, now, text)


def hold_on(service: Service, draft: Draft) -> Draft:
    """The draft as it is, meant to take the place of what readers see by now.

    Raises Faults, and as drafts.rebase does.
    """
    return drafts.rebase(service, draft, open_page(service, draft.page).text, draft.text)


def can_be_withdrawn(service: Service, page: PageFile) -> bool:
    """Whether it is the centre's own file."""
    return (service.settings.content / page.name).is_file()


def goes_back_to_common(service: Service, page: PageFile) -> bool:
    """Whether the common text comes back once the centre's own is withdrawn."""
    return page.is_common and common_under(service.settings.content) is not None


def common_changed_since(service: Service, page: PageFile) -> list[Difference]:
    """What the product says differently since the centre has made the text its own."""
    then = remembered_texts.recall(service, Remembered.COMMON, page)
    if then is None or not goes_back_to_common(service, page):
        return []
    try:
        now = (PRODUCT / page.name).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return differences.differences(page, then, now)


def withdraw(service: Service, author: str, page: PageFile) -> Step:
    """Take the centre's own file of a page away, and with a Czech page its own translations.

    Raises NotInOrder where other pages lead to it, ChangedMeanwhile where there is none, Faults,
    CannotRewrite where its head cannot be read, saving.CannotWrite; then all stays as it was.
    """
    if page.is_translation:
        return _withdraw(service, author, page)
    others = [page.in_(lang) for lang in LANGUAGES if lang != page.lang]
    gone: list[Step] = []
    try:
        for each in others:
            if can_be_withdrawn(service, each):
                gone.append(_withdraw(service, author, each))
        return _withdraw(service, author, page)
    except _REFUSED:
        for step in reversed(gone):
            with suppress(*_REFUSED, CannotUndo):  # the others come back all the same
                saving.undo(service, author, step)
        raise


def _withdraw(service: Service, author: str, page: PageFile) -> Step:
    opened = open_page(service, page)
    if opened.is_new:
        raise ChangedMeanwhile
    title = PageText.of(opened.text).title or page.id
    what = "zpět ke společnému textu" if goes_back_to_common(service, page) else "stažená stránka"
    return saving.save(service, author, Edit(opened, "", f"{title}: {what}"))
