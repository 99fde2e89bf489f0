"""From a file to a Document: the kind of a file is told by its content, never by its name alone.

One module a kind; each is imported only when a file of its kind is met.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mzstats.model import Document, MzstatsError
from mzstats.read.limits import DEFAULT, Limits, check_bytes
from mzstats.read.sniff import sniff
from mzstats.read.text import from_text, read_text

__all__ = ["DEFAULT", "Limits", "documents", "from_text", "is_lock_file", "looks_like_report", "read_bytes"]

ENDINGS = frozenset(
    ".txt .text .htm .html .shtml .xhtml .mht .mhtml .docx .docm .pdf .xlsx .xlsm .xls .csv .tsv .md .markdown .doc .zip .wps .et .ofd".split()
)


def is_lock_file(path: str | Path) -> bool:
    """Whether this is the ``~$`` file that Office leaves beside an open document: no report, to be skipped."""
    return Path(path).name.startswith(("~$", ".~"))


def looks_like_report(path: str | Path) -> bool:
    """Whether a file met in a folder is one to read: by its ending, since a folder holds pictures and programs too."""
    return Path(path).suffix.lower() in ENDINGS and not is_lock_file(path)


def documents(path: Path, limits: Limits = DEFAULT, name: str = "") -> Iterator[Document]:
    """The documents in a file: one, or for a zip archive each inside, named ``archive.zip!inner/name.docx``.

    ``name`` is the document's name in the table, by default the path as given.
    Raises MzstatsError, with the file's name, where it cannot be read; a file inside an archive that
    cannot be read is raised after the others have been given.
    """
    name = name or str(path)
    try:
        size = path.stat().st_size
        check_bytes(limits, "file_mib", size)
        data = path.read_bytes()
        if sniff(data, name) == "zip":
            from mzstats.read.archive import read_archive

            yield from read_archive(data, name, limits)
            return
        document = _read(data, name, limits)
    except OSError as error:
        raise MzstatsError(f"{name}: {error.strerror or error}") from error
    except MzstatsError as error:
        raise MzstatsError(f"{name}: {error}") from error
    yield document


def read_bytes(data: bytes, name: str = "", limits: Limits = DEFAULT) -> Document:
    """One document from the bytes of a file. ``name`` names it in the table and in errors.

    Raises MzstatsError, with the name, where the bytes cannot be read.
    """
    try:
        check_bytes(limits, "file_mib", len(data))
        return _read(data, name, limits)
    except MzstatsError as error:
        raise MzstatsError(f"{name}: {error}" if name else str(error)) from error


def _read(data: bytes, name: str, limits: Limits) -> Document:
    if not data:
        raise MzstatsError("empty: the file has no bytes")
    kind = sniff(data, name)
    if kind == "text":
        return read_text(data, name)
    raise MzstatsError(f"{kind} files cannot be read yet")
