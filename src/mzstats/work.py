"""What is done with one input, in this process, in a worker or on another machine: read it, extract, count."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mzstats.inputs import Input
from mzstats.model import Document, MzstatsError, Observation
from mzstats.pipeline import Extraction, Options, numbers, uncollected
from mzstats.read import DEFAULT, Limits, Passage, documents, within
from mzstats.read.limits import MIB

if TYPE_CHECKING:
    from mzstats.write.base import Lines

PART_ROWS = 5_000
"""An archive of many documents is handed on in parts of about so many rows, so that memory stays flat."""


class Form(NamedTuple):
    """How rows are written down: one of ``write.LINES``, the columns, their heads."""

    format: str
    columns: tuple[str, ...]
    headers: str = "en"


class Work(NamedTuple):
    """How inputs are to be treated. ``keep`` holds the metrics wanted, None for all; ``digest`` asks for the contents' digests;
    ``form`` for lines in the place of rows, so that who gathers them has only bytes to pass on. ``memory_mib``: what the documents of
    a process may take together, 0 without end; a document that finds none left ends the work with MemoryError, since a process that
    was full may stay so."""

    options: Options = Options()
    limits: Limits = DEFAULT
    keep: frozenset[str] | None = None
    digest: bool = False
    form: Form | None = None
    memory_mib: int = 0


class Read:
    """A document that was read. ``found`` counts its figures before ``keep`` chose; ``numbers`` what was looked at where there are none;
    ``written`` the rows that are written down already."""

    __slots__ = ("found", "numbers", "rows", "source", "warnings", "written")

    def __init__(
        self, source: str, rows: list[Observation], found: int, numbers: int, warnings: tuple[str, ...] = (), written: int = 0
    ) -> None:
        self.source, self.rows, self.found, self.numbers, self.warnings, self.written = source, rows, found, numbers, warnings, written


class Part:
    """What came of an input, or of a part of a long one; ``last`` ends the input.

    ``failures``: the name of the input, or of files inside it, and the reason why it is missing. ``digest`` and ``bytes``
    tell its content, ``kind`` is the reader's name, ``characters`` and ``seconds`` are what this part took. ``lines``: its rows
    written down. ``held``: nothing was done, since what would come of it is there.
    """

    __slots__ = (
        "bytes", "characters", "digest", "documents", "failures", "held", "kind", "last", "lines", "name", "position", "seconds",
    )  # fmt: skip

    def __init__(
        self, name: str, position: int = 0, documents: list[Read] | None = None, failures: list[tuple[str, str]] | None = None,
        last: bool = True, digest: str = "", bytes: int = 0, kind: str = "", characters: int = 0, seconds: float = 0.0,
        lines: bytes = b"", held: bool = False,
    ) -> None:  # fmt: skip
        self.name, self.position, self.last = name, position, last
        self.documents: list[Read] = documents or []
        self.failures: list[tuple[str, str]] = failures or []
        self.digest, self.bytes, self.kind, self.characters, self.seconds = digest, bytes, kind, characters, seconds
        self.lines, self.held = lines, held

    def rows(self) -> int:
        """How many rows it has or has written down."""
        return sum(len(read.rows) + read.written for read in self.documents)

    def write_down(self, form: Form) -> None:
        """Puts lines in the place of its rows."""
        from mzstats.write.base import encoded

        self.lines = encoded(_lines(form)(row for read in self.documents for row in read.rows))
        self.drop_rows()

    def drop_rows(self) -> None:
        """Keeps the number of its rows, which are written down."""
        for read in self.documents:
            read.written, read.rows = read.written + len(read.rows), []


@lru_cache(maxsize=1)
def _lines(form: Form) -> Lines:
    from mzstats.write import lines

    return lines(*form)


def work_on(item: Input, work: Work, beat: Callable[[int], None] = lambda member: None) -> Iterator[Part]:
    """The documents of an input, extracted. Whatever is wrong with it is told among the ``failures`` of its parts.

    ``beat`` is called when the input is begun, with -1, and before each member of an archive, with its number, so that a watcher
    can tell a long archive from a document that hangs, and knows which it is.
    """
    part = _part(item)
    held, started = 0, time.perf_counter()
    passage = Passage(item.start, dict(item.passed), beat, lambda name, error: part.failures.append(_failure(name, error, work)))
    try:
        beat(-1)
        for document in _read(item, work, part, passage):
            held += _add(document, work, part)
            if held >= PART_ROWS:
                part.last = False
                yield _done(part, work, started)
                part, held, started = _part(item), 0, time.perf_counter()
    except Exception as error:
        part.failures.append(_failure(item.name, error, work))
    yield _done(part, work, started)


def _done(part: Part, work: Work, started: float) -> Part:
    if work.form is not None:
        part.write_down(work.form)
    part.seconds = time.perf_counter() - started
    return part


def _add(document: Document, work: Work, part: Part) -> int:
    """Adds what comes of a document to its part; a fault of ours costs this document only. Gives the number of rows."""
    try:
        read = _extract(document, work)
    except Exception as error:
        part.failures.append(_failure(document.source, error, work))
        return 0
    part.documents.append(read)
    part.kind = part.kind or document.kind
    part.characters += len(document.text)
    return len(read.rows)


def _failure(name: str, error: Exception, work: Work) -> tuple[str, str]:
    """What is told of an input, or a member of it, that is missing. Raises MemoryError where memory is limited and was short."""
    if work.memory_mib and _of_memory(error):
        raise MemoryError from error
    if isinstance(error, MzstatsError):
        return name, str(error).removeprefix(f"{name}: ")
    if isinstance(error, MemoryError | RecursionError):
        return name, "too large or too deeply nested"
    return name, f"an error in mzstats itself ({type(error).__name__}: {error}); please report it"


def _of_memory(error: BaseException | None) -> bool:
    """Whether memory was short, whatever a reader made of that."""
    return error is not None and (isinstance(error, MemoryError) or _of_memory(error.__cause__ or error.__context__))


def seconds_allowed(work: Work) -> float:
    """How long a worker may be silent over one document. Reading ends itself at the limit; this is for what does not."""
    return work.limits.seconds * 1.5 + 5


def _part(item: Input) -> Part:
    return Part(item.name, item.position, digest=item.digest)


def _read(item: Input, work: Work, part: Part, passage: Passage) -> Iterable[Document]:
    if item.problem:
        raise MzstatsError(item.problem)
    if work.digest:
        part.bytes, part.digest = identify(item, work.limits)
    data = item.data
    if data is None and "://" in item.path:
        from mzstats.remote import content

        data = content(item.path, work.limits)
    if data is not None:
        return within(data, item.name, work.limits, passage)
    return documents(Path(item.path), work.limits, item.name, passage)


def identify(item: Input, limits: Limits) -> tuple[int, str]:
    """Size and digest of an input's content; no digest where it cannot be read or is over the limit, which the reader tells better."""
    from mzstats.store import digest

    if item.data is not None:
        return len(item.data), item.digest or digest(item.data)
    if "://" in item.path:
        from mzstats.remote import content

        data = content(item.path, limits)
        return len(data), item.digest or digest(data)
    path = Path(item.path)
    try:
        size = path.stat().st_size
        if item.digest or not path.is_file() or size > limits.file_mib * MIB:
            return size, item.digest
        return size, digest(path.read_bytes())
    except OSError:
        return 0, ""


def _extract(document: Document, work: Work) -> Read:
    with uncollected():
        extraction = Extraction(document, work.options)
        rows = list(extraction.observations())
    found = len(rows)
    if work.keep is not None:
        rows = [row for row in rows if row.metric in work.keep]
    return Read(document.source, rows, found, 0 if found else numbers(document), document.warnings)


# -- parts as bytes, for the way between processes: tuples pickle several times faster than the objects

# in the order in which they are made again
_counted = attrgetter("source", "found", "numbers", "warnings", "written")
_told = attrgetter("name", "position", "failures", "last", "digest", "bytes", "kind", "characters", "seconds", "lines", "held")


def pack(parts: Iterable[Part]) -> bytes:
    """Parts as bytes."""
    plain = [(_told(part), [([tuple(one) for one in read.rows], _counted(read)) for read in part.documents]) for part in parts]
    import pickle

    return pickle.dumps(plain, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Iterator[Part]:
    """The parts that ``pack`` wrote. The bytes come from a worker of ours, never from outside."""
    import pickle

    plain: list[tuple[Any, ...]] = pickle.loads(data)
    for (name, position, *rest), reads in plain:
        yield Part(name, position, [Read(source, [Observation(*one) for one in rows], *more) for rows, (source, *more) in reads], *rest)
