"""Well-formed markup out of any bytes: byte-wise mutation of XML mostly breaks it at the first bracket, and tests only that."""

# ruff: noqa: SIM905  # lists of names read better without a quote around each
from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

MARK = b"\x01"  # an input that begins with this is read as instructions

WORD_TAGS = tuple(
    (
        "w:p w:r w:t w:tbl w:tr w:tc w:tcPr w:pPr w:rPr w:ins w:del w:sdt w:sdtContent w:txbxContent w:br w:tab w:numPr "
        "w:ilvl w:numId w:gridSpan w:vMerge w:hMerge w:trPr w:gridBefore w:gridAfter w:vanish w:fldChar w:instrText "
        "w:fldSimple w:hyperlink w:pStyle w:drawing w:pict w:moveFrom w:moveTo w:sym w:noBreakHyphen"
    ).split(" ")
)
SHEET_TAGS = tuple(("row c v f is t r mergeCells mergeCell cols col sheetData sheetFormatPr dimension").split(" "))
PAGE_TAGS = tuple(
    (
        "table tr td th tbody thead p div span br ul li ol script style h1 h2 a b sup iframe pre textarea select option "
        "form input font center dl dt dd caption colgroup col article title"
    ).split(" ")
)
VALUES = tuple(
    (
        "0 1 2 3 9 65535 1048576 -1 4294967296 A1 B2 XFD1048576 A1:B2 A1:XFD1048576 s str inlineStr b e restart "
        "continue begin separate end TRS_UEDITOR content display:none"
    ).split(" ")
)
WORD_ATTRIBUTES = ("w:val", "w:fldCharType", "w:char", "w:type", "w:id")
SHEET_ATTRIBUTES = ("r", "t", "s", "ref", "hidden", "min", "max", "spans", "customFormat")
PAGE_ATTRIBUTES = ("rowspan", "colspan", "class", "id", "style", "hidden", "align")
TEXTS = tuple(("低保|120户|200人|1435|3.5| |\n|　|标准700元/人·月|其中|1,234|单位：万元|（|2024年|<|&|0|2024/1/3").split("|"))


def build(data: bytes, tags: tuple[str, ...], attributes: tuple[str, ...]) -> str:
    """Nested elements: each pair of bytes opens a tag, closes one, sets an attribute or writes a text."""
    out: list[str] = []
    opened: list[str] = []
    head = False  # the last tag can still take attributes
    for op, arg in zip(data[::2], data[1::2], strict=False):
        if op % 8 < 3 and len(opened) < 400:
            out.append((">" if head else "") + f"<{tags[arg % len(tags)]}")
            opened.append(tags[arg % len(tags)])
            names: set[str] = set()
            head = True
        elif op % 8 == 3 and head and (name := attributes[op // 8 % len(attributes)]) not in names:
            names.add(name)
            out.append(f" {name}={quoteattr(VALUES[arg % len(VALUES)])}")
        elif op % 8 < 6 and opened:
            out.append((">" if head else "") + f"</{opened.pop()}>")
            head = False
        elif op % 8 >= 6:
            out.append((">" if head else "") + escape(TEXTS[arg % len(TEXTS)]))
            head = False
    out.append(">" if head else "")
    out += [f"</{tag}>" for tag in reversed(opened)]
    return "".join(out)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


_P = "http://schemas.openxmlformats.org/package/2006/relationships"


def word(data: bytes) -> dict[str, bytes]:
    """The parts of a docx."""
    body = build(data, WORD_TAGS, WORD_ATTRIBUTES)
    return {"word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'.encode()}


def sheet(data: bytes) -> dict[str, bytes]:
    """The parts of an xlsx of one sheet."""
    body = build(data, SHEET_TAGS, SHEET_ATTRIBUTES)
    inner = f'<Relationships xmlns="{_P}"><Relationship Id="r1" Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    outer = f'<Relationships xmlns="{_P}"><Relationship Id="r1" Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{_R}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    return {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": book.encode(),
        "_rels/.rels": outer.encode(),
        "xl/_rels/workbook.xml.rels": inner.encode(),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData></worksheet>'.encode(),
    }


def page(data: bytes) -> bytes:
    """A web page."""
    return f"<html><body>{build(data, PAGE_TAGS, PAGE_ATTRIBUTES)}</body></html>".encode()
