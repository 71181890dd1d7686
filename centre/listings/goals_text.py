"""The goals as Markdown, for ``[[list:goals]]``."""

from collections.abc import Sequence

from centre.language.i18n import gettext, list_words, ngettext
from centre.listings.goals import Goals, Group, Item, Section
from centre.listings.lines import Line, Part


def goals_text(goals: Goals, lang: str) -> Sequence[Line]:
    """All sections of the picked models, and at the end what other pages look for here in vain.

    Numbers of indicators and effects stand beside a goal where the centre tells these, too.
    """
    part = Part(lang)
    known = (frozenset(goals.marks("indicators")), frozenset(goals.marks("effects")))
    for section in goals.sections:
        part.heading(2, section.title, section, "title", anchor=section.id)
        number = 1
        for group in section.groups:
            _group(part, group, number, *known)
            number += len(group.items)
    if goals.absent:
        _absent(part, goals.absent)
    return part.lines


def _group(
    part: Part, group: Group, number: int, indicators: frozenset[str], effects: frozenset[str]
) -> None:
    if group.title:
        part.heading(3, group.title, group, "title")
    for opening in group.intro:
        part.paragraph(opening, group, "intro")
    for place, item in enumerate(group.items, number):
        sign = (
            f"- **{item.mark}**" if item.mark else "-" if group.style == "bullets" else f"{place}."
        )
        words = item.text or item.name
        assert words
        text = " ".join(_sentences(item, part.lang, indicators, effects))
        part.item(sign, text, item, words)
    if group.items:
        part.gap()
    for closing in group.close:
        part.paragraph(closing, group, "close")


def _sentences(
    item: Item, lang: str, indicators: frozenset[str], effects: frozenset[str]
) -> list[str]:
    sentences = [f"**{item.name.in_(lang)}**"] if item.name else []
    if item.text:
        sentences.append(item.text.in_(lang))
    if item.only:
        sentences.append(f"*{item.only.in_(lang)}*")
    if marks := [mark for mark in item.indicators if mark in indicators]:
        sentences.append(
            ngettext("Indicator %s.", "Indicators %s.", len(marks)) % list_words(marks)
        )
    if marks := [mark for mark in item.effects if mark in effects]:
        sentences.append(ngettext("Effect %s.", "Effects %s.", len(marks)) % list_words(marks))
    return sentences


def _absent(part: Part, sections: Sequence[Section]) -> None:
    part.plain(f"## {gettext('What is missing here')} {{: #co-chybi }}", sections[0])
    part.plain(
        gettext(
            "Goals can be told in other ways too. Other pages lead here for those; "
            "we do not tell them."
        ),
        sections[0],
    )
    for section in sections:
        part.heading(3, section.title, section, "title", anchor=section.id)
        if section.absent:
            part.paragraph(section.absent, section, "absent")
