"""What a user names on the command line, read: tables and stores as they are, reports by way of the pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mzstats.model import Document, MzstatsError, Observation

if TYPE_CHECKING:
    from mzstats.pipeline import Options

STORES = frozenset({".sqlite", ".db", ".duckdb", ".parquet", ".json", ".jsonl", ".ndjson"})
"""Endings that only a table has."""


@dataclass
class Read:
    """The rows of all inputs, the documents among them, and what could not be read."""

    rows: list[Observation] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def read(paths: Iterable[str], options: Options) -> Read:
    """Everything that the paths name; folders are walked. An input that fails is told in ``failures``, the rest is read."""
    from mzstats.pipeline import run

    out = Read()
    for name in paths:
        try:
            if is_table(Path(name)):
                from mzstats.load import load

                out.rows += load(Path(name))
                continue
        except MzstatsError as error:
            out.failures.append(str(error))
            continue
        for document in documents([name], out.failures):
            out.documents.append(document)
            out.rows += run(document, options)
    return out


def is_table(path: Path) -> bool:
    """Whether a file is a table that mzstats wrote, not a report: by its ending, or its column heads."""
    ending = path.suffix.lower()
    if ending in STORES:
        return True
    if ending in (".csv", ".tsv"):
        try:
            with path.open(encoding="utf-8-sig") as file:
                head = file.readline(4096)
        except (OSError, UnicodeDecodeError):
            return False
        return ("metric" in head and "value" in head) or ("指标" in head and "数值" in head and "原文" in head)
    return ending == ".xlsx" and _is_workbook_of_figures(path)


def _is_workbook_of_figures(path: Path) -> bool:
    """A workbook that ``extract -o x.xlsx`` wrote can be told only by opening it; other workbooks are reports."""
    from mzstats.load import load

    try:
        load(path)
    except (MzstatsError, OSError, ValueError, KeyError):
        return False
    return True


def documents(paths: Iterable[str], failures: list[str]) -> Iterator[Document]:
    """The documents in files and folders, in the order of their names; what cannot be read is added to ``failures``."""
    from mzstats.read import documents as inside
    from mzstats.read import read_bytes

    for name in paths:
        if name == "-":
            import sys

            yield read_bytes(sys.stdin.buffer.read(), "-")
            continue
        for path in _files(Path(name)):
            try:
                yield from inside(path)
            except MzstatsError as error:
                failures.append(str(error))


def _files(path: Path) -> Iterator[Path]:
    from mzstats.read import looks_like_report

    if not path.is_dir():
        yield path
        return
    for one in sorted(path.rglob("*")):
        if one.is_file() and looks_like_report(one) and not any(part.startswith(".") for part in one.relative_to(path).parts):
            yield one
