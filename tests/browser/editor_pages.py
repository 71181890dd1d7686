"""The pages of those who change the website from the desk."""

from playwright.sync_api import Page

from intake_service import clock
from tests.browser.clicks import follow
from tests.browser.pages import Stage, page
from tests.browser.people import DESK

HOUR = "web/udaje/hours.yaml/hours/0/blocks/0"


def at(stage: Stage, path: str) -> Page:
    stage.desk.open(DESK + path)
    return stage.desk.page


def _pressed(found: Page) -> Page:
    """The page after its main button."""
    follow(found.locator("main .actions button.button").last)
    return found


def sent(stage: Stage, path: str, **typed: str) -> Page:
    """What follows when these fields of a form are filled in and its main button is pressed."""
    found = at(stage, path)
    for name, words in typed.items():
        found.locator(f'[name="{name}"]').fill(words)
    return _pressed(found)


def first_place(stage: Stage) -> Page:
    """The first place that is open within the next days."""
    found = at(stage, "web/")
    for summary in found.locator("summary").all():
        summary.click()
    follow(found.locator(".choices a").first)
    return found


@page
def editor_today(stage: Stage) -> Page:
    found = at(stage, "web/")
    for summary in found.locator("summary").all():
        summary.click()
    return found


@page
def editor_what_changes(stage: Stage) -> Page:
    return first_place(stage)


@page
def editor_sentence_for_readers(stage: Stage) -> Page:
    found = first_place(stage)
    follow(found.locator(".choices a").first)
    found.locator("summary").first.click()
    return found


@page
def editor_time_that_is_wrong(stage: Stage) -> Page:
    found = first_place(stage)
    follow(found.locator(".choices a").nth(1))
    follow(found.locator("button.button").last)
    return found


@page
def editor_all_facts(stage: Stage) -> Page:
    return at(stage, "web/udaje")


@page
def editor_group_of_facts(stage: Stage) -> Page:
    return at(stage, "web/udaje/places.yaml/premises/0")


@page
def editor_mistake_in_a_fact(stage: Stage) -> Page:
    found = at(stage, HOUR)
    found.locator('[name="from"]').fill("25:00")
    follow(found.locator('button:has-text("Uložit")'))
    return found


@page
def editor_list_of_facts(stage: Stage) -> Page:
    return at(stage, "web/udaje/helplines.yaml/")


@page
def editor_changes(stage: Stage) -> Page:
    return at(stage, "web/zmeny")


@page
def editor_state_of_the_website(stage: Stage) -> Page:
    return at(stage, "web/stav")


@page
def event_places_and_their_hours(stage: Stage) -> Page:
    return at(stage, "web/hodiny")


@page
def event_new_hours(stage: Stage) -> Page:
    return at(stage, "web/hodiny/centrum-brod")


@page
def event_sentence_of_new_hours(stage: Stage) -> Page:
    return sent(
        stage, "web/hodiny/havlickuv-brod", first="2030-04-01", last="2030-10-31", row0_from="15"
    )


@page
def event_mistake_in_new_hours(stage: Stage) -> Page:
    return sent(stage, "web/hodiny/havlickuv-brod", row0_from="25")


@page
def event_closures_to_come(stage: Stage) -> Page:
    return at(stage, "web/vyjimky")


@page
def event_closure(stage: Stage) -> Page:
    return sent(stage, "web/vyjimky/zavreno", first="2030-02-01")


@page
def event_opening(stage: Stage) -> Page:
    return sent(stage, "web/vyjimky/otevreno", opens="večer")


@page
def event_phones(stage: Stage) -> Page:
    return at(stage, "web/telefon")


@page
def event_new_phone(stage: Stage) -> Page:
    found = at(stage, "web/telefon/centre")
    found.locator("summary").first.click()
    found.locator('[name="number"]').fill("601 234 567")
    found.locator('[name="tried"]').check()
    return _pressed(found)


@page
def event_helplines(stage: Stage) -> Page:
    return at(stage, "web/linky")


@page
def event_helpline(stage: Stage) -> Page:
    return sent(stage, "web/linky/linka-bezpeci", number="12")


@page
def event_promise(stage: Stage) -> Page:
    return sent(stage, "web/slib", days="5")


@page
def event_warning(stage: Stage) -> Page:
    return sent(stage, "web/varovani", title_cs="Falešné tablety")


@page
def event_end_of_a_warning(stage: Stage) -> Page:
    found = at(stage, "web/varovani")
    if (end := found.locator('main a[href$="/konec"]')).count():  # until the sample's has ended
        follow(end.first)
    return found


@page
def editor_pages_of_the_website(stage: Stage) -> Page:
    found = at(stage, "web/stranky")
    found.locator("summary").first.click()
    return found


@page
def event_years_of_figures(stage: Stage) -> Page:
    return at(stage, "web/cisla")


@page
def event_figures(stage: Stage) -> Page:
    found = at(stage, f"web/cisla/{clock.today().year}")
    found.locator("summary").first.click()
    found.locator('[name="contacts"]').fill("12 480")
    found.locator('[name="treatments"]').fill("3")
    return _pressed(found)


@page
def event_houses_that_move(stage: Stage) -> Page:
    return at(stage, "web/stehovani")


@page
def event_move_told_beforehand(stage: Stage) -> Page:
    return sent(stage, "web/stehovani/centrum-zdar/predem")


@page
def event_new_address(stage: Stage) -> Page:
    return sent(
        stage,
        "web/stehovani/centrum-zdar",
        street="Nová 5",
        town="Žďár nad Sázavou",
        postal_code="59101",
    )


@page
def event_colleagues(stage: Stage) -> Page:
    return at(stage, "web/kolegove")


@page
def editor_new_page(stage: Stage) -> Page:
    return at(stage, "web/stranky/nova/questions")


@page
def editor_one_page(stage: Stage) -> Page:
    found = at(stage, "web/stranky/cs/pages/wound")
    found.locator("summary").last.click()
    return found


def draft(stage: Stage) -> Page:
    """A draft with all its folded parts open."""
    found = at(stage, "web/stranky/cs/pages/wound")
    follow(found.locator('form[action$="/upravit"] button'))
    for summary in found.locator("main summary").all():
        summary.click()
    return found


@page
def editor_draft(stage: Stage) -> Page:
    return draft(stage)


@page
def editor_preview_and_check(stage: Stage) -> Page:
    found = draft(stage)
    found.locator("#text").fill("Viz [tam](page:nikde). Volejte 123 456 789.")
    follow(found.locator('button[value="nahled"]'))
    return found


@page
def editor_what_readers_will_see_differently(stage: Stage) -> Page:
    found = draft(stage)
    found.locator("#text").fill("Absces je hnis pod kůží. Nemačkejte ho.")
    follow(found.locator('button[value="zverejnit"]'))
    return found


@page
def editor_drafts(stage: Stage) -> Page:
    draft(stage)
    return at(stage, "web/rozepsane")


@page
def editor_pictures(stage: Stage) -> Page:
    return at(stage, "web/obrazky")


@page
def editor_new_picture(stage: Stage) -> Page:
    return at(stage, "web/obrazky/novy")


@page
def editor_picture_without_words(stage: Stage) -> Page:
    return sent(stage, "web/obrazky/novy")


@page
def editor_documents(stage: Stage) -> Page:
    found = at(stage, "web/dokumenty")
    found.locator("summary").first.click()
    return found


@page
def editor_document_without_a_file(stage: Stage) -> Page:
    return sent(stage, "web/dokumenty/novy")
