"""What readers will see differently after a publication, said as a person would.

Two contents are compared by what they tell: each subject once, in words, old and new.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from centre.approvals.standing import ROLE_NAMES
from centre.documents.documents import Documents
from centre.facts.opening_hours import EVERYWHERE, Block
from centre.hours import notices, wording
from centre.hours.timetable import Timetable
from centre.language.i18n import (
    date_words,
    day_words,
    speaking,
    time_range,
    time_words,
    weekday_words,
)
from centre.language.languages import ORIGINAL
from centre.reading.front_matter import Text
from centre.texts.content import Content

Told = Mapping[str, str]
"""What is said of each subject, both in Czech."""


def differences(before: Content | None, after: Content) -> list[str]:
    """One line for each subject that is told in another way; all that is new, when nothing was
    published before, is one line."""
    if before is None:
        waiting = len([each for each in after.standings if each.waits_for])
        approvals = f" Textů, které čekají na schválení: {waiting}." if waiting else ""
        return [f"Web se zveřejní poprvé: stránek {len(after.pages.ids)}.{approvals}"]
    with speaking(ORIGINAL):
        return [
            *_changed(_facts(before), _facts(after)),
            *_documents(before.listings.documents, after.listings.documents),
            *_pictures(before, after),
            *_texts(before, after),
            *_missing_approvals(before, after),
        ]


def _changed(before: Told, after: Told) -> Iterator[str]:
    for subject in dict.fromkeys((*before, *after)):
        old = before.get(subject)
        new = after.get(subject)
        if old is None:
            yield f"{subject}: nově {new}"
        elif new is None:
            yield f"{subject}: už není ({old})"
        elif old != new:
            yield f"{subject}: {old} → {new}"


def _facts(content: Content) -> Told:
    return dict(
        [
            *_of_the_centre(content),
            *_hours(content),
            *_exceptions(content),
            *_places(content),
            *_helplines(content),
            *_alerts(content),
        ]
    )


def _of_the_centre(content: Content) -> Iterator[tuple[str, str]]:
    centre = content.facts.centre
    yield "Název", centre.name.cs
    yield "Poskytovatel", f"{centre.provider.name.cs}, IČO {centre.provider.ico}"
    yield "Adresa webu", centre.base_url
    for purpose, phone in centre.contacts.phones.items():
        told = [phone.number]
        told += [phone.note.cs] if phone.note else []
        told += ["přijímá SMS"] if phone.sms else []
        told += ["lze prozvonit"] if phone.ring_once else []
        yield f"Telefon ({purpose})", ", ".join(told)
    yield "E-mail", centre.contacts.email
    yield "Odpovíme", f"do {centre.answer_days} pracovních dnů"
    yield "Odpovídáme v jazycích", ", ".join(centre.answers_in)
    age = centre.minimum_age
    yield "Od kolika let", "bez hranice" if age is None else f"od {age}"
    yield "„Rychle odejít“ vede na", centre.exit_address
    yield "Ukázka", "ano" if centre.demo else "ne"


def _hours(content: Content) -> Iterator[tuple[str, str]]:
    """By place and weekday: „po 9.00–12.00“ is what people remember."""
    facts = content.facts
    for place_id, blocks in facts.hours.items():
        title = notices.title(facts.places[place_id])
        for weekday in range(7):
            told = [_block(block) for block in blocks if block.weekday == weekday]
            if told:
                yield f"Otevírací doba, {title}, {weekday_words(weekday)}", ", ".join(told)


def _block(block: Block) -> str:
    limits = []
    if block.weeks:
        limits.append("liché týdny" if block.weeks == "odd" else "sudé týdny")
    if block.by_appointment:
        limits.append("po domluvě")
    if block.season:
        limits.append(f"každý rok {block.season}")
    if block.valid_from:
        limits.append(f"od {date_words(block.valid_from)}")
    if block.valid_to:
        limits.append(f"do {date_words(block.valid_to)}")
    times = time_range(block.opens, block.closes)
    return f"{times} ({', '.join(limits)})" if limits else times


def _exceptions(content: Content) -> Iterator[tuple[str, str]]:
    facts = content.facts
    timetable = Timetable(facts)
    for closure in facts.closures:
        if closure.last_day >= content.day:
            begin = f" od {time_words(closure.start)}" if closure.start else ""
            subject = f"Výjimka {day_words(closure.first_day)}{begin} ({_where(closure.places)})"
            yield subject, wording.banner(timetable, closure).text
    for special in facts.specials:
        if special.day >= content.day:
            times = time_range(special.opens, special.closes)
            subject = f"Mimořádně otevřeno {day_words(special.day)} ({_where(special.places)})"
            yield subject, f"{times}, {special.reason.cs}"


def _where(places: tuple[str, ...]) -> str:
    return "všude" if EVERYWHERE in places else ", ".join(places)


def _places(content: Content) -> Iterator[tuple[str, str]]:
    for house in content.facts.premises:
        address = house.address
        told = f"{house.name.cs}, {address.street}, {address.postal_code} {address.town}"
        yield f"Místo ({house.id})", told
    for town in content.facts.towns:
        yield f"Terén ({town.id})", town.title_in(ORIGINAL)


def _helplines(content: Content) -> Iterator[tuple[str, str]]:
    for line in content.facts.helplines.values():
        hours = line.hours.cs if line.hours else "nonstop" if line.nonstop else "hodiny nevíme"
        yield f"Linka pomoci {line.name.cs}", f"{line.number}, {hours}"


def _alerts(content: Content) -> Iterator[tuple[str, str]]:
    for alert in content.listings.alerts_in_force:
        yield f"Varování ({alert.id})", alert.title.cs


def _documents(before: Documents, after: Documents) -> Iterator[str]:
    """PDFs that are new, gone, other files under the same address, or told in other words."""
    old = {each.address: each for each in before}
    new = {each.address: each for each in after}
    for address in dict.fromkeys((*old, *new)):
        name = f"Dokument {address}"
        if address not in old:
            yield f"{name}: nově {new[address].entry.title.cs}"
        elif address not in new:
            yield f"{name}: už není ({old[address].entry.title.cs})"
        elif old[address].entry != new[address].entry:
            yield f"{name}: jinak popsaný"
        elif old[address].pdf.content != new[address].pdf.content:
            yield f"{name}: jiný soubor"


def _pictures(before: Content, after: Content) -> Iterator[str]:
    """Pictures that come into sight, go out of it, or are told in other words."""
    old = {each.entry.name: each.entry for each in before.shown_pictures}
    new = {each.entry.name: each.entry for each in after.shown_pictures}
    for name in dict.fromkeys((*old, *new)):
        if name not in old:
            yield f"Obrázek {name}: nově ({new[name].alternative.cs})"
        elif name not in new:
            yield f"Obrázek {name}: už není"
        elif old[name] != new[name]:
            yield f"Obrázek {name}: jinak popsaný"


def _texts(before: Content, after: Content) -> Iterator[str]:
    """Pages, news and passages that are new, gone, or say something else."""
    old = dict(_named_texts(before))
    new = dict(_named_texts(after))
    for name in dict.fromkeys((*old, *new)):
        if name not in old:
            yield f"{name}: nově"
        elif name not in new:
            yield f"{name}: už není"
        elif changed := _changed_paragraphs(old[name], new[name]):
            yield f"{name}: jinak znějí odstavce: {changed}"


def _missing_approvals(before: Content, after: Content) -> Iterator[str]:
    """Texts that wait for somebody for whom they did not wait before, new ones among them."""
    waited = {each.name: each.waits_for for each in before.standings}
    for standing in after.standings:
        since = [role for role in standing.waits_for if role not in waited.get(standing.name, ())]
        if since:
            roles = ", ".join(ROLE_NAMES[role] for role in since)
            yield f"Text {standing.name}: chybí schválení ({roles})"


def _named_texts(content: Content) -> Iterator[tuple[str, tuple[str, Text]]]:
    for page in content.pages:
        yield f"Stránka {page.address}", (f"{page.front.title}\n\n{page.front.lead}", page.text)
    for item in content.news:
        yield f"Aktualita {item.address}", (f"{item.front.title}\n\n{item.front.lead}", item.text)
    for passage in content.passages:
        yield (
            f"Text formulářů {passage.text.file.rpartition('/')[2]} ({passage.lang})",
            (
                "",
                passage.text,
            ),
        )


def _changed_paragraphs(old: tuple[str, Text], new: tuple[str, Text]) -> int:
    """How many paragraphs of either are not in the other."""
    before = Counter(_paragraphs(*old))
    after = Counter(_paragraphs(*new))
    return max((before - after).total(), (after - before).total())


def _paragraphs(head: str, text: Text) -> list[str]:
    parts = (*head.split("\n\n"), *text.source.split("\n\n"))
    return [" ".join(part.split()) for part in parts if part.strip()]
