"""``mzstats extract``: reports in, the table of their figures out."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from mzstats.model import MzstatsError


def extract_command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="reports, folders of them, - for standard input")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="where to write; the ending picks the format")] = None,
    form: Annotated[str, typer.Option("-f", "--format", help="the format")] = "",
    region: Annotated[str, typer.Option("--region", help="used where a report does not say its region")] = "",
    year: Annotated[int | None, typer.Option("--year", min=1900, max=2100, help="used where a report does not say its year")] = None,
    other: Annotated[bool, typer.Option("--all", help="also the figures outside the catalogue")] = False,
    patterns: Annotated[list[str] | None, typer.Option("--patterns", help="a folder of your own patterns (repeatable)")] = None,
) -> None:
    """Figures as a table."""
    from mzstats import table
    from mzstats.inputs import walk
    from mzstats.pipeline import Options, run
    from mzstats.read import documents, read_bytes

    options = Options(region=region, year=year, other=other, patterns=tuple(patterns or ()))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.header())
    failed = False
    for item in walk(paths):
        try:
            if item.problem:
                raise MzstatsError(item.problem)
            found = [read_bytes(sys.stdin.buffer.read(), "-")] if item.path == "-" else documents(Path(item.path), name=item.name)
            for document in found:
                writer.writerows(table.rows(run(document, options)))
        except MzstatsError as error:
            failed = True
            typer.echo(f"error: {error}", err=True)
    data = buffer.getvalue().encode("utf-8", "replace")
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(b"\xef\xbb\xbf" + data)
    if failed:
        raise typer.Exit(1)
