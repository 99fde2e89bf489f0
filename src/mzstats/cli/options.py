"""Options that several commands share, told once."""

from __future__ import annotations

from typing import Annotated

import typer

Region = Annotated[str, typer.Option("--region", help="used where a report does not say its region")]
Year = Annotated[int | None, typer.Option("--year", min=1900, max=2100, help="used where a report does not say its year")]
Other = Annotated[bool, typer.Option("--all", help="also the figures outside the catalogue, with metric other")]
PatternDirs = Annotated[list[str] | None, typer.Option("--patterns", help="a folder of your own patterns (repeatable)")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="nothing on standard error but failures")]
