"""What was found when the pages were looked at for accessibility: ``accessibility.yaml``.

Nobody types it: ``make accessibility`` looks at every page in a browser and writes what it found.
The page about accessibility says this and no more.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from centre.language.i18n import date_words, gettext, ngettext
from centre.listings.lines import Line, Part
from centre.reading.faults import Fault
from centre.reading.models import Fact
from centre.reading.values import Day, WholeNumber

LASTS_DAYS = 180


class Accessibility(Fact):
    """One look at all pages: what was looked at, with what, and how many faults were found."""

    checked_on: Annotated[Day, Field(title="Zkontrolováno")]
    site_pages: Annotated[WholeNumber, Field(title="Stránek webu", ge=1)]
    service_pages: Annotated[
        WholeNumber, Field(title="Obrazovek formulářů, schránky a pultu", ge=1)
    ]
    widths: Annotated[tuple[WholeNumber, ...], Field(title="Šířky v bodech", min_length=1)]
    schemes: Annotated[
        tuple[Literal["light", "dark"], ...], Field(title="Barevná schémata", min_length=1)
    ]
    axe: Annotated[str, Field(title="Verze axe-core")]
    chromium: Annotated[str, Field(title="Verze Chromia")]
    faults: Annotated[WholeNumber, Field(title="Nalezených chyb", ge=0)]


def accessibility_text(found: Accessibility | None, around: Fact, lang: str) -> Sequence[Line]:
    """What the last look found, in the language spoken; ``around`` is the file of the centre."""
    part = Part(lang)
    if found is None:
        part.plain(gettext("No program has gone through the pages yet."), around)
        return part.lines
    part.plain(_looked_at(found), found, "checked_on")
    part.plain(_how(found), found, "widths")
    part.plain(_with_what(found), found, "axe")
    part.plain(_result(found), found, "faults")
    return part.lines


def advice_on_accessibility(found: Accessibility | None, today: date) -> Iterator[Fault]:
    """A look that is long ago says little of the pages of today."""
    if found and (today - found.checked_on).days > LASTS_DAYS:
        message = f"přístupnost se kontrolovala {found.checked_on}; spusťte make accessibility"
        yield found.fault("checked_on", message)


def _looked_at(found: Accessibility) -> str:
    pages = ngettext("%(num)s page of this site", "%(num)s pages of this site", found.site_pages)
    screens = ngettext(
        "%(num)s screen of the forms, the mailbox and the desk",
        "%(num)s screens of the forms, the mailbox and the desk",
        found.service_pages,
    )
    words = gettext("On %(day)s a program went through %(pages)s and %(screens)s.")
    return words % {
        "day": date_words(found.checked_on),
        "pages": pages % {"num": found.site_pages},
        "screens": screens % {"num": found.service_pages},
    }


def _how(found: Accessibility) -> str:
    words = gettext(
        "It looked at a page of each kind at a width of %(widths)s points, in %(schemes)s "
        "colours and with"
        " forced colours, at all others at the narrowest width. It looked at every page also "
        "on paper and"
        " with wide spacing of letters and lines."
    )
    names = {"light": gettext("light"), "dark": gettext("dark")}
    both = gettext("%(one)s and %(other)s")
    return words % {
        "widths": _joined([str(width) for width in found.widths], both),
        "schemes": _joined([names[scheme] for scheme in found.schemes], both),
    }


def _joined(words: Sequence[str], both: str) -> str:
    *first, last = words
    return both % {"one": ", ".join(first), "other": last} if first else last


def _with_what(found: Accessibility) -> str:
    words = gettext(
        "It used the rules of axe-core %(axe)s for WCAG 2.2 (levels A and AA) in Chromium "
        "%(chromium)s."
        " It also measured the size of everything one presses, how headings follow each "
        "other, and whether"
        " anything is cut off."
    )
    return words % {"axe": found.axe, "chromium": found.chromium}


def _result(found: Accessibility) -> str:
    if not found.faults:
        return gettext("**It found no fault.** A program finds only a part of all faults.")
    words = ngettext(
        "**It found %(num)s fault,** which we will mend.",
        "**It found %(num)s faults,** which we will mend.",
        found.faults,
    )
    return words % {"num": found.faults}
