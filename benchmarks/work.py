"""What is measured: a text to rows to csv in one process, and the bare scan for numbers that it is measured against."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import regex

from mzstats.model import Document
from mzstats.pipeline import Options, run
from mzstats.write import open_writer

NUMBER = regex.compile(r"\d+(?:\.\d+)?")


def bare(text: str) -> int:
    """The numbers in digits, found and thrown away."""
    return sum(1 for _ in NUMBER.finditer(text))


def extract(text: str, options: Options = Options()) -> int:
    """The rows of a text written as csv; gives their number."""
    rows = run(Document("text", text), options)
    with open_writer("csv", io.BytesIO()) as writer:
        writer.write(rows)
    return len(rows)


def call(function: Callable[[str], object], text: str) -> Callable[[], object]:
    """The call of a function on a text."""
    return lambda: function(text)


def numbers(text: str) -> int:
    """How many numbers in digits stand in a text."""
    return len(re.findall(r"\d+(?:\.\d+)?", text))
