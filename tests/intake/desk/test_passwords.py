"""Passwords of the desk: what is guessed first is refused; a sentence is taken as typed."""

import pytest

from centre.facts.loading import Facts, load_facts
from intake_service.work.team.passwords import (
    PASSWORD_MAX,
    PASSWORD_MIN,
    WeakPassword,
    check_password,
)
from tests.paths import ROOT


@pytest.fixture(scope="module")
def facts() -> Facts:
    """The sample centre's."""
    return load_facts(ROOT / "content" / "data")


@pytest.mark.parametrize("own", ["name", "town", "street", "host", "phone"])
def test_what_the_centre_is_called_is_refused(facts: Facts, own: str) -> None:
    centre = facts.centre
    street = facts.premises[0].address.street
    phone = centre.contacts.phone("centre").number
    words = {
        "name": str(centre.name),
        "town": f"{centre.town} {centre.town}",
        "street": f"{street} {street}",
        "host": str(centre.base_url),
        "phone": f"{phone} {phone}",
    }[own]
    with pytest.raises(WeakPassword):
        check_password(facts, f"{words} 2026", "Pavel")


@pytest.mark.parametrize(
    "password",
    [
        "čtyři slova",  # short
        "x" * PASSWORD_MIN,
        "123456789012345",
        "qwertyuiopasdfgh",
        "1q2w3e4r5t6y7u8i",
        "passwordpassword",
        "Password123456789",
        "iloveyouiloveyou2",
        "heslo123heslo123",
        "KackoKackoKacko2026",
        "PavelPavelPavel1",
        "Pavel12345678901",
        "trustno1trustno1!",
        "abcdefghijklmnop",
        "ABCDefgh12345678",
        "heslo heslo heslo",
        "dlouhé heslo " * 50,
        "Skákal pes přes oves",
        "skakal pes pres oves!",
        "SkákalPesPřesOves2026",
        "S-k-á-k-a-l pes. přes? oves!!",
        "Pec nám spadla, pec nám spadla 1",
        "Kdo jinému jámu kopá, sám do ní padá.",
        "Narodil se Kristus Pán",
        "correct horse battery staple",
        "čtyři slova, která spolu nesouvisí",
        "Ctyri slova, ktera spolu nesouvisi 7",
    ],
)
def test_what_is_guessed_first_is_refused(facts: Facts, password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password(facts, password, "Pavel")


@pytest.mark.parametrize(
    "password",
    [
        "čtyři slova která nepatří k sobě",
        "modrý kůň spí v lese",
        "  mezery na krajích  ",
        "všechna písmena malá",
        "гарбуз стоїть на даху",
        "a" * 20 + " tohle už stačí, ale nic nevadí",
        "kX;9.-,_+=%$#@!ř",
        "skákal pes, modrá lucerna váží kilo švestek",
        "věta dlouhá přesně " + "tak aby se vešla do limitu ".replace(" ", "-") * 17,
    ],
)
def test_a_sentence_is_enough_whatever_letters_it_has(facts: Facts, password: str) -> None:
    assert len(password) <= PASSWORD_MAX
    check_password(facts, password, "Pavel")
