"""Markdown: the text without its marks, pipe tables as grids."""

from __future__ import annotations

import re

from mzstats.model import Document
from mzstats.read.build import Builder, Grid
from mzstats.read.limits import Limits
from mzstats.read.text import check_binary, decode, tidy

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*")
_MARKS = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1|(?<![*\w\\])\*(?=\S)([^*]+?)(?<=[^\s\\])\*(?![*\w])|`([^`]+)`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LEAD = re.compile(r"\s{0,3}(?:>\s?)+|\s*[-*+]\s+")
_LINE = re.compile(r"\s{0,3}(?:(?:[-*_]\s*){3,}|=+\s*)")
_TAG = re.compile(r"</?(?:b|i|u|p|s|em|strong|span|font|center|div|sub|sup|a|mark|small|big)(?:\s[^<>]*)?/?>", re.I)
_STRUCK = re.compile(r"~~(?=\S)[^~]*(?<=\S)~~")
_NOTE = re.compile(r"\[\^[^\]\s]+\]:?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(data: bytes, name: str, limits: Limits) -> Document:
    """A Markdown file. Raises MzstatsError where it is not text or without any."""
    check_binary(data)
    text, warnings = decode(data)
    builder = Builder(name, "markdown", limits)
    builder.warnings += warnings
    lines = tidy(text).split("\n")
    n = 0
    while n < len(lines):
        builder.budget.tick()
        if n + 1 < len(lines) and "|" in lines[n] and "|" in lines[n + 1] and _RULE.fullmatch(lines[n + 1]):
            n = _table(lines, n, builder)
            continue
        if not _LINE.fullmatch(lines[n]) and not lines[n].lstrip().startswith("```"):
            builder.line(_plain(lines[n]))
        n += 1
    return builder.done()


def _table(lines: list[str], n: int, builder: Builder) -> int:
    """Writes the pipe table whose head is line ``n``; gives the first line after it."""
    builder.where = f"table {int(builder.where.rpartition(' ')[2] or 0) + 1}"
    grid = Grid(builder.budget)
    at = n
    while at < len(lines) and "|" in lines[at]:
        if at != n + 1:
            grid.next_row()
            for cell in _cells(lines[at]):
                grid.add(_plain(cell.strip(" ")))
        at += 1
    builder.table(grid.slots)
    return at


def _cells(line: str) -> list[str]:
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)]


def _plain(line: str) -> str:
    """A line without its marks; the number of a list's item stays."""
    heading, lead = _HEADING.fullmatch(line), _LEAD.match(line)
    line = heading[1] if heading else line[lead.end() :] if lead else line
    line = _LINK.sub(r"\1", _NOTE.sub("", _STRUCK.sub("", _TAG.sub("", line))))
    line = _MARKS.sub(lambda found: found[2] or found[3] or found[4], line)
    return _ESCAPED.sub(r"\1", line.replace("<br>", "\n").replace("<br/>", "\n").replace("&nbsp;", " "))
