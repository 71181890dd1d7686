"""A centre's folder, and under it what it takes from the product.

A folder stands over the common texts when it holds ``data/common.yaml``. The sample in the
product's own ``content/`` does not: there every file is its own.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from centre.language.languages import ORIGINAL
from centre.layers.common import (
    HOME,
    NEVER_WITHOUT,
    PAGES,
    PRODUCT,
    SERVICES,
    is_common,
    original_of,
)
from centre.reading.faults import Fault, file_name
from centre.reading.files import Stamp, content_files, file_stamp, is_there, unwritten_bytes
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.reader import read_file
from centre.reading.values import Identifier

COMMON_FILE: Final = "common.yaml"
"""In a centre's ``data``: what it leaves out of the common texts, and which it has seen."""


class Common(Fact):
    """What a centre says of the common texts."""

    without: Annotated[
        tuple[Identifier, ...], Field(title="Společné texty o tom, co centrum nedělá", default=())
    ]
    seen: Annotated[
        Mapping[str, str],
        Field(title="Otisky společných textů, které centrum vidělo", default_factory=dict),
    ]


def common_under(root: Path) -> Path | None:
    """The folder of the common texts under ``root``; None where it stands alone."""
    return PRODUCT if _lies(root / "data" / COMMON_FILE) else None


def layers_of(folder: Path) -> list[Path]:
    """A folder right below a centre's, and the common one under it."""
    common = common_under(folder.parent)
    return [folder] if common is None else [folder, common / folder.name]


def data_file(data: Path, name: str) -> Path:
    """The file ``name`` of the folder ``data`` that counts: the centre's own, else the common one
    where there may be one. Whether it is there is not looked at."""
    own = data / name
    if is_there(own) or common_under(data.parent) is None or not is_common(f"data/{name}"):
        return own
    return PRODUCT / "data" / name


def text_file(root: Path, name: str) -> Path:
    """The text that counts, ``name`` being as `cs/pages/wound.md`: the centre's own, else the
    common one where there may be one. Whether it is there is not looked at."""
    own = root / name
    if is_there(own) or common_under(root) is None or not _may_be_taken(root, name):
        return own
    return PRODUCT / name


def text_files(root: Path, folder: str, ending: str) -> tuple[list[Path], list[Fault]]:
    """The files that count in a folder of texts, such as ``cs/pages``, in the order of their names;
    and every other name in the centre's own as a fault."""
    own, faults = content_files(root / folder, ending)
    taken = {path.name: path for path in _inherited(root, folder, ending)}
    found = taken | {path.name: path for path in own}
    return [found[name] for name in sorted(found)], faults


def both(data: Path, name: str) -> list[Path]:
    """The file ``name`` of both layers, for lists that a centre only adds to."""
    return list(dict.fromkeys((data / name, data_file(data, name), *_common_file(data, name))))


def _common_file(data: Path, name: str) -> list[Path]:
    return [] if common_under(data.parent) is None else [PRODUCT / "data" / name]


def may_be_missing(page: str, file: str) -> bool:
    """Whether what stands in ``file``, as faults name it, may lead to a page that is not there: a
    common text to one that the product has and the centre lacks or has switched off."""
    return is_common_text(file) and any(PRODUCT.glob(f"{ORIGINAL}/*/{page}.md"))


def is_common_text(file: str) -> bool:
    """Whether ``file``, as faults name it, is one of the product's."""
    return file.startswith(f"{file_name(PRODUCT)}/")


def stamps(root: Path, folder: str) -> dict[Path, Stamp]:
    """Every file that may count in the folders of texts that ``folder`` finds, of both layers, with
    what changes when it does."""
    layers = [root] if common_under(root) is None else [root, PRODUCT]
    found = {path: file_stamp(path) for layer in layers for path in layer.glob(f"{folder}/*")}
    mark = root / "data" / COMMON_FILE
    return found | {mark: file_stamp(mark)}


def said(root: Path) -> tuple[Common, list[Fault]]:
    """What the centre says of the common texts, and every fault in it."""
    path = root / "data" / COMMON_FILE
    made, faults = read_file(path, Common, required=False)
    if made is None:
        return Common.model_validate({}), faults
    for page in made.without:
        faults += _faults_of(made, page, root)
    return made, faults


def _faults_of(made: Common, page: str, root: Path) -> Iterator[Fault]:
    known = PAGES | SERVICES
    if page in NEVER_WITHOUT:
        yield made.fault("without", f"bez stránky „{page}“ se web neobejde; nechte ji")
    elif page not in known:
        near = suggestion(page, sorted(known))
        yield made.fault("without", f"společný text „{page}“ neexistuje{near}")
    elif any(_lies(root / ORIGINAL / section / f"{page}.md") for section in _SECTIONS):
        yield made.fault("without", f"stránku „{page}“ máte vlastní; smažte ji, nebo ji nechte")


_SECTIONS: Final = ("pages", "services")


def _inherited(root: Path, folder: str, ending: str) -> list[Path]:
    common = common_under(root)
    if common is None:
        return []
    paths, _ = content_files(common / folder, ending)
    return [path for path in paths if _may_be_taken(root, f"{folder}/{path.name}")]


def _may_be_taken(root: Path, name: str) -> bool:
    if not is_common(name) or Path(name).stem in _without(root):
        return False
    lang, _, rest = name.partition("/")
    if lang in (ORIGINAL, "data"):
        return True
    if _lies(root / original_of(name)):
        return False  # a translation of the centre's own words would promise something else
    # A language without a home page is none of the site's; forms and answers speak it all the same.
    return rest.startswith(("intake/", "desk/")) or _lies(root / lang / "pages" / f"{HOME}.md")


def _without(root: Path) -> frozenset[str]:
    path = root / "data" / COMMON_FILE
    return _without_at(path, file_stamp(path))


@lru_cache(maxsize=16)
def _without_at(path: Path, _stamp: Stamp) -> frozenset[str]:
    made, _ = read_file(path, Common, required=False)
    return frozenset(made.without) - NEVER_WITHOUT if made else frozenset()


def _lies(path: Path) -> bool:
    """Whether a file is surely there; in a folder that may not be entered nothing is."""
    return unwritten_bytes(path) is not None or file_stamp(path) is not None
