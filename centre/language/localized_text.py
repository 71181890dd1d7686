"""Strings that know their language: in HTML they mark what is not in the language of the page."""

from collections.abc import Iterable
from html import escape
from itertools import islice

from centre.language.i18n import language
from centre.language.typography import bind


class LocalizedText(str):
    """A text in one language.

    In HTML it has its hard spaces, and says a language that is not the page's.
    """

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> "LocalizedText":
        """``text`` in ``lang``."""
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __reduce__(self) -> tuple[type["LocalizedText"], tuple[str, str]]:
        """How it is copied."""
        return LocalizedText, (str(self), self.lang)

    def __html__(self) -> str:
        """How templates write it."""
        text = escape(bind(str(self), self.lang))
        return text if self.lang == language.get() else f'<span lang="{self.lang}">{text}</span>'


class JoinedText(str):
    """Several texts in one, each in its own language; a plain string among them is in the one
    spoken."""

    __slots__ = ("parts",)
    parts: tuple[str, ...]

    def __new__(cls, *parts: str) -> "JoinedText":
        """The parts one after another."""
        made = super().__new__(cls, "".join(parts))
        made.parts = parts
        return made

    def __reduce__(self) -> tuple[type["JoinedText"], tuple[str, ...]]:
        """How it is copied."""
        return JoinedText, self.parts

    @classmethod
    def joined(cls, separator: str, parts: Iterable[str]) -> "JoinedText":
        """The parts with ``separator`` between them."""
        apart = (piece for part in parts for piece in (separator, part))
        return cls(*islice(apart, 1, None))

    def __html__(self) -> str:
        """How templates write it."""
        return "".join(map(_html, self.parts))


def _html(part: str) -> str:
    if isinstance(part, LocalizedText | JoinedText):
        return part.__html__()
    return LocalizedText(part, language.get()).__html__()
