"""Options told once: what typer parses and helps with is made from them, and so is the quick way past typer.

Importing typer takes as long as reading a report and extracting its figures. A command line that holds nothing but
known options, spelled out, with values of their type, is therefore parsed here; anything else (help, a mistake, an unusual
spelling) gives None, and typer says what there is to say. A test holds the two together.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Values = Mapping[str, Any]


class Opt(NamedTuple):
    """An option, or without ``flags`` the arguments. ``kind``: ``text``, ``path``, ``number``, ``seconds``, ``flag``, ``texts``
    (repeatable), ``choice`` (``--x/--no-x``, None where unsaid)."""

    name: str
    kind: str
    flags: tuple[str, ...]
    help: str
    default: Any = None
    least: float | None = None
    most: float | None = None
    metavar: str | None = None


def parse(arguments: Sequence[str], options: Iterable[Opt]) -> Values | None:
    """The values of a plain command line, each option's default where it is unsaid; None where it is not plain."""
    options = tuple(options)
    if os.name == "nt" and any(mark in word for word in arguments for mark in "*?[~%$"):
        return None  # typer does what a shell does elsewhere
    by_flag = {flag: option for option in options for flags in option.flags for flag in flags.split("/")}
    values = {option.name: option.default for option in options}
    words: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if not word.startswith("-") or word == "-":
            words.append(word)
            continue
        flag, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        option = by_flag.get(flag)
        if option is None:
            return None
        if option.kind in ("flag", "choice"):
            if equals:
                return None
            values[option.name] = not (option.kind == "choice" and flag.startswith("--no-"))
            continue
        told = value if equals else next(rest, "-")
        read = None if told.startswith("-") else _value(option, told)
        if read is None:
            return None
        values[option.name] = [*(values[option.name] or ()), read] if option.kind == "texts" else read
    (argument,) = (option for option in options if not option.flags)
    if not words:
        return None
    return values | {argument.name: words}


def _value(option: Opt, told: str) -> Any:
    """The value of its kind, None where it is not plainly one."""
    if option.kind in ("text", "texts"):
        return told
    if option.kind == "path":
        return Path(told)
    if not told.isascii() or not told.replace(".", "", option.kind == "seconds").isdigit():
        return None
    number = float(told) if option.kind == "seconds" else int(told)
    low, high = option.least, option.most
    return number if (low is None or low <= number) and (high is None or number <= high) else None


def function(run: Callable[[Values], int], options: Iterable[Opt]) -> Callable[..., None]:
    """A function that typer makes a command of: ``run`` with the values; its result is the exit status."""
    import inspect

    import typer

    def command(**values: Any) -> None:
        status = run(values)
        if status:
            raise typer.Exit(status)

    made = {option.name: _annotation(option) for option in options}
    parameters = [_parameter(inspect.Parameter, option, made[option.name]) for option in options]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # a function has room for it
    command.__annotations__ = made
    return command


def _parameter(parameter: Any, option: Opt, annotation: Any) -> Any:
    default = parameter.empty if not option.flags else option.default
    return parameter(option.name, parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _annotation(option: Opt) -> Any:
    from typing import Annotated

    import typer

    said = option.default is not None
    types: dict[str, Any] = {
        "text": str if said else str | None, "path": Path | None, "number": int if said else int | None, "seconds": float,
        "flag": bool, "texts": list[str] | None if option.flags else list[str], "choice": bool | None,
    }  # fmt: skip
    if not option.flags:
        return Annotated[types[option.kind], typer.Argument(metavar=option.metavar, help=option.help)]
    told = typer.Option(*option.flags, help=option.help, metavar=option.metavar, min=option.least, max=option.most)
    return Annotated[types[option.kind], told]
