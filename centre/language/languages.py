"""The languages of the product, in the order in which readers are offered them.

Whoever needs to know what differs between them asks here; CONTRIBUTING.md says how to add one.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from centre.language.czech import CZECH
from centre.language.english import ENGLISH
from centre.language.language import Language
from centre.language.ukrainian import UKRAINIAN

LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {language.code: language for language in (CZECH, ENGLISH, UKRAINIAN)}
)
"""By code. The first is complete; everything missing elsewhere falls back to it."""

ORIGINAL: Final = CZECH.code
"""The language in which a centre writes; others are translations of it."""

READ_IN: Final[Mapping[str, str]] = MappingProxyType(
    {other: code for code, language in LANGUAGES.items() for other in (code, *language.read_by)}
    | {"other": ENGLISH.code}
)
"""The language of ours that suits a device in another one, by its code, or by ``other``."""
