"""Small changes to a file, as a hand, an editor or a synchronised folder makes them."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from random import Random

ENDINGS = {".csv", ".md", ".svg", ".txt", ".yaml"}

# fmt: off
ODD_SIGNS = (
    *'":#-[]{}<>&*!|%@`\\\'?,;=~^$()/',
    "„", "“", "”", "–", "…", "\t", "\n", "\n\n", "  ", "9", "0", "-1",
    "\u00a0", "\u200b", "\ufeff", "\u00ad", "\u2028", "\x00", "\x0b", "\x7f", "e\u0301", "ř", "ь",
    "🙂", "---", "[[", "]]", "](", "<!--", "<b>", "{: #a }", "!!! ", "{{", "{%", "\\u0000", "%s",
)
# fmt: on
ENCODINGS = ("utf-8-sig", "utf-16", "cp1250", "iso8859-2")


@dataclass(frozen=True)
class Change:
    """One file of the content as it is after a small change; ``how`` says which."""

    name: str
    how: str
    before: bytes
    after: bytes

    def __repr__(self) -> str:
        return f"{self.name}: {self.how}"


def files_of(content: Path) -> list[str]:
    """Names of all files that staff edit, from the folder of the content."""
    found = (path for path in content.rglob("*") if path.suffix in ENDINGS)
    return sorted(path.relative_to(content).as_posix() for path in found)


def change_of(content: Path, name: str, chance: Random) -> Change:
    """A small change to one file."""
    before = (content / name).read_bytes()
    text = before.decode("utf-8")
    kind = chance.choice(KINDS)
    how, after = kind(text, chance)
    return Change(name, how, before, after if isinstance(after, bytes) else after.encode("utf-8"))


def _insert(text: str, chance: Random) -> tuple[str, str]:
    at = chance.randrange(len(text) + 1)
    sign = chance.choice(ODD_SIGNS)
    return f"{sign!r} inserted at {at}", text[:at] + sign + text[at:]


def _delete(text: str, chance: Random) -> tuple[str, str]:
    at = chance.randrange(len(text))
    return f"{text[at]!r} deleted at {at}", text[:at] + text[at + 1 :]


def _double(text: str, chance: Random) -> tuple[str, str]:
    at = chance.randrange(len(text))
    return f"{text[at]!r} doubled at {at}", text[:at] + text[at] + text[at:]


def _replace(text: str, chance: Random) -> tuple[str, str]:
    at = chance.randrange(len(text))
    sign = chance.choice(ODD_SIGNS)
    return f"{text[at]!r} at {at} became {sign!r}", text[:at] + sign + text[at + 1 :]


def _turn_round(text: str, chance: Random) -> tuple[str, str]:
    at = chance.randrange(len(text) - 1)
    return f"turned round at {at}", text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _line(text: str, chance: Random) -> tuple[str, str]:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    how, instead = chance.choice(
        (
            ("deleted", []),
            ("doubled", [lines[at]] * 2),
            ("cut off", [lines[at][: len(lines[at]) // 2] + "\n"]),
            ("indented", [f" {lines[at]}"]),
            ("not indented", [lines[at].lstrip(" ")]),
            ("run into the next", [lines[at].rstrip("\n")]),
        )
    )
    return f"line {at + 1} {how}", "".join([*lines[:at], *instead, *lines[at + 1 :]])


def _cut(text: str, chance: Random) -> tuple[str, str]:
    at = chance.randrange(len(text))
    return f"cut off at {at}", text[:at]


def _line_ends(text: str, chance: Random) -> tuple[str, str]:
    end = chance.choice(["\r\n", "\r", "\n\r"])
    return f"lines end with {end!r}", text.replace("\n", end)


def _encoding(text: str, chance: Random) -> tuple[str, bytes]:
    encoding = chance.choice(ENCODINGS)
    return f"written as {encoding}", text.encode(encoding, "replace")


def _letters_in_two(text: str, chance: Random) -> tuple[str, str]:
    return "letters in two parts", unicodedata.normalize("NFD", text)


def _comment(text: str, chance: Random) -> tuple[str, str]:
    return "a comment at the end", f"{text}\n# {chance.choice(ODD_SIGNS)}\n"


KINDS = (
    *(_insert, _delete, _double, _replace) * 3,
    *(_turn_round, _line, _line) * 2,
    *(_cut, _line_ends, _encoding, _letters_in_two, _comment),
)
"""Each as often as it stands here."""
