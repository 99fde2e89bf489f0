"""Shared options for commands whose functions are written for typer."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from mzstats.cli.options import BOM, COLUMNS, HEADERS, OVERWRITE, PATTERNS, QUIET, REGION, YEAR
from mzstats.cli.spec import Opt


def _typed(option: Opt) -> Any:
    return typer.Option(*option.flags, help=option.help, min=option.least, max=option.most)


PatternDirs = Annotated[list[str] | None, _typed(PATTERNS)]
Quiet = Annotated[bool, _typed(QUIET)]
Region = Annotated[str, _typed(REGION)]
Year = Annotated[int | None, _typed(YEAR)]
Headers = Annotated[str, _typed(HEADERS)]
Columns = Annotated[str, _typed(COLUMNS)]
Bom = Annotated[bool | None, _typed(BOM)]
Overwrite = Annotated[bool, _typed(OVERWRITE)]
Domain = Annotated[str, typer.Option("--domain", help="only this line of business")]
