"""``convert`` and ``schema``: tables from one format to another, and what their columns are. Arguments and messages only."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from mzstats.cli.lang import headed
from mzstats.cli.say import Messages, put, stdout
from mzstats.cli.typed import Bom, Columns, Headers, Overwrite, PatternDirs, Quiet
from mzstats.model import MzstatsError


def convert_command(
    source: Annotated[Path, typer.Argument(metavar="IN", help="a table or store: .csv .tsv .json .jsonl .xlsx .parquet .sqlite .duckdb")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="the file to write, its ending the format; - for standard output")],
    form: Annotated[str, typer.Option("-f", "--format", help="the format, where no ending says it")] = "",
    headers: Headers = "en",
    columns: Columns = "",
    bom: Bom = None,
    overwrite: Overwrite = False,
    package: Annotated[bool, typer.Option("--datapackage", help="also datapackage.json, beside a csv, tsv or parquet")] = False,
    patterns: PatternDirs = None,
    quiet: Quiet = False,
) -> None:
    """A table from one format to another."""
    from mzstats.convert import convert
    from mzstats.schema import datapackage, write_datapackage
    from mzstats.write import STORES, check, kind

    say = Messages(quiet)
    to_stdout = str(target) == "-"
    try:
        form = form or ("csv" if to_stdout else kind(target))
        names = _columns(columns)
        check(form, stdout() if to_stdout else target, names, headers)
        if package:
            datapackage(target, names, headers)
        if form in STORES and target.exists() and not overwrite:
            raise MzstatsError(f"{target}: there is one already; --overwrite replaces it")
    except MzstatsError as error:
        say.error(str(error))
        raise typer.Exit(2) from error
    try:
        done = convert(
            source, stdout() if to_stdout else target, form, columns=names, headers=headers, bom=bom, patterns=tuple(patterns or ()),
            told=partial(headed, headers=headers),
        )  # fmt: skip
        if package:
            write_datapackage(target, names, headers)
    except MzstatsError as error:
        say.error(str(error))
        raise typer.Exit(1) from error
    for warning in done.warnings:
        say.one_of_many("warnings", f"warning: {warning}")
    say.rest()
    if not to_stdout:
        say.note(f"{target}: {done.figures} figures")


def schema_command(headers: Headers = "en", columns: Columns = "") -> None:
    """The table's columns and types as Frictionless Table Schema."""
    from mzstats.schema import dumps, schema
    from mzstats.write import check

    try:
        names = _columns(columns)
        check("csv", stdout(), names, headers)
    except MzstatsError as error:
        Messages().error(str(error))
        raise typer.Exit(2) from error
    put(dumps(schema(names, headers)))


def _columns(text: str) -> tuple[str, ...]:
    from mzstats.table import NAMES

    return tuple(name.strip() for name in text.split(",") if name.strip()) if text else NAMES
