"""parquet: typed columns (decimal values, the days of a period), in row groups, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from mzstats.model import Observation
from mzstats.store_tables import DAYS
from mzstats.table import BY_NAME, header
from mzstats.write.base import Writer, need, picker, valid
from mzstats.write.target import Target
from mzstats.write.typed import DIGITS, PLACES, days, fits, unfit

_GROUP = 10_000
"""Rows of a row group."""


class ParquetWriter(Writer):
    """A value that ``decimal(38, 10)`` cannot hold exactly is left out with its row, and told in ``warnings``."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str) -> None:
        super().__init__(target, columns, headers)
        self._pa = need("pyarrow", "parquet")
        self._schema = self._make_schema(headers)
        self._pick = picker(columns)
        self._texts = [at for at, name in enumerate(columns) if BY_NAME[name].type == "string"]
        self._values = "value" in columns
        self._days = "period" in columns
        self._rows: list[tuple[Any, ...]] = []
        with self._guard():
            self._parquet = need("pyarrow.parquet", "parquet").ParquetWriter(target.file, self._schema, compression="zstd")

    def _make_schema(self, headers: str) -> Any:
        pa = self._pa
        types = {"string": pa.string(), "integer": pa.int64(), "decimal": pa.decimal128(DIGITS, PLACES)}
        fields = []
        for name, head in zip(self.columns, header(self.columns, headers), strict=True):
            column = BY_NAME[name]
            fields.append(pa.field(head, types[column.type], metadata={"description": column.description, "zh": column.zh}))
        if "period" in self.columns:
            fields += [pa.field(name, pa.date32()) for name in DAYS]
        return pa.schema(fields)

    def _write(self, observations: Iterable[Observation]) -> None:
        for one in observations:
            if self._values and not fits(one.value):
                self.warnings.append(unfit(one.source, one.start, one.value))
                continue
            row = list(self._pick(one))
            for at in self._texts:
                row[at] = valid(row[at])
            self._rows.append((*row, *days(one.period)) if self._days else tuple(row))
            if len(self._rows) >= _GROUP:
                self._flush()

    def _flush(self) -> None:
        if self._rows:
            columns = zip(zip(*self._rows, strict=True), self._schema, strict=True)
            arrays = [self._pa.array(cells, field.type) for cells, field in columns]
            self._parquet.write_table(self._pa.Table.from_arrays(arrays, schema=self._schema))
            self._rows = []

    def _finish(self) -> None:
        self._flush()
        self._parquet.close()

    def _drop(self) -> None:
        with suppress(Exception):  # whatever it says: the file is thrown away
            self._parquet.close()


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> ParquetWriter:
    """The writer of ``parquet``."""
    return ParquetWriter(target, columns, headers)
