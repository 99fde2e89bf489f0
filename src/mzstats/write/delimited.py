"""csv and tsv: the light path. Every value exact; text that a spreadsheet would run as a formula is made inert."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from mzstats.model import Observation
from mzstats.table import BY_NAME, header, number
from mzstats.write.base import TextWriter, picker
from mzstats.write.inert import RISKY, inert
from mzstats.write.target import Target

BOM = "\ufeff"


class _Lines(list[str]):
    """A file for ``csv.writer`` that keeps the lines. It ends them with CR LF, since only then does it quote a CR in a cell."""

    def write(self, line: str) -> int:
        self.append(line[:-2])
        return len(line)


class DelimitedWriter(TextWriter):
    """One row a line; lines end with LF."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str, delimiter: str, bom: bool) -> None:
        super().__init__(target, columns, headers)
        self._lines = _Lines()
        self._csv = csv.writer(self._lines, delimiter=delimiter, lineterminator="\r\n")
        self._pick = picker(columns)
        self._texts = [at for at, name in enumerate(columns) if BY_NAME[name].type == "string"]
        self._decimals = [at for at, name in enumerate(columns) if BY_NAME[name].type == "decimal"]
        self._csv.writerow(header(columns, headers))
        with self._guard():
            if bom:
                self._put(BOM)
            self._flush()

    def _write(self, observations: Iterable[Observation]) -> None:
        texts, decimals, pick, put = self._texts, self._decimals, self._pick, self._csv.writerow
        for count, observation in enumerate(observations, 1):
            cells = list(pick(observation))
            for at in texts:
                if cells[at][:1] in RISKY:
                    cells[at] = inert(cells[at])
            for at in decimals:
                cells[at] = number(cells[at])
            put(cells)
            if count % 1000 == 0:
                self._flush()
        self._flush()

    def _flush(self) -> None:
        if self._lines:
            self._put("\n".join(self._lines) + "\n")
            self._lines.clear()


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> DelimitedWriter:
    """The writer of ``csv`` or ``tsv``."""
    return DelimitedWriter(target, columns, headers, "\t" if format == "tsv" else ",", target.is_file if bom is None else bom)
