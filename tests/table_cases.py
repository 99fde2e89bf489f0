"""Tables as text, all made up, each with every row it must give.

A row is written ``metric area value unit aspect status period``, ``-`` for empty, in the order of the text; ``@`` and
``#`` add the end of the region's name and the detail where a table is about them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A document, the rows it must give, and the numbers that must give none, as they stand in the text."""

    name: str
    text: str
    rows: str = ""
    refused: tuple[str, ...] = ()


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

# ---------------------------------------------------------------- more shapes

case(
    "places across",
    """2023年沧州市社会救助情况
指标 | 单位 | 全市 | 献县 | 肃宁县
城市低保人数 | 人 | 8,300 | 410 | 385
农村低保人数 | 人 | 120,500 | 9,020 | 6,711
""",
    """
    dibao.persons urban 8300 person level actual 2023 @沧州市
    dibao.persons urban 410 person level actual 2023 @市献县
    dibao.persons urban 385 person level actual 2023 @肃宁县
    dibao.persons rural 120500 person level actual 2023 @沧州市
    dibao.persons rural 9020 person level actual 2023 @市献县
    dibao.persons rural 6711 person level actual 2023 @肃宁县
    """,
)

case(
    "quarters across, the year last",
    """2023年青县婚姻登记分季度统计（单位：对）
项目 | 一季度 | 二季度 | 三季度 | 四季度 | 全年
结婚登记 | 410 | 520 | 380 | 455 | 1,765
离婚登记 | 120 | 135 | 110 | 90 | 455
""",
    """
    marriage.registrations - 410 couple level actual 2023-Q1
    marriage.registrations - 520 couple level actual 2023-Q2
    marriage.registrations - 380 couple level actual 2023-Q3
    marriage.registrations - 455 couple level actual 2023-Q4
    marriage.registrations - 1765 couple level actual 2023
    divorce.registrations - 120 couple level actual 2023-Q1
    divorce.registrations - 135 couple level actual 2023-Q2
    divorce.registrations - 110 couple level actual 2023-Q3
    divorce.registrations - 90 couple level actual 2023-Q4
    divorce.registrations - 455 couple level actual 2023
    """,
)

case(
    "targets and what is done",
    """2024年泊头市民生实事任务表
项目 | 年度目标 | 完成数 | 完成率
新建老年助餐点（个） | 12 | 9 | 75%
适老化改造（户） | 400 | 400 | 100%
""",
    """
    elder_canteens.institutions - 12 count level planned 2024
    elder_canteens.institutions - 9 count level actual 2024
    home_adaptation.households - 400 household level planned 2024
    home_adaptation.households - 400 household level actual 2024
    """,
    refused=(
        "75%",
        "100%",
    ),
)

case(
    "numbers with their units in the cells",
    """2024年6月东光县低保发放情况
月份 | 户数 | 人数 | 金额
5月 | 512户 | 803人 | 40.2万元
6月 | 515户 | 811人 | 41.0万元
""",
    """
    dibao.households - 512 household level actual 2024-05
    dibao.persons - 803 person level actual 2024-05
    dibao.payout - 402000 CNY level actual 2024-05
    dibao.households - 515 household level actual 2024-06
    dibao.persons - 811 person level actual 2024-06
    dibao.payout - 410000 CNY level actual 2024-06
    """,
)

case(
    "ages down, sexes across",
    """盐山县2024年高龄老人统计
年龄段 | 男 | 女 | 合计
80-89周岁 | 2,100 | 3,005 | 5,105
90周岁以上 | 210 | 401 | 611
""",
    """
    elderly_80.persons - 2100 person level actual 2024 #80-89周岁_男
    elderly_80.persons - 3005 person level actual 2024 #80-89周岁_女
    elderly_80.persons - 5105 person level actual 2024 #80-89周岁
    elderly_80.persons - 210 person level actual 2024 #90周岁以上_男
    elderly_80.persons - 401 person level actual 2024 #90周岁以上_女
    elderly_80.persons - 611 person level actual 2024 #90周岁以上
    """,
)

case(
    "kinds of applicants across",
    """三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）
申请人情况
自然人 | 法人或其他组织 | 总计
一、本年新收政府信息公开申请数量 | 3 | 1 | 4
二、上年结转政府信息公开申请数量 | 0 | 0 | 0
（一）予以公开 | 2 | 1 | 3
""",
    """
    disclosure_requests.cases - 3 count level actual - #自然人
    disclosure_requests.cases - 1 count level actual - #法人或其他组织
    disclosure_requests.cases - 4 count level actual -
    disclosure_carried_over.cases - 0 count level actual - #自然人
    disclosure_carried_over.cases - 0 count level actual - #法人或其他组织
    disclosure_carried_over.cases - 0 count level actual -
    disclosure_answered.cases - 2 count level actual - #自然人_上年结转政府信息公开申请数量
    disclosure_answered.cases - 1 count level actual - #法人或其他组织_上年结转政府信息公开申请数量
    disclosure_answered.cases - 3 count level actual - #上年结转政府信息公开申请数量
    """,
)

case(
    "disclosure form with numbers of items",
    """景县民政局2020年政府信息公开年报
第二十条第（五）项
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政许可 | 6 | 0 | 21
其他对外管理服务事项 | 14 | 1 | 330
第二十条第（六）项
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政处罚 | 8 | 0 | 2
行政强制 | 3 | 0 | 0
""",
    """
    admin_licence.licences - 21 count level actual 2020
    admin_penalty.penalties - 2 count level actual 2020
    admin_coercion.cases - 0 count level actual 2020
    """,
    refused=(
        "6",
        "0",
        "14",
        "1",
        "330",
        "8",
        "0",
        "3",
        "0",
    ),
)

case(
    "a merged head over some columns only, a total first",
    """2023年故城县残疾人两项补贴资金表
乡镇 | 困难残疾人生活补贴 | | 重度残疾人护理补贴 | | 合计金额（元）
| 人数（人） | 金额（元） | 人数（人） | 金额（元） |
合计 | 300 | 216,000 | 410 | 295,200 | 511,200
郑口镇 | 180 | 129,600 | 250 | 180,000 | 309,600
夏庄镇 | 120 | 86,400 | 160 | 115,200 | 201,600
注：数据截至12月底。 | | | | |
""",
    """
    disability_living.persons - 300 person level actual 2023
    disability_living.payout - 216000 CNY level actual 2023
    disability_nursing.persons - 410 person level actual 2023
    disability_nursing.payout - 295200 CNY level actual 2023
    disability_two_subsidies.payout - 511200 CNY level actual 2023
    disability_living.persons - 180 person level actual 2023 #郑口镇
    disability_living.payout - 129600 CNY level actual 2023 #郑口镇
    disability_nursing.persons - 250 person level actual 2023 #郑口镇
    disability_nursing.payout - 180000 CNY level actual 2023 #郑口镇
    disability_two_subsidies.payout - 309600 CNY level actual 2023 #郑口镇
    disability_living.persons - 120 person level actual 2023 #夏庄镇
    disability_living.payout - 86400 CNY level actual 2023 #夏庄镇
    disability_nursing.persons - 160 person level actual 2023 #夏庄镇
    disability_nursing.payout - 115200 CNY level actual 2023 #夏庄镇
    disability_two_subsidies.payout - 201600 CNY level actual 2023 #夏庄镇
    """,
)

case(
    "aligned by blanks with a cell left out",
    """2024年一季度深州市救助情况一览
项目            城市      农村      合计
低保户数（户）   120       2,410     2,530
低保人数（人）   190                 4,001
特困人数（人）   12        480       492
""",
    """
    dibao.households urban 120 household level actual 2024-Q1
    dibao.households rural 2410 household level actual 2024-Q1
    dibao.households - 2530 household level actual 2024-Q1
    tekun.persons urban 12 person level actual 2024-Q1
    tekun.persons rural 480 person level actual 2024-Q1
    tekun.persons - 492 person level actual 2024-Q1
    """,
    refused=(
        "190",
        "4,001",
    ),
)

case(
    "heads parted by single blanks",
    """2022年安平县火化情况
月份 火化遗体（具） 火化率（%）
1月 310 99.0
2月 288 98.6
合计 598 98.8
""",
    """
    cremation.remains - 310 count level actual 2022-01
    cremation.rate - 99 % level actual 2022-01
    cremation.remains - 288 count level actual 2022-02
    cremation.rate - 98.6 % level actual 2022-02
    cremation.remains - 598 count level actual 2022
    cremation.rate - 98.8 % level actual 2022
    """,
)

case(
    "differences and growth side by side",
    """2023年临西县儿童福利情况对照表
项目 | 2022年 | 2023年 | 增减数 | 增减%
孤儿（人） | 40 | 36 | -4 | -10.0
事实无人抚养儿童（人） | 110 | 121 | 11 | 10.0
""",
    """
    orphans.persons - 40 person level actual 2022
    orphans.persons - 36 person level actual 2023
    orphans.persons - -4 person change actual 2023
    orphans.persons - -10 % growth actual 2023
    de_facto_unattended.persons - 110 person level actual 2022
    de_facto_unattended.persons - 121 person level actual 2023
    de_facto_unattended.persons - 11 person change actual 2023
    de_facto_unattended.persons - 10 % growth actual 2023
    """,
)

case(
    "the quarter and the one before",
    """2024年二季度清河县民政统计季报表
指标 | 单位 | 本季末 | 上季末 | 环比增长（%）
城市低保户数 | 户 | 212 | 220 | -3.6
注册志愿者 | 万人 | 3.1 | 3.0 | 3.3
志愿服务时间 | 万小时 | 12.4 | 6.2 | 100
""",
    """
    dibao.households urban 212 household level actual 2024-Q2
    dibao.households urban 220 household level previous 2024-Q1
    dibao.households urban -3.6 % growth actual 2024-Q2
    volunteers.persons - 31000 person level actual 2024-Q2
    volunteers.persons - 30000 person level previous 2024-Q1
    volunteers.persons - 3.3 % growth actual 2024-Q2
    volunteers.hours - 124000 hour level actual 2024-Q2
    volunteers.hours - 62000 hour level previous 2024-Q1
    volunteers.hours - 100 % growth actual 2024-Q2
    """,
)

case(
    "a cell a line, one of the total row lost",
    """广平县2024年困境儿童基本生活保障情况表
类别
保障人数
标准（元/月）
发放金额（万元）
孤儿
21
1500
37.8
事实无人抚养儿童
96
1500
172.8
合计
117

210.6
""",
    """
    orphans.persons - 21 person level actual 2024
    orphans.standard - 1500 CNY/person/month level actual 2024
    orphans.payout - 378000 CNY level actual 2024
    de_facto_unattended.persons - 96 person level actual 2024
    de_facto_unattended.standard - 1500 CNY/person/month level actual 2024
    de_facto_unattended.payout - 1728000 CNY level actual 2024
    """,
    refused=(
        "117",
        "210.6",
    ),
)

case(
    "a label told once for the rows under it",
    """2024年三季度大城县特困人员基本情况
供养方式 | 照料护理等级 | 人数
集中供养 | 全护理 | 12
 | 半护理 | 20
 | 全自理 | 44
分散供养 | 全护理 | 60
 | 半护理 | 88
 | 全自理 | 502
""",
    """
    tekun_care_full.persons - 12 person level actual 2024-Q3 #集中供养
    tekun_care_half.persons - 20 person level actual 2024-Q3 #集中供养
    tekun_care_self.persons - 44 person level actual 2024-Q3 #集中供养
    tekun_care_full.persons - 60 person level actual 2024-Q3 #分散供养
    tekun_care_half.persons - 88 person level actual 2024-Q3 #分散供养
    tekun_care_self.persons - 502 person level actual 2024-Q3 #分散供养
    """,
)

case(
    "such a label lost from the rows under it",
    """2024年三季度文安县特困人员基本情况
供养方式 | 照料护理等级 | 人数 | 护理费（元）
集中供养 | 全护理 | 12 | 9,600
半护理 | 20 | 8,000
全自理 | 44 | 6,600
""",
    """
    tekun_care_full.persons - 12 person level actual 2024-Q3 #集中供养
    tekun_care.payout - 9600 CNY level actual 2024-Q3 #全护理_集中供养
    tekun_care_half.persons - 20 person level actual 2024-Q3 #集中供养
    tekun_care.payout - 8000 CNY level actual 2024-Q3 #半护理_集中供养
    tekun_care_self.persons - 44 person level actual 2024-Q3 #集中供养
    tekun_care.payout - 6600 CNY level actual 2024-Q3 #全自理_集中供养
    """,
)

case(
    "heads without units, the unit in the caption",
    """2024年香河县社会救助对象人数（人）
2024年 城市低保 农村低保 特困供养
1月 410 3,300 520
2月 405 3,280 521
3月 402 3,270 519
""",
    """
    dibao.persons urban 410 person level actual 2024-01
    dibao.persons rural 3300 person level actual 2024-01
    tekun.persons - 520 person level actual 2024-01
    dibao.persons urban 405 person level actual 2024-02
    dibao.persons rural 3280 person level actual 2024-02
    tekun.persons - 521 person level actual 2024-02
    dibao.persons urban 402 person level actual 2024-03
    dibao.persons rural 3270 person level actual 2024-03
    tekun.persons - 519 person level actual 2024-03
    """,
)

case(
    "a roll of homes: the total only",
    """广阳区2024年养老机构基本信息表
| 序号 | 养老机构名称 | 性质 | 床位数（张） | 入住老人（人） |
|---|---|---|---|---|
| 1 | 康乐养老院 | 民办 | 200 | 130 |
| 2 | 福寿敬老院 | 公办 | 90 | 45 |
| 合计 | | | 290 | 175 |
""",
    """
    elder_care_institutions.beds - 290 bed level actual 2024
    elder_care_institutions.persons - 175 person level actual 2024
    """,
    refused=(
        "200",
        "130",
        "90",
        "45",
    ),
)

case(
    "kinds across, the unit in the caption",
    """2023年肃宁县福利彩票销量（万元）
            即开型   电脑票    合计
一季度       40.2    310.5    350.7
二季度       38.8    298.1    336.9
""",
    """
    welfare_lottery.sales - 3507000 CNY level actual 2023-Q1
    welfare_lottery.sales - 3369000 CNY level actual 2023-Q2
    """,
    refused=(
        "40.2",
        "310.5",
        "38.8",
        "298.1",
    ),
)

case(
    "plus and minus of what is not said",
    """霸州市2023年底社会组织和志愿服务情况
指标		单位	2023年	比上年±
社会组织		个	210	12
  社会团体		个	80	3
  民办非企业单位	个	129	9
注册志愿者		人	30,120	2,200
""",
    """
    social_orgs.institutions - 210 count level actual 2023
    social_groups.institutions - 80 count level actual 2023
    social_service_orgs.institutions - 129 count level actual 2023
    volunteers.persons - 30120 person level actual 2023
    """,
    refused=(
        "12",
        "3",
        "9",
        "2,200",
    ),
)

case(
    "parts indented under 其中; the month and since January",
    """2024年5月霸州市民政事业费支出表（单位：万元）
科目 | 本月数 | 累计数
社会救助 | 410.2 | 2,013.5
其中：城市低保 | 20.1 | 101
　　　农村低保 | 300.4 | 1,500.9
社会福利 | 120.6 | 598.8
""",
    """
    social_assistance_expenditure.payout - 4102000 CNY level actual 2024-05
    social_assistance_expenditure.payout - 20135000 CNY level actual 2024-01/2024-05
    dibao.payout urban 201000 CNY level actual 2024-05
    dibao.payout urban 1010000 CNY level actual 2024-01/2024-05
    dibao.payout rural 3004000 CNY level actual 2024-05
    dibao.payout rural 15009000 CNY level actual 2024-01/2024-05
    social_welfare_expenditure.expenditure - 1206000 CNY level actual 2024-05
    social_welfare_expenditure.expenditure - 5988000 CNY level actual 2024-01/2024-05
    """,
)

case(
    "units in some cells only",
    """黄骅市2023年第四季度地名管理统计
事项	数量
命名、更名	12
设置地名标志	86块
联检界线	2条
""",
    """
    place_names_named.items - 12 count level actual 2023-Q4
    place_name_signs.items - 86 count level actual 2023-Q4
    boundary_inspection.items - 2 count level actual 2023-Q4
    """,
)

case(
    "a budget by kinds of spending",
    """2023年度吴桥县民政局部门决算（节选）
单位：万元
支出功能分类科目 | 本年支出合计 | 基本支出 | 项目支出
社会保障和就业支出 | 6,120.5 | 410.2 | 5,710.3
  民政管理事务 | 512.3 | 300.1 | 212.2
  最低生活保障 | 3,300 | | 3,300
    城市最低生活保障金支出 | 210 | | 210
    农村最低生活保障金支出 | 3,090 | | 3,090
  临时救助 | 120.4 | | 120.4
  特困人员救助供养 | 905 | | 905
""",
    """
    management_expenditure.expenditure - 5123000 CNY level actual 2023
    management_expenditure.expenditure - 3001000 CNY level actual 2023 #基本支出
    management_expenditure.expenditure - 2122000 CNY level actual 2023 #项目支出
    dibao.payout - 33000000 CNY level actual 2023
    dibao.payout - 33000000 CNY level actual 2023 #项目支出
    dibao.payout urban 2100000 CNY level actual 2023
    dibao.payout urban 2100000 CNY level actual 2023 #项目支出
    dibao.payout rural 30900000 CNY level actual 2023
    dibao.payout rural 30900000 CNY level actual 2023 #项目支出
    temporary_relief.payout - 1204000 CNY level actual 2023
    temporary_relief.payout - 1204000 CNY level actual 2023 #项目支出
    tekun.payout - 9050000 CNY level actual 2023
    tekun.payout - 9050000 CNY level actual 2023 #项目支出
    """,
    refused=(
        "6,120.5",
        "410.2",
        "5,710.3",
    ),
)

case(
    "bands of age with an allowance, a total with blanks",
    """2024年南皮县高龄津贴发放统计表（1-6月）
月份	80-89岁人数	90-99岁人数	百岁老人人数	发放金额（万元）
1月	4,100	510	12	16.5
2月	4,098	512	12	16.6
合计				99.8
""",
    """
    advanced_age_allowance.persons - 4100 person level actual 2024-01 #80-89岁
    advanced_age_allowance.persons - 510 person level actual 2024-01 #90-99岁
    advanced_age_allowance.persons - 12 person level actual 2024-01 #百岁老人
    advanced_age_allowance.payout - 165000 CNY level actual 2024-01
    advanced_age_allowance.persons - 4098 person level actual 2024-02 #80-89岁
    advanced_age_allowance.persons - 512 person level actual 2024-02 #90-99岁
    advanced_age_allowance.persons - 12 person level actual 2024-02 #百岁老人
    advanced_age_allowance.payout - 166000 CNY level actual 2024-02
    advanced_age_allowance.payout - 998000 CNY level actual 2024
    """,
)

case(
    "units in brackets on a line under the heads",
    """2022年海兴县养老服务机构统计
            机构数    床位数    在院老人
            （个）    （张）    （人）
合计          12       960       410
公办           8       600       260
民办           4       360       150
""",
    """
    elder_care_institutions.institutions - 12 count level actual 2022
    elder_care_institutions.beds - 960 bed level actual 2022
    elder_care_institutions.persons - 410 person level actual 2022
    elder_care_institutions.institutions - 8 count level actual 2022 #公办
    elder_care_institutions.beds - 600 bed level actual 2022 #公办
    elder_care_institutions.persons - 260 person level actual 2022 #公办
    elder_care_institutions.institutions - 4 count level actual 2022 #民办
    elder_care_institutions.beds - 360 bed level actual 2022 #民办
    elder_care_institutions.persons - 150 person level actual 2022 #民办
    """,
)

case(
    "heads again under each section",
    """2024年三季度孟村县民政统计快报
一、社会救助
指标	单位	本季	同比增减(%)
城市低保人数	人	210	-5.2
农村低保人数	人	6,020	-1.1
二、婚姻登记
指标	单位	本季	同比增减(%)
结婚登记	对	402	-12.5
离婚登记	对	130	3.0
三、社会组织
指标	单位	季末数	比上季末增减
社会团体	个	66	1
民办非企业单位	个	101	-2
""",
    """
    dibao.persons urban 210 person level actual 2024-Q3
    dibao.persons urban -5.2 % growth actual 2024-Q3
    dibao.persons rural 6020 person level actual 2024-Q3
    dibao.persons rural -1.1 % growth actual 2024-Q3
    marriage.registrations - 402 couple level actual 2024-Q3
    marriage.registrations - -12.5 % growth actual 2024-Q3
    divorce.registrations - 130 couple level actual 2024-Q3
    divorce.registrations - 3 % growth actual 2024-Q3
    social_groups.institutions - 66 count level actual 2024-Q3
    social_groups.institutions - 1 count change actual 2024-Q3
    social_service_orgs.institutions - 101 count level actual 2024-Q3
    social_service_orgs.institutions - -2 count change actual 2024-Q3
    """,
)

case(
    "a head without a cell over the labels",
    """【字体：大 中 小】
泊头市2023年低保数据
		城市	农村
户数	户	120	2,100
人数	人	190	3,480
月人均补助水平	元	480	310
""",
    """
    dibao.households urban 120 household level actual 2023
    dibao.households rural 2100 household level actual 2023
    dibao.persons urban 190 person level actual 2023
    dibao.persons rural 3480 person level actual 2023
    dibao.supplement_per_capita urban 480 CNY/person/month level actual 2023
    dibao.supplement_per_capita rural 310 CNY/person/month level actual 2023
    """,
)

case(
    "markdown with units in the cells, this month and the last",
    """| 项目 | 2024年5月 | 2024年4月 | 增减 |
| :--- | ---: | ---: | ---: |
| 城市低保户数 | 120户 | 122户 | -2户 |
| 城市低保人数 | 180人 | 185人 | -5人 |
| 发放低保金 | 9.8万元 | 9.9万元 | -0.1万元 |
""",
    """
    dibao.households urban 120 household level actual 2024-05
    dibao.households urban 122 household level actual 2024-04
    dibao.households urban -2 household change actual -
    dibao.persons urban 180 person level actual 2024-05
    dibao.persons urban 185 person level actual 2024-04
    dibao.persons urban -5 person change actual -
    dibao.payout - 98000 CNY level actual 2024-05
    dibao.payout - 99000 CNY level actual 2024-04
    dibao.payout - -1000 CNY change actual -
    """,
)

case(
    "this month and since January, two heads over each other",
    """2024年6月邱县社会救助统计表
类别 | 当月 | | | 累计 | |
| 户数 | 人数 | 资金（万元） | 户次 | 人次 | 资金（万元）
城市低保 | 120 | 190 | 8.5 | 725 | 1,140 | 51.2
农村低保 | 2,010 | 3,300 | 98.7 | 12,080 | 19,850 | 590.3
临时救助 | 12 | 30 | 2.4 | 75 | 188 | 15.6
""",
    """
    dibao.households urban 120 household level actual 2024-06
    dibao.persons urban 190 person level actual 2024-06
    dibao.payout urban 85000 CNY level actual 2024-06
    dibao.payout urban 512000 CNY level actual 2024-01/2024-06
    dibao.households rural 2010 household level actual 2024-06
    dibao.persons rural 3300 person level actual 2024-06
    dibao.payout rural 987000 CNY level actual 2024-06
    dibao.payout rural 5903000 CNY level actual 2024-01/2024-06
    temporary_relief.household_times - 12 household level actual 2024-06
    temporary_relief.person_times - 30 person level actual 2024-06
    temporary_relief.payout - 24000 CNY level actual 2024-06
    temporary_relief.household_times - 75 household-time level actual 2024-01/2024-06
    temporary_relief.person_times - 188 person-time level actual 2024-01/2024-06
    temporary_relief.payout - 156000 CNY level actual 2024-01/2024-06
    """,
    refused=(
        "725",
        "1,140",
        "12,080",
        "19,850",
    ),
)

case(
    "the unit on a line below",
    """2024年广平县困难群众救助补助资金发放明细（1-5月）
月份 城市低保 农村低保 特困供养 孤儿 临时救助
1月 12.50 210.00 80.20 3.15 1.20
2月 12.40 209.50 80.10 3.15 2.00
合计 24.90 419.50 160.30 6.30 3.20
（单位：万元）
""",
    """
    dibao.payout urban 125000 CNY level actual 2024-01
    dibao.payout rural 2100000 CNY level actual 2024-01
    tekun.payout - 802000 CNY level actual 2024-01
    orphans.payout - 31500 CNY level actual 2024-01
    temporary_relief.payout - 12000 CNY level actual 2024-01
    dibao.payout urban 124000 CNY level actual 2024-02
    dibao.payout rural 2095000 CNY level actual 2024-02
    tekun.payout - 801000 CNY level actual 2024-02
    orphans.payout - 31500 CNY level actual 2024-02
    temporary_relief.payout - 20000 CNY level actual 2024-02
    dibao.payout urban 249000 CNY level actual 2024
    dibao.payout rural 4195000 CNY level actual 2024
    tekun.payout - 1603000 CNY level actual 2024
    orphans.payout - 63000 CNY level actual 2024
    temporary_relief.payout - 32000 CNY level actual 2024
    """,
)

case(
    "standards in words and in rates",
    """2024年新河县“两项补贴”标准
补贴类别 | 残疾等级 | 补贴标准
困难残疾人生活补贴 | 一级、二级 | 每人每月80元
困难残疾人生活补贴 | 三级、四级 | 每人每月70元
重度残疾人护理补贴 | 一级 | 90元/月
重度残疾人护理补贴 | 二级 | 80元/月
""",
    """
    disability_living.standard - 80 CNY/person/month level actual 2024
    disability_living.standard - 70 CNY/person/month level actual 2024
    disability_nursing.standard - 90 CNY/person/month level actual 2024 #一级
    disability_nursing.standard - 80 CNY/person/month level actual 2024 #二级
    """,
)

case(
    "an empty corner over the labels",
    """2023年隆尧县居民最低生活保障汇总表
单位：元、户、人
| | 保障标准 | 户数 | 人数 | 月发放金额 |
| 城市 | 710 | 103 | 160 | 70,400 |
| 农村 | 540 | 2,088 | 3,270 | 912,330 |
| 合计 | | 2,191 | 3,430 | 982,730 |
""",
    """
    dibao.standard urban 710 CNY/person/month level actual 2023
    dibao.households urban 103 household level actual 2023
    dibao.persons urban 160 person level actual 2023
    dibao.payout urban 70400 CNY level actual 2023
    dibao.standard rural 540 CNY/person/month level actual 2023
    dibao.households rural 2088 household level actual 2023
    dibao.persons rural 3270 person level actual 2023
    dibao.payout rural 912330 CNY level actual 2023
    dibao.households - 2191 household level actual 2023
    dibao.persons - 3430 person level actual 2023
    dibao.payout - 982730 CNY level actual 2023
    """,
)

case(
    "a programme of meetings",
    """民政局2024年3月工作要事安排
时间 | 内容 | 地点 | 参加人员
3月5日 | 低保业务培训 | 三楼会议室 | 各乡镇民政助理员30人
3月12日 | 殡葬执法检查 | 各乡镇 | 执法队员5人
""",
    """
    """,
)

case(
    "money in and money out side by side",
    """平乡县2023年低保资金收支情况
收入 | 金额（万元） | 支出 | 金额（万元）
中央补助资金 | 820 | 城市低保 | 120
省级补助资金 | 300 | 农村低保 | 1,400
县级配套资金 | 410 | 价格临时补贴 | 10
""",
    """
    dibao.payout urban 1200000 CNY level actual 2023
    dibao.payout rural 14000000 CNY level actual 2023
    price_subsidy.payout - 100000 CNY level actual 2023
    """,
    refused=(
        "820",
        "300",
        "410",
    ),
)

case(
    "aligned by blanks, two heads, units in the caption",
    """各县区2023年12月城乡低保情况（单位：户、人、元/月）
地区   城市低保          农村低保
       户数  人数  标准   户数   人数   标准
临西县  100   150   745   2000   3100   580
清河县  120   190   745   1500   2400   580
""",
    """
    dibao.households urban 100 household level actual 2023-12
    dibao.persons urban 150 person level actual 2023-12
    dibao.standard urban 745 CNY/person/month level actual 2023-12
    dibao.households rural 2000 household level actual 2023-12
    dibao.persons rural 3100 person level actual 2023-12
    dibao.standard rural 580 CNY/person/month level actual 2023-12
    dibao.households urban 120 household level actual 2023-12
    dibao.persons urban 190 person level actual 2023-12
    dibao.standard urban 745 CNY/person/month level actual 2023-12
    dibao.households rural 1500 household level actual 2023-12
    dibao.persons rural 2400 person level actual 2023-12
    dibao.standard rural 580 CNY/person/month level actual 2023-12
    """,
)

case(
    "tabs with blanks at both ends",
    """2021—2023年南和区婚姻登记
	2021	2022	2023	2023年比2022年±%
结婚登记(对)	1203	1102	1250	13.4
离婚率(‰)	2.1	1.9	2.0\t
""",
    """
    marriage.registrations - 1203 couple level actual 2021
    marriage.registrations - 1102 couple level actual 2022
    marriage.registrations - 1250 couple level actual 2023
    marriage.registrations - 13.4 % growth actual 2023
    divorce.rate - 2.1 ‰ level actual 2021
    divorce.rate - 1.9 ‰ level actual 2022
    divorce.rate - 2 ‰ level actual 2023
    """,
)

case(
    "towns down, a part in a column of its own, a list of units",
    """附表1
阜平县2024年社会救助对象分乡镇统计表（截至9月底）
单位：户、人
序号	乡镇	城乡低保户数	城乡低保人数	特困供养人数	其中：集中供养	临时救助人次
1	阜平镇	310	480	35	12	22
2	龙泉关镇	205	333	21	6	9
3	平阳镇	412	700	48	15	17
	合 计	927	1513	104	33	48
""",
    """
    dibao.households - 310 household level actual 2024-09 #阜平镇
    dibao.persons - 480 person level actual 2024-09 #阜平镇
    tekun.persons - 35 person level actual 2024-09 #阜平镇
    tekun_concentrated.persons - 12 person level actual 2024-09 #阜平镇
    temporary_relief.person_times - 22 person-time level actual 2024-09 #阜平镇
    dibao.households - 205 household level actual 2024-09 #龙泉关镇
    dibao.persons - 333 person level actual 2024-09 #龙泉关镇
    tekun.persons - 21 person level actual 2024-09 #龙泉关镇
    tekun_concentrated.persons - 6 person level actual 2024-09 #龙泉关镇
    temporary_relief.person_times - 9 person-time level actual 2024-09 #龙泉关镇
    dibao.households - 412 household level actual 2024-09 #平阳镇
    dibao.persons - 700 person level actual 2024-09 #平阳镇
    tekun.persons - 48 person level actual 2024-09 #平阳镇
    tekun_concentrated.persons - 15 person level actual 2024-09 #平阳镇
    temporary_relief.person_times - 17 person-time level actual 2024-09 #平阳镇
    dibao.households - 927 household level actual 2024-09
    dibao.persons - 1513 person level actual 2024-09
    tekun.persons - 104 person level actual 2024-09
    tekun_concentrated.persons - 33 person level actual 2024-09
    temporary_relief.person_times - 48 person-time level actual 2024-09
    """,
    refused=("1",),
)

case(
    "households and persons under one label",
    """蠡县2023年度民政事业统计主要指标
指  标	计量单位	2023年	2022年	增减（%）
一、社会救助
  城市低保对象	户	210	225	-6.7
	人	330	352	-6.3
  农村低保对象	户	3,100	3,050	1.6
	人	5,020	4,980	0.8
二、养老服务
  养老机构	个	18	17	5.9
  养老床位	张	2,050	1,960	4.6
""",
    """
    dibao.households urban 210 household level actual 2023
    dibao.households urban 225 household level actual 2022
    dibao.households urban -6.7 % growth actual 2023
    dibao.persons urban 330 person level actual 2023
    dibao.persons urban 352 person level actual 2022
    dibao.persons urban -6.3 % growth actual 2023
    dibao.households rural 3100 household level actual 2023
    dibao.households rural 3050 household level actual 2022
    dibao.households rural 1.6 % growth actual 2023
    dibao.persons rural 5020 person level actual 2023
    dibao.persons rural 4980 person level actual 2022
    dibao.persons rural 0.8 % growth actual 2023
    elder_care_institutions.institutions - 18 count level actual 2023
    elder_care_institutions.institutions - 17 count level actual 2022
    elder_care_institutions.institutions - 5.9 % growth actual 2023
    elder_care_institutions.beds - 2050 bed level actual 2023
    elder_care_institutions.beds - 1960 bed level actual 2022
    elder_care_institutions.beds - 4.6 % growth actual 2023
    """,
)

case(
    "kinds of business, a remark in brackets over the head",
    """雄县2023年婚姻登记数据
（统计时间：2023年1月1日—12月31日）
业务类型	办理量
结婚登记	1,820对
离婚登记	610对
补领结婚证	240件
撤销婚姻登记	2件
合计	2,672
""",
    """
    marriage.registrations - 1820 couple level actual 2023
    divorce.registrations - 610 couple level actual 2023
    marriage_reissue.registrations - 240 couple level actual 2023
    marriage_revoked.revocations - 2 count level actual 2023
    """,
    refused=("2,672",),
)

case(
    "taken in and left, by month",
    """涿州市2024年城乡低保动态管理情况
月份  新增(户)  新增(人)  退出(户)  退出(人)  月末在册(户)  月末在册(人)
1月   12        20        8         13        2,104         3,510
2月   5         9         10        18        2,099         3,501
""",
    """
    dibao.households_added - 12 household level actual 2024-01
    dibao.persons_added - 20 person level actual 2024-01
    dibao.households_removed - 8 household level actual 2024-01
    dibao.persons_removed - 13 person level actual 2024-01
    dibao.households - 2104 household level actual 2024-01
    dibao.persons - 3510 person level actual 2024-01
    dibao.households_added - 5 household level actual 2024-02
    dibao.persons_added - 9 person level actual 2024-02
    dibao.households_removed - 10 household level actual 2024-02
    dibao.persons_removed - 18 person level actual 2024-02
    dibao.households - 2099 household level actual 2024-02
    dibao.persons - 3501 person level actual 2024-02
    """,
)

case(
    "months across over persons and money, the unit below",
    """2024年曲阳县第三季度儿童福利资金发放公示
| 类别 | 7月 | | 8月 | | 9月 | |
| | 人数 | 金额 | 人数 | 金额 | 人数 | 金额 |
| 孤儿 | 30 | 45000 | 30 | 45000 | 29 | 43500 |
| 事实无人抚养儿童 | 88 | 132000 | 90 | 135000 | 91 | 136500 |
单位：人、元
""",
    """
    orphans.persons - 30 person level actual 2024-07
    orphans.payout - 45000 CNY level actual 2024-07
    orphans.persons - 30 person level actual 2024-08
    orphans.payout - 45000 CNY level actual 2024-08
    orphans.persons - 29 person level actual 2024-09
    orphans.payout - 43500 CNY level actual 2024-09
    de_facto_unattended.persons - 88 person level actual 2024-07
    de_facto_unattended.payout - 132000 CNY level actual 2024-07
    de_facto_unattended.persons - 90 person level actual 2024-08
    de_facto_unattended.payout - 135000 CNY level actual 2024-08
    de_facto_unattended.persons - 91 person level actual 2024-09
    de_facto_unattended.payout - 136500 CNY level actual 2024-09
    """,
)

case(
    "a budget by codes",
    """2024年望都县民政局部门预算公开表
科目编码 | 科目名称 | 预算数（万元）
2080201 | 行政运行 | 310.5
2081001 | 儿童福利 | 60
2081902 | 农村最低生活保障金支出 | 1,500
""",
    """
    child_welfare_expenditure.expenditure - 600000 CNY level planned 2024
    dibao.payout rural 15000000 CNY level planned 2024
    """,
    refused=("310.5",),
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

# ---------------------------------------------------------------- groups of columns side by side

case(
    "two groups of columns side by side, pipes",
    """平遥县2021年第一季度民政统计表

指标名称 | 单位 | 本期 | 上年同期 | 指标名称 | 单位 | 本期 | 上年同期
城镇最低生活保障人数 | 人 | 1420 | 1488 | 结婚登记 | 对 | 692 | 720
农村最低生活保障人数 | 人 | 8516 | 9022 | 离婚登记 | 对 | 229 | 357
""",
    """
    dibao.persons urban 1420 person level actual 2021-Q1
    dibao.persons urban 1488 person level previous 2020-Q1
    marriage.registrations - 692 couple level actual 2021-Q1
    marriage.registrations - 720 couple level previous 2020-Q1
    dibao.persons rural 8516 person level actual 2021-Q1
    dibao.persons rural 9022 person level previous 2020-Q1
    divorce.registrations - 229 couple level actual 2021-Q1
    divorce.registrations - 357 couple level previous 2020-Q1
    """,
)

case(
    "two groups between blanks, each with its sections and wide letters",
    """7-12 民政事业

      指标名称            单位   2021 年 2020 年       指标名称        单位   2021 年 2020 年

   一、养老机构                                  三、社会团体            个    252    240

      机构数              个      91      87     四、村民委员会数        个    372    372

      床     位           个    6863    6602     五、婚姻情况

   二、社会福利院                                 结婚登记            对   2692   2920

      个      数           个      10      13     离婚登记            对    829    957
""",
    """
    social_groups.institutions - 252 count level actual 2021
    social_groups.institutions - 240 count level actual 2020
    elder_care_institutions.institutions - 91 count level actual 2021
    elder_care_institutions.institutions - 87 count level actual 2020
    village_committees.units - 372 count level actual 2021
    village_committees.units - 372 count level actual 2020
    elder_care_institutions.beds - 6863 bed level actual 2021
    elder_care_institutions.beds - 6602 bed level actual 2020
    marriage.registrations - 2692 couple level actual 2021
    marriage.registrations - 2920 couple level actual 2020
    social_welfare_homes.institutions - 10 count level actual 2021
    social_welfare_homes.institutions - 13 count level actual 2020
    divorce.registrations - 829 couple level actual 2021
    divorce.registrations - 957 couple level actual 2020
    """,
)

case(
    "places side by side: the last group is shorter",
    """屏边县2024年12月城乡低保发放情况
乡镇	户数	人数	乡镇	户数	人数
玉屏镇	312	604	新华乡	188	365
湾塘乡	205	431		
""",
    """
    dibao.households - 312 household level actual 2024-12
    dibao.persons - 604 person level actual 2024-12
    dibao.households - 188 household level actual 2024-12
    dibao.persons - 365 person level actual 2024-12
    dibao.households - 205 household level actual 2024-12
    dibao.persons - 431 person level actual 2024-12
    """,
)

case(
    "bars on lines of their own, several of them at the end of a row",
    """全县2005年与2010年民政事业对照
序号
|
指标名称
|
2005年
|
2010年
|
||
1
|
社会组织数(个)
|
320
|
446
|
||
2
|
优抚对象人数(人)
|
4603
|
6250
|
||
3
|
福利彩票销售额(万元)
其中:公益金(万元)
|
411.2
143.7
|
968.0
297.1
|
||
4
|
农村低保
人数(人)
|
825
|
5214
|
||
""",
    """
    social_orgs.institutions - 320 count level actual 2005
    social_orgs.institutions - 446 count level actual 2010
    preferential_treatment.persons - 4603 person level actual 2005
    preferential_treatment.persons - 6250 person level actual 2010
    dibao.persons rural 825 person level actual 2005
    dibao.persons rural 5214 person level actual 2010
    """,
)

case(
    "two heads over two years each, their units set apart, no head over the labels",
    """22-3  民政行业单位基本情况
      单位数 (个) 职工人数 (人)
2006 2007 2006 2007
社会团体 191946 211661 2695983 2885287
基金会 1144 1340 15391 18269
""",
    """
    social_groups.institutions - 191946 count level actual 2006
    social_groups.institutions - 211661 count level actual 2007
    foundations.institutions - 1144 count level actual 2006
    foundations.institutions - 1340 count level actual 2007
    """,
)

case(
    "cells parted by commas",
    """高昌区2019年基层组织统计表
项目,单位,2018年,2019年
村民委员会,个,206,205
居民委员会,个,101,104
""",
    """
    village_committees.units - 206 count level actual 2018
    village_committees.units - 205 count level actual 2019
    community_committees.units - 101 count level actual 2018
    community_committees.units - 104 count level actual 2019
    """,
)

case(
    "cells that print their own unit under a head of growth",
    """乙县2022年民政统计表
| 指标 | 数量 | 同比 |
| --- | --- | --- |
| 孤儿 | 40人 | 12人 |
| 结婚登记 | 860对 | 4万元 |
| 社会团体 | 120个 | 2.1倍 |
""",
    """
    orphans.persons - 40 person level actual 2022
    orphans.persons - 12 person change actual 2022
    marriage.registrations - 860 couple level actual 2022
    social_groups.institutions - 120 count level actual 2022
    """,
    refused=("4万元", "2.1倍"),
)

# ---------------------------------------------------------------- shapes of web copies

case(
    "bars that only part figures with labels of their own are no table",
    """青山县2024年民政一图读懂
★ 兜底线　低保4123户5660人｜低保边缘1320户3377人｜特困486人
★ 急难救助　214人次｜76.3万元
★ 享晚年　养老机构19家｜床位2540张｜护理型床位占比71.2%
★ 喜结缘　结婚登记1180对｜离婚登记402对
""",
    """
    dibao.households - 4123 household level actual 2024
    dibao.persons - 5660 person level actual 2024
    dibao_margin.households - 1320 household level actual 2024
    dibao_margin.persons - 3377 person level actual 2024
    tekun.persons - 486 person level actual 2024
    temporary_relief.person_times - 214 person-time level actual 2024
    temporary_relief.payout - 763000 CNY level actual 2024
    elder_care_institutions.institutions - 19 count level actual 2024
    elder_care_institutions.beds - 2540 bed level actual 2024
    nursing_beds.rate - 71.2 % level actual 2024
    marriage.registrations - 1180 couple level actual 2024
    divorce.registrations - 402 couple level actual 2024
    """,
)

case(
    "a cell a line, rows numbered in a column of their own",
    """云岭县2024年5月高龄津贴发放汇总表
序号

乡镇

人数(人)

金额(元)

1

东河镇

318

29140

2

西坡镇

405

36130

合计

723

65270
""",
    """
    advanced_age_allowance.persons - 318 person level actual 2024-05
    advanced_age_allowance.payout - 29140 CNY level actual 2024-05
    advanced_age_allowance.persons - 405 person level actual 2024-05
    advanced_age_allowance.payout - 36130 CNY level actual 2024-05
    advanced_age_allowance.persons - 723 person level actual 2024-05
    advanced_age_allowance.payout - 65270 CNY level actual 2024-05
    """,
)

case(
    "numbered rows parted by single blanks, under a name behind 附",
    """柳湾镇2024年8月社会救助公示
3.高龄津贴、孤儿生活费由市局直接发放。
附：柳湾镇8月份农村低保资金发放表
序号 村名 人数（人） 金额（元）
1 向阳村 61 21,960
2 石桥村 47 16,920
合计 108 38,880
""",
    """
    dibao.persons rural 61 person level actual 2024-08
    dibao.payout rural 21960 CNY level actual 2024-08
    dibao.persons rural 47 person level actual 2024-08
    dibao.payout rural 16920 CNY level actual 2024-08
    dibao.persons rural 108 person level actual 2024-08
    dibao.payout rural 38880 CNY level actual 2024-08
    """,
)

case(
    "the head of a part on a line of its own",
    """沙洲市2024年养老机构情况表
区　别     机构数    床位数
                            其中：护理型
东城区        9     1,386        902
西城区       12     1,654      1,118
""",
    """
    elder_care_institutions.institutions - 9 count level actual 2024
    elder_care_institutions.beds - 1386 bed level actual 2024
    nursing_beds.beds - 902 bed level actual 2024
    elder_care_institutions.institutions - 12 count level actual 2024
    elder_care_institutions.beds - 1654 bed level actual 2024
    nursing_beds.beds - 1118 bed level actual 2024
    """,
)

case(
    "labels run together in one cell: the number is the first one's, the others stand over what follows",
    """甘泉县2024年3季度民政统计
| 指标 | 单位 | 数量 | |
|---|---|---|---|
| 三、提供住宿的民政机构 | 个 | 14 | |
| #养老机构 四、社会救助 城市最低生活保障 |
| 个 | 11 | | |
| 最低生活保障人数 | 人 | 2,316 | |
""",
    """
    accommodation_institutions.institutions - 14 count level actual 2024-Q3
    elder_care_institutions.institutions - 11 count level actual 2024-Q3
    dibao.persons urban 2316 person level actual 2024-Q3
    """,
)

case(
    "a line of the page with a bar above a table with outer bars",
    """北岭市民政局 | 统计数据
北岭市2021年3季度民政统计
| 指标名称 | 单位 | 本季末 | 上年同期 | 同比(%) |
| --- | --- | --- | --- | --- |
| (一)城市最低生活保障 | | | | |
| 1.保障人数 | 人 | 26,418 | 29,570 | -10.7 |
""",
    """
    dibao.persons urban 26418 person level actual 2021-Q3
    dibao.persons urban 29570 person level previous 2020-Q3
    dibao.persons urban -10.7 % growth actual 2021-Q3
    """,
)

case(
    "traditional characters",
    """永安縣2023年社會救助統計表
指標 | 單位 | 數量
農村低保人數 | 人 | 3,377
城鎮低保戶數 | 戶 | 412
孤兒 | 人 | 26
""",
    """
    dibao.persons rural 3377 person level actual 2023
    dibao.households urban 412 household level actual 2023
    orphans.persons - 26 person level actual 2023
    """,
)

case(
    "a row of units under merged heads, the area told by the title",
    """清河县2023年10月农村居民最低生活保障统计表
时间：2023-11-09　来源：县民政局
填报单位：清河县民政局
    地  区    低保户数    低保人数    低保人员分类    动态管理    当月资金支出    当月人均补助额
    女性    老年人    残疾人    当月新增    当月退出
    户    人    人    人    人    人    人    元    元
    城关镇  412  687  331  294  187  12  9  233580  340
    河口乡  583  921  447  460  213  6  6  306693  333
""",
    """
    dibao.households rural 412 household level actual 2023-10 #城关镇
    dibao.persons rural 687 person level actual 2023-10
    dibao.persons rural 331 person level actual 2023-10
    dibao.persons rural 294 person level actual 2023-10
    dibao.persons rural 187 person level actual 2023-10
    dibao.persons_added rural 12 person level actual 2023-10 #城关镇
    dibao.persons_removed rural 9 person level actual 2023-10 #城关镇
    dibao.payout rural 233580 CNY level actual 2023-10 #城关镇
    dibao.supplement_per_capita rural 340 CNY/person/month level actual 2023-10 #城关镇
    dibao.households rural 583 household level actual 2023-10 #河口乡
    dibao.persons rural 921 person level actual 2023-10
    dibao.persons rural 447 person level actual 2023-10
    dibao.persons rural 460 person level actual 2023-10
    dibao.persons rural 213 person level actual 2023-10
    dibao.persons_added rural 6 person level actual 2023-10 #河口乡
    dibao.persons_removed rural 6 person level actual 2023-10 #河口乡
    dibao.payout rural 306693 CNY level actual 2023-10 #河口乡
    dibao.supplement_per_capita rural 333 CNY/person/month level actual 2023-10 #河口乡
    """,
)

case(
    "numbered counts as labels",
    """北岭市2024年三季度民政统计
| 指标名称 | 单位 | 代码 | 本季末 | 上年同期 |
| --- | --- | --- | --- | --- |
| 一、社会救助 | | JZH012310000 | | |
| (一)城市最低生活保障 | | | | |
| 1.人数 | 人 | JZH012311110 | 6,318 | 6,702 |
| 2.户数 | 户 | JZH012311120 | 4,455 | 4,640 |
""",
    """
    dibao.persons urban 6318 person level actual 2024-Q3
    dibao.persons urban 6702 person level previous 2023-Q3
    dibao.households urban 4455 household level actual 2024-Q3
    dibao.households urban 4640 household level previous 2023-Q3
    """,
)

case(
    "a last cell left empty, and a label of several subjects",
    """东川县2020年救助标准一览
序号 | 项目 | 2019年标准 | 2020年标准 | 备注
1 | 城市低保 | 600元/月 | 640元/月 | 差额补助
2 | 机构养育孤儿 | 1962元/月 | 2068元/月 |
3 | 散居孤儿、事实无人抚养儿童 | 1180元/月 | 1242元/月 |
""",
    """
    dibao.standard urban 600 CNY/person/month level actual 2019
    dibao.standard urban 640 CNY/person/month level actual 2020
    orphans_institutional.standard - 1962 CNY/person/month level actual 2019
    orphans_institutional.standard - 2068 CNY/person/month level actual 2020
    orphans_dispersed.standard - 1180 CNY/person/month level actual 2019
    de_facto_unattended.standard - 1180 CNY/person/month level actual 2019
    orphans_dispersed.standard - 1242 CNY/person/month level actual 2020
    de_facto_unattended.standard - 1242 CNY/person/month level actual 2020
    """,
)

case(
    "a joint count of several subjects is nobody's",
    """东川县2020年儿童福利统计
指标 | 单位 | 数量
孤儿 | 人 | 26
散居孤儿、事实无人抚养儿童 | 人 | 118
""",
    "orphans.persons - 26 person level actual 2020",
    ("118",),
)

case(
    "a cell a line, heads broken over lines, two groups",
    """新华市2023年5月残疾人两项补贴发放情况
县市区
困难残疾人生活补贴
重度残疾人护理补贴
补贴标准
(元/人·月)
本月发放
人数
本月发放资金
(万元)
补贴标准
(元/人·月)
本月发放
人数
本月发放资金
(万元)
东湖县
80
14226
113.808
80
12071
96.568
西山县
100
1894
18.94
100
1485
14.85
""",
    """
    disability_living.standard - 80 CNY/person/month level actual 2023-05
    disability_living.persons - 14226 person level actual 2023-05
    disability_living.payout - 1138080 CNY level actual 2023-05
    disability_nursing.standard - 80 CNY/person/month level actual 2023-05
    disability_nursing.persons - 12071 person level actual 2023-05
    disability_nursing.payout - 965680 CNY level actual 2023-05
    disability_living.standard - 100 CNY/person/month level actual 2023-05
    disability_living.persons - 1894 person level actual 2023-05
    disability_living.payout - 189400 CNY level actual 2023-05
    disability_nursing.standard - 100 CNY/person/month level actual 2023-05
    disability_nursing.persons - 1485 person level actual 2023-05
    disability_nursing.payout - 148500 CNY level actual 2023-05
    """,
)

case(
    "a cell a line, one row, only some heads over others",
    """河西镇2023年4月社会救助政务信息
2023年4月最低生活保障
本月低保户数
(户)
本月低保人数
(人)
城镇低保
农村低保
本月低保资金发放数
(万元)
本年度低保标准
(元/人月)
户数
(户)
人数
(人)
户数
(户)
人数
(人)
158
247
41
63
117
184
25.6318
1196
""",
    """
    dibao.households - 158 household level actual 2023-04
    dibao.persons - 247 person level actual 2023-04
    dibao.households urban 41 household level actual 2023-04
    dibao.persons urban 63 person level actual 2023-04
    dibao.households rural 117 household level actual 2023-04
    dibao.persons rural 184 person level actual 2023-04
    dibao.payout - 256318 CNY level actual 2023-04
    dibao.standard - 1196 CNY/person/month level actual 2023
    """,
)

case(
    "labels in two languages, their units with digits; sections of one marking",
    """21-7 主要年份民政事业情况
指标 Item 2020 2021
一、社会救助
  农村最低生活保障人数(人) Rural Residents Receiving Minimum Living Allowance (person) 59874 57702
  城乡低保资金支出(万元) Expenditure on Minimum Living Allowance (10000 yuan) 47360 49215
二、婚姻
  结婚登记(对) Marriages Registered (couple) 17402 15588
三、福利彩票销售额(亿元) Sales of Welfare Lottery (100 million yuan) 4.12 4.38
""",
    """
    dibao.persons rural 59874 person level actual 2020
    dibao.persons rural 57702 person level actual 2021
    dibao.payout - 473600000 CNY level actual 2020
    dibao.payout - 492150000 CNY level actual 2021
    marriage.registrations - 17402 couple level actual 2020
    marriage.registrations - 15588 couple level actual 2021
    welfare_lottery.sales - 412000000 CNY level actual 2020
    welfare_lottery.sales - 438000000 CNY level actual 2021
    """,
)

case(
    "heads with one wide blank before years",
    """表1　社区养老服务设施情况
指标　单位　2021年　2022年
日间照料中心　个　38　40
老年助餐点　个　91　98
""",
    """
    community_elder_care.institutions - 38 count level actual 2021
    community_elder_care.institutions - 40 count level actual 2022
    elder_canteens.institutions - 91 count level actual 2021
    elder_canteens.institutions - 98 count level actual 2022
    """,
)

case(
    "a head that names only the money, under a line that names what it is for",
    """河西镇2023年4月临时救助
本月救助户数(户)
本月救助资金发放数(万元)
1
0.5742
""",
    """
    temporary_relief.household_times - 1 household level actual 2023-04
    temporary_relief.payout - 5742 CNY level actual 2023-04
    """,
)

case(
    "rows with one blank between cells, ages in labels and remarks at their end",
    """东溪镇2024年5月各类民政补贴公示
序号 项目 人数(人) 标准(元/人·月) 发放金额(元) 备注
1 困难残疾人生活补贴 143 130 18590 含本月新增2人
2 高龄补贴(80-89周岁) 268 50 13400
3 散居孤儿 1 1500 1500 死亡停发1人
4 事实无人抚养儿童 9 1500 13500
""",
    """
    disability_living.persons - 143 person level actual 2024-05
    disability_living.standard - 130 CNY/person/month level actual 2024-05
    disability_living.payout - 18590 CNY level actual 2024-05
    disability_living.persons - 2 person change actual 2024-05
    advanced_age_allowance.persons - 268 person level actual 2024-05 #80-89周岁
    advanced_age_allowance.standard - 50 CNY/person/month level actual 2024-05 #80-89周岁
    advanced_age_allowance.payout - 13400 CNY level actual 2024-05 #80-89周岁
    orphans_dispersed.persons - 1 person level actual 2024-05
    orphans_dispersed.standard - 1500 CNY/person/month level actual 2024-05
    orphans_dispersed.payout - 1500 CNY level actual 2024-05
    de_facto_unattended.persons - 9 person level actual 2024-05
    de_facto_unattended.standard - 1500 CNY/person/month level actual 2024-05
    de_facto_unattended.payout - 13500 CNY level actual 2024-05
    """,
)

case(
    "heads in two languages over rows in one",
    """20-7 民政事业基本情况
BASIC STATISTICS ON CIVIL AFFAIRS
指标 Item 单位 Unit 2020 2021
社会救助 Social Relief
 城镇居民最低生活保障人数 人 40118 36742
 农村低保金支出 万元 11920.3 12864.5
婚姻登记 Marriage
 结婚登记 对 10874 10023
""",
    """
    dibao.persons urban 40118 person level actual 2020
    dibao.persons urban 36742 person level actual 2021
    dibao.payout rural 119203000 CNY level actual 2020
    dibao.payout rural 128645000 CNY level actual 2021
    marriage.registrations - 10874 couple level actual 2020
    marriage.registrations - 10023 couple level actual 2021
    """,
)
