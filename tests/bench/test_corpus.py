"""What we measure with stays fit for it, whatever rules the content gets."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_plugins.checks import check_content
from tests.bench import bench_build, corpus

HERE = Path(__file__).parent


def test_our_part_of_the_corpus_keeps_all_our_rules(tmp_path: Path) -> None:
    corpus.write_ours(tmp_path / "content", 3)
    checked = CliRunner().invoke(
        check_content.main, [str(tmp_path / "content"), "--day", "2026-11-24"]
    )
    assert checked.exit_code == 0, checked.output


@pytest.mark.usefixtures("pelican")
def test_our_part_of_the_corpus_can_be_built(tmp_path: Path) -> None:
    corpus.write_ours(tmp_path / "content", 3)
    tool, *_ = bench_build.tools()
    bench_build.build(tool.command(tmp_path / "content", tmp_path / "out"))
    bench_build.check(tmp_path / "out", 3)


def test_all_of_them_say_the_same_words() -> None:
    for number in range(20):
        assert corpus.text(number, "page:a").replace("page:a", "") == corpus.text(number, "")


def test_what_npm_fetches_is_locked_by_its_content_alone() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))
    packages = {name: found for name, found in lock["packages"].items() if name}
    assert all(found["integrity"] and "resolved" not in found for found in packages.values())
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
