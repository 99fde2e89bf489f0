"""``mzstats extract``: reports in, the table of their figures out. Arguments and their checks; the run itself is in ``run``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mzstats.cli.options import BOM, COLUMNS, HEADERS, LIMITS, OTHER, OVERWRITE, PATTERNS, QUIET, REGION, YEAR, limits
from mzstats.cli.running import Plan, extract
from mzstats.cli.say import Messages, on_terminal
from mzstats.cli.sinks import SCREEN
from mzstats.cli.spec import Opt, Values
from mzstats.inputs import shown
from mzstats.model import MzstatsError

OPTIONS: tuple[Opt, ...] = (
    Opt("paths", "texts", (), "reports, folders of them, - for standard input", metavar="PATH..."),
    Opt("output", "text", ("-o", "--output"), "where to write; the ending picks the format", metavar="OUT"),
    Opt("form", "text", ("-f", "--format"), "csv, tsv, json, jsonl, md, html, xlsx, parquet, sqlite, duckdb", ""),
    HEADERS,
    COLUMNS,
    Opt("metric", "texts", ("--metric",), "only these metrics: dibao.*,marriage.* (repeatable)"),
    Opt("domain", "texts", ("--domain",), "only this line of business (repeatable)"),
    OTHER,
    REGION,
    YEAR,
    PATTERNS,
    Opt("jobs", "number", ("-j", "--jobs"), "worker processes; 0 is as many as there are cores", 0, 0),
    Opt("resume", "flag", ("--resume",), "skip what the store, or the parts of a cluster, hold already, by content", False),
    OVERWRITE._replace(help="replace a store, or the parts of a cluster, that are there"),
    Opt("errors", "path", ("--errors",), "where the list of inputs that failed goes"),
    Opt("manifest", "path", ("--manifest",), "where the account of the run goes (json)"),
    Opt("cluster", "text", ("--cluster",), "the address of a Dask scheduler to run on", ""),
    BOM,
    QUIET,
    Opt("no_progress", "flag", ("--no-progress",), "no progress bar", False),
    *LIMITS,
    Opt("max_memory_mib", "number", ("--max-memory-mib",), "the memory that reports may take in a worker process, MiB; 0 is any", 2048, 0),
)

UNKNOWN = "no such metric; mzstats patterns list shows all"
PART_FORMS = ("csv", "tsv", "jsonl", "parquet")
"""What the workers of a cluster can write, each lot of inputs a file."""


def run(values: Values) -> int:
    """Checks what the user asked for, does it, gives the exit status. Raises MzstatsError where nothing is written."""
    say = Messages(values["quiet"])
    plan = _plan(values)
    _check_store(plan)
    return extract(plan, say)


def _plan(values: Values) -> Plan:
    from mzstats.pipeline import Options
    from mzstats.work import Work

    errors, manifest, cluster = values["errors"], values["manifest"], values["cluster"]
    parts = _parts(values["output"], cluster)
    output = Path(values["output"]) if values["output"] and not parts else None
    options = Options(region=values["region"], year=values["year"], other=values["other"], patterns=tuple(values["patterns"] or ()))
    return Plan(
        paths=_paths(values["paths"], output, errors, manifest), output=output, parts=parts,
        form=_part_form(values["form"]) if parts else _form(values["form"], output), headers=_headers(values["headers"]),
        columns=_columns(values["columns"]), bom=values["bom"],
        work=Work(
            options, limits(values), _keep(values["metric"], values["domain"], options), memory_mib=values["max_memory_mib"]
        ), jobs=values["jobs"],
        resume=values["resume"], overwrite=values["overwrite"], errors=errors, manifest=manifest, cluster=cluster,
        bar=not (values["quiet"] or values["no_progress"]) and sys.stderr.isatty(),
    )  # fmt: skip


def _parts(output: str | None, cluster: str) -> str:
    """The folder that the workers of a cluster write to, empty where one file is written here."""
    if not output or not ("://" in output or output.endswith(("/", os.sep)) or os.path.isdir(output)):
        return ""
    if not cluster:
        raise MzstatsError(f"{output}: a folder; parts are written by the workers of a --cluster only, otherwise name a file")
    return output if "://" in output else os.path.abspath(output)  # workers have working folders of their own


def _part_form(form: str) -> str:
    if form not in ("", *PART_FORMS):
        raise MzstatsError(f"--format {form}: the parts that workers write are {', '.join(PART_FORMS)}")
    return form or PART_FORMS[0]


def _form(form: str, output: Path | None) -> str:
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
        if plan.resume and not plan.parts:
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
    names = ", ".join(NAMES)
    for name in chosen:
        if name not in NAMES:
            raise MzstatsError(f"--columns {name}: {_nearest(name, 'no such column', NAMES) or f'the columns are {names}'}")
        if chosen.count(name) > 1:
            raise MzstatsError(f"--columns {name}: named twice")
    return tuple(chosen)


def _keep(globs: list[str] | None, domains: list[str] | None, options: Any) -> frozenset[str] | None:
    """The metrics that ``--metric`` and ``--domain`` choose, None where neither is given. What chooses none is an error."""
    if not globs and not domains:
        return None
    from fnmatch import fnmatchcase

    from mzstats.pipeline import vocabulary

    known = {ident: found.domain for ident, found in vocabulary(options.patterns).metrics.items()} | {"other": "other"}
    kept = set(known)
    if globs:
        wanted = [one.strip() for glob in globs for one in glob.split(",") if one.strip()]
        for one in wanted:
            if not any(fnmatchcase(ident, one) for ident in known):
                raise MzstatsError(f"--metric {one}: {_nearest(one, 'no such metric', known) or UNKNOWN}")
        kept = {ident for ident in known if any(fnmatchcase(ident, one) for one in wanted)}
    if domains:
        from mzstats.report.domains import named

        asked = {named(one, known.values()) for one in domains}
        kept = {ident for ident in kept if known[ident] in asked}
    return frozenset(kept)


def _nearest(name: str, wrong: str, names: Iterable[str]) -> str:
    """What is wrong with a name, and the one that was meant; empty where none is like it."""
    from difflib import get_close_matches

    return "".join(f"{wrong}; did you mean {near}?" for near in get_close_matches(name, list(names), 1))
