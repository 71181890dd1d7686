"""The frame that most tests of the service use is the one that a build leaves."""

from pathlib import Path

from tests.built import BuiltSite


def test_the_frame_of_the_tests_is_the_frame_of_the_built_site(
    frame_file: Path, built_site: BuiltSite
) -> None:
    assert frame_file.read_text("utf-8") == built_site.frame_file.read_text("utf-8")
