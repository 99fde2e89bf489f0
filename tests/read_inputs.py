"""Makes the inputs of the reader tests: reports and statistical tables of invented places, written as each kind of file.

Nothing here is copied from a published report. The same seed gives the same bytes.
"""

from __future__ import annotations

import html
import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

# ---- reports

PLACES = ("临溪县", "北屏区", "青岚县", "望江区", "双河县", "石桥区")


def report(seed: int) -> list[str]:
    """A long report (about 5,000 characters): its title, then headings and paragraphs, one a line."""
    rng = random.Random(seed)
    place = PLACES[seed % len(PLACES)]
    lines = [
        f"{place}民政局{2020 + seed % 5}年工作总结",
        f"{2020 + seed % 5}年，{place}民政局坚持以人民为中心，各项工作稳步推进。现将有关情况总结如下。",
    ]
    for number, (heading, sentences) in enumerate(SECTIONS):
        lines.append(f"{'一二三四五六七八九'[number]}、{heading}")
        for round_ in range(8):
            chosen = rng.sample(sentences, k=len(sentences))
            body = "".join(make(rng) for make in chosen)
            lines.append(f"（{'一二三四五六七八'[round_]}）{FILLER[(seed + number + round_) % len(FILLER)]}{body}")
    return lines


def _n(rng: random.Random, low: int = 20, high: int = 9000) -> str:
    return str(rng.randint(low, high))


def _wan(rng: random.Random) -> str:
    return f"{rng.randint(10, 9000) + rng.randint(0, 99) / 100:.2f}".rstrip("0").rstrip(".")


FILLER = (
    "坚持应保尽保、应救尽救，压实镇村两级责任，把好入口关和出口关。",
    "完善主动发现机制，组织村级协理员上门走访，及时掌握困难群众的变化。",
    "聚焦群众急难愁盼，简化办事流程，推动服务下沉到社区。",
    "加强部门之间的信息比对，做到早发现、早介入、早帮扶。",
)

SECTIONS: tuple[tuple[str, tuple[Callable[[random.Random], str], ...]], ...] = (
    (
        "社会救助",
        (
            lambda r: f"全县共有城市低保对象{_n(r)}户{_n(r)}人，全年发放低保金{_wan(r)}万元。",
            lambda r: f"农村低保对象{_n(r)}户{_n(r)}人，发放低保金{_wan(r)}万元。",
            lambda r: f"农村低保标准由每人每月{r.randint(300, 500)}元提高到{r.randint(501, 900)}元。",
            lambda r: f"城市特困人员{_n(r)}人，农村特困人员{_n(r)}人。",
            lambda r: f"全年实施临时救助{_n(r)}人次，发放临时救助金{_wan(r)}万元。",
        ),
    ),
    (
        "儿童福利和残疾人福利",
        (
            lambda r: f"现有孤儿{_n(r, 5, 300)}人，全年发放孤儿基本生活费{_wan(r)}万元。",
            lambda r: f"事实无人抚养儿童{_n(r, 5, 300)}人。",
            lambda r: f"困难残疾人生活补贴{_n(r)}人，重度残疾人护理补贴{_n(r)}人。",
            lambda r: f"发放残疾人两项补贴资金{_wan(r)}万元。",
        ),
    ),
    (
        "养老服务",
        (
            lambda r: f"全县共有养老机构{_n(r, 3, 90)}家，养老床位{_n(r)}张。",
            lambda r: f"高龄津贴发放{_n(r)}人，发放高龄津贴{_wan(r)}万元。",
            lambda r: f"建成农村幸福院{_n(r, 3, 90)}所。",
        ),
    ),
    (
        "社会事务",
        (
            lambda r: f"全年办理结婚登记{_n(r)}对，离婚登记{_n(r)}对。",
            lambda r: f"火化遗体{_n(r)}具，火化率{r.randint(50, 99)}.{r.randint(1, 9)}%。",
            lambda r: f"救助流浪乞讨人员{_n(r, 5, 900)}人次。",
        ),
    ),
    (
        "社会组织和基层治理",
        (
            lambda r: f"全县登记社会组织{_n(r, 20, 900)}家，其中社会团体{_n(r, 5, 300)}家，民办非企业单位{_n(r, 5, 300)}家。",
            lambda r: f"新成立社会组织{_n(r, 2, 60)}家，注销{_n(r, 2, 60)}家。",
            lambda r: f"全县共有村民委员会{_n(r, 20, 400)}个，居民委员会{_n(r, 5, 90)}个。",
        ),
    ),
)


# ---- statistical tables


@dataclass(frozen=True)
class Sheet:
    """A statistical table: title, unit line, and rows of cells ``text`` or ``(text, rows down, columns across)``.

    A covered place of the grid has no cell. ``heads``: how many rows at the top are its head.
    ``down`` and ``across``: what the figures of each row under the head, and of each column, measure, the two to be joined
    (``tekun@urban`` and ``.persons``); empty where there are none. ``scale``: what the figures of a column are counted in.
    """

    title: str
    rows: tuple[tuple[str | tuple[str, int, int], ...], ...]
    unit: str = ""
    heads: int = 1
    note: str = ""
    down: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    scale: tuple[int, ...] = ()

    def figure(self, row: int, col: int) -> tuple[str, str, Decimal] | None:
        """(metric, area, value) of a cell, None where it is no figure."""
        text = next((text for n, m, text, _, _ in self.cells() if (n, m) == (row, col)), "").strip().replace(",", "")
        if row < self.heads or not self.across[col] or not text.replace(".", "").isdecimal():
            return None
        whole = (self.down[row - self.heads] if self.down else "") + self.across[col].replace("=", "")
        area = re.search("@([a-z]+)", whole)
        return re.sub("@[a-z]+", "", whole), area[1] if area else "", Decimal(text) * (self.scale[col] if self.scale else 1)

    def cells(self) -> list[tuple[int, int, str, int, int]]:
        """(row, column, text, rows down, columns across) of every cell."""
        taken: set[tuple[int, int]] = set()
        out = []
        for n, row in enumerate(self.rows):
            col = 0
            for cell in row:
                text, down, across = cell if isinstance(cell, tuple) else (cell, 1, 1)
                while (n, col) in taken:
                    col += 1
                taken |= {(n + i, col + j) for i in range(down) for j in range(across)}
                out.append((n, col, text, down, across))
                col += across
        return out

    @property
    def width(self) -> int:
        return max(col + across for _, col, _, _, across in self.cells())


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "临溪县2023年城乡低保情况表",
        (
            (("乡镇", 2, 1), ("城市低保", 1, 2), ("农村低保", 1, 2)),
            ("户数（户）", "人数（人）", "户数（户）", "人数（人）"),
            ("合计", "310", "455", "1,204", "2,118"),
            ("东溪镇", "120", "180", "504", "918"),
            ("西溪镇", "190", "275", "700", "1,200"),
        ),
        heads=2,
        across=("", "dibao.households@urban", "dibao.persons@urban", "dibao.households@rural", "dibao.persons@rural"),
    ),
    Sheet(
        "北屏区2024年临时救助情况表",
        (
            ("街道", "救助人次（人次）", "发放金额（万元）"),
            ("南门街道", "312", "45.6"),
            ("北门街道", "208", "31.25"),
            ("合计", "520", "76.85"),
        ),
        across=("", "temporary_relief.person_times", "temporary_relief.payout"),
        scale=(1, 1, 10_000),
    ),
    Sheet(
        "青岚县民政事业主要指标",
        (
            ("指标名称", "单位", "2022年", "2023年"),
            ("孤儿人数", "人", "86", "79"),
            ("结婚登记", "对", "1,530", "1,702"),
            ("离婚登记", "对", "640", "655"),
            ("养老机构", "个", "21", "24"),
            ("养老床位", "张", "2,140", "2,388"),
        ),
        down=(
            "orphans.persons",
            "marriage.registrations",
            "divorce.registrations",
            "elder_care_institutions.institutions",
            "elder_care_institutions.beds",
        ),
        across=("", "", "=", "="),
    ),
    Sheet(
        "望江区2024年救助资金发放表",
        (("项目", "发放金额"), ("城市低保", "1,809.05"), ("农村低保", "2,377.4"), ("特困人员", "965.18"), ("临时救助", "88.6")),
        unit="单位：万元",
        down=("dibao.payout@urban", "dibao.payout@rural", "tekun.payout", "temporary_relief.payout"),
        across=("", "="),
        scale=(1, 10_000),
    ),
    Sheet(
        "双河县2023年社会组织登记情况",
        (
            (("类别", 2, 1), ("现有（家）", 2, 1), ("本年办理（家）", 1, 2)),
            ("新成立", "注销"),
            ("社会团体", "64", "5", "2"),
            ("民办非企业单位", "88", "9", "4"),
            ("基金会", "2", "1", "0"),
        ),
        heads=2,
        down=("social_groups", "social_service_orgs", "foundations"),
        across=("", ".institutions", ".registrations", ".cancellations"),
    ),
    Sheet(
        "石桥区2024年第三季度特困人员供养情况表",
        (
            ("项目", "人数（人）", "资金（万元）"),
            ("一、城市特困人员", "64", "71.2"),
            ("    集中供养", "40", "50.2"),
            ("    分散供养", "24", "21"),
            ("二、农村特困人员", "530", "402.6"),
            ("    集中供养", "150", "160.4"),
            ("    分散供养", "380", "242.2"),
        ),
        down=(
            "tekun@urban",
            "tekun_concentrated@urban",
            "tekun_dispersed@urban",
            "tekun@rural",
            "tekun_concentrated@rural",
            "tekun_dispersed@rural",
        ),
        across=("", ".persons", ".payout"),
        scale=(1, 1, 10_000),
    ),
    Sheet(
        "临溪县2024年残疾人两项补贴发放情况",
        (
            (("补贴类别", 1, 1), "人数（人）", "标准（元/人·月）", "金额（万元）"),
            ("困难残疾人生活补贴", "1,146", "90", "123.77"),
            ("重度残疾人护理补贴", "1,508", "110", "199.06"),
        ),
        down=("disability_living", "disability_nursing"),
        across=("", ".persons", ".standard", ".payout"),
        scale=(1, 1, 1, 10_000),
    ),
    Sheet(
        "北屏区2023年养老服务基本情况",
        (
            ("指标", "单位", "数量"),
            ("养老机构", "家", "18"),
            ("养老机构床位", "张", "2,460"),
            ("养老机构入住老年人", "人", "1,377"),
            ("高龄津贴发放人数", "人", "8,802"),
        ),
        note="注：数据截至2023年12月31日。",
        down=(
            "elder_care_institutions.institutions",
            "elder_care_institutions.beds",
            "elder_care_institutions.persons",
            "advanced_age_allowance.persons",
        ),
        across=("", "", "="),
    ),
    Sheet(
        "青岚县2024年1至4季度婚姻登记情况",
        (
            ("季度", "结婚登记（对）", "离婚登记（对）"),
            ("一季度", "402", "131"),
            ("二季度", "517", "140"),
            ("三季度", "388", "129"),
            ("四季度", "431", "150"),
            ("合计", "1,738", "550"),
        ),
        across=("", "marriage.registrations", "divorce.registrations"),
    ),
    Sheet(
        "望江区2022年殡葬服务情况",
        (("单位名称", "火化遗体（具）", "火化率（%）"), ("第一殡仪馆", "1,203", "98.5"), ("第二殡仪馆", "877", "97.2")),
        across=("", "cremation.remains", "cremation.rate"),
    ),
    Sheet(
        "双河县2024年孤儿和事实无人抚养儿童保障情况",
        (
            (("乡镇", 2, 1), ("孤儿", 1, 2), ("事实无人抚养儿童", 1, 2)),
            ("人数（人）", "资金（元）", "人数（人）", "资金（元）"),
            ("河东镇", "12", "158400", "20", "264000"),
            ("河西镇", "9", "118800", "17", "224400"),
        ),
        heads=2,
        across=("", "orphans.persons", "orphans.payout", "de_facto_unattended.persons", "de_facto_unattended.payout"),
    ),
    Sheet(
        "石桥区2023年城乡低保标准",
        (("类别", "标准（元/月）"), ("城市低保", "780"), ("农村低保", "620"), ("城市特困人员", "1,248"), ("农村特困人员", "992")),
        down=("dibao.standard@urban", "dibao.standard@rural", "tekun.standard@urban", "tekun.standard@rural"),
        across=("", "="),
    ),
    Sheet(
        "临溪县2024年各乡镇农村低保月报",
        (
            ("乡镇", "户数（户）", "人数（人）", "本月发放（万元）"),
            *((f"{name}溪乡", str(40 + 7 * n), str(71 + 13 * n), f"{3 + n * 1.25:g}") for n, name in enumerate("东西南北上下前后中")),
            *((f"{name}平镇", str(30 + 5 * n), str(61 + 11 * n), f"{2 + n * 0.75:g}") for n, name in enumerate("安永宁康泰和顺丰")),
        ),
        across=("", "dibao.households@rural", "dibao.persons@rural", "dibao.payout@rural"),
        scale=(1, 1, 1, 10_000),
    ),
)

# ---- web pages

NAVIGATION = "".join(
    f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流", "专题专栏") * 6)
)


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f'<p style="text-indent: 2em;"><span>&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(line)}</span></p>\n' for line in lines)


def _page(title: str, site: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Type" content="text/html; charset=CHARSET">'
        f"<title>{title}_{site}</title><style>.a{{color:red}}</style><script>var hits=20240;document.write('<div>');</script></head>"
        f"<body>{body}</body></html>"
    )


def page_named(lines: Sequence[str], body: str = "") -> str:
    """A page of a site system that names its article."""
    return _page(
        lines[0],
        "临溪县人民政府门户网站",
        f'<div class="header"><ul class="nav">{NAVIGATION}</ul></div>'
        '<div class="location">当前位置：<a href="/">首页</a> &gt; 工作总结</div>'
        '<table class="xxgk-head"><tr><td>索引号</td><td>11370800MB2/2024-00337</td><td>发布机构</td><td>民政局</td></tr></table>'
        f'<h1>{lines[0]}</h1><div class="info">发布时间：2025-01-10 10:20 浏览次数：<span id="hits">1027</span> 次 字体：[大 中 小]</div>'
        f'<div class="TRS_Editor">{_paragraphs(lines[1:])}{body}</div><div class="share">分享到：微信 微博</div>'
        '<div class="footer"><p>主办：某县人民政府办公室　电话：0755-82003300　邮编：518000</p>'
        "<p>粤ICP备05012345号 网站标识码4403000001</p></div>",
    )


def page_unnamed(lines: Sequence[str], body: str = "") -> str:
    """A page whose containers have names that say nothing, its body in one form."""
    side = "".join(f'<li><a href="/n{n}.html">某县召开第{n}次会议</a><span>01-{n:02}</span></li>' for n in range(1, 15))
    return _page(
        lines[0],
        "某区民政局",
        f'<form id="form1"><div class="w1"><ul>{NAVIGATION}</ul></div><div class="w2"><div class="l3"><ul>{side}</ul></div>'
        f'<div class="r3"><div class="t5">{lines[0]}</div><div class="z9">{_paragraphs(lines[1:])}{body}</div></div></div>'
        '<div class="b1"><p>版权所有 访问量：8837201</p></div></form>',
    )


def page_old(lines: Sequence[str], body: str = "") -> str:
    """An old page laid out with tables, tags in capitals, its text broken by BR."""
    text = "<BR>\n".join("　　" + html.escape(line) for line in lines[1:])
    return _page(
        lines[0],
        "某县政府网",
        f"<TABLE width=980><TR><TD colspan=2><A href=/>首页</A> | <A href=/a>新闻</A> | <A href=/b>公告</A></TD></TR>"
        "<TR><TD width=180><TABLE><TR><TD><A href=/x1>办事指南</A></TD></TR><TR><TD><A href=/x2>下载</A></TD></TR></TABLE></TD>"
        "<TD><TABLE><TR><TD align=center>"
        f"<B>{lines[0]}</B></TD></TR><TR><TD>{text}{body}</TD></TR></TABLE></TD></TR>"
        "<TR><TD colspan=2>您是第203301位访客</TD></TR></TABLE>",
    )


PAGES = (page_named, page_unnamed, page_old)


def html_table(sheet: Sheet) -> str:
    """The table with its title and unit line."""
    rows: dict[int, str] = {}
    for row, _, text, down, across in sheet.cells():
        tag = "th" if row < sheet.heads else "td"
        spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
        inner = html.escape(text).replace(" ", "&nbsp;")
        rows[row] = rows.get(row, "") + f"<{tag}{spans}><p>{inner}</p></{tag}>"
    body = "".join(f"<tr>{cells}</tr>\n" for cells in rows.values())
    unit = f'<p align="right">{sheet.unit}</p>' if sheet.unit else ""
    note = f"<p>{sheet.note}</p>" if sheet.note else ""
    return f"<p><b>{sheet.title}</b></p>{unit}<table border=1>{body}</table>{note}"


def html_bytes(page: str, charset: str = "utf-8") -> bytes:
    """A page in its encoding, which it names."""
    return page.replace("CHARSET", "gb2312" if charset == "gb18030" else charset).encode(charset)


# ---- docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'


def paragraph(text: str, properties: str = "", step: int = 9) -> str:
    """A paragraph whose text is in runs of ``step`` characters."""
    return f"<w:p>{properties}" + "".join(run(text[at : at + step]) for at in range(0, len(text), step)) + "</w:p>"


def docx_table(sheet: Sheet) -> str:
    """The table, its title and unit line, with merged cells as Word writes them."""
    starts = {(row, col): (text, down, across) for row, col, text, down, across in sheet.cells()}
    body = ""
    for row in range(len(sheet.rows)):
        cells, col = "", 0
        while col < sheet.width:
            owner = next((place for place in starts if _covers(place, starts[place], row, col)), (row, col))
            text, down, across = starts.get(owner, ("", 1, 1))
            merge = "" if down == 1 else '<w:vMerge w:val="restart"/>' if owner[0] == row else "<w:vMerge/>"
            span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
            cells += f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph(text if owner[0] == row else '')}</w:tc>"
            col += across
        body += f"<w:tr>{cells}</w:tr>"
    unit = paragraph(sheet.unit) if sheet.unit else ""
    note = paragraph(sheet.note) if sheet.note else ""
    return f"{paragraph(sheet.title)}{unit}<w:tbl><w:tblPr/>{body}</w:tbl>{note}"


def _covers(place: tuple[int, int], cell: tuple[str, int, int], row: int, col: int) -> bool:
    return place[0] <= row < place[0] + cell[1] and place[1] <= col < place[1] + cell[2]


def docx(body: str, parts: dict[str, str] | None = None) -> bytes:
    """A Word file of a body, with further parts."""
    names = f'xmlns:w="{W}" xmlns:m="urn:m" xmlns:v="urn:v"'
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {names}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document} | (parts or {}))


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of parts, always the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ---- xlsx


def xlsx(sheets: Sequence[Sheet], hidden: str = "") -> bytes:
    """A workbook with a table on each sheet as clerks make them: title merged over it, unit line to the right, numbers as numbers."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for n, sheet in enumerate(sheets):
        page = book.add_worksheet(f"Sheet{n + 1}")
        page.merge_range(0, 0, 0, sheet.width - 1, sheet.title)
        top = 1
        if sheet.unit:
            page.write(top, sheet.width - 1, sheet.unit)
            top += 1
        for row, col, text, down, across in sheet.cells():
            if down > 1 or across > 1:
                page.merge_range(top + row, col, top + row + down - 1, col + across - 1, text)
            elif row >= sheet.heads and text.replace(",", "").replace(".", "").isdecimal():
                decimals = len(text.partition(".")[2])
                code = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")
                page.write_number(top + row, col, float(text.replace(",", "")), book.add_format({"num_format": code}))
            else:
                page.write_string(top + row, col, text)
        if sheet.note:
            page.write(top + len(sheet.rows), 0, sheet.note)
    if hidden:
        page = book.add_worksheet(hidden)
        page.write(0, 0, "农村低保对象99999人")
        page.hide()
    book.close()
    return out.getvalue()


# ---- pdf


class Pdf:
    """Writes a pdf by hand, so that fonts, columns and lines are as a test wants them. Points, y upwards."""

    WIDTH, HEIGHT = 595, 842

    def __init__(self, font: str = "unembedded") -> None:
        self.font = font
        self.pages: list[list[str]] = []
        self.letters: dict[str, int] = {}

    def page(self) -> None:
        """Begins a page."""
        self.pages.append([])

    def text(self, x: float, y: float, text: str, size: float = 12) -> None:
        """Text from a point to the right."""
        if text:
            self.pages[-1].append(f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{self._codes(text)}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A ruled line."""
        self.pages[-1].append(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def raw(self, operators: str) -> None:
        """Anything else."""
        self.pages[-1].append(operators)

    def _codes(self, text: str) -> str:
        if self.font == "unembedded":
            return text.encode("utf-16-be").hex()
        return "".join(f"{self.letters.setdefault(char, len(self.letters) + 1):04x}" for char in text)

    def bytes(self) -> bytes:
        """The file."""
        objects: list[bytes] = [b"", b""]

        def add(body: bytes) -> int:
            objects.append(body)
            return len(objects)

        font = self._font(add)
        kids = []
        for operators in self.pages:
            stream = zlib.compress("\n".join(operators).encode("latin-1"))
            content = add(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream))
            kids.append(
                add(
                    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>"
                    % (self.WIDTH, self.HEIGHT, content, font)
                )
            )
        objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
        objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
        return _pdf_file(objects)

    def _font(self, add: Callable[[bytes], int]) -> int:
        if self.font == "unembedded":
            descriptor = add(
                b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
                b"/CapHeight 880/StemV 93>>"
            )
            inner = add(
                b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
                b"/FontDescriptor %d 0 R/DW 1000/W[1 95 500 814 939 500]>>" % descriptor
            )
            return add(b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[%d 0 R]>>" % inner)
        data = true_type(list(self.letters))
        file = add(b"<</Length %d/Length1 %d>>stream\n%s\nendstream" % (len(data), len(data), data))
        descriptor = add(
            b"<</Type/FontDescriptor/FontName/AAAAAA+Made/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120"
            b"/CapHeight 880/StemV 93/FontFile2 %d 0 R>>" % file
        )
        widths = " ".join("500" if ord(char) < 128 else "1000" for char in self.letters)
        inner = add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Made/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[1[%s]]>>" % (descriptor, widths.encode())
        )
        extra = b""
        if self.font != "unmapped":
            extra = b"/ToUnicode %d 0 R" % add(self._to_unicode())
        return add(b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Made/Encoding/Identity-H/DescendantFonts[%d 0 R]%s>>" % (inner, extra))

    def _to_unicode(self) -> bytes:
        def code(char: str, place: int) -> int:
            return 0xE000 + place if self.font == "private" else ord(char)

        pairs = [f"<{place:04x}> <{code(char, place):04x}>" for char, place in self.letters.items()]
        blocks = "".join(
            f"{len(pairs[at : at + 90])} beginbfchar\n" + "\n".join(pairs[at : at + 90]) + "\nendbfchar\n"
            for at in range(0, len(pairs), 90)
        )
        body = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{blocks}endcmap end end"
        ).encode()
        return b"<</Length %d>>stream\n%s\nendstream" % (len(body), body)


def _pdf_file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def true_type(letters: Sequence[str]) -> bytes:
    """A TrueType font with a box for every letter: glyph n is the n-th letter, from 1."""
    box = struct.pack(">hhhhh", 1, 50, 0, 450, 700) + struct.pack(">HH", 3, 0) + bytes([1] * 4)
    box += struct.pack(">hhhh", 50, 400, 0, -400) + struct.pack(">hhhh", 0, 0, 700, 0)
    box += b"\0" * (-len(box) % 4)
    count = len(letters) + 1
    tables = {
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 1000, 900, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, count),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, count, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"hmtx": struct.pack(">Hh", 1000, 0) + b"".join(struct.pack(">Hh", 500 if ord(char) < 128 else 1000, 0) for char in letters),
        b"loca": b"".join(struct.pack(">I", n * len(box)) for n in range(count + 1)),
        b"glyf": box * count,
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 1, 12)
        + struct.pack(">HHHHHHH", 4, 24, 0, 2, 2, 0, 0)
        + struct.pack(">HHHHH", 0xFFFF, 0, 0xFFFF, 1, 0),
    }
    out = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    at = 12 + 16 * len(tables)
    body = b""
    for tag, data in sorted(tables.items()):
        out += tag + struct.pack(">III", zlib.crc32(data), at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return out + body


def width(text: str, size: float = 12) -> float:
    """How wide a text is in the fonts used here."""
    return sum(size / 2 if ord(char) < 128 else size for char in text)


_NO_START = "，。；：、）％%”》"


def wrap(text: str, room: float, size: float = 12, indent: float = 24) -> list[str]:
    """Lines of a paragraph, numbers whole, no mark of punctuation at a line's start."""
    lines, line = [], ""
    left = room - indent
    at = 0
    while at < len(text):
        end = at + 1
        while (
            end < len(text)
            and text[at].isascii()
            and text[at].isalnum()
            and (text[end].isascii() and (text[end].isalnum() or text[end] in ".,%"))
        ):
            end += 1
        while end < len(text) and text[end] in _NO_START:
            end += 1
        piece = text[at:end]
        if line and width(line + piece, size) > left:
            lines.append(line)
            line, left = "", room
        line += piece
        at = end
    return [*lines, line]


def report_pdf(lines: Sequence[str], font: str = "unembedded", columns: int = 1) -> bytes:
    """A report with its title over the whole width, a head and a page number on each page, in one or two columns."""
    pdf = Pdf(font)
    left, gap, leading = 72.0, 24.0, 20.0
    room = (Pdf.WIDTH - 2 * left - gap * (columns - 1)) / columns
    size = 12.0 if columns == 1 else 10.5

    def begin() -> None:
        pdf.page()
        pdf.text(left, 800, "民政工作资料汇编", 9)
        pdf.text(290, 30, f"- {len(pdf.pages)} -", 9)

    begin()
    pdf.text((Pdf.WIDTH - width(lines[0], 18)) / 2, 740, lines[0], 18)
    top, y, column = 700.0, 700.0, 0
    for text in lines[1:]:
        for n, line in enumerate(wrap(text, room, size, 2 * size)):
            if y < 70:
                column += 1
                if column == columns:
                    begin()
                    column, top = 0, 760.0
                y = top
            pdf.text(left + column * (room + gap) + (2 * size if n == 0 else 0), y, line, size)
            y -= leading
    return pdf.bytes()


def table_pdf(sheet: Sheet, font: str = "unembedded", rows_a_page: int = 100, repeat_head: bool = False) -> bytes:
    """A ruled table with its title and unit line; after ``rows_a_page`` rows it goes on on the next page."""
    pdf = Pdf(font)
    pdf.page()
    pdf.text((Pdf.WIDTH - width(sheet.title, 16)) / 2, 760, sheet.title, 16)
    if sheet.unit:
        pdf.text(460, 735, sheet.unit, 10)
    cells = sheet.cells()
    room = [
        max((width(text, 10) for _, at, text, _, across in cells if at == col and across == 1), default=20) + 16
        for col in range(sheet.width)
    ]
    xs = [60 + sum(room[:col]) for col in range(sheet.width + 1)]
    high = 24.0
    total = len(sheet.rows)
    done, y = 0, 725.0
    while done < total:
        shown = list(range(done, min(total, done + rows_a_page)))
        order = list(range(sheet.heads)) + shown if done and repeat_head else shown
        for n, row in enumerate(order):
            for at, col, text, down, across in cells:
                if at == row:
                    y1, y0 = y - n * high, y - (n + down) * high
                    pdf.raw(f"{xs[col]:.2f} {y0:.2f} {xs[col + across] - xs[col]:.2f} {y1 - y0:.2f} re S")
                    pdf.text(xs[col] + 6, (y0 + y1) / 2 - 4, text, 10)
        done += len(shown)
        if done < total:
            pdf.page()
            y = 780.0
        else:
            y -= len(order) * high
    if sheet.note:
        pdf.text(60, y - 20, sheet.note, 10)
    return pdf.bytes()


def scanned_pdf() -> bytes:
    """A pdf whose page is a picture."""
    picture = zlib.compress(b"\x80" * 100)
    draw = b"q 500 0 0 700 50 50 cm /I1 Do Q"
    return _pdf_file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I1 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
            b"<</Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
            b"/Length %d>>stream\n%s\nendstream" % (len(picture), picture),
        ]
    )
