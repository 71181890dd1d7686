"""The pages of the desk, in every state that a counsellor may meet."""

from playwright.sync_api import Page

from centre.intake import addresses
from intake_service import clock
from tests.browser.clicks import follow
from tests.browser.pages import ANSWER, LONG, RIGHT_TO_LEFT, UNBROKEN, Stage, page
from tests.browser.people import DESK


def _at(stage: Stage, path: str) -> Page:
    stage.desk.open(DESK + path)
    return stage.desk.page


@page
def desk_login(stage: Stage) -> Page:
    stage.newcomer.open(DESK)
    return stage.newcomer.page


@page
def desk_login_refused(stage: Stage) -> Page:
    stage.newcomer.open(DESK)
    stage.newcomer.fill(name="Jana", password="nic", code="1")
    stage.newcomer.press("/prihlaseni")
    assert stage.newcomer.status == 403
    return stage.newcomer.page


@page
def desk_inbox(stage: Stage) -> Page:
    for text, kind in (
        (LONG, "counselling"),
        (RIGHT_TO_LEFT, "relatives"),
        (UNBROKEN, "message"),
        ("kamarád nereaguje", "relatives"),
        ("U lavičky za školou.", "found_syringe"),
    ):
        stage.sender.open_form(kind)
        stage.sender.write(text)
    stage.house.change(
        "UPDATE enquiry SET due_on = '2026-01-05' WHERE number = ?", stage.house.newest - 4
    )
    return _at(stage, "")


@page
def desk_choosing_junk(stage: Stage) -> Page:
    for text in (LONG, RIGHT_TO_LEFT, UNBROKEN):
        stage.sender.ask(text)
    return _at(stage, "vyber?vse=1")


@page
def desk_bin(stage: Stage) -> Page:
    stage.sender.ask("Levné hodinky")
    stage.desk.open_newest_enquiry()
    follow(stage.desk.page.locator('button[formaction$="/kos"]'))
    return _at(stage, "?stav=binned")


@page
def desk_question_before_emptying_the_bin(stage: Stage) -> Page:
    return _at(stage, "kos/vysypat")


@page
def desk_inbox_empty(stage: Stage) -> Page:
    stage.house.change("DELETE FROM enquiry WHERE state = 'closed'")
    return _at(stage, "?stav=closed")


@page
def desk_enquiry(stage: Stage) -> Page:
    stage.sender.open_form()
    stage.sender.page.locator("summary").first.click()
    stage.sender.page.locator('[name="topic"]').select_option("health")
    stage.sender.write(RIGHT_TO_LEFT)
    return _at(stage, f"dotaz/{stage.house.newest}")


@page
def desk_enquiry_with_an_error(stage: Stage) -> Page:
    stage.asked()
    stage.desk.open_newest_enquiry()
    stage.desk.answer(" ")
    return stage.desk.page


@page
def desk_enquiry_answered_with_notes(stage: Stage) -> Page:
    stage.answered()
    stage.desk.note("Volal otec, ví o nás.")
    return stage.desk.page


@page
def desk_enquiry_with_feedback(stage: Stage) -> Page:
    stage.answered()
    stage.sender.open(addresses.intake("mailbox", "cs"))
    stage.sender.give_feedback(2, RIGHT_TO_LEFT)
    return _at(stage, f"dotaz/{stage.house.newest}")


@page
def desk_preparing_a_text(stage: Stage) -> Page:
    stage.answered()
    stage.desk.offer_for_publishing(title="", lead="Volejte 777 123 456.")
    assert stage.desk.status == 422
    return stage.desk.page


@page
def desk_text_that_was_agreed_to(stage: Stage) -> Page:
    stage.asked_about_publishing()
    stage.sender.say_of_publishing("given")
    return _at(stage, f"dotaz/{stage.house.newest}/zverejneni")


@page
def desk_page_proposed(stage: Stage) -> Page:
    desk_text_that_was_agreed_to(stage)
    stage.desk.press("/zverejneni/navrh")
    return stage.desk.page


@page
def desk_texts_for_publishing(stage: Stage) -> Page:
    stage.asked_about_publishing()
    return _at(stage, "zverejneni")


@page
def desk_enquiry_closed(stage: Stage) -> Page:
    stage.answered()
    stage.desk.close()
    return stage.desk.page


@page
def desk_found_syringe(stage: Stage) -> Page:
    stage.sender.open_form("found_syringe")
    stage.sender.write("U lavičky za školou.")
    return _at(stage, f"dotaz/{stage.house.newest}")


@page
def desk_enquiry_damaged(stage: Stage) -> Page:
    stage.asked()
    with stage.house.newest_damaged():
        return _at(stage, f"dotaz/{stage.house.newest}")


@page
def desk_question_before_deleting(stage: Stage) -> Page:
    stage.asked()
    return _at(stage, f"dotaz/{stage.house.newest}/smazat")


@page
def desk_deletion_proposed(stage: Stage) -> Page:
    desk_question_before_deleting(stage)
    stage.desk.press("/smazat/navrh")
    return stage.desk.page


@page
def desk_enquiry_gone(stage: Stage) -> Page:
    return _at(stage, "dotaz/999999")


@page
def desk_no_such_page(stage: Stage) -> Page:
    return _at(stage, "neni")


@page
def desk_while_overloaded(stage: Stage) -> Page:
    stage.asked()
    stage.desk.open_newest_enquiry()
    with stage.house.overloaded():
        stage.desk.answer(ANSWER)
    assert stage.desk.status == 503
    return stage.desk.page


@page
def desk_intake(stage: Stage) -> Page:
    stage.asked()
    return _at(stage, "prijem")


@page
def desk_health(stage: Stage) -> Page:
    return _at(stage, "provoz")


@page
def desk_account(stage: Stage) -> Page:
    return _at(stage, "ucet")


@page
def desk_account_with_errors(stage: Stage) -> Page:
    _at(stage, "ucet")
    stage.desk.press("/ucet")
    return stage.desk.page


@page
def desk_another_phone(stage: Stage) -> Page:
    return _at(stage, "ucet/telefon")


@page
def desk_new_key(stage: Stage) -> Page:
    stage.desk.page.goto(stage.house.named_url + DESK)
    stage.desk.give_credentials(stage.house.coordinator)
    stage.desk.page.goto(f"{stage.house.named_url}{DESK}ucet")
    stage.desk.follow(f"{DESK}ucet/klic")
    return stage.desk.page


@page
def desk_touch(stage: Stage) -> Page:
    stage.newcomer.page.goto(stage.house.named_url + DESK)
    stage.newcomer.fill(name="Jana", password="jakékoli heslo vypadá stejně")
    stage.newcomer.press("/prihlaseni/klic")
    return stage.newcomer.page


@page
def desk_team(stage: Stage) -> Page:
    code = stage.desk.invite("Olga")
    stage.newcomer.show_invitation(code)
    stage.newcomer.join("Olga")
    return _at(stage, "tym")


def _lead_from(stage: Stage, name: str, where: str) -> Page:
    """A colleague is invited, joins and is admitted; the team's page leads on from their line."""
    stage.newcomer.show_invitation(stage.desk.invite(name))
    stage.newcomer.join(name)
    stage.desk.admit(name)
    follow(stage.desk.page.locator("li", has_text=name).locator(f"a[href$='/{where}']"))
    return stage.desk.page


@page
def desk_parting(stage: Stage) -> Page:
    return _lead_from(stage, "Emil", "odchod")


@page
def desk_fresh_keys(stage: Stage) -> Page:
    stage.asked()
    _lead_from(stage, "Vilma", "odchod")
    stage.desk.press("/odchod")
    assert stage.desk.page.locator("#klice").is_visible()
    return stage.desk.page


@page
def desk_duties(stage: Stage) -> Page:
    return _lead_from(stage, "Nora", "co-dela")


@page
def desk_without_a_duty(stage: Stage) -> Page:
    _lead_from(stage, "Lída", "co-dela")
    stage.desk.tick_duties()
    stage.desk.press("/co-dela")
    assert stage.desk.status == 422
    return stage.desk.page


@page
def desk_other_duty(stage: Stage) -> Page:
    stage.newcomer.show_invitation(stage.desk.invite("Radek", "edits"))
    editor = stage.newcomer.join("Radek")
    stage.desk.admit("Radek")
    stage.colleague.log_in(editor)
    stage.colleague.open(f"{DESK}dotaz/1")
    assert stage.colleague.status == 403
    return stage.colleague.page


@page
def desk_invited(stage: Stage) -> Page:
    stage.desk.invite("Ivan")
    return stage.desk.page


@page
def desk_invitation(stage: Stage) -> Page:
    stage.newcomer.open(f"{DESK}pozvanka")
    return stage.newcomer.page


@page
def desk_invitation_refused(stage: Stage) -> Page:
    stage.newcomer.show_invitation("nic")
    assert stage.newcomer.status == 404
    return stage.newcomer.page


@page
def desk_joining(stage: Stage) -> Page:
    stage.newcomer.show_invitation(stage.desk.invite("Hana"))
    return stage.newcomer.page


@page
def desk_joining_with_errors(stage: Stage) -> Page:
    stage.newcomer.show_invitation(stage.desk.invite("Karel"))
    stage.newcomer.fill(password="krátké", again="jiné", code="1")
    stage.newcomer.press("/hotovo")
    return stage.newcomer.page


@page
def desk_joined(stage: Stage) -> Page:
    stage.newcomer.show_invitation(stage.desk.invite("Marie"))
    stage.newcomer.join("Marie")
    return stage.newcomer.page


@page
def desk_complaint(stage: Stage) -> Page:
    stage.sender.open_form("complaint")
    stage.sender.write(LONG)
    return _at(stage, f"dotaz/{stage.house.newest}")


@page
def desk_register_of_complaints(stage: Stage) -> Page:
    desk_complaint(stage)
    stage.desk.open(f"{DESK}stiznosti/zapsat?dotaz={stage.house.newest}")
    follow(stage.desk.page.locator("main button.button").first)
    return _at(stage, "stiznosti")


@page
def desk_entry_in_the_register(stage: Stage) -> Page:
    return _at(stage, "stiznosti/zapsat")


@page
def desk_covered_enquiry_in_a_crisis(stage: Stage) -> Page:
    stage.sender.ask("Už nechci žít. Jsem u Petra Nováka.")
    stage.desk.open_newest_enquiry()
    follow(stage.desk.page.locator('button[formaction$="/zakryt"]'))
    return stage.desk.page


@page
def desk_summary(stage: Stage) -> Page:
    stage.sender.ask(LONG)
    return _at(stage, f"dotaz/{stage.house.newest}/shrnuti")


@page
def desk_notebook(stage: Stage) -> Page:
    stage.desk.open(f"{DESK}sesit")
    stage.desk.page.locator("textarea").fill(UNBROKEN)
    follow(stage.desk.page.locator("main button.button").first)
    return _at(stage, "sesit")


@page
def desk_finding(stage: Stage) -> Page:
    stage.sender.ask(RIGHT_TO_LEFT)
    return _at(stage, "najit?druh=counselling&tema=")


@page
def desk_finding_nothing(stage: Stage) -> Page:
    return _at(stage, "najit?cislo=999999")


@page
def desk_minutes_noted(stage: Stage) -> Page:
    stage.answered()
    stage.desk.open_newest_enquiry()
    follow(stage.desk.page.locator('button[name="minutes"]').first)
    return stage.desk.page


@page
def desk_figures_of_the_year(stage: Stage) -> Page:
    stage.answered()
    return _at(stage, "cisla")


@page
def desk_code_at_the_counter(stage: Stage) -> Page:
    return _at(stage, "u-pultu")


@page
def desk_figures(stage: Stage) -> Page:
    stage.answered()
    return _at(stage, "cisla")


@page
def desk_figures_of_a_month(stage: Stage) -> Page:
    stage.answered()
    return _at(stage, f"cisla/{clock.today():%Y-%m}")


@page
def desk_tables_for_funders(stage: Stage) -> Page:
    return _at(stage, "cisla/pro-dotace")


@page
def desk_table_for_a_funder(stage: Stage) -> Page:
    return _at(stage, "cisla/pro-dotace/urad-vlady")


@page
def desk_tour(stage: Stage) -> Page:
    for text in (LONG, "Na hřišti u pískoviště."):
        stage.sender.open_form("found_syringe")
        stage.sender.write(text)
    return _at(stage, "strikacky")


@page
def desk_tour_with_an_error(stage: Stage) -> Page:
    desk_tour(stage)
    report = stage.desk.page.locator(f"#hlaseni-{stage.house.newest}")
    report.locator('[name="pieces"]').fill("99999")
    follow(report.locator('button[value="collected"]'))
    assert stage.desk.status == 422
    return stage.desk.page


@page
def desk_tour_on_paper(stage: Stage) -> Page:
    desk_tour(stage)
    return _at(stage, "strikacky/seznam")


@page
def desk_own_find(stage: Stage) -> Page:
    return _at(stage, "strikacky/vlastni")


@page
def desk_table_for_the_town(stage: Stage) -> Page:
    stage.desk.open(f"{DESK}strikacky/vlastni")
    stage.desk.fill(pieces="12")
    stage.desk.press("/vlastni")
    return _at(stage, "strikacky/tabulka")
