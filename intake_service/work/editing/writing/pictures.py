"""Pictures of pages: a photo becomes files and an entry of the list, which texts then name."""

import re
from collections.abc import Mapping
from typing import Final

from markdown.extensions.toc import slugify

from centre.editing import offered_files, rewriting
from centre.editing.history import Step
from centre.editing.opened_file import OpenedFile
from centre.language.languages import ORIGINAL
from centre.pictures.pictures import PICTURES_FILE, People, Picture, Pictures, read_pictures
from intake_service.work.editing import builder_client, saving
from intake_service.work.editing.builder_client import PictureFile
from intake_service.work.editing.saving import Edit
from intake_service.work.editing.writing import drafts
from intake_service.work.service import Service

MOST: Final = 300
LONGEST_NAME: Final = 40


class Refused(Exception):
    """The file cannot be taken; the message says in Czech why, and what to do."""


def all_pictures(service: Service) -> Pictures:
    """Those that pages can show."""
    return read_pictures(service.settings.content)[0]


def add(
    service: Service, author: str, photo: bytes, words: Mapping[str, str], people: People
) -> str:
    """The name of a new picture, made of a photo.

    ``words`` say in each language what is in it. Raises Refused, builder_client.BuilderUnavailable,
    rewriting.CannotRewrite, centre.reading.faults.Faults, and as saving.save does.
    """
    made = builder_client.picture(service, photo)
    if made.refusal:
        raise Refused(made.refusal)
    with drafts.alone(service):  # two at once would take one name, and each other's files
        return _add(service, author, made, words, people)


def _add(
    service: Service,
    author: str,
    made: builder_client.Picture,
    words: Mapping[str, str],
    people: People,
) -> str:
    opened = saving.open_file(service, PICTURES_FILE)
    taken = {str(each.get("name")) for each in _listed(opened)}
    if len(taken) >= MOST:
        raise Refused(f"obrázků je už {MOST}; nejdřív některé odeberte")
    name = _name(words[ORIGINAL], taken | offered_files.names_of_pictures(service.settings.content))
    files = {_file_name(name, each): each.content for each in made.files}
    entry = {
        "name": name,
        "alternative": dict(words),
        "people": people,
        "width": str(made.width),
        "height": str(made.height),
    }
    text = rewriting.add(opened.text, ("pictures",), entry)
    root = service.settings.content
    try:
        offered_files.put_pictures(root, files)
        saving.save(service, author, Edit(opened, text, f"Nový obrázek: {words[ORIGINAL]}"))
    except BaseException:
        offered_files.remove_pictures(root, files)
        raise
    return name


def reword(
    service: Service, author: str, name: str, words: Mapping[str, str], people: People
) -> Step:
    """Say something else of a picture. Raises LookupError where there is none by now, and as
    ``add`` does."""
    opened = saving.open_file(service, PICTURES_FILE)
    number = _number(opened, name)
    text = rewriting.put(opened.text, ("pictures", number, "alternative"), dict(words))
    text = rewriting.put(text, ("pictures", number, "people"), people)
    words_of_step = f"Obrázek {name}: popis „{words[ORIGINAL]}“"
    return saving.save(service, author, Edit(opened, text, words_of_step))


def remove(service: Service, author: str, name: str) -> Step:
    """Offer a picture to no page any more; its files stay for the way back. Raises as ``reword``
    does, NotInOrder where a page shows it."""
    opened = saving.open_file(service, PICTURES_FILE)
    text = rewriting.drop(opened.text, ("pictures", _number(opened, name)))
    return saving.save(service, author, Edit(opened, text, f"Obrázek {name}: odebrán"))


def of_file(service: Service, file: str) -> Picture:
    """The picture that a file belongs to. Raises LookupError."""
    for each in all_pictures(service).by_name.values():
        if file in each.entry.files:
            return each
    raise LookupError


def _listed(opened: OpenedFile) -> list[Mapping[str, str]]:
    return list((opened.content or {}).get("pictures") or ())


def _number(opened: OpenedFile, name: str) -> int:
    names = [str(each.get("name")) for each in _listed(opened)]
    if name not in names:
        raise LookupError
    return names.index(name)


def _name(words: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", slugify(words, "-"))[:LONGEST_NAME].strip("-") or "obrazek"
    numbered = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in numbered if each not in taken)


def _file_name(name: str, file: PictureFile) -> str:
    """As the list expects it."""
    ending = "webp" if file.kind == "webp" else "jpg"
    return f"{name}-{file.width}.{ending}"
