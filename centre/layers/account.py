"""Whose each text of a centre is, and what has changed in the common ones since somebody looked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from centre.language.languages import LANGUAGES, ORIGINAL
from centre.layers.common import DATA, GOALS, HOME, PRODUCT, is_common
from centre.layers.folder import COMMON_FILE, common_under, data_file, said, text_files
from centre.reading.durable import put

_SECTIONS = ("pages", "services", "questions", "news", "intake", "desk")
_FOLDERS = tuple(f"{lang}/{section}" for lang in LANGUAGES for section in _SECTIONS)


@dataclass(frozen=True, slots=True)
class Account:
    """Names of files such as ``cs/pages/wound.md``, each tuple in the order of the alphabet."""

    own: tuple[str, ...]
    common: tuple[str, ...]
    changed: tuple[str, ...]
    """Common ones whose words are not those that the centre has seen."""
    new: tuple[str, ...]
    """Common ones that the centre has never seen."""
    gone: tuple[str, ...]
    """What the centre has seen, and the product no longer has, or the centre no longer takes."""
    untranslated: tuple[str, ...]
    """Translations of the product that do not fit, since the Czech text is the centre's own: until
    it writes its own, readers get Czech."""

    @property
    def to_look_at(self) -> bool:
        """Whether the common texts are not those that the centre has seen."""
        return bool(self.changed or self.new or self.gone)


def account(root: Path) -> Account | None:
    """The account of the folder ``root``; None where it stands alone."""
    if common_under(root) is None:
        return None
    found = dict(_files(root))
    common = {name: path for name, path in found.items() if path.is_relative_to(PRODUCT)}
    seen = said(root)[0].seen
    return Account(
        own=tuple(sorted(found.keys() - common.keys())),
        common=tuple(sorted(common)),
        changed=tuple(
            name
            for name in sorted(common.keys() & seen.keys())
            if seen[name] != print_of(common[name])
        ),
        new=tuple(sorted(common.keys() - seen.keys())),
        gone=tuple(sorted(seen.keys() - common.keys())),
        untranslated=tuple(sorted(_untranslated(found))),
    )


def note_seen(root: Path) -> None:
    """Write down that the centre has seen the common texts as they are now. Raises OSError."""
    path = root / "data" / COMMON_FILE
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    node = yaml.load(path.read_text("utf-8")) or {}
    node["seen"] = {
        name: print_of(file) for name, file in sorted(_files(root)) if file.is_relative_to(PRODUCT)
    }
    written = StringIO()
    yaml.dump(node, written)
    put(path, written.getvalue().encode())


def print_of(file: Path) -> str:
    """Changes whenever a byte of the file does."""
    return blake2b(file.read_bytes(), digest_size=8).hexdigest()


def _untranslated(found: Mapping[str, Path]) -> Iterator[str]:
    own = [name for name, path in found.items() if not path.is_relative_to(PRODUCT)]
    spoken = {name.partition("/")[0] for name in found if name.endswith(f"/pages/{HOME}.md")}
    for original in own:
        lang, _, rest = original.partition("/")
        if lang != ORIGINAL or not is_common(original):
            continue
        for other in LANGUAGES:
            name = f"{other}/{rest}"
            is_spoken = other in spoken or rest.startswith("intake/")
            if is_spoken and name not in found and (PRODUCT / name).exists():
                yield name


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for folder, ending in (*((folder, ".md") for folder in _FOLDERS), (GOALS, ".yaml")):
        for path in text_files(root, folder, ending)[0]:
            yield f"{folder}/{path.name}", path
    for name in sorted(DATA):
        path = data_file(root / "data", name)
        if path.exists():
            yield f"data/{name}", path
