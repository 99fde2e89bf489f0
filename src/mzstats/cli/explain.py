"""``mzstats explain``: the fate of every number in a document."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from mzstats.cli.options import Other, PatternDirs, Quiet, Region, Year
from mzstats.cli.read import MaxFileMib, MaxSeconds, one_document
from mzstats.cli.say import Messages, padded, put
from mzstats.model import Document, Fate, MzstatsError
from mzstats.read import DEFAULT, Limits

FATES = {"figure": "figures", "other": "outside the catalogue", "not-a-figure": "not figures", "unexplained": "unexplained"}
TEXT_WIDTH = 18  # of a terminal's columns, for the number as written


def explain_command(
    file: Annotated[str, typer.Argument(help="the document; archive.zip!name for one inside an archive; - for standard input")],
    as_json: Annotated[bool, typer.Option("--json", help="one object a number")] = False,
    fate: Annotated[list[str] | None, typer.Option("--fate", help=f"only these: {', '.join(FATES)} (repeatable)")] = None,
    other: Other = False,
    region: Region = "",
    year: Year = None,
    patterns: PatternDirs = None,
    quiet: Quiet = False,
    max_file_mib: MaxFileMib = DEFAULT.file_mib,
    max_seconds: MaxSeconds = DEFAULT.seconds,
) -> None:
    """The fate of every number in the document."""
    from mzstats.pipeline import Options, explain, vocabulary

    say = Messages(quiet)
    for one in fate or ():
        if one not in FATES:
            raise MzstatsError(f"--fate {one}: one of {', '.join(FATES)}")
    options = Options(region=region, year=year, other=other, patterns=tuple(patterns or ()))
    vocabulary(options.patterns)
    try:
        document = one_document(file, Limits(file_mib=max_file_mib, seconds=max_seconds))
    except MzstatsError as error:
        say.error(str(error))
        raise typer.Exit(1) from error
    for warning in document.warnings:
        say.note(f"warning: {document.source}: {warning}")
    fates = explain(document, options)
    shown = [one for one in fates if not fate or one.fate in fate]
    if as_json:
        put("[" + ",".join("\n" + json.dumps(asdict(one), ensure_ascii=False) for one in shown) + ("\n]\n" if shown else "]\n"))
    else:
        put("".join(f"{line}\n" for line in _lines(document, shown)))
    say.note(f"{document.source}: {_summary(fates)}")


def _lines(document: Document, fates: Iterable[Fate]) -> Iterator[str]:
    """One line a number: where it starts, its line in the text, its fate, why; below it the readings that were struck out."""
    line = place = 0
    for one in fates:
        line += document.text.count("\n", place, one.start)
        place = one.start
        text = " ".join(one.text.split())
        told = one.rule or one.reason
        yield f"{one.start:>7}  line {line + 1:<5} {one.fate:<12}  {padded(text, TEXT_WIDTH)}  {told}".rstrip()
        for struck in one.struck:
            yield f"{'':>9}not {struck}"


def _summary(fates: Iterable[Fate]) -> str:
    counts = Counter(one.fate for one in fates)
    if not counts:
        return "no numbers"
    return f"{sum(counts.values())} numbers: " + ", ".join(f"{counts[fate]} {name}" for fate, name in FATES.items() if counts[fate])
