"""A picture in a folder of content, as the desk would have laid it there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from centre.language.languages import LANGUAGES

YARD: Final = "dvorek"
WORDS: Final[Mapping[str, str]] = dict.fromkeys(LANGUAGES, "Dvorek s lavičkou")

_LISTED: Final = """\
pictures:
  - name: {name}
    alternative:
{words}
    people: nobody
    width: 1440
    height: 1080
"""


def lay_picture(
    content: Path, name: str = YARD, *, words: Mapping[str, str] = WORDS, size: int = 20_000
) -> None:
    """Files of ``size`` bytes each, and a list that names just this picture."""
    folder = content / "pictures"
    folder.mkdir(exist_ok=True)
    for file in ("480.webp", "960.webp", "1440.webp", "960.jpg"):
        (folder / f"{name}-{file}").write_bytes(bytes(size))
    lines = "\n".join(f"      {lang}: {text}" for lang, text in words.items())
    listed = _LISTED.format(name=name, words=lines)
    (content / "data" / "pictures.yaml").write_text(listed, "utf-8")
