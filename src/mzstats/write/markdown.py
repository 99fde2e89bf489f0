"""md: a table for people, as GitHub and the like show it. The text of documents stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mzstats.model import Observation
from mzstats.table import BY_NAME, header, row
from mzstats.write.base import TextWriter, escaper
from mzstats.write.target import Target

_escaped = escaper(
    {mark: "\\" + mark for mark in "\\`*[]|~$"} | {"<": "&lt;", "&": "&amp;", "\n": "<br>", "\r": "", "\t": " ", "\v": " ", "\f": " "}
)


class MarkdownWriter(TextWriter):
    """One row a line; a line end in a cell becomes ``<br>``, numbers stand to the right."""

    def __init__(self, target: Target, columns: Sequence[str], headers: str) -> None:
        super().__init__(target, columns, headers)
        rule = ["---" if BY_NAME[name].type == "string" else "---:" for name in columns]
        with self._guard():
            self._put(_line(header(columns, headers)) + _line(rule))

    def _write(self, observations: Iterable[Observation]) -> None:
        for observation in observations:
            self._put(_line([_escaped(cell) for cell in row(observation, self.columns)]))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def writer(format: str, target: Target, columns: Sequence[str], headers: str, bom: bool | None, patterns: Sequence[str]) -> MarkdownWriter:
    """The writer of ``md``."""
    return MarkdownWriter(target, columns, headers)
