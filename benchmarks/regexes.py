"""Every regular expression of the package against runs of one thing: which take time with the square of the length, or worse.

``python -m benchmarks.regexes``. A search, a match and a full match are all tried; one that the program does not use that way, or
only on short pieces, does no harm, so this is read by people and no test.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator

import mzstats
from mzstats.patterns import load

RUNS: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "2024年低保对象" + "1" * n + "人。",
    "thousands": lambda n: "2024年低保对象" + "123," * (n // 4) + "456人。",
    "spaces": lambda n: "2024年低保" + " " * n + "12户。",
    "spaces only": lambda n: " " * n,
    "line ends": lambda n: "\n" * n,
    "numerals in words": lambda n: "2024年" + "七" * n + "人",
    "brackets": lambda n: "2024年" + "（" * n + "12户",
    "quotes": lambda n: "“" * n,
    "titles": lambda n: "《" * n,
    "stars": lambda n: "*" * n,
    "letters": lambda n: "a" * n,
    "characters": lambda n: "低" * n,
    "years": lambda n: "2021—" * (n // 5),
    "slashes": lambda n: "/" * n,
    "percentages": lambda n: "3.5%" * (n // 4),
    "units": lambda n: "元/人" * (n // 3),
    "dashes": lambda n: "-" * n,
    "tabs": lambda n: "\t1" * (n // 2),
    "pipes": lambda n: "| " * (n // 2),
    "dots": lambda n: "·" * n + "1",
}
LENGTH = 240
WAYS = ("search", "match", "fullmatch")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The compiled patterns that modules hold, and those of the vocabulary's files, by name."""
    seen: set[str] = set()
    for info in pkgutil.walk_packages(mzstats.__path__, "mzstats."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for place, found in _inside(f"{info.name}.{name}", value):
                if isinstance(found.pattern, str) and found.pattern not in seen:
                    seen.add(found.pattern)
                    yield place, found
    vocabulary = load()
    for trap in vocabulary.traps:
        for part in (getattr(trap, "before", ""), getattr(trap, "after", "")):
            if part:
                yield f"trap: {trap.reason}", re.compile(part)
    yield "story", re.compile(vocabulary.story)


def _inside(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple | list):
        for n, one in enumerate(value):
            yield from _inside(f"{name}[{n}]", one)


def seconds(work: Callable[[str], object], text: str) -> float:
    """The least of three times."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        work(text)
        times.append(time.perf_counter() - begin)
    return min(times)


def main() -> None:
    for name, pattern in patterns():
        for run, make in RUNS.items():
            for way in WAYS:
                call = getattr(pattern, way)
                short, long = seconds(call, make(LENGTH // 4)), seconds(call, make(LENGTH))
                if long > 0.001 and long > 9 * short:
                    print(f"{long * 1e3:8.1f} ms, {long / short:4.0f} x for 4 x the length: {way} of {name} on {run}", flush=True)


if __name__ == "__main__":
    main()
