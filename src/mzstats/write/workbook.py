"""xlsx: a workbook for people: figures, the wide table, what the metrics mean, what contradicts, what failed.

Cells are typed; text is never taken for a formula or a link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from mzstats.model import Observation
from mzstats.table import BY_NAME, NAMES, header, number
from mzstats.write.base import Writer, picker, valid
from mzstats.write.inert import inert
from mzstats.write.target import Target

ROWS = 1_048_575
"""Rows of a sheet under its head; Excel opens no more."""

CELL = 32_767
"""Characters of a cell; Excel holds no more."""

KEPT = 50_000
"""Up to so many figures are kept in memory, for the wide table and the findings."""

SHEETS: dict[str, tuple[str, str]] = {
    "figures": ("figures", "数据"),
    "wide": ("wide", "宽表"),
    "definitions": ("definitions", "指标说明"),
    "findings": ("findings", "疑点"),
    "failures": ("failures", "未能读取"),
}
"""The names of the sheets, English and Chinese."""

_HEADS: dict[str, tuple[str, str]] = {
    "finding": ("finding", "疑点号"),
    "severity": ("severity", "轻重"),
    "check": ("check", "检查"),
    "message": ("message", "说明"),
    "domain": ("domain", "业务"),
    "indicator": ("indicator", "统计指标"),
    "rows": ("rows here", "本表行数"),
    "reason": ("reason", "原因"),
} | {name: (name, BY_NAME[name].zh) for name in NAMES}

_WIDTHS = {
    "id": 6, "part_of": 8, "source": 26, "region": 30, "region_code": 10, "period": 12, "metric": 34, "name": 34, "value": 16, "unit": 16,
    "text": 14, "sentence": 70, "heading": 30, "rule": 26, "message": 60, "reason": 70, "indicator": 44, "domain": 14,
}  # fmt: skip

_SEVERITY = {"error": "错误", "warning": "存疑"}


class _Rest:
    """A file that tells once that the disk is full, and is silent from then on: an archive given up still writes its end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._failed = False

    @property
    def _lost(self) -> bool:
        return self._failed or self._file.closed

    def write(self, data: bytes) -> int:
        if not self._lost:
            try:
                self._file.write(data)
            except OSError:
                self._failed = True
                raise
        return len(data)

    def tell(self) -> int:
        return 0 if self._lost else self._file.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0 if self._lost else self._file.seek(offset, whence)

    def flush(self) -> None:
        if not self._lost:
            self._file.flush()


class WorkbookWriter(Writer):
    """Figures go to their sheet as they come, row by row; the other sheets are made when it closes."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str, patterns: Sequence[str]) -> None:
        super().__init__(target, columns, headers)
        self._patterns = patterns
        self._scratch = TemporaryDirectory(prefix="mzstats-", ignore_cleanup_errors=True)
        self._book = xlsxwriter.Workbook(
            _Rest(target.file),
            {
                "constant_memory": True,
                "tmpdir": self._scratch.name,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
            },
        )
        # the same figures give the same bytes
        self._book.set_properties({"title": "mzstats", "created": datetime(2000, 1, 1)})
        self._formats = {
            "head": self._book.add_format({"bold": True, "bg_color": "#DDE6F0", "bottom": 1, "valign": "top", "text_wrap": True}),
            "whole": self._book.add_format({"num_format": "#,##0_ "}),
            "broken": self._book.add_format({"num_format": "#,##0.##########_ "}),
            "formula": self._book.add_format({"quote_prefix": True}),
        }
        self._pick = picker(columns)
        self._texts = [BY_NAME[name].type == "string" for name in columns]
        self._kept: list[Observation] | None = []
        self._count: Counter[str] = Counter()
        self._failures: list[tuple[str, str]] = []
        self._sheets = 0
        self._row = ROWS  # the first figure, like the one after a full sheet, asks for a sheet
        self._sheet: Any = None
        with self._guard():
            self._next_sheet()

    # -- figures

    def _write(self, observations: Iterable[Observation]) -> None:
        for one in observations:
            if self._row == ROWS:
                self._next_sheet()
            self._row += 1
            for column, (cell, text) in enumerate(zip(self._pick(one), self._texts, strict=True)):
                if text:
                    self._put_text(self._sheet, self._row, column, cell)
                elif cell is not None:
                    self._put_number(self._sheet, self._row, column, cell)
            self._count[one.metric] += 1
            if self._kept is not None:
                self._kept.append(one)
                if len(self._kept) > KEPT:
                    self._kept = None

    def fail(self, source: str, reason: str) -> None:
        self._failures.append((source, reason))

    def _next_sheet(self) -> None:
        self._close_sheet()
        self._sheets += 1
        name = _title("figures", self.headers) + (f" {self._sheets}" if self._sheets > 1 else "")
        heads = header(self.columns, self.headers)
        self._sheet = self._add(name, heads, [_WIDTHS.get(one, 9) for one in self.columns])
        self._row = 0

    def _close_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.autofilter(0, 0, max(self._row, 1), len(self.columns) - 1)

    # -- the other sheets

    def _finish(self) -> None:
        self._close_sheet()
        self._wide()
        self._definitions()
        self._findings()
        self._table("failures", ("source", "reason"), self._failures)
        try:
            self._book.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args else error
            raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error
        self._scratch.cleanup()

    def _drop(self) -> None:
        self._book.fileclosed = True  # its destructor would write the file after all
        for sheet in self._book.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()
        self._scratch.cleanup()

    def _wide(self) -> None:
        from mzstats.report.domains import by_metric
        from mzstats.report.wide import wide

        if self._kept is None:
            return self._too_many("wide", "mzstats summarize")
        heads, rows = wide(self._kept, by_metric(tuple(self._patterns)), self.headers)
        sheet = self._add(_title("wide", self.headers), heads, [30, 12, *([18] * (len(heads) - 2))], freeze=2)
        self._fill(sheet, len(heads), rows)

    def _definitions(self) -> None:
        from mzstats.pipeline import vocabulary
        from mzstats.report.domains import NAMES as DOMAINS

        metrics = vocabulary(tuple(self._patterns)).metrics
        order = {name: place for place, name in enumerate(DOMAINS)}
        rows = [
            (
                one.id,
                one.name,
                one.domain if self.headers == "en" else DOMAINS.get(one.domain, one.domain),
                one.unit,
                one.indicator,
                self._count[one.id],
            )
            for one in sorted(metrics.values(), key=lambda one: (order.get(one.domain, len(order)), one.id))
        ]
        self._table("definitions", ("metric", "name", "domain", "unit", "indicator", "rows"), rows)

    def _findings(self) -> None:
        from mzstats.audit import RULES, audit

        if self._kept is None:
            return self._too_many("findings", "mzstats audit")
        chinese = self.headers == "zh"
        names = {rule.name: rule.zh for rule in RULES}
        rows = []
        for count, found in enumerate(audit(self._kept, lang="zh" if chinese else "en"), 1):
            told = (count, _SEVERITY[found.severity], names[found.check]) if chinese else (count, found.severity, found.check)
            rows += [(*told, found.message, one.source, one.start, one.text, one.sentence) for one in found.figures]
        self._table("findings", ("finding", "severity", "check", "message", "source", "start", "text", "sentence"), rows)

    def _too_many(self, name: str, command: str) -> None:
        said = (f"more than {KEPT:,} figures: {command} tells this", f"超过{KEPT:,}个数字：请用 {command}")
        sheet = self._add(_title(name, self.headers), [_both(said, self.headers)], [60])
        self._fill(sheet, 1, [])

    # -- cells

    def _table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        heads = [_both(_HEADS[column], self.headers) for column in columns]
        sheet = self._add(_title(name, self.headers), heads, [_WIDTHS.get(column, 10) for column in columns])
        self._fill(sheet, len(columns), rows)

    def _add(self, name: str, heads: Sequence[str], widths: Sequence[int], freeze: int = 0) -> Any:
        """A sheet with its head. Widths come first: rows are written out as they come."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, freeze)
        if freeze:
            sheet.set_row(0, 48)  # names of metrics are long
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.repeat_rows(0)
        if not freeze:
            sheet.fit_to_pages(1, 0)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, valid(head), self._formats["head"])
        return sheet

    def _fill(self, sheet: Any, width: int, rows: Sequence[Sequence[Any]]) -> None:
        for place, row in enumerate(rows[:ROWS], 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    self._put_text(sheet, place, column, cell)
                elif cell is not None:
                    self._put_number(sheet, place, column, cell)
        sheet.autofilter(0, 0, max(len(rows), 1), width - 1)

    def _put_text(self, sheet: Any, row: int, column: int, text: str) -> None:
        if not text:
            return
        text = valid(text)
        if len(text) > CELL:
            self.warnings.append(f"row {row + 1}: a text of {len(text):,} characters is cut to the {CELL:,} that a cell of Excel holds")
            text = text[: CELL - 1] + "…"
        if inert(text) != text:  # stays text where someone edits the cell
            sheet.write_string(row, column, text, self._formats["formula"])
        else:
            sheet.write_string(row, column, text)

    def _put_number(self, sheet: Any, row: int, column: int, value: Decimal | int) -> None:
        """A number; its digits as text where a cell, which holds fifteen of them, would round it."""
        if isinstance(value, Decimal):
            digits = number(value)
            if len(digits.strip("-0").replace(".", "")) > 15 or value.adjusted() > 300:
                sheet.write_string(row, column, digits)
            else:
                sheet.write_number(row, column, float(value), self._formats["broken" if "." in digits else "whole"])
        else:
            sheet.write_number(row, column, value)


def _both(names: tuple[str, str], headers: str) -> str:
    return {"en": names[0], "zh": names[1], "both": " ".join(names)}[headers]


def _title(name: str, headers: str) -> str:
    return _both(SHEETS[name], headers)


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> WorkbookWriter:
    """The writer of ``xlsx``."""
    return WorkbookWriter(target, columns, headers, patterns)
