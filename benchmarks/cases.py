"""The measurements, one function each: it gives lines to print and takes ``Sizes``, so that a smoke run is the same with less."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import peers, stages, texts
from benchmarks.measure import paired, timed, timed_child
from benchmarks.work import bare, call, extract, numbers
from mzstats.lexicon import Lexicon
from mzstats.model import Document
from mzstats.patterns import Entry, Patterns, load
from mzstats.pipeline import Extraction


@dataclass(frozen=True)
class Sizes:
    """How much is measured. ``texts``: name and text of the inputs."""

    texts: dict[str, str]
    rounds: int = 15
    starts: int = 11
    growth: tuple[int, ...] = (10_000, 100_000, 1_000_000, 10_000_000)
    documents: tuple[int, ...] = (10, 100, 1000)
    memory: tuple[int, ...] = (10_000, 1_000_000, 10_000_000)


def smoke() -> Sizes:
    """As little as shows that everything runs."""
    small = {"dense": texts.dense(1000), "poor": texts.poor(1000)}
    return Sizes(small, rounds=1, starts=1, growth=(1000, 10_000), documents=(2, 4), memory=(10_000,))


def throughput(sizes: Sizes) -> Iterator[str]:
    """Text to rows to csv against the bare scan for numbers, one process."""
    for name, text in sizes.texts.items():
        ratio = paired(call(extract, text), call(bare, text), sizes.rounds)
        size = len(text.encode())
        speed = size / ratio.work / 1e6
        yield f"{name}: {ratio}; {size} bytes, {numbers(text)} numbers, {extract(text)} rows; {speed:.2f} MB/s"


def by_stage(sizes: Sizes) -> Iterator[str]:
    """A profile: the share of each stage, and the functions that take most."""
    for name, text in sizes.texts.items():
        shares, top = stages.profile(text, max(1, sizes.rounds // 3))
        yield f"{name}: " + ", ".join(f"{stage} {share:.0%}" for stage, share in shares.items() if share >= 0.005)
        for place, share, calls in top[:12]:
            yield f"    {share:5.1%}  {calls:6} calls  {place}"


def startup(sizes: Sizes) -> Iterator[str]:
    """A command from its start to its end against ``import typer``, in turns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(next(iter(sizes.texts.values())), encoding="utf-8")
        commands = {
            "extract to csv": ["-m", "mzstats", "extract", str(path), "-f", "csv"],
            "--help": ["-m", "mzstats", "--help"],
            "extract --help": ["-m", "mzstats", "extract", "--help"],
            "bare interpreter": ["-c", "pass"],
        }
        for name, arguments in commands.items():
            pairs = [(timed_child(arguments), timed_child(["-c", "import typer"])) for _ in range(sizes.starts)]
            ratios = sorted(a / b for a, b in pairs)
            base = median(b for _, b in pairs)
            yield f"{name}: {median(ratios):.2f} x import typer ({ratios[0]:.2f}-{ratios[-1]:.2f}); import typer {base * 1e3:.0f} ms"


def growth(sizes: Sizes) -> Iterator[str]:
    """One document of growing length: the time of the longest against that of the shortest."""
    for name, make in (("dense", texts.dense), ("poor", texts.poor)):
        taken: list[tuple[int, float]] = []
        for size in sizes.growth:
            text = make(size // 3)  # three bytes a character
            taken.append((size, min(timed(call(extract, text)) for _ in range(3 if size <= 1_000_000 else 1))))
        told = ", ".join(f"{size} bytes {seconds * 1e3:.1f} ms" for size, seconds in taken)
        yield f"{name}: {taken[-1][1] / taken[0][1]:.0f} x the time for {taken[-1][0] // taken[0][0]} x the length ({told})"


def documents(sizes: Sizes) -> Iterator[str]:
    """Growing numbers of documents, each another one: the time of each."""
    made = [texts.dense(1500, seed) if seed % 2 else texts.poor(1500, seed) for seed in range(sizes.documents[-1])]
    for count in sizes.documents:
        seconds = timed(lambda count=count: [extract(text) for text in made[:count]])  # type: ignore[misc]
        yield f"{count} documents: {seconds / count * 1e3:.2f} ms each"


def words(sizes: Sizes) -> Iterator[str]:
    """The same texts with a vocabulary of 250 words (those that occur in them among them) and of 5,000."""
    patterns = load()
    for name, text in sizes.texts.items():
        small, large = (_vocabulary(patterns, text, count) for count in (250, 5000))
        document = Document(name, text)
        ratio = paired(lambda: _run(document, large), lambda: _run(document, small), sizes.rounds)  # noqa: B023
        yield f"{name}: 5,000 words take {ratio.times:.2f} x the time of 250 ({ratio.low:.2f}-{ratio.high:.2f})"
    built = timed(load)
    yield f"loading the built-in patterns, {len(patterns.words)} words: {built * 1e3:.0f} ms"


def _run(document: Document, patterns: Patterns) -> int:
    return len(Extraction(document, patterns=patterns).observations())


def _vocabulary(patterns: Patterns, text: str, count: int) -> Patterns:
    """The patterns with a lexicon of this many words: first those in the text, then other words, then invented ones."""
    rng = random.Random(count)
    found = {entry.word: entry for _, _, entry in patterns.lexicon.scan(text, 0, len(text))}
    chosen = dict(list(found.items())[:count])
    for word, entry in patterns.words.items():
        if len(chosen) < count:
            chosen.setdefault(word, entry)
    letters = "民政社会服务保障机构单位人员资金管理工作情况建设发展"
    while len(chosen) < count:
        word = "".join(rng.choice(letters) for _ in range(rng.randint(3, 6)))
        if word not in text:
            chosen.setdefault(word, Entry(word))
    p, lexicon = patterns, Lexicon(chosen.items())
    return Patterns(p.subjects, p.metrics, p.measures, p.units, lexicon, p.words, p.traps, p.story, p.notes)


def peak_kib() -> int:
    """The most memory that this process has taken, KiB. (What getrusage tells is also what its parent took before it began.)"""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def memory(sizes: Sizes) -> Iterator[str]:
    """The most memory that a process takes for one document."""
    for size in sizes.memory:
        code = f"from benchmarks import cases, texts, work; print(work.extract(texts.dense({size // 3})), cases.peak_kib())"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        rows, peak = map(int, done.stdout.split())
        yield f"{size} bytes, {rows} rows: {peak / 1024:.0f} MiB at most"


def others(sizes: Sizes) -> Iterator[str]:
    """Other extractors on the same text in the same run, where they are installed."""
    for name, text in sizes.texts.items():
        for peer, (run, finds) in peers.installed().items():
            count = run(text)
            ratio = paired(call(run, text), call(bare, text), max(1, sizes.rounds // 5))
            speed = len(text.encode()) / ratio.work / 1e6
            yield f"{name}: {peer}: {ratio.times:.0f} x the bare scan, {speed:.3f} MB/s, {count} found: {finds}"
        yield f"{name}: mzstats: {extract(text)} rows: value, unit, what it measures, where, when"
    missing = [peer for peer in peers.PEERS if peer not in peers.installed()]
    if missing:
        yield f"not installed: {', '.join(missing)}"


CASES: dict[str, Callable[[Sizes], Iterator[str]]] = {
    "throughput": throughput,
    "stages": by_stage,
    "startup": startup,
    "growth": growth,
    "documents": documents,
    "words": words,
    "memory": memory,
    "peers": others,
}
