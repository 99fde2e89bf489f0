"""Tables that stand in plain text: every figure of them, nothing else, and what must be refused."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from table_cases import CASES, Case

from mzstats import grid, pipeline
from mzstats.model import Cell, Document, Fate, Observation, Table
from mzstats.read import read_bytes


def told(row: Observation) -> str:
    """A row as the cases write it."""
    fields = (row.metric, row.area, f"{row.value.normalize():f}", row.unit, row.aspect, row.status, row.period)
    return " ".join(field or "-" for field in fields)


def wanted(text: str) -> tuple[list[str], list[tuple[int, str, str]]]:
    """The rows a case asks for, and what it asks of regions and details: (index, mark, text)."""
    rows, more = [], []
    for index, line in enumerate(filter(None, map(str.strip, text.split("\n")))):
        rows.append(" ".join(line.split()[:7]))
        more += [(index, word[0], word[1:].replace("_", " ")) for word in line.split()[7:]]
    return rows, more


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rows(case: Case) -> None:
    rows = pipeline.run(Document("table.txt", case.text))
    expected, more = wanted(case.rows)
    assert [told(row) for row in rows] == expected
    for index, mark, value in more:
        if mark == "@":
            assert rows[index].region.endswith(value)
        else:
            assert rows[index].detail == value
    for row in rows:
        assert case.text[row.start : row.end] == row.text


def fates(text: str) -> list[Fate]:
    return list(pipeline.explain(Document("table.txt", text)))


@pytest.mark.parametrize("case", [c for c in CASES if c.refused], ids=lambda case: case.name)
def test_refused_with_a_reason(case: Case) -> None:
    refused = {fate.text: fate.reason for fate in fates(case.text) if fate.fate != "figure"}
    for literal in case.refused:
        assert refused.get(literal), f"{literal}: no reason given among {refused}"


def test_there_are_as_many_tables_as_promised() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)


def given(text: str) -> Document:
    """A case's text as a file that gives its table: lines with bars are its rows."""
    cells, at, row = [], 0, 0
    for line in text.split("\n"):
        if "|" in line and set(line) - set("|-: "):
            parts = line.split("|")
            start = at
            inner = range(len(parts))
            if line.startswith("| ") and "序号" not in line:
                inner = range(1, len(parts))
            for column, index in enumerate(inner):
                begin = start + sum(len(part) + 1 for part in parts[:index])
                if parts[index].strip():
                    cells.append(Cell(row, column, begin, begin + len(parts[index])))
            row += 1
        at += len(line) + 1
    return Document("table.html", text, "html", (Table(tuple(cells)),))


PIPED = [
    "pipes without outer bars; unit column; sections",
    "markdown with outer bars and a rule of dashes",
    "hierarchy by （一） 1. (1) A; a child lacks its parent's name",
    "a list of units over the table; the heads say which",
    "standards before and after",
    "months down, kinds across, a total row",
    "last year's value and growth",
    "acts across, kinds down",
    "zeros count; blanks, dashes and dots do not",
    "share of the column beside it",
    "sentences in cells",
]


@pytest.mark.parametrize("name", PIPED)
def test_the_same_rows_from_a_table_the_file_gives(name: str) -> None:
    case = next(c for c in CASES if c.name == name)
    expected, _ = wanted(case.rows)
    assert [told(row) for row in pipeline.run(given(case.text))] == expected


def test_merged_cells_of_a_given_table() -> None:
    text = "保定市2024年低保统计\n县区 城市低保 农村低保\n户数 人数 户数 人数\n阜平县 12 20 300 410\n"

    def cell(row: int, column: int, word: str, nth: int = 0, rows: int = 1, columns: int = 1) -> Cell:
        at = [m.start() for m in re.finditer(re.escape(word), text)][nth]
        return Cell(row, column, at, at + len(word), rows, columns)

    table = Table((
        cell(0, 0, "县区", rows=2), cell(0, 1, "城市低保", columns=2), cell(0, 3, "农村低保", columns=2),
        cell(1, 1, "户数"), cell(1, 2, "人数"), cell(1, 3, "户数", 1), cell(1, 4, "人数", 1),
        cell(2, 0, "阜平县"), cell(2, 1, "12"), cell(2, 2, "20", 1), cell(2, 3, "300"), cell(2, 4, "410"),
    ))  # fmt: skip
    rows = pipeline.run(Document("a.xlsx", text, "xlsx", (table,)))
    assert [(row.metric, row.area, row.value) for row in rows] == [
        ("dibao.households", "urban", Decimal(12)), ("dibao.persons", "urban", Decimal(20)),
        ("dibao.households", "rural", Decimal(300)), ("dibao.persons", "rural", Decimal(410)),
    ]  # fmt: skip
    assert {row.region for row in rows} == {"河北省保定市阜平县"}


PAGE = """<html><body><h1>保定市2024年二季度城乡低保统计表</h1><table>
<tr><td colspan="5">保定市2024年二季度城乡低保统计表</td></tr><tr><td colspan="5">单位：户、万元</td></tr>
<tr><td rowspan="2">县区</td><td colspan="2">城市低保</td><td colspan="2">农村低保</td></tr>
<tr><td>户数</td><td>支出资金</td><td>户数</td><td>支出资金</td></tr>
<tr><td>合计</td><td>300</td><td>90.1</td><td>5000</td><td>702.5</td></tr>
<tr><td>阜平县</td><td>100</td><td>30.1</td><td>2000</td><td></td></tr>
<tr><td colspan="5">注：另有临时救助35人。</td></tr></table></body></html>"""


def test_a_web_page_with_merged_cells_a_unit_row_and_a_note() -> None:
    rows = pipeline.run(read_bytes(PAGE.encode(), "page.html"))
    assert [(row.text, row.metric, row.area, row.value, row.region[-3:], row.part_of) for row in rows] == [
        ("300", "dibao.households", "urban", Decimal(300), "保定市", None),
        ("90.1", "dibao.payout", "urban", Decimal(901000), "保定市", None),
        ("5000", "dibao.households", "rural", Decimal(5000), "保定市", None),
        ("702.5", "dibao.payout", "rural", Decimal(7025000), "保定市", None),
        ("100", "dibao.households", "urban", Decimal(100), "阜平县", 1),
        ("30.1", "dibao.payout", "urban", Decimal(301000), "阜平县", 2),
        ("2000", "dibao.households", "rural", Decimal(2000), "阜平县", 3),
    ]


def test_parts_know_their_total() -> None:
    case = next(c for c in CASES if c.name == "places down, a total last, two heads over each other with empty cells")
    rows = pipeline.run(Document("table.txt", case.text))
    assert [row.part_of for row in rows] == [9, 10, 11, 12, 9, 10, 11, 12, None, None, None, None]


def test_rows_under_a_row_with_numbers_are_its_parts() -> None:
    case = next(c for c in CASES if c.name == "hierarchy by indent")
    rows = pipeline.run(Document("table.txt", case.text))
    assert [row.part_of for row in rows] == [None, None, 1, 2, 1, 2]


def test_figures_of_places_are_no_parts_of_one_kind_only() -> None:
    """A row of growth, of an old value or of another measure is no part of a total."""
    text = "2024年威县婚姻登记\n乡镇 | 结婚登记（对） | 上年同期（对） | 同比（%）\n赵村镇 | 12 | 10 | 20\n合计 | 30 | 25 | 20\n"
    rows = pipeline.run(Document("table.txt", text))
    assert [(row.status, row.aspect, row.part_of) for row in rows] == [
        ("actual", "level", 4), ("previous", "level", 5), ("actual", "growth", None),
        ("actual", "level", None), ("previous", "level", None), ("actual", "growth", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "全县农村低保1200户1900人。\n发放资金30万元。",
        "一、工作情况\n二、存在问题\n三、下一步打算\n",
        "联系人：王某 电话：0311-88001234\n地址：建设路 12 号\n",
        "2024年3月5日\n2024年3月6日\n",
        "首页 | 政务公开 | 通知公告\n",
    ],
)
def test_no_table_where_there_is_none(text: str) -> None:
    assert grid.find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "|", "||||", "| |\n| |\n", "\t\t\t\n\t\n", "1\n2\n3\n", "指标|单位|数量\n|||\n", "a | 1\nb | 2\n| | |\n9 | 9 | 9 | 9\n",
        "项目\n数量\n" * 30, "合计 | 合计\n合计 | 1\n", "| 甲 | 乙 | 1 | 2 |\n" * 5, "年份 | 2019\n2020 | 2021\n2022 | 2023\n",
    ],
)  # fmt: skip
def test_broken_tables_break_nothing(text: str) -> None:
    assert pipeline.run(Document("table.txt", text)) == ()


def test_every_number_of_a_table_has_a_fate() -> None:
    head = "2024年威县社会救助\n序号 | 项目 | 单位 | 数量\n"
    text = head + "1 | 城市低保人数 | 人 | 30\n2 | 总人口 | 万人 | 28.5\n3 | 农村低保人数 | 人 | 1 204\n"
    assert [(fate.text, fate.fate) for fate in fates(text) if fate.start > 4] == [
        ("1", "not-a-figure"), ("30", "figure"), ("2", "not-a-figure"), ("28.5", "unexplained"),
        ("3", "not-a-figure"), ("1 204", "unexplained"),
    ]  # fmt: skip


TABLES = {
    "units": [
        ["指标名称", "单位", "数量"],
        ["城市最低生活保障人数", "人", "1,204"],
        ["农村最低生活保障户数", "户", "2,310"],
        ["临时救助支出", "万元", "88.5"],
        ["结婚登记", "对", "402"],
    ],
    "two values": [
        ["补贴类别", "人数（人）", "金额（元）"],
        ["困难残疾人生活补贴", "310", "22,320"],
        ["重度残疾人护理补贴", "405", "29,160"],
    ],
    "years": [
        ["项目", "2021年", "2022年", "2023年"],
        ["社会团体（个）", "80", "82", "83"],
        ["民办非企业单位（个）", "101", "110", "118"],
    ],
    "before": [
        ["指标", "单位", "本期", "上期", "环比（%）"],
        ["孤儿", "人", "40", "42", "-4.8"],
        ["养老机构床位", "张", "1,260", "1,200", "5.0"],
    ],
}

LAYOUTS = {
    "bars": lambda table: "\n".join(" | ".join(row) for row in table),
    "closed bars": lambda table: "\n".join(" | ".join(row) + " |" for row in table),
    "framed": lambda table: "\n".join("| " + " | ".join(row) + " |" for row in table),
    "tight": lambda table: "\n".join("|" + "|".join(row) + "|" for row in table),
    "markdown": lambda table: "\n".join("| " + " | ".join(row) + " |" for row in [table[0], ["---"] * len(table[0]), *table[1:]]),
    "tabs": lambda table: "\n".join("\t".join(row) for row in table),
    "blanks": lambda table: "\n".join("    ".join(row) for row in table),
    "wide blanks": lambda table: "\n".join("　　".join(row) for row in table),
    "one blank": lambda table: "\n".join(" ".join(row) for row in table),
    "a cell a line": lambda table: "\n".join(cell for row in table for cell in row),
    "blank lines": lambda table: "\n\n".join(cell for row in table for cell in row),
    "bars between": lambda table: "\n|\n".join(cell for row in table for cell in row) + "\n|",
    "bars at the ends": lambda table: " |\n".join(cell for row in table for cell in row) + " |",
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_rows(name: str, layout: str) -> None:
    def rows(text: str) -> list[str]:
        return [told(row) for row in pipeline.run(Document("table.txt", f"威县2024年5月民政统计\n{text}\n注：以上为快报数。\n"))]

    expected = rows(LAYOUTS["bars"](TABLES[name]))
    assert len(expected) == sum(cell[:1].isdigit() or cell[:1] == "-" for row in TABLES[name][1:] for cell in row)
    assert rows(LAYOUTS[layout](TABLES[name])) == expected
