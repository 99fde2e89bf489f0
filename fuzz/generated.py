"""Short texts like reports without end, from the vocabulary of the patterns, against the laws of ``tests/fuzz_laws.py``.

``python -m fuzz.generated --count 1000000 --seed S``: the laws that are asked of each text are cheap, of every twentieth all are asked.
Input n of a seed is always the same: ``--seed S --first n --count 1`` writes it again. Exits with 1 where a law was broken.
``benchmarks.fuzz`` does the same with whole reports, slower, in processes of their own.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from benchmarks.fuzz import HANG, fault
from fuzz_laws import check

from fuzz.short_texts import text_of
from mzstats.model import Document
from mzstats.pipeline import Options, run

SLOW = 1.0  # seconds of processor time for some hundred characters
EVERY = 20  # of so many texts one is asked all laws


def ask(text: str, everything: bool = True) -> int:
    """The laws on one text, or only the cheap ones; gives the number of rows. Raises what breaks one."""
    begin = time.process_time()
    rows = run(Document("a.txt", text), Options(other=True))
    taken = time.process_time() - begin
    assert taken < SLOW, f"{taken:.1f} s for {len(text)} characters: too slow"
    for at, row in enumerate(rows, 1):
        where = f"{row.text!r} at {row.start}-{row.end}"
        assert row.id == at, f"{where}: not numbered in order"
        assert row.text and text[row.start : row.end] == row.text, f"{where}: its place is not its text"
        assert row.part_of is None or (1 <= row.part_of <= len(rows) and row.part_of != at), f"{where}: part of a row that is none"
    if everything:
        assert check(text) == rows, f"{len(rows)} rows: not the same a second time"
    return len(rows)


def broken(text: str) -> str:
    """The kind of fault of a text; empty where the laws hold."""
    try:
        ask(text)
    except Exception as error:
        return fault(error)
    return ""


def smallest(text: str, breaks: Callable[[str], bool]) -> str:
    """The text without all that it can lose and still break the law."""
    size = len(text) // 2
    while size:
        before, at = text, 0
        while at < len(text):
            less = text[:at] + text[at + size :]
            text, at = (less, at) if breaks(less) else (text, at + size)
        size = size if size == 1 and text != before else size // 2  # one by one until nothing goes
    return text


def _late(*_: object) -> None:
    raise TimeoutError("no end")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the first input, so that several processes share a seed")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after these, whatever the count")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGVTALRM, _late)
    faults: Counter[str] = Counter()
    done = rows = characters = 0
    begin, end = time.process_time(), time.monotonic() + 60 * options.minutes
    while done < options.count and time.monotonic() < end:
        at = options.first + done
        text = text_of(options.seed, at)
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
        try:
            rows += ask(text, everything=at % EVERY == 0)
        except Exception as error:
            kind = fault(error)
            faults[kind] += 1
            if faults[kind] == 1:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
                least = text if isinstance(error, TimeoutError) else smallest(text, lambda less, kind=kind: broken(less) == kind)  # type: ignore[misc]
                print(f"input {at} of seed {options.seed}: {type(error).__name__}: {error}\n  {least!a}\n  {least!r}", flush=True)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        done, characters = done + 1, characters + len(text)
        if done % 50_000 == 0:
            print(f"{done} inputs, {sum(faults.values())} faults", file=sys.stderr, flush=True)
    taken = max(time.process_time() - begin, 0.001)  # a clock may be coarse
    print(f"{done} inputs, {characters} characters, {rows} rows, {taken:.0f} s of processor time, {done / taken:.0f} inputs a second")
    print("\n".join(f"{count} times: {kind}" for kind, count in faults.most_common()) or "no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
