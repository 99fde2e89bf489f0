"""json (a list, one object a line) and jsonl. Values are numbers written digit for digit: no decimal passes through a float."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring
from typing import Any

from mzstats.model import Observation
from mzstats.table import BY_NAME, NAMES, header, number
from mzstats.write.base import TextWriter, picker
from mzstats.write.target import Target


def _integer(value: int | None) -> str:
    return "null" if value is None else str(value)


_WRITERS: dict[str, Callable[[Any], str]] = {"string": encode_basestring, "decimal": number, "integer": _integer}


class JsonWriter(TextWriter):
    """``lines``: one object a line and nothing else; else the objects are a list."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str, lines: bool) -> None:
        super().__init__(target, columns, headers)
        keys = [encode_basestring(head) for head in header(columns, headers)]
        self._keys = [f"{', ' if at else '{'}{key}: " for at, key in enumerate(keys)]
        self._writers = [_WRITERS[BY_NAME[name].type] for name in columns]
        self._pick = picker(columns)
        self._list = not lines
        self._places = tuple(columns) == NAMES
        self._between = "[\n" if self._list else ""

    def _write(self, observations: Iterable[Observation]) -> None:
        out: list[str] = []
        for observation in observations:
            out.append(self._between)
            for key, put, value in zip(self._keys, self._writers, self._pick(observation), strict=True):
                out.append(key)
                out.append(put(value))
            if self._places and observation.where:  # page, sheet or cell: of documents that have them
                out.append(f', "where": {encode_basestring(observation.where)}')
            out.append("}")
            self._between = ",\n" if self._list else "\n"
            if len(out) > 50_000:
                self._put("".join(out))
                out.clear()
        self._put("".join(out))

    def _finish(self) -> None:
        if self._list:
            self._put("[]\n" if self._between == "[\n" else "\n]\n")
        elif self._between:
            self._put("\n")


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> JsonWriter:
    """The writer of ``json`` or ``jsonl``."""
    return JsonWriter(target, columns, headers, lines=format == "jsonl")
