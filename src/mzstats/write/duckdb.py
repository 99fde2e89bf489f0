"""DuckDB: the same tables as sqlite, typed. A store is kept in sqlite while a run lasts, and written to DuckDB when it ends."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from mzstats import store_tables
from mzstats.model import MzstatsError
from mzstats.store import Store, exact, refuse, remove, stored
from mzstats.store_tables import DAYS, DUCKDB, ORDER, TABLES, quoted
from mzstats.write.base import need
from mzstats.write.sqlite import SqliteWriter
from mzstats.write.target import Target
from mzstats.write.typed import days, fits, unfit

_BATCH = 5_000
"""Rows that are handed over at a time."""


class DuckWriter(SqliteWriter):
    """Writes a new DuckDB file, by way of a sqlite file beside it."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str) -> None:
        need("duckdb", "duckdb")
        super().__init__(target, columns, headers)

    def _finish(self) -> None:
        super()._finish()
        made = self.target.part.with_name(self.target.part.name + ".duckdb")
        try:
            self.warnings += export(self.target.part, made, self.target.name)
            os.replace(made, self.target.part)
        finally:
            _remove(made)


class DuckStore(Store):
    """A store whose run is kept in sqlite beside the DuckDB file (``out.duckdb.part``), and exported by ``close``."""

    def __init__(self, path: Path, work: Path, version: str) -> None:
        super().__init__(work, version, name=str(path))
        self.final = path

    def close(self) -> None:
        """Writes the DuckDB file. Where that fails the sqlite file stays, and ``--resume`` goes on from it."""
        if not self._open:
            return
        super().close()
        made = self.final.with_name(self.path.name + ".duckdb")
        try:
            self.warnings += export(self.path, made, self.name)
            os.replace(made, self.final)
        except (OSError, MzstatsError) as error:
            _remove(made)
            told = error.strerror if isinstance(error, OSError) else str(error).removeprefix(f"{self.name}: ")
            raise MzstatsError(f"{self.name}: {told}; what was done is kept in {self.path}, --resume goes on from it") from error
        remove(self.path)


def duck_store(path: Path, version: str, *, resume: bool, overwrite: bool) -> DuckStore:
    """The store at ``path`` for a new run: what an interrupted run left beside it, else the file's own content, else empty."""
    need("duckdb", "duckdb")
    work = path.with_name(path.name + ".part")
    if not (resume or overwrite):
        refuse(path)
        refuse(work)
    if not resume:
        remove(work)
    elif path.exists() and not work.exists():
        with Target(work) as target:
            to_sqlite(path, target.path())
    return DuckStore(path, work, version)


def connect(path: Path, *, read_only: bool = False) -> Any:
    """An open DuckDB file. Raises MzstatsError where it is none, or in use."""
    duckdb = need("duckdb", "duckdb")
    with told(str(path)):
        return duckdb.connect(str(path), read_only=read_only)


def export(source: Path, made: Path, name: str) -> list[str]:
    """Copies a sqlite store into a new DuckDB file. Returns what could not be held."""
    warnings: list[str] = []
    _remove(made)  # what a killed run left
    with closing(sqlite3.connect(source)) as old, closing(connect(made)) as new, told(name):
        new.execute("SET memory_limit = '512MB'")
        new.execute("SET threads = 1")  # rows go in one after another; more threads only hold more memory
        for statement in store_tables.duckdb():
            new.execute(statement)
        for table, fields in TABLES.items():
            names = ", ".join(f"{table}.{quoted(field.name)}" for field in fields)
            of = (
                f"{table} JOIN documents ON documents.id = figures.document ORDER BY {ORDER}"
                if table == "figures"
                else f"{table} ORDER BY 1"
            )
            types = [DUCKDB[field.type] for field in fields]
            if table == "figures":
                types += ["DATE"] * len(DAYS)
            insert = f"INSERT INTO {table} SELECT {', '.join(f'unnest(?::{type}[])' for type in types)}"
            cursor = old.execute(f"SELECT {names} FROM {of}")
            while rows := cursor.fetchmany(_BATCH):
                if table == "figures":
                    rows = list(_typed(rows, warnings))
                if rows:
                    new.execute(insert, [list(column) for column in zip(*rows, strict=True)])
    return warnings


def _remove(made: Path) -> None:
    made.unlink(missing_ok=True)
    made.with_name(made.name + ".wal").unlink(missing_ok=True)


_AT = {field.name: at for at, field in enumerate(TABLES["figures"])}


def _typed(rows: Iterable[tuple[Any, ...]], warnings: list[str]) -> Iterator[tuple[Any, ...]]:
    at = _AT["value"]
    for row in rows:
        value = exact(row[at])
        if fits(value):
            yield (*row[:at], value, *row[at + 1 :], *days(row[_AT["period"]]))
        else:
            warnings.append(unfit(row[_AT["source"]], row[_AT["start"]], value))


def to_sqlite(path: Path, made: Path) -> None:
    """Copies a DuckDB store into a new sqlite store, where nothing is yet."""
    made.unlink(missing_ok=True)
    with closing(connect(path, read_only=True)) as old, closing(Store(made, name=str(path), scratch=True)) as store, told(str(path)):
        store.empty()
        for table, fields in TABLES.items():
            cursor = old.execute(f"SELECT {', '.join(quoted(field.name) for field in fields)} FROM {table}")
            while rows := cursor.fetchmany(_BATCH):
                store.fill(table, ([stored(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows))


@contextmanager
def told(name: str) -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.CatalogException as error:
        raise MzstatsError(f"{name}: a database, but not a store of mzstats") from error
    except (duckdb.Error, sqlite3.Error) as error:
        raise MzstatsError(f"{name}: {str(error).splitlines()[0]}") from error


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> DuckWriter:
    """The writer of ``duckdb``."""
    return DuckWriter(target, columns, headers)
