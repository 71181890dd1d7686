"""What is the same in every app of a process is made once, though each test has its own app."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, wraps
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from sqlalchemy import Engine, create_engine
from werkzeug.routing import Rule

from centre.facts.loading import Facts, load_facts
from centre.hours import live
from centre.reading.last_good import LastGood
from centre.texts.passages_in_use import read_passages_in_use
from centre.texts.renderer import Renderer
from intake_service import clock
from intake_service.store import db
from intake_service.web import content_cache, faces
from tests.paths import ROOT

Builder = Callable[..., Any]
"""Writes addresses for one rule; it belongs to no app."""


@contextmanager
def made_once() -> Iterator[None]:
    """While it lasts, no app compiles a template, a rule or a statement that another one has
    compiled, reads the sample again, or imports the migrations again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content_cache, "read_passages_in_use", _once_a_day(read_passages_in_use))
        patch.setattr(live, "load_facts", _once_for_the_sample(load_facts))
        patch.setattr(
            content_cache.ContentCache,
            "_read_passages",
            _once_a_version(content_cache.ContentCache._read_passages),
        )
        patch.setattr(faces, "FileSystemLoader", _LoaderOfCompiled)
        patch.setattr(Rule, "_compile_builder", _once_a_rule(Rule._compile_builder))
        patch.setattr(ScriptDirectory, "from_config", _once_a_folder(ScriptDirectory.from_config))
        patch.setattr(db, "create_engine", _sharing_statements(create_engine))
        yield


class _Compiled(BytecodeCache):
    """Templates by their place and text, as Python runs them."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        self._known[bucket.key, bucket.checksum] = bucket.code


class _LoaderOfCompiled(FileSystemLoader):
    """Gives each app that loads its first template what others have compiled."""

    compiled = _Compiled()

    def get_source(self, environment: Environment, template: str) -> Any:
        """The text of a template; Flask asks for no more, and Jinja looks into the cache next."""
        environment.bytecode_cache = self.compiled
        return super().get_source(environment, template)


def _once_for_the_sample(load: Callable[[Path], Facts]) -> Callable[[Path], Facts]:
    load_once = cache(load)
    sample = ROOT / "content" / "data"
    return lambda folder: load_once(folder) if folder == sample else load(folder)


def _once_a_day(read: Callable[..., object]) -> Callable[..., object]:
    known: dict[date, object] = {}

    def read_once(content: Path, renderer: Renderer, last_good: LastGood) -> object:
        if content != ROOT / "content":
            return read(content, renderer, last_good)
        if clock.today() not in known:
            known[clock.today()] = read(content, renderer, last_good)
        return known[clock.today()]

    return read_once


def _once_a_version(read: Callable[..., object]) -> Callable[..., object]:
    known: dict[object, object] = {}

    @wraps(read)
    def read_once(looks: content_cache.ContentCache, version: object, facts: object) -> object:
        if version not in known:
            known[version] = read(looks, version, facts)
        return known[version]

    return read_once


def _once_a_rule(compiled: Callable[[Rule, bool], Builder]) -> Callable[[Rule, bool], Builder]:
    known: dict[object, Builder] = {}

    def compile_once(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (rule.rule, tuple(rule._trace), str(rule.defaults), append_unknown)
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    return compile_once


def _once_a_folder(read: Callable[..., ScriptDirectory]) -> Callable[..., ScriptDirectory]:
    known: dict[str | None, ScriptDirectory] = {}

    def read_once(config: Any) -> ScriptDirectory:
        folder = config.get_main_option("script_location")
        if folder not in known:
            known[folder] = read(config)
        return known[folder]

    return read_once


def _sharing_statements(create: Callable[..., Engine]) -> Callable[..., Engine]:
    """`create_engine`, whose engines of SQLite speak one dialect and so share what they compile."""
    first = create("sqlite://")
    first.connect().close()  # a dialect learns from its first connection

    def create_sharing(url: str, **options: Any) -> Engine:
        engine = create(url, **options)
        if engine.dialect.name == first.dialect.name:
            engine.dialect = engine.pool._dialect = first.dialect
            engine._compiled_cache = first._compiled_cache
        return engine

    return create_sharing
