"""The 合计 line of a table against the lines that it sums, column by column, where the rows themselves are not linked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mzstats.audit import interval
from mzstats.audit.relations import ADDITIVE
from mzstats.audit.report import Found, Report, before, found, measure, quote, quotes, sentence_start
from mzstats.model import Observation
from mzstats.table import number

Line = tuple[Observation, ...]

_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|总\s*数|全[省市州县区旗](?:合计)?)\s*")
_NO_PART = re.compile(r"其中|小\s*计|合\s*计|总\s*计|累计|上年|同比|增长|占比|#")
_CELL = re.compile(r"[|\t]")

LEAST = Decimal("0.5")
"""Lines that make less than this of their total were not all read."""


def totals(report: Report) -> Iterator[Found]:
    """Each column of a 合计 line against the column's other figures, above it or (where it stands first) below it."""
    for run in _runs(report):
        labels = [_label(line) for line in run]
        places = [place for place, label in enumerate(labels) if _TOTAL.fullmatch(label)]
        if len(places) != 1 or places[0] not in (0, len(run) - 1):
            continue
        parts = [line for place, line in enumerate(run) if place != places[0]]
        if len(parts) < 2 or any(_NO_PART.search(label) for place, label in enumerate(labels) if place != places[0]):
            continue
        for total in run[places[0]]:
            yield from _column(report, total, parts)


def _column(report: Report, total: Observation, lines: Sequence[Line]) -> Iterator[Found]:
    if total.aspect != "level" or measure(total) not in ADDITIVE or total.id in report.parts:
        return
    column = _column_of(total)
    parts = [row for line in lines for row in line if _column_of(row) == column and row.metric == total.metric and row.unit == total.unit]
    if len(parts) != len(lines) or any(row.part_of is not None for row in parts):
        return
    whole, made = interval.of(total), interval.total(interval.of(part) for part in parts)
    if not whole.meets(made) and made.high >= whole.low * LEAST:
        told = {"parts": quotes(parts), "made": number(sum((part.value for part in parts), Decimal(0))), "total": quote(total)}
        yield found("error", (total, *parts), "sum", **told)


def _runs(report: Report) -> Iterator[list[Line]]:
    """Lines of table cells that follow each other without a gap: each with its figures."""
    run: list[Line] = []
    end = -1
    for sentence, rows in report.by_sentence.items():
        start = sentence_start(rows) if _CELL.search(sentence) else None
        if start is None or not 0 < start - end <= 2:
            if run:
                yield run
            run = []
        if start is not None:
            run.append(rows)
            end = start + len(sentence)
    if run:
        yield run


def _label(line: Line) -> str:
    """The line's first cell that is no number of its own (序号)."""
    cells = [cell.strip() for cell in _CELL.split(line[0].sentence)]
    return next((cell for cell in cells if cell and not cell.isdigit()), "")


def _column_of(row: Observation) -> int:
    return len(_CELL.findall(before(row, len(row.sentence))))
