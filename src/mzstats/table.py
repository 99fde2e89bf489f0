"""The one schema of the table: columns, their types and Chinese names. Every format hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from mzstats.model import Observation


class Column(NamedTuple):
    """A column: name, Chinese name, type (``string``, ``integer``, ``decimal``), meaning, closed values."""

    name: str
    zh: str
    type: str
    description: str
    enum: tuple[str, ...] = ()


COLUMNS: tuple[Column, ...] = (
    Column("id", "序号", "integer", "the row's number in its document"),
    Column("part_of", "所属合计", "integer", "the number of the total that it is a part of"),
    Column("source", "文件", "string", "the document as the user named it"),
    Column("region", "地区", "string", "the division the figure is about, full name where known"),
    Column("region_code", "区划代码", "string", "six-digit GB/T 2260 code; empty where there is none"),
    Column("period", "时期", "string", "the time the figure is for: 2024, 2024-S1, 2024-Q3, 2024-12, 2024-05-20, 2024-01/2024-09"),
    Column("metric", "指标", "string", "subject.measure"),
    Column("name", "指标名称", "string", "the metric's Chinese name"),
    Column("area", "城乡", "string", "urban, rural, or empty for all or unsaid", ("urban", "rural")),
    Column("detail", "限定", "string", "what else in the text narrows the figure, as written"),
    Column("value", "数值", "decimal", "number in the base unit, exact"),
    Column("unit", "单位", "string", "base unit"),
    Column("aspect", "性质", "string", "the quantity itself, a difference, growth in %, a share", ("level", "change", "growth", "share")),
    Column("status", "状态", "string", "actual, planned, or the previous value given for comparison", ("actual", "planned", "previous")),
    Column("bound", "精确程度", "string", "exact, about, at_least, at_most", ("exact", "about", "at_least", "at_most")),
    Column("text", "原文", "string", "the figure as written, number to unit"),
    Column("start", "起点", "integer", "first code point of the figure in the document's text"),
    Column("end", "终点", "integer", "one past its last code point"),
    Column("sentence", "所在句", "string", "the sentence it stands in"),
    Column("heading", "标题", "string", "the headings above it"),
    Column("rule", "规则", "string", "what in patterns/ made the row"),
    Column("confidence", "把握", "string", "high, medium, low", ("high", "medium", "low")),
)

NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)
BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}


def number(value: Decimal) -> str:
    """The value in plain digits: no exponent, no trailing zeros (``18090500``, ``0.5``)."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def row(observation: Observation, columns: Sequence[str] = NAMES) -> list[str]:
    """The observation as texts, in the order of ``columns``; empty where there is nothing."""
    out: list[str] = []
    for name in columns:
        value = getattr(observation, name)
        if value is None:
            out.append("")
        elif isinstance(value, Decimal):
            out.append(number(value))
        else:
            out.append(str(value))
    return out


def header(columns: Sequence[str] = NAMES, headers: str = "en") -> list[str]:
    """The column heads: ``en`` names, ``zh`` names, or ``both`` (``value 数值``)."""
    zh = [BY_NAME[name].zh for name in columns]
    if headers == "zh":
        return zh
    if headers == "both":
        return [f"{name} {chinese}" for name, chinese in zip(columns, zh, strict=True)]
    return list(columns)


_READERS: dict[str, Callable[[str], object]] = {"integer": int, "decimal": Decimal, "string": str}


def observation(texts: dict[str, str]) -> Observation:
    """The observation that a row of texts tells (from csv and the like).

    Column heads may be ``en``, ``zh`` or ``both``. A missing optional column is empty.
    Raises ValueError (KeyError for a missing ``value``) with the column's name where a text does not fit its type.
    """
    fields: dict[str, object] = {}
    by_head = {column.zh: column.name for column in COLUMNS} | {f"{c.name} {c.zh}": c.name for c in COLUMNS}
    named = {by_head.get(head, head): text for head, text in texts.items()}
    for column in COLUMNS:
        text = named.get(column.name) or ""
        if column.name == "part_of" and not text:
            fields["part_of"] = None
            continue
        if not text and column.type != "string":
            if column.name == "value":
                raise KeyError("value")
            text = "0"
        try:
            fields[column.name] = _READERS[column.type](text)
        except (ValueError, ArithmeticError) as error:
            raise ValueError(f"{column.name}: {text!r} is not {column.type}") from error
    return Observation(**fields)  # type: ignore[arg-type]  # the schema and the dataclass are held together by a test


def rows(observations: Iterable[Observation], columns: Sequence[str] = NAMES) -> Iterable[list[str]]:
    """``row`` over many."""
    return (row(one, columns) for one in observations)
