"""Every block of shell in the operator's guide is run somewhere, and says where."""

import re

import pytest

from tests.paths import ROOT

GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
BLOCK = re.compile(r"(?:<!-- run by (\S+) -->\n)?```\n(.*?)```", re.DOTALL)
BLOCKS = BLOCK.findall(GUIDE)
WORDS = re.compile(
    r"^(?:kacko ([a-z-]+)|\S*/(install\.sh)|(INTAKE_\w+)=|curl .*(/\w+)$)", re.MULTILINE
)
"""What a block gives: a command of ours, the installer, a setting, an address."""


@pytest.mark.parametrize(("where", "block"), BLOCKS, ids=[block[:30] for _, block in BLOCKS])
def test_each_block_of_the_guide_says_where_it_is_run_and_is(where: str, block: str) -> None:
    assert where, f"no test runs this:\n{block}"
    text = (ROOT / where).read_text("utf-8")
    given = {next(filter(None, each)) for each in WORDS.findall(block)}
    assert given
    missing = {word for word in given if word.removeprefix("INTAKE_").lower() not in text.lower()}
    assert missing == set()


def test_the_guide_begins_with_what_an_operator_types() -> None:
    _, first = BLOCKS[0]
    assert WORDS.findall(first)[0][1] == "install.sh"
