"""Options that several commands share, told once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mzstats.cli.spec import Opt
from mzstats.read.limits import DEFAULT, Limits, option

REGION = Opt("region", "text", ("--region",), "used where a report does not say its region", "")
YEAR = Opt("year", "number", ("--year",), "used where a report does not say its year", None, 1900, 2100)
OTHER = Opt("other", "flag", ("--all",), "also the figures outside the catalogue, with metric other", False)
PATTERNS = Opt("patterns", "texts", ("--patterns",), "a folder of your own patterns (repeatable)")
HEADERS = Opt("headers", "text", ("--headers",), "column names: en, zh, both", "en")
COLUMNS = Opt("columns", "text", ("--columns",), "which columns, in this order: metric,value,unit", "")
BOM = Opt("bom", "choice", ("--bom/--no-bom",), "a byte-order mark; by default in csv and tsv files")
OVERWRITE = Opt("overwrite", "flag", ("--overwrite",), "replace a store that is there", False)
QUIET = Opt("quiet", "flag", ("-q", "--quiet"), "nothing on standard error but failures", False)
FILE = Opt("file", "texts", (), "the document; archive.zip!name for one inside an archive; - for standard input", metavar="FILE")

_LIMITS = {
    "file_mib": "the largest file that is read, MiB",
    "markup_mib": "the largest web page or XML part, MiB",
    "unpacked_mib": "the largest docx, xlsx or zip once unpacked, MiB",
    "files": "the most documents in a zip archive",
    "pages": "the most pages of a pdf",
    "cells": "the most table cells of a document",
    "nesting": "how deep elements may stand inside one another",
    "seconds": "the time for one document",
}

LIMITS: tuple[Opt, ...] = tuple(
    Opt(
        f"max_{name}",
        "seconds" if name == "seconds" else "number",
        (option(name),),
        told,
        getattr(DEFAULT, name),
        0.1 if name == "seconds" else 1,
    )
    for name, told in _LIMITS.items()
)


def limits(values: Mapping[str, Any]) -> Limits:
    """The limits that the user set."""
    return Limits(**{name: values[f"max_{name}"] for name in _LIMITS})
