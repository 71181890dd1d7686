"""Crisis words set a mark at the desk, in every language and however they are typed; no sender sees
it."""

import re
import unicodedata
from pathlib import Path

import pytest
from flask import Flask
from ruamel.yaml import YAML

from centre.texts import crisis_words
from centre.texts.crisis_words import CRISIS_WORDS_FILE
from intake_service.work.casework import cases
from intake_service.work.conversation import urgency
from intake_service.work.conversation.urgency import is_urgent
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Visitor
from tests.paths import ROOT

DATA = ROOT / "content" / "data"
ASK = "/dotaz/o-sobe"
BOX = "/odpoved"

pytestmark = pytest.mark.usefixtures("cheap_receipts")

URGENT = [
    "Chci se zabít.",
    "už to nejde, zabiju se",
    "že prý se zabije, když odejdu",
    "nejradši bych se zabila",
    "Kamarád se zabil.",
    "přemýšlím o sebevraždě",
    "mám sebevražedné myšlenky",
    "NECHCI ŽÍT",
    "nechce se mi žít",
    "už nechci žít bez něj",
    "chtěla bych umřít",
    "chce si vzít život",
    "bratr si vzal život",
    "chci skoncovat\nse životem",
    "skočím z mostu",
    "lehnu si pod vlak",
    "chtěl se oběsit",
    "našli jsme ho oběšeného",
    "podřezala si žíly",
    "řežu se do ruky",
    "spolykala prášky",
    "předávkoval se",
    "asi předávkování",
    "kamarád nedýchá a nereaguje",
    "má modré rty",
    "leží v bezvědomí",
    "nejde vzbudit",
    "dostal křeče a spadl",
    "slyším hlasy",
    "slyší divné věci, hlasy v hlavě",
    "přítel mi ubližuje",
    "nechci si ublížit, ale…",
    "někdo ji znásilnil",
    "táta mě mlátí",
    "bojím se o život",
    "I want to die",
    "She wants to die.",
    "I don't want to live anymore",
    "i dont want to live",
    "I don’t want to live",
    "thinking about killing myself",
    "He tried to kill himself.",
    "I feel suicidal",
    "I cut myself",
    "my friend overdosed",
    "he is not breathing",
    "she isn't breathing",
    "he is unconscious",
    "I keep hearing voices",
    "he had a seizure",
    "I was raped",
    "Я хочу померти",
    "не хочу жити",
    "не хочеться жити",
    "вб'ю себе",
    "вб’ю себе",
    "вбʼю себе",
    "вбю себе",
    "думаю про самогубство",
    "суїцидальні думки",
    "хоче покінчити з собою",
    "наклав на себе руки",
    "порізала вени",
    "стрибну з вікна",
    "у нього передозування",
    "друг не дихає",
    "він непритомний",
    "чую голоси",
    "мене зґвалтували",
    "мене згвалтували",
    "он не дышит",
    "хочу покончить с собой",
    "не хочу жить",
    "Dobrý den, potřebuju poradit. "
    "Brácha bere pervitin a teď píše, že hoče умерти… а я не хочу жити.",
]
ORDINARY = [
    "",
    "Kdy máte otevřeno?",
    "Mám křečové žíly, kam si píchat?",
    "Chci skoncovat s pervitinem.",
    "Můžu k vám skočit zítra?",
    "Rád bych skočil za vámi do centra.",
    "Chci vzít život do vlastních rukou.",
    "Jak žít s hepatitidou?",
    "Syn zabil čas u počítače.",
    "Zabíjí mě nuda v práci.",
    "Řezal jsem dřevo a pořezal prkno.",
    "Trpím obezitou.",
    "Slyšela jsem, že testujete zdarma.",
    "Hlasy voličů rozhodnou.",
    "Vlak mi jede ve čtyři, přijdu pod most.",
    "Modré dveře u nádraží, je to k vám?",
    "Kde vyměním stříkačky?",
    "Jaká je dávka buprenorfinu při léčbě?",
    "Máma to neřeší, pomozte.",
    "Where can I exchange needles?",
    "I want to diet.",
    "I would die for a coffee",
    "The voice on the phone was kind.",
    "He is breathing fine.",
    "Grapes and rapeseed oil.",
    "I cut my hair myself.",
    "Killing time before the appointment.",
    "Скільки коштує тест на гепатит?",
    "Хочу жити краще.",
    "Де можна обміняти шприци?",
    "Мій голос не чути по телефону.",
    "Потяг прибуває о п'ятій.",
    "Как записаться на тест?",
    "hepatitida C, úřad práce, dluhy, pojištění, bydlení",
]


def without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(each for each in plain if not unicodedata.combining(each))


@pytest.mark.parametrize("text", URGENT)
def test_crisis_words_are_found_however_they_are_typed(text: str) -> None:
    forms = (text, text.upper(), text.lower(), without_accents(text), f"Dobrý den.\n{text}\nDíky.")
    for typed in (*forms, unicodedata.normalize("NFD", text), text.replace(" ", "  \n")):
        assert is_urgent(typed, DATA), typed


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_texts_are_left_alone(text: str) -> None:
    for typed in (text, text.upper(), without_accents(text)):
        assert not is_urgent(typed, DATA), typed


def test_every_listed_phrase_finds_itself() -> None:
    lists = YAML(typ="safe", pure=True).load(DATA / CRISIS_WORDS_FILE)
    assert {"cs", "en", "uk"} <= set(lists)
    for phrases in lists.values():
        assert len(phrases) == len(set(phrases))
        for phrase in phrases:
            assert is_urgent(phrase.replace("*", "xx"), DATA), phrase
            assert is_urgent(phrase.replace("*", ""), DATA), phrase


def test_the_longest_text_is_looked_through_at_once() -> None:
    for text in (
        "se " * 10_000,
        "nechci " * 4_000,
        "\N{COMBINING ACUTE ACCENT}" * 30_000,
        "a" * 30_000,
    ):
        assert not is_urgent(text, DATA)


# At the desk


def test_the_mark_stands_in_the_inbox_and_at_the_enquiry_until_it_is_answered(
    public: Visitor, desk: DeskVisitor
) -> None:
    for text in ("Kdy máte otevřeno?", "Nechci žít."):
        public.open(ASK)
        public.send(text=text)
    lines = [" ".join("".join(each.itertext()).split()) for each in desk.open("/").all("li")]
    first, *of_all = [line for line in lines if "Dotaz č." in line]
    assert "Dotaz č. 2" in first  # under the heading that says it is urgent
    assert "Naléhavé" in desk.page.words.partition(first)[0]
    assert ["naléhav" in line for line in of_all] == [True, False]
    assert "naléhav" not in desk.open("/dotaz/1").words
    assert "naléhav" in desk.open("/dotaz/2").words
    desk.send("/odpoved", text="Zavolejte 155.")
    assert "naléhav" not in desk.open("/dotaz/2").words


@pytest.mark.parametrize(
    ("kind", "extras", "urgent"),
    [
        ("counselling", {"topic": "crisis"}, True),
        ("counselling", {"topic": "health", "age": "under-15"}, False),
        ("relatives", {"wish": "aby se nechtěl zabít, říká že se zabije"}, True),
        ("message", {"name": "Nechci žít"}, True),
        ("message", {"name": "Eva", "email": "eva@schranka.example"}, False),
    ],
)
def test_a_choice_or_a_short_answer_can_set_the_mark_too(
    service: Service, staff: Staff, kind: str, extras: dict[str, str], urgent: bool
) -> None:
    enquiries.send(service, Submission(kind, "cs", "Poraďte mi.", cookie=b"c" * 32, extras=extras))
    assert cases.open_case(service, staff, 1).urgent is urgent


def test_a_further_message_can_set_the_mark(service: Service, staff: Staff) -> None:
    submission = Submission("counselling", "uk", "Добрий день.", cookie=b"c" * 32)
    receipt = enquiries.sent(
        service, submission.cookie, enquiries.send(service, submission)
    ).receipt
    opened = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    assert not cases.open_case(service, staff, 1).urgent
    mailbox.write_again(service, opened, "Не хочу жити.", after=1)
    assert cases.open_case(service, staff, 1).urgent


# For the sender


def seen(page: Page, text: str) -> str:
    """A page without what differs between any two conversations."""
    plain = re.sub(
        r'value="[^"]*"|/(odeslano|sent|nadislano)/\w+(\.txt)?', "", page.text.replace(text, "")
    )
    return re.sub(r'<p class="receipt".*?</p>', "", plain, flags=re.DOTALL)


def test_the_sender_sees_the_same_pages_with_and_without_the_mark(
    sender_app: Flask, service: Service
) -> None:
    stories = []
    for text in ("Chci umřít.", "Chci poradit."):
        public = Visitor(sender_app)
        public.open(ASK)
        sent = public.send(text=text)
        public.open(BOX)
        story = [sent, public.send(receipt=sent.receipt), public.send("/napsat", text=text)]
        stories.append([seen(page, text) for page in story])
        assert all("naléhav" not in page.text for page in story)
    assert stories[0] == stories[1]


# When the list is broken


@pytest.mark.parametrize(
    "content", [b"cs: [", b"cs: 5", b"cs:\n  - 155", b"- a", b"", b"cs:\n  - \xff"]
)
def test_a_broken_list_marks_neither_everything_nor_nothing_and_is_told(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / CRISIS_WORDS_FILE).write_bytes(content)
    assert not is_urgent("Kdy máte otevřeno?", tmp_path)
    assert is_urgent("Chci se zabít.", tmp_path)
    assert urgency.faults(tmp_path)


def test_a_slip_keeps_the_last_good_list_until_it_is_mended(tmp_path: Path) -> None:
    path = tmp_path / CRISIS_WORDS_FILE
    path.write_text("cs:\n  - žluté ponorky\n", encoding="utf-8")
    assert is_urgent("Žluté ponorky.", tmp_path)
    path.write_text("cs:\n  - zelené [ponorky\n  - zelené ponorky\n", encoding="utf-8")
    assert is_urgent("Žluté ponorky.", tmp_path)
    assert not is_urgent("Zelené ponorky.", tmp_path)
    (fault,) = urgency.faults(tmp_path)
    assert (fault.line, fault.field) == (2, "cs.0")
    path.write_text("cs:\n  - zelené ponorky\n", encoding="utf-8")
    assert is_urgent("Zelené ponorky.", tmp_path)
    assert urgency.faults(tmp_path) == ()


def test_what_is_sound_of_a_faulty_list_is_used_where_there_is_no_other(tmp_path: Path) -> None:
    (tmp_path / CRISIS_WORDS_FILE).write_text("cs:\n  - se\n  - žluté ponorky\n", "utf-8")
    assert is_urgent("Žluté ponorky.", tmp_path)
    assert not is_urgent("Kde se mám ozvat?", tmp_path)


def test_a_lost_list_stops_nobody_and_marks_what_it_can(
    service: Service, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(urgency, "_in_use", {})
    monkeypatch.setattr(urgency, "CRISIS_WORDS_FILE", "lost.yaml")
    monkeypatch.setattr(crisis_words, "CRISIS_WORDS_FILE", "lost.yaml")
    for number, text in enumerate(("Kdy máte otevřeno?", "Nechci žít."), 1):
        cookie = bytes([number]) * 32
        enquiries.send(service, Submission("counselling", "cs", text, cookie=cookie))
    assert [cases.open_case(service, staff, number).urgent for number in (1, 2)] == [False, True]


def test_a_word_that_staff_add_counts_at_once(tmp_path: Path) -> None:
    (tmp_path / CRISIS_WORDS_FILE).write_text("cs:\n  - žluté ponorky\n", encoding="utf-8")
    assert not is_urgent("Zelené ponorky.", tmp_path)
    (tmp_path / CRISIS_WORDS_FILE).write_text(
        "cs:\n  - žluté ponorky\n  - zelen* ponorky\n", encoding="utf-8"
    )
    assert is_urgent("Zelené ponorky.", tmp_path)
