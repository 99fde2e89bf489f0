"""sqlite: a store of a table's figures, its documents known by name only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from mzstats.model import Observation
from mzstats.store import Store
from mzstats.write.base import Writer
from mzstats.write.target import Target


class SqliteWriter(Writer):
    """Writes a new store. For one that can be resumed see ``mzstats.store``."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str) -> None:
        super().__init__(target, columns, headers)
        self.store = Store(target.path(), name=target.name, scratch=True)

    def _write(self, observations: Iterable[Observation]) -> None:
        for source, rows in groupby(observations, lambda one: one.source):
            self.store.append(source, rows)

    def fail(self, source: str, reason: str) -> None:
        with self._guard():
            self.store.fail(source, reason)

    def _finish(self) -> None:
        self.store.finish()
        self.store.close()

    def _drop(self) -> None:
        self.store.close()


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> SqliteWriter:
    """The writer of ``sqlite``."""
    return SqliteWriter(target, columns, headers)
