"""``kacko serve``: site, forms and desk on this machine, as `make run`."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from intake_service.cli import running
from kacko import site
from kacko.builder.listening import SOCKET, socket_path
from site_plugins.run.publication import PRODUCT


@click.command()
@click.pass_context
def serve(context: click.Context) -> None:
    """Sestaví web a ukáže ho tady i s formuláři a pultem; po každé změně obsahu znovu."""
    content = site.content()
    shown = built(content)
    with watched(content, shown), drafts_shown(content):
        context.invoke(running.serve, new=True)


@dataclass(frozen=True)
class Shown:
    """Where a build goes that only this machine sees."""

    output: Path
    frame: Path


def _shown(content: Path) -> Shown:
    if content.absolute() == PRODUCT / "content":
        return Shown(PRODUCT / "output", PRODUCT / "var" / "frame.json")
    folder = PRODUCT / "var" / f"shown-{content.absolute().name}"
    return Shown(folder / "output", folder / "frame.json")


def built(content: Path) -> Shown:
    """Build once, so that there is something to show; a mistake in the content ends the command."""
    shown = _shown(content)
    first = subprocess.run(_pelican(content, shown), cwd=PRODUCT, check=False)  # noqa: S603 - our own build
    if first.returncode:
        sys.exit(first.returncode)
    # Never what the public sees: a published release is not built over.
    os.environ["INTAKE_SITE"] = str(shown.output)
    os.environ["INTAKE_FRAME"] = str(shown.frame)
    os.environ[SOCKET] = str(socket_path())
    return shown


@contextmanager
def watched(content: Path, shown: Shown) -> Iterator[None]:
    """Build anew after each change, for as long as the block lasts."""
    words = [sys.executable, "-m", "kacko.watcher", str(content.absolute())]
    with _beside([*words, str(shown.output), str(shown.frame)]):
        yield


@contextmanager
def drafts_shown(content: Path) -> Iterator[None]:
    """Show drafts as pages at the desk, for as long as the block lasts."""
    words = [sys.executable, "-m", "kacko", "builder"]
    with _beside(words, {"KACKO_CONTENT": str(content.absolute())}):
        yield


@contextmanager
def _beside(words: list[str], given: Mapping[str, str] | None = None) -> Iterator[None]:
    """Another process of ours, for as long as the block lasts."""
    process = subprocess.Popen(  # noqa: S603 - our own
        words,
        cwd=PRODUCT,
        env={**os.environ, **(given or {})},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    owner = os.getpid()
    try:
        yield
    finally:
        if os.getpid() == owner and process.poll() is None:  # the server's children come by, too
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _pelican(content: Path, shown: Shown, *options: str) -> list[str]:
    words = [sys.executable, "-m", "pelican", str(content.absolute()), "-s", "pelicanconf.py"]
    frame = f'FRAME_PATH="{shown.frame}"'
    return [*words, "-o", str(shown.output), "-e", frame, "-q", *options]
