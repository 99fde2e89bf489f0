"""The table told in Frictionless terms: its Table Schema, and a Data Package beside a file of it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mzstats.model import MzstatsError
from mzstats.table import BY_NAME, NAMES, header

_TYPES = {"string": "string", "integer": "integer", "decimal": "number"}
_OPTIONAL = ("part_of", "area")
_MEDIA = {"csv": "text/csv", "tsv": "text/tab-separated-values", "parquet": "application/vnd.apache.parquet"}


def schema(columns: Sequence[str] = NAMES, headers: str = "en") -> dict[str, Any]:
    """The Table Schema of a table with these columns and heads."""
    fields = [_field(name, head) for name, head in zip(columns, header(columns, headers), strict=True)]
    return {"$schema": "https://datapackage.org/profiles/1.0/tableschema.json", "fields": fields, "missingValues": [""]}


def _field(name: str, head: str) -> dict[str, Any]:
    column = BY_NAME[name]
    told: dict[str, Any] = {"name": head, "type": _TYPES[column.type], "title": column.zh, "description": column.description}
    constraints: dict[str, Any] = {}
    if column.type != "string" and name not in _OPTIONAL:
        constraints["required"] = True
    if column.enum:
        constraints["enum"] = list(column.enum)
    return told | ({"constraints": constraints} if constraints else {})


def datapackage(path: Path, columns: Sequence[str] = NAMES, headers: str = "en") -> dict[str, Any]:
    """The Data Package of a csv, tsv or parquet file of the table. Raises MzstatsError for other formats."""
    form = path.suffix.lower().removeprefix(".")
    if form not in _MEDIA:
        raise MzstatsError(f"{path}: a data package goes with {', '.join('.' + one for one in _MEDIA)}")
    name = re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower()).strip("-.") or "figures"
    told = schema(columns, headers)
    resource: dict[str, Any] = {"name": name, "path": path.name, "format": form, "mediatype": _MEDIA[form], "schema": told}
    if form == "parquet":
        if "period" in columns:
            words = ("first", "last")
            days = zip(("period_start", "period_end"), words, strict=True)
            told["fields"] += [{"name": day, "type": "date", "description": f"the {word} day of the period"} for day, word in days]
    else:
        resource |= {"encoding": "utf-8", "dialect": {"delimiter": "\t" if form == "tsv" else ",", "lineTerminator": "\n", "header": True}}
    return {"name": name, "profile": "data-package", "resources": [resource]}


def write_datapackage(path: Path, columns: Sequence[str] = NAMES, headers: str = "en") -> Path:
    """Writes ``datapackage.json`` beside a file of the table. Returns its path."""
    from mzstats.write.target import Target

    beside = path.with_name("datapackage.json")
    text = dumps(datapackage(path, columns, headers))
    with Target(beside) as target:
        target.file.write(text.encode("utf-8", "backslashreplace"))
    return beside


def dumps(told: dict[str, Any]) -> str:
    """As JSON for people."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
