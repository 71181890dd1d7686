"""A photo from a phone as pictures for pages: upright, of three widths, and nothing but pixels.

Each file is made anew from the pixels that a reader sees, so that nothing else of what was sent is
in it: no place, no day, no name of a camera, no second file that hides in the first one.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal

from PIL import Image, ImageOps

from centre.pictures.widths import WIDTHS, budget_of, fallback_width, widths_up_to

Kind = Literal["webp", "jpeg"]

MOST_BYTES: Final = 20_000_000
"""The largest photo that is taken; those of phones have 2 to 12 million."""
MOST_PIXELS: Final = 50_000_000
MOST_PIXELS_OF_JPEG: Final = 120_000_000
"""A JPEG is read at a fraction of its size; others, and one of several scans, are held whole."""
FEWEST: Final = 16
"""A side shorter than this is no photo."""
LONGEST_TO_SHORTEST: Final = 6

QUALITIES: Final = (80, 70, 60, 50, 40, 30, 20, 10)

_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_LOOKED_AT: Final = 65_536
"""At the begin and at the end of a file: there the marks of other kinds of files stand."""
_OTHER_KINDS: Final = re.compile(
    rb"<(?:!doctype|html|script|svg|\?php)|%PDF-|PK\x05\x06", re.IGNORECASE
)
_SVG: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!doctype)", re.IGNORECASE)
_HEIC: Final = re.compile(rb"....ftyp(?:hei|hev|mif|msf|avi)", re.DOTALL)


_TOO_LARGE: Final = "fotka má příliš mnoho bodů; zmenšete ji v telefonu a pošlete znovu"

Image.MAX_IMAGE_PIXELS = MOST_PIXELS_OF_JPEG


class NoPicture(Exception):
    """The file cannot be taken. The message says in Czech why, and what to do."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file of a picture, of one width."""

    kind: Kind
    width: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as pages show it. Width and height are those of its widest file."""

    width: int
    height: int
    files: tuple[PictureFile, ...]


def picture(content: bytes) -> Picture:
    """The pictures that are made of a photo. Raises NoPicture."""
    _refuse_others(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            whole = _pixels(content)
    except NoPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NoPicture(_TOO_LARGE) from None
    except Exception as error:  # the library raises more kinds than it names, MemoryError too
        raise NoPicture(
            f"soubor nejde přečíst jako fotku ({type(error).__name__}); uložte ji znovu jako JPEG"
        ) from error
    files = tuple(_files(whole))
    widest = widths_up_to(whole.width)[-1]
    return Picture(widest, _height(whole, widest), files)


def _refuse_others(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise NoPicture(f"fotka má víc než {MOST_BYTES // 1_000_000} MB; pošlete menší")
    if _SVG.match(content):
        raise NoPicture("obrázek SVG sem nejde, může v něm být program; uložte ho jako PNG")
    if _HEIC.match(content):
        raise NoPicture(
            "fotku ve formátu HEIC nebo AVIF neumíme; v iPhonu ji vyberte z Fototéky místo ze"
            " Souborů a v Možnostech zvolte Nejkompatibilnější, v Androidu z ní udělejte snímek"
            " obrazovky, a pošlete znovu"
        )
    if _OTHER_KINDS.search(content[:_LOOKED_AT]) or _OTHER_KINDS.search(content[-_LOOKED_AT:]):
        raise NoPicture("v souboru je kromě obrázku ještě něco jiného; uložte ho znovu jako JPEG")


def _pixels(content: bytes) -> Image.Image:
    """What a reader is to see, upright, and nothing else of the file."""
    with Image.open(BytesIO(content), formats=_FORMATS) as opened:
        is_jpeg = opened.format == "JPEG"
        is_read_in_part = is_jpeg and not opened.info.get("progressive")
        most = MOST_PIXELS_OF_JPEG if is_read_in_part else MOST_PIXELS
        _refuse_sizes(opened.width, opened.height, most)
        if getattr(opened, "n_frames", 1) > 1 and not is_jpeg:
            raise NoPicture("pohyblivý obrázek sem nejde; uložte z něj jeden snímek")
        turns = opened.getexif().get(_ORIENTATION, 1)
        opened.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
        opened.load()
        seen = opened.convert("RGBA") if "A" in opened.getbands() or "P" in opened.mode else opened
        bare = Image.new("RGB", seen.size, "white")
        bare.paste(seen.convert("RGB"), mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return _upright(bare, turns)


_ORIENTATION: Final = 0x0112
"""Exif 2.3, 4.6.4: how the camera was held."""


def _upright(bare: Image.Image, turns: object) -> Image.Image:
    exif = bare.getexif()
    if isinstance(turns, int) and 1 <= turns <= 8:
        exif[_ORIENTATION] = turns
    turned = ImageOps.exif_transpose(bare)
    turned.info.clear()
    return turned


def _refuse_sizes(width: int, height: int, most: int) -> None:
    if width * height > most:
        raise NoPicture(_TOO_LARGE)
    shorter = min(width, height)
    if shorter < FEWEST or max(width, height) > LONGEST_TO_SHORTEST * shorter:
        raise NoPicture("obrázek je příliš malý nebo příliš úzký; pošlete jiný")


def _files(whole: Image.Image) -> Iterator[PictureFile]:
    for width in widths_up_to(whole.width):
        yield PictureFile("webp", width, _encoded(whole, width, "webp"))
    fallback = fallback_width(whole.width)
    yield PictureFile("jpeg", fallback, _encoded(whole, fallback, "jpeg"))


def _encoded(whole: Image.Image, width: int, kind: Kind) -> bytes:
    """The coarsest that is needed to keep the budget. Raises NoPicture."""
    shown = whole.resize((width, _height(whole, width)), Image.Resampling.LANCZOS)
    most = budget_of(width)
    for quality in QUALITIES:
        written = BytesIO()
        shown.save(written, kind, quality=quality)
        if len(written.getvalue()) <= most:
            return written.getvalue()
    raise NoPicture("fotka se nevejde do toho, co stránka smí vážit; pošlete klidnější záběr")


def _height(whole: Image.Image, width: int) -> int:
    return max(1, round(whole.height * width / whole.width))
