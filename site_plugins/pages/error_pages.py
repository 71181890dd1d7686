"""Pages for what the proxy has to say itself: ``chyby/503.html``, ``chyby/en/503.html`` and so on.

They depend on nothing: no style sheet, no script, no picture. Going back would lose what was typed
(a form is never kept by the browser), while loading the page again sends it once more; so that is
what they say.
"""

from collections.abc import Callable, Iterator
from typing import Any

from pelican import signals

from centre.intake.addresses import ERRORS, EXIT_FALLBACK
from centre.language.i18n import gettext, language
from centre.language.languages import LANGUAGES, ORIGINAL
from site_plugins.run.build import build_of


def _bad_request() -> Iterator[str]:
    yield gettext("This did not work")
    yield gettext("Were you sending something? It was not sent.")
    yield gettext("Please open the form again and try once more, best in a new window.")


def _too_large() -> Iterator[str]:
    yield gettext("This is too much text at once")
    yield gettext(
        "Nothing was sent: it was too long for us. Please send a shorter text, best in two parts."
    )


def _too_many() -> Iterator[str]:
    yield gettext("Too many requests")
    yield gettext("Were you sending something? It was not sent.")
    yield _try_again()


def _overload() -> Iterator[str]:
    yield gettext("We cannot take messages right now")
    yield gettext("Were you sending something? It was not sent.")
    yield _try_again()


def _broken() -> Iterator[str]:
    yield gettext("Something went wrong here")
    yield gettext(
        "It is our fault. Were you sending something? We do not know whether it reached us."
    )
    yield _try_again()


def _try_again() -> str:
    return gettext(
        "Please do not go back, your text would be lost. Wait a minute, load this page again and"
        " confirm that it should be sent once more. What comes twice is kept once."
    )


TEXTS: dict[str, Callable[[], Iterator[str]]] = {
    "400": _bad_request,
    "413": _too_large,
    "429": _too_many,
    "500": _broken,
    "502": _broken,
    "503": _overload,
    "504": _broken,
}
"""By status: a title and paragraphs.

Other statuses of the proxy share one of these (deploy/nginx/errors.conf).
"""


def write_error_pages(generator: Any, writer: Any) -> None:
    """Write each page in all languages; Czech has no prefix."""
    build = build_of(generator)
    for lang in LANGUAGES:
        language.set(lang)
        folder = ERRORS.lstrip("/") + ("" if lang == ORIGINAL else f"{lang}/")
        for status, text in TEXTS.items():
            title, *passages = text()
            context = generator.context | build.ready_frame().context(lang)
            context |= {"page_title": title, "passages": passages}
            writer.write_file(
                f"{folder}{status}.html", generator.get_template("error-page"), context
            )


def write_exit(generator: Any, writer: Any) -> None:
    """Write what stands in for the service at the exit: a page that leads on by itself."""
    language.set(ORIGINAL)
    context = generator.context | build_of(generator).ready_frame().context(ORIGINAL)
    address = EXIT_FALLBACK.lstrip("/")
    writer.write_file(address, generator.get_template("exit"), context)


def register() -> None:
    """Called by Pelican."""
    signals.page_writer_finalized.connect(write_error_pages)
    signals.page_writer_finalized.connect(write_exit)
