"""MiniSearch in ``theme/vendor`` is what its author published, minified and nothing else.

Who renews it raises the version in ``tests/checkers/package.json`` and writes what this makes.
"""

import subprocess

import pytest

from site_plugins.run.assets import MINISEARCH
from tests.paths import ROOT
from tests.provide import CHECKERS, say_aloud

NOTICE = "/*! MiniSearch 7.2.0, copyright Luca Ongaro, MIT licence */\n"
MINIFIED = (
    *("node_modules/esbuild/bin/esbuild", "node_modules/minisearch/dist/es/index.js"),
    *("--minify", "--format=iife", "--target=es2018", "--log-level=error"),
    *("--global-name=MiniSearch", "--footer:js=MiniSearch=MiniSearch.default;"),
)


def test_the_script_is_what_its_author_published(request: pytest.FixtureRequest, node: str) -> None:
    if not (CHECKERS / "node_modules/esbuild").exists():
        say_aloud(request, "NO ESBUILD: run tests/provide.py")
    made = subprocess.run(
        [node, *MINIFIED], cwd=CHECKERS, capture_output=True, encoding="utf-8", check=True
    )
    assert (ROOT / "theme" / MINISEARCH).read_text("utf-8") == NOTICE + made.stdout
    licence = (CHECKERS / "node_modules/minisearch/LICENSE.txt").read_text("utf-8")
    assert (ROOT / "theme/vendor/minisearch.LICENSE.txt").read_text("utf-8") == licence
