"""Blueprints whose pages have an address in every language."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, g, url_for
from flask.typing import ResponseReturnValue

from centre.intake import addresses
from centre.language import i18n
from centre.language.languages import LANGUAGES

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class TranslatedBlueprint(Blueprint):
    """A blueprint whose views are served in every language, each under an address of its own.

    `url_for` gives the address in the language spoken, or in another one named by `lang`.
    """

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name)
        self.url_value_preprocessor(_without_language)
        self.url_defaults(_in_the_language_spoken)

    def translated_get(self, address: str, rest: str = "") -> Callable[[View], View]:
        """Serve a view at `address`, a name in `centre.intake.addresses`, followed by `rest`."""
        return self._translated("GET", address, rest)

    def translated_post(self, address: str, rest: str = "") -> Callable[[View], View]:
        """Give a view what is posted to `address`, followed by `rest`."""
        return self._translated("POST", address, rest)

    def add_translated(
        self, view: View, address: str, rest: str = "", *, method: str = "GET", **values: str
    ) -> None:
        """Serve `view` at one address a language, called with `values`."""
        for lang in LANGUAGES:
            self.add_url_rule(
                addresses.intake(address, lang) + rest,
                view_func=view,
                methods=[method],
                defaults={"lang": lang, **values},
                strict_slashes=False,  # a slash typed at the end leads to the page too
            )

    def _translated(self, method: str, address: str, rest: str) -> Callable[[View], View]:
        def serve(view: View) -> View:
            self.add_translated(view, address, rest, method=method)
            return view

        return serve


def in_other_languages(endpoint: str, **values: Any) -> list[tuple[str, str, str]]:
    """A page in the languages that are not spoken now: (code, name, address)."""
    return [
        (lang, LANGUAGES[lang].name, url_for(endpoint, lang=lang, **values))
        for lang in LANGUAGES
        if lang != i18n.language.get()
    ]


def _without_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values:
        values.pop("lang", None)  # it is spoken already, also where no view is found


def _in_the_language_spoken(_endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("lang", g.lang)
