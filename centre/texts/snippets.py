"""Facts as pieces of a text: what stands behind ``[[fact:…]]``, ``[[tel:…]]``,
``[[helpline:…]]`` and ``[[picture:…]]``.

A number of the centre becomes a link only where somebody would answer it; a sample says that it is
one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar
from xml.etree.ElementTree import Element, SubElement

from centre.facts.centre import PURPOSES, Phone
from centre.facts.helplines import Helpline
from centre.facts.loading import Facts
from centre.intake import data_items
from centre.language.i18n import date_words, gettext, in_years, language, language_names
from centre.language.languages import ORIGINAL
from centre.language.localized_text import LocalizedText
from centre.pictures import pictures_in_texts
from centre.pictures.pictures import Pictures
from centre.pictures.pictures_in_texts import UnknownPictureError
from centre.reading.messages import suggestion
from centre.reading.values import Translations
from centre.texts.renderer import UnknownSnippetError

KINDS = ("fact", "tel", "helpline", "helpline-full", "picture", "value")
CHECK_LASTS_DAYS = 180  # an older check of a helpline's number is told to the reader

_TIMES = re.compile(r"(\d[\d.:]*–\d[\d.:]*)")

Piece = Element | str
Known = TypeVar("Known")


class FactSnippets:
    """The pieces that texts may ask for, in the language spoken.

    ``today`` decides which checks are old. Without ``pictures`` none may stand in the text.
    """

    def __init__(self, facts: Facts, today: date, pictures: Pictures | None = None) -> None:
        self._facts = facts
        self._pictures = pictures
        self._today = today
        centre = facts.centre
        retention = centre.retention
        self._facts_by_name: dict[str, Callable[[], Piece | None]] = {
            "name": lambda: spoken(centre.name),
            "town": lambda: _name(centre.town),
            "address": self._addresses,
            "districts": lambda: _names(centre.service_area),
            "email": self._email,
            "provider": lambda: spoken(centre.provider.name),
            "answers_in": lambda: language_names(centre.answers_in),
            "answer_days": lambda: str(centre.answer_days),
            "complaint_answer_days": lambda: str(centre.complaint_answer_days),
            "complaint_days": lambda: str(retention.complaint_days),
            "complaint_register_years": lambda: in_years(retention.complaint_register_years),
            "close_after_days": lambda: str(retention.close_after_days),
            "delete_after_days": lambda: str(retention.delete_after_days),
            "unsettled_days": lambda: str(retention.unsettled_days),
            "found_syringe_days": lambda: str(retention.found_syringe_days),
            "backup_days": lambda: str(retention.backup_days),
            "size_classes": lambda: ", ".join(map(str, data_items.SIZES)),
            "wait_minutes": lambda: str(centre.wait_minutes),
            "naloxone": self._naloxone,
            "recognise": lambda: spoken(centre.recognise),
            "hiv_centre": lambda: None if centre.hiv_centre is None else spoken(centre.hiv_centre),
            "needles_elsewhere": lambda: (
                None if centre.needles_elsewhere is None else spoken(centre.needles_elsewhere)
            ),
            "app_name": lambda: spoken(centre.app_name),
            "tab_title": lambda: spoken(centre.tab_title),
            "minimum_age": lambda: None if centre.minimum_age is None else str(centre.minimum_age),
        }
        own = centre.contacts
        self._phones = {purpose: own.phone(purpose) for purpose in PURPOSES} | dict(own.phones)

    def get(self, kind: str, name: str) -> Piece | None:
        """The piece for ``[[kind:name]]``, or None for a fact that this centre does not have.

        Raises UnknownSnippetError with a Czech sentence.
        """
        match kind:
            case "fact":
                return _known(name, self._facts_by_name)()
            case "tel":
                return self._phone(_known(name, self._phones))
            case "helpline":
                return _number(_known(name, self._facts.helplines))
            case "helpline-full":
                return self._full(_known(name, self._facts.helplines))
            case pictures_in_texts.KIND:
                return self._picture(name)
        raise UnknownSnippetError(f"neznámý druh údaje „{kind}“{_or_all(kind, KINDS)}")

    def _picture(self, name: str) -> Piece | None:
        if self._pictures is None:
            raise UnknownSnippetError("obrázek může být jen na stránce webu, tady ne")
        try:
            return pictures_in_texts.shown(self._pictures, name)
        except UnknownPictureError as error:
            raise UnknownSnippetError(str(error)) from error

    def _phone(self, phone: Phone) -> Piece:
        if self._facts.centre.can_dial(phone):
            return _call(phone.digits, phone.number)
        return _sample(phone.number)

    def _addresses(self) -> Piece | None:
        addresses = "; ".join(str(place.address) for place in self._facts.premises)
        return _name(addresses) if addresses else None

    def _naloxone(self) -> str | None:
        match self._facts.centre.naloxone:
            case "yes":
                return gettext("We have naloxone at the centre. Ask us for it.")
            case "ask":
                return gettext("Ask us where naloxone can be had now.")
            case "no":
                return None

    def _email(self) -> Piece:
        address = self._facts.centre.contacts.email
        if self._facts.centre.demo:
            return _sample(address, "tel mail")
        link = Element("a", {"class": "tel mail", "href": f"mailto:{address}"})
        link.text = address
        return link

    def _full(self, line: Helpline) -> Piece:
        """„**Linka bezpečí** 116 111“, and below, smaller, „pro děti…, zdarma, nepřetržitě (kdo ji
        vede).“"""
        whole = Element("span", {"class": "line"})
        name = SubElement(whole, "b")
        _append(name, spoken(line.name))
        name.tail = " "
        _append(whole, _number(line, beside_name=True))
        _append(whole, " ")
        rest: list[Piece] = [spoken(line.for_whom)]
        if line.free is not None:
            rest += [", ", gettext("free of charge") if line.free else gettext("a paid call")]
        if line.nonstop:
            rest += [", ", gettext("day and night")]
        elif line.hours:
            rest += [", ", *_unbroken(spoken(line.hours))]
        rest += [" (", spoken(line.operator), ")."]
        if (self._today - line.checked).days > CHECK_LASTS_DAYS:
            rest += [" ", gettext("Not verified since %s.") % date_words(line.checked)]
        about = SubElement(whole, "small")
        for piece in rest:
            _append(about, piece)
        return whole


def spoken(text: Translations) -> Piece:
    """Words in the language spoken, marked as Czech where nobody has translated them."""
    return _marked(text.in_(language.get()))


def _unbroken(text: Piece) -> Iterator[Piece]:
    """„v pracovní dny 10.00–18.00“ in pieces, so that no line ends inside the times."""
    if not isinstance(text, str):
        yield text
        return
    for number, part in enumerate(_TIMES.split(text)):
        if number % 2:
            times = Element("span", {"class": "times"})
            times.text = part
            yield times
        else:
            yield part


def _name(name: str) -> Piece:
    """A name that is Czech on every page, such as a town's."""
    return _marked(LocalizedText(name, ORIGINAL))


def _names(names: Iterable[str]) -> Piece:
    whole = Element("span")
    for number, name in enumerate(names):
        _append(whole, ", " if number else "")
        _append(whole, _name(name))
    return whole


def _marked(text: LocalizedText) -> Piece:
    if not text or text.lang == language.get():
        return str(text)
    piece = Element("span", {"lang": text.lang})
    piece.text = str(text)
    return piece


def _number(line: Helpline, *, beside_name: bool = False) -> Piece:
    if line.link_only and line.url:
        link = Element("a", {"href": line.url})
        _append(link, gettext("on the web") if beside_name else spoken(line.name))
        return link
    return _call(line.digits, line.number)


def _call(digits: str, shown: str) -> Element:
    link = Element("a", {"class": "tel", "href": f"tel:{digits}"})
    link.text = shown
    return link


def _sample(shown: str, classes: str = "tel") -> Element:
    piece = Element("span")
    number = SubElement(piece, "span", {"class": classes})
    number.text = shown
    number.tail = f" ({gettext('sample')})"
    return piece


def _append(whole: Element, piece: Piece) -> None:
    if not isinstance(piece, str):
        whole.append(piece)
    elif len(whole):
        whole[-1].tail = (whole[-1].tail or "") + piece
    else:
        whole.text = (whole.text or "") + piece


def _known(name: str, among: Mapping[str, Known]) -> Known:
    if name not in among:
        raise UnknownSnippetError(f"neznámý údaj „{name}“{_or_all(name, tuple(among))}")
    return among[name]


def _or_all(name: str, known: tuple[str, ...]) -> str:
    return suggestion(name, known) or f"; známe {', '.join(known)}"
