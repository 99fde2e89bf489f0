"""``mzstats evaluate``: precision, recall and F1 of a table against a gold file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mzstats.cli.lang import told
from mzstats.cli.say import padded, put
from mzstats.cli.typed import PatternDirs

if TYPE_CHECKING:
    from mzstats.evaluate import Evaluation, Figure, Miss, Score

_PARTS = ("precision", "recall", "f1")


def evaluate_command(
    predicted: Annotated[Path, typer.Argument(metavar="PRED", help="a table that mzstats wrote, in any format")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="a csv of the right figures: doc,start,end,text,metric,area,value,unit,...")],
    metrics: Annotated[
        Path | None, typer.Option("--metrics", help="a csv of the metrics that gold looked for; default: metrics.csv beside it, else all")
    ] = None,
    by_metric: Annotated[bool, typer.Option("--by-metric", help="scores of each metric too")] = False,
    by_document: Annotated[bool, typer.Option("--by-document", help="scores of each document too")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="every row that is wrong or missed")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="all of this as JSON")] = False,
    patterns: PatternDirs = None,
) -> None:
    """Precision, recall and F1 against a gold file."""
    from mzstats import evaluate as scoring
    from mzstats.load import iterate

    right = scoring.read_gold(gold)
    listed = metrics or scoring.scope(gold)
    known = scoring.read_metrics(listed) if listed else _known(patterns or [])
    result = scoring.evaluate(scoring.predictions(iterate(predicted), right.documents), right, known)
    typer.echo(told(f"scored: the {len(known)} metrics of {listed or 'the patterns'}"), err=True)
    if as_json:
        put(json.dumps(_plain(result), ensure_ascii=False) + "\n")
        return
    put("".join(line + "\n" for line in _lines(result, by_metric, by_document, misses)))


def _known(folders: list[str]) -> frozenset[str]:
    from mzstats.pipeline import vocabulary

    return frozenset(vocabulary(tuple(folders)).metrics)


def _lines(result: Evaluation, by_metric: bool, by_document: bool, misses: bool) -> Iterator[str]:
    if misses:
        yield from map(_miss_line, result.misses)
    if by_document:
        yield from _table("document", result.by_document)
    if by_metric:
        yield from _table("metric", result.by_metric)
    yield told(f"{result.documents} documents, {result.gold} gold figures, {result.predicted} predicted")
    for level, score in result.levels.items():
        yield "  ".join([level.ljust(6), *(f"{part} {getattr(score, part):.3f}" for part in _PARTS)])


def _table(head: str, scores: Mapping[str, Mapping[str, Score]]) -> Iterator[str]:
    """One line each: counts, then precision and recall at each level."""
    width = max([len(head), *map(len, scores)])
    levels = list(next(iter(scores.values()), {}))
    yield "  ".join([head.ljust(width), "gold", "pred", *(f"{level} p/r".rjust(11) for level in levels)])
    for name, by_level in scores.items():
        first = next(iter(by_level.values()))
        shares = (f"{score.precision:.3f}/{score.recall:.3f}" for score in by_level.values())
        yield "  ".join([padded(name, width), f"{first.gold:4}", f"{first.predicted:4}", *shares])


def _miss_line(miss: Miss) -> str:
    figure = miss.figure
    cells = [
        f"{miss.kind:6}",
        figure.document,
        f"{figure.start}-{figure.end}",
        figure.text,
        *(_told(value) or "-" for value in figure.fields.values()),
    ]
    if miss.other is not None:
        side = "gold" if miss.kind == "wrong" else "table"
        differs = ", ".join(f"{name} {_told(miss.other.fields[name]) or '-'}" for name in miss.differs) or "another row of the same"
        cells.append(f"{side}: {differs}")
    return "\t".join(" ".join(cell.split("\n")) for cell in cells)


def _told(value: object) -> str:
    return f"{value:f}" if not isinstance(value, str) else value  # a Decimal in plain digits


def _plain(result: Evaluation) -> dict[str, Any]:
    return {
        "documents": result.documents,
        "gold": result.gold,
        "predicted": result.predicted,
        **{level: _rounded(score) for level, score in result.levels.items()},
        "by_document": {name: _counted(scores) for name, scores in result.by_document.items()},
        "by_metric": {name: _counted(scores) for name, scores in result.by_metric.items()},
        "misses": [
            {"kind": miss.kind, **_row(miss.figure), "other": _row(miss.other) if miss.other else None, "differs": list(miss.differs)}
            for miss in result.misses
        ],
    }


def _rounded(score: Score) -> dict[str, float]:
    return {part: round(getattr(score, part), 4) for part in _PARTS}


def _counted(scores: Mapping[str, Score]) -> dict[str, Any]:
    first = next(iter(scores.values()))
    return {"gold": first.gold, "predicted": first.predicted, **{level: _rounded(score) for level, score in scores.items()}}


def _row(figure: Figure) -> dict[str, Any]:
    told = {name: _told(value) for name, value in figure.fields.items()}
    return {"document": figure.document, "start": figure.start, "end": figure.end, "text": figure.text, **told}
