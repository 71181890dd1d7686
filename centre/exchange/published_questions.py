"""An answered question as a page of the site: what the desk writes back to
``content/cs/questions/``.

The text was rewritten by a counsellor and agreed to by its sender. It is a file like any other,
marked as not yet approved, and has to pass the same check.
"""

import json
import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count
from pathlib import Path

from markdown.extensions.toc import slugify

from centre.language.language import LOCALE
from centre.language.languages import ORIGINAL
from centre.layers.common import PRODUCT
from centre.proofreading.proof_reader import ProofReader
from centre.reading.durable import flush, make_shared_folder
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import as_if_written
from centre.texts import content

FOLDER = Path(ORIGINAL) / "questions"
ARCHIVE = "questions"
"""The page that lists them; a centre may have none."""
REVIEW_AFTER = timedelta(days=182)
SLUG_MAX = 60  # characters, in whole words
_CONSENTED = re.compile(rb"---\n(?:.*\n)*?consented_on: .*\n(?:.*\n)*?---\n")


@dataclass(frozen=True)
class Question:
    """What is to be published; ``question`` and ``answer`` are Markdown."""

    title: str
    lead: str
    question: str
    answer: str


def new_id(root: Path, question: Question, *, taken: Collection[str] = ()) -> str:
    """An id that no page of ``root`` or of the product has yet, and that is not ``taken``
    otherwise; it is the name of the file and the end of the address too."""
    files = chain(root.glob("*/*/*.md"), PRODUCT.glob("*/*/*.md"))
    known = {*taken, *(file.stem for file in files)}
    name = f"question-{_slug(question.title)}"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(each for each in names if each not in known)


def path(root: Path, page_id: str) -> Path:
    """Where the file lies."""
    return root / FOLDER / f"{page_id}.md"


def has_archive(root: Path) -> bool:
    """Whether the centre has a page of questions, for others to stand under."""
    return (root / ORIGINAL / "pages" / f"{ARCHIVE}.md").is_file()


def page(question: Question, page_id: str, day: date, *, in_archive: bool = True) -> str:
    """The file: front matter, the question as a quotation, the answer."""
    parent = f"parent: {ARCHIVE}\n" if in_archive else ""
    quoted = "\n".join(f"> {line}".rstrip() for line in question.question.strip().splitlines())
    return f"""---
title: {_yaml(question.title)}
translation_id: {page_id}
slug: {page_id.removeprefix("question-")}
lead: {_yaml(question.lead)}
group: help
{parent}related: [ask]
reviewed_on: {day.isoformat()}
next_review: {(day + REVIEW_AFTER).isoformat()}
exit: true
consented_on: {day.isoformat()}
approval: clinician
---

## Otázka

{quoted}

## Odpověď

{question.answer.strip()}
"""


def faults(root: Path, day: date, page_id: str, text: str) -> list[Fault]:
    """What the check of the content would say of this file among all others; takes seconds.

    The file is written nowhere: its sender may still say no.
    """
    file = path(root, page_id)
    with as_if_written(file, text):
        return [each for each in _all_faults(root, day) if each.file == file_name(file)]


def write(root: Path, page_id: str, text: str) -> None:
    """Put a new file into its place, whole and for good, or leave nothing.

    The very same file may be there already. Raises FileExistsError for any other, OSError.
    """
    file = path(root, page_id)
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(8)}.new")
    make_shared_folder(file.parent)
    try:
        fresh.write_text(text, "utf-8")
        fresh.chmod(0o644)  # everybody may read it from the next build on
        flush(fresh)
        _link(fresh, file)
    finally:
        fresh.unlink(missing_ok=True)
    flush(file.parent)


def taken_back(edited: Path, published: Path) -> list[Path]:
    """The questions of a published copy that are no longer in ``edited``; none where the whole of
    ``edited`` is out of reach."""
    if not (edited / "data").is_dir():
        return []
    files = sorted((published / FOLDER).glob("*.md"))
    return [file for file in files if not (edited / FOLDER / file.name).exists()]


def bring_over(edited: Path, published: Path) -> None:
    """Make the questions of a published copy those of the desk: what it took back goes, what it
    wrote comes. Whatever else somebody edits in ``edited`` stays there. Raises OSError.
    """
    for file in taken_back(edited, published):
        file.unlink()
    for file in (edited / FOLDER).glob("question-*.md"):
        target = published / FOLDER / file.name
        if not target.exists() and _CONSENTED.match(written := file.read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(written)


def _link(fresh: Path, file: Path) -> None:
    """Unlike a rename, a link never takes the place of what somebody else has put there."""
    try:
        file.hardlink_to(fresh)
    except FileExistsError:
        if file.read_bytes() != fresh.read_bytes():
            raise


def _all_faults(root: Path, day: date) -> Iterable[Fault]:
    try:
        found = content.read_leniently(root, day)
    except Faults as error:
        return error.all
    return (*found.faults, *ProofReader(found, LOCALE).errors())


def _slug(title: str) -> str:
    """The title in plain letters, cut between two words."""
    slug = re.sub(r"[^a-z0-9]+", "-", slugify(title, "-")).strip("-") or "otazka"
    return (
        slug
        if len(slug) <= SLUG_MAX
        else slug[: SLUG_MAX + 1].rpartition("-")[0] or slug[:SLUG_MAX]
    )


def _yaml(line: str) -> str:
    """One line as YAML: every JSON string is a YAML string."""
    return json.dumps(" ".join(line.split()), ensure_ascii=False)
