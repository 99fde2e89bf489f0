"""What the way from a report to csv may import: nothing heavy, and nothing that it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command import write

HEAVY = {"pandas", "numpy", "pydantic", "rich", "typer", "sqlite3", "multiprocessing", "xlsxwriter", "pyarrow", "duckdb", "jinja2"}
READERS = {"selectolax", "pypdfium2", "python_calamine", "pdfplumber", "olefile", "xml.etree", "zipfile"}
MODULES = "import json, sys; sys.stderr.write(json.dumps(sorted(sys.modules)))"


def modules(code: str, *arguments: str) -> set[str]:
    """The modules that a fresh interpreter has after running the code."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def command(*arguments: str) -> set[str]:
    run = "import os, sys\nos._exit = sys.exit\nfrom mzstats.__main__ import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
    code = run + MODULES
    return modules(code, *arguments)


def test_extract_to_csv_imports_nothing_heavy(tmp_path: Path) -> None:
    found = command("extract", str(write(tmp_path / "a.txt")), "-f", "csv")
    assert not found & (HEAVY | READERS)
    assert "mzstats.pipeline" in found
    assert "mzstats.cells" not in found  # a report without tables does not pay for them


@pytest.mark.parametrize("arguments", [("--help",), ("extract", "--help"), ("nonsense",)])
def test_help_imports_neither_rich_nor_the_pipeline(arguments: tuple[str, ...]) -> None:
    found = command(*arguments)
    assert not found & (HEAVY - {"typer"})
    assert "mzstats.pipeline" not in found


def test_the_api_is_cheap_to_import() -> None:
    found = modules(f"import mzstats\n{MODULES}")
    assert not found & (HEAVY | READERS | {"mzstats.api", "mzstats.pipeline"})
    found = modules(f"import mzstats\nmzstats.extract('全县农村低保户80户。')\n{MODULES}")
    assert not found & (HEAVY | READERS)


def test_names_of_the_api() -> None:
    import mzstats

    assert all(hasattr(mzstats, name) for name in mzstats.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = mzstats.nothing  # type: ignore[attr-defined]
