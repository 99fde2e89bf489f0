"""Shared options for commands whose functions are written for typer."""

from __future__ import annotations

from typing import Annotated

import typer

from mzstats.cli.options import PATTERNS, QUIET

PatternDirs = Annotated[list[str] | None, typer.Option(*PATTERNS.flags, help=PATTERNS.help)]
Quiet = Annotated[bool, typer.Option(*QUIET.flags, help=QUIET.help)]
