"""``kacko new``: the folder of a centre that begins."""

import shlex
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import click
from pydantic import TypeAdapter, ValidationError

from centre.facts.clock_times import PRAGUE
from centre.layers.account import note_seen
from centre.reading.values import EmailAddress, LanguageCode, PhoneNumber, WebAddress, matching
from centre.starting.answers import Answers, Hours, NoHours, read_hours
from centre.starting.folder import EXAMPLES, files, lent, write
from centre.starting.tasks import TASKS_FILE

NOTHING: Final = "nic"
SCOPES: Final = ("illegal", "all", "behavioural")
STANCES: Final = ("not-required", "one-goal", "prospect")
OLDEST_LIMIT: Final = 26  # years

Command = TypeVar("Command", bound=Callable[..., Any])
_Ico = Annotated[str, matching(r"[0-9]{8}", "IČO o osmi číslicích")]
_Registration = Annotated[str, matching(r"[0-9]{5,8}", "číslo služby z registru, jen číslice")]
_PostalCode = Annotated[str, matching(r"[0-9]{3} [0-9]{2}", "PSČ, třeba 591 01")]


class Typed(click.ParamType[Any]):
    """An option whose text is read by a function that raises ValueError with a Czech sentence.

    click asks again for what was read already, so only text is read.
    """

    name = "text"

    def __init__(self, read: Callable[[str], Any]) -> None:
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """What ``value`` means; ends the command with the sentence when it means nothing."""
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _as(kind: Any) -> Typed:
    """What ``kind`` keeps of what was typed; nothing stays nothing."""

    def read(typed: str) -> str:
        if not typed:
            return ""
        try:
            return str(TypeAdapter(kind).validate_python(typed))
        except ValidationError as error:
            raise ValueError(error.errors()[0]["msg"]) from None

    return Typed(read)


def _one_line(typed: str) -> str:
    words = " ".join(typed.split())
    if not words.isprintable():
        raise ValueError("jsou tu znaky, které nejde vytisknout")
    return words


def _hours(typed: str) -> Sequence[Hours]:
    try:
        return tuple(read_hours(typed))
    except NoHours as piece:
        message = f"„{piece}“ nejde přečíst; napište třeba „po 9-12, 13-17, st 9-15“"
        raise ValueError(message) from None


def _list(typed: str) -> Sequence[str]:
    return tuple(_one_line(each) for each in typed.split(",") if each.strip())


def _languages(typed: str) -> Sequence[str]:
    return tuple(_as(LanguageCode).convert(code, None, None) for code in _list(typed))


def _age(typed: str) -> int | None:
    if not typed:
        return None
    if not typed.isdecimal() or int(typed) > OLDEST_LIMIT:
        raise ValueError(f"čekáme věk od 0 do {OLDEST_LIMIT}, nebo nic")
    return int(typed)


def _needed(kind: Typed) -> Typed:
    """As ``kind``, but something has to be there."""

    def read(typed: str) -> Any:
        if not typed.strip():
            raise ValueError("bez toho to nejde")
        return kind.convert(typed, None, None)

    return Typed(read)


WORDS: Final = Typed(_one_line)
PHONE: Final = _as(PhoneNumber)


class Question(click.Option):
    """An option that is asked for where it is not given, unless `--yes` says to ask nothing."""

    def prompt_for_value(self, ctx: click.Context) -> Any:
        """The answer; with `--yes` what Enter would be, or the end where that is no answer."""
        if not ctx.params.get("yes"):
            return super().prompt_for_value(ctx)
        default = self.get_default(ctx)
        if not isinstance(default, str):
            raise click.MissingParameter(ctx=ctx, param=self)
        return self.process_value(ctx, default)


def _asked(
    name: str, question: str, kind: click.ParamType[Any], default: str | None = None
) -> Callable[[Command], Command]:
    more = {} if default is None else {"default": default, "show_default": default != ""}
    return click.option(name, prompt=question, help=f"{question}.", type=kind, cls=Question, **more)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@_asked("--name", "Název centra", _needed(WORDS))
@_asked("--provider", "Poskytovatel (nevíte-li, nic)", WORDS, default="")
@_asked("--legal-form", "Jeho právní forma, třeba zapsaný spolek", WORDS, default="")
@_asked("--town", "Město", _needed(WORDS))
@_asked("--phone", "Telefon centra", _needed(PHONE))
@_asked("--outreach-phone", "Telefon terénu (nemáte-li, nic)", PHONE, default="")
@_asked("--hours", "Otevírací doba, třeba „po-čt 9-16, pá 9-13“", Typed(_hours), default="")
@_asked("--outreach", "Města terénu, s čárkami (nemáte-li, nic)", Typed(_list), default="")
@_asked("--languages", "V jakých jazycích odpovíte", Typed(_languages), default="cs")
@_asked(
    "--scope",
    "Rozsah: nelegální látky, i alkohol a léky, i hraní",
    click.Choice(SCOPES),
    default="all",
)
@_asked("--age", "Od kolika let (bez hranice nic)", Typed(_age), default="")
@_asked(
    "--abstinence",
    "Abstinence: není podmínkou, je jeden z cílů, je výhled",
    click.Choice(STANCES),
    default="not-required",
)
@_asked("--from", "Podle koho začít", click.Choice((NOTHING, *EXAMPLES)), default=NOTHING)
@click.option("--yes", is_flag=True, is_eager=True, help="Na nic se neptat.")
@click.option("--street", default="", type=WORDS, help="Ulice a číslo.")
@click.option("--postal-code", default="", type=_as(_PostalCode), help="PSČ.")
@click.option("--email", default="", type=_as(EmailAddress), help="E-mail centra.")
@click.option("--web", default="", type=_as(WebAddress), help="Adresa webu.")
@click.option("--ico", default="", type=_as(_Ico), help="IČO poskytovatele.")
@click.option(
    "--registration", default="", type=_as(_Registration), help="Číslo z registru služeb."
)
def new(
    folder: Path,
    *,
    outreach: Sequence[str],
    age: int | None,
    **given: Any,
) -> None:
    """Založí složku nového centra: jen s tím, co je jeho, a se seznamem, co zbývá.

    Na co neodpoví volba, na to se zeptá. Z příkladu vezme stavbu a slova, nikdy jeho údaje.
    """
    start = given.pop("from")
    del given["yes"]  # the questions have heeded it
    answers = Answers(**given, outreach_towns=outreach, minimum_age=age)
    texts = files(answers, datetime.now(PRAGUE).date(), None if start == NOTHING else lent(start))
    try:
        write(folder, texts)
        note_seen(folder)
    except OSError as error:
        raise click.ClickException(f"{folder}: {error.strerror}") from None
    click.echo(f"Centrum je ve složce {folder}. Co zbývá, je v souboru {folder / TASKS_FILE}.")
    click.echo(_with_history(folder))
    click.echo(f"Podívejte se na něj: KACKO_CONTENT={shlex.quote(str(folder))} kacko serve")


def _with_history(folder: Path) -> str:
    """Begin a history of the folder, and say so, or why there is none."""
    git = shutil.which("git")
    if not git:
        return "Git tu není, historie úprav se proto nevede."
    mail = _run(git, folder, "config", "user.email")
    somebody = [] if mail else ["-c", "user.name=kacko new", "-c", "user.email=kacko@localhost"]
    try:
        _run(git, folder, "init", "--quiet", must=True)
        _run(git, folder, "add", "--all", must=True)
        _run(git, folder, *somebody, "commit", "--quiet", "-m", "Založit centrum", must=True)
    except subprocess.CalledProcessError as error:
        return f"Historie úprav se nevede, git odmítl: {error.stderr.strip()}"
    return "Historii úprav vede git."


def _run(git: str, folder: Path, *words: str, must: bool = False) -> str:
    command = [git, "-C", str(folder), *words]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=must)  # noqa: S603
    return ran.stdout.strip()
