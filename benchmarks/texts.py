"""Reports to measure on, of invented places: one dense with figures, one with hardly any, and texts made to go wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

# {80-900} stands for a number between the two
_DENSE = (
    "全县城市低保对象{80-900}户{900-2000}人，农村低保对象{900-4000}户{4000-9000}人，累计发放低保金{500-9000}.{10-99}万元。",
    "特困人员{200-900}人（其中集中供养{20-90}人，分散供养{100-800}人），发放供养金{100-900}.{1-9}万元。",
    "从7月1日起，城市低保标准由{600-680}元/人·月提高到{690-760}元/人·月，农村低保标准由{400-450}元/人·月提高到{460-560}元/人·月。",
    "实施临时救助{100-900}人次，支出资金{20-99}.{1-9}万元，次均{900-3000}元，比上年增长{1-20}.{1-9}%。",
    "办理结婚登记{300-3000}对，离婚登记{100-900}对，补领婚姻登记证{20-300}件，合格率100%。",
    "全县有养老机构{8-40}家，床位{900-4000}张，护理型床位占比{50-80}.{1-9}%，入住老人{300-2000}人。",
    "登记社会组织{90-400}家，新成立{3-20}家，变更{5-50}家，注销{1-9}家；抽查{5-20}家社会组织。",
    "困难残疾人生活补贴和重度残疾人护理补贴标准分别为{80-120}元/人·月、{90-140}元/人·月，发放{1000-4000}人、{1000-5000}人。",
    "孤儿{10-90}人，事实无人抚养儿童{10-200}人，基本生活费标准均为每人每月{900-1500}元。",
    "火化遗体{400-3000}具，火化率{80-99}.{1-9}%，发放惠民殡葬补贴{20-300}万元。",
)
_POOR = (
    "坚持把学习贯彻放在首位，组织干部职工深入基层，面对面听取群众的意见和建议，推动各项任务落到实处。",
    "进一步完善行政决策程序，凡涉及群众切身利益的重大事项，一律经过公开征求意见、专家论证和集体讨论。",
    "规范执法行为，落实公示制度、全过程记录制度和法制审核制度，做到程序合法、文书规范、裁量有据。",
    "加强法律法规的宣传，利用宣传栏、微信群和入户走访等方式，引导居民自觉守法、遇事找法、解决问题靠法。",
    "有的同志对新形势新要求认识不够，工作方法比较单一，部门之间的信息共享还不够顺畅，需要在今后改进。",
    "下一步将继续深化改革，优化办事流程，减少证明材料，让群众少跑腿，让数据多跑路，提升服务水平。",
)
_HEADS = ("社会救助", "养老服务", "儿童福利", "社会组织管理", "婚姻和殡葬", "残疾人福利", "基层治理", "依法行政")
_NUMERALS = "一二三四五六七八九十"


def _filled(sentence: str, rng: random.Random) -> str:
    return re.sub(r"\{(\d+)-(\d+)\}", lambda span: str(rng.randint(int(span[1]), int(span[2]))), sentence)


def dense(characters: int, seed: int = 0) -> str:
    """A report with a figure every dozen characters, of about this many characters."""
    rng = random.Random(seed)
    lines, size = ["临溪县民政局2024年工作总结"], 14
    while size < characters:
        heading = f"{_NUMERALS[len(lines) // 4 % 10]}、{_HEADS[len(lines) // 4 % len(_HEADS)]}"
        body = "".join(_filled(rng.choice(_DENSE), rng) for _ in range(4))
        lines += [heading, body] if len(lines) % 4 == 1 else [body]
        size += len(body) + 1
    return "\n".join(lines) + "\n"


def poor(characters: int, seed: int = 0) -> str:
    """A report of words, with a date or a small number here and there, of about this many characters."""
    rng = random.Random(seed)
    lines, size = ["临溪县民政局2024年法治政府建设年度报告"], 20
    while size < characters:
        body = "".join(rng.choice(_POOR) for _ in range(5)) + (f"全年组织集中学习{rng.randint(3, 20)}次。" if rng.random() < 0.4 else "")
        lines += [f"{_NUMERALS[len(lines) // 2 % 10]}、{rng.choice(_HEADS)}", body] if len(lines) % 2 else [body]
        size += len(body) + 8
    return "\n".join(lines) + "\n"


# Texts that make a careless program take time with the square of their length. ``n`` is how often the thing comes.
TRAPS: dict[str, Callable[[int], str]] = {
    "nested brackets": lambda n: "2024年低保" + "（" * n + "城市120户" + "）" * n + "。",
    "brackets never closed": lambda n: "2024年低保" + "（其中城市12人" * n + "。",
    "digits in one number": lambda n: "2024年低保对象" + "1" * n + "人。",
    "digits after a point": lambda n: "2024年发放低保金1." + "3" * n + "万元。",
    "digits and commas": lambda n: "2024年低保对象" + "123," * n + "456人。",
    "其中": lambda n: "2024年低保对象9000人，" + "其中城市12人，" * n + "。",
    "其中 without figures": lambda n: "2024年低保对象9000人，" + "其中" * n + "12人。",
    "a subject over and over": lambda n: "2024年" + "低保" * n + "120户。",
    "a subject with figures": lambda n: "2024年" + "低保120户，" * n,
    "one sentence": lambda n: "2024年" + "城市低保120户200人，发放低保金30万元，" * n,
    "one sentence without figures": lambda n: "2024年" + "坚持以人民为中心，扎实做好城市低保工作，" * n + "低保120户。",
    "分别 items": lambda n: "2024年" + "城市低保、农村低保、" * (n // 2) + "分别为" + "120人、240人、" * (n // 2) + "。",
    "分别 over and over": lambda n: "2024年" + "城市和农村低保分别为120人、240人，" * n,
    "由 without 到": lambda n: "2024年低保标准" + "由600元" * n + "。",
    "lines without end": lambda n: "2024年工作总结\n" + "全县城市低保对象120户，农村低保对象240户，临时救助12人次，发放\n" * n,
    "sentences of a paragraph": lambda n: "2024年工作总结\n" + "城市低保120户。" * n,
    "headings": lambda n: "2024年工作总结\n" + "一、社会救助\n（一）低保\n全县120户。\n" * n,
    "titles of laws": lambda n: "2024年宣传" + "《社会救助暂行办法》" * n + "12场。",
    "opened titles": lambda n: "2024年宣传" + "《" * n + "12场。",
    "quotes": lambda n: "2024年" + "“”" * n + "低保12户。",
    "full stops": lambda n: "2024年低保12户" + "。" * n + "低保12户。",
    "spaces": lambda n: "2024年低保" + " " * n + "12户。" + " " * n + "3人",
    "blank lines": lambda n: "2024年工作总结" + "\n" * n + "低保12户。" + "\n" * n,
    "pipe rows": lambda n: "2024年工作总结\n| 指标 | 单位 | 数量 |\n| --- | --- | --- |\n" + "| 孤儿 | 人 | 12 |\n" * n,
    "pipe cells": lambda n: "2024年工作总结\n" + "| 孤儿人数（人） " * n + "|\n" + "| 12 " * n + "|\n",
    "a cell a line": lambda n: "2024年统计表\n指标名称\n单位\n数量\n" + "孤儿人数\n人\n12\n" * n,
    "tables": lambda n: "2024年工作总结\n" + "| 指标 | 数量 |\n| 孤儿（人） | 12 |\n\n各项工作有序推进，取得了新的成效。\n" * n,
    "times": lambda n: "2024年" + "1至3月、" * n + "低保12户。",
    "places": lambda n: "2024年" + "潮州市湘桥区、" * n + "低保12户。",
    "percent": lambda n: "2024年低保12户，" + "增长3.5%、" * n + "。",
    "year ranges": lambda n: "2024年低保12户，" + "2021—" * n + "。",
    "households and persons": lambda n: "2024年低保" + "12户34人、" * n + "。",
    "numerals in words": lambda n: "2024年新人" + "七对、" * n + "。",
    "one long numeral": lambda n: "2024年救助" + "一百二十" * n + "人。",
    "combining marks": lambda n: "2024年低保12户" + "\u0301" * n + "。",
    "right-to-left marks": lambda n: "2024年低保" + "\u200f1" * n + "户。",
}
