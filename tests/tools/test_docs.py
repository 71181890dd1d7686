"""The docs lead somewhere: every path and every command that they name is there."""

import os
import re
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

import click
import pytest

from centre.intake.counted_figures import FIGURES
from kacko import main
from tests.paths import ROOT
from tools.glossary import exists
from tools.retired import HEADING, definitions
from tools.rooms import modules
from tools.tables import code_in

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ENDINGS = "conf|css|csv|html|js|json|lock|md|py|service|sqlite3|timer|toml|txt|ya?ml"
PATH = re.compile(rf"(?:[\w.<>…-]+/)*(?:[\w.<>…-]+/|[\w.<>…-]*[.…](?:{ENDINGS}))")
"""A file or folder; what begins with a slash is an address, or lies on a server."""
ANY = re.compile(r"<\w+>|…")
MODULE = re.compile(r"python -m ([\w.]+)")
TARGET = re.compile(r"make ([a-z]+)")
COMMAND = re.compile(r"\bkacko ([a-z]+(?:-[a-z]+)*)")
LINK = re.compile(r"\]\(([^):#]+)\)")
APART = {".git", ".venv", "__pycache__", "node_modules"}
NAME = re.compile(r"[A-Z][a-z]+[A-Z]\w+|[a-z_]+(?:\.\w*[A-Za-z]\w*)+")
"""A class of ours, or something with its owner."""
OTHERS_NAMES = {"ReadWritePaths", "hmac.compare_digest", "kacko.target"}
REQUIREMENT = re.compile(r"[\w.-]+")
MADE = {
    "content/data/approvals.yaml",
    "content/data/outdated_translations.yaml",
    "data/approvals.yaml",
    "backups.json",
    "current/public/",
    "public/",
    "releases/",
    "build-error.txt",
    "chyby/",
    "frame.json",
    "hours.json",
    "intake.sqlite3",
    "mail-trouble.json",
    "not-in-git.json",
    "told-operator.json",
    "output/",
    "sbom.json",
    "var/frame.json",
    "UKOLY.md",
    "vysledky.csv",
}
"""What is in no repository, because the build or the service makes it."""


@cache
def everything() -> frozenset[str]:
    """Every file and folder of the repository; folders end with a slash."""
    found = set()
    for folder, inner, files in os.walk(ROOT):
        inner[:] = [name for name in inner if name not in APART]
        place = "/" + Path(folder).relative_to(ROOT).as_posix()
        found |= {f"{place}/{name}/" for name in inner} | {f"{place}/{name}" for name in files}
    return frozenset(found)


def is_there(path: str) -> bool:
    """Whether something of the repository ends with this path, read from a whole part on."""
    if ANY.search(path):
        pattern = "[^/]+".join(re.escape(part) for part in ANY.split(path))
        return any(re.search(f"/{pattern}$", each) for each in everything())
    return any(each.endswith(f"/{path}") for each in everything())


def words(document: Path) -> str:
    """Its text, without the list of names that are gone."""
    return document.read_text("utf-8").partition(f"## {HEADING}")[0]


def of_all(documents: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("document", documents, ids=lambda path: path.name)


@of_all(DOCUMENTS)
def test_every_path_in_the_docs_is_there(document: Path) -> None:
    text = re.sub(r"```.*?```", "", words(document), flags=re.DOTALL)
    paths = {code for code in code_in(text) if PATH.fullmatch(code)}
    assert [path for path in sorted(paths - MADE) if not is_there(path)] == []


@of_all(DOCUMENTS)
def test_every_link_between_the_docs_leads_to_a_file(document: Path) -> None:
    links = LINK.findall(words(document))
    assert [link for link in links if not (document.parent / link).is_file()] == []


@of_all(DOCUMENTS)
def test_every_command_in_the_docs_can_be_given(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    code = re.findall(r"```.*?```|`[^`]+`", words(document), re.DOTALL)
    named = {target for each in code for target in TARGET.findall(each)}
    assert named <= targets
    modules = {module for each in code for module in MODULE.findall(each)}
    ours = {module for module in modules if (ROOT / module.split(".")[0]).is_dir()}
    assert [each for each in ours if not is_there(each.replace(".", "/") + ".py")] == []


@of_all(DOCUMENTS)
def test_every_command_of_the_service_in_the_docs_can_be_given(document: Path) -> None:
    code = re.findall(r"```.*?```|`[^`]+`", words(document), re.DOTALL)
    named = {command for each in code for command in COMMAND.findall(each)}
    known = main.commands.list_commands(click.Context(main.commands))
    assert sorted(named - set(known)) == []


@of_all(DOCUMENTS)
def test_every_name_of_the_code_in_the_docs_is_there(document: Path) -> None:
    text = re.sub(r"```.*?```", "", words(document), flags=re.DOTALL)
    named = {code for code in code_in(text) if NAME.fullmatch(code) and not PATH.fullmatch(code)}
    defined = names()
    assert [
        name
        for name in sorted(named - OTHERS_NAMES)
        if name not in defined and not exists(ROOT, name)
    ] == []


@cache
def names() -> frozenset[str]:
    """What modules and classes define: `AlreadySent` and `enquiries.AlreadySent`; and figures."""
    found = set(FIGURES)
    for module in modules(ROOT):
        for name, _ in definitions(module.path.stem, module.tree.body):
            found |= {name, name.partition(".")[2]}
    return frozenset(found)


def test_every_dependency_earns_its_place_in_the_docs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = chain.from_iterable(project["optional-dependencies"].values())
    needed = {REQUIREMENT.match(each)[0].lower() for each in (*project["dependencies"], *extras)}
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    told = {name for cell in re.findall(r"^\| ([^|]+) \|", text, re.M) for name in cell.split(", ")}
    assert sorted(needed - told) == []


def test_a_path_is_told_from_what_is_none() -> None:
    for path in ("centre/hours/live.py", "content/<lang>/", "docs/", "content/cs/pages/…md"):
        assert PATH.fullmatch(path)
        assert is_there(path)
    for other in ("/sw.js", "application/json", "make test", "[1.1, 2.1]", "centre.hours"):
        assert not PATH.fullmatch(other)
    for wrong in ("urs/live.py", "centre/live.py", "content/<lang>/houses/"):
        assert PATH.fullmatch(wrong)
        assert not is_there(wrong)
