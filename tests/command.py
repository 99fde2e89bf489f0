"""The command as a user runs it: a process of its own, its streams as bytes."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

REPORT = "甲县民政局2024年工作情况\n截至2024年底，全县共有农村低保对象80户150人，全年发放农村低保金24.5万元。\n"
FIGURELESS = "甲县民政局关于召开会议的通知\n现定于2024年5月6日召开会议，请准时参加。\n"


def mzstats(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Runs ``mzstats`` with these arguments; ``variables`` go into its environment."""
    command = [sys.executable, "-m", "mzstats", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, env={**os.environ, **variables}, timeout=120, check=False)


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a csv."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def write(path: Path, text: str = REPORT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
