"""The passages of a running service: whatever is done to a file, something sound is shown."""

from collections.abc import Mapping
from pathlib import Path

from centre.approvals.given import APPROVALS_FILE, Approvals, read_approvals
from centre.intake.passage_names import PASSAGE_NAMES
from centre.language.languages import ORIGINAL
from centre.layers.common import PRODUCT
from centre.layers.folder import stamps
from centre.reading.faults import Fault
from centre.reading.files import Stamp, file_stamp
from centre.reading.last_good import LastGood
from centre.texts.passages import (
    FOLDER,
    Passage,
    PassageKey,
    PassageReading,
    Passages,
)
from centre.texts.renderer import Renderer


def read_passages_in_use(
    content: Path, renderer: Renderer, last_good: LastGood
) -> tuple[Passages, list[Fault]]:
    """The passages to show now, and every fault in the files under ``content``.

    A faulty passage gives way to its last good copy, else to the product's own; a missing one to
    the product's own, else to its last good copy. Sound ones are kept for the next time.
    """
    known_stamps = passage_stamps(content)
    approvals, unread = read_approvals(content)
    reading = PassageReading.of(content, renderer, approvals)
    chosen = dict(reading.sound)
    if reading.faults or any((name, ORIGINAL) not in chosen for name in PASSAGE_NAMES):
        chosen |= _stand_ins(reading, renderer, approvals, last_good)
    faults = unread + reading.all_faults
    try:
        last_good.keep(last_good.files() | _unchanged_files(content, reading, known_stamps))
    except OSError as error:
        message = f"poslední dobrou kopii nejde uložit ({error.strerror})"
        faults.append(Fault(str(content), 1, "", message))
    return Passages(chosen), faults


def passage_stamps(content: Path) -> dict[Path, Stamp]:
    """Which version of each passage, and of their approvals, lies under ``content`` now."""
    approvals = content / "data" / APPROVALS_FILE
    return stamps(content, f"*/{FOLDER}") | {approvals: file_stamp(approvals)}


def _stand_ins(
    reading: PassageReading, renderer: Renderer, approvals: Approvals, last_good: LastGood
) -> dict[PassageKey, Passage]:
    """What to show in place of each faulty passage, and of each missing one that is needed."""
    missing = {(name, ORIGINAL) for name in PASSAGE_NAMES}
    missing -= reading.passages.keys() | reading.faults.keys()
    names = {name for name, _ in reading.faults.keys() | missing}
    with last_good.unpacked() as folder:
        kept = PassageReading.of(folder, renderer, approvals, names)
    own = PassageReading.of(PRODUCT, renderer, approvals, names)
    chosen: dict[PassageKey, Passage] = {}
    for key in reading.faults:
        # A copy was sound once; what is wrong with it now, such as a dead link, is not its own.
        chosen |= _first(key, kept.passages, own.sound, reading.passages, own.passages)
    for key in missing:
        chosen |= _first(key, own.sound, kept.passages, own.passages)
    return chosen


def _first(key: PassageKey, *sources: Mapping[PassageKey, Passage]) -> dict[PassageKey, Passage]:
    """The passage from the first source that has it; nothing when none does."""
    return next(({key: source[key]} for source in sources if key in source), {})


def _unchanged_files(
    content: Path, reading: PassageReading, known: dict[Path, Stamp]
) -> dict[str, bytes]:
    """The files of sound passages as they were read; one that changed meanwhile is left out."""
    files: dict[str, bytes] = {}
    for name, lang in reading.sound:
        path = content / lang / FOLDER / f"{name}.md"
        if path not in known:  # a common one, which is shipped beside the code
            continue
        written = path.read_bytes()
        if file_stamp(path) == known.get(path):
            files[path.relative_to(content).as_posix()] = written
    return files
