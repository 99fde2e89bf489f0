"""``mzstats read``: a document's text exactly as start and end count it. The options for the limits are told here once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mzstats.model import Document, MzstatsError
from mzstats.read import DEFAULT, Limits, documents, read_bytes

MaxFileMib = Annotated[int, typer.Option("--max-file-mib", min=1, help="the largest file that is read, MiB")]
MaxMarkupMib = Annotated[int, typer.Option("--max-markup-mib", min=1, help="the largest web page or XML part, MiB")]
MaxUnpackedMib = Annotated[int, typer.Option("--max-unpacked-mib", min=1, help="the largest docx, xlsx or zip once unpacked, MiB")]
MaxFiles = Annotated[int, typer.Option("--max-files", min=1, help="the most documents in a zip archive")]
MaxPages = Annotated[int, typer.Option("--max-pages", min=1, help="the most pages of a pdf")]
MaxCells = Annotated[int, typer.Option("--max-cells", min=1, help="the most table cells of a document")]
MaxNesting = Annotated[int, typer.Option("--max-nesting", min=1, help="how deep elements may stand inside one another")]
MaxSeconds = Annotated[float, typer.Option("--max-seconds", min=0.1, help="the time for reading one document")]


def read_command(
    file: Annotated[str, typer.Argument(help="the document; archive.zip!name for one inside an archive; - for standard input")],
    max_file_mib: MaxFileMib = DEFAULT.file_mib,
    max_markup_mib: MaxMarkupMib = DEFAULT.markup_mib,
    max_unpacked_mib: MaxUnpackedMib = DEFAULT.unpacked_mib,
    max_files: MaxFiles = DEFAULT.files,
    max_pages: MaxPages = DEFAULT.pages,
    max_cells: MaxCells = DEFAULT.cells,
    max_nesting: MaxNesting = DEFAULT.nesting,
    max_seconds: MaxSeconds = DEFAULT.seconds,
) -> None:
    """The document's text exactly as start and end count it."""
    limits = Limits(max_file_mib, max_markup_mib, max_unpacked_mib, max_files, max_pages, max_cells, max_nesting, max_seconds)
    try:
        document = one_document(file, limits)
    except MzstatsError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error
    for warning in document.warnings:
        typer.echo(f"warning: {document.source}: {warning}", err=True)
    sys.stdout.flush()
    sys.stdout.buffer.write(document.text.encode("utf-8"))
    sys.stdout.buffer.flush()


def one_document(file: str, limits: Limits) -> Document:
    """The document that ``file`` names. Raises MzstatsError where it names none, or an archive of several."""
    if file == "-":
        return read_bytes(sys.stdin.buffer.read(limits.file_mib * (1 << 20) + 1), "-", limits)
    archive, mark, _ = file.rpartition("!")
    if mark and not Path(file).exists() and Path(archive).exists():
        return _inside(archive, file, limits)
    found = list(documents(Path(file), limits))
    if len(found) > 1:
        names = ", ".join(document.source for document in found[:5])
        raise MzstatsError(f"{file}: an archive of {len(found)} documents; name one of them: {names}{' ...' * (len(found) > 5)}")
    return found[0]


def _inside(archive: str, name: str, limits: Limits) -> Document:
    """The document ``name`` of an archive; another that cannot be read does not matter."""
    for document in documents(Path(archive), limits):
        if document.source == name:
            return document
    raise MzstatsError(f"{name}: not in the archive")
