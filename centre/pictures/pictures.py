"""The pictures of the centre: ``pictures.yaml``, and in the folder beside it the files that the
desk has made of each photo.

They come from no hand: a photo is sent to the desk, and the builder makes its files.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from centre.intake import addresses
from centre.pictures.widths import budget_of, fallback_width, widths_up_to
from centre.reading.faults import Fault
from centre.reading.files import is_there, read_below
from centre.reading.models import Fact
from centre.reading.reader import read_file
from centre.reading.values import Identifier, Translations, WholeNumber

PICTURES_FILE: Final = "pictures.yaml"
FOLDER: Final = "pictures"

People = Literal["nobody", "agreed"]


class PictureEntry(Fact):
    """What a page needs to show a picture, and what those hear who do not see it."""

    name: Annotated[
        Identifier,
        Field(title="Značka do textu", description="po zveřejnění se nemění"),
    ]
    alternative: Annotated[
        Translations,
        Field(title="Co na obrázku je", description="přečte se tomu, kdo ho nevidí"),
    ]
    people: Annotated[
        People,
        Field(
            title="Lidé na obrázku",
            description="nobody: nikdo není poznat; agreed: se zveřejněním souhlasili",
        ),
    ]
    width: Annotated[WholeNumber, Field(title="Šířka v bodech", ge=1, le=20_000)]
    height: Annotated[WholeNumber, Field(title="Výška v bodech", ge=1, le=20_000)]

    @property
    def files(self) -> Sequence[str]:
        """The names of its files in the folder, the fallback last."""
        return [*self.modern_files.values(), self.fallback_file]

    @property
    def modern_files(self) -> Mapping[int, str]:
        """The WebP files by their widths."""
        return {width: f"{self.name}-{width}.webp" for width in widths_up_to(self.width)}

    @property
    def fallback_file(self) -> str:
        """For browsers that know no WebP."""
        return f"{self.name}-{fallback_width(self.width)}.jpg"


class PictureList(Fact):
    """``pictures.yaml``."""

    pictures: Annotated[tuple[PictureEntry, ...], Field(title="Obrázky")] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its files."""

    entry: PictureEntry
    folder: Path
    weight: int
    """Bytes that a phone of many pixels fetches."""

    @property
    def files(self) -> Mapping[str, Path]:
        """Where each file lies that readers get, by its address."""
        return {addresses.picture(name): self.folder / name for name in self.entry.files}


@dataclass(frozen=True, slots=True)
class Pictures:
    """Those that can be shown, by their names."""

    by_name: Mapping[str, Picture] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    """Those that are listed and cannot be shown now: their fault is told once, at the list."""


def read_pictures(root: Path) -> tuple[Pictures, list[Fault]]:
    """The pictures of the centre whose folder is ``root``, and every fault."""
    listed = root / "data" / PICTURES_FILE
    folder = root / FOLDER
    pictures, faults = read_below("pictures", (listed, folder), lambda: _read(listed, folder))
    return pictures, list(faults)


def _read(path: Path, folder: Path) -> tuple[Pictures, Sequence[Fault]]:
    listed, faults = read_file(path, PictureList, required=False)
    entries = listed.pictures if listed else ()
    found: dict[str, Picture] = {}
    seen: dict[str, PictureEntry] = {}
    for entry in entries:
        wrong = list(_faults(entry, folder, seen))
        seen.setdefault(entry.name, entry)
        faults += wrong
        if not wrong:
            found[entry.name] = Picture(entry, folder, _weight(entry, folder))
    return Pictures(found, frozenset(seen.keys() - found.keys())), faults


def _faults(entry: PictureEntry, folder: Path, seen: Mapping[str, PictureEntry]) -> Iterator[Fault]:
    if entry.name in seen:
        line = seen[entry.name].line
        yield entry.fault("name", f"obrázek {entry.name} už je na řádku {line}")
        return
    for name in entry.files:
        if not is_there(folder / name):
            message = (
                f"soubor {name} ve složce {FOLDER} není; fotku pošlete znovu na pultu (Stránky,"
                " Obrázky)"
            )
            yield entry.fault("name", message)
            return
        if _size(folder / name) > budget_of(int(name.rpartition("-")[2].partition(".")[0])):
            message = f"soubor {name} je moc velký; fotku pošlete znovu na pultu (Stránky, Obrázky)"
            yield entry.fault("name", message)
            return


def _weight(entry: PictureEntry, folder: Path) -> int:
    usual = entry.modern_files[fallback_width(entry.width)]
    return _size(folder / usual)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
