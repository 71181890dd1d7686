"""Passwords of the desk: what is guessed first is refused; a sentence is taken as typed."""

import pytest

from intake_service.work.team.newcomers import (
    PASSWORD_MAX,
    PASSWORD_MIN,
    WeakPassword,
    check_password,
)


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
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password(password, "Pavel")


@pytest.mark.parametrize(
    "password",
    [
        "čtyři slova která nepatří k sobě",
        "modrý kůň spí v lese",
        "correct horse battery staple",
        "  mezery na krajích  ",
        "všechna písmena malá",
        "гарбуз стоїть на даху",
        "a" * 20 + " tohle už stačí, ale nic nevadí",
        "věta dlouhá přesně " + "tak aby se vešla do limitu ".replace(" ", "-") * 17,
    ],
)
def test_a_sentence_is_enough_whatever_letters_it_has(password: str) -> None:
    assert len(password) <= PASSWORD_MAX
    check_password(password, "Pavel")
