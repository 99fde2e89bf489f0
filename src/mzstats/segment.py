"""The text in blocks: title, headings as a tree, paragraphs with their sentences, page furniture, tables."""

from __future__ import annotations

import re
from typing import NamedTuple

from mzstats.expressions import kept

_CN = "一二三四五六七八九十"
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, kept(r"#{1,3}\s*")),
    (2, kept(rf"第[{_CN}\d]+(?:部分|章|节)[、\s]?|[{_CN}]{{1,3}}、|[【★●■◆▲※❶❷❸❹❺❻❼❽❾]")),
    (3, kept(rf"[(]\s*[{_CN}]{{1,3}}\s*[)]|第[{_CN}]{{1,2}}[,，、]")),
    (4, kept(r"\d{1,2}\s*[.、．](?!\d)")),
    (5, kept(r"[(]\s*\d{1,2}\s*[)]|[①-⑳]|\d{1,2}[)]|[A-Z][.、．]|[—-]{2,}|·")),
)
_FURNITURE = kept(
    r"""(?x)^[\s\[(【〖※·|>*]*(?:
    当前位置|您(?:的位置|现在|所在)|首页|位置[:]|索\s*引\s*号|信息索引|信息来源|信息分类|发布机构|发布单位|公开机构|公开日期|公开方式|公开属性|公开类别
  |成文日期|生成日期|生成时间|发文(?:日期|字号|机关|单位)|文\s*号|发布(?:日期|时间|人)|日期[:]|时间[:]|来源|稿源|稿件|文章来源|文/|作者|编辑|责任编辑|责编|审核|初审|复审|终审|校对|撰稿
  |(?:累计)?浏览|点击|阅读|访问|人气|点赞|评论|字体|字号|文字大小|分享|打印|关闭|扫一扫|收藏|纠错|我要纠错|视力保护|背景色
  |上一[篇条]|下一[篇条]|相关(?:新闻|链接|阅读|文章|稿件)|附件?\s*[:]|正文内容|关怀版|长者(?:模式|专区|版)|(?:打开)?适老化|设为首页|加入收藏|收藏本站|网站首页|无障碍|网站支持|切换浏览|打开APP|附[:]|联系(?:电话|人|方式|地址)|监督(?:电话|举报|渠道)|举报(?:电话|邮箱)|咨询(?:电话|热线)|政策咨询|服务热线|公示期|投稿|电话[:]|地址[:]|邮编|邮箱
  |主办|承办|版权|声明|网站(?:地图|标识|支持)|技术支持|.{0,6}ICP|.{0,4}公网安备|.{0,20}https?:|.{0,20}www\.|公开目录|.{0,30}第\s?[A-Z]?\d{1,2}\s?版|热词|主题词|关键词|表号|制表机关|批准文号|联系单位|编者按|中央政府门户|E-mail|主题分类|体裁分类|有效性|是否有效|标题[:]|信息名称|作\s*者|访问次数|本页
    )"""
)
_POSTED = kept(
    r"(?P<y>(?:19|20)\d\d)\s*[-年./]\s*(?P<m>\d{1,2})\s*[-月./]\s*(?P<d>\d{1,2})(?!\d|\s*月)"
    r"|(?<![\d.])(?P<d2>\d\d)\.(?P<m2>\d\d)\.(?P<y2>(?:19|20)\d\d)(?=\s+\d\d:\d\d)"
)
_END = "。！？!?"
_NOTE = kept(r"^\s*(?:注|备注|说明|填报说明|编制说明|指标解释)\s*[:：]?")


class Sentence(NamedTuple):
    """``lead`` is the span of a run-in heading (一是低保:) that stands over it, if any; ``first``: it opens a list item."""

    start: int
    end: int
    lead: tuple[int, int] | None = None
    first: bool = False


class Block:
    """``kind``: title, heading, paragraph, note, furniture, table. ``headings``: spans, outermost first."""

    __slots__ = ("_sentences", "_text", "end", "headings", "kind", "start")

    def __init__(self, kind: str, start: int, end: int, headings: tuple[tuple[int, int], ...] = (), text: str = "") -> None:
        """``text`` is the document's, given where the block is one of sentences."""
        self.kind, self.start, self.end, self.headings = kind, start, end, headings
        self._text = text
        self._sentences: tuple[Sentence, ...] | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Told apart when they are first asked for: of most paragraphs without a number they never are."""
        if self._sentences is None:
            self._sentences = paragraph(self._text, self.start, self.end) if self._text else ()
        return self._sentences


def lines(text: str) -> list[tuple[int, int]]:
    """The spans of the lines, blanks off both ends, empty ones left out."""
    out, at = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            out.append((start, start + len(stripped)))
        at += len(line) + 1
    return out


_LABEL = kept(r"[^。]{0,12}[:：]|\s*[】\])〗]")
_TOOLS = kept(
    r"[【\[(〖](?:大\s*中\s*小|打印|关闭|字体|默认|我要纠错)|字体\s*[:]|浏览(?:量|次数)|点击(?:数|率|量)|阅读(?:次数|量)?\s*[:\d]"
)
_READERS = ("星期", "来源", "浏览", "阅读", "点击", "编辑")
_TIME_OF_DAY = kept(r".{0,18}\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d{2}")


def is_furniture(line: str) -> bool:
    """Whether a line is the page's, not the report's."""
    if len(line) > 160 or (len(line) > 40 and "。" in line and _HAS_FIGURE.search(line)):
        return False
    match = _FURNITURE.match(line)
    if match and ("。" in line or _HAS_FIGURE.search(line)) and not _LABEL.match(line[match.end() - 1 :]):
        match = None  # a sentence that happens to begin like furniture (承办建议27件)
    if match:
        return True
    if (
        len(line) < 90
        and _POSTED.match(line)
        and (any(word in line for word in _READERS) or (len(line) < 22 and not _HAS_FIGURE.search(line)))
    ):
        return True
    if "。" in line:
        return False
    return bool(_TOOLS.search(line) or (len(line) < 80 and _TIME_OF_DAY.match(line)))


_MAY_MARK = kept(rf"[#第{_CN}【★●■◆▲※❶❷❸❹❺❻❼❽❾(\d①-⑳A-Z—·-]")


def marker(line: str) -> tuple[int, int]:
    """The level and length of a list or heading marker that opens the line; (0, 0) where there is none."""
    if not _MAY_MARK.match(line):
        return 0, 0
    for level, pattern in _MARKERS:
        match = pattern.match(line)
        if match:
            return level, match.end()
    return 0, 0


LONGEST = 1500  # characters: a sentence without end is cut where it pauses
_STOP = kept(rf"[{_END}][”’\"'」』)]*")
_PAUSE = kept(r"[;；,，、。\s]")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of sentences; a full stop within brackets or quotes does not end one early where more follows."""
    out, at = [], start
    for match in _STOP.finditer(text, start, end):
        i = match.start()
        if text[i] in "!?" and text[i - 1].isascii() and text[i - 1].isalpha():
            continue
        out.append((at, match.end()))
        at = match.end()
    if at < end:
        out.append((at, end))
    trimmed = []
    for a, b in out:
        while a < b and text[a] in " \t\n\r":
            a += 1
        while b - a > LONGEST:
            pause = _PAUSE.search(text, a + LONGEST, min(b, a + 2 * LONGEST))
            cut = pause.end() if pause else a + LONGEST
            trimmed.append((a, cut))
            a = cut
        if a < b:
            trimmed.append((a, b))
    return trimmed


_ITEM = kept(
    rf"[“\"]?(?:[{_CN}]{{1,2}}(?:是|要|方面是)|(?:首先|其次|再次|最后|另外|此外|同时)[,，]|[(]\s*[{_CN}\d]{{1,2}}\s*[)]|\d{{1,2}}[.、．](?!\d)|第[{_CN}][,，、]|[①-⑳])"
)


_LEAD_END = kept(r"[。:：;；!！?？，,]")
_SHORT_HEAD = kept(r"^[^,，。;；、\d]{2,14}[:：]")


def paragraph(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, each under its run-in heading."""
    out: list[Sentence] = []
    lead: tuple[int, int] | None = None
    level, length = marker(text[start : start + 12])
    for a, b in sentences(text, start, end):
        match = _ITEM.match(text, a, b)
        first = False
        if match or (a == start and level):
            stop = a + (match.end() - a if match else length)
            cut = _LEAD_END.search(text, stop, b)
            lead = (stop, cut.start() if cut else b)
            first = True
        elif a == start:
            cut = _SHORT_HEAD.match(text[a:b])
            if cut:
                lead, first = (a, a + cut.end() - 1), True
        out.append(Sentence(a, b, lead, first))
    return tuple(out)


_HAS_FIGURE = kept(
    r"(?<![\d.,第])\d[\d.,]*\s*[余多]?\s*[万亿]?\s*(?:元|人|户|对|个|家|件|宗|名|张|%|‰|具|场|次|份|条|所|例|起|座|处|块|期|支|位|穴|小时)"
)
_SENTENCE_MARK = kept(r"[。,，;；!！?？|\t]")
_LONG_NUMBER = kept(r"\d{3,}(?!年|\d)")
_FULL_STOP = kept(r"[。;；!！]")


def is_heading(line: str, level: int) -> bool:
    """Whether a whole line is a heading: short, no sentence in it, no figure."""
    body = line.rstrip("。:： ")
    if level == 0:
        return (
            len(body) <= 22
            and not _SENTENCE_MARK.search(body)
            and not _HAS_FIGURE.search(body)
            and not _LONG_NUMBER.search(body)
            and not line.endswith(("。", ";", "；"))
        )
    return len(body) <= 48 and not _FULL_STOP.search(body) and not _HAS_FIGURE.search(body)


# an unmarked line that tells no more than a time (截至2024年9月底) stands over all that follows, marked or not
_ONLY_A_TIME = kept(
    r"[(（]?(?:截[至止]到?\s?(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日|[底末])?|(?:19|20)\d\d年(?:第?[一二三四]季度|[上下]半年|\d{1,2}-\d{1,2}月))[)）:：]?"
)


class Layout(NamedTuple):
    """The document in blocks, with what its head and foot tell."""

    blocks: tuple[Block, ...]
    title: tuple[int, int]
    posted: tuple[int, int, int] | None


def segment(text: str, tables: tuple[tuple[int, int], ...] = ()) -> Layout:
    """The layout of a folded text. ``tables`` are spans of tables already known; they become table blocks."""
    spans = lines(text)
    title, _ = _title(text, spans)
    posted = _posted(text, spans, title)
    blocks: list[Block] = []
    stack: list[tuple[int, int, int]] = []  # (level, start, end)
    index = 0
    table_at = dict(tables)
    inside = sorted(tables)
    at_table = 0
    while index < len(spans):
        start, end = spans[index]
        while at_table < len(inside) and inside[at_table][1] <= start:
            at_table += 1
        covering = inside[at_table] if at_table < len(inside) and inside[at_table][0] < end else None
        if covering is not None:
            if not blocks or blocks[-1].kind != "table" or blocks[-1].start != covering[0]:
                blocks.append(Block("table", covering[0], covering[1], _spans(stack)))
            index += 1
            continue
        line = text[start:end]
        if title[1] and (start <= title[0] < end or (title[0] <= start and end <= title[1])):
            blocks.append(Block("title", max(start, title[0]), end, (), text))
            index += 1
            continue
        if is_furniture(line):
            blocks.append(Block("furniture", start, end))
            index += 1
            continue
        level, length = marker(line)
        if is_heading(line, level) and end - start > 1:
            depth = level or (0 if _ONLY_A_TIME.fullmatch(line) else 6)
            while stack and stack[-1][0] >= depth:
                stack.pop()
            stack.append((depth, start + (length if line[:1] != "【" else 0), end))
            blocks.append(Block("heading", start, end, _spans(stack)))
            index += 1
            continue
        index += 1
        while index < len(spans) and _continues(text, start, end, *spans[index]) and spans[index][0] not in table_at:
            end = spans[index][1]
            index += 1
        if _NOTE.match(line):
            blocks.append(Block("note", start, end, _spans(stack), text))
            continue
        if level:
            while stack and stack[-1][0] >= level:
                stack.pop()
        blocks.append(Block("paragraph", start, end, _spans(stack), text))
        if level and (lead := next((sentence.lead for sentence in blocks[-1].sentences), None)):
            stack.append((level, *lead))
    return Layout(tuple(blocks), title, posted)


def _spans(stack: list[tuple[int, int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((a, b) for _, a, b in stack)


_COMMA = kept(r"[,，。、]")


def _continues(text: str, start: int, end: int, a: int, b: int) -> bool:
    """Whether the line (a, b) goes on with the sentence of (start, end): hard-wrapped text."""
    gap = text[end:a]
    if gap.count("\n") != 1 or a - end > 1 + 1:
        return False
    last = text.rfind("\n", start, end) + 1 or start
    line = text[last:end]
    if end - last < 25 or text[end - 1] in "。！？!?:;；|" or "|" in line or "\t" in line or not _COMMA.search(line):
        return False
    return not marker(text[a:b])[0] and not is_furniture(text[a:b]) and "|" not in text[a:b] and "\t" not in text[a:b]


_TITLE = kept(
    r"报告|总结|公示|公告|通知|通报|统计|情况|公报|数据|标准|工作|报表|综述|年鉴|发布|(?<!人)民政|简报|摘编|活动|要点|成效|方案|名单|计划|意见|上调|提高|救助|低保"
)


_TITLE_LABEL = kept(r"(?:名\s*称|标\s*题|信息名称)\s*[:]\s*")
_TRAIL = kept(r"[>›»\t]|^\||\|$|\|.*\|")
_AN_OFFICE = kept(r"[一-龥]{2,16}(?:局|厅|政府|委员会|总会|协会)")
_ENDS_IN_OFFICE = kept(r"(?:局|部|厅|政府|委员会|办公室|会)$")


HEAD = 14  # lines in which a title stands


def _title(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], int]:
    """The title and the line behind it: the line that is labelled so, else the first that may be one, or a better one below."""
    for index, (start, end) in enumerate(spans[:HEAD]):
        labelled = _TITLE_LABEL.match(text, start, end)
        if labelled and end - start < 70:
            return (labelled.end(), end), index + 1
    title, following = _first_title(text, spans)
    if following and not _TITLE.search(text, *title):
        # the name of the site, above the title of the report
        for index, (start, end) in enumerate(spans[following:HEAD], following):
            line = text[start:end]
            if len(line) > 70 or line.rstrip().endswith("。") or marker(line)[0]:
                break
            if _REPORT.search(line) and not is_furniture(line) and not _TRAIL.search(line):
                return (start, end), index + 1
    return title, following


_REPORT = kept(r"(?:19|20)\d\d年.*(?:报告|总结|公示|通报|统计|情况|公报|数据|要点|公开|信息|一览)|关于.*(?:通知|公告|公示|报告|情况)")


def _first_title(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], int]:
    office = (0, 0), 0
    for index, (start, end) in enumerate(spans[:HEAD]):
        line = text[start:end].rstrip("| ")
        end = start + len(line)
        if is_furniture(line) or (len(line) < 6 and not line.endswith("局")) or line.isdecimal():
            continue
        if _TRAIL.search(line.strip()) and not line.startswith(("# ", "## ", "### ")):
            continue
        if len(line) > 70 or line.rstrip().endswith("。"):
            break
        if not _TITLE.search(line) and len(line) < 8:
            continue
        if index + 1 < len(spans):
            following = text[spans[index + 1][0] : spans[index + 1][1]]
            if (
                (_ENDS_IN_OFFICE.search(line) or following.startswith("关于"))
                and len(following) < 60
                and not is_furniture(following)
                and not marker(following)[0]
                and following[-1] not in "。:："
            ):
                return (start, spans[index + 1][1]), index + 2
        if _AN_OFFICE.fullmatch(line):
            office = office if office[1] else ((start, end), index + 1)
            continue
        return (start, end), index + 1
    return office


def _posted(text: str, spans: list[tuple[int, int]], title: tuple[int, int]) -> tuple[int, int, int] | None:
    """The day the page was posted, as its head says it."""
    for start, end in spans[:14]:
        line = text[start:end]
        if title[0] <= start < title[1]:
            continue
        match = _POSTED.search(line)
        if match and (is_furniture(line) or (len(line) < 60 and "。" not in line)):
            year, month, day = (int(match[name] or match[f"{name}2"]) for name in "ymd")
            if 1 <= month <= 12 and 1 <= day <= 31:
                return year, month, day
    return None
