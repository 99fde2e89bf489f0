"""json (a list, one object a line) and jsonl. Values are numbers written digit for digit: no decimal passes through a float."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring
from typing import Any

from mzstats.model import Observation
from mzstats.table import BY_NAME, NAMES, header, number
from mzstats.write.base import LineWriter, picker
from mzstats.write.target import Target


def _integer(value: int | None) -> str:
    return "null" if value is None else str(value)


_COMMA = ","
_WRITERS: dict[str, Callable[[Any], str]] = {"string": encode_basestring, "decimal": number, "integer": _integer}


class Objects:
    """Figures as objects, with ``before`` and ``after`` around each."""

    def __init__(self, columns: Sequence[str], headers: str, before: str, after: str) -> None:
        keys = [encode_basestring(head) for head in header(columns, headers)]
        self._keys = [f"{', ' if at else before + '{'}{key}: " for at, key in enumerate(keys)]
        self._end = "}" + after
        self._writers = [_WRITERS[BY_NAME[name].type] for name in columns]
        self._pick = picker(columns)
        self._places = tuple(columns) == NAMES

    def __call__(self, observations: Iterable[Observation]) -> str:
        out: list[str] = []
        for observation in observations:
            for key, put, value in zip(self._keys, self._writers, self._pick(observation), strict=True):
                out.append(key)
                out.append(put(value))
            if self._places and observation.where:  # page, sheet or cell: of documents that have them
                out.append(f', "where": {encode_basestring(observation.where)}')
            out.append(self._end)
        return "".join(out)


class ListWriter(LineWriter):
    """The objects as a list: each comes with the comma before it, which the first is not to have."""

    _empty = True

    def _add(self, lines: bytes) -> None:
        if lines and self._empty:
            self._empty = False
            lines = b"[" + lines.removeprefix(_COMMA.encode())
        super()._add(lines)

    def _finish(self) -> None:
        self._put("[]\n" if self._empty else "\n]\n")


def lines(format: str, columns: Sequence[str], headers: str) -> Objects:
    """What makes the lines of ``json`` or ``jsonl``."""
    return Objects(columns, headers, *(("", "\n") if format == "jsonl" else (_COMMA + "\n", "")))


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> LineWriter:
    """The writer of ``json`` or ``jsonl``."""
    made = LineWriter if format == "jsonl" else ListWriter
    return made(target, columns, headers, lines(format, columns, headers))
