"""From the bytes of a file to its text, whatever editor, phone or spreadsheet wrote it.

What nobody sees and nobody means is put right: byte order marks, line ends, signs without width,
letters in two parts (NFD). What cannot be put right without guessing is told in one sentence, with
its line.
"""

import re
import stat
import unicodedata
from pathlib import Path

from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import unwritten_bytes

MAX_BYTES = 2_000_000
"""No file that somebody typed is longer; reading more would only stop the service."""

_OTHER_KINDS = {
    b"PK\x03\x04": "soubor z Wordu, Excelu nebo archiv",
    b"\xd0\xcf\x11\xe0": "starý soubor z Wordu nebo Excelu",
    b"%PDF": "PDF",
    b"{\\rtf": "soubor RTF",
}
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")

# Neither seen nor part of any of our languages: soft hyphen, joiners, marks of direction (a phone
# number copied from a list of contacts brings some), tags. Joiners and variants stay in pictures.
_NO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|(?<![\u00a9\u00ae\u2100-\U0001ffff])[\u200d\ufe00-\ufe0f]"
)
_ODD_SPACES = re.compile("[\u1680\u2000-\u200a\u205f\u3000]")
_HARD_SPACES = re.compile("[\u00a0\u202f]")
_NOT_FOR_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffc-\uffff"
    "\U000f0000-\U0010ffff]"
)
# What may stand before a mark that was quoted, listed, indented, or put into a cell or a field.
_BEFORE_MARK = r"^(?:[ \t]|>|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|[\w-]+:[ \t])*[\"'„]?"
_CONFLICT = re.compile(
    rf"(?P<arrows><{{6,}}[^\n]*|>{{6,}}[^\n]*)|{_BEFORE_MARK}(?P<line>"
    r"\|{6,}[^\n]*|={7,}(?=[ \t\"'“,;|]*$)|(?:%{7}|\+{7}|-{7})[ \t]+[^\W_][^\n]*)",
    re.MULTILINE,
)
_LOST_LETTER = re.compile(r"(?<![\S])[„(]?[^\W\d_]+\?[^\W\d_A-ZÁ-Ž][\w?]*(?![^\s.,;:!)“])")
_CZECH = set("áčďéěíňóřšťúůýžäľĺôŕ„“–…§°")
_READ_TWICE = re.compile("[ÂÃÄÅâĂĹĐŃĎ][^\x00-\x7f]")


def text_of(path: Path) -> str:
    """The text of a file: composed letters (NFC), lines that end in ``\\n``, no hidden sign.

    Raises Faults for whatever cannot be read, a missing file among it.
    """
    file = file_name(path)
    text = _put_right(_decoded(_bytes_of(path, file), file))
    if odd := _NOT_FOR_TEXT.search(text):
        raise _broken(file, text, odd.start(), not_for_text(odd[0]))
    if found := _CONFLICT.search(text):
        mark = found["arrows"] or found["line"]
        message = (
            f"tu zůstala značka Gitu „{mark[:20].strip()}“ po dvou úpravách najednou; "
            "nechte jednu z nich a značky smažte"
        )
        raise _broken(file, text, found.end() - len(mark), message)
    _refuse_read_twice(text, file)
    if lost := _LOST_LETTER.search(text):
        message = f"v „{lost[0]}“ je otazník uvnitř slova; nejspíš se tu ztratilo písmeno s háčkem"
        raise _broken(file, text, lost.start(), message)
    return text


def odd_sign(text: str) -> str:
    """Why ``text`` cannot be a part of any page, as a Czech sentence; empty when it can."""
    odd = _NOT_FOR_TEXT.search(text)
    return not_for_text(odd[0]) if odd else ""


def not_for_text(sign: str) -> str:
    """What to say of a sign that no text should hold."""
    if sign == "\ufffd":
        return "znak „\ufffd“ stojí místo písmena, které se ztratilo; napište ho znovu"
    return f"nečitelný znak (U+{ord(sign):04X}); smažte ho a napište znovu"


def without_hidden_signs(text: str) -> str:
    """``text`` without what nobody sees, marks that reverse the writing among it."""
    return _NO_WIDTH.sub("", text)


def plain_spaces(text: str) -> str:
    """``text`` with plain spaces in place of hard ones."""
    return _HARD_SPACES.sub(" ", text)


def _bytes_of(path: Path, file: str) -> bytes:
    if (held := unwritten_bytes(path)) is not None:
        return held
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            message = "čekáme tu soubor, a je to složka"
        elif not stat.S_ISREG(found.st_mode):
            message = "čekáme tu soubor, a je to něco, co se číst nedá"
        elif found.st_size > MAX_BYTES:
            message = f"soubor má víc než {MAX_BYTES // 1_000_000} MB; texty tak dlouhé nejsou"
        else:
            return path.read_bytes()
    except FileNotFoundError:
        message = "odkaz, který nikam nevede; smažte ho" if path.is_symlink() else "soubor chybí"
    except PermissionError:
        message = "soubor nejde přečíst, chybí k němu oprávnění"
    except OSError as error:
        message = f"soubor nejde přečíst ({error.strerror})"
    raise Faults([Fault(file, 1, "", message)])


def _decoded(raw: bytes, file: str) -> str:
    for beginning, kind in _OTHER_KINDS.items():
        if raw.startswith(beginning):
            raise Faults([Fault(file, 1, "", f"tohle není text, ale {kind}; uložte ho jako text")])
    if raw and not raw.strip(b"\x00"):
        message = "soubor se při ukládání poškodil, je prázdný; vraťte poslední verzi"
        raise Faults([Fault(file, 1, "", message)])
    if raw.startswith(_WIDE_MARKS) or max(raw[::2].count(0), raw[1::2].count(0)) * 4 > len(raw):
        raise Faults([Fault(file, 1, "", "soubor je v kódování UTF-16; uložte ho jako UTF-8")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")[: error.start].count(b"\n") + 1
        broken = raw[error.start :].split(None, 1)[0]
        kind = "písmeno v kódování Windows-1250" if _is_windows(broken) else "nečitelný znak"
        message = f"{kind}; uložte soubor v kódování UTF-8"
        raise Faults([Fault(file, line, "", message)]) from None


def _is_windows(word: bytes) -> bool:
    try:
        letters = word.decode("cp1250")
    except UnicodeDecodeError:
        return False
    return all(letter.isascii() or letter.lower() in _CZECH for letter in letters)


def _put_right(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _ODD_SPACES.sub(" ", without_hidden_signs(text))
    return unicodedata.normalize("NFC", text)


def _refuse_read_twice(text: str, file: str) -> None:
    """Refuse „ÄŤ“ in place of „č“: UTF-8 that a program took for Windows-1250 or 1252."""
    for found in _READ_TWICE.finditer(text):
        word = text[found.start() :].split(None, 1)[0]
        for encoding in ("cp1250", "cp1252"):
            try:
                meant = word.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            message = f"rozsypaná písmena „{word[:20]}“; má tu být „{meant[:20]}“"
            raise _broken(file, text, found.start(), message)


def _broken(file: str, text: str, position: int, message: str) -> Faults:
    return Faults([Fault(file, text.count("\n", 0, position) + 1, "", message)])
