"""Links and pictures that say nothing to somebody who hears them read out of their sentence."""

import re
from collections.abc import Iterator

from centre.proofreading.prose import Prose
from centre.reading.faults import Fault

_LINK = re.compile(r"(?P<picture>!)?\[(?P<words>[^\[\]]*)\]\((?P<target>[^)\s]*)[^)]*\)")
_EMPTY = {
    "cs": "zde|tady|tu|sem|odkaz|tento odkaz|více|víc|více informací|více zde|číst dál|číst více",
    "en": "here|this|link|this link|more|read more|learn more|more information",
    "uk": "тут|сюди|ось тут|за посиланням|посилання|більше|докладніше|детальніше|читати далі",
}
_CLICK = {"cs": r"klikn\w*", "en": "click", "uk": r"натисн\w*|клікн\w*"}
LANGUAGES_KNOWN = _EMPTY.keys() & _CLICK.keys()
_EMPTY_WORDS = re.compile(
    rf"(?:{'|'.join(_EMPTY.values())})|.*\b(?:{'|'.join(_CLICK.values())})\b.*",
    re.IGNORECASE | re.DOTALL,
)


def meaningless(prose: Prose) -> Iterator[Fault]:
    """Links such as „zde“, links without words, and pictures without a description."""
    for piece in prose.pieces:
        for found in _LINK.finditer(piece.raw) if "](" in piece.raw else ():
            words = " ".join(found["words"].split())
            if found["picture"]:
                if not words:
                    message = "obrázek nemá popis; do hranatých závorek napište, co je na něm"
                    yield prose.fault(piece, found.start(), message)
            elif not words:
                message = f"odkaz na „{found['target']}“ nemá žádná slova; napište, kam vede"
                yield prose.fault(piece, found.start(), message)
            elif _EMPTY_WORDS.fullmatch(words.strip("*_ .…»›>→:")):
                message = (
                    f"odkaz „{words}“ neříká, kam vede; odkažte slovy, třeba [první "
                    "návštěva](page:…)"
                )
                yield prose.fault(piece, found.start(), message)
