"""Files and folders that their reader may not open are told like any other fault, by name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import content_files, is_there, unknown_files
from centre.reading.models import Fact
from centre.reading.reader import read_file, read_markdown, read_table
from centre.reading.text_files import text_of
from tests.unprivileged import closed, unprivileged

NOT_READ = "soubor nejde přečíst, chybí k němu oprávnění"
NOT_OPENED = "složku nejde otevřít, chybí k ní oprávnění"
NO_ENTRY = 0o444
"""A folder whose names are seen, and whose files cannot be opened."""


class Front(Fact):
    title: str = "bez názvu"


def text_faults(path: Path) -> list[Fault]:
    try:
        text_of(path)
    except Faults as told:
        return list(told.all)
    return []


READERS: dict[str, Callable[[Path], list[Fault]]] = {
    "text": text_faults,
    "yaml": lambda path: read_file(path, Front)[1],
    "optional yaml": lambda path: read_file(path, Front, required=False)[1],
    "markdown": lambda path: read_markdown(path, "cs", Front)[2],
    "table": lambda path: read_table(path, ("title",))[1],
}


def test_a_closed_file_is_closed_also_to_tests_that_root_runs(tmp_path: Path) -> None:
    def read() -> str:
        path = tmp_path / "a.md"
        path.write_text("a", "utf-8")
        with closed(path), pytest.raises(PermissionError):
            path.read_text("utf-8")
        return path.read_text("utf-8")

    assert unprivileged(read) == "a"


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("closes", "mode"), [("a.md", 0), (".", 0), (".", NO_ENTRY)])
def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, reader: str, closes: str, mode: int
) -> None:
    path = tmp_path / "a.md"

    def faults() -> list[Fault]:
        path.write_text("title: a\n", "utf-8")
        with closed(tmp_path / closes, mode):
            return READERS[reader](path)

    assert unprivileged(faults) == [Fault(file_name(path), 1, "", NOT_READ)]


@pytest.mark.parametrize("looks", [content_files, unknown_files])
@pytest.mark.parametrize("closes", [".", "texts"])
def test_a_folder_that_may_not_be_listed_is_told(
    tmp_path: Path, looks: Callable[..., object], closes: str
) -> None:
    texts = tmp_path / "texts"

    def found() -> object:
        texts.mkdir()
        (texts / "a.md").write_text("a", "utf-8")
        with closed(tmp_path / closes):
            return looks(texts, ".md")

    told = [Fault(file_name(texts), 1, "", NOT_OPENED)]
    assert unprivileged(found) == (([], told) if looks is content_files else told)


def test_names_in_a_folder_that_may_not_be_entered_are_seen(tmp_path: Path) -> None:
    def found() -> tuple[tuple[list[Path], list[Fault]], list[Fault]]:
        for name in ("a.md", "b.txt"):
            (tmp_path / name).write_text("a", "utf-8")
        with closed(tmp_path, NO_ENTRY):
            return content_files(tmp_path, ".md"), unknown_files(tmp_path, ["a.md"])

    (paths, unread), unknown = unprivileged(found)
    assert paths == [tmp_path / "a.md"]
    assert [fault.file for fault in (*unread, *unknown)] == [file_name(tmp_path / "b.txt")] * 2


@pytest.mark.parametrize("mode", [0, NO_ENTRY])
def test_what_may_be_there_is_not_called_missing(tmp_path: Path, mode: int) -> None:
    def found() -> bool:
        with closed(tmp_path, mode):
            return is_there(tmp_path / "a.md")

    assert unprivileged(found)
    assert not is_there(tmp_path / "a.md")
