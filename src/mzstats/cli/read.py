"""``mzstats read``: a document's text exactly as start and end count it."""

from __future__ import annotations

import sys
from pathlib import Path

from mzstats.cli.options import FILE, LIMITS, QUIET, limits
from mzstats.cli.say import Messages, stdout
from mzstats.cli.spec import Values
from mzstats.model import Document, MzstatsError
from mzstats.read import Limits, documents, read_bytes

OPTIONS = (FILE, QUIET, *LIMITS)


def run(values: Values) -> int:
    """The text to standard output, as UTF-8 without changes."""
    say = Messages(values["quiet"])
    document = one_document(values["file"], limits(values), say)
    if document is None:
        return 1
    stream = stdout()
    stream.write(document.text.encode("utf-8"))
    stream.flush()
    return 0


def one_document(names: list[str], bounds: Limits, say: Messages) -> Document | None:
    """The one document that is named, its warnings told; None, with the error told, where it cannot be read."""
    if len(names) > 1:
        raise MzstatsError(f"one document at a time, not {len(names)}")
    try:
        document = _one(names[0], bounds)
    except MzstatsError as error:
        say.error(str(error))
        return None
    for warning in document.warnings:
        say.note(f"warning: {document.source}: {warning}")
    return document


def _one(file: str, limits: Limits) -> Document:
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
