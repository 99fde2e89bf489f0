"""Tables that stand in plain text: every figure of them, nothing else, and what must be refused.

All tables are made up. A row is written ``metric area value unit aspect status period``, ``-`` for empty, in the
order of the text; ``@`` and ``#`` add the region's name and the detail where a test is about them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest

from mzstats import grid, pipeline
from mzstats.model import Cell, Document, Fate, Observation, Table


@dataclass(frozen=True)
class Case:
    """A document, the rows it must give, and the numbers that must give none, as they stand in the text."""

    name: str
    text: str
    rows: str = ""
    refused: tuple[str, ...] = ()


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


CASES: list[Case] = []


def case(name: str, text: str, rows: str = "", refused: tuple[str, ...] = ()) -> None:
    CASES.append(Case(name, text, rows, refused))


# ---------------------------------------------------------------- social assistance

case(
    "pipes without outer bars; unit column; sections",
    """清河县2024年6月社会救助统计表
指标名称 | 单位 | 数量
一、城市低保 | |
保障户数 | 户 | 412
保障人数 | 人 | 603
二、农村低保 | |
保障户数 | 户 | 2,018
保障人数 | 人 | 3,377
""",
    """
    dibao.households urban 412 household level actual 2024-06
    dibao.persons urban 603 person level actual 2024-06
    dibao.households rural 2018 household level actual 2024-06
    dibao.persons rural 3377 person level actual 2024-06
    """,
)

case(
    "markdown with outer bars and a rule of dashes",
    """# 博野县2023年特困供养情况

| 供养方式 | 人数（人） | 资金（万元） |
|----------|-----------:|-------------:|
| 集中供养 | 96 | 118.3 |
| 分散供养 | 1,204 | 986.05 |
| 合计 | 1,300 | 1,104.35 |
""",
    """
    tekun_concentrated.persons - 96 person level actual 2023
    tekun_concentrated.payout - 1183000 CNY level actual 2023
    tekun_dispersed.persons - 1204 person level actual 2023
    tekun_dispersed.payout - 9860500 CNY level actual 2023
    tekun.persons - 1300 person level actual 2023
    tekun.payout - 11043500 CNY level actual 2023
    """,
)

case(
    "tabs; the unit line scales the whole table",
    """献县2022年社会救助资金支出表
单位：万元
项目\t城市\t农村
低保金\t612.4\t2308
特困供养金\t33\t1420.6
""",
    """
    dibao.payout urban 6124000 CNY level actual 2022
    dibao.payout rural 23080000 CNY level actual 2022
    tekun.payout urban 330000 CNY level actual 2022
    tekun.payout rural 14206000 CNY level actual 2022
    """,
)

case(
    "aligned by blanks; heads set wide",
    """涞源县2024年三季度社会救助季报
指  标  名  称          单 位      数  量
城市最低生活保障人数      人        1,008
农村最低生活保障人数      人        9,450
临时救助                  人次        377
""",
    """
    dibao.persons urban 1008 person level actual 2024-Q3
    dibao.persons rural 9450 person level actual 2024-Q3
    temporary_relief.person_times - 377 person-time level actual 2024-Q3
    """,
)

case(
    "columns parted by single blanks",
    """昌邑市民政局2021年二季度统计数据
指 标 单 位 数 量
城市居民最低生活保障人数 人 1204
农村居民最低生活保障人数 人 8077
其中：女性 人 3302
""",
    """
    dibao.persons urban 1204 person level actual 2021-Q2
    dibao.persons rural 8077 person level actual 2021-Q2
    dibao.persons rural 3302 person level actual 2021-Q2 #女性
    """,
)

case(
    "a cell a line with bars between",
    """2019年12月份救助统计
指 标
|
单 位
|
数 量
|
农村五保集中供养人数
|
万人
|
3.2
|
农村五保分散供养人数
|
万人
|
11.7
|
""",
    """
    tekun_concentrated.persons rural 32000 person level actual 2019-12
    tekun_dispersed.persons rural 117000 person level actual 2019-12
    """,
)

case(
    "a cell a line, two values a row",
    """平山县2023年残疾人两项补贴发放表
补贴类别
人数（人）
金额（元）
困难残疾人生活补贴
2155
1422300
重度残疾人护理补贴
3018
1991880
""",
    """
    disability_living.persons - 2155 person level actual 2023
    disability_living.payout - 1422300 CNY level actual 2023
    disability_nursing.persons - 3018 person level actual 2023
    disability_nursing.payout - 1991880 CNY level actual 2023
    """,
)

case(
    "a cell a line with bars at the ends, the unit in the last column",
    """青山市婚姻登记情况
项目 |
2021年 |
2022年 |
单位 |
结婚登记 |
8120 |
7455 |
对 |
离婚登记 |
3001 |
3140 |
对 |
""",
    """
    marriage.registrations - 8120 couple level actual 2021
    marriage.registrations - 7455 couple level actual 2022
    divorce.registrations - 3001 couple level actual 2021
    divorce.registrations - 3140 couple level actual 2022
    """,
)

case(
    "label, unit and number run together",
    """西乡县2023年4月民政统计月报
指标名称单位数量
一、社会救助
        城市最低生活保障人数人702
        农村最低生活保障人数人12,644
二、婚姻
        结婚登记对188
        离婚登记对61
""",
    """
    dibao.persons urban 702 person level actual 2023-04
    dibao.persons rural 12644 person level actual 2023-04
    marriage.registrations - 188 couple level actual 2023-04
    divorce.registrations - 61 couple level actual 2023-04
    """,
)

case(
    "a column of codes, the period before, growth by month",
    """黎县民政统计月报表
编制单位：黎县民政局 | 2024年10月 | |
指标名称 | 单位 | 代码 | 数量 | 上期 | 环比
甲 | 丙 | 乙 | 1 | 2 | 3
1.孤儿 | 人 | YZH012311000 | 44 | 46 | -4.35
2.事实无人抚养儿童 | 人 | YZH012320000 | 129 | 120 | 7.5
""",
    """
    orphans.persons - 44 person level actual 2024-10
    orphans.persons - 46 person level previous 2024-09
    orphans.persons - -4.35 % growth actual 2024-10
    de_facto_unattended.persons - 129 person level actual 2024-10
    de_facto_unattended.persons - 120 person level previous 2024-09
    de_facto_unattended.persons - 7.5 % growth actual 2024-10
    """,
)

case(
    "hierarchy by （一） 1. (1) A; a child lacks its parent's name",
    """东平县2024年一季度民政事业统计季报
指标名称 | 单位 | 数量
（一）民政事业费累计支出 | 万元 | 5,120.4
1.社会救助 | 万元 | 4,010
(1)最低生活保障 | 万元 | 3,200.5
A 城市 | 万元 | 300.5
B 农村 | 万元 | 2,900
(2)临时救助支出 | 万元 | 95.6
""",
    """
    civil_affairs_expenditure.expenditure - 51204000 CNY level actual 2024-Q1
    social_assistance_expenditure.payout - 40100000 CNY level actual 2024-Q1
    dibao.payout - 32005000 CNY level actual 2024-Q1
    dibao.payout urban 3005000 CNY level actual 2024-Q1
    dibao.payout rural 29000000 CNY level actual 2024-Q1
    temporary_relief.payout - 956000 CNY level actual 2024-Q1
    """,
)

case(
    "hierarchy by indent",
    """蒲县2023年底在册救助对象
项目 | 户数（户） | 人数（人）
农村低保 | 1500 | 2600
　　A类 | 300 | 420
　　B类 | 1200 | 2180
""",
    """
    dibao.households rural 1500 household level actual 2023
    dibao.persons rural 2600 person level actual 2023
    dibao.households rural 300 household level actual 2023 #A类
    dibao.persons rural 420 person level actual 2023 #A类
    dibao.households rural 1200 household level actual 2023 #B类
    dibao.persons rural 2180 person level actual 2023 #B类
    """,
)

case(
    "places down, a total last, two heads over each other with empty cells",
    """石家庄市2024年5月城乡低保统计表
县区 | 城市低保 | | 农村低保 | |
| 户数 | 人数 | 户数 | 人数 |
井陉县 | 210 | 305 | 1,800 | 2,950 |
灵寿县 | 95 | 140 | 2,311 | 3,806 |
合计 | 305 | 445 | 4,111 | 6,756 |
""",
    """
    dibao.households urban 210 household level actual 2024-05 @井陉县
    dibao.persons urban 305 person level actual 2024-05 @井陉县
    dibao.households rural 1800 household level actual 2024-05 @井陉县
    dibao.persons rural 2950 person level actual 2024-05 @井陉县
    dibao.households urban 95 household level actual 2024-05 @灵寿县
    dibao.persons urban 140 person level actual 2024-05 @灵寿县
    dibao.households rural 2311 household level actual 2024-05 @灵寿县
    dibao.persons rural 3806 person level actual 2024-05 @灵寿县
    dibao.households urban 305 household level actual 2024-05 @石家庄市
    dibao.persons urban 445 person level actual 2024-05 @石家庄市
    dibao.households rural 4111 household level actual 2024-05 @石家庄市
    dibao.persons rural 6756 person level actual 2024-05 @石家庄市
    """,
)

case(
    "two heads over each other without empty cells; numbered rows; a total first",
    """2023年12月保定市低保和特困情况
序号 | 县区 | 城市低保 | 农村特困
户数 | 人数 | 户数 | 人数
1 | 全市 | 900 | 1,300 | 5,000 | 5,200
2 | 阜平县 | 120 | 180 | 777 | 801
""",
    """
    dibao.households urban 900 household level actual 2023-12
    dibao.persons urban 1300 person level actual 2023-12
    tekun.households rural 5000 household level actual 2023-12
    tekun.persons rural 5200 person level actual 2023-12
    dibao.households urban 120 household level actual 2023-12 @阜平县
    dibao.persons urban 180 person level actual 2023-12 @阜平县
    tekun.households rural 777 household level actual 2023-12 @阜平县
    tekun.persons rural 801 person level actual 2023-12 @阜平县
    """,
)

case(
    "units as the second row of heads",
    """安新县2024年二季度临时救助统计
乡镇 | 救助人次 | 救助金额
| 人次 | 元
端村镇 | 31 | 46,500
同口镇 | 18 | 20,000
""",
    """
    temporary_relief.person_times - 31 person-time level actual 2024-Q2 #端村镇
    temporary_relief.payout - 46500 CNY level actual 2024-Q2 #端村镇
    temporary_relief.person_times - 18 person-time level actual 2024-Q2 #同口镇
    temporary_relief.payout - 20000 CNY level actual 2024-Q2 #同口镇
    """,
)

case(
    "a list of units over the table; the heads say which",
    """赤城县2023年11月城市低保发放表
单位：户、人、元
乡镇 | 户数 | 人数 | 发放资金
龙关镇 | 44 | 70 | 31,020
雕鹗镇 | 12 | 19 | 8,415
""",
    """
    dibao.households urban 44 household level actual 2023-11 #龙关镇
    dibao.persons urban 70 person level actual 2023-11 #龙关镇
    dibao.payout urban 31020 CNY level actual 2023-11 #龙关镇
    dibao.households urban 12 household level actual 2023-11 #雕鹗镇
    dibao.persons urban 19 person level actual 2023-11 #雕鹗镇
    dibao.payout urban 8415 CNY level actual 2023-11 #雕鹗镇
    """,
)

# ---------------------------------------------------------------- standards

case(
    "standards before and after",
    """关于调整2024年救助标准的公告
单位：元/人·月
类别 | 调整前 | 调整后
城市低保标准 | 710 | 745
农村低保标准 | 520 | 560
""",
    """
    dibao.standard urban 710 CNY/person/month level previous -
    dibao.standard urban 745 CNY/person/month level actual 2024
    dibao.standard rural 520 CNY/person/month level previous -
    dibao.standard rural 560 CNY/person/month level actual 2024
    """,
)

case(
    "standards of care, town and country across",
    """南和区2023年特困人员照料护理标准（单位：元/人·月）
护理等级 | 城市 | 农村
全护理 | 1,200 | 1,100
半护理 | 400 | 380
全自理 | 150 | 120
""",
    """
    tekun_care_full.standard urban 1200 CNY/person/month level actual 2023
    tekun_care_full.standard rural 1100 CNY/person/month level actual 2023
    tekun_care_half.standard urban 400 CNY/person/month level actual 2023
    tekun_care_half.standard rural 380 CNY/person/month level actual 2023
    tekun_care_self.standard urban 150 CNY/person/month level actual 2023
    tekun_care_self.standard rural 120 CNY/person/month level actual 2023
    """,
)

case(
    "the unit in each cell",
    """隆尧县2024年儿童福利保障标准
对象 | 标准
机构集中养育孤儿 | 2,100元/人·月
社会散居孤儿 | 1,500元/人·月
事实无人抚养儿童 | 1,500元/人·月
""",
    """
    orphans_institutional.standard - 2100 CNY/person/month level actual 2024
    orphans_dispersed.standard - 1500 CNY/person/month level actual 2024
    de_facto_unattended.standard - 1500 CNY/person/month level actual 2024
    """,
)

case(
    "allowances by age",
    """任县2024年高龄津贴发放情况
年龄段 | 人数（人） | 标准（元/人·月）
80-89周岁 | 6,120 | 30
90-99周岁 | 805 | 60
100周岁以上 | 21 | 300
""",
    """
    advanced_age_allowance.persons - 6120 person level actual 2024 #80-89周岁
    advanced_age_allowance.standard - 30 CNY/person/month level actual 2024 #80-89周岁
    advanced_age_allowance.persons - 805 person level actual 2024 #90-99周岁
    advanced_age_allowance.standard - 60 CNY/person/month level actual 2024 #90-99周岁
    advanced_age_allowance.persons - 21 person level actual 2024 #100周岁以上
    advanced_age_allowance.standard - 300 CNY/person/month level actual 2024 #100周岁以上
    """,
)

# ---------------------------------------------------------------- marriage

case(
    "months down, kinds across, a total row",
    """广宗县2023年婚姻登记统计（单位：对）
月份 | 结婚登记 | 离婚登记 | 补领结婚证
1月 | 120 | 31 | 14
2月 | 201 | 28 | 9
合计 | 321 | 59 | 23
""",
    """
    marriage.registrations - 120 couple level actual 2023-01
    divorce.registrations - 31 couple level actual 2023-01
    marriage_reissue.registrations - 14 couple level actual 2023-01
    marriage.registrations - 201 couple level actual 2023-02
    divorce.registrations - 28 couple level actual 2023-02
    marriage_reissue.registrations - 9 couple level actual 2023-02
    marriage.registrations - 321 couple level actual 2023
    divorce.registrations - 59 couple level actual 2023
    marriage_reissue.registrations - 23 couple level actual 2023
    """,
)

case(
    "years across in bare figures",
    """3-7 历年婚姻登记
项目  2018  2019  2020
结婚登记（对）  4,410  4,021  3,355
离婚登记（对）  1,700  1,811  1,640
""",
    """
    marriage.registrations - 4410 couple level actual 2018
    marriage.registrations - 4021 couple level actual 2019
    marriage.registrations - 3355 couple level actual 2020
    divorce.registrations - 1700 couple level actual 2018
    divorce.registrations - 1811 couple level actual 2019
    divorce.registrations - 1640 couple level actual 2020
    """,
)

case(
    "years down; a value that looks like a year",
    """丘县婚姻登记历年数据
年份 | 结婚登记（对） | 离婚登记（对）
2019年 | 2015 | 640
2020年 | 1,802 | 655
""",
    """
    marriage.registrations - 2015 couple level actual 2019
    divorce.registrations - 640 couple level actual 2019
    marriage.registrations - 1802 couple level actual 2020
    divorce.registrations - 655 couple level actual 2020
    """,
)

case(
    "last year's value and growth",
    """威县2024年上半年婚姻登记对比表
项目 | 单位 | 本期数 | 上年同期数 | 同比±%
结婚登记 | 对 | 655 | 790 | -17.1
离婚登记 | 对 | 240 | 230 | 4.3
""",
    """
    marriage.registrations - 655 couple level actual 2024-S1
    marriage.registrations - 790 couple level previous 2023-S1
    marriage.registrations - -17.1 % growth actual 2024-S1
    divorce.registrations - 240 couple level actual 2024-S1
    divorce.registrations - 230 couple level previous 2023-S1
    divorce.registrations - 4.3 % growth actual 2024-S1
    """,
)

case(
    "growth beside each column, places down",
    """衡水市2023年婚姻登记分县表
县区 | 结婚登记（对） | 同比（%） | 离婚登记（对） | 同比（%）
枣强县 | 1,210 | 12.4 | 390 | -3.0
武邑县 | 988 | -1.5 | 301 | 6.2
""",
    """
    marriage.registrations - 1210 couple level actual 2023 @枣强县
    marriage.registrations - 12.4 % growth actual 2023 @枣强县
    divorce.registrations - 390 couple level actual 2023 @枣强县
    divorce.registrations - -3 % growth actual 2023 @枣强县
    marriage.registrations - 988 couple level actual 2023 @武邑县
    marriage.registrations - -1.5 % growth actual 2023 @武邑县
    divorce.registrations - 301 couple level actual 2023 @武邑县
    divorce.registrations - 6.2 % growth actual 2023 @武邑县
    """,
)

case(
    "rates per thousand",
    """内丘县2020—2021年婚姻基本情况
指标 | 单位 | 2020年 | 2021年
结婚登记对数 | 对 | 2,044 | 1,960
结婚率 | ‰ | 7.1 | 6.8
离婚率 | ‰ | 2.6 | 2.2
""",
    """
    marriage.registrations - 2044 couple level actual 2020
    marriage.registrations - 1960 couple level actual 2021
    marriage.rate - 7.1 ‰ level actual 2020
    marriage.rate - 6.8 ‰ level actual 2021
    divorce.rate - 2.6 ‰ level actual 2020
    divorce.rate - 2.2 ‰ level actual 2021
    """,
)

# ---------------------------------------------------------------- organizations

case(
    "acts across, kinds down",
    """肥乡区2024年社会组织登记情况表（单位：家）
类别 | 总数 | 成立登记 | 变更登记 | 注销登记
社会团体 | 86 | 4 | 11 | 2
民办非企业单位 | 142 | 9 | 20 | 0
""",
    """
    social_groups.institutions - 86 count level actual 2024
    social_groups.registrations - 4 count level actual 2024
    social_groups.changes - 11 count level actual 2024
    social_groups.cancellations - 2 count level actual 2024
    social_service_orgs.institutions - 142 count level actual 2024
    social_service_orgs.registrations - 9 count level actual 2024
    social_service_orgs.changes - 20 count level actual 2024
    social_service_orgs.cancellations - 0 count level actual 2024
    """,
)

case(
    "label and number side by side twice in a row",
    """2023年成安县社会组织统计（单位：个）
项目 | 数量 | 项目 | 数量
社会团体 | 77 | 民办非企业单位 | 130
基金会 | 1 | 慈善组织 | 3
""",
    """
    social_groups.institutions - 77 count level actual 2023
    social_service_orgs.institutions - 130 count level actual 2023
    foundations.institutions - 1 count level actual 2023
    charity_orgs.institutions - 3 count level actual 2023
    """,
)

case(
    "a starred table: some rows run from January",
    """2024年9月永年区民政统计月报
指标 | 单位 | 数量
社会团体 | 个 | 110
结婚登记* | 对 | 2,301
注：带*的指标为今年以来累计数。
""",
    """
    social_groups.institutions - 110 count level actual 2024-09
    marriage.registrations - 2301 couple level actual 2024-01/2024-09
    """,
)

# ---------------------------------------------------------------- elderly, children, disability

case(
    "homes, beds and residents; town and country as parts",
    """2022年末魏县养老服务统计
指标 | 单位 | 数量
养老机构 | 个 | 24
养老机构床位 | 张 | 2,860
其中：护理型床位 | 张 | 1,144
护理型床位占比 | % | 40
""",
    """
    elder_care_institutions.institutions - 24 count level actual 2022
    elder_care_institutions.beds - 2860 bed level actual 2022
    nursing_beds.beds - 1144 bed level actual 2022
    nursing_beds.rate - 40 % level actual 2022
    """,
)

case(
    "zeros count; blanks, dashes and dots do not",
    """鸡泽县2023年儿童福利统计
项目 | 单位 | 2022年 | 2023年
孤儿 | 人 | 12 | 0
事实无人抚养儿童 | 人 | - | 88
收养登记 | 件 | … | 3
农村留守儿童 | 人 | — | 1,042
""",
    """
    orphans.persons - 12 person level actual 2022
    orphans.persons - 0 person level actual 2023
    de_facto_unattended.persons - 88 person level actual 2023
    adoption.registrations - 3 count level actual 2023
    left_behind_children.persons - 1042 person level actual 2023
    """,
)

case(
    "grades of disability across",
    """曲周县2024年4月重度残疾人护理补贴分级情况
项目 | 一级 | 二级 | 合计
人数（人） | 1,420 | 2,215 | 3,635
""",
    """
    disability_nursing.persons - 1420 person level actual 2024-04 #一级
    disability_nursing.persons - 2215 person level actual 2024-04 #二级
    disability_nursing.persons - 3635 person level actual 2024-04
    """,
)

case(
    "this month and since January",
    """2024年8月馆陶县残疾人两项补贴发放表
项目 | 人数（人） | 本月发放（万元） | 本年累计发放（万元）
困难残疾人生活补贴 | 3,040 | 20.1 | 160.7
""",
    """
    disability_living.persons - 3040 person level actual 2024-08
    disability_living.payout - 201000 CNY level actual 2024-08
    disability_living.payout - 1607000 CNY level actual 2024-01/2024-08
    """,
)

# ---------------------------------------------------------------- funerals, charity, lottery

case(
    "funerals with a rate",
    """2023年大名县殡葬统计
指标 | 单位 | 数值
火化遗体 | 具 | 5,140
火化率 | % | 96.3
公益性公墓 | 个 | 41
""",
    """
    cremation.remains - 5140 count level actual 2023
    cremation.rate - 96.3 % level actual 2023
    cemeteries_public.institutions - 41 count level actual 2023
    """,
)

case(
    "money in two scales",
    """2022年涉县慈善与彩票
指标 | 单位 | 数量
接收社会捐赠款物 | 万元 | 310.55
福利彩票销售额 | 亿元 | 0.42
慈善组织 | 个 | 2
""",
    """
    donations.funds_raised - 3105500 CNY level actual 2022
    welfare_lottery.sales - 42000000 CNY level actual 2022
    charity_orgs.institutions - 2 count level actual 2022
    """,
)

# ---------------------------------------------------------------- enforcement, disclosure

case(
    "enforcement: kinds of penalty across, no label",
    """磁县民政局2023年度行政执法数据
行政检查次数 | 行政处罚（宗） | 罚没金额（万元） | 行政许可（件）
64 | 2 | 0.5 | 37
""",
    """
    admin_inspection.inspections - 64 count level actual 2023
    admin_penalty.penalties - 2 count level actual 2023
    admin_penalty.fines - 5000 CNY level actual 2023
    admin_licence.licences - 37 count level actual 2023
    """,
)

case(
    "enforcement by office: only the bureau's row is civil affairs",
    """2024年度邱县部分单位执法情况
单位名称 | 行政检查次数 | 行政处罚（宗）
县民政局 | 40 | 1
县水利局 | 300 | 25
县文广旅局 | 120 | 8
""",
    """
    admin_inspection.inspections - 40 count level actual 2024
    admin_penalty.penalties - 1 count level actual 2024
    """,
    refused=("300", "25", "120", "8"),
)

case(
    "disclosure form",
    """临城县民政局2023年政府信息公开年报
第二十条第（五）项
信息内容
本年处理决定数量
行政许可
52
第二十条第（六）项
信息内容
本年处理决定数量
行政处罚
0
""",
    """
    admin_licence.licences - 52 count level actual 2023
    admin_penalty.penalties - 0 count level actual 2023
    """,
)

# ---------------------------------------------------------------- layout

case(
    "a table broken by the page's foot",
    """2024年7月柏乡县社会救助统计
指标 | 单位 | 数量
城市低保人数 | 人 | 240
- 1 -
农村低保人数 | 人 | 3,650
第 2 页 共 3 页
特困人员 | 人 | 702
""",
    """
    dibao.persons urban 240 person level actual 2024-07
    dibao.persons rural 3650 person level actual 2024-07
    tekun.persons - 702 person level actual 2024-07
    """,
)

case(
    "two tables, each under its own caption",
    """2023年新河县民政事业统计
表1 农村低保情况
户数（户） | 人数（人）
1,820 | 2,744
表2 临时救助情况
救助人次（人次） | 支出（万元）
365 | 88.2
""",
    """
    dibao.households rural 1820 household level actual 2023
    dibao.persons rural 2744 person level actual 2023
    temporary_relief.person_times - 365 person-time level actual 2023
    temporary_relief.payout - 882000 CNY level actual 2023
    """,
)

case(
    "sentences in cells",
    """2024年宁晋县民生实事上半年进展
序号 | 项目 | 年度目标 | 上半年进展
1 | 农村低保 | 应保尽保 | 在册2,105户3,380人，发放低保金812.6万元
2 | 老年助餐 | 新建助餐点6个 | 建成助餐点4个
""",
    """
    dibao.households rural 2105 household level actual 2024-S1
    dibao.persons rural 3380 person level actual 2024-S1
    dibao.payout rural 8126000 CNY level actual 2024-S1
    elder_canteens.institutions - 6 count level planned 2024
    elder_canteens.institutions - 4 count level actual 2024-S1
    """,
)

case(
    "share of the column beside it",
    """2023年巨鹿县社会组织构成
类别 | 数量（个） | 占比（%）
社会团体 | 60 | 37.5
民办非企业单位 | 100 | 62.5
""",
    """
    social_groups.institutions - 60 count level actual 2023
    social_groups.institutions - 37.5 % share actual 2023
    social_service_orgs.institutions - 100 count level actual 2023
    social_service_orgs.institutions - 62.5 % share actual 2023
    """,
)

# ---------------------------------------------------------------- refused

case(
    "two numbers in one cell",
    """2022年平乡县社会救助统计
指标 | 单位 | 数量
城市低保人数 | 人 | 410 390
农村低保人数 | 人 | 2,230
""",
    "dibao.persons rural 2230 person level actual 2022",
    refused=("410 390",),
)

case(
    "digits run together",
    """2022年高邑县救助统计
指标 | 单位 | 数量
农村低保人数 | 人 | 10521989
城市低保人数 | 人 | 240
""",
    "dibao.persons urban 240 person level actual 2022",
    refused=("10521989",),
)

case(
    "a row that has lost a cell: which column is missing cannot be told",
    """2023年无极县低保分布
县区 | 城市户数 | 城市人数 | 农村户数 | 农村人数
城关镇 | 10 | 15 | 200 | 330
东侯坊乡 | 8 | 190 | 301
""",
    """
    dibao.households urban 10 household level actual 2023
    dibao.persons urban 15 person level actual 2023
    dibao.households rural 200 household level actual 2023
    dibao.persons rural 330 person level actual 2023
    """,
    refused=("8", "190", "301"),
)

case(
    "other things in between: people, ground, offices",
    """2024年赞皇县养老机构情况
指标 | 单位 | 数量
养老机构 | 个 | 9
建筑面积 | 平方米 | 15,200
工作人员 | 人 | 88
总人口 | 万人 | 26.1
""",
    "elder_care_institutions.institutions - 9 count level actual 2024",
    refused=("15,200", "88", "26.1"),
)

case(
    "a difference or a rate, not said which",
    """2024年井陉矿区救助资金
项目 | 单位 | 数量 | 增减
城市低保金 | 万元 | 120.5 | 3.2
""",
    "dibao.payout urban 1205000 CNY level actual 2024",
    refused=("3.2",),
)

# ---------------------------------------------------------------- no figures at all

case(
    "a list of telephones",
    """滦城区民政局2024年服务电话
科室 | 电话
社会救助科 | 2283456
婚姻登记处 | 2290117
养老服务科 | 85012233
""",
    refused=("2283456", "2290117", "85012233"),
)

case(
    "a timetable",
    """婚姻登记处2024年春节值班安排
日期 | 值班人 | 办公时间
2月10日 | 王某 | 8:30-11:30
2月11日 | 李某 | 8:30-11:30
""",
)

case(
    "a list of persons",
    """2024年孤儿基本生活费发放名单
序号 | 姓名 | 年龄 | 金额（元）
1 | 张某 | 9 | 1500
2 | 赵某 | 12 | 1500
""",
    refused=("9", "1500", "12"),
)

case(
    "staff",
    """某县民政局工作人员信息
序号	姓名	职务	办公室	电话
1	王某某	局长	301	5512345
2	李某某	副局长	302	5512346
""",
)

case(
    "a prose list is no table",
    """2024年邢台县社会救助工作
一、基本情况
全县农村低保1,200户1,900人。
二、主要做法
1.加强核查，做到应保尽保。
2.规范管理，做到应退尽退。
三、下一步打算
继续做好救助工作。
""",
    """
    dibao.households rural 1200 household level actual 2024
    dibao.persons rural 1900 person level actual 2024
    """,
)


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
