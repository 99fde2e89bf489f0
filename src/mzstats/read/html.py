"""Web pages saved from government sites: the article out of its page, tables as grids.

Where the article stands is told by the names that the common site systems give it, and failing that by where the text is:
from the body down, as long as one child holds nearly all the text that is neither links nor site furniture.
"""

from __future__ import annotations

import re
from typing import Any

from mzstats.model import Document, MzstatsError
from mzstats.read.build import Builder, Grid
from mzstats.read.limits import Limits, check_bytes, over
from mzstats.read.text import decode

Node = Any  # a selectolax LexborNode: the package's types are loose

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# these end by themselves, so that an open one does not nest
_ENDLESS_WORDS = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot "
    "option optgroup colgroup caption rt rp html head body"
)
_ENDLESS = frozenset(_ENDLESS_WORDS.split())
_MANY_TAGS = 10_000  # fewer than this cannot nest so deep that parsing hurts
MAX_SPAN = 1000

_DROPPED = "script,style,noscript,template,iframe,object,embed,select,button,textarea,input,svg,nav,footer,aside,canvas,video,audio"
_CONTENT = (
    ".TRS_Editor,.TRS_UEDITOR,.trs_editor_view,#zoom,#Zoom,#UCAP-CONTENT,.UCAP-CONTENT,.pages_content,#pages_content,[id^=vsb_content],"
    ".v_news_content,.wp_articlecontent,#js_content,.easysite-news-text,.article-content,.article_content,.articleContent,#articleContent,"
    "#article_content,.article-con,.article_con,.art_con,.arc_cont,#artibody,.bt_content,.xxgk_content,.xxgk-content,.xxgkContent,"
    ".gkwz_content,.news_content,.news-content,.newsContent,.detail-content,.detail_content,.content_detail,.content-detail,.conTxt,"
    ".con_text,.con-text,.infoContent,.info-content,.info_content,.main-text,.main_content,.mainContent,#textBox,#fontzoom,#font_size,"
    ".nr_con,.zw_con,.wzxl_con,.text_content,.view,[itemprop=articleBody],article,#article,.article,#content,.content,#main_con,main"
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|sub-?menu|foot|footer\w*|top-?bar|header|page-?header|site-?header|breadcrumbs?|crumbs?|location|weizhi|"
    r"dqwz|curr?ent-?position|bd-?share\w*|share\w*|copyright|side-?bar|related?|relevant|recommend\w*|hot-?news|pager|pagination|page-?nav|"
    r"comments?|tool-?bar|qr-?code|ewm|erweima|friend-?links?|links?|login|search\w*|banner|site-?map|print|font-?size|hits|counter|prev-?next)"
    r"(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCK_WORDS = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption"
)
_BLOCKS = frozenset(_BLOCK_WORDS.split())
_ITEMS = frozenset(("li", "dd", "dt", "tr"))
_INDENT = re.compile(r"(?:text-indent|padding-left|margin-left)\s*:\s*(\d{1,3}(?:\.\d{1,4})?)\s*(em|pt|px)")
_CHARACTER = {"em": 1.0, "pt": 10.5, "px": 14.0}  # of ordinary size
_WHITE = re.compile(r"[ \t\n\r\f]+")
_WHITE_BUT_TABS = re.compile(r"(?!(?<=[^ \n\r\f])\t+(?=\S))[ \t\n\r\f]+")  # a tab inside a line sets columns apart
_NO_TITLE = re.compile(r"[^\u4e00-\u9fff]*$|无标题|新建")
_NOTE_MARK = re.compile(r"\s*[\[［(（〔]?\s*\d{1,3}\s*[\]］)）〕]?\s*")
_SITE_TAIL = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|(?<=[\u4e00-\u9fff])[-–—]+(?=[\u4e00-\u9fff]+(?:网|局|政府|平台|厅|部)\s*$)")
_SOURCE = re.compile(r"[\u4e00-\u9fff]{2,24}?(?:局|厅|部|府|处|办公室|委员会|办事处)")
_POSTED = re.compile(
    r"(?:发布|公开|生成|成文|印发|更新)?(?:日期|时间)[:：]?((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})日?(?!\d)|(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?=\d\d:\d\d|来源)"
)
_POSTED_NAMES = (
    "meta[name=PubDate],meta[name=pubdate],meta[name=publishdate],meta[name=PublishDate],meta[property='article:published_time']"
)
_DATE = re.compile(r"((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})")
# what a site puts among or under an article's lines: counters, sizes of letters, the way to other pages
_COUNTER = re.compile(
    r"\s*(?:累计)?(?:浏览|阅读|点击|访问)(?:次数|量|率|数)?\s*[:：]\s*[\d,]*\s*(?:人次|次)?|\s*[【\[〖]?\s*(?:浏览)?(?:字体|字号)(?:大小|显示)?\s*[:：]?\s*[【\[〖]?(?:\s*(?:默认|超大|[大中小特]))+\s*[】\]〗]?"
    r"|^\s*上一?[篇条页][:：].*|^\s*下一?[篇条页][:：].*|^\s*分享到?[:：].*|^\s*[【\[]?(?:打印|关闭|打印本页|关闭窗口|返回顶部)[】\]]?\s*$"
)
_COUNTER_WORDS = ("浏览", "阅读", "点击", "访问", "字体", "字号", "一篇", "一条", "一页", "分享", "打印", "关闭", "返回")
_SOURCE_LINE = re.compile(rf"(?:信息来源|来源|发布机构|发布单位)[:：]({_SOURCE.pattern})")

SHARE_NAMED = 0.5  # of the page's own text: a node with a content name is the article if it holds this much
SHARE_TWIN = 0.1  # of the page's text: another node of the same name with this much is a piece of the article too
SHARE_FOUND = 0.85  # going down from the body: the child that holds this much holds the article
SHARE_FURNITURE = 0.4  # a node named like furniture that holds more than this is no furniture
FURNITURE_LINE = 160  # characters: a longer line is the article's own
MAX_INDENT = 20
LAYOUT_CELL = 300  # characters: a cell this long that holds most of its table's text is the page's body, not a cell


def read_html(data: bytes, name: str, limits: Limits, builder: Builder | None = None) -> Document:
    """The article of a web page. Raises MzstatsError where it is too large, too deep, or holds no text."""
    check_bytes(limits, "markup_mib", len(data))
    declared = _CHARSET.search(data[:4096])
    source, warnings = decode(data, declared[1].decode("ascii", "replace") if declared else "")
    check_nesting(source, limits)
    builder = builder or Builder(name, "html", limits)
    builder.warnings += warnings
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(source)
    shown = _bare(page.body.text()) if page.body else ""
    title, origin = _title(page), (_source(page, shown), _posted(page, shown))
    for node in page.css(_DROPPED):
        node.decompose()
    body = page.body or page.root
    if body is None:
        raise MzstatsError("no text in the page")
    _Walk(builder, _Page(body)).write(title, origin)
    return builder.done()


def check_nesting(source: str, limits: Limits) -> None:
    """Raises MzstatsError where tags stand inside one another deeper than the limit, before anything parses them."""
    if source.count("<") < _MANY_TAGS:
        return
    depth = 0
    for found in _TAG.finditer(source):
        close, tag = found.groups()
        if tag.lower() in _ENDLESS:
            continue
        depth = max(0, depth - 1) if close else depth + 1
        if depth > limits.nesting * 4:  # tags left open nest too, and pages are full of them
            raise over(limits, "nesting")


def _title(page: Any) -> str:
    """The article's title: what the site system says, else the first heading that the page's title begins with, else that title."""
    meta = page.css_first("meta[name=ArticleTitle]")
    if meta is not None and (meta.attributes.get("content") or "").strip():
        return _flat(meta.attributes["content"])
    whole = page.css_first("title")
    parts = [part for part in _SITE_TAIL.split(_flat(whole.text()) if whole is not None else "") if part.strip()]
    for heading in page.css("h1"):
        text = _flat(heading.text())
        if len(text) >= 6 and (not parts or any(_bare(text) in _bare(part) or _bare(part) in _bare(text) for part in parts)):
            return text
    best = max(parts, key=len, default="")
    return "" if _NO_TITLE.match(best) else best


def _source(page: Any, shown: str) -> str:
    """Who published it, as the page says outside the article: a report often names its own region nowhere else."""
    meta = page.css_first("meta[name=ContentSource]")
    if meta is not None and _SOURCE.fullmatch(_flat(meta.attributes.get("content") or "")):
        return _flat(meta.attributes["content"])
    told = _SOURCE_LINE.search(shown)
    return told[1] if told else ""


def _posted(page: Any, shown: str) -> str:
    """The day the page was posted, as it says outside the article: 今年 and 本月 in a short notice are told by it."""
    meta = page.css_first(_POSTED_NAMES)
    found = _DATE.search(meta.attributes.get("content") or "") if meta is not None else None
    if found is None:
        found = _POSTED.search(shown)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""


def _collapsed(text: str) -> str:
    """A text's white space as a browser shows it."""
    return _WHITE_BUT_TABS.sub(" ", text) if "\n" in text or "\t" in text or "  " in text else text


def _flat(text: str) -> str:
    return _WHITE.sub(" ", text.replace("\xa0", " ")).strip()


def _bare(text: str) -> str:
    return "".join(text.split())


class _Page:
    """Where in a page the article is, and what in it is furniture."""

    def __init__(self, body: Node) -> None:
        self.body = body
        self.raw = max(1, _length(body))
        self.weights: dict[int, float] = {}
        self.article = self._named() or self._found()

    def furniture(self, node: Node, attributes: dict[str, str | None]) -> bool:
        """Whether the node is hidden, or named like furniture and small enough to be it."""
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return True
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        return bool(_FURNITURE.search(names)) and _length(node) < SHARE_FURNITURE * self.raw

    def _named(self) -> Node | None:
        """The smallest node with a content name that holds most of the page's text outside links."""
        total = self.raw - _linked(self.body)
        best, best_length = None, 0
        for node in self.body.css(_CONTENT):
            length = _length(node)
            if length < SHARE_NAMED * total or (best is not None and length >= best_length):
                continue
            if length - _linked(node) >= SHARE_NAMED * total:
                best, best_length = node, length
        return None if best is None else self._with_twins(best)

    def _with_twins(self, node: Node) -> Node:
        """The node, or what holds it and others of the same name with text in them: an article in several pieces."""
        name = node.attributes.get("class")
        if not name:
            return node
        kin = {one.mem_id for one in _of_tag(node, node.tag)}  # the node itself too
        holder = node.parent
        while holder is not None:
            kin.add(holder.mem_id)
            holder = holder.parent
        least = SHARE_TWIN * self.raw
        twins = [one for one in _of_tag(self.body, node.tag) if one.attributes.get("class") == name and one.mem_id not in kin]
        whole = _length(node) + sum(length for one in twins if (length := _length(one)) - _linked(one) >= least)
        while whole > _length(node) and node.tag != "body" and node.parent is not None:
            node = node.parent
        return node

    def _found(self) -> Node:
        """By where the text is."""
        total = self._weigh(self.body)
        node = self.body
        while total:
            heavy = [child for child in node.iter() if self.weights.get(child.mem_id, 0) >= SHARE_FOUND * total]
            if not heavy or (heavy[0].tag == "table" and not _is_layout(heavy[0])):
                break
            node = heavy[0]
        return node

    def _weigh(self, node: Node) -> float:
        """Characters of text in the node outside links and furniture; kept for every element."""
        weight = 0.0
        child = node.child
        while child is not None:
            if child.is_text_node:
                weight += len(child.text_content.strip())
            elif child.is_element_node and child.tag != "a" and not self.furniture(child, child.attributes):
                weight += self._weigh(child)
            child = child.next
        if node.tag in _ITEMS and _linked(node) > weight:  # the dates beside links to other pages
            weight = 0.0
        self.weights[node.mem_id] = weight
        return weight


def _of_tag(root: Node, tag: str) -> list[Node]:
    """The nodes of a tag, the root too if it is one. A tag may have any name (<w:p>, <a*b>), of which most are no CSS selectors."""
    if tag.isascii() and tag.isalnum():
        return list(root.css(tag))
    return [one for one in root.traverse() if one.tag == tag]


def _length(node: Node) -> int:
    return len(_bare(node.text()))


def _linked(node: Node) -> int:
    return sum(_length(link) for link in node.css("a"))


class _Walk:
    """Writes the article's blocks and tables in order."""

    def __init__(self, builder: Builder, page: _Page) -> None:
        self.builder, self.page = builder, page
        self.inline: list[str] = []
        self.lines: list[str] = []
        self.tables = 0

    def write(self, title: str, origin: tuple[str, str]) -> None:
        """The whole article, its title first and under it who published it and when, where the article itself does not begin with them."""
        source, posted = origin
        node = self.page.article
        if node.tag in ("table", "tbody", "tr"):
            while node.tag != "table":
                node = node.parent
            self._table(node)
        else:
            head = _bare(node.text())[: 4 * len(title) + 80]
            if title and _bare(title) not in head:
                self.builder.line(title)
            if source and source not in head:
                self.builder.line("来源：" + source)
            if posted and posted not in head and not _POSTED.search(head):
                self.builder.line("发布日期：" + posted)
            self._children(node)
        self._flush()

    def _flush(self) -> None:
        if self.inline:
            for line in "".join(self.inline).split("\n"):
                line = line.replace("\xa0", " ")
                short = len(line) < FURNITURE_LINE and any(word in line for word in _COUNTER_WORDS)
                self.builder.line(_COUNTER.sub("", line) if short else line)
            self.inline.clear()

    def _children(self, node: Node) -> None:
        child = node.child
        number = 0
        while child is not None:
            if child.is_text_node:
                text = child.text_content
                self.inline.append(text if node.tag == "pre" else _collapsed(text))
            elif child.is_element_node:
                if child.tag == "li" and node.tag == "ol":
                    number += 1
                    self._element(child, f"{number}. ")
                else:
                    self._element(child)
            child = child.next

    def _element(self, node: Node, before: str = "") -> None:
        tag = node.tag
        if tag == "br":
            self.inline.append("\n")
            return
        attributes = node.attributes
        if attributes and self.page.furniture(node, attributes):
            return
        if tag == "sup" and _is_note(node, "".join(self.inline[-1:])):
            return
        if tag not in _BLOCKS:
            self._children(node)
            return
        self._flush()
        self.builder.budget.tick()
        if tag == "table":
            self._table(node)
        else:
            if before:
                self.inline.append(before)
            self._children(node)
            self._flush()

    def _table(self, node: Node) -> None:
        if _is_layout(node):
            for row in _rows(node):
                for cell in row:
                    self._children(cell)
                    self._flush()
            return
        for caption in node.css("caption"):
            self.builder.line(_flat(caption.text()))
        grid = Grid(self.builder.budget)
        rows = _rows(node)
        for n, row in enumerate(rows):
            grid.next_row()
            for cell in row:
                down = _span(cell, "rowspan", len(rows) - n)
                grid.add(_cell_text(cell, self.page), min(down, len(rows) - n), min(_span(cell, "colspan", 1), MAX_SPAN))
        self.tables += 1
        self.builder.where = f"table {self.tables}"
        self.builder.table(grid.slots)


def _is_note(node: Node, before: str) -> bool:
    """Whether a superscript is the mark of a note (dropped: it would run into the number before it), not the 2 of m2."""
    return bool(_NOTE_MARK.fullmatch(node.text())) and not re.search(r"[a-zA-Z]\s*$", before)


def _span(cell: Node, name: str, zero: int) -> int:
    """A span as written; 0 means to the end (``zero``); nonsense means 1."""
    text = (cell.attributes.get(name) or "1").strip()
    value = int(text) if text.isdecimal() and len(text) < 7 else 1
    return value or zero


def _rows(table: Node) -> list[list[Node]]:
    """The cells of a table's own rows."""
    rows: list[list[Node]] = []
    for part in table.iter():
        for row in [part] if part.tag == "tr" else part.iter() if part.tag in ("thead", "tbody", "tfoot") else []:
            if row.tag == "tr":
                rows.append([cell for cell in row.iter() if cell.tag in ("td", "th")])
    return rows


def _is_layout(table: Node) -> bool:
    """Whether a table only lays out a page: it holds tables, one column, one row, or the page's body in a cell."""
    rows = [row for row in _rows(table) if row]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return True
    if any(inner.mem_id != table.mem_id and _length(inner) for inner in table.css("table")):
        return True
    whole = _length(table)
    if whole < LAYOUT_CELL:
        return False
    longest = max((cell for row in rows for cell in row), key=_length)
    return _length(longest) >= LAYOUT_CELL and _length(longest) > whole / 2


def _set_in(node: Node) -> float:
    """How many characters the style of a cell or a paragraph in it sets it in: tables tell by it what stands under what."""
    style = (node.attributes.get("style") or "").lower()
    if re.search(r"text-align\s*:\s*(?:center|right)", style) or node.attributes.get("align") in ("center", "right"):
        return 0
    return sum(float(size) / _CHARACTER[unit] for size, unit in _INDENT.findall(style))


def _cell_text(cell: Node, page: _Page) -> str:
    """A cell's text, its blocks on lines of their own."""
    parts: list[str] = []

    def walk(node: Node) -> None:
        child = node.child
        while child is not None:
            if child.is_text_node:
                parts.append(_WHITE.sub(" ", child.text_content))
            elif child.is_element_node:
                _inner(child)
            child = child.next

    def _inner(child: Node) -> None:
        tag = child.tag
        if tag == "br":
            parts.append("\n")
        elif not (child.attributes and page.furniture(child, child.attributes)) and not (
            tag == "sup" and _is_note(child, "".join(parts[-1:]))
        ):
            block = tag in _BLOCKS
            parts.append("\n" * block)
            walk(child)
            parts.append("\n" * block)

    walk(cell)
    first = next((child for child in cell.iter() if child.tag in ("p", "div")), None)
    lead = " " * min(MAX_INDENT, round(_set_in(cell) + (_set_in(first) if first is not None else 0)))
    return lead + "\n".join(line.strip(" ").replace("\xa0", " ") for line in "".join(parts).split("\n")).strip("\n")
