"""Help and wrong usage in the user's language: typer lays them out, for a language whose letters are all as wide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer

from mzstats.cli.lang import told

_PLAIN: Any = typer.Context.formatter_class
_AS_IT_IS = "\b\n"
"""Before a paragraph that typer is not to fill."""


class Formatter(_PLAIN):  # type: ignore[misc]  # typer's own has no public name
    """A page of help: each text told in the user's language, Chinese filled by the columns that it takes."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{told('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{told(f'{heading}:')}\n")

    def write_text(self, text: str) -> None:
        if text.startswith("\b"):
            text = "\n".join(map(told, text.split("\n")))
        super().write_text(_filled(told(text), self.width - self.current_indent))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        first = min(max((len(name) for name, _ in rows), default=0), col_max) + col_spacing
        super().write_dl([(name, _filled(_told(said), self.width - first - 2)) for name, said in rows], col_max, col_spacing)


class Context(typer.Context):
    """The context of a command: its help is written by ``Formatter``."""

    formatter_class = Formatter


def wrong(error: Any) -> None:
    """Tells of wrong usage as typer does: how the command is used, where there is help, what is wrong; or all of its help."""
    context, said = getattr(error, "ctx", None), error.format_message()
    if context is not None and said in ("Missing command.", context.get_help()):
        return typer.echo(context.get_help(), err=True)
    if context is not None:
        hint = told(f"Try '{context.command_path} {context.help_option_names[0]}' for help.")
        typer.echo(f"{context.get_usage()}\n{hint}\n", err=True)
    typer.echo(told(f"Error: {said}"), err=True)


def _told(said: str) -> str:
    """The help of an option, and what typer adds in brackets: the default, the range, whether it must be given."""
    text, apart, more = said.rpartition("  [")
    if not apart or not more.endswith("]"):
        return told(said)
    return f"{told(text)}{apart}{'; '.join(told(one) for one in more[:-1].split('; '))}]"


def _filled(text: str, width: int) -> str:
    """A paragraph with wide characters in lines that are not wider than ``width`` columns; any other is left to typer."""
    if text.isascii() or text.startswith("\b"):
        return text
    from unicodedata import east_asian_width

    lines, used = [""], 0
    for word in _words(text):
        wide = sum(2 if east_asian_width(char) in "WF" else 1 for char in word)
        if used and used + len(word.rstrip()) - len(word) + wide > width:
            lines.append("")
            used = 0
        lines[-1] += word
        used += wide
    return _AS_IT_IS + "\n".join(line.rstrip() for line in lines)


def _words(text: str) -> Iterator[str]:
    """The pieces that a line may end between: a Chinese character with the marks that close behind it, a word of others, a default."""
    word = r"\[[^\[\]]{1,30}\]|[（“《]*(?:[^\x00-\u2e7f]|[\x21-\u2e7f]+)[，。；：、）”》？]*"
    return (found[0] for found in re.finditer(rf"(?:{word})\s*", text))
