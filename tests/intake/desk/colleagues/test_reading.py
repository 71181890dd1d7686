"""A colleague reads an answer before it goes; it never goes by itself, and never twice."""

from collections.abc import Callable

import pytest
import time_machine

from intake_service.store.terms import ReadingRule
from intake_service.work import switches
from intake_service.work.casework import cases
from intake_service.work.colleagues import reading
from intake_service.work.figures import counts
from intake_service.work.service import Service
from intake_service.work.switches import Switches
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.desk.colleagues.test_who_answers import CASE, hand_over, press
from tests.intake.desk.shift.test_home import URGENT, part
from tests.intake.moments import later

READING = "/dotaz/1/cteni"
ANSWER = "Přijďte v pondělí, ošetříme vám ránu."

pytestmark = pytest.mark.usefixtures("cheap_receipts", "monday", "receipt")


@pytest.fixture
def rule(service: Service) -> Callable[[ReadingRule], None]:
    """Turns the switch that says which answers are read."""
    return lambda to: switches.turn_to(service, Switches(reading=to))


def answers(service: Service, staff: Staff, number: int = 1) -> list[str]:
    """What the team has answered."""
    case = cases.open_case(service, staff, number)
    return [message.text for message in case.messages if message.from_team]


def ask(visitor: DeskVisitor, text: str = ANSWER, **typed: str) -> Page:
    visitor.open(CASE)
    return visitor.send("/k-precteni", text=text, **typed)


def on_the_page(visitor: DeskVisitor, action: str, **typed: str) -> Page:
    visitor.open(READING)
    return visitor.send(action, **typed)


def write_again(public: Visitor, receipt: str) -> None:
    public.open("/odpoved")
    public.send(receipt=receipt)
    public.send("/napsat", text="Ještě něco.")


def test_a_colleague_reads_it_and_sends_it_in_the_authors_name(
    desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    page = ask(eva, look_at="Jestli není moc strohá.")
    assert "čeká, až ji přečte kolega" in page.words
    assert answers(service, staff) == []
    home = part(desk.open("/"), "k-precteni") or ""
    assert "Eva prosí o přečtení" in home
    assert "Jestli není moc strohá." in home
    assert part(eva.open("/"), "k-precteni") is None
    page = on_the_page(desk, "/souhlasim")
    assert page.path == CASE
    assert answers(service, staff) == [ANSWER]
    case = cases.open_case(service, staff, 1)
    assert case.last_answer
    assert case.last_answer.by == "Eva"
    assert "Autor odpovědi: Eva. Četl/a: Jana." in page.words
    assert part(desk.open("/"), "k-precteni") is None
    (month,) = counts.read(service, staff).months.values()
    assert month.read_by_colleague == 1


def test_what_came_back_shows_what_is_crossed_out_and_added(
    desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    ask(eva)
    changed = ANSWER.replace("v pondělí", "už dnes")
    page = on_the_page(desk, "/vratit", changed=changed, remark="Rána nepočká.")
    assert answers(service, staff) == []
    assert "Četl/a: Jana" in (part(eva.open("/"), "k-precteni") or "")
    page = eva.open(READING)
    assert [" ".join("".join(each.itertext()).split()) for each in page.all("del")] == [
        "škrtnuto: v pondělí,"
    ]
    assert [" ".join("".join(each.itertext()).split()) for each in page.all("ins")] == [
        "přidáno: už dnes,"
    ]
    assert "Rána nepočká." in page.words
    eva.send("/prijmout")
    assert answers(service, staff) == [changed]


def test_the_author_goes_on_with_the_changed_text(desk: DeskVisitor, eva: DeskVisitor) -> None:
    ask(eva)
    on_the_page(desk, "/vratit", changed="Změněno.", remark="")
    page = on_the_page(eva, "/upravit")
    assert page.typed("text").strip() == "Změněno."
    assert eva.open(READING).path == CASE


def test_a_colleague_takes_over_what_came_back_to_somebody_who_is_away(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    ask(eva)
    on_the_page(desk, "/vratit", changed="Změněno.", remark="")
    assert on_the_page(desk, "/upravit").typed("text").strip() == "Změněno."


def test_words_that_were_changed_are_not_sent_as_agreed_to(
    desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    ask(eva)
    page = on_the_page(desk, "/souhlasim", changed="Něco jiného.")
    assert page.status == 409
    assert page.typed("changed").strip() == "Něco jiného."
    assert answers(service, staff) == []


def test_what_a_reader_has_typed_is_there_on_another_day(
    desk: DeskVisitor, eva: DeskVisitor, coordinator: Person
) -> None:
    ask(eva)
    on_the_page(desk, "/rozepsano", changed="Napůl změněno.", remark="Vzkaz.")
    with time_machine.travel(later(hours=20)):
        desk.log_in(coordinator)
        assert desk.open(READING).typed("changed").strip() == "Napůl změněno."


def test_a_press_that_is_doubled_or_late_sends_once(
    desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    ask(eva)
    tab = desk.other_tab()
    tab.open(READING)
    desk.open(READING)
    desk.send("/souhlasim")
    assert tab.send("/souhlasim").path == CASE
    assert answers(service, staff) == [ANSWER]


def test_what_came_back_meanwhile_is_not_sent_by_an_older_page(
    desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    ask(eva)
    tab = desk.other_tab()
    tab.open(READING)
    on_the_page(desk, "/vratit", changed="Změněno.", remark="")
    assert tab.send("/souhlasim").status == 409
    assert answers(service, staff) == []


@pytest.mark.parametrize("action", ["/souhlasim", "/vratit", "/prijmout"])
def test_a_new_message_shows_itself_and_stops_the_sending(
    desk: DeskVisitor,
    eva: DeskVisitor,
    public: Visitor,
    receipt: str,
    service: Service,
    staff: Staff,
    action: str,
) -> None:
    ask(eva)
    if action == "/prijmout":
        on_the_page(desk, "/vratit", changed="Změněno.", remark="")
    visitor = eva if action == "/prijmout" else desk
    visitor.open(READING)
    write_again(public, receipt)
    page = visitor.send(action)
    assert page.status == 409
    assert "Ještě něco." in page.words
    assert answers(service, staff) == []


def test_nobody_but_its_author_sends_it_unread(
    desk: DeskVisitor, eva: DeskVisitor, coordinator: Person
) -> None:
    ask(eva)
    assert "/cteni/bez-precteni" not in eva.open(READING).text
    with time_machine.travel(later(hours=4, minutes=1)):
        desk.log_in(coordinator)
        assert "/cteni/bez-precteni" not in desk.open(READING).text


def test_it_goes_unread_by_its_author_alone_and_never_by_itself(
    desk: DeskVisitor, eva: DeskVisitor, coordinator: Person, service: Service, staff: Staff
) -> None:
    ask(desk)
    with time_machine.travel(later(hours=4, minutes=1)):
        desk.log_in(coordinator)
        assert answers(service, staff) == []
        desk.open(READING)
        assert desk.send("/bez-precteni", unread_why="").status == 422
        page = desk.send("/bez-precteni", unread_why="Nikdo není v práci.")
        assert "Odesláno bez přečtení kolegou: Nikdo není v práci." in page.words
        assert answers(service, staff) == [ANSWER]


@pytest.mark.parametrize("which", [ReadingRule.NEWCOMERS, ReadingRule.ALL])
def test_where_the_centre_wants_it_no_answer_goes_unread(
    desk: DeskVisitor,
    eva: DeskVisitor,
    service: Service,
    staff: Staff,
    rule: Callable[[ReadingRule], None],
    which: ReadingRule,
) -> None:
    rule(which)
    page = eva.open(CASE)
    assert "Odeslat odpověď" not in page.words
    page = eva.post(f"{CASE}/odpoved", **(page.fields("/k-precteni") | {"text": ANSWER}))
    assert page.status == 409
    assert page.typed("text").strip() == ANSWER
    assert answers(service, staff) == []


def test_for_marked_enquiries_only_those_are_read(
    desk: DeskVisitor, eva: DeskVisitor, public: Visitor, rule: Callable[[ReadingRule], None]
) -> None:
    rule(ReadingRule.MARKED)
    public.open("/dotaz/o-sobe")
    public.send(text="Je mi 14 a máma bere perník.")
    assert "Odeslat odpověď" in eva.open(CASE).words
    assert "Odeslat odpověď" not in eva.open("/dotaz/2").words


def test_who_is_here_alone_has_nobody_to_read_it(
    desk: DeskVisitor, rule: Callable[[ReadingRule], None]
) -> None:
    rule(ReadingRule.ALL)
    assert "Odeslat odpověď" in desk.open(CASE).words


def test_in_a_crisis_the_first_sentences_go_at_once_and_are_read_afterwards(
    desk: DeskVisitor,
    eva: DeskVisitor,
    public: Visitor,
    service: Service,
    staff: Staff,
    rule: Callable[[ReadingRule], None],
) -> None:
    rule(ReadingRule.ALL)
    public.open("/dotaz/o-sobe")
    public.send(text=URGENT)
    eva.open("/dotaz/2")
    eva.send("/prvni-veta/vlastni", text="Děkujeme, že to píšete. Volejte 155.")
    assert answers(service, staff, 2) == ["Děkujeme, že to píšete. Volejte 155."]
    assert "odesláno hned" in (part(desk.open("/"), "k-precteni") or "")
    desk.open("/dotaz/2/cteni")
    page = desk.send("/precteno")
    assert "Autor odpovědi: Eva. Četl/a: Jana." in page.words
    assert part(desk.open("/"), "k-precteni") is None


def test_where_there_is_no_crisis_first_sentences_wait_like_others(
    eva: DeskVisitor, service: Service, staff: Staff, rule: Callable[[ReadingRule], None]
) -> None:
    rule(ReadingRule.ALL)
    page = eva.open(CASE)
    assert "/prvni-veta" not in page.text
    fields = page.fields("/k-precteni") | {"text": ANSWER}
    assert eva.post(f"{CASE}/prvni-veta/vlastni", **fields).status == 409
    assert answers(service, staff) == []


def test_a_second_answer_is_not_put_over_the_one_that_waits(
    desk: DeskVisitor, eva: DeskVisitor, service: Service, staff: Staff
) -> None:
    ask(eva)
    page = ask(desk, "Jiná odpověď.")
    assert page.status == 409
    assert page.typed("text").strip() == "Jiná odpověď."
    found = reading.find(service, staff, 1)
    assert found
    assert found.text == ANSWER


def test_a_coordinator_turns_the_rule(desk: DeskVisitor, service: Service) -> None:
    desk.open("/prijem")
    desk.send("/prijem", reading="marked", more_days="3")
    assert switches.current(service).reading is ReadingRule.MARKED


def test_who_cannot_answer_reads_no_colleagues_answer_either(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    ask(eva)
    hand_over(desk, "", "cannot")
    assert part(desk.open("/"), "k-precteni") is None
    assert desk.open(READING).status == 404


def test_an_answer_with_gaps_is_not_put_before_colleagues(eva: DeskVisitor) -> None:
    assert ask(eva, "Přijďte «doplňte kdy».").status == 422
    press(eva, "/odpovim")
    assert eva.page
    assert "čeká, až ji přečte kolega" not in eva.page.words


def test_who_agreed_has_nothing_left_that_was_begun(desk: DeskVisitor, eva: DeskVisitor) -> None:
    ask(eva)
    on_the_page(desk, "/souhlasim")
    assert part(desk.open("/"), "moje") is None


def test_a_remark_is_not_lost_by_agreeing(desk: DeskVisitor, eva: DeskVisitor) -> None:
    ask(eva)
    page = on_the_page(desk, "/souhlasim", remark="Příště i telefon.")
    assert page.status == 409
    assert "Příště i telefon." in page.text
