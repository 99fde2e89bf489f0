"""One target a reader: bytes in, and the laws that hold whatever they are.

``python -m fuzz.targets KIND FINDINGS [libFuzzer options] CORPUS``. A broken law is written to FINDINGS once a place
and fuzzing goes on; hangs and crashes of native code end the process (``fuzz.run`` starts it again).
"""

from __future__ import annotations

import hashlib
import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mzstats", "olefile"]):
    import olefile  # noqa: F401  # instrumented

    import mzstats.pipeline
    import mzstats.read
    import mzstats.read.archive
    import mzstats.read.biff
    import mzstats.read.doc
    import mzstats.read.docx
    import mzstats.read.html
    import mzstats.read.markdown
    import mzstats.read.mht
    import mzstats.read.pdf
    import mzstats.read.spreadsheet
    from mzstats.model import Document, MzstatsError

from fuzz import markup
from fuzz.packing import OLE_MAGIC, as_ole, as_zip, split

LIMITS = mzstats.read.Limits(file_mib=8, unpacked_mib=16, pages=20, cells=20_000, seconds=20)
NAMES = {"text": "a.txt", "html": "a.html", "markdown": "a.md", "csv": "a.csv", "mht": "a.mht", "pdf": "a.pdf"}
PREFIX = {"html": b"<html>", "mht": b"MIME-Version: 1.0\n", "pdf": b"%PDF-"}


def check(document: Document) -> None:
    """The laws of a document: its text can be written, cells and places stand in it and in order."""
    size = len(document.text)
    document.text.encode("utf-8")
    assert "\r" not in document.text, "carriage return in the text"
    for table in document.tables:
        for cell in table.cells:
            assert 0 <= cell.start <= cell.end <= size, f"cell {cell} outside a text of {size}"
            assert cell.row >= 0 and cell.col >= 0 and cell.rowspan >= 1 and cell.colspan >= 1, f"cell {cell}"
    offsets = [offset for offset, _ in document.places]
    assert offsets == sorted(offsets) and all(0 <= offset <= size for offset in offsets), f"places {offsets}"
    for warning in document.warnings:
        warning.encode("utf-8")


def run_all(document: Document) -> None:
    """The laws of the rows: each figure stands where it says."""
    for row in mzstats.pipeline.run(document):
        assert document.text[row.start : row.end] == row.text, f"{row.start}-{row.end} is not {row.text!r}"
        assert row.end > row.start and row.value.is_finite()
    for fate in mzstats.pipeline.explain(document):
        assert document.text[fate.start : fate.end] == fate.text


def packed(kind: str, data: bytes) -> bytes:
    """The file that an input of a kind stands for."""
    if data.startswith(markup.MARK) and kind in ("docx", "xlsx", "html"):
        if kind == "html":
            return markup.page(data[1:])
        return as_zip(markup.word(data[1:]) if kind == "docx" else markup.sheet(data[1:]))
    if kind in ("docx", "xlsx", "zip"):
        return data if data.startswith(b"PK") else as_zip(split(data))
    if kind in ("doc", "xls"):
        return data if data.startswith(OLE_MAGIC) else as_ole(split(data))
    prefix = PREFIX.get(kind, b"")
    return data if data.startswith(prefix) or (kind == "html" and data.lstrip().startswith(b"<")) else prefix + data


def one(kind: str, data: bytes) -> None:
    """One input through a reader, and where it is short through the pipeline too."""
    if kind == "zip":
        for document in mzstats.read.archive.read_archive(packed(kind, data), "a.zip", LIMITS):
            check(document)
        return
    document = mzstats.read.read_bytes(packed(kind, data), NAMES.get(kind, "a." + kind), LIMITS)
    check(document)
    if kind == "pipeline":
        run_all(document)


def target(kind: str, findings: Path) -> Callable[[bytes], None]:
    """The function that libFuzzer calls."""
    seen: set[str] = set()

    def call(data: bytes) -> None:
        try:
            one(kind, data)
        except MzstatsError as error:
            assert "\n" not in str(error)
        except ValueError as error:
            if "too large for one allocation sector" not in str(error):
                record(error, data)
        except Exception as error:
            record(error, data)

    def record(error: Exception, data: bytes) -> None:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "mzstats" in f.filename]
        place = (
            f"{type(error).__name__} {Path(frames[-1].filename).name}:{frames[-1].lineno}"
            if frames
            else f"{type(error).__name__} {str(error)[:40]}"
        )
        if place in seen:
            return
        seen.add(place)
        name = re.sub(r"[^\w.]+", "_", place)
        (findings / f"{kind}-{name}-{hashlib.sha1(data).hexdigest()[:8]}").write_bytes(data)
        (findings / f"{kind}-{name}.txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")

    return call


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[3:]], target(sys.argv[1], Path(sys.argv[2])))
    atheris.Fuzz()
