"""What the findings say, in English and Chinese. The names in braces are told by the rules."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: dict[str, tuple[str, str]] = {
    "part above total": ("the part {part} is more than its total {total}", "分项{part}大于合计{total}"),
    "sum": ("{parts} make {made}, the total is {total}", "{parts}之和为{made},合计为{total}"),
    "part above whole": ("{part} is more than what it is a part of, {total}", "{part}大于它所属的{total}"),
    "households": ("more households than persons: {households}, {persons}", "户数多于人数:{households},{persons}"),
    "household size": ("{size} persons to a household: {households}, {persons}", "每户{size}人:{households},{persons}"),
    "growth": ("{stated} is stated, but {now} after {before} is {made}", "写的是{stated},而由{before}与{now}算得{made}"),
    "change": ("{stated} is stated, but from {before} to {now} is {made}", "写的是{stated},而由{before}到{now}相差{made}"),
    "share": ("{stated} is stated, but {part} of {whole} is {made}", "写的是{stated},而{part}占{whole}的{made}"),
    "no whole": (
        "{stated} is stated, but no whole number gives it for {part}: {nearest}",
        "写的是{stated},而{part}没有整数的总数能得出它:{nearest}",
    ),
    "times": ("{stated} is stated, but {amount} is {made} times {base}", "写的是{stated},而{amount}是{base}的{made}倍"),
    "payout": (
        "{paid} for {persons} over {months} months is {mean} yuan a person and month, the report says {basis}",
        "{paid},{persons},按{months}个月算每人每月{mean}元,报告写的是{basis}",
    ),
    "no such payout": (
        "{paid} for {persons} over {months} months is {mean} yuan a person and month, no such amount is paid",
        "{paid},{persons},按{months}个月算每人每月{mean}元,不会有这样的金额",
    ),
    "no such amount": ("{amount} is {value} {unit}: no such amount is paid", "{amount}即{value} {unit}:不会有这样的金额"),
    "year as month": (
        "{amount} is more than five times {base}: a year's amount told as a month's?",
        "{amount}是{base}的五倍以上:是否把年标准写成了月标准?",
    ),
    "tekun floor": (
        "{amount} against {base}: 特困 basic living is at least 1.3 × 低保",
        "{amount},{base}:特困人员基本生活标准不低于低保标准的1.3倍",
    ),
    "tekun under dibao": ("{amount} against {base}: 特困 is not below 低保", "{amount},{base}:特困标准不低于低保标准"),
    "mean above standard": (
        "{amount} against {base}: a mean supplement is not above the standard",
        "{amount},{base}:人均补助水平不会高于标准",
    ),
    "care order": ("{amount} against {base}: the wider care has the higher standard", "{amount},{base}:保障程度高的标准不低于低的"),
    "text and table": ("the text and the table differ: {first}, {second}", "正文与表格不一致:{first},{second}"),
    "two values": ("{name} has two values: {first}, {second}", "{name}有两个值:{first},{second}"),
    "two reports": (
        "{one} says {first}, {other} says {second}, both for {place} {period}",
        "{place}{period}:{one}写的是{first},{other}写的是{second}",
    ),
    "last year": (
        "{one}: {stated} makes {made} for {period}, {other} says {second}",
        "{one}:由{stated}得{period}为{made},而{other}写的是{second}",
    ),
    "far": (
        "{stated} for {period} is {factor} times off its neighbours ({other} for {other_period})",
        "{period}的{stated}与前后相差{factor}倍({other_period}为{other})",
    ),
    "jump": (
        "{stated} for {period} is {factor} times off its neighbours ({other} for {other_period}), as if in another unit",
        "{period}的{stated}与前后相差{factor}倍({other_period}为{other}),像是换了单位",
    ),
    "region": ("{inner} has more than {outer}: {first}, {second}", "{inner}大于{outer}:{first},{second}"),
}
"""By what is told: the English and the Chinese sentence."""


def message(key: str, told: Mapping[str, str], lang: str) -> str:
    """The sentence in ``en`` or ``zh``."""
    return MESSAGES[key][0 if lang == "en" else 1].format_map(told)
