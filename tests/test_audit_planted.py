# ruff: noqa: E501  the texts of reports are long lines, each Chinese character two columns wide
"""Contradictions planted in whole reports, one at a time: each is found where it was planted, and the report as it was has none.

``{a=>b}`` in a text: ``a`` is what fits, ``b`` the slip. ``---`` parts reports. The checks are those that may
name it; a slip that breaks two relations may be named by either.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mzstats.audit import audit
from mzstats.model import Document, Finding
from mzstats.pipeline import run

YEAR = """潮安区民政局2024年工作总结

一、社会救助
截至2024年底,全区共有城乡低保对象{3120=>3020}户{6480=>6840}人,其中城市低保412户760人,农村低保2708户{5720=>2570}人,全年发放低保金{4665.12=>46.65}万元。城市低保标准由每人每月860元提高到{900=>9000}元,增长{4.65=>6.45}%;农村低保标准由每人每月720元提高到760元,每人每月提高{40=>50}元。城市特困人员基本生活标准每人每月{1440=>1140}元,农村特困人员基本生活标准每人每月{1216=>912}元。
全区特困人员905人,其中集中供养{215=>251}人,分散供养690人,全年发放特困供养金1350.5万元。
二、残疾人福利
困难残疾人生活补贴标准为每人每月200元,重度残疾人护理补贴标准为每人每月260元。年末享受困难残疾人生活补贴{1500=>150}人,全年发放困难残疾人生活补贴{360=>36}万元;享受重度残疾人护理补贴4200人,全年发放重度残疾人护理补贴{1310.4=>1913.4}万元。
三、养老服务
全区有养老机构12家,床位{1860=>1086}张,其中护理型床位1116张,护理型床位占比{60=>68}%。
四、社会组织
年末登记社会组织286家,其中社会团体{120=>210}家,民办非企业单位{164=>146}家,基金会2家。
五、婚姻登记
全年办理结婚登记3240对,离婚登记880对。
六、行政执法
现有6名执法人员持有行政执法证,执证率{86=>90}%。开展安全检查,发现安全隐患125处,已整改{120=>102}处,整改率96%。

附件:主要指标
指标名称 | 计量单位 | 数量
结婚登记 | 对 | {3240=>3420}
离婚登记 | 对 | {880=>808}
社会团体 | 家 | {120=>130}
"""
"""A year's report: the slips are planted one at a time, the others stay as they should be."""

SLIPS = {
    "3120": {"parts", "areas"},
    "6480": {"parts"},
    "5720": {"parts", "households"},
    "4665.12": {"payout"},
    "900": {"amounts", "growth"},
    "4.65": {"growth"},
    "40": {"change"},
    "1440": {"legal"},
    "1216": {"legal"},
    "215": {"parts"},
    "1500": {"payout"},
    "360": {"payout"},
    "1310.4": {"payout"},
    "1860": {"parts", "kinds"},
    "60": {"rate", "share"},
    "120": {"parts", "text-table", "rate", "share"},
    "164": {"parts"},
    "86": {"rate"},
    "3240": {"text-table"},
    "880": {"text-table"},
}
"""By what is fitting there: the checks of which one must name the slip."""

APART = [
    ("parts", "湘桥区民政局2024年情况\n2024年末,全区登记社会组织286家,社会团体、民办非企业单位、基金会分别为120家、{164=>184}家、2家。"),
    ("parts", "湘桥区民政局2024年情况\n2024年末,全区特困人员905人(其中:集中供养{215=>115}人、分散供养690人)。"),
    ("parts", "湘桥区民政局2024年情况\n2024年,全区低保对象共5000人,其中:A类1200人,B类{2500=>2600}人,C类1300人。"),
    (
        "parts",
        "湘桥区2024年低保情况表\n镇街 | 低保户数(户) | 低保人数(人)\n意溪镇 | 310 | 620\n桥东街道 | 120 | {205=>250}\n城西街道 | 95 | 160\n合计 | 525 | 985",
    ),
    (
        "parts",
        "潮州市2024年婚姻登记情况\n县区 | 结婚登记(对) | 离婚登记(对)\n全市 | 13240 | 3730\n湘桥区 | {3240=>3420} | 880\n潮安区 | 6100 | 1750\n饶平县 | 3900 | 1100",
    ),
    (
        "parts",
        "湘桥区2024年12月社会救助统计表\n指标 | 单位 | 数量\n特困人员救助供养人数 | 人 | 905\n其中:集中供养 | 人 | {215=>205}\n分散供养特困人员 | 人 | 690",
    ),
    ("parts", "湘桥区民政局2024年情况\n2024年,全区发放临时救助金120万元,其中城市{35=>45}万元,农村85万元。"),
    ("areas", "湘桥区民政局2024年情况\n2024年末全区低保对象6480人。\n城市方面工作扎实,城市低保对象{760=>670}人。\n农村低保对象5720人。"),
    ("kinds", "湘桥区民政局2024年情况\n2024年末,全区共有孤儿48人。\n机构集中养育孤儿{18=>81}人。\n社会散居孤儿30人。"),
    ("growth", "湘桥区民政局2024年情况\n2024年,全区办理结婚登记3240对,上年为3600对,同比下降{10=>11.1}%。"),
    ("growth", "湘桥区民政局2024年情况\n2024年,全区销售福利彩票12000万元,比上年增加2000万元,增长{20=>12}%。"),
    ("growth", "湘桥区民政局2024年情况\n2024年,孤儿集中养育标准由每人每月1800元提高到1980元,增幅{10=>8}%。"),
    ("change", "湘桥区民政局2024年情况\n2024年,孤儿集中养育标准由每人每月1800元提高到1980元,提高{180=>280}元。"),
    ("share", "湘桥区民政局2024年情况\n2024年末,全区登记社会组织400家,其中社会团体120家,占{30=>40}%。"),
    ("rate", "湘桥区民政局2024年情况\n2024年末,全区特困人员900人,其中集中供养{225=>252}人,集中供养率25%。"),
    ("rate", "湘桥区民政局2024年情况\n目前全局持有行政执法证的执法人员12名,执证率{80=>83}%。"),
    ("households", "湘桥区民政局2024年情况\n2024年末,全区农村低保{2708=>8270}户5720人。"),
    ("households", "湘桥区民政局2024年情况\n2024年末,全区城市低保对象{412=>42}户760人。"),
    ("payout", "湘桥区民政局2024年情况\n2024年1-6月,事实无人抚养儿童基本生活保障标准每人每月1500元,保障事实无人抚养儿童80名,发放基本生活费{72=>7.2}万元。"),
    ("payout", "湘桥区民政局2024年情况\n2024年12月,全区低保对象6480人,当月发放低保金{388.8=>3.888}万元。"),
    ("legal", "关于调整湘桥区2024年城乡低保标准的通知\n从2024年1月起,农村低保标准为每人每年9120元,农村特困人员基本生活标准为每人每年{14592=>11592}元。"),
    ("legal", "湘桥区民政局2024年情况\n2024年,农村低保标准每人每月760元,农村低保月人均补助水平{580=>850}元。"),
    ("amounts", "湘桥区民政局2024年情况\n2024年,农村特困人员基本生活标准为每人每月{1216=>12160}元。"),
    ("two-values", "湘桥区民政局2024年情况\n2024年末,全区登记社会组织286家。\n二、存在问题\n目前全区登记社会组织{286=>268}家,管理任务重。"),
    (
        "text-table",
        "湘桥区民政局2024年情况\n2024年末,全区有养老机构12家,床位1860张。\n\n指标 | 单位 | 数量\n养老机构 | 家 | 12\n养老机构床位 | 张 | {1860=>1680}",
    ),
    ("two-reports", "湘桥区民政局2024年工作总结\n2024年,全区办理结婚登记3240对。\n---\n湘桥区2024年婚姻登记情况\n2024年,全区办理结婚登记{3240=>3420}对。"),
    ("last-year", "湘桥区民政局2023年工作总结\n2023年,全区办理结婚登记{3400=>4300}对。\n---\n湘桥区民政局2024年工作总结\n2024年,全区办理结婚登记3240对,上年为3400对。"),
    (
        "last-year",
        "湘桥区民政局2023年工作总结\n2023年,全区办理结婚登记{3400=>3040}对。\n---\n湘桥区民政局2024年工作总结\n2024年,全区办理结婚登记3240对,比上年减少160对。",
    ),
    (
        "last-year",
        "湘桥区民政局2023年工作总结\n2023年,全区办理结婚登记{3600=>3060}对。\n---\n湘桥区民政局2024年工作总结\n2024年,全区办理结婚登记3240对,同比下降10%。",
    ),
    (
        "last-year",
        "湘桥区民政局2023年工作总结\n2023年,城市低保标准为每人每月{860=>850}元。\n---\n湘桥区民政局2024年工作总结\n2024年,城市低保标准由上年的每人每月860元提高到900元。",
    ),
    (
        "series",
        "\n---\n".join(
            f"湘桥区民政局{year}年工作总结\n{year}年,全区发放临时救助金{paid}。"
            for year, paid in ((2021, "120.5万元"), (2022, "131万元"), (2023, "{128.4万元=>128.4元}"), (2024, "140万元"))
        ),
    ),
    (
        "series",
        "\n---\n".join(
            f"湘桥区民政局{year}年工作总结\n{year}年末,全区有养老机构床位{beds}张。"
            for year, beds in ((2021, "1700"), (2022, "{1750=>7150}"), (2023, "1790"), (2024, "1860"))
        ),
    ),
    ("region", "潮州市民政局2024年工作总结\n2024年,全市办理结婚登记{13240=>1324}对。\n---\n湘桥区民政局2024年工作总结\n2024年,全区办理结婚登记3240对。"),
]  # fmt: skip

MAY_NAME = {"parts": {"parts", "kinds", "areas"}}
"""Known kinds and areas that do not make up their total are told by the rule that knows them."""

_PLANT = re.compile(r"\{([^{}]*?)=>([^{}]*?)\}")


def findings(text: str) -> tuple[Finding, ...]:
    texts = text.split("\n---\n")
    return audit([row for number, one in enumerate(texts) for row in run(Document(f"{number}.txt", one))])


def as_it_was(text: str) -> str:
    return _PLANT.sub(r"\1", text)


def planted(text: str, place: int) -> str:
    """The text with the slip at one place, counted from 0."""
    count = iter(range(10**6))
    return _PLANT.sub(lambda found: found.group(2 if next(count) == place else 1), text)


def told(found: tuple[Finding, ...]) -> str:
    return "; ".join(f"{one.check}: {one.message}" for one in found)


def test_reports_without_a_slip_have_no_findings() -> None:
    for text in (YEAR, *(text for _, text in APART)):
        found = findings(as_it_was(text))
        assert not found, f"{told(found)} in {as_it_was(text)}"


PLANTS = _PLANT.findall(YEAR)


@pytest.mark.parametrize(("place", "plant"), list(enumerate(PLANTS)), ids=["=>".join(plant) for plant in PLANTS])
def test_each_slip_in_a_whole_report_is_found(place: int, plant: tuple[str, str]) -> None:
    found = findings(planted(YEAR, place))
    assert {one.check for one in found} & SLIPS[plant[0]], told(found)
    assert any(plant[1] in row.text for one in found for row in one.figures), told(found)


@pytest.mark.parametrize(("check", "text"), APART, ids=[f"{check}-{number}" for number, (check, _) in enumerate(APART)])
def test_each_kind_of_slip_in_other_words_is_found(check: str, text: str) -> None:
    found = findings(planted(text, 0))
    assert {one.check for one in found} & MAY_NAME.get(check, {check}), told(found) or "nothing found"
    assert len({row.source for one in found for row in one.figures}) == min(2, text.count("\n---\n") + 1)


def test_every_check_is_planted() -> None:
    from mzstats.audit import RULES

    assert {rule.name for rule in RULES} <= {check for check, _ in APART} | set.union(*SLIPS.values())


DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "gold" / "docs"


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the shared documents are not beside this repository")
def test_documents_that_agree_with_themselves_raise_at_most_one_alarm_in_ten() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.txt"))}
    found = audit([row for name, text in texts.items() for row in run(Document(name, text))])
    assert len(found) * 10 <= len(texts), told(found)
