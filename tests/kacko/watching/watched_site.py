"""A small site under a watcher, changed as people change it, beside fresh builds of the same."""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pelican.settings import read_settings

from centre.keeping.memory import Memory
from site_plugins.run.site import Site
from tests.bench import corpus
from tests.paths import ROOT

PAGES = 6
NEW = "cs/pages/nova-stranka.md"


def site_of(content: Path, output: Path) -> Site:
    """The site as a watcher builds it, which remembers nothing yet."""
    return Site(
        read_settings(
            str(ROOT / "pelicanconf.py"),
            override={
                "PATH": str(content),
                "OUTPUT_PATH": str(output),
                "FRAME_PATH": str(output / "frame.json.new"),
                "WATCH": True,
                "RELOADS": True,
            },
        )
    )


def files_of(output: Path) -> dict[str, bytes]:
    """Every file of a built site by its name, but those that are just being written."""
    found = (path for path in output.rglob("*") if path.is_file() and path.suffix != ".part")
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in found}


@dataclass
class WatchedSite:
    """A content with a site that is built again and again."""

    content: Path
    output: Path
    site: Site

    @classmethod
    def beneath(cls, folder: Path) -> "WatchedSite":
        """A small one in ``folder``."""
        content = folder / "content"
        corpus.write_ours(content, PAGES)
        site = site_of(content, folder / "output")
        site.memory = Memory()
        return cls(content, folder / "output", site)

    @property
    def pages(self) -> list[Path]:
        """The files of the pages, in the order of their names."""
        return sorted(self.content.glob("cs/*/*.md"))

    def edit(self, chance: Random) -> None:
        """One small change of anything, sound or not."""
        page = chance.choice([each for each in self.pages if each.stem != "home"])
        text = page.read_text("utf-8")
        new = self.content / NEW
        words = (0, 0, 6, 6, 7, 7)  # what changes no other page comes often, as with people
        match chance.choice((*words, *range(9))):
            case 0:
                page.write_text(f"{text.rstrip()}\n\nSlovo číslo {chance.random()}.\n", "utf-8")
            case 1:
                title = f"\ntitle: Nadpis {chance.randrange(1000)} "
                page.write_text(text.replace("\ntitle: ", title, 1), "utf-8")
            case 2:
                page.write_text(text.replace("\nlead: ", "\nlead: Nově ", 1), "utf-8")
            case 3:  # a slip that is mended by the next change of this kind
                slips = [each for each in self.pages if "\nleed: " in each.read_text("utf-8")]
                page = (slips or [page])[0]
                text = page.read_text("utf-8")
                old, put = ("\nleed: ", "\nlead: ") if slips else ("\nlead: ", "\nleed: ")
                page.write_text(text.replace(old, put, 1), "utf-8")
            case 4:
                hours = self.content / "data" / "hours.yaml"
                begin = f"from: 9:{chance.randrange(10, 60)}"
                changed = re.sub(r"from: [\d:]+", begin, hours.read_text("utf-8"), count=1)
                hours.write_text(changed, "utf-8")
            case 5 if not new.exists():
                source = next(each for each in self.pages if each.stem.startswith("stranka"))
                copied = source.read_text("utf-8").replace(source.stem, "nova-stranka")
                new.write_text(copied, "utf-8")
            case 6:
                page.write_text(f"{text.rstrip()}\n\n[Úvod našeho webu](page:home).\n", "utf-8")
            case 7:
                page.write_text(text.replace("\n- **", "\n- Také **", 1), "utf-8")
            case _:
                new.unlink(missing_ok=True)

    def fresh(self, folder: Path) -> dict[str, bytes]:
        """What a build makes that remembers nothing."""
        site_of(self.content, folder).run()
        return files_of(folder)
