"""``mzstats patterns``: the metrics, one metric, the check of a folder, a template for a new one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import typer

from mzstats.cli.commands import SETTINGS
from mzstats.cli.extract import UNKNOWN
from mzstats.cli.lang import chosen, told
from mzstats.cli.say import Messages, padded, put
from mzstats.cli.typed import Domain, PatternDirs
from mzstats.model import MzstatsError
from mzstats.patterns import Metric, Patterns, Subject, load
from mzstats.patterns.examples import Example, proofs_of
from mzstats.patterns.files import line
from mzstats.report.domains import named

app = typer.Typer(no_args_is_help=True, **SETTINGS)


@app.command("list", help="The metrics: subject.measure, unit, Chinese name, line of business.")
def list_command(
    glob: Annotated[str, typer.Argument(metavar="[GLOB]", help="only these: dibao.*, or a Chinese name's part")] = "",
    domain: Domain = "",
    as_json: Annotated[bool, typer.Option("--json", help="one object a metric")] = False,
    patterns: PatternDirs = None,
) -> None:
    """The metrics, in the order of their files."""
    known = load(patterns or ())
    domain = domain and named(domain, (metric.domain for metric in known.metrics.values()))
    metrics = [
        m for m in known.metrics.values() if (not domain or m.domain == domain) and (not glob or fnmatchcase(m.id, glob) or glob in m.name)
    ]
    if glob and not metrics:
        raise MzstatsError(f"{glob}: {UNKNOWN}")
    if as_json:
        keys = ("id", "name", "unit", "area", "domain", "indicator")
        put("[" + ",".join("\n" + json.dumps({key: getattr(m, key) for key in keys}, ensure_ascii=False) for m in metrics) + "\n]\n")
        return
    put("".join(f"{padded(m.id, 46)}  {padded(m.unit, 18)}  {padded(m.name, 30)}  {m.domain}\n" for m in metrics))


@app.command("show", help="One metric or subject: its words, units, measures, where it is written.")
def show_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="dibao.persons, dibao, or a Chinese name")],
    patterns: PatternDirs = None,
) -> None:
    """All that the patterns say of a subject."""
    known = load(patterns or ())
    put("\n".join(text for subject in _named(name, known) for text in (*_subject(subject, known), "")))


def _named(name: str, known: Patterns) -> list[Subject]:
    subject = name.partition(".")[0]
    if subject in known.subjects and (name == subject or name in known.metrics):
        return [known.subjects[subject]]
    found = [one for one in known.subjects.values() if name in (one.name, *one.words) or any(name == metric.name for metric in one.metrics)]
    if not found:
        from difflib import get_close_matches

        near = get_close_matches(name, [*known.metrics, *known.subjects], 3)
        raise MzstatsError(f"{name}: no such metric; did you mean {', '.join(near)}?" if near else f"{name}: {UNKNOWN}")
    return found


def _subject(subject: Subject, known: Patterns) -> Iterator[str]:
    number = line(subject.file, subject.id)
    yield f"{subject.id}  {subject.name}  ({subject.domain})"
    yield _entry("written in", f"{subject.file}:{number}" if number else subject.file)
    if subject.within:
        yield _entry("within", f"{subject.within}  {known.subjects[subject.within].name}") if subject.within in known.subjects else ""
    yield _entry("words", " ".join(subject.words) or "-")
    for word, companions in subject.near:
        yield _entry("word", f"{word}  {told('only near')} {' '.join(companions)}")
    for metric in subject.metrics:
        yield from _metric(metric, known)
    for proof in proofs_of(Path(subject.file), subject.id, known):
        if isinstance(proof, Example):
            yield _entry("example", f"{proof.text!r}  {'; '.join(proof.told) or told('no row')}")
        else:
            yield _entry("none", repr(proof.text))


def _entry(head: str, text: str, indent: int = 2) -> str:
    return f"{'':{indent}}{padded(told(head), 10)}  {text}"


def _metric(metric: Metric, known: Patterns) -> Iterator[str]:
    measure = known.measures[metric.measure]
    yield f"  {metric.id}  {metric.name}, {told('in')} {metric.unit}"
    if measure.definition:
        yield _entry("means", told(measure.definition), 4)
    yield _entry("printed as", " ".join(sorted(metric.accepts)), 4)
    if measure.cues:
        yield _entry("called by", " ".join(measure.cues) + (f" ({told('one is needed')})" if metric.needs_cue else ""), 4)
    if metric.area:
        yield _entry("told apart", "urban, rural", 4)
    if metric.indicator:
        yield _entry("official", metric.indicator, 4)


@app.command("check", help="The check of folders of patterns: files, examples, words. Without a folder: the built-in ones.")
def check_command(
    folders: Annotated[
        list[str] | None, typer.Argument(metavar="[DIR]...", help="your folders; the last is checked on top of the others")
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="failures only")] = False,
) -> None:
    """Exit status 1 where a proof fails, 2 where the files themselves are wrong."""
    from mzstats.proofs import check

    say = Messages(quiet)
    report = check(folders or ())
    for failure in report.failures:
        put(f"{told(str(failure))}\n")
    for note in report.notes:
        say.note(f"note: {note}")
    one, two, three, four = report.subjects, report.words, report.examples, report.counterexamples
    outcome = f"{len(report.failures)} failure{'s' * (len(report.failures) != 1)}" if report.failures else "all hold"
    say.note(
        f"{one} subject{'s' * (one != 1)}, {two} word{'s' * (two != 1)}, {three} example{'s' * (three != 1)}, "
        f"{four} counter-example{'s' * (four != 1)}: {outcome}"
    )
    if report.failures:
        raise typer.Exit(1)


@app.command("new", help="A template for a subject of your own.")
def new_command(
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="its id: small letters, digits and _")],
    name: Annotated[str, typer.Option("--name", help="its Chinese name, as reports write it")] = "",
    measure: Annotated[str, typer.Option("--measure", help="what is counted of it")] = "institutions",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="the file to write (.toml); default: standard output")] = None,
) -> None:
    """The template to standard output, or into a file that is not there yet."""
    import re

    from mzstats.patterns.template import template

    known = load()
    if not re.fullmatch(r"[a-z][a-z0-9_]*", subject):
        raise MzstatsError(f"{subject}: an id is small letters, digits and _: night_school")
    if measure not in known.measures:
        raise MzstatsError(f"--measure {measure}: the measures are {', '.join(known.measures)}")
    if subject in known.subjects:
        raise MzstatsError(
            f"{subject}: there is such a subject (mzstats patterns show {subject}); a file of yours may add words and metrics to it"
        )
    text = template(subject, name or subject, known.measures[measure], known.units, chosen())
    if output is None:
        put(text)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise MzstatsError(f"{output}: {error.strerror or error}") from error
