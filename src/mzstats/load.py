"""Reads back what ``write`` wrote: csv, tsv, json, jsonl, xlsx, parquet, sqlite, DuckDB; heads in English, Chinese or both."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from mzstats.model import MzstatsError, Observation
from mzstats.table import COLUMNS, NAMES
from mzstats.write.target import ending

_NEEDED = ("metric", "value")
"""Without these columns no table is one of figures."""

_HEADS = {head: column.name for column in COLUMNS for head in (column.name, column.zh, f"{column.name} {column.zh}")}

_PIECE = 1 << 16


def load(path: Path) -> list[Observation]:
    """The figures of a table or store, in its order. Raises MzstatsError as ``iterate`` does."""
    return list(iterate(path))


def iterate(path: Path) -> Iterator[Observation]:
    """The figures of a table or store one by one, so that memory stays flat for all formats but xlsx.

    Columns may stand in any order, others among them are passed over, and missing ones are empty, but for ``metric`` and
    ``value``. Raises MzstatsError naming file, line and column: for what is no table of figures, and for a cell that does
    not fit its column.
    """
    form = ending(path, _READERS)
    try:
        yield from _READERS[form](path)
    except OSError as error:
        raise MzstatsError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise MzstatsError(f"{path}: not text in {error.encoding} (byte {error.start}); save it as UTF-8") from error


def holds_figures(path: Path) -> bool:
    """Whether a workbook has a sheet of figures; others are reports."""
    try:
        return any(True for _ in _sheets(path))
    except (MzstatsError, OSError):
        return False


def reader(heads: Sequence[Any], where: str) -> Callable[[str, Sequence[Any]], Observation]:
    """A function from a row's place and cells to its figure. Raises MzstatsError where the heads are not those of figures."""
    named = [_HEADS.get(str(head).strip(), "") for head in heads]
    for name in named:
        if name and named.count(name) > 1:
            raise MzstatsError(f"{where}: column {name} stands twice")
    missing = [name for name in _NEEDED if name not in named]
    if missing:
        raise MzstatsError(f"{where}: not a table of figures: no column {', '.join(missing)}")
    order = [(named.index(column.name) if column.name in named else -1, column.name, _CELLS[column.type]) for column in COLUMNS]

    def read(place: str, cells: Sequence[Any]) -> Observation:
        values = []
        for at, name, cell in order:
            try:
                values.append(cell(cells[at] if 0 <= at < len(cells) else None))
            except (ValueError, TypeError, ArithmeticError) as error:
                raise MzstatsError(f"{place}: column {name}: {cells[at]!r} is not {_WORDS[name]}") from error
        fields = dict(zip(NAMES, values, strict=True))
        if fields["value"] is None:
            raise MzstatsError(f"{place}: column value: empty")
        for name in ("id", "start", "end"):
            fields[name] = fields[name] or 0
        return Observation(**fields)

    return read


# -- cells


def _text(cell: Any) -> str:
    """A text; what a spreadsheet has made a number of (a code, a year) as its digits."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, list | dict):
        raise ValueError(cell)
    return cell if isinstance(cell, str) else str(cell)


def _integer(cell: Any) -> int | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return int(cell)
    if cell != int(cell):
        raise ValueError(cell)
    return int(cell)


def _decimal(cell: Any) -> Decimal | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        raise ValueError(cell)
    value = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if not value.is_finite():
        raise ValueError(cell)
    return value


_CELLS: dict[str, Callable[[Any], Any]] = {"string": _text, "integer": _integer, "decimal": _decimal}
_WORDS = {column.name: {"string": "a text", "integer": "a whole number", "decimal": "a decimal number"}[column.type] for column in COLUMNS}


# -- formats


def _delimited(path: Path) -> Iterator[Observation]:
    import csv

    from mzstats.write.inert import plain

    csv.field_size_limit(1 << 27)
    with path.open(encoding=_encoding(path), newline="") as file:
        rows = csv.reader(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",", strict=True)
        try:
            heads = next(rows, None)
            if heads is None:
                raise MzstatsError(f"{path}: empty: not a table of figures")
            read = reader(heads, f"{path}:1")
            line = rows.line_num + 1
            for cells in rows:
                if cells:
                    if len(cells) != len(heads):
                        raise MzstatsError(f"{path}:{line}: {len(cells)} cells, the head has {len(heads)}")
                    yield read(f"{path}:{line}", [plain(cell) for cell in cells])
                line = rows.line_num + 1
        except csv.Error as error:
            raise MzstatsError(f"{path}:{rows.line_num}: {error}") from error


def _encoding(path: Path) -> str:
    """UTF-8 as it is written, else what Excel and WPS save a table in: UTF-16 with its mark, or GB 18030."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        try:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "gb18030"
    return "utf-8-sig"


def _jsonl(path: Path) -> Iterator[Observation]:
    import json

    read = _objects()
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    one = json.loads(line, parse_float=Decimal)
                except ValueError as error:
                    raise MzstatsError(f"{path}:{number}: not JSON: {error}") from error
                yield read(f"{path}:{number}", one)


def _json(path: Path) -> Iterator[Observation]:
    """A list of objects, read piece by piece."""
    import json

    read, decoder, between = _objects(), json.JSONDecoder(parse_float=Decimal), re.compile(r"[\s,]*")
    with path.open(encoding="utf-8-sig") as file:
        text, line = file.read(_PIECE).lstrip(), 1
        if not text.startswith("["):
            raise MzstatsError(f"{path}:1: not a list of rows")
        at = 1
        while True:
            start = _end(between.match(text, at))
            line += text.count("\n", at, start)
            if text.startswith("]", start):
                return
            try:
                one, at = decoder.raw_decode(text, start)
            except ValueError as error:
                piece = file.read(max(_PIECE, len(text)))
                if not piece:
                    raise MzstatsError(f"{path}:{line}: not JSON, or cut short: {error}") from error
                text, at = text[start:] + piece, 0
                continue
            yield read(f"{path}:{line}", one)
            line += text.count("\n", start, at)


def _end(match: re.Match[str] | None) -> int:
    assert match is not None
    return match.end()


def _objects() -> Callable[[str, Any], Observation]:
    """Reads objects; those of one table have the same names, told once."""
    known: dict[tuple[str, ...], Callable[[str, Sequence[Any]], Observation]] = {}

    def read(place: str, one: Any) -> Observation:
        if not isinstance(one, Mapping):
            raise MzstatsError(f"{place}: not an object, but {type(one).__name__}")
        heads = tuple(one)
        if heads not in known:
            known[heads] = reader(heads, place)
        return known[heads](place, list(one.values()))

    return read


def _xlsx(path: Path) -> Iterator[Observation]:
    found = False
    for name, rows in _sheets(path):
        found = True
        read = reader(rows[0], f"{path}: sheet {name}")
        for number, cells in enumerate(rows[1:], 2):
            yield read(f"{path}: sheet {name}, row {number}", cells)
    if not found:
        raise MzstatsError(f"{path}: no sheet with figures (columns {', '.join(_NEEDED)})")


def _sheets(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    """All sheets that have the heads of figures, with their rows: a long table goes on from sheet to sheet."""
    import python_calamine

    try:
        with path.open("rb") as file:
            book = python_calamine.CalamineWorkbook.from_filelike(file)
            for name in book.sheet_names:
                rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                if rows and {_HEADS.get(str(head).strip(), "") for head in rows[0]}.issuperset(_NEEDED):
                    yield name, rows
    except (python_calamine.CalamineError, python_calamine.PasswordError) as error:
        raise MzstatsError(f"{path}: not a workbook that can be read: {error}") from error


def _parquet(path: Path) -> Iterator[Observation]:
    from mzstats.write.base import need

    pa, pq = need("pyarrow", "parquet"), need("pyarrow.parquet", "parquet")
    with path.open("rb") as source:
        try:
            with pq.ParquetFile(source) as file:
                read = reader(file.schema_arrow.names, str(path))
                row = 0
                for batch in file.iter_batches(4096):
                    for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        row += 1
                        yield read(f"{path}: row {row}", cells)
        except pa.ArrowInvalid as error:
            raise MzstatsError(f"{path}: not a parquet file that can be read: {error}") from error


def _sqlite(path: Path) -> Iterator[Observation]:
    from mzstats.store import exact, reading
    from mzstats.store_tables import ORDER, quoted

    names = ", ".join(f"figures.{quoted(name)}" for name in NAMES)
    at = NAMES.index("value")
    with reading(path) as db:
        read = reader(NAMES, str(path))
        asked = f"SELECT figures.row, {names} FROM figures JOIN documents ON documents.id = figures.document ORDER BY {ORDER}"
        for number, *cells in db.execute(asked):
            cells[at] = exact(cells[at])
            yield read(f"{path}: row {number}", cells)


def _duckdb(path: Path) -> Iterator[Observation]:
    from mzstats.store_tables import ORDER, quoted
    from mzstats.write.duckdb import connect, told

    path.open("rb").close()
    names = ", ".join(f"figures.{quoted(name)}" for name in NAMES)
    with closing(connect(path, read_only=True)) as db, told(str(path)):
        read = reader(NAMES, str(path))
        rows = db.execute(f"SELECT figures.row, {names} FROM figures JOIN documents ON documents.id = figures.document ORDER BY {ORDER}")
        while batch := rows.fetchmany(4096):
            for number, *cells in batch:
                yield read(f"{path}: row {number}", cells)


_READERS: dict[str, Callable[[Path], Iterator[Observation]]] = {
    "csv": _delimited,
    "tsv": _delimited,
    "json": _json,
    "jsonl": _jsonl,
    "ndjson": _jsonl,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "db": _sqlite,
    "duckdb": _duckdb,
}
