"""Alerts, partners, target groups, documents and judgements as Markdown, each for its
``[[list:…]]``."""

from collections.abc import Mapping, Sequence
from typing import Final

from centre.documents.documents import KINDS, Document, DocumentKind, Documents
from centre.facts.centre import Centre
from centre.language.i18n import N_, date_words, gettext, language_names, ngettext, size_words
from centre.listings.alerts import Alert
from centre.listings.goals import Goals
from centre.listings.judgements import Judgement, Judgements
from centre.listings.lines import Line, Part
from centre.listings.partners import Partner, Partners
from centre.listings.target_groups import TargetGroup
from centre.reading.models import Fact
from centre.reading.values import Translations


def alerts_text(alerts: Sequence[Alert], around: Fact, lang: str) -> Sequence[Line]:
    """Each alert in force, or that there is none; ``around`` is the file that would hold them."""
    part = Part(lang)
    if not alerts:
        part.plain(gettext("No warning is in force now."), around)
    for alert in alerts:
        part.heading(3, alert.title, alert, "title", anchor=alert.id)
        part.lines += alert_body(alert, lang)
    return part.lines


def alert_body(alert: Alert, lang: str) -> Sequence[Line]:
    """One alert without its title."""
    part = Part(lang)
    first = date_words(alert.valid_from)
    last = date_words(alert.valid_to)
    part.plain(f"*{gettext('In force from %s to %s.') % (first, last)}*", alert, "valid_from")
    part.paragraph(alert.area, alert, "area", before=f"**{gettext('Where:')}** ")
    part.paragraph(alert.what, alert, "what", before=f"**{gettext('What is going on:')}** ")
    part.paragraph(alert.advice, alert, "advice", before=f"**{gettext('What you can do:')}** ")
    part.paragraph(alert.source, alert, "source", before=f"**{gettext('How we know:')}** ")
    part.plain(_certainty(alert), alert, "certainty")
    return part.lines


def partners_text(partners: Partners, centre: Centre, lang: str) -> Sequence[Line]:
    """Each type of service: what it is good for, how people get there, and the services known by
    name."""
    part = Part(lang)
    for kind in partners.types:
        part.heading(3, kind.title, kind, "title", anchor=kind.id)
        part.paragraph(kind.good_for, kind, "good_for")
        part.paragraph(kind.handover, kind, "handover", before=f"**{gettext('The way there:')}** ")
        if kind.needed:
            part.paragraph(
                kind.needed, kind, "needed", before=f"**{gettext('What is usually needed:')}** "
            )
        _named(part, partners.of(kind), centre)
    for sample in [partner for partner in partners.partners if partner.sample][:1]:
        part.plain(gettext("Services marked as a sample are made up."), sample)
    return part.lines


def target_groups_text(groups: Sequence[TargetGroup], lang: str) -> Sequence[Line]:
    """Each group under its heading."""
    part = Part(lang)
    for group in groups:
        part.heading(2, group.title, group, "title", anchor=group.id)
        for words in group.text:
            part.paragraph(words, group, "text")
        for point in group.points:
            name = f"**{point.name.in_(lang)}** " if point.name else ""
            part.item("-", name + point.text.in_(lang), point, point.text)
        if group.points:
            part.gap()
        for words in group.close:
            part.paragraph(words, group, "close")
        if group.age_from:
            part.plain(gettext("From %s years of age.") % group.age_from, group, "age_from")
    return part.lines


def documents_text(documents: Documents, around: Fact, lang: str) -> Sequence[Line]:
    """Each document under the heading of its kind, the newest first; ``around`` answers for an
    empty list."""
    part = Part(lang)
    for kind in KINDS:
        found = documents.of_kind(kind)
        if found:
            words = Translations.of_message(_KINDS_OF_DOCUMENTS[kind])
            part.heading(3, words, found[0].entry, "kind", anchor=kind)
        for each in found:
            part.item("-", _document(part, each), each.entry)
        if found:
            part.gap()
    if not documents.offered:
        part.plain(gettext("No document has been published yet."), around)
    return part.lines


def judgements_text(judgements: Judgements, goals: Goals, lang: str) -> Sequence[Line]:
    """What the staff judged of the latest year, the whole first."""
    part = Part(lang)
    year = judgements.latest
    if year is None:
        part.plain(gettext("No judgement has been published yet."), judgements)
        return part.lines
    part.heading(3, year.method, year, "method", anchor=f"changes-{year.year}")
    for judgement in year.judgements:
        if judgement.mark and judgement.item(goals) is None:
            continue  # of a model that the centre does not use any more
        text = f" {part.within(judgement.text)}" if judgement.text else ""
        part.item("-", f"{_judged(part, judgement, goals)} {_trend(judgement)}.{text}", judgement)
    part.gap()
    return part.lines


def _named(part: Part, partners: Sequence[Partner], centre: Centre) -> None:
    for partner in partners:
        after = [part.within(Translations(cs=partner.town))]
        if partner.phone:
            can_dial = not centre.demo and not partner.sample
            shown = (
                f"[{partner.phone}](tel:{partner.digits}){{: .tel }}" if can_dial else partner.phone
            )
            after.append(shown)
        if partner.url:
            after.append(f"[{gettext('on the web')}]({partner.url})")
        sample = f" ({gettext('sample')})" if partner.sample else ""
        offers = f". {part.within(partner.offers)}" if partner.offers else ""
        text = f"{part.within(partner.name, '**')}{sample}, {', '.join(after)}{offers}"
        part.item("-", text, partner)
    if partners:
        part.gap()


_KINDS_OF_DOCUMENTS: Final[Mapping[DocumentKind, str]] = {
    "registration": N_("Permissions and certificates"),
    "annual-report": N_("Annual reports"),
    "rules": N_("Rules and standards"),
    "form": N_("Forms to print"),
    "other": N_("Other documents"),
}


def _document(part: Part, document: Document) -> str:
    """„[Výroční zpráva](document:…), 2025 (PDF, čeština, 12 stran, 340 kB)“."""
    entry = document.entry
    sample = f" ({gettext('sample')})" if entry.sample else ""
    about = ", ".join(
        (
            "PDF",
            language_names([entry.language]),
            ngettext("%(num)s page", "%(num)s pages", document.pdf.pages)
            % {"num": document.pdf.pages},
            size_words(len(document.pdf.content)),
        )
    )
    link = part.link(entry.title, f"document:{entry.name}", entry.language)
    return f"{link}{sample}, {entry.year} ({about})"


def _certainty(alert: Alert) -> str:
    match alert.certainty:
        case "confirmed":
            return gettext("This is confirmed.")
        case "likely":
            return gettext("This is likely, but not confirmed.")
        case "unverified":
            return gettext("Nobody has verified this yet.")


def _trend(judgement: Judgement) -> str:
    match judgement.trend:
        case "better":
            return gettext("better than a year before")
        case "same":
            return gettext("the same as a year before")
        case "worse":
            return gettext("worse than a year before")
        case "unclear":
            return gettext("we cannot tell")


def _judged(part: Part, judgement: Judgement, goals: Goals) -> str:
    """What was judged, in bold: its mark and first sentence, „Ukazatel 1.3. Dokáže pojmenovat…“."""
    item = judgement.item(goals)
    text = (item.text or item.name) if item else None
    if text is None:
        return f"**{gettext('Does the help fit where people live, and does it work?')}**"
    sentence = text.in_(part.lang).partition(". ")[0].rstrip(".,")
    judged = f"{sentence[:1].upper()}{sentence[1:]}:"
    effect = judgement.about.startswith("effect")
    kind = (
        ngettext("Effect %s.", "Effects %s.", 1)
        if effect
        else ngettext("Indicator %s.", "Indicators %s.", 1)
    )
    lang = text.language_of(part.lang)
    if lang != part.lang:
        return f"**{kind % judgement.mark}** **{judged}**{{: lang={lang} }}"
    return f"**{kind % judgement.mark} {judged}**"
