"""``mzstats extract``: reports in, the table of their figures out. Arguments and their checks; the run itself is in ``run``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from mzstats.cli.options import Other, PatternDirs, Quiet, Region, Year
from mzstats.cli.read import MaxCells, MaxFileMib, MaxFiles, MaxMarkupMib, MaxNesting, MaxPages, MaxSeconds, MaxUnpackedMib
from mzstats.cli.run import Plan, extract
from mzstats.cli.say import Messages, on_terminal
from mzstats.cli.sinks import SCREEN
from mzstats.inputs import shown
from mzstats.model import MzstatsError
from mzstats.read import DEFAULT, Limits


def extract_command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="reports, folders of them, - for standard input")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="where to write; the ending picks the format")] = None,
    form: Annotated[str, typer.Option("-f", "--format", help="csv, tsv, json, jsonl, md, html, xlsx, parquet, sqlite, duckdb")] = "",
    headers: Annotated[str, typer.Option("--headers", help="column names: en, zh, both")] = "en",
    columns: Annotated[str, typer.Option("--columns", help="which columns, in this order: metric,value,unit")] = "",
    metric: Annotated[list[str] | None, typer.Option("--metric", help="only these metrics: dibao.*,marriage.* (repeatable)")] = None,
    domain: Annotated[list[str] | None, typer.Option("--domain", help="only this domain (repeatable)")] = None,
    other: Other = False,
    region: Region = "",
    year: Year = None,
    patterns: PatternDirs = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="worker processes; 0 is as many as there are cores")] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="skip what the store holds already, by content")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="replace a store that is there")] = False,
    errors: Annotated[Path | None, typer.Option("--errors", help="where the list of inputs that failed goes")] = None,
    manifest: Annotated[Path | None, typer.Option("--manifest", help="where the account of the run goes (json)")] = None,
    cluster: Annotated[str, typer.Option("--cluster", help="the address of a Dask scheduler to run on")] = "",
    bom: Annotated[bool | None, typer.Option("--bom/--no-bom", help="a byte-order mark; by default in csv and tsv files")] = None,
    quiet: Quiet = False,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="no progress bar")] = False,
    max_file_mib: MaxFileMib = DEFAULT.file_mib,
    max_markup_mib: MaxMarkupMib = DEFAULT.markup_mib,
    max_unpacked_mib: MaxUnpackedMib = DEFAULT.unpacked_mib,
    max_files: MaxFiles = DEFAULT.files,
    max_pages: MaxPages = DEFAULT.pages,
    max_cells: MaxCells = DEFAULT.cells,
    max_nesting: MaxNesting = DEFAULT.nesting,
    max_seconds: MaxSeconds = DEFAULT.seconds,
) -> None:
    """Figures as a table."""
    limits = Limits(max_file_mib, max_markup_mib, max_unpacked_mib, max_files, max_pages, max_cells, max_nesting, max_seconds)
    say = Messages(quiet)
    try:
        from mzstats.pipeline import Options
        from mzstats.work import Work

        options = Options(region=region, year=year, other=other, patterns=tuple(patterns or ()))
        plan = Plan(
            paths=_paths(paths, output, errors, manifest), output=output, form=_form(form, output, cluster), headers=_headers(headers),
            columns=_columns(columns), bom=bom, work=Work(options, limits, _keep(metric, domain, options)), jobs=jobs, resume=resume,
            overwrite=overwrite, errors=errors, manifest=manifest, cluster=cluster, bar=not (quiet or no_progress) and sys.stderr.isatty(),
        )  # fmt: skip
        _check_store(plan)
        status = extract(plan, say)
    except MzstatsError as error:
        say.error(str(error))
        raise typer.Exit(2) from error
    if status:
        raise typer.Exit(status)


def _form(form: str, output: Path | None, cluster: str) -> str:
    from mzstats.write import FORMATS, STREAMS, kind

    if form and form not in FORMATS:
        raise MzstatsError(f"--format {form}: one of {', '.join(FORMATS)}")
    if output is None:
        if form and form not in STREAMS:
            raise MzstatsError(f"--format {form}: not for standard output; name a file (-o figures.{form})")
        return form or (SCREEN if on_terminal() else "csv")
    ending = output.suffix.lower().removeprefix(".")
    if form and ending in FORMATS and ending != form:
        raise MzstatsError(f"--format {form} and {output} say different things; leave one out")
    return form or kind(output)


def _check_store(plan: Plan) -> None:
    from mzstats.table import NAMES

    if plan.form not in ("sqlite", "duckdb"):
        if plan.resume:
            raise MzstatsError("--resume needs a store: -o figures.sqlite or -o figures.duckdb")
        return
    if plan.columns != NAMES or plan.headers != "en":
        raise MzstatsError(f"{plan.output}: a store holds every column under its English name; choose columns with a csv, xlsx or the like")


def _paths(paths: list[str], *written: Path | None) -> list[str]:
    if paths.count("-") > 1:
        raise MzstatsError("standard input (-) can be read only once")
    for path in paths:
        for out in written:
            if out is not None and path != "-" and os.path.isfile(path) and os.path.exists(out) and os.path.samefile(path, out):
                raise MzstatsError(f"{shown(path)}: is to be read and written; choose another name for one")
    return paths


def _headers(headers: str) -> str:
    if headers not in ("en", "zh", "both"):
        raise MzstatsError(f"--headers {headers}: en, zh or both")
    return headers


def _columns(columns: str) -> tuple[str, ...]:
    from mzstats.table import COLUMNS, NAMES

    if not columns.strip():
        return NAMES
    by_chinese = {column.zh: column.name for column in COLUMNS}
    chosen = [by_chinese.get(name, name) for name in (one.strip() for one in columns.replace("，", ",").split(",")) if name]
    for name in chosen:
        if name not in NAMES:
            raise MzstatsError(f"--columns {name}: {_nearest(name, NAMES)}the columns are {', '.join(NAMES)}")
        if chosen.count(name) > 1:
            raise MzstatsError(f"--columns {name}: named twice")
    return tuple(chosen)


def _keep(globs: list[str] | None, domains: list[str] | None, options: object) -> frozenset[str] | None:
    """The metrics that ``--metric`` and ``--domain`` choose, None where neither is given. What chooses none is an error."""
    if not globs and not domains:
        return None
    from fnmatch import fnmatchcase

    from mzstats.pipeline import Options, vocabulary

    assert isinstance(options, Options)
    known = {ident: found.domain for ident, found in vocabulary(options.patterns).metrics.items()} | {"other": "other"}
    kept = set(known)
    if globs:
        wanted = [one.strip() for glob in globs for one in glob.split(",") if one.strip()]
        for one in wanted:
            if not any(fnmatchcase(ident, one) for ident in known):
                raise MzstatsError(f"--metric {one}: {_nearest(one, known)}no such metric (mzstats patterns list shows them)")
        kept = {ident for ident in known if any(fnmatchcase(ident, one) for one in wanted)}
    if domains:
        for one in domains:
            if one not in known.values():
                raise MzstatsError(f"--domain {one}: the domains are {', '.join(sorted(set(known.values())))}")
        kept = {ident for ident in kept if known[ident] in domains}
    return frozenset(kept)


def _nearest(name: str, names: object) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(names), 1)  # type: ignore[call-overload]
    return f"did you mean {near[0]}? " if near else ""
