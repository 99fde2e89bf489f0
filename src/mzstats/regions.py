"""Administrative divisions: whose report it is, and which places a sentence names.

The divisions are those of ``patterns/regions.csv`` (see ``scripts/build_regions.py`` for its columns and source).
A name counts only with its suffix (``和平``, ``中山``, ``朝阳`` are words), but for the short names of provinces;
where two divisions share a name, what else the text names decides, and if nothing does the region keeps the bare
name and no code. Offsets are code points into the text given, end exclusive. Nothing here raises on odd text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mzstats.expressions import kept
from mzstats.locate import patterns_dir


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# [一-龥] costs a millisecond to compile, each time it is written: \w stands for it, and fixed words are told by str methods.
SUFFIXES = kept("[省市区县旗州盟团]")
# A word as often as a place, like a name of one syllable (和县): it needs its parent beside it.
WORDS = _words("市区 城区 郊区 矿区 新区 东区 西区 南区 北区 新城区 老城区 新市区 解放区 城中区 城东区 城西区 城南区 城北区 兵团")
KINDS_OF_AREA = frozenset(("市区", "城区", "郊区", "矿区", "新区"))  # these even within their own city
# Words that with 县, 市, 区 after them happen to spell a name: they need a clear beginning, like the names in :meth:`_weak`.
ORDINARY = _words(
    """资源县 民权县 同心县 富裕县 平安县 平安区 和平区 和平县 长寿区 长寿县 新兴县 新兴区 友谊县 民乐县 兴业县 乐业县 双城市 双城区 东方市
    山城区 光明区 向阳区 前进区 友好区 南部县 合作市 安康市 公安县 城关区 港口区 市中区 市南区 市北区 平原县 安定区 团结区 工农区 建华区"""
)
# What may stand before such a name inside running text; otherwise 新增城市 would name 增城市, 财政和县级 政和县.
BEFORE = frozenset("在对由与从于至到为向给和及是以将称据照经请按比各的了底日月年末初前后中内外起把让使等其本原驻赴即如全省市区县州")
NOT_AFTER = tuple(_words("市场 市值 区域 区间 区块 区别 区分 区划 区位 县域 旗下 旗舰 旗帜 盟友 盟约 省份 省略 省钱 州际"))
PROVINCE_NOT_BEFORE = frozenset("中长浙江九青上黄太湖河淮珠泰华佛鞍唐乐眉舟昆保房韶恒龙山庭涉")
PROVINCE_NOT_AFTER = kept(
    r"\w?\w?[路街](?!道办)|大[道街学厦]|\w?(?:宾馆|饭店|银行|医院|日报|晚报|卫视|时间|广场|合作组织|白药|居民|同胞)|籍|岸|部[的分]"
)
OVERSEAS = frozenset(("香港", "澳门", "台湾"))  # 涉港澳台, 台湾居民: kinds of people, not places of figures

ORGAN = kept(
    r"[省市区县州盟旗]?(?:民政(?:和\w{2,12}?)?(?:局|厅|部门|办|所|事务|事业)|社会(?:事务|事业|工作|福利)\w{0,4}?[局部院]|慈善(?:总|联合)?会|"
    r"老龄[办委]|残联|[^\W\d]{2,4}?[局厅](?!\w?面)|人民政府|政府|管委会|街道办事处|办事处|救助[管站]|养老服务|殡[仪葬])"
)
NATIONAL_ORGAN = kept(r"民政部(?!门(?!户))|国务院|国家\w{2,6}局|全国老龄办|中华人民共和国")
SOURCE_LABEL = kept(r"(?:来源|稿源|转自|发布机构|发布单位|公开机构|制发机关|发文机关|制表机关|主办)(?:单位)?\s*[:：]?\s*")
SITE_CODE = r"网站标识码\s*[:：]?\s*(\d{6})\d{4}"
LETTERS = {
    "京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "吉": "22", "黑": "23", "沪": "31", "苏": "32",
    "浙": "33", "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42", "湘": "43", "粤": "44", "桂": "45",
    "琼": "46", "渝": "50", "川": "51", "蜀": "51", "黔": "52", "贵": "52", "滇": "53", "云": "53", "藏": "54", "陕": "61",
    "甘": "62", "青": "63", "宁": "64", "新": "65",
}  # fmt: skip
LETTER = rf"([{''.join(LETTERS)}])(?:ICP备|公网安备|民[规发函字救福]|政[发办]|府[发办规])"

# An unofficial zone or a town, told by its own suffix right after a division.
ZONE_KINDS = "高新技术(?:产业)?开发区|经济技术开发区|经济开发区|高新区|经开区|工业园区"
ZONE = kept(rf"[^\W\d]{{1,4}}?(?:{ZONE_KINDS}|管理区|示范区|度假区|风景区|保税区|合作区|实验区|投资区|新区)|{ZONE_KINDS}")
ZONE_STOP = frozenset("各全个的等内与和设立建有在是所辖处推进加强快共")
TOWN = kept(r"([^\W\d]{2,4}?)(?:街道(?:办事处)?|镇|乡|苏木)(?![镇村])")
TOWN_STOP = frozenset("城乡镇村各全个的等与及和每所有为在将部设对县级低保困共完已加强推进年月")

SCOPE = kept(
    r"(?:(?<![完安健齐周保])全|(?<!自)我|(?<![基根日成样文原资版])本)(自治区|地区|[国省市县区州盟旗镇乡])|(自治[区州县]|[省市县区州盟旗])本级"
)
# 全国文明城市, 全市先进, 全省第一: titles and ranks, not the extent of a figure.
SCOPE_NOT_AFTER = kept(
    r"[市区县省]?(?:性|人大|政协|人民代表|文明|劳模|劳动模范|先进|优秀|示范|试点|模范|首|第[一二三四五六七八九十\d]|前[列茅三]|领先|率先|最|"
    r"民政(?:工作)?(?:会议|[厅局]+长)|工作会议|统一|社会工作者|联网|妇联|双拥|老龄|\w{1,4}普查|\w{0,8}(?:信息|平台|系统)(?!内|化)|[域间块位场值份])|家"
)
SCOPE_NOT_BEFORE = tuple(_words("高于 低于 高出 超过 比 较 居 列 排名 走在 评为 获 面向 辐射 来自"))
SUFFIX_OF_SCOPE = {"省": "省", "市": "市", "县": "县", "区": "区", "州": "自治州", "盟": "盟", "旗": "旗", "镇": "镇", "乡": "乡"}


class Region(NamedTuple):
    """A division: ``code`` of six digits or empty; ``name`` 湘桥区; ``full`` 广东省潮州市湘桥区."""

    code: str
    name: str
    full: str


NATION = Region("", "全国", "全国")


class _Spot(NamedTuple):
    """A known name in a text, before it is resolved."""

    start: int
    end: int
    name: str


class _Place(NamedTuple):
    """Names that stand side by side, from the larger to the smaller (潮州市湘桥区), and an unofficial tail (草沟镇)."""

    start: int
    end: int
    names: tuple[str, ...]
    tail: str


_LISTED = kept(r"(?:^|[,，、;；:：。（(\s】]|其中)(?P<name>[一-龥]{2,3})(?=\d)")
_NATION_NAMED = kept("全国|国家")
_YEARBOOK = kept(r"([^\W\d]{2,6}?)(?:统计|民政|社会)?年鉴")
_BEFORE_NAME = kept(r"[\W\d]*(?:关于|中共)?")
_THEN_YEAR = kept(r"\s*\d{4}")
_CODE = kept(r"\d{6}")


class Gazetteer:
    """The divisions, ready to be asked. Loads its file when made (about 3 ms); use :func:`gazetteer`."""

    def __init__(self, path: Path | None = None) -> None:
        text = (path or patterns_dir() / "regions.csv").read_text("utf-8")
        cells = text.rstrip("\n").replace("\n", ",").split(",")  # the file has no quoted cells
        self._code, self._name, self._parent, begin, end, short = (cells[6 + i :: 6] for i in range(6))
        self._from, self._to = begin, end
        self._short: dict[str, list[int]] = {}
        for index, forms in enumerate(short):
            if forms:
                for form in forms.split("|"):
                    self._short.setdefault(form, []).append(index)
        self._known = {*self._name, *self._short}
        self._tails = {name[-2:] for name in self._known}
        self._longest = max(map(len, self._known))
        provinces = {form for form, rows in self._short.items() if self._parent[rows[0]] == "" and self._code[rows[0]]}
        self._province = kept("|".join(sorted(provinces)))
        self._provinces = provinces
        self._rows_of: dict[str, list[int]] = {}
        self._line_of: dict[tuple[Region, int | None], list[int]] = {}
        self._up_of: dict[tuple[int, int | None], list[int]] = {}
        self._region_of: dict[tuple[int, int | None], Region] = {}
        self._fitting_of: dict[tuple[tuple[str, ...], int | None], list[int]] = {}

    # -- rows ---------------------------------------------------------------------------------------------------

    def _rows(self, name: str) -> list[int]:
        """All rows of that name or short form, of all years."""
        found = self._rows_of.get(name)
        if found is None:
            found = list(self._short.get(name, ()))
            at = -1
            while name in self._known:
                try:
                    at = self._name.index(name, at + 1)
                except ValueError:
                    break
                found.append(at)
            self._rows_of[name] = found
        return found

    def _distance(self, row: int, year: int | None) -> float:
        """How far the row's years are from ``year``: 0 valid, 0.5 abolished in the course of it; no year is today."""
        begin, end = int(self._from[row] or 0), int(self._to[row] or 9999)
        wanted = 9999 if year is None else year
        if begin <= wanted <= end:
            return 0
        return 0.5 if wanted == end + 1 else max(begin - wanted, wanted - end)

    def _nearest(self, rows: Iterable[int], year: int | None) -> list[int]:
        """Those of the rows that are nearest in time; with those valid, the ones of other provinces abolished that very year."""
        far = {row: self._distance(row, year) for row in rows}
        best = min(far.values(), default=0)
        found = [row for row in far if far[row] == best]
        if best == 0:
            provinces = {self._code[row][:2] for row in found}  # in its own province a division lives on under another code
            found += [row for row in far if far[row] == 0.5 and self._code[row][:2] not in provinces]
        return found

    def _by_code(self, code: str, year: int | None) -> int | None:
        at = bisect_left(self._code, code)
        rows = []
        while code and at < len(self._code) and self._code[at] == code:
            rows.append(at)
            at += 1
        return self._nearest(rows, year)[-1] if rows else None

    def _up(self, row: int, year: int | None) -> list[int]:
        """The row and all above it, smallest first, as they were in ``year``."""
        line = self._up_of.get((row, year))
        if line is None:
            line = self._up_of[row, year] = [row]
            begin, end = int(self._from[row] or 0), int(self._to[row] or 9999)
            then = min(max(begin, 9999 if year is None else year), end)
            while (above := self._by_code(self._parent[line[-1]], then)) is not None:
                line.append(above)
        return line

    def _region(self, row: int, year: int | None) -> Region:
        region = self._region_of.get((row, year))
        if region is None:
            full = "".join(self._name[r] for r in reversed(self._up(row, year)))
            region = self._region_of[row, year] = Region(self._code[row], self._name[row], full)
        return region

    def _is(self, row: int, name: str) -> bool:
        return self._name[row] == name or row in self._short.get(name, ())

    def _fitting(self, names: tuple[str, ...], year: int | None) -> list[int]:
        """Rows of the last name that lie in all the others, those of the year first."""
        found = self._fitting_of.get((names, year))
        if found is None:
            rows = [
                row
                for row in self._rows(names[-1])
                if all(any(self._is(above, name) for above in self._up(row, year)[1:]) for name in names[:-1])
            ]
            found = self._fitting_of[names, year] = self._nearest(rows, year)
        return found

    # -- names in a text ----------------------------------------------------------------------------------------

    def _spots(self, text: str) -> list[_Spot]:
        """Known names, the leftmost and longest first, none within another; not yet checked for their bounds."""
        found = []
        for suffix in SUFFIXES.finditer(text):
            end = suffix.end()
            if text[end - 2 : end] not in self._tails:
                continue
            for length in range(min(self._longest, end), 1, -1):
                if (name := text[end - length : end]) in self._known:
                    found.append(_Spot(end - length, end, name))
                    break
        found += [_Spot(m.start(), m.end(), m[0]) for m in self._province.finditer(text)]
        found.sort(key=lambda spot: (spot.start, -spot.end))
        kept: list[_Spot] = []
        for spot in found:
            if (not kept or spot.start >= kept[-1].end) and self._stands(text, spot, kept):
                kept.append(spot)
        return kept

    def _stands(self, text: str, spot: _Spot, kept: list[_Spot]) -> bool:
        """Whether the name is a word of its own there, by what stands before and after it."""
        before = text[spot.start - 1 : spot.start]
        joined = bool(kept) and kept[-1].end == spot.start
        if spot.name in self._provinces:
            if spot.name in OVERSEAS and (before not in "【［[" or not before):
                return False
            return (joined or before not in PROVINCE_NOT_BEFORE or not before) and not PROVINCE_NOT_AFTER.match(text, spot.end)
        if text.startswith(NOT_AFTER, spot.end - 1):
            return False
        return joined or not "一" <= before <= "龥" or before in BEFORE or not self._weak(spot.name)

    def _weak(self, name: str) -> bool:
        """Whether the name may be the end of one word and the beginning of the next (政和县: 财政 + 和县级)."""
        return len(name) == 2 or name in ORDINARY or (len(name) == 3 and (name[1:] == "城市" or name[1:] in self._known))

    def _places(self, text: str, year: int | None) -> Iterator[_Place]:
        """Names side by side joined, with the zone or town that follows them."""
        spots = self._spots(text)
        at = 0
        while at < len(spots):
            names: tuple[str, ...] = (spots[at].name,)
            start, end = spots[at].start, spots[at].end
            at += 1
            while at < len(spots) and spots[at].start == end and self._fitting((*names, spots[at].name), year):
                names, end = (*names, spots[at].name), spots[at].end
                at += 1
            tail = ""
            if names[-1][-1] not in "省" and (match := self._tail(text, end)):
                tail = match[0].removesuffix("办事处")
                while at < len(spots) and spots[at].start < match.end():
                    at += 1
            yield _Place(start, end + len(tail), names, tail)

    def _tail(self, text: str, at: int) -> re.Match[str] | None:
        zone = ZONE.match(text, at)
        if zone and ZONE_STOP.isdisjoint(zone[0]):
            return zone
        town = TOWN.match(text, at)
        if town and TOWN_STOP.isdisjoint(town[1]):
            return town
        return None

    # -- one place to one division ------------------------------------------------------------------------------

    def _resolve(self, place: _Place, rows: list[int], year: int | None) -> Region:
        """The region of a place whose rows have been narrowed to ``rows``: with a code if one is left."""
        if len(rows) == 1:
            region = self._region(rows[0], year)
        else:
            name = place.names[-1]
            region = Region("", name, "".join(place.names))
        return Region("", place.tail, region.full + place.tail) if place.tail else region

    def _line(self, region: Region | None, year: int | None) -> list[int]:
        """Rows of a region from itself up to its province; of a zone or town without a row, those above it."""
        if region is None:
            return []
        key = (region, year)
        line = self._line_of.get(key)
        if line is None:
            row = self._by_code(region.code, year)
            if row is None:
                place = next(self._places(region.full, year), None)
                rows = self._fitting(place.names, year) if place else []
                row = rows[0] if len(rows) == 1 else None
            line = self._line_of[key] = [] if row is None else self._up(row, year)
        return line

    def _closest(self, rows: list[int], line: list[int], year: int | None) -> list[int]:
        """Of rows of one name, the ones nearest to the line of a region; all if none shares even the province."""
        if len(rows) < 2 or not line:
            return rows
        own = {self._code[row] for row in line}
        depth = {row: sum(self._code[r] in own for r in self._up(row, year)) for row in rows}
        best = max(depth.values())
        return [row for row in rows if depth[row] == best] if best else rows

    # -- what the text is about ---------------------------------------------------------------------------------

    def issuer(self, text: str, title: str, year: int | None) -> Region | None:
        """The division whose bureau issued the document, or None.

        ``text``: the whole document, or its head and foot (more text settles more ambiguous names);
        ``title``: its title line, may be empty; ``year``: the year it is about, None for today's divisions.
        """
        text = _unspaced(text[:20000] + ("\n" + text[-4000:] if len(text) > 24000 else text[20000:]))
        title = _unspaced(title)
        signed = list(self._signatures(text, year))
        place = self._issuing_place(text, title, signed, year)
        if place is None or isinstance(place, Region):
            return place
        fuller = [other for other in signed if other.names[-1] == place.names[-1]]
        fuller += [other for other in self._with_organ(text, year) if other.names[-1] == place.names[-1]]
        names = max([place, *fuller], key=lambda p: len(p.names)).names
        rows = self._fitting(names, year)
        if len(rows) > 1:
            rows = self._by_evidence(rows, text + "\n" + title, year)
        return self._resolve(place._replace(names=names), rows, year)

    def _issuing_place(self, text: str, title: str, signed: list[_Place], year: int | None) -> _Place | Region | None:
        """The first that is there: an office in the title, the signature, a place in the title, the source, the body."""
        head = text[:3000]
        if place := next(self._with_organ(title, year), None):
            return place
        if zone := self._lone_zone(title, text, year):
            return zone
        if NATIONAL_ORGAN.search(title) and not signed:
            return NATION
        if signed:
            return signed[-1]
        if place := next(self._places(title, year), None) or self._yearbook(title + "\n" + head[:300], year):
            return place
        for label in SOURCE_LABEL.finditer(text):
            line = text[label.end() : label.end() + 40].split("\n")[0]
            if (place := next(self._with_organ(line, year), None)) and place.start < 4:
                return place
            if (national := NATIONAL_ORGAN.search(line)) and national.start() < 4:
                return NATION
        if place := next(self._with_organ(head, year), None):
            return place
        return NATION if _NATION_NAMED.search(title) or NATIONAL_ORGAN.search(head) else None

    def _with_organ(self, text: str, year: int | None) -> Iterator[_Place]:
        """Places right before an office."""
        return (place for place in self._places(text, year) if ORGAN.match(text, place.end))

    def _signatures(self, text: str, year: int | None) -> Iterator[_Place]:
        """Lines that hold an office's name and nothing else."""
        for line in text.split("\n"):
            stripped = line.strip(" \t\u3000\r*#")
            if 4 < len(stripped) < 40 and (place := next(self._places(stripped, year), None)) and place.start == 0:
                organ = ORGAN.match(stripped, place.end)
                if organ and organ.end() == len(stripped):
                    yield place

    def _yearbook(self, head: str, year: int | None) -> _Place | None:
        """盐城年鉴: the one title where a bare name stands for its division."""
        if match := _YEARBOOK.search(head):
            for suffix in ("", "省", "市", "自治州", "州", "县", "区", "旗", "盟"):
                if self._rows(name := match[1] + suffix):
                    return _Place(match.start(), match.end(), (name,), "")
        return None

    def _lone_zone(self, title: str, text: str, year: int | None) -> Region | None:
        """A zone or town at the head of the title with no division before it: its parent is the one the text names."""
        start = _BEFORE_NAME.match(title)
        tail = self._tail(title, start.end() if start else 0)
        if not tail or next(self._places(title[: tail.end()], year), None):
            return None
        if not (ORGAN.match(title, tail.end()) or _THEN_YEAR.match(title[tail.end() :])):
            return None
        name = tail[0].removesuffix("办事处")
        counts: dict[int, int] = {}
        for place in self._places(text, year):
            rows = self._fitting(place.names, year)
            if len(rows) == 1 and self._parent[rows[0]]:
                counts[rows[0]] = counts.get(rows[0], 0) + 1
                if place.tail == name:
                    return self._resolve(place, rows, year)
        parent = max(counts, key=lambda row: counts[row], default=None)
        return Region("", name, (self._region(parent, year).full if parent is not None else "") + name)

    def _by_evidence(self, rows: list[int], text: str, year: int | None) -> list[int]:
        """Rows of one name narrowed by what the text names: the site's code, the rows above them, their neighbours."""
        named = [spot.name for spot in self._spots(text)]
        sites = [match[1] for match in re.finditer(SITE_CODE, text)]
        letters = [LETTERS[match[1]] for match in re.finditer(LETTER, text)]
        others = {name: [self._code[r] for r in self._nearest(self._rows(name), year)] for name in named}
        scores = {}
        for row in rows:
            line = self._up(row, year)
            code, own = self._code[row], {self._code[r] for r in line}
            score = 10 * sum(site[:4] == code[:4] for site in sites) + 3 * min(letters.count(code[:2]), 2)
            for weight, above in zip((3, 2), line[1:], strict=False):
                score += weight * min(sum(self._is(above, name) for name in named), 3)
            for codes in others.values():  # neighbours in the same city, then in the same province
                if own.isdisjoint(codes) and len(codes) == 1:
                    score += 2 * (codes[0][:4] == code[:4]) + (codes[0][:2] == code[:2])
            scores[row] = score
        best = max(scores.values())
        winners = [row for row in rows if scores[row] == best]
        return winners if best and len(winners) == 1 else rows

    # -- what a sentence names ----------------------------------------------------------------------------------

    def mentions(self, text: str, home: Region | None, year: int | None) -> list[tuple[int, int, Region]]:
        """Divisions that the sentence names as the extent of its figures: ``(start, end, region)``, ascending.

        ``home``: the issuer, against which 全市, 我区, 市本级 are resolved and ambiguous names settled first.
        An upper office (省民政厅, 潮州市民政局 in a report of 湘桥区) is no mention.
        """
        line = self._line(home, year)
        out: list[tuple[int, int, Region]] = []
        scopes = [m for m in SCOPE.finditer(text) if self._is_scope(text, m)] if "全" in text or "本" in text or "我" in text else []
        places = [place for place in self._places(text, year) if not text.startswith("级", place.end)]  # 新建县级养老中心
        places += [one for one in self._listed(text) if not any(p.start < one.end and one.start < p.end for p in places)]
        titles = [(m.start(), m.end()) for m in re.finditer("《[^》]*》", text)] if "《" in text else []
        places = [place for place in places if not any(start < place.start < end for start, end in titles)]
        taken = [(place.start, place.end) for place in places] + titles
        for scope in scopes:
            if not any(start < scope.end() and scope.start() < end for start, end in taken):
                places.append(_Place(scope.start(), scope.end(), (), scope[1] or scope[2]))
        for place in sorted(places):
            earlier = [region for _, _, region in out]
            if place.names:
                region = self._mention(text, place, home, line, earlier, year)
            else:
                beside = out[-1][2] if out and place.start - out[-1][1] <= 1 else None
                region = self._scope(place.tail, home, line, beside, earlier, year)
            if region:
                out.append((place.start, place.end, region))
        return out

    def _listed(self, text: str) -> Iterator[_Place]:
        """Cities by their short names, as items of a list before their figures (其中郑州1436对、周口912对)."""
        for match in _LISTED.finditer(text):
            if self.is_place(match["name"]) and match["name"] not in self._known:
                yield _Place(match.start("name"), match.end("name"), (match["name"] + "市",), "")

    def is_place(self, name: str) -> bool:
        """Whether a text is nothing but the name of a division, or a province's or city's short name."""
        return name in self._known or any(self._code[row].endswith("00") for row in self._rows(name + "市"))

    def _mention(
        self, text: str, place: _Place, home: Region | None, line: list[int], earlier: list[Region], year: int | None
    ) -> Region | None:
        rows = self._closest(self._fitting(place.names, year), line, year)
        for region in reversed(earlier):
            if len(rows) > 1:
                inside = [row for row in rows if region.code and region.code in {self._code[r] for r in self._up(row, year)[1:]}]
                rows = inside or rows
        if len(place.names) == 1 and not place.tail and not self._means_place(text, place, home, rows, line):
            return None
        upper = line[1:] if home and home.code else line
        if upper and not place.tail and len(rows) == 1 and rows[0] in upper and ORGAN.match(text, place.end):
            return None
        return self._resolve(place, rows, year)

    def _means_place(self, text: str, place: _Place, home: Region | None, rows: list[int], line: list[int]) -> bool:
        """Whether a name without its parent is no mere word: 和县, 东区 only in reports of the place or the one above."""
        name = place.names[0]
        if name not in WORDS and not (len(name) == 2 and name[-1] in "县区市"):
            return True
        if home and (name == home.name or any(name == self._name[row] for row in line)):
            return name not in KINDS_OF_AREA
        within = len(rows) == 1 and self._parent[rows[0]] in [self._code[row] for row in line]
        if name not in WORDS:
            return within
        return within and name not in KINDS_OF_AREA and text[place.end : place.end + 1] in tuple("0123456789、，,:：（(")

    def _is_scope(self, text: str, scope: re.Match[str]) -> bool:
        """全市 as an extent, not in 全市先进, 居全省第一, 全国性."""
        return not SCOPE_NOT_AFTER.match(text, scope.end()) and not text.endswith(SCOPE_NOT_BEFORE, 0, scope.start())

    def _scope(
        self, kind: str, home: Region | None, line: list[int], beside: Region | None, earlier: list[Region], year: int | None
    ) -> Region | None:
        """The region that 全K (or K本级) means: of the place just before it, else of home, else of one named earlier."""
        if kind == "国":
            return NATION
        suffix = SUFFIX_OF_SCOPE.get(kind, kind)
        if home and home.code == "" and home.name.endswith(suffix) and beside is None and home is not NATION:
            return home
        lines = [self._line(beside, year)[:1], line, *(self._line(region, year) for region in reversed(earlier))]
        for rows in lines:
            for row in rows:
                name = self._name[row]
                in_autonomous = name.endswith("地区") and self._name[rows[-1]].endswith("自治区")
                if name.endswith(suffix) and not (kind == "区" and in_autonomous):
                    return self._region(row, year)
        return None

    # -- a user's own word --------------------------------------------------------------------------------------

    def named(self, name: str) -> Region | None:
        """The division of that name (湘桥区, 潮州市湘桥区, 广东) or six-digit code; None if unknown or ambiguous."""
        found = self.candidates(name)
        return found[0] if len(found) == 1 else None

    def candidates(self, name: str) -> tuple[Region, ...]:
        """All divisions of that name or code, those of today before those of the past; to tell a user of the choice."""
        name = name.strip()
        if name in ("全国", "中国"):
            return (NATION,)
        if _CODE.fullmatch(name):
            row = self._by_code(name, None)
            return () if row is None else (self._region(row, None),)
        place = next(self._places(name, None), None)
        if place is None or (place.start, place.end) != (0, len(name)):
            return ()
        rows = self._fitting(place.names, None)
        return tuple(self._resolve(place, [row], None) for row in rows)


_SPACED = kept(r"\b\w(?:[^\S\n]+\w)+\b")
_BLANK_BEHIND = kept(r"[^\S\n](?<=\w.)")


def _unspaced(text: str) -> str:
    """民　政　部 as 民政部."""
    if not _BLANK_BEHIND.search(text):
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if _BLANK_BEHIND.search(line):
            lines[at] = _SPACED.sub(lambda m: "".join(m[0].split()), line)
    return "\n".join(lines)


@cache
def gazetteer() -> Gazetteer:
    """The divisions of the package, loaded once."""
    return Gazetteer()
