"""What somebody meant who typed or copied a code: of an answer, an invitation, a phone, or paper.

Codes travel through word processors, messengers and foreign keyboards, which add marks that nobody
sees, change dashes and quotes, and offer letters that only look right. None of that tells codes
apart, so none of it counts. What is left is as strict as before: each code checks itself.
"""

import unicodedata

UNREADABLE = "?"
"""What somebody types for a character that cannot be read."""

_QUESTION_MARKS = "?؟⸮❓❔"

# Capitals that look like a Latin one, and Latin ones with a stroke.
_LOOK_ALIKE = str.maketrans(
    {
        **dict(zip("АВСԀЕҒԌНІӀЈКМОРԚЅТѴԜХУҮЗӠБ", "ABCDEFGH11JKM0PQSTVWXYY336", strict=True)),
        **dict(zip("ΑΒϹΕϜΖΗΙͿΚΜΝΟΡΤΥΧ", "ABCEFZH1JKMN0PTYX", strict=True)),
        **dict(zip("ՕՏԼՍ", "0S1U", strict=True)),
        **dict(zip("ØĐÐŁŦĦƵƷ", "0DD1THZ3", strict=True)),
        "×": "X",  # what some keyboards make of an x between digits
    }
)
# Small capitals, and what Unicode itself would make something else of: a sigma, for example.
_BEFORE_FOLDING = str.maketrans("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴠᴡʏᴢϲϹ", "ABCDEGHIJKLMNOPRSTVWYZCC")
_CROCKFORD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_DASHES = "一ᅳ"  # letters elsewhere that a phone offers as a dash


def forgive(typed: str) -> str:
    """The letters (as capitals), digits and question marks of a typed code, and nothing else.

    O counts as 0, I and L count as 1; digits of other scripts count as ours, and so do letters of
    other scripts that look like ours. Letters that look like none of ours stay, and fit no code.
    """
    folded = unicodedata.normalize("NFKD", typed.translate(_BEFORE_FOLDING))
    plain = "".join(map(_meant, folded)).upper()
    return plain.translate(_LOOK_ALIKE).translate(_CROCKFORD)


def _meant(character: str) -> str:
    """The letter, digit or question mark that a character stands for; nothing for any other."""
    if character in _QUESTION_MARKS:
        return UNREADABLE
    if character in _DASHES:
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    is_letter = category.startswith("L") and category != "Lm"  # Lm: apostrophes and the like
    return character if is_letter or character == "×" else ""
