"""Words by which a text says that it is a sample, and marks where somebody still has to write."""

import re
from collections.abc import Iterable, Iterator

from centre.reading.faults import Fault
from site_plugins.checks.stated import Statement

_NAMES = frozenset(
    {"name", "street", "town", "part", "district", "operator", "legal_form", "service_area", "note"}
)
"""Fields that are no sentences: there a word alone says it all."""
_TITLES = frozenset({"title", "nav", "heading"})

# Over letters without accents (fold). „Příkladů je jedenáct“, „například“ and a blood sample are
# fine in a sentence, a name or a title made of such a word is not.
_ANYWHERE = re.compile(
    r"\bukazk\w*|\((?:priklad|vzor|sample|example|зразок|приклад)\)|\bdemo(?:verze|nstracni|\b)"
    r"|\b(?:je|jsou) (?:to )?(?:jen |pouze )?(?:priklad|smyslen\w*)(?=[.,;:)!]|$)"
    r"|\bpriklad podle verejnych udaju\b"
    r"|\bzkusebni (?:web|stranka|provoz webu|centrum|text|udaje?)\b"
    r"|\b(?:is|are|as) (?:only |just )?an? (?:sample|example)"
    r"(?=[.,;:)!]|$| (?:and|so|of a cent)| that)"
    r"|\bsample (?:cent(?:re|er)|question|answer|(?:web)?site|rules?|provider|data|page)\b"
    r"|\b(?:placeholder|lorem ipsum)\b"
    r"|\bзразок (?:центр|сайт|запитан|правил|сторінк)\w*"
    r"|\bзразков\w+ (?:центр|сайт|правил|запит)\w*"
    r"|\b(?:це|як) (?:лише |тільки )?(?:зраз(?:ок|ка)|приклад)(?=[.,;:)!]|$)"
)
_IN_NAMES = re.compile(
    r"(?<!na )\bpriklad\w*|\bvzorov\w*|\bzkusebn\w*|\bsmyslen\w*"
    r"|\bsample\b|(?<!for )\bexample\b|\bfictional\b|\bзраз\w+|\bприклад\w*|\bвигадан\w*"
)
_IN_TITLES = re.compile(
    r"^(?:priklad|vzor|sample|example|зразок|приклад)\b(?= ?$| podle|:| of (?:a|the) cent)"
    r"|\b(?:sample|зразок)$"
)

_TO_WRITE = re.compile(
    r"\bdoplnte\s*(?:[:…]|\.{3}|$)|[\[(„]\s*doplnte\b[^\])“]*[\])“]|\bto do\b:|\bvyplnte\s*:"
    r"|\bfill (?:this )?in\s*:|\bдоповніть\s*:"
)
_TO_WRITE_IN_NAMES = re.compile(r"^(?:doplnte|doplnit|vyplnte|nevime|todo|tbd|xxx+|\?+|-+|\.+|…)")


def called_samples(stated: Iterable[Statement]) -> Iterator[Fault]:
    """Every place that calls itself, or what it names, a sample."""
    for each in stated:
        if found := _sample_word(each):
            said = " ".join(each.text[slice(*found.span())].split()) or found[0]
            message = f"„{said}“ zůstalo z ukázky; napište sem, co platí u vás, nebo to smažte"
            yield each.fault(message, each.folded[: found.start()])


def _sample_word(each: Statement) -> re.Match[str] | None:
    if found := _ANYWHERE.search(each.folded):
        return found
    if each.name in _NAMES:
        return _IN_NAMES.search(each.folded)
    if each.name in _TITLES:
        return _IN_TITLES.search(each.folded)
    return None


def not_written_yet(stated: Iterable[Statement]) -> Iterator[Fault]:
    """Every place where a person still has to write: „Doplňte: …“."""
    for each in stated:
        found = _TO_WRITE.search(each.folded)
        if not found and each.name in _NAMES:
            found = _TO_WRITE_IN_NAMES.search(each.folded)
        if found:
            said = each.text if len(each.text) <= 60 else f"{each.text[:60].rstrip()} …"
            message = f"tady se čeká na vás: „{' '.join(said.split())}“"
            yield each.fault(message, each.folded[: found.start()])
