"""The store: documents, their figures, and what failed, in one sqlite file that is sound at every moment.

A document and its figures go in together, in one transaction, so that a run that is killed leaves only whole documents.
``--resume`` asks ``keep`` of each input: what is in the store by content, read with the same patterns, is not read again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

from mzstats import store_tables
from mzstats.model import MzstatsError, Observation
from mzstats.store_tables import APPLICATION, SCHEMA, TABLES, quoted
from mzstats.table import COLUMNS, NAMES
from mzstats.write.base import picker, valid

_VALUE = NAMES.index("value")
_texts = itemgetter(*(at for at, column in enumerate(COLUMNS) if column.type == "string"))


@dataclass(frozen=True, slots=True)
class Meta:
    """An input that was read: its name as the user named it, its content, its place among the inputs (from 0)."""

    source: str
    digest: str
    position: int
    kind: str = ""
    bytes: int = 0
    characters: int = 0
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


def digest(data: bytes) -> str:
    """What names a content: blake2b, 16 bytes, in hex."""
    return blake2b(data, digest_size=16).hexdigest()


def version(folders: Sequence[str] = (), settings: object = "") -> str:
    """What rows are made with: the program, all patterns, and the settings that change rows.

    What was read with another version is read again.
    """
    from mzstats import __version__
    from mzstats.locate import patterns_dir

    state = blake2b(repr(settings).encode("utf-8", "backslashreplace"), digest_size=8)
    for folder in (patterns_dir(), *map(Path, folders)):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".toml", ".csv"):
                state.update(path.relative_to(folder).as_posix().encode("utf-8", "backslashreplace") + b"\0" + path.read_bytes())
    return f"{__version__}+{state.hexdigest()}"


def open_store(path: Path, version: str = "", *, resume: bool = False, overwrite: bool = False) -> Store:
    """The store at ``path``, for a new run; a ``.duckdb`` is kept in sqlite beside it until the run ends.

    Raises MzstatsError where there is one already and neither ``resume`` nor ``overwrite`` is set, where a file is no store,
    and where it cannot be made.
    """
    if path.suffix.lower() == ".duckdb":
        from mzstats.write.duckdb import duck_store

        return duck_store(path, version, resume=resume, overwrite=overwrite)
    if not (resume or overwrite):
        refuse(path)
    if overwrite and not resume:
        remove(path)
    return Store(path, version)


def refuse(path: Path) -> None:
    """Raises MzstatsError where there is a store already."""
    if path.exists():
        raise MzstatsError(f"{path}: there is one already; --resume goes on with it, --overwrite starts anew")


class Store:
    """An open store and one run of it. As a context manager it closes; what was added stays, whatever happens."""

    def __init__(self, path: Path, version: str = "", *, name: str = "", scratch: bool = False) -> None:
        """``name``: what messages call it. ``scratch``: a file that nobody sees before it is whole, so it need not be sound."""
        self.path = path
        self._open = True
        self._kept = "" if scratch else "; all documents before this one are kept"
        self.name = name or str(path)
        self.version = version
        self._pick = picker(NAMES)
        self.warnings: list[str] = []
        self._appended: dict[str, int] = {}
        with faults(self.name):
            # the driver itself begins no transactions: each is begun and ended here
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
        try:
            self._prepare(scratch)
            started = datetime.now(UTC).isoformat(timespec="seconds")
            self.run: int = self._do("INSERT INTO runs(started, version) VALUES (?, ?)", (started, version)).lastrowid or 0
        except MzstatsError:
            self._db.close()
            raise

    def _prepare(self, scratch: bool) -> None:
        empty = self._do("PRAGMA schema_version").fetchone()[0] == 0
        if not empty:
            check(self._db, self.name)
        self._do("PRAGMA journal_mode = " + ("MEMORY" if scratch else "WAL"))
        self._do("PRAGMA synchronous = " + ("OFF" if scratch else "NORMAL"))
        self._do("PRAGMA foreign_keys = ON")
        if empty:
            with self._whole():
                for statement in store_tables.sqlite():
                    self._do(statement)

    # -- what a run asks and tells

    def known(self, digest: str) -> bool:
        """Whether a content is in the store, read with this version, whole."""
        return bool(self._same(digest))

    def keep(self, source: str, digest: str, position: int) -> bool:
        """Whether an input need not be read, because the store has its content, read with this version.

        If so its rows are those of this input from now on: the same document under a new name is renamed, a second copy
        among the inputs of this run gets rows of its own. If not, nothing is changed: read it, then ``add`` it.
        """
        source = valid(source)
        same = self._same(digest)
        if not same:
            return False
        earlier = [one for one in same if one[1] == source] or [one for one in same if one[2] != self.run]
        with self._whole():
            if not earlier:
                self._copy(same[0][0], same[0][1], source, position)
            elif earlier[0][1] == source:
                self._do("UPDATE documents SET run = ?, position = ? WHERE id = ?", (self.run, position, earlier[0][0]))
            else:
                self._rename(earlier[0][0], earlier[0][1], source, position)
            self._do("DELETE FROM failures WHERE source = ?", (source,))
        return True

    def add(self, meta: Meta, observations: Iterable[Observation]) -> int:
        """A document and all its figures, or none of it; what its name held before is replaced. Returns the number of figures.

        ``observations`` may come from several documents inside the input (an archive), each under its own ``source``.
        """
        rows = [self._values(one) for one in observations]
        with self._whole():
            self._forget(meta.source)
            self._forget_stale(meta.digest)
            told = (meta.position, valid(meta.source), meta.digest, self.version, meta.kind, meta.bytes, meta.characters)
            document = self._insert(
                "documents", (None, self.run, *told, len(rows), valid("\n".join(meta.warnings)), round(meta.seconds, 3))
            )
            self._figures(document, rows)
        return len(rows)

    def fail(self, source: str, reason: str, *, digest: str = "", position: int = 0) -> None:
        """An input that could not be read, or a file inside it; what its name held before is gone. The next run tries it again.

        ``digest`` is the input's: while a part of it fails, the whole is not ``known``.
        """
        with self._whole():
            self._forget(source)
            self._insert("failures", (None, self.run, position, valid(source), digest, valid(reason)))

    def append(self, source: str, observations: Iterable[Observation]) -> None:
        """Figures that come without their document, after those that its name already holds. A later run reads it anew."""
        rows = [self._values(one) for one in observations]
        with self._whole():
            if source not in self._appended:
                blank = (len(self._appended), valid(source), "", "", "", None, None, 0, "", None)
                self._appended[source] = self._insert("documents", (None, self.run, *blank))
            document = self._appended[source]
            self._figures(document, rows)
            self._do("UPDATE documents SET figures = figures + ? WHERE id = ?", (len(rows), document))

    def counts(self) -> dict[str, int]:
        """How many documents, figures and failures this run has named."""
        asked = {
            "documents": "COUNT(*) FROM documents",
            "figures": "COALESCE(SUM(figures), 0) FROM documents",
            "failures": "COUNT(*) FROM failures",
        }
        return {name: self._do(f"SELECT {sql} WHERE run = ?", (self.run,)).fetchone()[0] for name, sql in asked.items()}

    def finish(self, manifest: Mapping[str, Any] | None = None) -> None:
        """The end of the run: its counts, and what else is to be told of it (``inputs``, ``seconds``, and whatever json holds)."""
        told = {**self.counts(), **(manifest or {})}
        values = {
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "inputs": told.get("inputs", told["documents"] + told["failures"]),
            "documents": told["documents"],
            "figures": told["figures"],
            "failures": told["failures"],
            "seconds": told.get("seconds"),
            "manifest": valid(json.dumps(told, ensure_ascii=False, default=str)),
        }
        self._do(f"UPDATE runs SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?", (*values.values(), self.run))

    def empty(self) -> None:
        """Takes the run away again, to be filled from another store."""
        self._do("DELETE FROM runs")

    def fill(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Rows of another store, as they are."""
        with self._whole():
            for row in rows:
                self._insert(table, row)

    def close(self) -> None:
        """Closes the store: one plain file that can be copied, or browsed where nothing can be written."""
        if not self._open:
            return
        self._open = False
        with suppress(MzstatsError):  # another program reads it, or the disk is full: the store is sound as it is
            self._do("PRAGMA journal_mode = DELETE")
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.close()

    # -- inside

    def _same(self, digest: str) -> list[tuple[int, str, int]]:
        """The documents of a content (id, source, run), none where something in it failed (an archive with a bad file)."""
        return self._do(
            "SELECT id, source, run FROM documents WHERE digest = ? AND version = ? AND digest NOT IN (SELECT digest FROM failures)",
            (digest, self.version),
        ).fetchall()

    def _forget(self, source: str) -> None:
        self._do("DELETE FROM documents WHERE source = ?", (valid(source),))
        self._do("DELETE FROM failures WHERE source = ?", (valid(source),))

    def _forget_stale(self, digest: str) -> None:
        """A content is read again: what another version read of it, or another run failed in it, is of no use under any name."""
        if digest:
            self._do("DELETE FROM documents WHERE digest = ? AND version <> ?", (digest, self.version))
            self._do("DELETE FROM failures WHERE digest = ? AND run <> ?", (digest, self.run))

    def _rename(self, document: int, old: str, source: str, position: int) -> None:
        self._forget(source)
        self._do("UPDATE documents SET source = ?, run = ?, position = ? WHERE id = ?", (source, self.run, position, document))
        self._do("UPDATE figures SET source = ? || substr(source, ?) WHERE document = ?", (source, len(old) + 1, document))

    def _copy(self, document: int, old: str, source: str, position: int) -> None:
        self._forget(source)
        names = [field.name for field in TABLES["documents"]][4:]
        told = ", ".join(names)
        made = self._do(
            f"INSERT INTO documents(run, position, source, {told}) SELECT ?, ?, ?, {told} FROM documents WHERE id = ?",
            (self.run, position, source, document),
        ).lastrowid
        figures = [quoted(name) for name in NAMES]
        renamed = ", ".join("? || substr(source, ?)" if name == '"source"' else name for name in figures)
        self._do(
            f"INSERT INTO figures(document, {', '.join(figures)}) SELECT ?, {renamed} FROM figures WHERE document = ? ORDER BY row",
            (made, source, len(old) + 1, document),
        )

    def _values(self, observation: Observation) -> list[Any]:
        values = list(self._pick(observation))
        values[_VALUE] = stored(values[_VALUE])
        try:  # one look at all texts of a row together: hardly any holds what is no valid Unicode
            "".join(_texts(values)).encode()
        except UnicodeEncodeError:
            values = [valid(value) if isinstance(value, str) else value for value in values]
        return values

    def _figures(self, document: int, rows: Iterable[Sequence[Any]]) -> None:
        marks = ", ".join("?" * (len(NAMES) + 2))
        try:
            self._db.executemany(f"INSERT INTO figures VALUES ({marks})", ((None, document, *row) for row in rows))
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _insert(self, table: str, values: Sequence[Any]) -> int:
        return self._do(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values).lastrowid or 0

    def _do(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _error(self, error: sqlite3.Error) -> MzstatsError:
        return MzstatsError(f"{self.name}: {reason(error)}{self._kept if 'full' in str(error) else ''}")

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """All or nothing."""
        self._do("BEGIN IMMEDIATE")
        try:
            yield
            self._do("COMMIT")
        except BaseException:
            with suppress(MzstatsError):  # a full disk has rolled back by itself
                self._do("ROLLBACK")
            raise


def check(db: sqlite3.Connection, name: str) -> None:
    """Raises MzstatsError where a database is no store, or one of another version of the tables."""
    with faults(name):
        application, schema = db.execute("PRAGMA application_id").fetchone()[0], db.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise MzstatsError(f"{name}: a database, but not a store of mzstats")
    if schema != SCHEMA:
        raise MzstatsError(f"{name}: a store of another version ({schema}, this is {SCHEMA})")


KNOWN = {
    "file is not a database": "not a store of mzstats",
    "database is locked": "in use by another program",
    "database or disk is full": "no space left on the disk",
    "attempt to write a readonly database": "may not be written",
    "unable to open database file": "cannot be opened or made here (folder, permission)",
}
"""What sqlite says, and what it means for the user."""


@contextmanager
def faults(name: str) -> Iterator[None]:
    """What sqlite complains of becomes MzstatsError, told of ``name``."""
    try:
        yield
    except sqlite3.Error as error:
        raise MzstatsError(f"{name}: {reason(error)}") from error


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The database of a store, only to be read. Raises MzstatsError where it is none, or is damaged further on."""
    path.open("rb").close()  # says what is wrong with the file better than sqlite does
    with faults(str(path)), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        check(db, str(path))
        yield db


def reason(error: sqlite3.Error) -> str:
    """What is wrong with a store, for people."""
    return KNOWN.get(str(error), str(error))


def stored(value: Decimal) -> int | float | str:
    """A value as sqlite can hold it exactly: a whole number, a float that is it digit for digit, else its digits as text."""
    if value == value.to_integral_value() and abs(value) < 2**63:
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else format(value, "f")


def exact(value: float | str) -> Decimal:
    """The value that ``stored`` was given."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def remove(path: Path) -> None:
    """Takes away a store's file and what sqlite keeps beside it. Raises MzstatsError where that may not be."""
    for one in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        try:
            one.unlink(missing_ok=True)
        except OSError as error:
            raise MzstatsError(f"{path}: {error.strerror or error}") from error
