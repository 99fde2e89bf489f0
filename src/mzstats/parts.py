"""The parts of a table that the workers of a cluster write, each with an account beside it, by which a later run knows what is done.

A part holds the rows of one lot of inputs. Its account (``.mzstats/part-000000.json``) names those inputs by content, what they were
read with, and how the part is written. It is taken away before its part is replaced, and written after it: a part whose account is
there is whole.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mzstats.inputs import Input
from mzstats.model import MzstatsError
from mzstats.work import Part, Work, identify

_PART = "part-"
_ACCOUNTS = ".mzstats"
_RUN = f"{_ACCOUNTS}/run.json"


def name(number: int, at: int | None = None) -> str:
    """What the part of a lot is called; ``at`` is an input's place where its lot is done one by one."""
    return f"{_PART}{number:06}" + (f"-{at:03}" if at is not None else "")


@dataclass(frozen=True, slots=True)
class Parts:
    """Where workers themselves write their figures: a folder (or address), a file for each lot. ``version``: what rows are made with;
    ``resume``: whether parts that are there stay where they are what would be written."""

    folder: str
    form: str
    columns: tuple[str, ...]
    headers: str = "en"
    bom: bool | None = None
    version: str = ""
    resume: bool = False

    # -- where the run is led from

    def begin(self, size: int, overwrite: bool) -> int:
        """Makes the folder ready for lots of ``size``. Returns the size of lots: that of the run that is gone on with, if there is one.

        Raises MzstatsError where parts are there and it is not said what to do with them.
        """
        from mzstats.remote import put_bytes

        if not self.resume:
            there = self._there()
            if there and not overwrite:
                raise MzstatsError(f"{self.folder}: there are parts already; --resume goes on with them, --overwrite starts anew")
            self._remove([_RUN, *there])
        before = self._read(_RUN).get("size")
        size = before if isinstance(before, int) and before > 0 else size
        put_bytes(json.dumps({"size": size}).encode(), self._at(_RUN))
        return size

    def sweep(self, names: Iterable[str]) -> None:
        """Takes away the parts of earlier runs that are not among the ``names`` of this one: there were more inputs then, or other lots."""
        kept = {f"{one}.{self.form}" for one in names}
        self._remove([one for one in self._there() if one not in kept])

    def _there(self) -> list[str]:
        from mzstats.remote import names

        return [one for one in names(self.folder) if one.startswith(_PART)]

    def _remove(self, files: Iterable[str]) -> None:
        from mzstats.remote import remove

        for one in files:
            if one.startswith(_PART):
                remove(self._at(_account(one.partition(".")[0])))
            remove(self._at(one))

    # -- on a worker

    def held(self, name: str, items: Sequence[Input], work: Work, beat: Callable[[int], None]) -> list[Part] | None:
        """What is told of inputs whose part is there already, None where it is not. ``beat`` is called before each is looked at."""
        told = self._read(_account(name)) if self.resume else {}
        if told.get("made") != self._made() or [one.name for one in items] != [source for source, _ in told.get("inputs", ())]:
            return None
        done = []
        for one, (_, digest) in zip(items, told["inputs"], strict=True):
            beat(-1)
            size, found = identify(one, work.limits) if not one.problem else (0, "")
            if not found or found != digest:
                return None
            done.append(Part(one.name, one.position, digest=found, bytes=size, held=True))
        return done

    def put(self, name: str, done: list[Part], patterns: tuple[str, ...]) -> None:
        """Writes the rows of a lot as one file in its place, and leaves their number. A lot in which something failed has no account:
        a later run does it again."""
        from mzstats.remote import put, put_bytes, remove
        from mzstats.write import open_writer

        account = self._at(_account(name))
        remove(account)
        with tempfile.TemporaryDirectory() as folder:
            local = Path(folder) / f"{name}.{self.form}"
            with open_writer(self.form, local, columns=self.columns, headers=self.headers, bom=self.bom, patterns=patterns) as writer:
                writer.write(row for part in done for read in part.documents for row in read.rows)
            put(str(local), self._at(local.name))
        for part in done:
            part.drop_rows()
        if not any(part.failures for part in done):
            told = {"made": self._made(), "inputs": [(part.name, part.digest) for part in done if part.last]}
            put_bytes(json.dumps(told, ensure_ascii=False).encode(), account)

    # -- both

    def _made(self) -> list[Any]:
        """What makes a part of the same inputs another one."""
        return [self.version, self.form, list(self.columns), self.headers, self.bom]

    def _at(self, file: str) -> str:
        return f"{self.folder.rstrip('/')}/{file}"

    def _read(self, file: str) -> dict[str, Any]:
        """What an account says; nothing where there is none, or one that is damaged."""
        from mzstats.remote import get_bytes

        try:
            told = json.loads(get_bytes(self._at(file)) or b"{}")
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


def _account(name: str) -> str:
    return f"{_ACCOUNTS}/{name}.json"
