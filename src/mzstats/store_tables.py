"""What a store holds: its tables, for sqlite and DuckDB. The figures' columns are those of ``mzstats.table``."""

from __future__ import annotations

from dataclasses import dataclass

from mzstats.table import COLUMNS

APPLICATION = 0x6D7A7374
"""What sqlite calls the application id: ``mzst``."""

SCHEMA = 1
"""The version of these tables."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its type, and what sqlite is told besides."""

    name: str
    type: str
    also: str = ""


def _key(name: str) -> Field:
    return Field(name, "integer", "PRIMARY KEY")


_RUN = Field("run", "integer", "NOT NULL REFERENCES runs(id)")

TABLES: dict[str, tuple[Field, ...]] = {
    "runs": (
        _key("id"),
        Field("started", "string"),
        Field("finished", "string"),
        Field("version", "string"),
        Field("inputs", "integer"),
        Field("documents", "integer"),
        Field("figures", "integer"),
        Field("failures", "integer"),
        Field("seconds", "real"),
        Field("manifest", "string"),
    ),
    "documents": (
        _key("id"),
        _RUN,
        Field("position", "integer"),
        Field("source", "string"),
        Field("digest", "string"),
        Field("version", "string"),
        Field("kind", "string"),
        Field("bytes", "integer"),
        Field("characters", "integer"),
        Field("figures", "integer"),
        Field("warnings", "string"),
        Field("seconds", "real"),
    ),
    "failures": (
        _key("id"),
        _RUN,
        Field("position", "integer"),
        Field("source", "string"),
        Field("digest", "string"),
        Field("reason", "string"),
    ),
    "figures": (
        _key("row"),
        Field("document", "integer", "NOT NULL REFERENCES documents(id) ON DELETE CASCADE"),
        *(Field(column.name, column.type) for column in COLUMNS),
    ),
}
"""``runs``: the manifest of each. ``documents``: inputs that were read; ``run`` is the last that named them, ``digest`` their
content's blake2b, ``version`` what they were read with. ``failures``: inputs that could not be read. ``figures``: the rows."""

# a value keeps what it is given: a number where sqlite's are exact, else its digits as text
_SQLITE = {"integer": "INTEGER", "string": "TEXT", "real": "REAL", "decimal": ""}

DUCKDB = {"integer": "BIGINT", "string": "VARCHAR", "real": "DOUBLE", "decimal": "DECIMAL(38, 10)"}
"""Types of DuckDB."""

DAYS = ("period_start", "period_end")
"""What typed formats tell of a period besides: its first and last day."""

ORDER = "documents.run, documents.position, documents.id, figures.row"
"""The order of rows: by input, then by place in the text."""


def quoted(name: str) -> str:
    """A name in SQL: ``end`` is a word of the language."""
    return f'"{name}"'


def sqlite() -> list[str]:
    """The statements that make an empty store: tables, indexes, and a view in Chinese."""
    out = []
    for table, fields in TABLES.items():
        told = ", ".join(f"{quoted(f.name)} {_SQLITE[f.type]} {f.also}".strip() for f in fields)
        out.append(f"CREATE TABLE {table} ({told})")
    out += [
        "CREATE UNIQUE INDEX documents_source ON documents(source)",
        "CREATE INDEX documents_digest ON documents(digest)",
        "CREATE INDEX documents_order ON documents(run, position)",
        "CREATE INDEX failures_source ON failures(source)",
        "CREATE INDEX failures_digest ON failures(digest)",
        "CREATE INDEX figures_document ON figures(document)",
        "CREATE INDEX figures_metric ON figures(metric, region, period)",
        view(),
        f"PRAGMA application_id = {APPLICATION}",
        f"PRAGMA user_version = {SCHEMA}",
    ]
    return out


def view() -> str:
    """The figures under their Chinese names, in order."""
    named = ", ".join(f"figures.{quoted(column.name)} AS {quoted(column.zh)}" for column in COLUMNS)
    return f"CREATE VIEW figures_zh AS SELECT {named} FROM figures JOIN documents ON documents.id = figures.document ORDER BY {ORDER}"


def duckdb() -> list[str]:
    """The same for DuckDB, which needs no indexes: typed values, the days of a period, the meaning of each column."""
    out = []
    for table, fields in TABLES.items():
        out.append(f"CREATE TABLE {table} ({', '.join(f'{quoted(f.name)} {DUCKDB[f.type]}' for f in fields)})")
    out += [f"ALTER TABLE figures ADD COLUMN {name} DATE" for name in DAYS]
    for column in COLUMNS:
        told = f"{column.zh}: {column.description}".replace("'", "''")
        out.append(f"COMMENT ON COLUMN figures.{quoted(column.name)} IS '{told}'")
    return [*out, view()]
