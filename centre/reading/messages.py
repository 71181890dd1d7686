"""The checker's findings in Czech: what was found and what is expected.

The table is keyed by pydantic's error types
(https://docs.pydantic.dev/latest/errors/validation_errors/). Our own checks bring a Czech sentence
with them and are passed through.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

_TEXT = "čekáme text"
_NUMBER = "čekáme celé číslo"
_DATE = "čekáme datum ve tvaru RRRR-MM-DD, třeba 2026-12-24"
_YES_NO = "čekáme true (ano), nebo false (ne)"
_GROUP = "čekáme skupinu polí (název: hodnota)"
_LIST = "čekáme seznam, každou položku na řádku s pomlčkou"

SENTENCES = {
    "missing": "chybí povinné pole",
    "string_type": _TEXT,
    "string_too_short": "text je moc krátký, nejméně {min_length} znaků",
    "string_too_long": "text je moc dlouhý, nejvýše {max_length} znaků",
    "string_pattern_mismatch": "nesouhlasí tvar, čekáme {pattern}",
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "float_type": "čekáme číslo s desetinnou tečkou",
    "float_parsing": "čekáme číslo s desetinnou tečkou",
    "finite_number": "čekáme běžné číslo",
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "greater_than": "čekáme víc než {gt}",
    "greater_than_equal": "čekáme nejméně {ge}",
    "less_than": "čekáme méně než {lt}",
    "less_than_equal": "čekáme nejvýše {le}",
    "too_short": "chybí položky, nejméně jich má být {min_length}",
    "too_long": "moc položek, nejvýše jich má být {max_length}",
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "dict_type": _GROUP,
    "mapping_type": _GROUP,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "none_required": "pole má zůstat prázdné",
    "invalid_key": "název pole má být prostý text",
}
BUILT_IN = frozenset(get_args(ErrorType))
_NOTHING_TO_SHOW = {
    "missing",
    "extra_forbidden",
    "value_error",
    "assertion_error",
    "too_short",
    "too_long",
}


def sentence(error: ErrorDetails, model: type[BaseModel]) -> str:
    """One finding of pydantic as a Czech sentence, with a guess at what a misspelt word meant."""
    kind = error["type"]
    context = error.get("ctx", {})
    if kind not in BUILT_IN:
        return error["msg"]
    if kind in ("value_error", "assertion_error"):
        return str(context["error"])
    if kind == "extra_forbidden":
        return _unknown_field(error["loc"], model)
    if kind in ("literal_error", "enum"):
        return _unknown_choice(error["input"], re.findall(r"'([^']*)'", str(context["expected"])))
    expected = SENTENCES.get(kind, "této hodnotě nerozumíme").format(**context)
    return expected if kind in _NOTHING_TO_SHOW else f"{expected}; je tu {quoted(error['input'])}"


def quoted(found: object) -> str:
    """What stands in the file, in Czech quotation marks and short enough for one line."""
    match found:
        case None:
            return "prázdno"
        case Mapping():
            return "skupina polí"
        case str():
            text = " ".join(found.split())
            return f"„{text[:60]}…“" if len(text) > 60 else f"„{text}“"
        case Sequence():
            return "seznam"
        case _:
            return f"„{found}“"


def suggestion(word: str, known: Iterable[str]) -> str:
    """„; mysleli jste „po“?“ when one of ``known`` is near to ``word``, else nothing."""
    folded = {fold(choice): choice for choice in known if choice != word}
    typed = fold(word)
    near = [typed] if typed in folded else []
    near += get_close_matches(typed, folded, n=1)
    near += [
        choice
        for choice in folded
        if typed and (typed.startswith(choice) or choice.startswith(typed))
    ]
    return f"; mysleli jste „{folded[near[0]]}“?" if near else ""


def fold(text: str) -> str:
    """``text`` without case, diacritics, and the differences of spaces, hyphens and underscores."""
    letters = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(letter)
    )
    return " ".join(re.sub(r"[\W_]+", " ", letters.casefold()).split())


def _unknown_field(loc: Sequence[int | str], model: type[BaseModel]) -> str:
    refused, fields = _expected_at(loc[:-1], model)
    name = str(loc[-1])
    if name in refused:
        return refused[name]
    near = _other_alphabet(name, fields) or suggestion(name, fields)
    return f"neznámé pole{near}" if near else f"neznámé pole; známe {', '.join(fields)}"


def _unknown_choice(found: object, choices: Sequence[str]) -> str:
    near = ""
    if isinstance(found, str):
        near = _other_alphabet(found, choices) or suggestion(found, choices)
    return f"je tu {quoted(found)}, čekáme jedno z: {', '.join(choices)}{near}"


def _other_alphabet(typed: str, choices: Iterable[str]) -> str:
    """Names the letters of ``typed`` that only look like Latin ones, as a part of a sentence."""
    if not all(map(_is_latin, "".join(choices))):
        return ""
    foreign = "".join(letter for letter in typed if letter.isalpha() and not _is_latin(letter))
    if not foreign:
        return ""
    alphabet = "azbuky" if "CYRILLIC" in unicodedata.name(foreign[0], "") else "jiné abecedy"
    return f"; „{foreign}“ je z {alphabet}, přepište ho latinkou"


def _is_latin(letter: str) -> bool:
    return not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN")


def _expected_at(
    loc: Sequence[int | str], model: type[BaseModel]
) -> tuple[Mapping[str, str], list[str]]:
    """Fields that a model refuses by name, each with the reason, and the fields that it knows."""
    annotation: Any = model
    for key in loc:
        # A list's index or a mapping's key is no field: the annotation's inner model stays the
        # same.
        annotation = _fields(annotation).get(str(key), annotation)
    inner = _model_in(annotation)
    refused: Mapping[str, str] = getattr(inner, "REFUSED", {})
    return refused, list(_fields(annotation))


def _fields(annotation: Any) -> dict[str, Any]:
    inner = _model_in(annotation)
    if inner is None:
        return {}
    return {field.alias or name: field.annotation for name, field in inner.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
