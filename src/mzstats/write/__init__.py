"""The table written down: one module a format, each imported when it is asked for.

Files appear whole or not at all: they are written beside their place, then renamed. Every format hangs on ``mzstats.table``.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mzstats.model import MzstatsError
from mzstats.table import BY_NAME, NAMES
from mzstats.write.target import Target, ending

if TYPE_CHECKING:
    from mzstats.write.base import Lines, Writer

FORMATS: dict[str, str] = {
    "csv": "delimited",
    "tsv": "delimited",
    "json": "json",
    "jsonl": "json",
    "md": "markdown",
    "html": "html",
    "xlsx": "workbook",
    "parquet": "parquet",
    "sqlite": "sqlite",
    "duckdb": "duckdb",
}
"""Each format, which is the ending of its files without the dot, and the module that writes it."""

STREAMS: tuple[str, ...] = ("csv", "tsv", "json", "jsonl", "md", "html")
"""The formats that are text, and can go to standard output."""

LINES: tuple[str, ...] = ("csv", "tsv", "json", "jsonl")
"""The formats whose figures are lines that know nothing of each other: ``lines`` makes them, in any process."""

STORES: tuple[str, ...] = ("sqlite", "duckdb")
"""The formats that hold documents and failures beside the figures. They hold every column, under its English name."""


def kind(path: Path) -> str:
    """The format that a file's ending names. Raises MzstatsError for others."""
    return ending(path, FORMATS)


def open_writer(
    format: str,
    target: Path | BinaryIO,
    *,
    columns: Sequence[str] = NAMES,
    headers: str = "en",
    bom: bool | None = None,
    patterns: Sequence[str] = (),
) -> Writer:
    """A writer of one table to a file, or to a stream for the formats of ``STREAMS``.

    ``columns``: names of the columns, in order. ``headers``: ``en``, ``zh`` or ``both``. ``bom``: whether csv and tsv begin
    with a byte-order mark; by default files do, streams do not. ``patterns``: folders of the user's own patterns, whose
    metrics the workbook's definitions tell too. Raises MzstatsError for an unknown format or column, for a format that
    cannot go to a stream, where the package of a format is missing, and where the file cannot be made.
    """
    check(format, target, columns, headers)
    place = Target(target)
    try:
        writer: Writer = import_module(f"mzstats.write.{FORMATS[format]}").writer(
            format, place, tuple(columns), headers, bom, tuple(patterns)
        )
    except BaseException:
        place.discard()
        raise
    return writer


def lines(format: str, columns: Sequence[str] = NAMES, headers: str = "en") -> Lines:
    """What makes the lines of figures in a format of ``LINES``, for the ``put`` of its writer."""
    made: Lines = import_module(f"mzstats.write.{FORMATS[format]}").lines(format, tuple(columns), headers)
    return made


def check(format: str, target: Path | BinaryIO, columns: Sequence[str], headers: str) -> None:
    """Raises MzstatsError for what ``open_writer`` cannot write."""
    if format not in FORMATS:
        raise MzstatsError(f"{format}: the formats are {', '.join(FORMATS)}")
    if headers not in ("en", "zh", "both"):
        raise MzstatsError(f"headers {headers}: en, zh or both")
    for name in columns:
        if name not in BY_NAME:
            raise MzstatsError(f"column {name}: the columns are {', '.join(NAMES)}")
        if list(columns).count(name) > 1:
            raise MzstatsError(f"column {name}: named twice")
    if not columns:
        raise MzstatsError("no column named")
    if format not in STREAMS and not isinstance(target, Path):
        raise MzstatsError(f"{format}: not for standard output; name a file (-o figures.{format})")
    if format in STORES and tuple(columns) != NAMES:
        raise MzstatsError(f"{format}: holds every column; choose columns in a csv, xlsx or the like")
