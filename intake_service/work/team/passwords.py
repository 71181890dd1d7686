"""Which passwords are refused: short ones, and those that guessing programs try first."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from centre.facts.loading import Facts
from centre.reading.models import Fact
from intake_service.work.team.known_phrases import PHRASES, WORDS

# characters; no rule of composition, taken as typed
PASSWORD_MIN = 15
PASSWORD_MAX = 512
GUESSES_MIN = 10**10  # each costs half a second of Argon2id: some 150 years of one processor
JUDGED = 72  # characters; the estimate takes long for more, and what stands behind them only helps
WORD_MIN = 4  # characters; a shorter part of a name is no help to whoever guesses


class WeakPassword(ValueError):
    """Too short, or guessed at once."""


def check_password(facts: Facts, password: str, name: str) -> None:
    """Raise WeakPassword for what is short, or what guessing programs try first.

    Those are the words that people choose most, names, dates, rows of the keyboard, repetitions,
    and all of them in a row: zxcvbn (Wheeler, USENIX Security 2016) estimates how many guesses they
    take. A proverb, the first line of a song, the centre's name or the example of a guide counts as
    one word, whatever its accents, capitals, spaces and full stops.
    """
    if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        raise WeakPassword
    # Its lists of words take 15 MB, and only the desk needs them, and rarely.
    from zxcvbn import zxcvbn

    known = [
        form
        for texts in ((name,), _of_centre(facts), WORDS.split(), PHRASES.strip().splitlines())
        for form in _forms(texts)
    ]
    forms = [password]
    plain = bare(password)
    if any(len(word) >= WORD_MIN and word in plain for word in known):
        forms.append(plain)
    for form in forms:
        if zxcvbn(form[:JUDGED], user_inputs=known)["guesses"] < GUESSES_MIN:
            raise WeakPassword


def bare(text: str) -> str:
    """The letters and digits of a text without accents, in lower case, with nothing between."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def _forms(texts: Iterable[str]) -> Iterator[str]:
    """What a text may look like in a password: whole, between commas, and each longer word."""
    for text in texts:
        for part in (text, *text.split(", ")):
            yield part.casefold()
            yield bare(part)[:JUDGED]
        for word in re.findall(rf"\w{{{WORD_MIN},}}", text):
            yield word.casefold()
            yield bare(word)


def _of_centre(facts: Facts) -> Iterator[str]:
    """The centre's own names, addresses and numbers."""
    centre = facts.centre
    yield from _texts(centre.name)
    yield centre.town
    yield centre.base_url
    yield centre.base_url.partition("://")[2].strip("/")
    yield from _texts(centre.provider)
    yield from _texts(centre.contacts)
    for place in facts.places.values():
        yield from _texts(place.name)
    for premises in facts.premises:
        yield from _texts(premises.address)


def _texts(value: object) -> Iterator[str]:
    """Every text in a fact."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Fact):
        for _field, each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
