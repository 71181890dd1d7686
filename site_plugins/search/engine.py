"""The search as a browser runs it, by its own script, where there is no browser."""

import json
from pathlib import Path
from typing import Any, Final, Self

from site_plugins.run.assets import MINISEARCH

_THEME: Final = Path(__file__).parents[2] / "theme"
_SCRIPTS: Final = (MINISEARCH, "static/js/search/1-find.js")


class NoEngine(Exception):
    """Nothing here can run the script; the text says why in Czech."""


class SearchEngine:
    """One language's index, ready to be asked; to be closed, as the engine's threads keep a program
    from ending."""

    def __init__(self, index: str) -> None:
        """Raises NoEngine where this machine has no engine for scripts."""
        try:
            from py_mini_racer import MiniRacer  # has no wheel for some machines
        except (ImportError, RuntimeError) as error:
            message = (
                f"Hledání nevyzkoušeno: na tomto počítači nejde spustit jeho skript ({error})."
            )
            raise NoEngine(message) from error
        self._context = MiniRacer()
        for script in _SCRIPTS:
            self._context.eval((_THEME / script).read_text("utf-8"))
        self._context.eval(f"const index = indexOf({index});")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def find(self, typed: str) -> list[str]:
        """Where the results lead, the best first, with their anchors."""
        return [str(hit["address"]) for hit in self.hits(typed)]

    def hits(self, typed: str) -> list[dict[str, Any]]:
        """The results as the page shows them: ``address``, ``title``, ``heading``, ``line``."""
        hits: list[dict[str, Any]] = self._value(f"find(index, {json.dumps(typed)})")
        return hits

    def in_crisis(self, typed: list[str]) -> list[bool]:
        """Whether help in a crisis would be shown first, for each text."""
        found: list[bool] = self._value(f"{json.dumps(typed)}.map(index.inCrisis)")
        return found

    def stems(self, typed: list[str]) -> list[list[str | None]]:
        """The stems of the words of each text; None for a small word."""
        expression = f"{json.dumps(typed)}.map((text) => wordsOf(text).map(index.stem))"
        found: list[list[str | None]] = self._value(expression)
        return found

    def places(self) -> list[tuple[str, str]]:
        """Every address a result can lead to, with the heading or title that is found there."""
        expression = """index.pages.flatMap(({ address, title, parts }) => parts.map(
            ({ heading, anchor }) => [anchor ? `${address}#${anchor}` : address, heading || title]
        ))"""
        return [(address, heading) for address, heading in self._value(expression)]

    def _value(self, expression: str) -> Any:
        return json.loads(str(self._context.eval(f"JSON.stringify({expression})")))
