"""Reads ``<lang>/news/*.md`` of a centre, and holds translations against their Czech originals.

News is never the product's: what is new at one centre is news of no other.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from centre.language.languages import LANGUAGES, ORIGINAL
from centre.news.items import News, NewsFront, NewsItem
from centre.reading.faults import Fault
from centre.reading.files import content_files
from centre.reading.reader import read_markdown

NEWS_FOLDER: Final = "news"

_SAME_IN_ALL: Final = {"first_day": "from", "last_day": "until"}


def read_news(root: Path, day: date) -> tuple[News, list[Fault]]:
    """The news under ``root`` that can be used, as of ``day``, and every fault."""
    faults: list[Fault] = []
    items: list[NewsItem] = []
    broken: set[str] = set()
    for lang in LANGUAGES:
        paths, found = content_files(root / lang / NEWS_FOLDER, ".md")
        faults += found
        for path in paths:
            front, text, found = read_markdown(path, lang, NewsFront)
            faults += found
            if front is None or text is None:
                broken.add(path.stem)
                continue
            items.append(NewsItem(front, text))
            if front.translation_id != path.stem:
                message = f"má být stejné jako jméno souboru, „{path.stem}“"
                faults.append(front.fault("translation_id", message))
    faults += _doubles(items)
    originals = {item.id: item for item in items if item.lang == ORIGINAL}
    for item in items:
        if item.id not in broken:
            faults += _against_original(item, originals)
    return News(items, day), faults


def advice_on_news(news: News) -> Iterator[Fault]:
    """What has ended is shown nowhere any more."""
    for item in news.ended:
        message = f"aktualita skončila {item.front.last_day} a web ji neukazuje; smažte ji"
        yield item.front.fault("until", message)


def _doubles(items: list[NewsItem]) -> Iterator[Fault]:
    taken: dict[str, NewsItem] = {}
    for item in items:
        first = taken.setdefault(item.address, item)
        if first is not item:
            message = f"stejnou adresu {item.address} už má {first.text.file}"
            yield item.front.fault("slug", message)


def _against_original(item: NewsItem, originals: Mapping[str, NewsItem]) -> Iterator[Fault]:
    if item.id not in originals:
        yield item.front.fault("translation_id", f"aktualita „{item.id}“ nemá český originál")
        return
    for name, field in _SAME_IN_ALL.items():
        expected = getattr(originals[item.id].front, name)
        found = getattr(item.front, name)
        if found != expected:
            message = f"je tu „{found}“, ale v českém originálu „{expected}“"
            yield item.front.fault(field, message)
