"""Where the figures of a run go: the terminal, a file or stream, a store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mzstats.cli.lang import headed
from mzstats.cli.say import stdout
from mzstats.cli.whole import Gathering

if TYPE_CHECKING:
    from mzstats.inputs import Input
    from mzstats.work import Part
    from mzstats.write.base import Writer

SCREEN = "screen"
"""What stands for a format where the table is shown on a terminal."""


class Screen:
    """Tables on the terminal."""

    def __init__(self, columns: Sequence[str], headers: str) -> None:
        self.columns = columns
        self.headers = headers

    def held(self, item: Input) -> bool:
        """Whether the output holds what would come of an input already."""
        return False

    def take(self, part: Part) -> None:
        """Adds what came of an input, or of a part of it."""
        from mzstats.cli.screen import show

        for read in part.documents:
            if read.rows:
                show(read.source, read.rows, self.columns, self.headers)

    def end(self, manifest: dict[str, Any]) -> list[str]:
        """Puts the output in its place. Returns what a user must know of it."""
        return []

    def abort(self) -> None:
        """Throws away what can be."""


class Elsewhere(Screen):
    """Nothing here: the workers of a cluster write the rows themselves."""

    def __init__(self) -> None:
        super().__init__((), "en")

    def take(self, part: Part) -> None:
        """The rows are written already."""


class Table(Screen):
    """A writer. A file is begun at once, so that what cannot be written is known before the work; a stream with the first document,
    so that nothing goes out where nothing can be read."""

    def __init__(
        self, form: str, output: Path | None, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]
    ) -> None:
        super().__init__(columns, headers)
        self.form, self.output, self.bom, self.patterns = form, output, bom, patterns
        self._documents = 0
        self._writer: Writer | None = None if output is None else self._open()

    def _open(self) -> Writer:
        from mzstats.write import open_writer

        target = self.output or stdout()
        return open_writer(self.form, target, columns=self.columns, headers=self.headers, bom=self.bom, patterns=self.patterns)

    def take(self, part: Part) -> None:
        for read in part.documents:
            if self._writer is None:
                self._writer = self._open()
            self._documents += 1
            if read.rows:
                self._writer.write(read.rows)
        if self._writer is not None:
            if part.lines:
                self._writer.put(part.lines)
            for name, reason in part.failures:
                self._writer.fail(name, headed(reason, self.headers))

    def end(self, manifest: dict[str, Any]) -> list[str]:
        if self._writer is None:
            return []
        if not self._documents:  # a table that is there already is not replaced by an empty one
            self._writer.abort()
            return [f"{self.output}: not written, since nothing could be read"]
        self._writer.close()
        return self._writer.warnings

    def abort(self) -> None:
        if self._writer is not None:
            self._writer.abort()


class Stored(Screen):
    """A store: each input goes in whole, with what it held before taken out."""

    def __init__(self, path: Path, version: str, resume: bool, overwrite: bool) -> None:
        from mzstats.store import open_store

        self._resume = resume
        self._store = open_store(path, version, resume=resume, overwrite=overwrite)
        self._gathering = Gathering()

    def held(self, item: Input) -> bool:
        return self._resume and bool(item.digest) and self._store.keep(item.name, item.digest, item.position)

    def take(self, part: Part) -> None:
        from mzstats.store import Meta

        whole = self._gathering.add(part)
        if whole is None:
            return
        reads = whole.documents
        if reads and part.name not in {name for name, _ in part.failures}:
            warnings = tuple(warning for read in reads for warning in read.warnings)
            kind = whole.parts[0].kind
            meta = Meta(part.name, part.digest, part.position, kind, part.bytes, whole.characters, warnings, whole.seconds)
            self._store.add(meta, (row for read in reads for row in read.rows))
        for name, reason in part.failures:
            self._store.fail(name, reason, digest=part.digest, position=part.position)

    def end(self, manifest: dict[str, Any]) -> list[str]:
        self._store.finish(manifest)
        self._store.close()
        return list(getattr(self._store, "warnings", []))

    def abort(self) -> None:
        self._store.close()
