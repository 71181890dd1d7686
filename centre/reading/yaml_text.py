"""YAML 1.2 as people type it, through ruamel.yaml; and its grammar's complaints in Czech.

Nothing is guessed: every plain value stays the text that was typed (``9:00``, ``no``,
``2026-12-24``, ``01234567``), only an empty one is nothing. The models turn the text into times,
dates and numbers, because they know what they want.
"""

from copy import deepcopy
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq, LineCol
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.resolver import VersionedResolver, implicit_resolvers
from ruamel.yaml.scanner import Scanner, ScannerError

_NOTHING = "tag:yaml.org,2002:null"
_SPECIAL_BEGIN = "that cannot start any token"
_STAR_BEGIN = "alias"
_CUT_OFF = "comment inside words"


_ONLY_EMPTINESS: dict[str, list[tuple[str, Any]]] = {
    letter: [(tag, pattern)]
    for _version, tag, pattern, letters in implicit_resolvers
    if tag == _NOTHING
    for letter in letters
}


class _PlainText(VersionedResolver):
    """Resolves only emptiness, whatever version of YAML a file says it is."""

    @property
    def versioned_resolver(self) -> dict[str, list[tuple[str, Any]]]:
        return _ONLY_EMPTINESS


def yaml() -> YAML:
    """A round-trip reader and writer: comments, order and unquoted dates survive."""
    made = YAML(typ="rt", plug_ins=[])  # without a look into the file system for plug-ins
    made.Resolver = _PlainText
    made.indent(mapping=2, sequence=4, offset=2)
    made.width = 110
    return made


class _TextOnly(Scanner):
    """Refuses anchors, aliases and tags: the words behind their signs would vanish from a page."""

    def fetch_alias(self) -> None:
        self._refuse(_STAR_BEGIN)

    def fetch_anchor(self) -> None:
        self._refuse(_SPECIAL_BEGIN)

    def fetch_tag(self) -> None:
        self._refuse(_SPECIAL_BEGIN)

    def scan_plain(self) -> Any:
        token = super().scan_plain()
        ahead = self.reader.prefix(2)
        on_its_line = self.reader.line == token.end_mark.line
        words = any(map(str.isalpha, token.value))  # „2026-12-24 #svátek“ loses no word of a text
        if words and on_its_line and ahead[:1] == "#" and ahead[1:].isalnum():
            self._refuse(_CUT_OFF)
        return token

    def _refuse(self, problem: str) -> None:
        raise ScannerError(None, None, problem, self.reader.get_mark())


def reader() -> YAML:
    """For what is only read: it passes over comments, and takes a quarter less time."""
    made = yaml()
    made.Scanner = _TextOnly
    made.Parser = Parser
    return made


def explain(error: Exception, text: str) -> tuple[int, str]:
    """Line (from 0) and Czech message of a parser's error."""
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position), "nečitelný znak; smažte ho a napište znovu"
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return 0, "soubor neumíme přečíst jako YAML; vraťte poslední změnu"
    line = error.problem_mark.line
    problem = str(error.problem)
    if isinstance(error, DuplicateKeyError):
        name = text.splitlines()[line].strip(" -{").partition(":")[0].strip("\"' ")
        return line, f"pole „{name}“ je v jedné skupině dvakrát; nechte jen jedno"
    for part, message, at_start in _PROBLEMS:
        if part in problem:
            start = error.context_mark if at_start else None
            return (start.line if start else line), message
    return line, "tady YAML nesedí, zkontrolujte odsazení, pomlčky a dvojtečky"


# part of the parser's problem, what to say, whether the line where the trouble began is the useful
# one
_PROBLEMS = (
    (r"'\t'", "odsazení tabulátorem; odsazujte mezerami", False),
    (
        "mapping values are not allowed",
        "dvojtečka, kterou tu YAML nečeká: text s dvojtečkou dejte do uvozovek, "
        "pole odsaďte stejně",
        False,
    ),
    ("unexpected end of stream", "text v uvozovkách nekončí; chybí druhá uvozovka", True),
    ("expected ',' or", "seznam v závorkách není zavřený nebo v něm chybí čárka", True),
    (
        _CUT_OFF,
        "text za znakem # by zmizel jako poznámka; dejte celý text do uvozovek, "
        "nebo za # napište mezeru",
        False,
    ),
    (_STAR_BEGIN, "text začíná hvězdičkou; dejte ho do uvozovek", False),
    (_SPECIAL_BEGIN, "text začíná zvláštním znakem; dejte ho do uvozovek", False),
    ("another document", "řádek --- smí být jen na začátku", False),
    ("<stream end>", "soubor tu končí uprostřed; něco není dopsané", False),
    ("could not find expected ':'", "za názvem pole chybí dvojtečka", True),
)


def copied(node: Any) -> Any:
    """A copy of what the reader gave, item by item, that knows the same lines.

    ``deepcopy`` takes a second for a list of a thousand: there each list copies all its lines once
    for each of its items.
    """
    if type(node) not in (CommentedMap, CommentedSeq):
        return deepcopy(node)
    made = type(node)()
    if isinstance(node, CommentedMap):
        for key in node:
            made[key] = copied(node[key])
    else:
        made.extend(map(copied, node))
    setattr(made, LineCol.attrib, node.lc)
    return made
