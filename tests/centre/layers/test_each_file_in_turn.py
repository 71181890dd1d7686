"""Whatever happens to one inherited file in one of the two layers, nothing is invented, and a fault
names the file that a person can mend. Some files, drawn by chance; `make fuzz` tries every one."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from centre.layers import account, folder
from centre.layers.common import PRODUCT, is_common
from centre.reading.faults import Fault, Faults, file_name
from centre.texts import content
from tests.examples import examples
from tests.paths import ROOT

Test = Callable[..., None]

DAY = date(2026, 11, 21)
DEAD_LINK = "\n[nikam](page:nikam)\n"
COMMON = sorted(
    name
    for path in PRODUCT.rglob("*")
    if path.is_file() and is_common(name := path.relative_to(PRODUCT).as_posix())
)


@dataclass(frozen=True)
class Layers:
    """A centre over a copy of the product, both to be changed."""

    centre: Path
    product: Path


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Layers]:
    folder_of_all = tmp_path_factory.mktemp("layers")
    product = shutil.copytree(PRODUCT, folder_of_all / "product")
    centre = shutil.copytree(ROOT / "examples" / "kyjov", folder_of_all / "centre")
    with pytest.MonkeyPatch.context() as patch:
        for module in (folder, account):
            patch.setattr(module, "PRODUCT", product)
        yield Layers(centre, product)


@contextmanager
def written(path: Path, text: bytes | None) -> Iterator[None]:
    """`path` holds `text`, or is not there, inside the block."""
    before = path.read_bytes() if path.exists() else None
    _write(path, text)
    try:
        yield
    finally:
        _write(path, before)


def _write(path: Path, text: bytes | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def faults_of(layers: Layers) -> tuple[Fault, ...]:
    """All that is told; what can be read holds nothing that only the sample says."""
    try:
        found = content.read_leniently(layers.centre, DAY)
    except Faults as error:
        return error.all
    inherited = f"{file_name(layers.product)}/"
    files = [each.text.file for each in (*found.pages, *found.passages, *found.news)]
    taken = [file.removeprefix(inherited) for file in files if file.startswith(inherited)]
    assert [name for name in taken if not is_common(name)] == []
    assert found.facts.centre.name.cs.startswith("K-centrum Kyjov")
    listings = found.listings
    told = (*listings.results.years, *listings.partners.partners, *listings.documents)
    assert not told
    assert not listings.alerts
    return found.faults


def counts(layers: Layers, name: str) -> bool:
    """Whether the centre takes the common file of that name."""
    found = account.account(layers.centre)
    assert found
    return name in found.common


def with_dead_link(text: bytes) -> bytes:
    return text + DEAD_LINK.encode()


def same(text: bytes) -> bytes:
    return text


def each_of(names: list[str], drawn: int) -> Callable[[Test], Test]:
    """Calls a test with every `name` where EACH_FILE is `all`, otherwise with some of them."""

    def called(test: Test) -> Test:
        if os.environ.get("EACH_FILE") == "all":
            return pytest.mark.parametrize("name", names)(test)
        some = settings(max_examples=examples(drawn), phases=[Phase.generate])
        return given(name=st.sampled_from(names))(some(test))

    return called


@pytest.mark.usefixtures("takes_seconds")
class TestEachFile:
    @each_of(COMMON, drawn=12)
    def test_that_the_product_loses_leaves_nothing_in_its_place(
        self, layers: Layers, name: str
    ) -> None:
        with written(layers.product / name, None):
            told = faults_of(layers)
        roots = (file_name(layers.product), file_name(layers.centre))
        assert all(fault.file.startswith(roots) for fault in told)

    @each_of([name for name in COMMON if name.endswith(".md")], drawn=12)
    def test_with_a_mistake_in_the_product_is_told_there(self, layers: Layers, name: str) -> None:
        path = layers.product / name
        expected = {file_name(path)} if counts(layers, name) else set()
        with written(path, with_dead_link(path.read_bytes())):
            assert {fault.file for fault in faults_of(layers)} == expected

    @pytest.mark.parametrize("change", [same, with_dead_link])
    @each_of(COMMON, drawn=6)
    def test_that_the_centre_writes_itself_counts_and_answers_for_its_own_mistakes(
        self, layers: Layers, name: str, change: Callable[[bytes], bytes]
    ) -> None:
        own = layers.centre / name
        text = own.read_bytes() if own.exists() else (layers.product / name).read_bytes()
        with written(own, change(text)):
            assert {fault.file for fault in faults_of(layers)} <= {file_name(own)}
            assert not counts(layers, name)
