"""What each kind of file costs above plain text: ``python -m benchmarks.readers``. Run by hand; times are of the machine it runs on.

A report of about 5,000 characters is written as every kind and read back in turns with its text; the medians of the differences
are told, and for pdf the time of a page.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from mzstats.model import MzstatsError
from mzstats.read import read_bytes

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import read_inputs as made
import read_office as old

CHARACTERS = 5_000
ROUNDS = 15


def report(characters: int = CHARACTERS) -> list[str]:
    """A report cut to about so many characters."""
    lines: list[str] = []
    for line in made.report(1):
        if sum(map(len, lines)) >= characters:
            break
        lines.append(line)
    return lines


def kinds(lines: list[str]) -> dict[str, bytes]:
    """The report as every kind of file that holds text."""
    return {
        **{f"html {page.__name__.removeprefix('page_')}": made.html_bytes(page(lines), "gb18030") for page in made.PAGES},
        "docx": made.docx("".join(made.paragraph(line) for line in lines)),
        "doc": old.doc(lines),
        "markdown": ("# " + "\n\n".join(lines)).encode(),
    }


def timed(work: Callable[[], object], repeats: int = 1) -> float:
    """Seconds of processor time that one call takes, as the mean of ``repeats``: what else the machine does is left out."""
    begin = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - begin) / repeats


def above(work: Callable[[], object], base: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds that ``work`` takes above ``base``: the median over rounds in turns."""
    work(), base()
    return 1e3 * median(timed(work, 3) - timed(base, 3) for _ in range(rounds))


def reading(data: bytes, name: str = "x") -> Callable[[], object]:
    """The reading of a file's bytes."""
    return lambda: read_bytes(data, name)


def main() -> None:
    """Prints the table of costs."""
    lines = report()
    text = "\n".join(lines).encode("gb18030")
    print(f"a report of {sum(map(len, lines))} characters; text {1e3 * timed(reading(text), 100):.2f} ms")
    for kind, data in kinds(lines).items():
        name = "x.md" if kind == "markdown" else "x"
        try:
            print(f"{kind:14} {above(reading(data, name), reading(text)):6.2f} ms above the text's own time")
        except MzstatsError as error:
            print(f"{kind:14} {error}")
    whole = made.report(1)
    for font in ("unembedded", "embedded"):
        for columns in (1, 2):
            data = made.report_pdf(whole, font, columns)
            pages = len(read_bytes(data).places)
            each = 1e3 * median(timed(reading(data)) for _ in range(ROUNDS)) / pages
            print(f"pdf {font}, {columns} column{'s' * (columns > 1)}: {each:.1f} ms a page")
    sheet = max(made.SHEETS, key=lambda sheet: len(sheet.rows))
    tables = {"html": made.html_bytes(made.html_table(sheet)), "docx": made.docx(made.docx_table(sheet)), "xlsx": made.xlsx([sheet])}
    for kind, data in (tables | {"xls": old.xls([sheet]), "pdf": made.table_pdf(sheet)}).items():
        print(f"{kind:5} table of {len(sheet.cells())} cells: {1e3 * median(timed(reading(data), 3) for _ in range(ROUNDS)):.2f} ms")


if __name__ == "__main__":
    main()
