"""csv and tsv: the light path. Every value exact; text that a spreadsheet would run as a formula is made inert."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from mzstats.model import Observation
from mzstats.table import BY_NAME, header, number
from mzstats.write.base import LineWriter, picker
from mzstats.write.inert import RISKY, inert
from mzstats.write.target import Target

BOM = "\ufeff"


class _Line(list[str]):
    """A file for ``csv.writer`` that keeps the line. It ends them with CR LF, since only then does it quote a CR in a cell."""

    def write(self, line: str) -> int:
        self.append(line[:-2])
        return len(line)


class Rows:
    """Figures as lines, each ended by LF."""

    def __init__(self, columns: Sequence[str], delimiter: str) -> None:
        self._delimiter = delimiter
        self._line = _Line()
        self._csv = csv.writer(self._line, delimiter=delimiter, lineterminator="\r\n")
        self._pick = picker(columns)
        self._texts = [at for at, name in enumerate(columns) if BY_NAME[name].type == "string"]
        self._decimals = [at for at, name in enumerate(columns) if BY_NAME[name].type == "decimal"]
        self._integers = [at for at, name in enumerate(columns) if BY_NAME[name].type == "integer"]

    def __call__(self, observations: Iterable[Observation]) -> str:
        texts, decimals, integers, pick = self._texts, self._decimals, self._integers, self._pick
        out: list[str] = []
        for observation in observations:
            cells: list[Any] = list(pick(observation))
            for at in texts:
                if cells[at][:1] in RISKY:
                    cells[at] = inert(cells[at])
            for at in decimals:
                cells[at] = number(cells[at])
            for at in integers:
                cells[at] = "" if cells[at] is None else str(cells[at])
            out.append(self.line(cells))
        return "\n".join([*out, ""])

    def line(self, cells: Sequence[str]) -> str:
        """A row as ``csv.writer`` writes it, which few rows need: it takes several times as long."""
        line = self._delimiter.join(cells)
        if not line or '"' in line or "\n" in line or "\r" in line or line.count(self._delimiter) >= len(cells):
            self._csv.writerow(cells)
            return self._line.pop()
        return line


class DelimitedWriter(LineWriter):
    """One row a line; lines end with LF."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str, rows: Rows, bom: bool) -> None:
        super().__init__(target, columns, headers, rows)
        with self._guard():
            self._put((BOM if bom else "") + rows.line(header(columns, headers)) + "\n")


def lines(format: str, columns: Sequence[str], headers: str) -> Rows:
    """What makes the lines of ``csv`` or ``tsv``."""
    return Rows(columns, "\t" if format == "tsv" else ",")


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> DelimitedWriter:
    """The writer of ``csv`` or ``tsv``."""
    return DelimitedWriter(target, columns, headers, lines(format, columns, headers), target.is_file if bom is None else bom)
