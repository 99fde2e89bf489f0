"""``summarize``, ``compare``, ``audit``, ``view``, ``find``: what is read out of figures. Arguments and messages only."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mzstats.cli.lang import LANGUAGES, asked, chinese, chosen, told, told_lines
from mzstats.cli.say import put, unit
from mzstats.cli.typed import Domain, PatternDirs, Region, Year
from mzstats.model import MzstatsError, Observation

if TYPE_CHECKING:
    from mzstats.model import Finding
    from mzstats.report.inputs import Read

Metrics = Annotated[str, typer.Option("--metric", help="only these metrics: dibao.*,marriage.*")]
Inputs = Annotated[list[str], typer.Argument(metavar="TABLE...", help="tables, stores, or reports and folders of them")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="where to write; the ending picks the format")]
Form = Annotated[str, typer.Option("-f", "--format", help="the format on standard output: csv, tsv, md, json, jsonl")]


def summarize_command(
    inputs: Inputs,
    by: Annotated[str, typer.Option("--by", help="region, period, year, metric, domain, area")] = "metric,period,region",
    metric: Metrics = "",
    domain: Domain = "",
    output: Output = None,
    form: Form = "",
    html: Annotated[Path | None, typer.Option("--html", help="a page of charts")] = None,
    region: Region = "",
    year: Year = None,
    patterns: PatternDirs = None,
) -> None:
    """Totals and comparisons by region, period and metric."""
    from mzstats.report import export, summary

    with _told():
        keys = summary.keys(by)
        _check_form(form, output)
    read, known = _read(inputs, region, year, patterns)
    rows = _only(read.rows, known, metric, domain)
    lines = summary.summarize(rows, keys, known)
    head, body = summary.rows(lines, keys)
    numbers = ("total", "low", "median", "high", "figures", "regions")
    with _told(1):
        if html is not None:
            from mzstats.report import summary_page

            _write(html, summary_page.render(rows, keys, known))
        if output is not None:
            export.write(output, head, body, numbers)
        elif form:
            _print(export.dumps(head, body, form, numbers))
        elif html is None:
            _print(summary.text(lines, keys, _width(), told) or f"{told('no figures')}\n")
    _end(read)


def compare_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="the table, store or report to compare with")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="the table, store or report that is compared")],
    metric: Metrics = "",
    domain: Domain = "",
    same: Annotated[bool, typer.Option("--same", help="also what stayed the same")] = False,
    ignore_region: Annotated[bool, typer.Option("--ignore-region", help="match by metric alone")] = False,
    output: Output = None,
    form: Form = "",
    region: Region = "",
    year: Year = None,
    patterns: PatternDirs = None,
) -> None:
    """What changed between two tables (years, bureaus)."""
    from mzstats.report import compare, export

    with _told():
        _check_form(form, output)
    before, known = _read([old], region, year, patterns)
    after, _ = _read([new], region, year, patterns)
    one, other = (_only(read.rows, known, metric, domain) for read in (before, after))
    changes = compare.compare(one, other, known, regions=False if ignore_region else None)
    shown = [change for change in changes if same or change.state != "same"]
    numbers = ("old", "new", "difference", "growth", "stated_growth")
    with _told(1):
        if output is not None:
            export.write(output, compare.HEAD, compare.rows(shown), numbers)
        elif form:
            _print(export.dumps(compare.HEAD, compare.rows(shown), form, numbers))
        else:
            _print(compare.text(changes, _width(), same, told))
    before.failures += after.failures
    _end(before)


def audit_command(
    inputs: Annotated[list[str] | None, typer.Argument(metavar="TABLE...", help="tables, stores, or reports and folders of them")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one object a finding")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="exit 1 where anything contradicts")] = False,
    check: Annotated[list[str] | None, typer.Option("--check", help="only this check (repeatable)")] = None,
    list_checks: Annotated[bool, typer.Option("--list", help="the checks and what they mean")] = False,
    region: Region = "",
    year: Year = None,
    patterns: PatternDirs = None,
) -> None:
    """Figures that contradict each other."""
    from mzstats.audit import RULES, audit

    if list_checks:
        _print("".join(f"{rule.name:12} {rule.zh}: {told(rule.meaning)}\n" for rule in RULES))
        return
    with _told():
        if not inputs:
            raise MzstatsError("name a table, a store or reports")
        for name in check or ():
            if name not in {rule.name for rule in RULES}:
                raise MzstatsError(f"--check {name}: the checks are {', '.join(rule.name for rule in RULES)}")
    read, _ = _read(inputs or [], region, year, patterns)
    findings = audit(read.rows, check or (), (asked() or "en") if as_json else chosen())  # what programs read is the same everywhere
    if as_json:
        _print(json.dumps([_object(one) for one in findings], ensure_ascii=False, indent=1) + "\n")
    else:
        _print("".join(_finding(one) for one in findings))
        found, reports, rows = len(findings), len({row.source for row in read.rows}), len(read.rows)
        said = f"{found} contradiction{'s' * (found != 1)} in {reports} report{'s' * (reports != 1)}, {rows} figure{'s' * (rows != 1)}"
        typer.echo(told(said), err=True)
    _end(read, failed=strict and bool(findings))


def view_command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="reports and folders of them")],
    output: Annotated[Path, typer.Option("-o", "--output", help="the page to write (.html)")],
    lang: Annotated[str, typer.Option("--lang", help="the language that the page opens in: zh, en")] = "zh",
    other: Annotated[bool, typer.Option("--all", help="also the figures outside the catalogue")] = False,
    no_audit: Annotated[bool, typer.Option("--no-audit", help="without the contradictions")] = False,
    region: Region = "",
    year: Year = None,
    patterns: PatternDirs = None,
) -> None:
    """One self-contained HTML page: the text with each figure marked, beside the table."""
    from mzstats.audit import audit
    from mzstats.pipeline import Options, explain
    from mzstats.report import domains, inputs, page

    with _told():
        _check_lang(lang)
        options = Options(region=region, year=year, other=other, patterns=tuple(patterns or ()))
        known = domains.by_metric(options.patterns)
    with _told(1):
        tables = [one for one in paths if one != "-" and inputs.is_table(Path(one))]
        if tables:
            raise MzstatsError(f"{tables[0]}: a table, which holds no text to mark; name the reports themselves")
        read = inputs.read(paths, options)
        if not read.documents:
            _end(read)
            raise MzstatsError(f"{paths[0]}: no report in it")
        findings = () if no_audit else audit(read.rows, lang=lang)
        say = chinese if lang == "zh" else str
        fates = {
            document.source: [fate._replace(reason=say(fate.reason)) for fate in explain(document, options)] for document in read.documents
        }
        _write(output, page.render(read.documents, read.rows, findings, fates, known, lang))
    documents = f"{len(read.documents)} document{'s' * (len(read.documents) != 1)}"
    wrong = f"{len(findings)} contradiction{'s' * (len(findings) != 1)}"
    figures = f"{len(read.rows)} figure{'s' * (len(read.rows) != 1)}"
    typer.echo(told(f"{output}: {', '.join((documents, figures, wrong))}"), err=True)
    _end(read)


def find_command(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="the question in plain words: 湘桥区2024年农村低保标准")],
    inputs: Inputs,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, help="the most rows")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="one object a row")] = False,
    year: Annotated[int | None, typer.Option("--year", min=1900, max=2100, help="what 今年 means; by default this year")] = None,
    patterns: PatternDirs = None,
) -> None:
    """Rows for a description in plain words."""
    from mzstats import patterns as vocabulary
    from mzstats.report import find
    from mzstats.table import NAMES, row

    read, _ = _read(inputs, "", None, patterns)
    known = vocabulary.load(patterns or ())
    question = find.read(words, known, year or datetime.date.today().year)
    hits = find.find(question, read.rows, limit)
    if as_json:
        answer = [{**dict(zip(NAMES, row(hit.row), strict=True)), "differs": list(hit.misses)} for hit in hits]
        _print(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    else:
        _print("".join(_hit(hit) for hit in hits))
    reading = ("，" if chosen() == "zh" else ", ").join(f"{told(part)} {value}" for part, value in find.understood(question, known))
    typer.echo(told(f"understood: {reading or 'nothing'}"), err=True)
    if not hits:
        typer.echo(told_lines(find.why_nothing(question, read.rows, known)), err=True, nl=False)
    elif question.unknown:
        typer.echo(told(f"not understood: {', '.join(question.unknown)}"), err=True)
    elif hits[0].misses:
        typer.echo(told("nothing exactly as asked; the nearest rows are given"), err=True)
    _end(read)


# -- messages


class _told:
    """Errors in the block become one line on standard error, and the exit status."""

    def __init__(self, status: int = 2) -> None:
        self.status = status

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, MzstatsError):
            typer.echo(told(f"error: {error}"), err=True)
            raise typer.Exit(self.status) from error


def _read(inputs: list[str], region: str, year: int | None, patterns: list[str] | None) -> tuple[Read, dict[str, str]]:
    from mzstats.pipeline import Options
    from mzstats.report import domains
    from mzstats.report.inputs import read

    folders = tuple(patterns or ())
    with _told():
        known = domains.by_metric(folders)
    with _told(1):
        out = read(inputs, Options(region=region, year=year, patterns=folders))
    if not out.rows:
        _end(out)
    return out, known


def _only(rows: list[Observation], known: dict[str, str], metric: str, domain: str) -> list[Observation]:
    from fnmatch import fnmatchcase

    from mzstats.report import domains

    with _told():
        domain = domain and domains.named(domain, [*known.values(), "other"])
    kept = [row for row in rows if not metric or any(fnmatchcase(row.metric, one.strip()) for one in metric.split(","))]
    return [row for row in kept if not domain or domains.of(row.metric, known) == domain]


def _check_form(form: str, output: Path | None) -> None:
    from mzstats.report.export import FORMATS, kind

    if form and form not in FORMATS[:-1]:
        raise MzstatsError(f"--format {form}: one of {', '.join(FORMATS[:-1])}")
    if output is not None:
        kind(output)


def _check_lang(lang: str) -> None:
    if lang not in LANGUAGES:
        raise MzstatsError(f"--lang {lang}: zh or en")


def _width() -> int:
    return min(120, shutil.get_terminal_size((80, 24)).columns)


_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�")
"""What steers a terminal, but for tab and line ends: no text of a document may."""


def _print(text: str) -> None:
    """UTF-8 to standard output, whatever the locale."""
    put(text.translate(_CONTROL))


def _write(path: Path, text: str) -> None:
    from mzstats.report.export import save

    save(path, text.encode("utf-8", "replace"))


def _end(read: Read, failed: bool = False) -> None:
    for failure in read.failures:
        typer.echo(told(f"error: {failure}"), err=True)
    if read.failures or failed:
        raise typer.Exit(1)


def _finding(finding: Finding) -> str:
    from mzstats.audit import RULES

    check = next(rule.zh for rule in RULES if rule.name == finding.check) + f"（{finding.check}）" if chosen() == "zh" else finding.check
    colon = "：" if chosen() == "zh" else ": "
    lines = [colon.join((told(finding.severity), check, finding.message))]
    for row in finding.figures:
        sentence = " ".join(row.sentence.split())
        lines.append(f"    {row.source}:{row.start}: {row.text}  {_around(sentence, row.text)}")
    return "\n".join(lines) + "\n"


def _around(sentence: str, text: str, width: int = 46) -> str:
    """A piece of the sentence with the figure in it."""
    at = sentence.find(text)
    if at < 0 or len(sentence) <= width:
        return sentence[:width]
    start = max(0, at - width // 2)
    end = min(len(sentence), at + len(text) + width // 3)
    return f"{'…' * (start > 0)}{sentence[start:end]}{'…' * (end < len(sentence))}"


def _object(finding: Finding) -> dict[str, object]:
    figures = [{"source": row.source, "start": row.start, "end": row.end, "text": row.text} for row in finding.figures]
    return {"check": finding.check, "severity": finding.severity, "message": finding.message, "figures": figures}


def _hit(hit: object) -> str:
    from mzstats.report.find import Hit
    from mzstats.table import number

    assert isinstance(hit, Hit)
    row = hit.row
    parts = [row.region, row.period, row.name or row.metric, row.detail, f"{number(row.value)} {unit(row.unit)}"]
    other = [name for name in (row.aspect, row.status, row.bound) if name not in ("level", "actual", "exact")]
    missed = ", ".join(hit.misses)
    differs = f"  ({told(f'another {missed}')})" if missed else ""
    said = " ".join(part for part in parts + other if part)
    return f"{said}{differs}\n    {row.source}:{row.start}: {' '.join(row.sentence.split())}\n"
