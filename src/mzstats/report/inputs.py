"""What a user names on the command line, read: tables and stores as they are, reports by way of the pipeline."""

from __future__ import annotations

import sys
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

                out.rows += map(_whole, load(Path(name)))
                continue
        except MzstatsError as error:
            out.failures.append(str(error))
            continue
        for document in documents([name], out.failures):
            try:
                out.rows += run(document, options)
            except Exception as error:  # a fault of ours must cost this document only
                kind = type(error).__name__
                out.failures.append(f"{document.source}: an error in mzstats itself ({kind}: {error}); please report it")
                continue
            out.documents.append(document)
    return out


def _whole(row: Observation) -> Observation:
    """A row of a table with chosen columns (``--columns``): what it does not tell is taken to be the plain case."""
    if row.aspect and row.status and row.bound and row.unit:
        return row
    from mzstats.pipeline import vocabulary

    metric = vocabulary(()).metrics.get(row.metric)
    return row._replace(
        aspect=row.aspect or "level", status=row.status or "actual", bound=row.bound or "exact",
        unit=row.unit or (metric.unit if metric else ""), name=row.name or (metric.name if metric else ""),
    )  # fmt: skip


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
    if ending == ".xlsx":  # other workbooks are reports, which can be told only by opening them
        from mzstats.load import holds_figures

        return holds_figures(path)
    return False


def documents(paths: Iterable[str], failures: list[str]) -> Iterator[Document]:
    """The documents in files and folders, in the order of ``mzstats.inputs.walk``; what cannot be read is added to ``failures``."""
    from mzstats.inputs import walk
    from mzstats.read import documents as inside
    from mzstats.read import read_bytes

    for item in walk(paths):
        try:
            if item.problem:
                failures.append(item.problem)
            elif item.path == "-":
                yield read_bytes(sys.stdin.buffer.read(), "-")
            else:
                yield from inside(Path(item.path), name=item.name)
        except MzstatsError as error:
            failures.append(str(error))
