"""A table from one format to another."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from mzstats.load import iterate
from mzstats.table import NAMES
from mzstats.write import STORES, open_writer
from mzstats.write.target import Target

_BATCH = 1000


@dataclass
class Converted:
    """How many figures were written, and what the format could not hold."""

    figures: int = 0
    warnings: list[str] = field(default_factory=list)


def convert(
    source: Path,
    target: Path | BinaryIO,
    format: str,
    *,
    columns: Sequence[str] = NAMES,
    headers: str = "en",
    bom: bool | None = None,
    patterns: Sequence[str] = (),
    told: Callable[[str], str] = str,
) -> Converted:
    """Writes the figures of a table or store in another format; a store as a store whole, with its documents and failures.

    ``told``: why an input could not be read, as it stands in a table for people.
    Raises MzstatsError as ``load.iterate`` and ``write.open_writer`` do; the target is then as it was before.
    """
    if source.suffix.lower().removeprefix(".") in STORES and format in STORES and isinstance(target, Path):
        return _store(source, target, format)
    out = Converted()
    figures = iterate(source)
    first = list(islice(figures, _BATCH))  # what is wrong with the source is told before anything is written
    with open_writer(format, target, columns=columns, headers=headers, bom=bom, patterns=patterns) as writer:
        batch = first
        while batch:
            writer.write(batch)
            out.figures += len(batch)
            batch = list(islice(figures, _BATCH))
        for name, reason in failures(source):
            writer.fail(name, told(reason))
    out.warnings += writer.warnings
    return out


def failures(source: Path) -> Iterator[tuple[str, str]]:
    """The inputs that could not be read, with reasons, as a store knows them; none of a table."""
    ending = source.suffix.lower()
    asked = "SELECT source, reason FROM failures ORDER BY run, position, id"
    if ending in (".sqlite", ".db"):
        from mzstats.store import reading

        with reading(source) as db:
            yield from db.execute(asked).fetchall()
    elif ending == ".duckdb":
        from mzstats.write.duckdb import connect

        with closing(connect(source, read_only=True)) as duck:
            yield from duck.execute(asked).fetchall()


def _store(source: Path, target: Path, format: str) -> Converted:
    from mzstats.store import faults, reading

    out = Converted()
    with Target(target) as place, faults(str(target)):
        part = place.path()
        if source.suffix.lower() == ".duckdb":
            from mzstats.write.duckdb import to_sqlite

            source.open("rb").close()
            to_sqlite(source, part)
        else:
            with reading(source) as old, closing(sqlite3.connect(part)) as new:
                old.backup(new)
        with closing(sqlite3.connect(part)) as new:
            out.figures = new.execute("SELECT COUNT(*) FROM figures").fetchone()[0]
        if format == "duckdb":
            from mzstats.write.duckdb import export

            made = part.with_name(part.name + ".duckdb")
            out.warnings += export(part, made, str(target))
            os.replace(made, part)
    return out
