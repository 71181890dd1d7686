"""The way to every address of the editor, by the name of its view."""

from collections.abc import Mapping
from typing import Final

from playwright.sync_api import Page

from tests.browser import editor_pages
from tests.browser.clicks import follow
from tests.browser.editor_pages import HOUR, at, draft
from tests.browser.pages import Stage, Way

OF_THE_SITE: Final = {"draft_previews.page", "outside_reading.page"}
"""The draft as a page of the site, within a frame: those pages are looked at with the site."""

OF_THE_STORIES: Final = {"pictures.show", "pictures.file", "outside_reading.picture"}
"""What was uploaded: the stories of files look at it (tests/browser/editing)."""


def save(stage: Stage) -> Page:
    """The page of a change that was just saved."""
    found = at(stage, HOUR)
    field = found.locator('[name="from"]')
    field.fill("9:30" if field.input_value() == "9:15" else "9:15")
    follow(found.locator('button:has-text("Uložit")'))
    return found


def saved(stage: Stage) -> Page:
    """The page of a change that somebody comes back to."""
    number = save(stage).url.rpartition("/")[2]
    return at(stage, f"web/zmeny/{number}")


def sheet_for_the_door(stage: Stage) -> Page:
    found = saved(stage)
    follow(found.locator('main a[href$="/cedule"]'))
    return found


def changes(stage: Stage) -> Page:
    saved(stage)
    return at(stage, "web/zmeny")


def cancelling(stage: Stage) -> Page:
    found = at(stage, "web/vyjimky")
    follow(found.locator('main a[href*="/zrusit/"]').first)
    return found


def translation(stage: Stage) -> Page:
    found = at(stage, "web/stranky/cs/pages/wound")
    for summary in found.locator("main summary").all():
        summary.click()
    follow(found.locator('form[action*="/preklad/"] button').first)
    return found


def asking(stage: Stage) -> Page:
    found = draft(stage)
    follow(found.locator('button[value="nahled"]'))
    follow(found.locator('main a[href$="/kontrola"]'))
    return found


def outside_reading(stage: Stage) -> Page:
    found = asking(stage)
    follow(found.locator('form[action$="/kontrola"] button.button').last)
    found.goto(found.locator(".secret").inner_text())
    return found


def publishing(stage: Stage) -> Page:
    draft(stage)
    return at(stage, "web/zverejnit")


WAYS: Final[Mapping[str, Way]] = {
    "day_changes.show": editor_pages.editor_today,
    "day_changes.choose": editor_pages.editor_what_changes,
    "day_changes.ask": editor_pages.editor_sentence_for_readers,
    "steps.show": changes,
    "steps.done": saved,
    "steps.sheet": sheet_for_the_door,
    "facts.show": editor_pages.editor_all_facts,
    "facts.open_group": editor_pages.editor_group_of_facts,
    "site_state.show": editor_pages.editor_state_of_the_website,
    "season.show": editor_pages.event_places_and_their_hours,
    "season.ask": editor_pages.event_new_hours,
    "exceptions.show": editor_pages.event_closures_to_come,
    "exceptions.ask_closure": editor_pages.event_closure,
    "exceptions.ask_opening": editor_pages.event_opening,
    "exceptions.ask_cancelling": cancelling,
    "phones.show": editor_pages.event_phones,
    "phones.ask": editor_pages.event_new_phone,
    "helplines.show": editor_pages.event_helplines,
    "helplines.ask": editor_pages.event_helpline,
    "promise.show": editor_pages.event_promise,
    "warnings.show": editor_pages.event_warning,
    "warnings.ask_end": editor_pages.event_end_of_a_warning,
    "figures.show": editor_pages.event_years_of_figures,
    "figures.ask": editor_pages.event_figures,
    "moving.show": editor_pages.event_houses_that_move,
    "moving.ask_announcement": editor_pages.event_move_told_beforehand,
    "moving.ask": editor_pages.event_new_address,
    "colleagues.show": editor_pages.event_colleagues,
    "web_pages.show_all": editor_pages.editor_pages_of_the_website,
    "web_pages.ask_title": editor_pages.editor_new_page,
    "web_pages.show": editor_pages.editor_one_page,
    "drafts.show_all": editor_pages.editor_drafts,
    "drafts.show": draft,
    "draft_previews.show": editor_pages.editor_preview_and_check,
    "page_publishing.show": publishing,
    "page_publishing.show_one": editor_pages.editor_what_readers_will_see_differently,
    "translating.show": translation,
    "asking.show": asking,
    "outside_reading.show": outside_reading,
    "pictures.show_all": editor_pages.editor_pictures,
    "pictures.ask_new": editor_pages.editor_new_picture,
    "documents.show_all": editor_pages.editor_documents,
    "documents.ask_new": editor_pages.editor_document_without_a_file,
}
