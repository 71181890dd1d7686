"""``kacko serve``: site, forms and desk on this machine, as `make run`."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from intake_service.cli import running
from kacko import site
from site_plugins.run.publication import PRODUCT

OUTPUT = "output"


@click.command()
@click.pass_context
def serve(context: click.Context) -> None:
    """Sestaví web a ukáže ho tady i s formuláři a pultem; po každé změně obsahu znovu."""
    content = site.content()
    first = subprocess.run(_pelican(content), cwd=PRODUCT, check=False)  # noqa: S603 - our own build
    if first.returncode:
        sys.exit(first.returncode)
    with _watched(content):
        context.invoke(running.serve, new=True)


@contextmanager
def _watched(content: Path) -> Iterator[None]:
    """Build anew after each change, for as long as the block lasts."""
    watch = subprocess.Popen(  # noqa: S603 - our own build
        _pelican(content, "-r"), cwd=PRODUCT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    owner = os.getpid()
    try:
        yield
    finally:
        if os.getpid() == owner and watch.poll() is None:  # the server's children come by here, too
            os.killpg(watch.pid, signal.SIGTERM)
            watch.wait()


def _pelican(content: Path, *options: str) -> list[str]:
    words = [sys.executable, "-m", "pelican", str(content.absolute()), "-s", "pelicanconf.py"]
    return [*words, "-o", OUTPUT, "-q", *options]
