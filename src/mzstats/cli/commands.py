"""The commands, for typer. A command's module is imported when the command is called, so that start-up stays short."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from itertools import pairwise
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup, TyperOption

from mzstats.cli import spec
from mzstats.cli.guard import guarded
from mzstats.cli.help import Context, wrong
from mzstats.cli.lang import LANGUAGES, ask, told

# arguments, options and messages are plain text: rich takes as long to import as all the rest
SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,  # the commands below have none of their own
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class Lazy(NamedTuple):
    """A command: where it is, its line of help, examples of it.

    Its module holds OPTIONS and ``run``, or the ``function`` (or group) named. The examples run in a test, one after the other.
    """

    module: str
    function: str
    help: str
    examples: tuple[str, ...]


COMMANDS: dict[str, Lazy] = {
    "extract": Lazy("extract", "", "Figures as a table: files, folders walked recursively, - for standard input.", (
        "mzstats extract samples/2024/湘桥区.txt",
        "mzstats extract samples/2023 samples/2024 -o figures.xlsx",
        "mzstats extract samples/2024 -o figures.sqlite --resume",
        'mzstats extract samples/2024 --metric "dibao.*" --columns region,period,name,value,unit -f csv',
    )),
    "explain": Lazy("explain", "", "The fate of every number in the document: a figure, and by which rule; none, and why.", (
        "mzstats explain samples/2024/湘桥区.txt",
        "mzstats explain samples/2024/湘桥区.txt --fate not-a-figure --json",
    )),
    "view": Lazy("report", "view_command", "One self-contained HTML page: the text with each figure marked, beside the table.", (
        "mzstats view samples/2024 -o page.html",
    )),
    "summarize": Lazy("report", "summarize_command", "Totals and comparisons by region, period and metric.", (
        'mzstats summarize figures.xlsx --metric "marriage.*"',
        "mzstats summarize figures.xlsx --html charts.html",
    )),
    "compare": Lazy("report", "compare_command", "What changed between two tables (years, bureaus).", (
        "mzstats compare samples/2023 samples/2024",
    )),
    "find": Lazy("report", "find_command", "Rows for a description in plain words.", (
        "mzstats find 潮安区2024年孤儿人数 figures.xlsx",
    )),
    "audit": Lazy("report", "audit_command", "Figures that contradict each other.", (
        "mzstats audit figures.xlsx",
        "mzstats audit samples/2024 --json",
    )),
    "convert": Lazy("tables", "convert_command", "A table from one format to another.", (
        "mzstats convert figures.xlsx figures.csv",
    )),
    "evaluate": Lazy("evaluate", "evaluate_command", "Precision, recall and F1 against a gold file.", (
        "mzstats extract tests/corpus/docs -o corpus.csv",
        "mzstats evaluate corpus.csv tests/corpus/gold.csv",
    )),
    "patterns": Lazy("patterns", "app", "The metrics, one metric, the check of a pattern folder, a template for a new one.", (
        'mzstats patterns list "dibao.*"',
        "mzstats patterns show dibao.standard",
        "mzstats patterns new reading_rooms --name 农家书屋 -o mine/reading.toml",
        "mzstats patterns check docs/education/patterns",
    )),
    "schema": Lazy("tables", "schema_command", "The table's columns and types as Frictionless Table Schema.", (
        "mzstats schema",
    )),
    "read": Lazy("read", "", "The document's text exactly as start and end count it.", (
        "mzstats read samples/2024/饶平县.docx",
    )),
}  # fmt: skip


class _Commands(MutableMapping[str, Any]):
    """Name to command, each imported when it is asked for; the names alone cost nothing."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = load(name)
            if "_MZSTATS_COMPLETE" in os.environ:
                _told(self._loaded[name])
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _told(command: Any) -> None:
    """Has the help of a command told in the user's language: a shell shows it beside what it completes, without a page of help."""
    for one in (command, *getattr(command, "commands", {}).values()):
        one.short_help = told(one.short_help)
        for param in one.params:
            param.help = told(param.help)


class LazyGroup(TyperGroup):
    """The commands of ``COMMANDS``."""

    context_class = Context

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes | {"commands": _Commands()})

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in COMMANDS.items()])

    def main(self, *args: Any, **extra: Any) -> Any:
        if isinstance(sys.stdout, TextIOWrapper):  # help holds Chinese examples: a pipe gets UTF-8, a console what it can show
            sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="backslashreplace")
        ask(_named_language(extra.get("args") or (args[0] if args else None) or sys.argv[1:]))
        try:
            status = super().main(*args, **extra | {"standalone_mode": False})
        except typer.Abort:
            status = 1
        except Exception as error:
            if not hasattr(error, "format_message"):  # what typer itself says of a command line
                raise
            wrong(error)
            status = error.exit_code  # type: ignore[attr-defined]  # all that have a message have one
        sys.exit(status or 0)

    def invoke(self, ctx: Any) -> Any:
        def call() -> int:
            super(LazyGroup, self).invoke(ctx)
            return 0

        status = guarded(call)
        if status:
            raise typer.Exit(status)


def load(name: str) -> Any:
    """The command ``name``, its module imported."""
    lazy = COMMANDS[name]
    module = import_module(f"mzstats.cli.{lazy.module}")
    found = getattr(module, lazy.function) if lazy.function else spec.function(module.run, module.OPTIONS)
    if not isinstance(found, typer.Typer):
        function, found = found, typer.Typer(**SETTINGS)
        found.command(name, help=lazy.help)(function)
    command = typer.main.get_command(found)
    command.name = name
    command.epilog = _shown(lazy.examples)
    command.help = command.help or lazy.help
    for one in (command, *getattr(command, "commands", {}).values()):
        one.context_class = Context
        one.short_help = one.help  # in full in the list of a group's commands
        if not any("--lang" in param.opts for param in one.params):
            one.params.append(_language_option())
    return command


def _shown(examples: Sequence[str]) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {example}" for example in examples)


FIRST = (*COMMANDS["extract"].examples[:2], *COMMANDS["view"].examples, *COMMANDS["audit"].examples[:1])
"""What someone who has just begun may try."""
app = typer.Typer(cls=LazyGroup, no_args_is_help=True, epilog=_shown(FIRST), **SETTINGS | {"add_completion": True})


# -- the language, which may be named before the command or behind it


def _named_language(arguments: Sequence[str]) -> str:
    """What ``--lang`` names, known before anything is parsed, since help and errors of parsing are told in it."""
    for word, value in pairwise([*arguments, ""]):
        language = value if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and language in LANGUAGES:
            return language
    return ""


def _known_language(language: str | None) -> str | None:
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"{language}: zh or en")
    return language


LANGUAGE = "messages in zh or en; by default as the locale"


def _language_option() -> TyperOption:
    return TyperOption(
        param_decls=["--lang"], type=str, help=LANGUAGE, expose_value=False, callback=lambda _, __, value: _known_language(value)
    )  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        from mzstats import __version__

        typer.echo(f"mzstats {__version__}")
        raise typer.Exit()


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="the version")] = False,
    lang: Annotated[str | None, typer.Option("--lang", callback=_known_language, help=LANGUAGE)] = None,
) -> None:
    """Figures out of Chinese civil-affairs reports, as one tidy table: what each measures, where it stands."""
