"""The figures of one report or folder in one line of Python."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mzstats.model import Document, MzstatsError, Observation

if TYPE_CHECKING:
    import pandas


class Observations(list[Observation]):
    """A list of figures in the order they stand, with a way to pandas."""

    def to_frame(self) -> pandas.DataFrame:
        """The figures as a pandas DataFrame: one row each, the columns of ``mzstats schema``.

        Values stay ``Decimal``, so that they stay exact; ``frame["value"].astype(float)`` makes them floats.
        """
        import pandas

        from mzstats.table import NAMES

        frame = pandas.DataFrame([[getattr(one, name) for name in NAMES] for one in self], columns=list(NAMES))
        return frame.astype({"part_of": "Int64"}) if len(frame) else frame


def extract(
    text_or_path: str | os.PathLike[str],
    *,
    region: str = "",
    year: int | None = None,
    other: bool = False,
    patterns: Iterable[str | os.PathLike[str]] = (),
) -> Observations:
    """The figures of a report: of its text, or of the file, archive or folder that a path names.

    A string is a path where there is such a file, else the text itself. ``region`` and ``year`` are used where the
    report does not say; ``other`` gives also the figures outside the catalogue; ``patterns`` are folders of your own
    patterns. Raises MzstatsError where a file cannot be read, and where a string is no text but looks like a file's name.
    """
    from mzstats.pipeline import Options, run

    options = Options(region=region, year=year, other=other, patterns=tuple(os.fspath(folder) for folder in patterns))
    return Observations(row for document in _documents(text_or_path) for row in run(document, options))


def _documents(text_or_path: str | os.PathLike[str]) -> Iterable[Document]:
    from mzstats.inputs import walk
    from mzstats.read import documents, from_text

    if isinstance(text_or_path, str) and not _is_path(text_or_path):
        yield from_text(text_or_path)
        return
    for item in walk([os.fspath(text_or_path)]):
        if item.problem:
            raise MzstatsError(item.problem)
        yield from documents(Path(item.path))


def _is_path(text: str) -> bool:
    """Whether a string is meant as a path: it names something, or could be nothing else."""
    from mzstats.read import looks_like_report

    if not text or "\n" in text or len(text) > 1024 or "\0" in text:
        return False
    return os.path.exists(text) or (looks_like_report(text) and not any(mark in text for mark in "。;；,， "))
