"""A run of ``extract``: inputs dealt to workers, their figures to the output, what went wrong to the user."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mzstats.cli.interrupt import Interrupt
from mzstats.cli.say import Messages
from mzstats.cli.sinks import SCREEN, Elsewhere, Screen, Stored, Table
from mzstats.inputs import Input, walk
from mzstats.model import MzstatsError

if TYPE_CHECKING:
    from mzstats.cli.manifest import Manifest
    from mzstats.cli.progress import Bar
    from mzstats.work import Part, Work
    from mzstats.write.target import Target

FEW = 8  # inputs of plain text that are sooner done here than by workers that must be started
FEW_BYTES = 256 << 10


class Plan(NamedTuple):
    """What the user asked for, checked."""

    paths: list[str]
    output: Path | None
    parts: str
    form: str
    headers: str
    columns: tuple[str, ...]
    bom: bool | None
    work: Work
    jobs: int
    resume: bool
    overwrite: bool
    errors: Path | None
    manifest: Path | None
    cluster: str
    bar: bool


def _identity(path: str | Path) -> tuple[int, int] | None:
    """What tells a file from others, whatever it is called; None where there is none."""
    try:
        told = os.stat(path)
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None
    return told.st_dev, told.st_ino


class Counts:
    """What a run has done so far. ``without``: documents without figures; ``held``: inputs whose figures were there already."""

    def __init__(self) -> None:
        self.inputs = self.documents = self.figures = self.without = self.held = self.failed = 0


def extract(plan: Plan, say: Messages) -> int:
    """Runs a plan and gives the exit status. Raises MzstatsError where nothing can be written."""
    from mzstats.pipeline import vocabulary

    patterns = vocabulary(plan.work.options.patterns)  # a fault in them is told before anything is begun; workers share what is loaded
    for note in patterns.notes:  # what a user's folder replaces or adds to
        say.note(f"note: {note}")
    return _Run(plan, say).go()


class _Run:
    def __init__(self, plan: Plan, say: Messages) -> None:
        self.plan = plan
        self.say = say
        self.counts = Counts()
        self.failures: list[dict[str, str]] = []
        self.started = time.time()
        self.interrupt = Interrupt()
        self.stored = plan.form in ("sqlite", "duckdb")
        lasting = self.stored or bool(plan.parts)  # a later run may go on with it
        self.version = self._version() if lasting or plan.manifest else ""
        self.work = plan.work._replace(digest=lasting or plan.manifest is not None)
        self.sink: Screen | None = None
        self.errors: Target | None = None
        self.manifest: Manifest | None = None

    def go(self) -> int:
        with self.interrupt:
            try:
                self._begin()
                with suppress(KeyboardInterrupt):  # what is done is kept
                    self._loop()
                with self.interrupt.held():
                    self._end()
            except BaseException:
                for out in (self.sink, self.manifest):
                    if out is not None:
                        out.abort()
                if self.errors is not None:
                    self.errors.discard()
                raise
        return self.interrupt.status or (1 if self.counts.failed else 0)

    # -- before

    def _version(self) -> str:
        """What rows are made with: a store's inputs are read again where it differs."""
        from mzstats.store import version

        options, keep = self.plan.work.options, self.plan.work.keep
        return version(options.patterns, (options.region, options.year, options.other, sorted(keep) if keep is not None else None))

    def _begin(self) -> None:
        """Everything that is to be written is begun before the work, so that what cannot be is known at once."""
        plan = self.plan
        for path in (plan.errors, plan.manifest, plan.output):
            if path is not None and not path.parent.is_dir():
                raise MzstatsError(f"{path}: there is no folder {path.parent}")
        if plan.errors is not None:
            from mzstats.write.target import Target

            self.errors = Target(plan.errors)
        if plan.manifest is not None:
            from mzstats.cli.manifest import Manifest

            self.manifest = Manifest(plan.manifest)
        if plan.parts:
            self.sink = Elsewhere()
        elif plan.form == SCREEN:
            self.sink = Screen(plan.columns, plan.headers)
        elif self.stored:
            assert plan.output is not None
            self.sink = Stored(plan.output, self.version, plan.resume, plan.overwrite)
        else:
            self.sink = Table(plan.form, plan.output, plan.columns, plan.headers, plan.bom, plan.work.options.patterns)

    def _inputs(self) -> Iterator[Input]:
        """The inputs in order, each with its place; what this run itself writes is none."""
        outs = [told for path in (self.plan.output, self.plan.errors, self.plan.manifest) if path is not None and (told := _identity(path))]
        position = 0
        for item in walk(self.plan.paths, self._left):
            if outs and _identity(item.path) in outs:
                continue
            if item.path == "-":
                item = Input("-", data=sys.stdin.buffer.read((self.work.limits.file_mib << 20) + 1))
            yield item._replace(position=position)
            position += 1

    def _left(self, name: str) -> None:
        self.say.one_of_many("lock files", f"{name}: left by Office beside an open document; passed over")

    def _new(self, inputs: Iterator[Input]) -> Iterator[Input]:
        """The inputs but those that the store holds already, by content."""
        from mzstats.work import identify

        assert self.sink is not None
        for item in inputs:
            if not item.problem:
                item = item._replace(digest=identify(item, self.work.limits)[1])
                if self.sink.held(item):
                    self.counts.held += 1
                    self.counts.inputs += 1
                    self.step()
                    continue
            yield item

    def _lot(self) -> tuple[Iterator[Input], int, int]:
        """The inputs, how many they are (0 where nobody needs to know), and the workers for them: none where starting workers
        costs more than the work."""
        from mzstats.batch import cores, file_size

        found = self._inputs()
        first = list(islice(found, FEW + 1))
        if len(first) > FEW:
            total = sum(1 for _ in walk(self.plan.paths)) if self.plan.bar or self.plan.cluster else 0
            return chain(first, found), total, self.plan.jobs or cores()
        plain = all(item.problem or item.data is not None or item.path.lower().endswith((".txt", ".text", ".md")) for item in first)
        here = len(first) == 1 or (plain and sum(file_size(item.path) for item in first) < FEW_BYTES)
        return iter(first), len(first), 0 if here else self.plan.jobs or cores()

    # -- the work

    def _loop(self) -> None:
        inputs, total, jobs = self._lot()
        self.bar: Bar | None = None
        if self.plan.bar and total > 1:
            from mzstats.cli.progress import Bar

            self.bar = Bar(total)
            self.say.print = self.bar.print
        if self.plan.resume and self.stored:
            inputs = self._new(inputs)
        try:
            with closing(self._parts(inputs, total, jobs)) as parts:
                for part in parts:
                    with self.interrupt.held():
                        self._take(part)
                    self.interrupt.check()
        finally:
            if self.bar is not None:
                self.bar.stop()

    def _parts(self, inputs: Iterator[Input], total: int, jobs: int) -> Generator[Part]:
        plan = self.plan
        if not plan.cluster:
            from mzstats.batch import run

            # one worker alone is what all wait for: lines are then made here, beside it
            return run(inputs, self._lined() if jobs > 1 else self.work, jobs)
        from mzstats import cluster
        from mzstats.parts import Parts

        parts = None
        if plan.parts:
            parts = Parts(plan.parts, plan.form, plan.columns, plan.headers, plan.bom, self.version, plan.resume)
        work = self.work if parts else self._lined()
        return cluster.run(inputs, work, plan.cluster, total=total, parts=parts, overwrite=plan.overwrite)

    def _lined(self) -> Work:
        """The work with lines asked of the workers, where the output is made of lines."""
        from mzstats.work import Form
        from mzstats.write import LINES

        plan = self.plan
        return self.work._replace(form=Form(plan.form, plan.columns, plan.headers)) if plan.form in LINES else self.work

    def step(self) -> None:
        """One more input is done."""
        if self.bar is not None:
            self.bar.step()

    def _take(self, part: Part) -> None:
        assert self.sink is not None
        self.sink.take(part)
        counts = self.counts
        counts.held += part.held
        if self.manifest is not None and not part.held:
            self.manifest.take(part)
        for read in part.documents:
            for warning in read.warnings:
                self.say.one_of_many("warnings", f"warning: {read.source}: {warning}")
            if not read.found:
                said = f"{read.source}: no figures found; {read.numbers} number{'s' * (read.numbers != 1)} looked at"
                self.say.one_of_many("documents without figures", said)
            counts.documents += 1
            counts.figures += len(read.rows) + read.written
            counts.without += not read.found
        for name, reason in part.failures:
            self._fail(name, reason)
        if part.last:
            counts.inputs += 1
            self.step()

    def _fail(self, name: str, reason: str) -> None:
        self.counts.failed += 1
        if self.manifest is not None:
            self.failures.append({"source": name, "reason": reason})
        if self.errors is not None:
            line = "\t".join(" ".join(text.split()) for text in (name, reason))
            self.errors.file.write(f"{line}\n".encode("utf-8", "backslashreplace"))
        else:
            self.say.error(f"{name}: {reason}")

    # -- after

    def _end(self) -> None:
        assert self.sink is not None
        for warning in self.sink.end(self._facts() | {"inputs": self.counts.inputs}):
            self.say.note(f"warning: {warning}")
        if self.manifest is not None:
            self.manifest.end(self._facts() | {"failures": self.failures})
        if self.errors is not None:
            self.errors.commit()
        self.say.rest()
        if self.counts.inputs > 1 or self.plan.output is not None or self.plan.parts:
            self.say.note(self._summary())

    def _facts(self) -> dict[str, Any]:
        if not (self.stored or self.manifest):
            return {}
        from mzstats.cli.manifest import facts

        plan, counts = self.plan, dict(vars(self.counts))
        wanted = {"metrics": sorted(plan.work.keep) if plan.work.keep is not None else None}
        return facts(
            self.version, self.started, time.time() - self.started, paths=plan.paths, interrupted=bool(self.interrupt.status),
            output=plan.parts or (str(plan.output) if plan.output else None), options=plan.work.options._asdict() | wanted, counts=counts,
        )  # fmt: skip

    def _summary(self) -> str:
        counts = self.counts
        told = [f"{counts.documents} document{'s' * (counts.documents != 1)}", f"{counts.figures} figure{'s' * (counts.figures != 1)}"]
        told += [f"{counts.without} without figures"] * (counts.without > 0)
        held = f"{counts.held} already in the parts" if self.plan.parts else f"{counts.held} already in the store"
        told += [held] * (counts.held > 0)
        told += [f"{counts.failed} failed"] * (counts.failed > 0)
        return ", ".join(told + ["interrupted"] * bool(self.interrupt.status))
