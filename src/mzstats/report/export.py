"""A head and rows of texts as a file: csv, tsv, md, json, jsonl, xlsx. For summaries and comparisons, which have columns of their own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from mzstats.write.inert import inert
from mzstats.write.target import Target, ending

FORMATS = ("csv", "tsv", "md", "json", "jsonl", "xlsx")


def kind(path: Path) -> str:
    """The format that the ending names. Raises MzstatsError for others."""
    return ending(path, FORMATS)


def dumps(head: Sequence[str], rows: Sequence[Sequence[str]], form: str, numbers: Sequence[str] = ()) -> str:
    """The table as text. ``numbers``: the columns that json gives as numbers (exactly as written)."""
    if form in ("csv", "tsv"):
        out = io.StringIO()
        writer = csv.writer(out, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writerow(head)
        writer.writerows([inert(cell) for cell in row] for row in rows)
        return out.getvalue()
    if form == "md":
        lines = [head, ["---"] * len(head), *rows]
        return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)
    objects = [_object(head, row, numbers) for row in rows]
    if form == "jsonl":
        return "".join(one + "\n" for one in objects)
    return "[" + ",\n ".join(objects) + "]\n"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _object(head: Sequence[str], row: Sequence[str], numbers: Sequence[str]) -> str:
    """A JSON object; numbers are written digit for digit, so that no decimal passes through a float."""
    pairs = []
    for name, cell in zip(head, row, strict=True):
        value = (cell or "null") if name in numbers else json.dumps(cell, ensure_ascii=False)
        pairs.append(f"{json.dumps(name)}: {value}")
    return "{" + ", ".join(pairs) + "}"


def write(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()) -> None:
    """The table as a file, the format by its ending. Raises MzstatsError for an unknown one or where it cannot be written."""
    form = kind(path)
    if form == "xlsx":
        save(path, _xlsx(head, rows, numbers))
    else:
        save(path, dumps(head, rows, form, numbers).encode("utf-8-sig" if form in ("csv", "tsv") else "utf-8", "replace"))


def save(path: Path, data: bytes) -> None:
    """The bytes as a file, whole or not at all. Raises MzstatsError where it cannot be written."""
    with Target(path) as target:
        target.file.write(data)


def _xlsx(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **plain}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, head, bold)
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(rows, 1):
            for column, (name, cell) in enumerate(zip(head, row, strict=True)):
                if name in numbers and cell:
                    sheet.write_number(place, column, float(cell))
                else:
                    sheet.write_string(place, column, cell)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(head) - 1)
        sheet.autofit()
    return out.getvalue()
