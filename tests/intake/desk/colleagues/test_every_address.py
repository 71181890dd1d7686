"""Who may do what at every address of the desk: a table, and each row tried over HTTP.

The addresses come from the app itself: one that has no row here fails the test, and so does a row
whose address is gone. A row is tried by everybody on enquiries of every kind in every state, by
whoever cannot answer them, and by the person whom a complaint concerns.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import cycle

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from intake_service.store import vault
from intake_service.store.models import Counsellor, Enquiry
from intake_service.store.terms import Duty, State
from intake_service.work.colleagues import handover
from intake_service.work.colleagues.handover import ANYBODY, Why
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.sorting import subject
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person
from tests.intake.desk.colleagues.test_who_may import QUESTION, bring
from tests.intake.web.test_guards import everything

pytestmark = pytest.mark.usefixtures("cheap_receipts", "takes_seconds")


class Access(Enum):
    """To whom an address is open."""

    ANYBODY = auto()
    """Before the login, too."""
    WITH_A_LINK = auto()
    """To whoever has a secret address; nobody else finds it."""
    STAFF = auto()
    ANSWERS = auto()
    COORDINATES = auto()
    EITHER = auto()
    """Whoever answers or coordinates."""
    KEEPER = auto()
    """Whoever does both: keeps the register, gives a text out."""
    EDITS = auto()
    CASE = auto()
    """Whoever answers and is shown this enquiry."""
    CASE_OF_A_KEEPER = auto()
    """Whoever does both and is shown this enquiry."""


class Outcome(Enum):
    """What somebody meets."""

    IN = auto()
    REFUSED = auto()
    NOT_THERE = auto()
    LOGIN = auto()


IN, REFUSED, NOT_THERE, LOGIN = Outcome
WHO = ("answers", "cannot", "subject", "both", "coordinates", "edits", "nobody")
"""`both` answers and coordinates, and edits, as whoever founded the desk does; `cannot` has said so
of every enquiry; every complaint is about `subject`."""

DUTIES = {
    #                          answers  cannot   subject  both  coordinates edits    nobody
    Access.STAFF:             (IN,      IN,      IN,      IN,      IN,      IN,      LOGIN),
    Access.ANSWERS:           (IN,      IN,      IN,      IN,      REFUSED, REFUSED, LOGIN),
    Access.COORDINATES:       (REFUSED, REFUSED, REFUSED, IN,      IN,      REFUSED, LOGIN),
    Access.EITHER:            (IN,      IN,      IN,      IN,      IN,      REFUSED, LOGIN),
    Access.KEEPER:            (REFUSED, REFUSED, REFUSED, IN,      REFUSED, REFUSED, LOGIN),
    Access.EDITS:             (LOGIN,   LOGIN,   LOGIN,   IN,      LOGIN,   IN,      LOGIN),
}  # fmt: skip
"""The editor has a session of its own, which only a login of somebody who edits begins."""
NO = REFUSED
GONE = NOT_THERE
CASES = {
    (Access.CASE, "other"):               (IN,   GONE, IN,   IN, NO, NO, LOGIN),
    (Access.CASE, "undecided"):           (GONE, GONE, GONE, IN, NO, NO, LOGIN),
    (Access.CASE, "decided"):             (IN,   GONE, GONE, IN, NO, NO, LOGIN),
    (Access.CASE_OF_A_KEEPER, "other"):     (NO,   GONE, NO,   IN, NO, NO, LOGIN),
    (Access.CASE_OF_A_KEEPER, "undecided"): (GONE, GONE, GONE, IN, NO, NO, LOGIN),
    (Access.CASE_OF_A_KEEPER, "decided"):   (NO,   GONE, GONE, IN, NO, NO, LOGIN),
}  # fmt: skip
"""By what the enquiry is: a complaint of which nobody has said yet whom it concerns, one that
concerns `subject`, or any other kind."""

PLACES = {
    Access.ANYBODY: "login.show login.enter login.leave key_login.begin key_login.finish "
    "joining.ask joining.start joining.finish",
    Access.WITH_A_LINK: "outside_reading.show outside_reading.say outside_reading.page "
    "outside_reading.picture",
    Access.STAFF: "account.show account.change_password account.choose_letters account.ask_factor "
    "account.change_factor account.end_everywhere security_keys.ask security_keys.begin "
    "security_keys.finish security_keys.remove",
    Access.ANSWERS: "inbox.show inbox.choose inbox.next_one inbox.put_into_bin inbox.take_out "
    "inbox.ask_empty inbox.empty inbox.keep cases.make_exercise supervision.show supervision.done "
    "publishing.show_all finding.show notebook.show notebook.write notebook.strike counter.show "
    "counter.look year_figures.file_to_publish "
    "syringes.show syringes.printed syringes.own syringes.add_own team.give_fresh_keys",
    Access.COORDINATES: "operation.turn operation.confirm_date operation.stop_deleting "
    "operation.stop_publishing health.show audit.show team.invite team.ask_duties team.set_duties "
    "team.ask_part team.part team.end_sessions",
    Access.EITHER: "operation.show team.show team.admit absences.note_away absences.note_back "
    "year_figures.show year_figures.show_month year_figures.file "
    "funders.show_all funders.show funders.file syringes.for_town syringes.file_for_town",
    Access.KEEPER: "register.show register.table register.write_new register.enter register.edit "
    "register.change",
    Access.CASE: "cases.show cases.note_minutes cases.older cases.save cases.keep cases.discard "
    "cases.take_over cases.older_notes cases.elsewhere "
    "cases.insert cases.check cases.answer cases.ask cases.send_first_sentence "
    "cases.send_own_first_sentence cases.note cases.remind cases.cancel cases.settle "
    "cases.mark_done cases.close cases.put_into_bin cases.take_out cases.change_kind "
    "cases.decide_subject cases.put_on_the_list cases.claim cases.release cases.has_seen "
    "cases.ask_hand_over cases.start_handing_over cases.hand_over cases.ask_take_back "
    "cases.start_taking_back cases.take_back cases.start_deleting cases.ask_delete "
    "cases.propose_deletion cases.delete cases.stop_deleting cases.discard_exercise "
    "cases.show_summary cases.start_summing_up cases.pin_summary cases.cover cases.uncover "
    "reading.show reading.save reading.keep reading.agree reading.return_changed reading.accept "
    "reading.go_on_writing reading.send_unread reading.has_read publishing.show publishing.keep "
    "publishing.discard publishing.save publishing.offer publishing.take_back publishing.propose "
    "publishing.stop publishing.publish publishing.take_down syringes.settle",
    Access.CASE_OF_A_KEEPER: "cases.ask_export cases.give_out",
}
"""Each address of the desk by its endpoint; all of the website's editor are `EDITS`."""
OF_THE_EDITOR = "/web/"
TABLE = {name: access for access, names in PLACES.items() for name in names.split()}

TYPED = {
    "text": "x", "note": "x", "changed": "x", "supervision": "x", "reason": "thanks",
    "why": "away", "to": "", "title": "x", "lead": "x", "question": "x", "answer": "x",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """An enquiry, and which rows it falls under."""

    number: int
    what: str
    told: str


@dataclass
class Browser:
    """Somebody at the desk, and a token of theirs."""

    visitor: DeskVisitor
    token: str

    def tries(self, method: str, path: str, number: int = 0) -> Outcome:
        """What they meet at an address."""
        sent = {"csrf_token": self.token, "seen": f"{number}.9", **TYPED}
        given = {"data": sent} if method == "POST" else {}
        response = self.visitor.client.open(path, method=method, **given)
        words = response.get_data(as_text=True)
        leads_to_login = response.headers.get("Location", "").endswith("/prihlaseni")
        if leads_to_login or 'action="/prihlaseni"' in words:
            return LOGIN
        kept_out = {403: REFUSED, 404: NOT_THERE, 429: REFUSED}
        outcome = kept_out.get(response.status_code, IN)
        assert outcome is IN or QUESTION not in words, (path, response.status_code)
        assert response.status_code != 503, path
        return outcome


def access_of(rule: Rule) -> Access:
    if rule.rule.startswith(OF_THE_EDITOR):
        return Access.EDITS
    return TABLE[rule.endpoint]


def filled(rule: Rule, number: int) -> str:
    """The address with something for its variables."""
    path = rule.rule.replace("<int:number>", str(number))
    path = re.sub(r"<int:\w+>", "1", path)
    return re.sub(r"<(?:\w+:)?\w+>", "00" * 16, path)


def rules(app: Flask, *access: Access) -> Iterator[tuple[Rule, str]]:
    """The addresses of these rows, and each method they take."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        if access_of(rule) in access:
            for method in ("GET", "POST"):
                if method in (rule.methods or ()):
                    yield rule, method


def test_every_address_has_its_row_and_every_row_its_address(desk_app: Flask) -> None:
    there = {
        rule.endpoint
        for rule in desk_app.url_map.iter_rules()
        if not rule.rule.startswith(OF_THE_EDITOR)
    }
    assert there == set(TABLE)
    assert len(TABLE) == sum(len(names.split()) for names in PLACES.values())


@pytest.fixture
def service(opened: Callable[..., Service]) -> Service:
    """A service whose desk takes security keys, so that their addresses are there."""
    return opened(desk_origins="http://localhost")


@pytest.fixture
def holders(service: Service, staff: Staff, colleague: Callable[..., Person]) -> dict[str, Staff]:
    """Everybody by what they are here."""
    made = {
        "answers": colleague("Adam", Duty.ANSWERS),
        "cannot": colleague("Bára", Duty.ANSWERS),
        "subject": colleague("Eliška", Duty.ANSWERS),
        "coordinates": colleague("Cyril", Duty.COORDINATES),
        "edits": colleague("Dana", Duty.EDITS),
    }
    found = {"both": staff}
    for who, person in made.items():
        cookie = logins.log_in(service, person.name, person.password, person.code())
        found[who] = logins.resume(service, cookie)
    return found


@pytest.fixture
def browsers(service: Service, desk_app: Flask, holders: dict[str, Staff]) -> dict[str, Browser]:
    found = {who: come_in(service, desk_app, holder) for who, holder in holders.items()}
    nobody = DeskVisitor(desk_app)
    nobody.open("/prihlaseni")
    return found | {"nobody": Browser(nobody, nobody.token())}


def come_in(service: Service, app: Flask, holder: Staff) -> Browser:
    """A fresh session of somebody; their earlier ones have ended."""
    with service.roster.change() as session:
        person = session.get_one(Counsellor, holder.id)
        cookie = logins.begin_anew(service, session, person, holder.private)
    visitor = DeskVisitor(app)
    visitor.come_in_with(cookie)
    visitor.open("/ucet")
    return Browser(visitor, visitor.token())


def ask(service: Service, kind: str) -> int:
    """Send an enquiry of somebody new; returns its number."""
    enquiries.send(service, Submission(kind, "cs", QUESTION, vault.new_key()))
    with service.store.read() as session:
        return max(session.scalars(select(Enquiry.number)))


def make_case(
    service: Service, holders: dict[str, Staff], kind: str, state: State, *, decided: bool = True
) -> Case:
    """An enquiry of this kind that stands there; `cannot` has said that they cannot answer it."""
    number = ask(service, kind)
    bring(service, holders["both"], number, state)
    after = 2 if state in (State.ANSWERED, State.CLOSED) else 1
    handover.hand_over(service, holders["cannot"], number, ANYBODY, Why.CANNOT, after=after)
    what = "other"
    if KINDS[kind].in_register:
        what = "decided" if decided else "undecided"
        if decided:
            subject.decide(service, holders["both"], number, holders["subject"].id)
    return Case(number, what, f"{kind}, {state}")


@pytest.fixture
def cases(service: Service, holders: dict[str, Staff]) -> list[Case]:
    """Of every kind in every state, and complaints once more before it is said of whom."""
    made = [make_case(service, holders, kind, state) for kind in KINDS for state in State]
    of_people = [kind for kind in KINDS if KINDS[kind].in_register]
    return made + [
        make_case(service, holders, kind, state, decided=False)
        for kind in of_people
        for state in State
    ]


def test_who_may_not_meets_the_refusal_of_the_row_and_changes_nothing(
    service: Service, desk_app: Flask, browsers: dict[str, Browser], cases: list[Case]
) -> None:
    """An enquiry that is not there for somebody is so in every kind and state; where the duty alone
    decides, the addresses take turns at them."""
    before = everything(service)
    turns = cycle(cases)
    for rule, method in rules(desk_app, Access.CASE, Access.CASE_OF_A_KEEPER):
        for case in cases:
            expected = CASES[access_of(rule), case.what]
            for who, outcome in zip(WHO, expected, strict=True):
                if outcome is NOT_THERE:
                    found = browsers[who].tries(method, filled(rule, case.number), case.number)
                    assert found is NOT_THERE, (who, method, rule.rule, case.told)
        case = next(turns)
        for who, outcome in zip(WHO, CASES[access_of(rule), case.what], strict=True):
            if outcome is not IN:
                found = browsers[who].tries(method, filled(rule, case.number), case.number)
                assert is_as_told(found, outcome), (who, method, rule.rule, case.told)
    for rule, method in rules(desk_app, *DUTIES):
        for who, outcome in zip(WHO, DUTIES[access_of(rule)], strict=True):
            if outcome is not IN:
                found = browsers[who].tries(method, filled(rule, cases[0].number))
                assert is_as_told(found, outcome), (who, method, rule.rule)
    for rule, method in rules(desk_app, Access.WITH_A_LINK):
        for who in WHO:
            found = browsers[who].tries(method, filled(rule, 1))
            assert found is NOT_THERE, (who, method, rule.rule)
    assert everything(service) == before


def test_who_may_is_let_in_to_look(
    desk_app: Flask, browsers: dict[str, Browser], cases: list[Case]
) -> None:
    for rule, method in rules(desk_app, Access.CASE, Access.CASE_OF_A_KEEPER):
        if method == "GET":
            for case in cases:
                for who, outcome in zip(WHO, CASES[access_of(rule), case.what], strict=True):
                    if outcome is IN:
                        found = browsers[who].tries(method, filled(rule, case.number))
                        assert found is IN, (who, rule.rule, case.told)
    for rule, method in rules(desk_app, *DUTIES):
        if method == "GET":
            for who, outcome in zip(WHO, DUTIES[access_of(rule)], strict=True):
                if outcome is IN:
                    assert is_let_in(browsers[who], rule, method), (who, rule.rule)


def is_as_told(found: Outcome, outcome: Outcome) -> bool:
    """Strangers who bring a text get it back, with no login beside it that would keep it."""
    return found is outcome or (outcome is LOGIN and found is REFUSED)


def is_let_in(browser: Browser, rule: Rule, method: str, number: int = 1) -> bool:
    """Whether somebody gets past the door; behind it a made-up name may lead to nothing."""
    found = browser.tries(method, filled(rule, number), number)
    of_a_name = bool(rule.arguments - {"number"}) or access_of(rule) is Access.EDITS
    ends_all = rule.endpoint == "account.end_everywhere"
    return found is IN or (of_a_name and found is NOT_THERE) or (ends_all and found is LOGIN)


def test_who_may_is_let_in_to_press(
    service: Service, desk_app: Flask, holders: dict[str, Staff], browsers: dict[str, Browser]
) -> None:
    """Each press with a session and an enquiry of its own, since it may end either."""
    kinds = cycle(kind for kind in KINDS if not KINDS[kind].in_register)
    for rule, method in rules(desk_app, *DUTIES, Access.CASE, Access.CASE_OF_A_KEEPER):
        if method == "GET":
            continue
        access = access_of(rule)
        row = DUTIES.get(access) or CASES[access, "other"]
        for who in [who for who, outcome in zip(WHO, row, strict=True) if outcome is IN]:
            kind = next(kinds)
            number = ask(service, kind) if "number" in rule.arguments else 0
            browser = come_in(service, desk_app, holders[who])
            assert is_let_in(browser, rule, method, number), (who, rule.rule, kind)
