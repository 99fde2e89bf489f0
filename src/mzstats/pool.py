"""Inputs in worker processes: in order, in bounded memory, and a document that crashes or hangs costs only itself.

Each idle worker gets the next chunk and answers with its parts as bytes; the parts are given on in the order of the inputs. What is
done before its turn waits, up to so many bytes. A worker that dies or overruns is replaced: what it had not yet handed over is done
again by others, and the document that it was busy with is tried once more alone, then told as failed. Of an archive that document is
one member: the others are read.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from mzstats.inputs import Input
from mzstats.model import MzstatsError
from mzstats.read.limits import MIB
from mzstats.work import PART_ROWS, Part, Work, pack, seconds_allowed, unpack, work_on

HELD_BYTES = 32 << 20  # of parts that wait for their turn; with more no chunk is dealt
_WHOLE = -1  # where a member would be told: the file itself, or what comes before its first member
_NO_MEMORY = 77  # how a worker ends that has no memory left
_FALSE_STARTS = 3  # workers in a row that die before they have begun


@dataclass(slots=True)
class _Chunk:
    items: list[Input]
    suspects: frozenset[int] = frozenset()  # what a worker died of before, in the only input: a member, _WHOLE the input itself
    blobs: deque[bytes] = field(default_factory=deque)
    received: int = 0  # inputs whose last part has come
    members: int = 0  # of the next input, an archive, what has come already
    done: bool = False


class _Worker:
    """A worker process, the chunk it has, and the board on which it notes which input it began when, and which member of it."""

    def __init__(self, context: BaseContext, work: Work, foreign: Sequence[Connection]) -> None:
        self.pipe, theirs = context.Pipe()
        self.board: Any = context.RawArray("d", 3)
        self.chunk: _Chunk | None = None
        inherited = [self.pipe, *foreign] if context.get_start_method() == "fork" else []
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # each kind of context has it, their base does not say so
            target=_serve, args=(theirs, self.board, work, inherited), daemon=True
        )
        self.process.start()
        theirs.close()

    def start(self, chunk: _Chunk) -> None:
        """Gives a chunk to an idle worker."""
        self.chunk = chunk
        self.board[0], self.board[1], self.board[2] = -1, time.monotonic(), _WHOLE
        with suppress(OSError):  # it died while idle: that is seen on its pipe
            self.pipe.send(chunk.items)

    def silent(self) -> float:
        """Seconds since it last began a document."""
        return time.monotonic() - float(self.board[1])

    def end(self) -> None:
        """The process is gone when this returns."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


class Pool:
    """``jobs`` workers that do the same ``work``."""

    def __init__(self, work: Work, jobs: int, method: str) -> None:
        # fork starts in a tenth of the time and is safe here: this process has no threads
        self._context: BaseContext = multiprocessing.get_context(method or ("fork" if sys.platform == "linux" else "spawn"))
        self._work = work
        self._allowed = seconds_allowed(work)
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._order: deque[_Chunk] = deque()  # whose parts are not yet all given on
        self._waiting: deque[_Chunk] = deque()
        self._held = 0  # bytes of parts that wait
        self._false_starts = 0

    def run(self, lots: Iterator[list[Input]]) -> Iterator[Part]:
        """The parts of all lots of inputs, in order."""
        while True:
            self._deal(lots)
            if not self._order:
                return
            head = self._order[0]
            if head.blobs:
                blob = head.blobs.popleft()
                self._held -= len(blob)
                yield from unpack(blob)
            elif head.done:
                self._order.popleft()
            else:
                self._listen()

    def stop(self) -> None:
        """Ends the workers, whatever they do."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    # -- work out

    def _deal(self, lots: Iterator[list[Input]]) -> None:
        for worker in self._workers:
            if worker.chunk is None and self._next(lots):
                worker.start(self._waiting.popleft())
        while len(self._workers) < self._jobs and self._next(lots):
            worker = _Worker(self._context, self._work, [one.pipe for one in self._workers])
            self._workers.append(worker)
            worker.start(self._waiting.popleft())
        while len(self._waiting) < self._jobs and self._more(lots):  # at hand for whoever is ready first
            pass

    def _next(self, lots: Iterator[list[Input]]) -> bool:
        """Whether a chunk waits for a worker."""
        return bool(self._waiting) or self._more(lots)

    def _more(self, lots: Iterator[list[Input]]) -> bool:
        """One more chunk, unless too much waits already or there is none."""
        items = next(lots, None) if self._held < HELD_BYTES else None
        if items is None:
            return False
        chunk = _Chunk(items)
        self._order.append(chunk)
        self._waiting.append(chunk)
        return True

    # -- answers in

    def _listen(self) -> None:
        """Waits until a worker answers, dies or overruns."""
        busy = [worker for worker in self._workers if worker.chunk is not None]
        patience = max(0.05, min(self._allowed - worker.silent() for worker in busy))
        ready = wait([worker.pipe for worker in busy], patience)
        for worker in busy:
            if worker.pipe in ready:
                self._hear(worker)
            elif worker.silent() > self._allowed:
                self._lost(worker, f"took more than {self._allowed:g} seconds and was stopped; --max-seconds gives more", final=True)

    def _hear(self, worker: _Worker) -> None:
        chunk = worker.chunk
        assert chunk is not None
        try:
            received, members, blob = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            self._lost(worker, self._reason(worker.process.exitcode))
            return
        self._hold(chunk, blob)
        chunk.received, chunk.members = received, members
        if received == len(chunk.items):
            chunk.done = True
            worker.chunk = None
            self._false_starts = 0
            if self._waiting:
                worker.start(self._waiting.popleft())

    def _reason(self, code: int | None) -> str:
        if code == _NO_MEMORY:
            return f"took more than {self._work.memory_mib} MiB of memory; --max-memory-mib gives more"
        return f"crashed the program that read it ({_ending(code)})"

    def _hold(self, chunk: _Chunk, blob: bytes) -> None:
        chunk.blobs.append(blob)
        self._held += len(blob)

    def _lost(self, worker: _Worker, reason: str, final: bool = False) -> None:
        """A worker is gone: its document is told or tried again, the rest of its chunk goes to others."""
        chunk, at, member = worker.chunk, int(worker.board[0]), int(worker.board[2])
        assert chunk is not None
        worker.end()
        self._workers.remove(worker)
        left = chunk.items[chunk.received :]
        if chunk.members:
            left[0] = left[0]._replace(start=chunk.members)
        chunk.done = True
        if at < 0:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise MzstatsError("worker processes end before they begin; see whether memory is short")
            self._again(chunk, [_Chunk(left, chunk.suspects)])
            return
        at = max(at - chunk.received, 0)
        guilty = self._guilty(left[at], member, reason, chunk.suspects, final or member in chunk.suspects)
        self._again(chunk, [_Chunk(left[:at]), guilty, _Chunk(left[at + 1 :])])

    def _guilty(self, item: Input, member: int, reason: str, suspects: frozenset[int], final: bool) -> _Chunk:
        """The chunk for the input that a worker died of: tried once more, read but for a member, or told as failed."""
        if not final:
            return _Chunk([item], suspects | {member})
        if member != _WHOLE:
            return _Chunk([item._replace(passed=(*item.passed, (member, reason)))], suspects)
        told = _Chunk([item], received=1, done=True)
        self._hold(told, pack([Part(item.name, item.position, failures=[(item.name, reason)], digest=item.digest)]))
        return told

    def _again(self, chunk: _Chunk, pieces: list[_Chunk]) -> None:
        """Puts the pieces of a chunk in its place."""
        place = self._order.index(chunk) + 1
        for piece in reversed([one for one in pieces if one.items]):
            self._order.insert(place, piece)
            if not piece.done:
                self._waiting.appendleft(piece)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit {code}"


# -- the worker's side


def _serve(pipe: Connection, board: Any, work: Work, foreign: Sequence[Connection]) -> None:
    """Does chunk after chunk until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for one in foreign:
        one.close()
    parent = multiprocessing.parent_process()
    assert parent is not None
    gc.disable()  # hardly anything that readers make needs it: looking through it all after each chunk is enough
    gc.freeze()  # and not through what was there before
    _bound(work.memory_mib)
    while True:
        if pipe not in wait([pipe, parent.sentinel]):
            return
        try:
            items: list[Input] = pipe.recv()
            _serve_chunk(pipe, board, work, items)
            gc.collect()
        except (EOFError, OSError):
            return
        except MemoryError:
            os._exit(_NO_MEMORY)  # the parent tries the document in a fresh process, then tells it


def _bound(mib: int) -> None:
    """Limits the memory that documents may take beside the program itself. Only Linux counts what a process writes to, and nothing else."""
    if sys.platform != "linux" or not mib:
        return
    import resource

    with suppress(OSError, ValueError):  # a system without /proc, or one that allows less already
        taken = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (taken + mib * MIB, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _serve_chunk(pipe: Connection, board: Any, work: Work, items: Sequence[Input]) -> None:
    parts: list[Part] = []
    held = received = 0

    def beat(member: int) -> None:
        board[1], board[2] = time.monotonic(), member

    for at, item in enumerate(items):
        board[2], board[0] = _WHOLE, at
        for part in work_on(item, work, beat):
            parts.append(part)
            received += part.last
            held += part.rows()
            if held >= PART_ROWS and received < len(items):
                members = 0 if part.last else max(1, int(board[2]) + 1)  # one document is its own first member
                pipe.send((received, members, pack(parts)))
                parts, held = [], 0
    pipe.send((received, 0, pack(parts)))
