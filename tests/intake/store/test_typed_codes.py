"""A right code is understood however it was copied; a wrong one stays wrong."""

import unicodedata
from collections.abc import Callable, Iterator

import pyotp
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from intake_service import clock
from intake_service.store import receipts, typed_codes
from intake_service.store.receipts import ALPHABET, Misread
from intake_service.store.terms import Duty
from intake_service.store.vault import Pair
from intake_service.work.service import Service
from intake_service.work.team import invitations, logins, recovery_key, totp
from tests.intake.browser import DeskVisitor, Person, Visitor

CYRILLIC = str.maketrans("ABCEHJKMPSTXY3", "АВСЕНЈКМРЅТХУЗ")
GREEK = str.maketrans("ABEZHKMNPTXY", "ΑΒΕΖΗΚΜΝΡΤΧΥ")
SMALL_CYRILLIC = str.maketrans("ACEPXY", "асерху")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


def _between(mark: str) -> Callable[[str], str]:
    return lambda code: mark.join(code)


def _shifted(start: int) -> Callable[[str], str]:
    """Into a block of Unicode where the printable ASCII signs lie in their order from `start`."""
    return lambda code: "".join(
        character if character == " " else chr(ord(character) - 0x21 + start) for character in code
    )


WAYS: dict[str, Callable[[str], str]] = {
    "as it is shown": str,
    "in small letters": str.lower,
    "with zero width spaces": _between("\u200b"),
    "with word joiners": _between("\u2060"),
    "with a byte order mark": lambda code: "\ufeff" + code,
    "with soft hyphens": _between("\xad"),
    "with marks of direction": lambda code: f"\u202a\u200e{code}\u200f\u202c",
    "with isolates": lambda code: f"\u2068{code}\u2069",
    "with variation selectors": _between("\ufe0f"),
    "with signs that a machine adds": lambda code: f"\x02{code}\x1d\x03",
    "with thin spaces": _between("\u2009"),
    "with ideographic spaces": lambda code: code.replace(" ", "\u3000"),
    "with dashes": lambda code: code.replace(" ", "—"),
    "with minus signs": lambda code: code.replace(" ", "\u2212"),
    "with hyphens that do not break": lambda code: code.replace(" ", "\u2011"),
    "with dashes of a Japanese keyboard": lambda code: code.replace(" ", "ー"),
    "in Czech quotes": lambda code: f"„{code}“",
    "in French quotes": lambda code: f"«\xa0{code}\xa0»",
    "with apostrophes that are letters": lambda code: f"ʼ{code}ʼ",
    "in brackets with a full stop": lambda code: f"[{code}].",
    "with markup of a messenger": lambda code: f"*`{code}`*",
    "full width": _shifted(0xFF01),
    "in bold mathematics": lambda code: "".join(
        chr(0x1D400 + ord(c) - 65) if "A" <= c <= "Z" else c for c in code
    ),
    "in circles": lambda code: "".join(
        chr(0x24B6 + ord(c) - 65) if "A" <= c <= "Z" else c for c in code
    ),
    "with key caps": lambda code: "".join(f"{c}\ufe0f\u20e3" if c.isdigit() else c for c in code),
    "in Cyrillic letters": lambda code: code.translate(CYRILLIC),
    "in small Cyrillic letters": lambda code: code.translate(SMALL_CYRILLIC),
    "in Greek letters": lambda code: code.translate(GREEK),
    "in small Greek letters": lambda code: code.translate(GREEK).lower(),
    "in Arabic digits": lambda code: code.translate(ARABIC),
    "in Persian digits": lambda code: code.translate(PERSIAN),
    "in Devanagari digits": lambda code: code.translate(DEVANAGARI),
    "with accents": _between("\u0301"),
}


@pytest.fixture(params=WAYS)
def copied(request: pytest.FixtureRequest) -> Callable[[str], str]:
    return WAYS[request.param]


CODES = ["0123 4567 89AB CDEG", "HJKM NPQR STVW XYZ0"]


@pytest.mark.parametrize("code", CODES)
def test_a_code_means_the_same_however_it_was_copied(
    copied: Callable[[str], str], code: str
) -> None:
    assert typed_codes.forgive(copied(code)) == code.replace(" ", "")


def test_a_receipt_is_read_however_it_was_copied(copied: Callable[[str], str]) -> None:
    for _ in range(20):
        receipt = receipts.new()
        assert receipts.read(copied(" ".join(receipts.groups(receipt)))) == receipt


def test_one_unreadable_character_is_still_restored(copied: Callable[[str], str]) -> None:
    receipt = receipts.new()
    for mark in "?？؟":
        typed = copied(" ".join(receipts.groups(receipt))[:-1]) + mark
        assert receipts.read(typed) == receipt


def test_a_recovery_key_is_read_however_it_was_copied(copied: Callable[[str], str]) -> None:
    private = Pair.new().private
    assert recovery_key.read(copied(recovery_key.write(private))) == private


def test_a_code_from_the_app_is_read_however_it_was_typed(copied: Callable[[str], str]) -> None:
    secret = totp.new_secret()
    with time_machine.travel(clock.now(), tick=False):
        code = pyotp.TOTP(secret).now()
        assert totp.step_of(secret, copied(f"{code[:3]} {code[3:]}"))


@pytest.mark.parametrize("letter", "АВСЕНІЈКМОРЅТУХЗаеіјорсухѕΑΒϹΕΖΗΙΚΜΝΟΡΤΥΧϲᴀᴋꜱɪʀØłØ")
def test_letters_of_other_scripts_that_look_like_ours_become_ours(letter: str) -> None:
    assert set(typed_codes.forgive(letter)) <= set(ALPHABET)


@pytest.mark.parametrize("typed", ["Ж", "Ω", "字", "ب", "Ä" * 16, "ščř", "0123 4567 89AB CDUU"])
def test_letters_that_look_like_none_of_ours_fit_no_code(typed: str) -> None:
    with pytest.raises(Misread):
        receipts.read(typed)
    with pytest.raises(Misread):
        receipts.read(receipts.new()[:15] + typed)


@given(st.text(max_size=40))
def test_reading_twice_changes_nothing(typed: str) -> None:
    once = typed_codes.forgive(typed)
    assert typed_codes.forgive(once) == once
    assert all(unicodedata.category(character)[0] in "LN" for character in once.replace("?", ""))


# The places where people type them


@pytest.fixture
def improved() -> Iterator[Callable[[str], str]]:
    """What a phone made of a code: quotes, invisible marks, other letters and digits."""

    def improve(code: str) -> str:
        mixed = code.translate(CYRILLIC).translate(ARABIC).replace(" ", "–")
        return "\ufeff„\u200e" + "\u200b".join(mixed) + "“\xa0"

    return improve


@pytest.mark.usefixtures("cheap_receipts")
def test_a_sender_opens_the_mailbox_with_an_improved_code(
    public: Visitor, improved: Callable[[str], str]
) -> None:
    public.open("/dotaz/o-sobe")
    receipt = public.send(text="Otázka.").receipt
    public.open("/odpoved")
    assert public.send(receipt=improved(receipt)).written == ["Otázka."]


def test_somebody_joins_and_logs_in_with_improved_codes(
    service: Service, desk_app: object, coordinator: Person, improved: Callable[[str], str]
) -> None:
    code = invitations.invite(service, "Petr", [Duty.ANSWERS])
    assert invitations.invited_name(service, improved(code)) == "Petr"
    desk = DeskVisitor(desk_app)
    assert desk.log_in(coordinator, code=improved(coordinator.code())).status == 200


def test_a_recovery_code_from_paper_works_improved(
    service: Service, coordinator: Person, improved: Callable[[str], str]
) -> None:
    assert logins.log_in(
        service,
        coordinator.name,
        coordinator.password,
        improved(coordinator.recovery_codes[0]),
    )
    with pytest.raises(logins.LoginRefused):
        logins.log_in(
            service, coordinator.name, coordinator.password, coordinator.recovery_codes[0]
        )
