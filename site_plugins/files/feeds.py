"""What the feeds of the site share (Atom, RFC 4287): when they changed, and names that stay."""

from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed

from centre.facts.clock_times import PRAGUE
from centre.intake import addresses
from centre.pictures import pictures_in_texts


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed as the head of a page names it."""

    title: str
    address: str


class Feed(Atom1Feed):  # type: ignore[misc]  # feedgenerator carries no types
    """A feed that says when its facts ``changed``, also while it is empty."""

    def latest_post_date(self) -> datetime:
        changed = self.feed["changed"]
        assert isinstance(changed, datetime)
        return changed

    def as_text(self) -> str:
        """The file."""
        file = StringIO()
        self.write(file, "utf-8")
        return file.getvalue()


def with_origin(html: str, origin: str) -> str:
    """``html`` with links and pictures that lead to the site from wherever it is read."""
    linked = html.replace('href="/', f'href="{origin}/')
    return pictures_in_texts.fetched_from(linked, f"{origin}{addresses.PICTURES}")


def tag_uri(origin: str, day: date, name: str) -> str:
    """An identifier that no change of address changes (RFC 4151)."""
    return f"tag:{urlsplit(origin).hostname},{day}:{name}"


def midnight(day: date) -> datetime:
    """The moment at which ``day`` begins."""
    return datetime.combine(day, datetime.min.time(), PRAGUE)
