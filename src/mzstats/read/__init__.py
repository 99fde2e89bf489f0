"""From a file to a Document: the kind of a file is told by its content, never by its name alone.

One module a kind; each is imported only when a file of its kind is met.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from mzstats.model import Document, MzstatsError
from mzstats.read.limits import DEFAULT, Limits, check_bytes
from mzstats.read.passage import Passage
from mzstats.read.sniff import refusal, sniff
from mzstats.read.text import from_text, read_text
from mzstats.read.where import Places

__all__ = ["DEFAULT", "Limits", "Passage", "Places", "documents", "from_text", "is_lock_file", "looks_like_report", "read_bytes", "within"]

# the module and the function that read a kind: (data, name, limits) -> Document
_READERS = {
    "html": ("html", "read_html"),
    "mht": ("mht", "read_mht"),
    "docx": ("docx", "read_docx"),
    "pdf": ("pdf", "read_pdf"),
    "xlsx": ("spreadsheet", "read_xlsx"),
    "xls": ("spreadsheet", "read_xls"),
    "csv": ("spreadsheet", "read_csv"),
    "markdown": ("markdown", "read_markdown"),
    "doc": ("doc", "read_doc"),
}

# what is taken from a folder; a file named outright is read whatever its ending
ENDINGS = frozenset(
    (
        *(".txt", ".text", ".md", ".markdown", ".csv", ".tsv"),
        *(".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml"),
        *(".pdf", ".docx", ".docm", ".doc", ".xlsx", ".xlsm", ".xls", ".zip"),
        # cannot be read, and saying so is better than silence; pictures are too often a page's own
        *(".wps", ".et", ".ofd", ".rtf", ".odt", ".ods", ".xlsb", ".ppt", ".pptx", ".tif", ".tiff", ".rar", ".7z"),
    )
)


def is_lock_file(path: str | Path) -> bool:
    """Whether this is the ``~$`` file that Office leaves beside an open document: no report, to be skipped."""
    return os.path.basename(path).startswith(("~$", ".~"))


def looks_like_report(path: str | Path) -> bool:
    """Whether a file met in a folder is one to read: by its ending, since a folder holds pictures and programs too."""
    return os.path.splitext(path)[1].lower() in ENDINGS and not is_lock_file(path)


def documents(path: Path, limits: Limits = DEFAULT, name: str = "", passage: Passage = Passage()) -> Iterator[Document]:
    """The documents in a file: one, or for a zip archive each inside, named ``archive.zip!inner/name.docx``.

    ``name`` is the document's name in the table, by default the path as given. ``passage``: how an archive is gone through.
    Raises MzstatsError, with the file's name, where it cannot be read; where some files of an archive
    cannot be read, the others are given first.
    """
    name = name or str(path)
    try:
        check_bytes(limits, "file_mib", path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise MzstatsError(f"{name}: {error.strerror or error}") from error
    except MzstatsError as error:
        raise MzstatsError(f"{name}: {error}") from error
    yield from within(data, name, limits, passage)


def within(data: bytes, name: str, limits: Limits = DEFAULT, passage: Passage = Passage()) -> Iterator[Document]:
    """``documents`` for the bytes of a file that came from elsewhere."""
    if sniff(data, name) == "zip":
        from mzstats.read.archive import read_archive

        yield from read_archive(data, name, limits, passage)
    elif not passage.start:
        yield read_bytes(data, name, limits)


def read_bytes(data: bytes, name: str = "", limits: Limits = DEFAULT) -> Document:
    """One document from the bytes of a file. ``name`` names it in the table and in errors.

    Raises MzstatsError, with the name, where the bytes cannot be read.
    """
    try:
        check_bytes(limits, "file_mib", len(data))
        return _read(data, name, limits)
    except MzstatsError as error:
        raise MzstatsError(f"{name}: {error}" if name else str(error)) from error
    except (RecursionError, MemoryError) as error:
        raise MzstatsError(f"{name}: too deeply nested or too large to read") from error


def _read(data: bytes, name: str, limits: Limits) -> Document:
    if not data:
        raise MzstatsError("empty: the file has no bytes")
    kind = sniff(data, name)
    if kind == "text":
        return read_text(data, name)
    if kind not in _READERS:
        raise MzstatsError(refusal(kind))
    module, function = _READERS[kind]
    reader: Callable[[bytes, str, Limits], Document] = getattr(import_module(f"mzstats.read.{module}"), function)
    return reader(data, name, limits)
