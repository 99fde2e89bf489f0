"""What a cell's text looks like: a number, a unit, a year, the head of a column of labels."""

from __future__ import annotations

import re

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
NUMBER = re.compile(rf"[-+−]?{_DIGITS}\s*[%‰]?")
YEAR = re.compile(r"(?:19|20)\d\d\s*年?(?:度|末|底)?")
_MONEY = r"元(?:\s*[/每]?\s*(?:人|月|年|次|户)[/·.、,，每\s]*(?:月|年|次|人)?)?"
UNIT = re.compile(
    rf"(?:万|亿|千|百|十万|百万)?(?:{_MONEY}|人[(]?次[)]?|人|名|位|户次|户|对|个|家次|家|所|处|件次|件|起|宗|例|条|份|册|本|张|床|具|穴|座|块|篇"
    r"|场次|场|次|期|小时|百分点|%|‰|倍|项|单位|平方米|平方公里|公里|亩|吨|辆|台|岁|人天|张/千人)"
)
MEASURED = re.compile(rf"(?P<number>[-+−]?{_DIGITS})\s*(?P<unit>{UNIT.pattern}|[万亿])")
CODE = re.compile(r"[A-Za-z]{1,8}[-_]?\d{2,}[-A-Za-z\d]*")
PERIOD = re.compile(
    r"[(（]?(?:19|20)\d\d\s*年?度?\s*"
    r"(?:第?[一二三四1-4]\s*季度|\d{1,2}\s*月份?|[上下]半年|\d{1,2}\s*[-—至]\s*\d{1,2}\s*月份?)?[)）]?"
)
DATE = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?(?:\s*\d{1,2}:\d{2})?|\d{1,2}月(?:\d{1,2}日|份)?")
EMPTY = re.compile(r"[-—–─/／\\…·.*×＊_、]*|无|暂无|略|[*×Xx]+\s*[人户个家元对]?|#+[A-Z/!]+|N/A|NULL")
RULE = re.compile(r"[-—─━=_+|:\s]{4,}")

# The head over a column that names the rows (and numbers nothing).
_PLACE_HEAD = (
    r"地区|县区|区县|县市区|市县区|区县市|[市县区镇乡]别|市县|市州|县[(]市.*|区[(]?市?县[)]?|各?乡镇(?:[(、/]?(?:街道|办事处)[)]?)?(?:名称)?|镇街|镇[(](?:街道?|乡|办)[)]|街道|村居?"
    r"|村[(](?:社区|居)[)]|(?:填报|责任|报送|执法|所属|主管|实施|部分)?单位|(?:单位|机构|县区|地区)名称|(?:责任|主管|执法)?部门"
)
NAMES_PLACES = re.compile(_PLACE_HEAD)
LABEL_HEAD = re.compile(
    rf"{_PLACE_HEAD}|(?:统计|主要|具体)?指标(?:名称)?|.{{0,6}}项目(?:名称)?(?:Item)?|Item|[^\d]{{0,6}}(?:类别|类型|种类|分类|名称|年份|年度|月份|时期|档次|等级|级别|区域|季度)"
    r"|年龄段?|对象|信息内容|内容|甲|事项"
)
UNIT_HEAD = re.compile(r"(?:计量|计算)?单位|[(]?单位[)]?|Unit")
CODE_HEAD = re.compile(r"[(]?(?:指标)?代码[)]?")
NO_VALUE_HEAD = re.compile(r"序号|栏次|行次|(?:科目|指标|项目|单位)?编[号码]|代码|[(]?代码[)]?|指标代码|备注|说明|乙|丙|是否.*|No\.?")
VALUE_HEAD = re.compile(
    r"数量|本期数?|本年|合计|总计|小计|总数|指标值|数据|数值|完成数|累计|本月|本季|本年累计|上期数?|上年同期数?|上月数?|上季度?数?|上年数据?|环比|同比|增减"
    r"|本月数|累计数|本期末|期末数"
)
PLACE = re.compile(
    r"(?!(?:城市|农村|乡村|城镇|乡镇|街道|社区|城区|全[省市县区州旗])$)[一-龥]{1,9}"
    r"(?:省|市|县|区|旗|盟|州|镇|乡|街道|街道办|办事处|苏木|园区|开发区|管委会|社区|村|居委会)(?:民政局|民政办)?"
)
TOTAL = re.compile(r"(?:合计|总计|小计|总数|共计|全[市县区省州国盟旗镇]|全[市县区省州国](?:合计|总计)|本级合计|汇总)(?:[(].*[)])?")
PART = re.compile(r"\s*(?:其\s*中|#|＃|\*(?=[一-龥“])|在总计中)")
SECTION = re.compile(r"(?:[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|\d+[.、．](?!\d)|[(]\d+[)])")


def plain(text: str) -> str:
    """A cell's text without any blanks: 指  标 is 指标."""
    return "".join(text.split())


def is_generic(text: str) -> bool:
    """Whether a label says nothing of its rows or columns but that they are such: 指标名称, 单位, 数量."""
    cell = plain(text)
    return any(shape.fullmatch(cell) for shape in (LABEL_HEAD, UNIT_HEAD, NO_VALUE_HEAD, VALUE_HEAD))


UNIT_ALONE = re.compile(r"[(（][^()（）]{1,6}[)）]")  # a unit in brackets, set apart from its head

_HEAD_WORDS = re.compile(
    r"\s*((?:指\s*标(?:\s*名\s*称)?|项\s*目(?:\s*名\s*称)?|(?:计\s*量\s*)?单\s*位|代\s*码|序\s*号|数\s*量|本\s*期\s*数?|上\s*期\s*数?"
    r"|上年同期数?|上年数据?|环\s*比[%％]?|同\s*比[%％]?|增减[%％]?|备\s*注|本月[末数]?|上月[末数]?|[本上]季度?(?:末|数)?|(?:本年)?累计数?|地\s*区|类\s*别|合\s*计|金\s*额|人\s*数|户\s*数"
    r"|村\s*名|乡\s*镇(?:名称)?|镇\s*街|村\s*居|[县市区]别|县\s*区|区\s*县|月\s*份)(?:[(（][^()（）]{1,8}[)）])?)\s*"
)


def head_words(line: str) -> list[tuple[int, int]]:
    """The words of a line that is nothing but heads, set wide or run together (指 标 单 位, 指标名称单位数量); else none."""
    out, at = [], 0
    while at < len(line):
        match = _HEAD_WORDS.match(line, at)
        if match is None:
            return []
        out.append(match.span(1))
        at = match.end()
    return out if len(out) >= 2 else []


def kind_of(cell: str) -> str:
    """The kind of a cell's text, as :class:`Piece` lists them; ``measured`` for a number with its unit."""
    if EMPTY.fullmatch(cell):
        return "empty"
    if YEAR.fullmatch(cell):
        return "year"
    if NUMBER.fullmatch(cell):
        return "number"
    if UNIT.fullmatch(cell.replace(" ", "")) and cell != "单位":
        return "unit"
    if not any("0" <= c <= "9" for c in cell):
        return "label"
    if CODE.fullmatch(cell):
        return "code"
    if MEASURED.fullmatch(cell):
        return "measured"
    if DATE.fullmatch(cell):
        return "label"
    if not re.search(r"[一-龥A-Za-z]", cell):
        return "odd"
    return "prose" if is_prose(cell) else "label"


_COUNTED = r"\d[\d.,]*\s*[余多]?\s*[万亿]?\s*(?:人|户|元|家|个|张|名|处|对|件|所|宗|起|份|场|具)"


def is_prose(cell: str) -> bool:
    """Whether a cell tells figures in words (在保3741户6507人), and is no label."""
    cell = re.sub(r"^\s*\d{1,2}[.、．](?!\d)", "", cell)  # 1.人数 is a label
    if re.search(rf"(?<![\d.]){_COUNTED}", cell) is None and not ("。" in cell and re.search(r"\d", cell)):
        return bool(len(cell) > 14 and re.search(r"\d", cell) and re.search(r"[。；;]|[,，].*[,，]", cell))
    return bool(re.search(r"[一-龥]{2}|[约近超]", cell)) and not re.fullmatch(r".*[(（]单位.*[)）]", cell)


def unit_in_brackets(text: str) -> str:
    """The unit that a head or label holds in brackets, the last one: 保障人数(万人); empty if none."""
    found = ""
    for match in re.finditer(r"[(（]\s*(?:单位[:：])?\s*([^()（）]{1,12}|人[(]次[)])\s*[)）]", text):
        cell = plain(match[1])
        if UNIT.fullmatch(cell):
            found = cell
    return found


def unit_of_head(text: str) -> str:
    """The unit that a column's head tells: in brackets, as its only word, or as its last sign (同比±%)."""
    cell = plain(text)
    if UNIT.fullmatch(cell):
        return cell
    return unit_in_brackets(cell) or (cell[-1] if cell[-1:] in "%‰" else "")


def unit_line(text: str) -> str:
    """The unit that a line such as 单位:万元 sets for a whole table; several are joined by 、; empty where none is told."""
    found = re.findall(r"(?:计量)?单\s*位\s*[:：]\s*([^|()（）;；。\n\t]{1,24})", text)
    if not found:
        return ""
    told = re.split(r"\s{2,}|\s(?=[一-龥]{3})", found[-1].strip())[0]
    if UNIT.fullmatch(plain(told)):
        return plain(told)
    names = [name for name in re.split(r"[、和,，\s]", told) if name]
    if not all(UNIT.fullmatch(name) for name in names):
        names = re.split(r"/", "/".join(names))  # 户/人/万元
    return "、".join(names) if names and all(UNIT.fullmatch(name) for name in names) else ""
